"""Let go of what claims were compared by, once it is known which are one: little of it is needed to write that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graphkit.matching.matching import Matching
from graphkit.matching.profiles import ClaimProfile, Place

__all__ = ["lighten"]


def lighten(matching: Matching) -> Matching:
    """Return what came of matching with claims that have neither words nor vectors, of which there are thousands.

    Args:
        matching: What came of it.

    Returns:
        The same, to be written: of claims their places, names and contents.
    """
    light = _make_lightener()
    return replace(
        matching,
        clusters=tuple(replace(one, members=tuple(map(light, one.members))) for one in matching.clusters),
        disagreements=tuple(replace(x, one=light(x.one), other=light(x.other)) for x in matching.disagreements),
        changes=tuple(replace(change, one=light(change.one), other=light(change.other)) for change in matching.changes),
        decisions=tuple(replace(x, one=light(x.one), other=light(x.other)) for x in matching.decisions),
        uncertain=tuple(replace(link, one=light(link.one), other=light(link.other)) for link in matching.uncertain),
    )


def _make_lightener() -> Callable[[ClaimProfile], ClaimProfile]:
    """Make what lightens claims, each once."""
    known: dict[Place, ClaimProfile] = {}

    def lighten_claim(profile: ClaimProfile) -> ClaimProfile:
        found = known.get(profile.place)
        if found is None:
            found = known[profile.place] = replace(profile, words=(), meaning=b"", sentence=b"")
        return found

    return lighten_claim

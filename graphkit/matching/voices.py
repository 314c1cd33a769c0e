"""Find out who is behind the claims of a cluster, and say in words why some of them are or may be one voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.matching.origins import Join, Origins, Reason, Voice, count_origins
from graphkit.matching.quotations import list_runs
from graphkit.model import EntityType

if TYPE_CHECKING:
    from graphkit.matching.matching import ClaimCorpus
    from graphkit.matching.owners import Outlet
    from graphkit.matching.profiles import ClaimProfile, Place

__all__ = ["Backing", "find_backing"]

_UTTERANCE = 5
"""Claims that quote so many words in a row in common have one origin: somebody's words."""
_NO_OUTLETS = frozenset({EntityType.PERSON, EntityType.PLACE, EntityType.COUNTRY, EntityType.EVENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """What is behind the claims of a cluster.

    Args:
        origins: How many independent origins they have.
        reasons: Why some of them are or may be one voice, in words.
        outlets: How many outlets published them; articles of which that is not recorded are not counted.
    """

    origins: Origins
    reasons: tuple[str, ...]
    outlets: int


def find_backing(members: Sequence[ClaimProfile], corpus: ClaimCorpus) -> Backing:
    """Find what is behind the claims of a cluster.

    Args:
        members: The claims, in order.
        corpus: The claims of all documents, who these speak of, and who published them.
    """
    positions = {profile.place: n for n, profile in enumerate(members)}
    origins = count_origins([_make_voice(profile, positions, corpus) for profile in members])
    published = [corpus.outlets[key] for key in {place[0] for place in positions} if key in corpus.outlets]
    spoken = [outlet for profile in members for outlet in _list_outlets(_list_speakers(profile, corpus), corpus)]
    reasons = sorted(_describe(join, corpus, [*published, *spoken]) for join in origins.joins)
    return Backing(
        origins=origins, reasons=tuple(reasons), outlets=len({outlet.name.casefold() for outlet in published})
    )


def _make_voice(profile: ClaimProfile, positions: Mapping[Place, int], corpus: ClaimCorpus) -> Voice:
    key = profile.place[0]
    chains = corpus.chains.get(key, ())
    sources = frozenset(chains[chain] for chain in profile.sources)
    reporting = list(_climb(profile, corpus))
    vague = profile.anonymous or not sources
    cited = _list_cited(reporting, corpus) if vague else frozenset()
    outlets = _list_outlets(cited if vague else sources, corpus)
    if vague and not cited and key in corpus.outlets:
        outlets = [corpus.outlets[key]]
    return Voice(
        document=corpus.originals.get(key, key),
        sources=sources,
        bodies=frozenset(chains[chain] for chain in profile.bodies),
        utterances=frozenset(list_runs(profile.quoted, _UTTERANCE)),
        reported_in=next((positions[outer.place] for outer in reporting if outer.place in positions), None),
        anonymous=profile.anonymous,
        cited=cited,
        publishers=frozenset(outlet.owner for outlet in outlets),
        works=_list_works(sources, corpus) if vague else frozenset(),
    )


def _climb(profile: ClaimProfile, corpus: ClaimCorpus) -> Iterator[ClaimProfile]:
    """Find the claims in which a claim is reported, from the nearest to the one that the article itself reports."""
    if profile.reported_in is None:
        return
    own = {one.place[1]: one for one in corpus.profiles[profile.place[0]]}
    seen = {profile.place[1]}
    while profile.reported_in in own and profile.reported_in not in seen:
        profile = own[profile.reported_in]
        seen.add(profile.place[1])
        yield profile


def _list_cited(reporting: Iterable[ClaimProfile], corpus: ClaimCorpus) -> frozenset[int]:
    """List the entities that are named for a claim in the nearest of those that report it in which any is."""
    for outer in reporting:
        if not outer.anonymous and outer.sources:
            chains = corpus.chains.get(outer.place[0], ())
            return frozenset(chains[chain] for chain in outer.sources)
    return frozenset()


def _list_works(sources: Iterable[int], corpus: ClaimCorpus) -> frozenset[str]:
    """List what the papers among some sources are called."""
    return frozenset(corpus.entities[n].label for n in sources if corpus.entities[n].type is EntityType.WORK)


def _list_speakers(profile: ClaimProfile, corpus: ClaimCorpus) -> frozenset[int]:
    """List the entities that say a claim or are cited for it."""
    chains = corpus.chains.get(profile.place[0], ())
    return frozenset(chains[chain] for chain in profile.sources) | _list_cited(_climb(profile, corpus), corpus)


def _list_outlets(entities: Iterable[int], corpus: ClaimCorpus) -> list[Outlet]:
    """List the outlets among some entities."""
    named = (corpus.entities[n] for n in entities)
    found = (corpus.owners.find_named((e.label, *e.aliases)) for e in named if e.type not in _NO_OUTLETS)
    return [outlet for outlet in found if outlet is not None]


def _describe(join: Join, corpus: ClaimCorpus, outlets: Sequence[Outlet]) -> str:
    """Say why voices are or may be one."""
    name = join.name if join.entity < 0 else corpus.entities[join.entity].label
    if join.reason == Reason.PUBLISHER.value:
        titles = sorted({outlet.name for outlet in outlets if outlet.owner == name} - {name})
        name += f" ({'; '.join(titles)})" if titles else ""
    return f"{join.reason}: {name}" if name else join.reason

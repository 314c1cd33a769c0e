"""Follow a claim outwards to those who report it, and find by them on which side it stands and how it is drawn.

What somebody says within their own words ('I think that …', 'she said that she feels …') is reported by nobody else: a
link of a chain that names only those who are named already is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

__all__ = ["Reported", "find_side", "find_style", "is_open", "list_relays", "name_reporters", "outers_of", "vouches"]

STANCES = {"affirms": 1, "rejects": -1}
VALENCED = {"praises": 1, "supports": 1, "criticizes": -1, "opposes": -1}


class Reported(Protocol):
    """A claim that may be reported in another."""

    @property
    def iri(self) -> str:
        """Its address."""

    @property
    def sources(self) -> Sequence[str]:
        """The addresses of those who make it; none where the text names nobody."""

    @property
    def act(self) -> str:
        """The name of their act: 'asserts', 'denies'."""

    @property
    def stance(self) -> str:
        """Whether they stand by it: 'affirms', 'rejects' or 'uncommitted'."""

    @property
    def polarity(self) -> str:
        """The polarity of its content: 'positive' or 'negative'."""

    @property
    def outer(self) -> str:
        """The address of the claim in which it is reported, or empty."""


def outers_of[Claim: Reported](claim: Claim, claims: Mapping[str, Claim]) -> Iterator[Claim]:
    """Walk from a claim to the claims in which it is reported, the nearest first."""
    seen = {claim.iri}
    while claim.outer and claim.outer in claims and claim.outer not in seen:
        claim = claims[claim.outer]
        seen.add(claim.iri)
        yield claim


def list_relays[Claim: Reported](claim: Claim, claims: Mapping[str, Claim]) -> list[Claim]:
    """List the claims by which a claim is known at second hand, the nearest first.

    Args:
        claim: The claim.
        claims: All claims by their addresses.
    """
    known = set(claim.sources)
    found = []
    for outer in outers_of(claim, claims):
        # whom the text does not name may be anybody
        if not outer.sources or not known.issuperset(outer.sources):
            known.update(outer.sources)
            found.append(outer)
    return found


def name_reporters[Claim: Reported](claim: Claim, claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """Name those through whom a claim is known, from the nearest to the farthest: each once, and never its source."""
    named = dict.fromkeys(source for outer in list_relays(claim, claims) for source in outer.sources)
    return tuple(source for source in named if source not in claim.sources)


def vouches(outer: Reported) -> bool:
    """Check whether a reporting claim stands by what it reports: 'she never praised it' reports praise, to deny it."""
    return outer.stance == "affirms" and outer.polarity != "negative"


def is_open(claim: Reported, chain: Iterable[Reported]) -> bool:
    """Check whether a claim counts for no side: what is only said to be said, by somebody who does not stand by it."""
    return claim.stance == "uncommitted" or not all(map(vouches, chain))


def find_side(claim: Reported, chain: Iterable[Reported], parity: int = 1) -> tuple[int, str]:
    """Find on which side of a point a claim is (1, -1, or 0 for neither), and its style.

    Args:
        claim: The claim.
        chain: The claims in which it is reported.
        parity: -1 where it says the opposite of the point's wording.
    """
    if is_open(claim, chain):
        return 0, "relay"
    sign = VALENCED.get(claim.act, STANCES.get(claim.stance, 0)) * parity
    if claim.act == "alleges" and sign > 0:
        return sign, "allege"
    return sign, {1: "affirm", -1: "reject", 0: "relay"}[sign]


def find_style[Claim: Reported](claim: Claim, claims: Mapping[str, Claim]) -> str:
    """Find how a claim is drawn: 'affirm', 'reject', 'allege', or 'relay' where it is on no side.

    Args:
        claim: The claim.
        claims: All claims by their addresses.
    """
    return find_side(claim, outers_of(claim, claims))[1]

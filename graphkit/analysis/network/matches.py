"""Read which claims are one, which disagree and how quotations changed, each with the words in which claims differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.model.vocabulary import GK
from graphkit.store.tables import read_first, read_several

if TYPE_CHECKING:
    from graphkit.analysis.network.evidence import EvidencePlace
    from graphkit.store import GraphStore

__all__ = ["ChangedQuotation", "ClaimGroup", "Conflict", "Matches", "Stretch", "read_matches"]

_SPAN = re.compile(r"(?P<document>.+)#char=(?P<start>\d+),(?P<end>\d+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Stretch:
    """Words of the content of a claim: offsets in code points, and the words; '' where the content does not tell."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGroup:
    """Claims that are one.

    Args:
        iri: The address of the cluster.
        claims: The addresses of the claims.
        origins_at_least: The least number of their independent origins.
        origins_at_most: The greatest.
        confidence: The lowest likelihood by which they came together.
        reasons: Why some of them are or may be one voice.
    """

    iri: str
    claims: tuple[str, ...]
    origins_at_least: int
    origins_at_most: int
    confidence: float
    reasons: tuple[str, ...]

    def describe_origins(self) -> str:
        """Say in words from how many independent origins the claims are: '1 to 2 origins (one speaker: Ida Roe)'."""
        least, most = self.origins_at_least, self.origins_at_most
        number = f"{most} origin{'s' if most != 1 else ''}" if least == most else f"{least} to {most} origins"
        return f"{number} ({'; '.join(self.reasons)})" if self.reasons else number


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two claims that cannot both be so.

    Args:
        iri: The address of the disagreement.
        one: The address of a claim.
        other: That of the other.
        kinds: In what they differ: polarity, number, day, place, agent or post.
        confidence: How likely they are on one matter.
        ones: The words of the one in which they differ.
        others: Those of the other.
    """

    iri: str
    one: str
    other: str
    kinds: tuple[str, ...]
    confidence: float
    ones: tuple[Stretch, ...]
    others: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedQuotation:
    """Two claims that quote the same words differently.

    Args:
        iri: The address of the change.
        one: The address of a claim.
        other: That of the other.
        kind: 'cut', 'altered' or 'lostNegation'.
        ones: The words that the one has and the other has not.
        others: Those that the other has.
    """

    iri: str
    one: str
    other: str
    kind: str
    ones: tuple[Stretch, ...]
    others: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """How claims match, each kind sorted by its addresses."""

    clusters: tuple[ClaimGroup, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[ChangedQuotation, ...] = ()

    def find_clusters(self) -> dict[str, ClaimGroup]:
        """Return for each claim that others make too the cluster of those that are one."""
        return {claim: cluster for cluster in self.clusters for claim in cluster.claims}

    def find_conflicts(self) -> dict[str, list[tuple[str, Conflict]]]:
        """Return for each claim those that cannot be so together with it."""
        return _by_claim(self.conflicts)

    def find_changes(self) -> dict[str, list[tuple[str, ChangedQuotation]]]:
        """Return for each claim those that quote the same words differently."""
        return _by_claim(self.changes)


def _by_claim[P: (Conflict, ChangedQuotation)](pairs: Iterable[P]) -> dict[str, list[tuple[str, P]]]:
    found: dict[str, list[tuple[str, P]]] = {}
    for pair in pairs:
        found.setdefault(pair.one, []).append((pair.other, pair))
        found.setdefault(pair.other, []).append((pair.one, pair))
    return found


def read_matches(store: GraphStore, places: Mapping[str, Sequence[EvidencePlace]]) -> Matches:
    """Read how the claims of a store match.

    Args:
        store: The graph.
        places: Where in the articles each claim stands; a match of a claim that is not among them is left out.
    """
    claims: dict[str, list[str]] = {}
    for claim, clusters in read_several(store, "gk:inCluster").items():
        for cluster in clusters:
            claims.setdefault(cluster, []).append(claim)
    if not claims and not read_several(store, "gk:between"):
        return Matches()
    pairs = _Pairs(store, places)
    return Matches(
        clusters=tuple(_clusters(store, claims, places)),
        conflicts=tuple(_conflicts(store, pairs)),
        changes=tuple(_changes(store, pairs)),
    )


def _clusters(
    store: GraphStore, claims: Mapping[str, Sequence[str]], places: Mapping[str, object]
) -> Iterator[ClaimGroup]:
    reasons = read_several(store, "gk:supportedBy")
    terms = ("gk:originsAtLeast", "gk:originsAtMost", "gk:confidence")
    for iri, row in read_first(store, "?thing a gk:ClaimCluster", terms).items():
        members = sorted(claims.get(iri, ()))
        if len(members) > 1 and all(claim in places for claim in members):
            yield ClaimGroup(
                iri=iri,
                claims=tuple(members),
                origins_at_least=int(row["gk:originsAtLeast"] or 1),
                origins_at_most=int(row["gk:originsAtMost"] or len(members)),
                confidence=float(row["gk:confidence"] or 1),
                reasons=tuple(reasons.get(iri, ())),
            )


def _conflicts(store: GraphStore, pairs: _Pairs) -> Iterator[Conflict]:
    kinds = read_several(store, "gk:disagreesIn")
    for iri, row in read_first(store, "?thing a gk:Disagreement", ("gk:confidence",)).items():
        for one, other, ones, others in pairs.find(iri):
            yield Conflict(
                iri=iri,
                one=one,
                other=other,
                kinds=tuple(kind.removeprefix(GK) for kind in kinds.get(iri, ())),
                confidence=float(row["gk:confidence"] or 1),
                ones=ones,
                others=others,
            )


def _changes(store: GraphStore, pairs: _Pairs) -> Iterator[ChangedQuotation]:
    for iri, row in read_first(store, "?thing a gk:QuotationChange", ("gk:change",)).items():
        for one, other, ones, others in pairs.find(iri):
            kind = row["gk:change"].removeprefix(GK)
            yield ChangedQuotation(iri=iri, one=one, other=other, kind=kind, ones=ones, others=others)


class _Pairs:
    """Knows between which two claims something is found, and the words of each in which they differ."""

    def __init__(self, store: GraphStore, places: Mapping[str, Sequence[EvidencePlace]]) -> None:
        self._between = read_several(store, "gk:between")
        self._spans = read_several(store, "gk:differingSpan")
        self._places = places

    def find(self, iri: str) -> Iterator[tuple[str, str, tuple[Stretch, ...], tuple[Stretch, ...]]]:
        """Yield the two claims with the differing words of each; nothing where a claim is not there."""
        claims = self._between.get(iri, ())
        if len(claims) == 2 and all(claim in self._places for claim in claims):
            spans = [found for span in self._spans.get(iri, ()) if (found := _SPAN.fullmatch(span))]
            ones, others = (tuple(sorted(self._cut(claim, spans))) for claim in claims)
            yield claims[0], claims[1], ones, others

    def _cut(self, claim: str, spans: Iterable[re.Match[str]]) -> Iterator[Stretch]:
        for span in spans:
            start, end = int(span["start"]), int(span["end"])
            if not claim.startswith(f"{span['document']}/"):
                continue
            for place in self._places[claim]:
                if place.part == "content" and place.start <= start and end <= place.end:
                    words = place.exact[start - place.start : end - place.start]
                    yield Stretch(start=start, end=end, words=words)
                    break

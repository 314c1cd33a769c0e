"""Match the claims of many documents: clusters of claims that are one, disagreements, changed quotations, origins."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.errors import Problem
from graphkit.matching.arrays import list_names
from graphkit.matching.blocking import pair_documents
from graphkit.matching.clustering import Decided, Link, cluster, find_claims
from graphkit.matching.comparison import CARRIED_OVER, Comparison, Difference
from graphkit.matching.findings import Kept, One, PairFindings
from graphkit.matching.origins import Origins
from graphkit.matching.owners import Outlet, Owners
from graphkit.matching.pairs import PairComparer
from graphkit.matching.profiles import ClaimProfile, Place
from graphkit.matching.quotations import Change
from graphkit.matching.voices import find_backing
from graphkit.model import Entity, EntityType
from graphkit.model.decisions import Decision

__all__ = ["PLACES", "ClaimCorpus", "Cluster", "Disagreement", "Matching", "QuotationChange", "match"]

PLACES = (EntityType.PLACE, EntityType.COUNTRY)
"""The types of entities that are places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCorpus:
    """What is to be matched.

    Args:
        profiles: The claims of each document, by its key.
        chains: The position of the entity of each chain, by the key of the document.
        entities: The entities.
        originals: For each near duplicate the document that it repeats, by key.
        issued: The date of each document that has one, by its key.
        names: What each document is called, by its key.
        decisions: People's decisions about claims that stand.
        outlets: The outlet of each document of which that is recorded, by its key.
        owners: Who owns which outlet.
    """

    profiles: Mapping[str, Sequence[ClaimProfile]]
    chains: Mapping[str, Sequence[int]]
    entities: Sequence[Entity]
    originals: Mapping[str, str]
    issued: Mapping[str, str | None]
    names: Mapping[str, str]
    decisions: Sequence[Decision] = ()
    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    owners: Owners = field(default_factory=Owners)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Claims that are one: the same is said of the same with the same sign, by whomever and in whatever words.

    Args:
        members: The claims, in order.
        score: The lowest score of a pair by which they came together.
        origins: How many independent origins they have.
        reasons: Why some of them are or may be one voice, in words.
        outlets: How many outlets published them; articles of which that is not recorded are not counted.
    """

    members: tuple[ClaimProfile, ...]
    score: float
    origins: Origins
    reasons: tuple[str, ...]
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two claims on one matter that cannot both be so.

    Args:
        one: A claim.
        other: Another claim.
        score: How likely they are about one matter.
        comparison: In what they differ.
    """

    one: ClaimProfile
    other: ClaimProfile
    score: float
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationChange:
    """Two renderings of one quotation that differ.

    Args:
        one: The claim with the one.
        other: The claim with the other.
        change: How they differ.
    """

    one: ClaimProfile
    other: ClaimProfile
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What came of matching.

    Args:
        clusters: The clusters of two claims or more, by their first claim.
        disagreements: In the order of their claims.
        changes: In the order of their claims.
        decisions: People's decisions that hold, each with its claims.
        uncertain: Pairs of claims that a person should look at, the likeliest first.
        problems: Decisions that do not hold, and why.
    """

    clusters: tuple[Cluster, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    changes: tuple[QuotationChange, ...] = ()
    decisions: tuple[Decided, ...] = ()
    uncertain: tuple[Link, ...] = ()
    problems: tuple[Problem, ...] = ()


def match(corpus: ClaimCorpus, kept: Kept | None = None) -> Matching:
    """Match the claims of a corpus; the result does not depend on the order of its documents.

    Args:
        corpus: The claims, and who their documents speak of.
        kept: What was found of pairs of its documents before, which makes no difference to the result.
    """
    return _Matcher(corpus, kept).match()


def _describe(members: tuple[ClaimProfile, ...], lowest: float, corpus: ClaimCorpus) -> Cluster:
    backing = find_backing(members, corpus)
    return Cluster(
        members=members, score=lowest, origins=backing.origins, reasons=backing.reasons, outlets=backing.outlets
    )


class _Matcher:
    """Holds what was found so far."""

    def __init__(self, corpus: ClaimCorpus, kept: Kept | None) -> None:
        self._corpus = corpus
        self._kept = kept
        places = frozenset(n for n, entity in enumerate(corpus.entities) if entity.type in PLACES)
        self._comparer = PairComparer(corpus.profiles, corpus.chains, places, corpus.issued)
        self._same: list[Link] = []
        self._doubtful: list[Link] = []
        self._apart: list[Disagreement] = []
        self._changes: list[QuotationChange] = []

    def match(self) -> Matching:
        profiles = self._corpus.profiles
        names = {key: list_names(own, self._corpus.chains.get(key, ())) for key, own in profiles.items()}
        places = {profile.place: profile for own in profiles.values() for profile in own}
        for first, second in sorted([*pair_documents(profiles, names), *((key, key) for key in profiles)]):
            self._note(first, second, self._compare(first, second), places)
        answers = find_claims(self._corpus.decisions, profiles, self._corpus.names)
        rivals = [(found.one, found.other) for found in self._apart]
        found = cluster(self._same, self._doubtful, rivals, answers, places)
        together = {profile.place: n for n, (members, _) in enumerate(found.clusters) for profile in members}
        self._apart += self._carry_over([members for members, _ in found.clusters], together)
        return Matching(
            clusters=tuple(_describe(members, lowest, self._corpus) for members, lowest in found.clusters),
            # What people joined is one claim, whatever it seems to disagree in.
            disagreements=tuple(
                apart
                for apart in self._apart
                if apart.one.place not in together or together[apart.one.place] != together.get(apart.other.place)
            ),
            changes=tuple(self._changes),
            decisions=found.decisions,
            uncertain=found.uncertain,
            problems=found.problems,
        )

    def _compare(self, first: str, second: str) -> PairFindings:
        """Compare two documents, unless it is known what comes of it."""
        found = self._kept.find(first, second) if self._kept else None
        if found is None:
            found = self._comparer.compare(first, second)
            if self._kept:
                self._kept.keep(first, second, found)
        return found

    def _note(self, first: str, second: str, found: PairFindings, claims: Mapping[Place, ClaimProfile]) -> None:
        """Note what came of comparing two documents."""

        def link(pairs: Iterable[One]) -> Iterator[Link]:
            for i, j, score in pairs:
                yield Link(one=claims[first, i], other=claims[second, j], score=score)

        self._same += link(found.same)
        self._doubtful += link(found.doubtful)
        for i, j, score, comparison in found.apart:
            one, other = claims[first, i], claims[second, j]
            self._apart.append(Disagreement(one=one, other=other, score=score, comparison=comparison))
        for i, j, change in found.altered:
            self._changes.append(QuotationChange(one=claims[first, i], other=claims[second, j], change=change))

    def _carry_over(
        self, clusters: Sequence[Sequence[ClaimProfile]], together: Mapping[Place, int]
    ) -> list[Disagreement]:
        """Carry denials over to what is one claim with either side: who denies a claim denies it of all who make it."""
        known = {(apart.one.place, apart.other.place) for apart in self._apart}
        carried: dict[tuple[Place, Place], Disagreement] = {}
        for apart in self._apart:
            if apart.comparison.kinds != {"polarity"}:
                continue
            sides = [
                clusters[together[profile.place]] if profile.place in together else (profile,)
                for profile in (apart.one, apart.other)
            ]
            for a, b in itertools.product(*sides):
                one, other = sorted((a, b), key=lambda profile: profile.place)
                pair = one.place, other.place
                sources = [self._comparer.work_out(profile).sources for profile in (one, other)]
                itself = pair[0][0] == pair[1][0] and sources[0] & sources[1]
                if pair in known or itself or (pair in carried and carried[pair].score >= apart.score):
                    continue
                found = Difference(
                    kind="polarity", one=self._comparer.work_out(one).whole, other=self._comparer.work_out(other).whole
                )
                comparison = Comparison(rule=CARRIED_OVER, differences=(found,))
                carried[pair] = Disagreement(one=one, other=other, score=apart.score, comparison=comparison)
        return [carried[pair] for pair in sorted(carried)]

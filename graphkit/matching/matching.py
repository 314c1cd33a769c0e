"""Match the claims of many documents: clusters of claims that are one, disagreements, changed quotations, origins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit.matching.agreement import Story, are_near, are_one, disagree, select_likely, tell_one_story
from graphkit.matching.blocking import pair_documents
from graphkit.matching.clustering import cluster
from graphkit.matching.comparison import Comparison, Facets, compare
from graphkit.matching.origins import Origins, Voice, count_origins
from graphkit.matching.profiles import ClaimProfile, Place
from graphkit.matching.quotations import Change, compare_quotations, list_runs
from graphkit.matching.scoring import DocumentClaims, PairScores, gather, score
from graphkit.model import Act, Entity, EntityType

__all__ = ["ClaimCorpus", "Cluster", "Disagreement", "Matching", "QuotationChange", "match"]

_UTTERANCE = 5
"""Claims that quote so many words in a row in common have one origin: somebody's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCorpus:
    """What is to be matched.

    Args:
        profiles: The claims of each document, by its key.
        chains: The position of the entity of each chain, by the key of the document.
        entities: The entities.
        originals: For each near duplicate the document that it repeats, by key.
        issued: The date of each document that has one, by its key.
    """

    profiles: Mapping[str, Sequence[ClaimProfile]]
    chains: Mapping[str, Sequence[int]]
    entities: Sequence[Entity]
    originals: Mapping[str, str]
    issued: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Claims that are one: the same is said of the same with the same sign, by whomever and in whatever words.

    Args:
        members: The claims, in order.
        score: The lowest score of a pair by which they came together.
        origins: How many independent origins they have.
    """

    members: tuple[ClaimProfile, ...]
    score: float
    origins: Origins


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
    """

    clusters: tuple[Cluster, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    changes: tuple[QuotationChange, ...] = ()


def match(corpus: ClaimCorpus) -> Matching:
    """Match the claims of a corpus; the result does not depend on the order of its documents.

    Args:
        corpus: The claims, and who their documents speak of.
    """
    return _Matcher(corpus).match()


class _Matcher:
    """Holds what is worked out once of each document and each claim, and what was found so far."""

    def __init__(self, corpus: ClaimCorpus) -> None:
        self._corpus = corpus
        kinds = (EntityType.PLACE, EntityType.COUNTRY)
        self._places = frozenset(n for n, entity in enumerate(corpus.entities) if entity.type in kinds)
        self._acts = {act.value: number for number, act in enumerate(Act)}
        self._arrays: dict[str, DocumentClaims] = {}
        self._facets: dict[Place, Facets] = {}
        self._runs: dict[Place, frozenset[tuple[str, ...]]] = {}
        self._same: list[tuple[float, ClaimProfile, ClaimProfile]] = []
        self._apart: list[Disagreement] = []
        self._changes: list[QuotationChange] = []

    def match(self) -> Matching:
        profiles = self._corpus.profiles
        names = {key: self._list_names(key) for key in profiles}
        for first, second in sorted([*pair_documents(profiles, names), *((key, key) for key in profiles)]):
            self._compare_documents(first, second)
        rivals = [(found.one, found.other) for found in self._apart]
        clusters = (
            Cluster(members=members, score=lowest, origins=self._count_origins(members))
            for members, lowest in cluster(self._same, rivals)
        )
        return Matching(clusters=tuple(clusters), disagreements=tuple(self._apart), changes=tuple(self._changes))

    # -- pairs

    def _compare_documents(self, first: str, second: str) -> None:
        """Compare the claims of two documents, or those of one with each other."""
        ones, others = self._gather(first), self._gather(second)
        if not ones.profiles or not others.profiles:
            return
        scores = score(ones, others)
        itself = first == second
        issued = [self._corpus.issued.get(key) for key in (first, second)]
        story = Story.NONE if itself else tell_one_story(issued, scores.likeness)
        for i, j in zip(*select_likely(scores, story=story, itself=itself).nonzero(), strict=True):
            if itself and i >= j:
                continue
            one, other = self._work_out(ones.profiles[i]), self._work_out(others.profiles[j])
            found = compare(one, other)
            if found is None:
                continue
            given = scores.of(int(i), int(j))
            if not found.differences:
                sure = are_one(one, other, given, story=story)
                if sure is not None:
                    self._same.append((sure, one.profile, other.profile))
                continue
            sure = disagree(one, other, given, found)
            if sure is not None:
                self._apart.append(Disagreement(one=one.profile, other=other.profile, score=sure, comparison=found))
        if not itself:
            self._trace_quotations(ones.profiles, others.profiles, scores)

    def _trace_quotations(
        self, ones: Sequence[ClaimProfile], others: Sequence[ClaimProfile], scores: PairScores
    ) -> None:
        """Find the quotations of two documents that are one, and not in the same words."""
        for i, one in enumerate(ones):
            for j, other in enumerate(others):
                if self._list_runs(one) & self._list_runs(other):
                    shared = bool(self._work_out(one).sources & self._work_out(other).sources)
                    likely = shared or are_near(scores.of(i, j))
                    change = compare_quotations(one.quoted, other.quoted, likely=likely)
                    if change is not None:
                        self._changes.append(QuotationChange(one=one, other=other, change=change))

    # -- what is worked out once

    def _list_names(self, key: str) -> set[int]:
        """List the entities that a document's claims speak of."""
        chains, profiles = self._corpus.chains.get(key, ()), self._corpus.profiles[key]
        used = {chain for profile in profiles for chain in (*profile.sources, *(word.chain for word in profile.words))}
        return {chains[chain] for chain in used if chain is not None}

    def _gather(self, key: str) -> DocumentClaims:
        if key not in self._arrays:
            self._arrays[key] = gather(self._corpus.profiles[key], self._corpus.chains.get(key, ()), self._acts)
        return self._arrays[key]

    def _work_out(self, profile: ClaimProfile) -> Facets:
        if profile.place not in self._facets:
            chains = self._corpus.chains.get(profile.place[0], ())
            self._facets[profile.place] = Facets(profile, chains, self._places)
        return self._facets[profile.place]

    def _list_runs(self, profile: ClaimProfile) -> frozenset[tuple[str, ...]]:
        if profile.place not in self._runs:
            self._runs[profile.place] = frozenset(list_runs(profile.quoted))
        return self._runs[profile.place]

    # -- origins

    def _count_origins(self, members: Sequence[ClaimProfile]) -> Origins:
        positions = {profile.place: n for n, profile in enumerate(members)}
        return count_origins([self._make_voice(profile, positions) for profile in members])

    def _make_voice(self, profile: ClaimProfile, positions: Mapping[Place, int]) -> Voice:
        key = profile.place[0]
        chains = self._corpus.chains.get(key, ())
        return Voice(
            document=self._corpus.originals.get(key, key),
            sources=frozenset(chains[chain] for chain in profile.sources),
            bodies=frozenset(chains[chain] for chain in profile.bodies),
            utterances=frozenset(list_runs(profile.quoted, _UTTERANCE)),
            reported_in=None if profile.reported_in is None else positions.get((key, profile.reported_in)),
            anonymous=profile.anonymous,
        )

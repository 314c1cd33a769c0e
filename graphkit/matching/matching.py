"""Match the claims of many documents: clusters of claims that are one, disagreements, changed quotations, origins."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphkit.errors import Problem
from graphkit.matching.agreement import are_near, are_one, disagree, may_be_one, may_match, select_likely
from graphkit.matching.arrays import DocumentClaims, gather, list_names
from graphkit.matching.blocking import pair_documents
from graphkit.matching.clustering import Decided, Link, cluster, find_claims
from graphkit.matching.comparison import CARRIED_OVER, Comparison, Difference, Facets, compare
from graphkit.matching.origins import Origins
from graphkit.matching.owners import Outlet, Owners
from graphkit.matching.profiles import ClaimProfile, Place
from graphkit.matching.quotations import Change, compare_quotations, list_runs
from graphkit.matching.scoring import PairScores, measure, score
from graphkit.matching.stories import Story, may_tell_story, rate_story, tell_story
from graphkit.matching.voices import find_backing
from graphkit.matching.words import split_text
from graphkit.model import Act, Entity, EntityType
from graphkit.model.decisions import Decision

__all__ = ["ClaimCorpus", "Cluster", "Disagreement", "Matching", "QuotationChange", "match"]

_DOCUMENTS = 500
"""Of so many documents it is kept what is worked out of each, 75 KB; of the others it is worked out once more."""
_CLAIMS = 20_000
"""The same for claims, 4 KB each."""
_MOSTLY = 1 / 2
"""A claim that takes up so much of the content of the one that reports it is what that says."""


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


def match(corpus: ClaimCorpus) -> Matching:
    """Match the claims of a corpus; the result does not depend on the order of its documents.

    Args:
        corpus: The claims, and who their documents speak of.
    """
    return _Matcher(corpus).match()


def _find_wrapping(profiles: Sequence[ClaimProfile]) -> Iterator[Place]:
    """Find the claims whose content is little else than a claim that they report."""
    lengths = {profile.place: len(profile.content) for profile in profiles}
    for profile in profiles:
        if profile.reported_in is not None:
            outer = (profile.place[0], profile.reported_in)
            if outer in lengths and _MOSTLY * lengths[outer] <= len(profile.content):
                yield outer


def _number_repeated(documents: Iterable[Sequence[ClaimProfile]]) -> dict[tuple[str, ...], int]:
    """Number the rows of words that stand in quotations of several documents, which are a few of all."""
    seen: set[tuple[str, ...]] = set()
    repeated: set[tuple[str, ...]] = set()
    for profiles in documents:
        own = {run for profile in profiles for run in list_runs(profile.quoted)}
        repeated |= own & seen
        seen |= own
    return {run: number for number, run in enumerate(sorted(repeated))}


def _describe(members: tuple[ClaimProfile, ...], lowest: float, corpus: ClaimCorpus) -> Cluster:
    backing = find_backing(members, corpus)
    return Cluster(
        members=members, score=lowest, origins=backing.origins, reasons=backing.reasons, outlets=backing.outlets
    )


def _make_room(kept: OrderedDict[Any, Any], most: int) -> None:
    if len(kept) >= most:
        kept.popitem(last=False)


class _Matcher:
    """Holds what is worked out once of each document and each claim, and what was found so far."""

    def __init__(self, corpus: ClaimCorpus) -> None:
        self._corpus = corpus
        kinds = (EntityType.PLACE, EntityType.COUNTRY)
        self._places = frozenset(n for n, entity in enumerate(corpus.entities) if entity.type in kinds)
        self._acts = {act.value: number for number, act in enumerate(Act)}
        self._arrays: OrderedDict[str, DocumentClaims] = OrderedDict()
        self._facets: OrderedDict[Place, Facets] = OrderedDict()
        self._runs: dict[str, Mapping[int, Sequence[int]]] = {}
        self._quoted: OrderedDict[str, frozenset[str]] = OrderedDict()
        self._repeated = _number_repeated(corpus.profiles.values())
        self._positions: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._wrapping = {place for own in corpus.profiles.values() for place in _find_wrapping(own)}
        self._same: list[Link] = []
        self._doubtful: list[Link] = []
        self._apart: list[Disagreement] = []
        self._changes: list[QuotationChange] = []

    def match(self) -> Matching:
        profiles = self._corpus.profiles
        names = {key: list_names(own, self._corpus.chains.get(key, ())) for key, own in profiles.items()}
        for first, second in sorted([*pair_documents(profiles, names), *((key, key) for key in profiles)]):
            self._compare_documents(first, second)
        answers = find_claims(self._corpus.decisions, profiles, self._corpus.names)
        rivals = [(found.one, found.other) for found in self._apart]
        places = {profile.place: profile for own in profiles.values() for profile in own}
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

    # -- pairs

    def _compare_documents(self, first: str, second: str) -> None:
        """Compare the claims of two documents, or those of one with each other."""
        ones, others = self._gather(first), self._gather(second)
        if not ones.profiles or not others.profiles:
            return
        near = measure(ones, others)
        itself = first == second
        issued = [self._corpus.issued.get(key) for key in (first, second)]
        likely = 0.0 if itself else rate_story(ones, others, near.sentence)
        if not itself and not may_match(near.content, story=may_tell_story(issued, likely)):
            self._trace_quotations(ones, others, None)
            return
        scores = score(ones, others, near)
        story = Story.APART if itself else tell_story(issued, likely, scores.answered)
        for i, j in zip(*select_likely(scores, story=story, itself=itself).nonzero(), strict=True):
            if itself and i >= j:
                continue
            one, other = self._work_out(ones.profiles[i]), self._work_out(others.profiles[j])
            found = compare(one, other, one_story=story is Story.SURE)
            if found is None:
                continue
            given = scores.of(int(i), int(j))
            if not found.differences:
                sure = are_one(one, other, given, story=story)
                if sure is not None:
                    self._same.append(Link(one=one.profile, other=other.profile, score=sure))
                elif (maybe := may_be_one(one, other, given, story=story)) is not None:
                    self._doubtful.append(Link(one=one.profile, other=other.profile, score=maybe))
                continue
            if any(p.place in self._wrapping and p.takes_up is None for p in (one.profile, other.profile)):
                continue  # the claim that it wraps tells it better
            sure = disagree(one, other, given, found, story=story)
            if sure is not None:
                self._apart.append(Disagreement(one=one.profile, other=other.profile, score=sure, comparison=found))
        if not itself:
            self._trace_quotations(ones, others, scores if story else None)

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
                sources = [self._work_out(profile).sources for profile in (one, other)]
                itself = pair[0][0] == pair[1][0] and sources[0] & sources[1]
                if pair in known or itself or (pair in carried and carried[pair].score >= apart.score):
                    continue
                found = Difference(kind="polarity", one=self._work_out(one).whole, other=self._work_out(other).whole)
                comparison = Comparison(rule=CARRIED_OVER, differences=(found,))
                carried[pair] = Disagreement(one=one, other=other, score=apart.score, comparison=comparison)
        return [carried[pair] for pair in sorted(carried)]

    def _trace_quotations(self, ones: DocumentClaims, others: DocumentClaims, scores: PairScores | None) -> None:
        """Find the quotations of two documents that are one, and not in the same words.

        Args:
            ones: The claims of the one.
            others: The claims of the other.
            scores: How likely they are one, where the documents tell one story.
        """
        keys = [profiles[0].place[0] for profiles in (ones.profiles, others.profiles)]
        runs = [self._list_runs(key, side) for key, side in zip(keys, (ones, others), strict=True)]
        common = runs[0].keys() & runs[1].keys()
        for i, j in sorted({(i, j) for run in common for i in runs[0][run] for j in runs[1][run]}):
            one, other = ones.profiles[i], others.profiles[j]
            shared = bool(self._work_out(one).sources & self._work_out(other).sources)
            if shared or (scores is not None and are_near(scores.of(i, j))):
                quoted = [self._list_quoted(key) for key in keys]
                change = compare_quotations(one.quoted, other.quoted, quoted, brief=scores is not None)
                if change is not None:
                    self._changes.append(QuotationChange(one=one, other=other, change=change))

    # -- what is worked out once

    def _gather(self, key: str) -> DocumentClaims:
        if key not in self._arrays:
            _make_room(self._arrays, _DOCUMENTS)
            self._arrays[key] = gather(self._corpus.profiles[key], self._corpus.chains.get(key, ()), self._acts)
        return self._arrays[key]

    def _work_out(self, profile: ClaimProfile) -> Facets:
        if profile.place not in self._facets:
            _make_room(self._facets, _CLAIMS)
            chains = self._corpus.chains.get(profile.place[0], ())
            self._facets[profile.place] = Facets(profile, chains, self._places)
        return self._facets[profile.place]

    def _list_runs(self, key: str, claims: DocumentClaims) -> Mapping[int, Sequence[int]]:
        """List the rows of words that several documents quote, by number, each with the claims of one that have it."""
        if key not in self._runs:
            found: dict[int, list[int]] = {}
            for position, profile in enumerate(claims.profiles):
                for run in {*list_runs(profile.quoted)} & self._repeated.keys():
                    found.setdefault(self._repeated[run], []).append(position)
            # most are in one claim: what is equal is held once
            own = ((run, tuple(positions)) for run, positions in found.items())
            self._runs[key] = {run: self._positions.setdefault(positions, positions) for run, positions in own}
        return self._runs[key]

    def _list_quoted(self, key: str) -> frozenset[str]:
        """List the words that a document quotes."""
        if key not in self._quoted:
            _make_room(self._quoted, _DOCUMENTS)
            words = (split_text(piece.text) for p in self._corpus.profiles[key] for piece in p.quoted)
            self._quoted[key] = frozenset(word for own in words for word in own)
        return self._quoted[key]

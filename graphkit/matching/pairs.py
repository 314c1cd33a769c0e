"""Compare the claims of two documents, which depends on no other document."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from graphkit.matching.agreement import are_near, are_one, disagree, may_be_one, may_match, select_likely
from graphkit.matching.arrays import DocumentClaims, gather
from graphkit.matching.comparison import Facets, compare
from graphkit.matching.findings import Altered, Apart, One, PairFindings
from graphkit.matching.profiles import ClaimProfile, Place
from graphkit.matching.quotations import compare_quotations, list_runs
from graphkit.matching.scoring import PairScores, measure, score
from graphkit.matching.stories import Story, may_tell_story, rate_story, tell_story
from graphkit.matching.words import split_text
from graphkit.model import Act

__all__ = ["PairComparer"]

_DOCUMENTS = 500
"""Of so many documents it is kept what is worked out of each, 75 KB; of the others it is worked out once more."""
_CLAIMS = 20_000
"""The same for claims, 4 KB each."""
_MOSTLY = 1 / 2
"""A claim that takes up so much of the content of the one that reports it is what that says."""


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


def _make_room(kept: OrderedDict[Any, Any], most: int) -> None:
    if len(kept) >= most:
        kept.popitem(last=False)


class PairComparer:
    """Compares documents with one another, and holds what is worked out once of each document and each claim.

    Args:
        profiles: The claims of each document, by its key.
        chains: The position of the entity of each chain, by the key of the document.
        places: The positions of the entities that are places.
        issued: The date of each document that has one, by its key.
    """

    def __init__(
        self,
        profiles: Mapping[str, Sequence[ClaimProfile]],
        chains: Mapping[str, Sequence[int]],
        places: frozenset[int],
        issued: Mapping[str, str | None],
    ) -> None:
        self._profiles = profiles
        self._chains = chains
        self._places = places
        self._issued = issued
        self._acts = {act.value: number for number, act in enumerate(Act)}
        self._arrays: OrderedDict[str, DocumentClaims] = OrderedDict()
        self._facets: OrderedDict[Place, Facets] = OrderedDict()
        self._runs: dict[str, Mapping[int, Sequence[int]]] = {}
        self._positions: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._quoted: OrderedDict[str, frozenset[str]] = OrderedDict()

    @cached_property
    def _repeated(self) -> dict[tuple[str, ...], int]:
        return _number_repeated(self._profiles.values())

    @cached_property
    def _wrapping(self) -> set[Place]:
        return {place for own in self._profiles.values() for place in _find_wrapping(own)}

    def compare(self, first: str, second: str) -> PairFindings:
        """Compare the claims of two documents, or those of one with each other.

        Args:
            first: The key of a document.
            second: The key of another, which comes behind it, or the same.
        """
        ones, others = self._gather(first), self._gather(second)
        if not ones.profiles or not others.profiles:
            return PairFindings()
        near = measure(ones, others)
        itself = first == second
        issued = [self._issued.get(key) for key in (first, second)]
        likely = 0.0 if itself else rate_story(ones, others, near.sentence)
        if not itself and not may_match(near.content, story=may_tell_story(issued, likely)):
            return PairFindings(altered=tuple(self._trace_quotations(ones, others, None)))
        scores = score(ones, others, near)
        story = Story.APART if itself else tell_story(issued, likely, scores.answered)
        same, doubtful, apart = [], [], []
        for i, j in zip(*select_likely(scores, story=story, itself=itself).nonzero(), strict=True):
            if itself and i >= j:
                continue
            one, other = self.work_out(ones.profiles[i]), self.work_out(others.profiles[j])
            found = compare(one, other, one_story=story is Story.SURE)
            if found is None:
                continue
            given = scores.of(int(i), int(j))
            pair = one.profile.place[1], other.profile.place[1]
            if not found.differences:
                sure = are_one(one, other, given, story=story)
                if sure is not None:
                    same.append(One(*pair, sure))
                elif (maybe := may_be_one(one, other, given, story=story)) is not None:
                    doubtful.append(One(*pair, maybe))
                continue
            if any(p.place in self._wrapping and p.takes_up is None for p in (one.profile, other.profile)):
                continue  # the claim that it wraps tells it better
            sure = disagree(one, other, given, found, story=story)
            if sure is not None:
                apart.append(Apart(*pair, sure, found))
        altered = () if itself else tuple(self._trace_quotations(ones, others, scores if story else None))
        return PairFindings(same=tuple(same), doubtful=tuple(doubtful), apart=tuple(apart), altered=altered)

    def work_out(self, profile: ClaimProfile) -> Facets:
        """Work out what a claim is held against others by."""
        if profile.place not in self._facets:
            _make_room(self._facets, _CLAIMS)
            self._facets[profile.place] = Facets(profile, self._chains.get(profile.place[0], ()), self._places)
        return self._facets[profile.place]

    def _trace_quotations(
        self, ones: DocumentClaims, others: DocumentClaims, scores: PairScores | None
    ) -> Iterator[Altered]:
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
            shared = bool(self.work_out(one).sources & self.work_out(other).sources)
            if shared or (scores is not None and are_near(scores.of(i, j))):
                quoted = [self._list_quoted(key) for key in keys]
                change = compare_quotations(one.quoted, other.quoted, quoted, brief=scores is not None)
                if change is not None:
                    yield Altered(one.place[1], other.place[1], change)

    # -- what is worked out once

    def _gather(self, key: str) -> DocumentClaims:
        if key not in self._arrays:
            _make_room(self._arrays, _DOCUMENTS)
            self._arrays[key] = gather(self._profiles[key], self._chains.get(key, ()), self._acts)
        return self._arrays[key]

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
            words = (split_text(piece.text) for p in self._profiles[key] for piece in p.quoted)
            self._quoted[key] = frozenset(word for own in words for word in own)
        return self._quoted[key]

"""Join pairs of claims that are one to clusters, the likeliest first, and keep apart what disagrees.

What people answered comes first: their 'different' separates whatever the machine finds, and their 'same' joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.errors import Problem
from graphkit.identity.answers import Answers, locate
from graphkit.identity.groups import Groups
from graphkit.matching.profiles import ClaimProfile, Place
from graphkit.model.decisions import Decision, Reference

__all__ = ["Clustering", "Decided", "Link", "cluster", "find_claims"]

_LINKED = 0.5
"""The least share of pairs between two clusters that must be one claim, for the clusters to be joined: without it one
claim that says two things would join all that either of them is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two claims that are one, or may be.

    Args:
        one: A claim.
        other: Another claim.
        score: How likely they are one.
    """

    one: ClaimProfile
    other: ClaimProfile
    score: float

    @property
    def rank(self) -> tuple[float, Place, Place]:
        """By what links are put in order: the likeliest first."""
        return -self.score, self.one.place, self.other.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that holds, with its claims.

    Args:
        decision: The decision.
        one: A claim.
        other: Another claim.
    """

    decision: Decision
    one: ClaimProfile
    other: ClaimProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Clustering:
    """What came of joining claims.

    Args:
        clusters: The claims of each cluster of two or more, with the lowest score by which they came together; by
            their first claims.
        decisions: People's decisions that hold.
        uncertain: Pairs that a person should look at, the likeliest first.
        problems: Decisions that do not hold, or refer to nothing.
    """

    clusters: tuple[tuple[tuple[ClaimProfile, ...], float], ...]
    decisions: tuple[Decided, ...]
    uncertain: tuple[Link, ...]
    problems: tuple[Problem, ...]


def cluster(
    links: Sequence[Link],
    doubtful: Sequence[Link],
    rivals: Iterable[tuple[ClaimProfile, ClaimProfile]],
    answers: Answers,
    profiles: Mapping[Place, ClaimProfile],
) -> Clustering:
    """Join claims to clusters; the order of what is given makes no difference.

    Args:
        links: Pairs of claims that are one.
        doubtful: Pairs of claims that may be one.
        rivals: Pairs of claims that disagree.
        answers: What people answered.
        profiles: All claims, by their places.
    """
    groups = Groups(profiles)
    holding, problems = answers.settle(groups)
    ends = {applied.decision.id: (profiles[one], profiles[other]) for applied, one, other in answers.located}
    joined = {frozenset(pair) for _, *pair in answers.located}
    machine = _Machine(groups, [*links], [frozenset((one.place, other.place)) for one, other in rivals], joined)
    for link in sorted(links, key=lambda link: link.rank):
        machine.join(link)
    clusters = []
    for places in groups.groups().values():
        if len(places) > 1:
            clusters.append((tuple(profiles[place] for place in places), machine.lowest(places[0])))
    waiting = [link for link in doubtful if not groups.are_settled(link.one.place, link.other.place)]
    return Clustering(
        clusters=tuple(clusters),
        decisions=tuple(
            Decided(decision=applied.decision, one=ends[applied.decision.id][0], other=ends[applied.decision.id][1])
            for applied in holding
        ),
        uncertain=tuple(sorted(waiting, key=lambda link: link.rank)),
        problems=(*answers.problems, *problems),
    )


class _Machine:
    """Joins what the machine takes for one, where nobody has answered."""

    def __init__(
        self,
        groups: Groups[Place],
        links: Iterable[Link],
        rivals: Iterable[frozenset[Place]],
        joined: Iterable[frozenset[Place]],
    ) -> None:
        self._groups = groups
        self._members = {groups.find(places[0]): places for places in groups.groups().values()}
        self._lowest: dict[Place, float] = {}
        self._rivals = set(rivals) - {*joined}
        self._links = {frozenset((link.one.place, link.other.place)) for link in links} | {*joined}

    def join(self, link: Link) -> None:
        """Join the clusters of two claims, unless something in them disagrees or too little of them is one."""
        one, other = (self._groups.find(profile.place) for profile in (link.one, link.other))
        if self._groups.are_settled(one, other):
            return
        between = [frozenset((a, b)) for a in self._members[one] for b in self._members[other]]
        linked = sum(pair in self._links for pair in between)
        if linked < _LINKED * len(between) or not self._rivals.isdisjoint(between):
            return
        self._groups.join(one, other)
        into = self._groups.find(one)
        self._members[into] = self._members.pop(one) + self._members.pop(other)
        lowest = min(link.score, self._lowest.pop(one, 1.0), self._lowest.pop(other, 1.0))
        self._lowest[into] = lowest

    def lowest(self, place: Place) -> float:
        """Return the lowest score by which the cluster of a claim came together; 1 where people joined it."""
        return self._lowest.get(self._groups.find(place), 1.0)


def find_claims(
    decisions: Sequence[Decision], profiles: Mapping[str, Sequence[ClaimProfile]], names: Mapping[str, str]
) -> Answers:
    """Find the claims that decisions refer to, by the characters of their contents.

    Args:
        decisions: Those that are not revoked.
        profiles: The claims of each document, by its key.
        names: What each document is called, by its key.
    """

    def find(reference: Reference) -> tuple[Reference, Place] | None:
        key = reference.document
        apart = [
            (abs(p.own.start - reference.start) + abs(p.own.end - reference.end), p.place, p)
            for p in profiles.get(key, ())
            if p.own.start < reference.end and reference.start < p.own.end
        ]
        if not apart:
            return None
        most, _, profile = min(apart, key=lambda found: found[:2])
        if most > reference.end - reference.start:
            return None
        return Reference(document=key, start=profile.own.start, end=profile.own.end), profile.place

    return locate(decisions, names, find, where="decisions about claims", what="claim")

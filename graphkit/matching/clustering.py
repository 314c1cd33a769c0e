"""Join pairs of claims that are one to clusters, the likeliest first, and keep apart what disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.matching.profiles import ClaimProfile, Place

__all__ = ["cluster"]

_LINKED = 0.5
"""The least share of pairs between two clusters that must be one claim, for the clusters to be joined: without it one
claim that says two things would join all that either of them is."""


def cluster(
    same: Sequence[tuple[float, ClaimProfile, ClaimProfile]], rivals: Sequence[tuple[ClaimProfile, ClaimProfile]]
) -> Iterator[tuple[tuple[ClaimProfile, ...], float]]:
    """Yield the clusters of claims, each with the lowest score by which it came together, by their first claim.

    Args:
        same: Pairs of claims that are one, each with its score; the order makes no difference.
        rivals: Pairs of claims that are in no common cluster.
    """
    clusters = _Clusters(same, rivals)
    for score, one, other in sorted(same, key=lambda pair: (-pair[0], pair[1].place, pair[2].place)):
        clusters.join(one.place, other.place, score)
    yield from clusters.list_all()


class _Clusters:
    """The clusters, which only grow."""

    def __init__(
        self,
        same: Sequence[tuple[float, ClaimProfile, ClaimProfile]],
        rivals: Sequence[tuple[ClaimProfile, ClaimProfile]],
    ) -> None:
        self._profiles = {profile.place: profile for _, *pair in same for profile in pair}
        self._top = {place: place for place in self._profiles}
        self._members = {place: [place] for place in self._profiles}
        self._lowest = dict.fromkeys(self._profiles, 1.0)
        self._links = {frozenset((one.place, other.place)) for _, one, other in same}
        self._rivals = {frozenset((one.place, other.place)) for one, other in rivals}

    def join(self, one: Place, other: Place, score: float) -> None:
        """Join the clusters of two claims, unless something in them disagrees or too little of them is one."""
        into, out = sorted((self._top[one], self._top[other]))
        if into == out:
            return
        between = [frozenset((a, b)) for a in self._members[into] for b in self._members[out]]
        linked = sum(pair in self._links for pair in between)
        if linked < _LINKED * len(between) or not self._rivals.isdisjoint(between):
            return
        for place in self._members[out]:
            self._top[place] = into
        self._members[into] += self._members.pop(out)
        self._lowest[into] = min(score, self._lowest[into], self._lowest.pop(out))

    def list_all(self) -> Iterator[tuple[tuple[ClaimProfile, ...], float]]:
        """Yield the clusters of two claims or more."""
        for place in sorted(self._members):
            if len(self._members[place]) > 1:
                yield tuple(self._profiles[member] for member in sorted(self._members[place])), self._lowest[place]

"""Find groups of nodes that are linked among themselves more than with the rest (Blondel et al., 2008).

The gain in modularity is compared in whole numbers, so that the same network gives the same groups everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["find_groups"]

type _Around = Sequence[Mapping[int, int]]

_PASSES = 12


def find_groups(count: int, links: Iterable[tuple[int, int, int]]) -> list[list[int]]:
    """Find the groups of a network.

    Args:
        count: How many nodes there are, numbered from 0.
        links: Pairs of different nodes, with a weight.

    Returns:
        The members of each group in order, the group with the first node first.

    >>> find_groups(5, [(0, 1, 3), (1, 2, 1), (2, 3, 3), (3, 4, 3)])
    [[0, 1], [2, 3, 4]]
    """
    around: list[dict[int, int]] = [defaultdict(int) for _ in range(count)]
    for a, b, weight in links:
        around[a][b] += weight
        around[b][a] += weight
    groups = [[node] for node in range(count)]
    inside = [0] * count
    while True:
        homes = _move(around, inside)
        names = {home: number for number, home in enumerate(dict.fromkeys(homes))}
        if len(names) == len(groups):
            return sorted(sorted(group) for group in groups)
        merged: list[list[int]] = [[] for _ in names]
        joined: list[dict[int, int]] = [defaultdict(int) for _ in names]
        within = [0] * len(names)
        for node, home in enumerate(homes):
            number = names[home]
            merged[number] += groups[node]
            within[number] += inside[node]
            for other, weight in around[node].items():
                if homes[other] == home:
                    within[number] += weight
                else:
                    joined[number][names[homes[other]]] += weight
        groups, around, inside = merged, joined, within


def _move(around: _Around, inside: Sequence[int]) -> list[int]:
    """Move every node to the group of a neighbour where that gains most, until none gains."""
    degrees = [sum(others.values()) + within for others, within in zip(around, inside, strict=True)]
    total = sum(degrees)
    homes = list(range(len(around)))
    sums = list(degrees)
    for _ in range(_PASSES):
        moved = False
        for node, others in enumerate(around):
            home, degree = homes[node], degrees[node]
            sums[home] -= degree
            shared: dict[int, int] = {home: 0}
            for other, weight in others.items():
                shared[homes[other]] = shared.get(homes[other], 0) + weight
            best = max(shared, key=lambda group: (total * shared[group] - degree * sums[group], group == home, -group))
            sums[best] += degree
            homes[node] = best
            moved |= best != home
        if not moved:
            break
    return homes

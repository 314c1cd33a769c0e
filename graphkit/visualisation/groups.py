"""Divide a network into its components, and into groups that are linked among themselves more than with the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

__all__ = ["find_components", "find_groups"]

type _Weights = Sequence[Mapping[int, int]]

_PASSES = 12


def find_components(order: Sequence[str], neighbours: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """Find the connected components of a network.

    Args:
        order: The nodes.
        neighbours: The neighbours of each node.

    Returns:
        The nodes of each component in the given order, the component with the first node first.

    >>> list(find_components("abc", {"a": "c", "b": "", "c": "a"}))
    [['a', 'c'], ['b']]
    """
    rank = {key: number for number, key in enumerate(order)}
    seen: set[str] = set()
    for start in order:
        if start in seen:
            continue
        seen.add(start)
        members = [start]
        for key in members:
            fresh = [other for other in neighbours[key] if other not in seen]
            seen.update(fresh)
            members += fresh
        yield sorted(members, key=rank.__getitem__)


def find_groups(count: int, links: Iterable[tuple[int, int, int]]) -> list[list[int]]:
    """Find the groups of a network by the Louvain method (Blondel et al., 2008).

    The gain in modularity is compared in whole numbers, so that the same network gives the same groups everywhere.

    Args:
        count: The number of nodes, which are numbered from 0.
        links: Pairs of different nodes, with a weight.

    Returns:
        The members of each group in order, the group with the first node first.

    >>> find_groups(5, [(0, 1, 3), (1, 2, 1), (2, 3, 3), (3, 4, 3)])
    [[0, 1], [2, 3, 4]]
    """
    weights: list[dict[int, int]] = [defaultdict(int) for _ in range(count)]
    for a, b, weight in links:
        weights[a][b] += weight
        weights[b][a] += weight
    groups = [[node] for node in range(count)]
    inside = [0] * count
    while True:
        homes = _move_nodes(weights, inside)
        numbers = {home: number for number, home in enumerate(dict.fromkeys(homes))}
        if len(numbers) == len(groups):
            return sorted(sorted(group) for group in groups)
        merged: list[list[int]] = [[] for _ in numbers]
        merged_weights: list[dict[int, int]] = [defaultdict(int) for _ in numbers]
        merged_inside = [0] * len(numbers)
        for node, home in enumerate(homes):
            number = numbers[home]
            merged[number] += groups[node]
            merged_inside[number] += inside[node]
            for other, weight in weights[node].items():
                if homes[other] == home:
                    merged_inside[number] += weight
                else:
                    merged_weights[number][numbers[homes[other]]] += weight
        groups, weights, inside = merged, merged_weights, merged_inside


def _move_nodes(weights: _Weights, inside: Sequence[int]) -> list[int]:
    """Move each node to the group of a neighbour where that gains most, until nothing gains; return the groups."""
    degrees = [sum(others.values()) + within for others, within in zip(weights, inside, strict=True)]
    total = sum(degrees)
    homes = list(range(len(weights)))
    sums = list(degrees)
    for _ in range(_PASSES):
        moved = False
        for node, others in enumerate(weights):
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

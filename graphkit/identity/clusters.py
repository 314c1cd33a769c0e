"""Merge chains into clusters under constraints.

Two marks separate clusters: 'different' of a person, which nothing overrides, and 'unsure' of a person, which only
automatic merges respect. Clusters that clash (two links, Jr. and Sr.) are not merged automatically.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.identity.nodes import NameNode
from graphkit.identity.profiles import Place
from graphkit.identity.scoring import clash

__all__ = ["ChainClusters"]


class ChainClusters:
    """All chains in clusters that only grow (a union-find structure).

    Args:
        nodes: The nodes; the chains of each are one cluster from the start.
    """

    def __init__(self, nodes: Iterable[NameNode]) -> None:
        self._parent: dict[Place, Place] = {}
        self._apart: dict[Place, set[Place]] = {}
        self._doubted: dict[Place, set[Place]] = {}
        self._nodes: dict[Place, dict[tuple[object, ...], NameNode]] = {}
        for node in nodes:
            top = node.first.place
            self._parent.update((profile.place, top) for profile in node.profiles)
            self._nodes[top] = {node.sign: node}

    def find(self, place: Place) -> Place:
        """Return the chain that represents the cluster of a chain."""
        top = place
        while self._parent[top] != top:
            top = self._parent[top]
        while self._parent[place] != top:
            self._parent[place], place = top, self._parent[place]
        return top

    def mark_different(self, one: Place, other: Place) -> None:
        """Mark two chains as different."""
        _mark(self._apart, self.find(one), self.find(other))

    def mark_unsure(self, one: Place, other: Place) -> None:
        """Mark two chains as ones that must not be merged automatically."""
        _mark(self._doubted, self.find(one), self.find(other))

    def is_marked(self, place: Place) -> bool:
        """Check whether the cluster of a chain is marked as different from any other."""
        return bool(self._apart.get(self.find(place)))

    def are_different(self, one: Place, other: Place) -> bool:
        """Check whether the clusters of two chains are marked as different."""
        return self.find(other) in self._apart.get(self.find(one), ())

    def are_settled(self, one: Place, other: Place) -> bool:
        """Check whether the clusters of two chains are one, or a person has decided on them."""
        a, b = self.find(one), self.find(other)
        return a == b or b in self._apart.get(a, ()) or b in self._doubted.get(a, ())

    def find_clash(self, one: Place, other: Place) -> str | None:
        """Return why the clusters of two chains clash, or None."""
        ones, others = (self._nodes[self.find(place)].values() for place in (one, other))
        return next((reason for a in ones for b in others if (reason := clash(a, b))), None)

    def join(self, one: Place, other: Place) -> bool:
        """Merge the clusters of two chains, unless they are marked as different.

        Returns:
            Whether they are one now.
        """
        if self.are_different(one, other):
            return False
        into, out = sorted((self.find(one), self.find(other)))
        if into == out:
            return True
        self._parent[out] = into
        self._nodes[into].update(self._nodes.pop(out))
        for marks in (self._apart, self._doubted):
            for neighbour in marks.pop(out, set()):
                marks[neighbour].discard(out)
                _mark(marks, into, neighbour)
        return True

    def groups(self) -> dict[Place, list[Place]]:
        """List the chains of each cluster."""
        groups: dict[Place, list[Place]] = {}
        for place in sorted(self._parent):
            groups.setdefault(self.find(place), []).append(place)
        return groups


def _mark(marks: dict[Place, set[Place]], one: Place, other: Place) -> None:
    if one != other:
        marks.setdefault(one, set()).add(other)
        marks.setdefault(other, set()).add(one)

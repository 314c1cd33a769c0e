"""Merge chains into clusters under constraints: people's answers, and names that clash (two links, Jr. and Sr.)."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.identity.groups import Groups
from graphkit.identity.nodes import NameNode
from graphkit.identity.profiles import Place
from graphkit.identity.scoring import clash

__all__ = ["ChainClusters"]


class ChainClusters(Groups[Place]):
    """All chains in clusters that only grow.

    Args:
        nodes: The nodes; the chains of each are one cluster from the start.
    """

    def __init__(self, nodes: Iterable[NameNode]) -> None:
        super().__init__(())
        self._nodes: dict[Place, dict[tuple[object, ...], NameNode]] = {}
        for node in nodes:
            top = node.first.place
            self._parent.update((profile.place, top) for profile in node.profiles)
            self._nodes[top] = {node.sign: node}

    def find_clash(self, one: Place, other: Place) -> str | None:
        """Return why the clusters of two chains clash, or None."""
        ones, others = (self._nodes[self.find(place)].values() for place in (one, other))
        return next((reason for a in ones for b in others if (reason := clash(a, b))), None)

    def _absorb(self, into: Place, out: Place) -> None:
        self._nodes[into].update(self._nodes.pop(out))

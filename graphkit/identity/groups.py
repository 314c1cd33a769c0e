"""Join things to groups under constraints: what people answered about mentions and about claims follows one algebra.

Two marks separate groups: 'different' of a person, which nothing overrides, and 'unsure' of a person, which only
automatic joins respect.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

__all__ = ["Groups"]


class _Ordered(Protocol):
    """What can be sorted and looked up."""

    def __lt__(self, other: Any, /) -> bool: ...  # noqa: ANN401

    def __hash__(self) -> int: ...


class Groups[K: _Ordered]:
    """Things in groups that only grow (a union-find structure).

    Args:
        things: The things, each a group of its own.
    """

    def __init__(self, things: Iterable[K]) -> None:
        self._parent: dict[K, K] = {thing: thing for thing in things}
        self._apart: dict[K, set[K]] = {}
        self._doubted: dict[K, set[K]] = {}

    def find(self, thing: K) -> K:
        """Return the thing that represents the group of a thing."""
        top = thing
        while self._parent[top] != top:
            top = self._parent[top]
        while self._parent[thing] != top:
            self._parent[thing], thing = top, self._parent[thing]
        return top

    def mark_different(self, one: K, other: K) -> None:
        """Mark two things as different."""
        _mark(self._apart, self.find(one), self.find(other))

    def mark_unsure(self, one: K, other: K) -> None:
        """Mark two things as ones that must not be joined automatically."""
        _mark(self._doubted, self.find(one), self.find(other))

    def is_marked(self, thing: K) -> bool:
        """Check whether the group of a thing is marked as different from any other."""
        return bool(self._apart.get(self.find(thing)))

    def are_different(self, one: K, other: K) -> bool:
        """Check whether the groups of two things are marked as different."""
        return self.find(other) in self._apart.get(self.find(one), ())

    def are_settled(self, one: K, other: K) -> bool:
        """Check whether the groups of two things are one, or a person has decided on them."""
        a, b = self.find(one), self.find(other)
        return a == b or b in self._apart.get(a, ()) or b in self._doubted.get(a, ())

    def join(self, one: K, other: K) -> bool:
        """Join the groups of two things, unless they are marked as different.

        Returns:
            Whether they are one now.
        """
        if self.are_different(one, other):
            return False
        into, out = sorted((self.find(one), self.find(other)))
        if into == out:
            return True
        self._parent[out] = into
        self._absorb(into, out)
        for marks in (self._apart, self._doubted):
            for neighbour in marks.pop(out, set()):
                marks[neighbour].discard(out)
                _mark(marks, into, neighbour)
        return True

    def groups(self) -> dict[K, list[K]]:
        """List the things of each group."""
        groups: dict[K, list[K]] = {}
        for thing in sorted(self._parent):
            groups.setdefault(self.find(thing), []).append(thing)
        return groups

    def _absorb(self, into: K, out: K) -> None:
        """Take over what is kept of a group that another takes in."""


def _mark[K](marks: dict[K, set[K]], one: K, other: K) -> None:
    if one != other:
        marks.setdefault(one, set()).add(other)
        marks.setdefault(other, set()).add(one)

"""Part a network into what hangs together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

__all__ = ["find_components"]


def find_components(order: Sequence[str], around: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """Find the connected components of a network.

    Args:
        order: The nodes.
        around: The neighbours of each.

    Returns:
        The nodes of each component in the order given, the component with the first node first.

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
            fresh = [other for other in around[key] if other not in seen]
            seen.update(fresh)
            members += fresh
        yield sorted(members, key=rank.__getitem__)

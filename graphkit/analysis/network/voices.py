"""Count what documents say so that a text which several of them repeat counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

__all__ = ["count_independent"]


def count_independent[T: Hashable](uses: Iterable[tuple[T, str]], originals: Mapping[str, str]) -> Counter[T]:
    """Count how often things are said by independent documents.

    Of near duplicates the one that says a thing most often counts: what only one of them says is not lost.

    Args:
        uses: Each thing that is said, as often as it is, with the document that says it.
        originals: For each near duplicate the document that it repeats.

    >>> count_independent([("a", "wire"), ("a", "copy"), ("a", "copy"), ("a", "other")], {"copy": "wire"})
    Counter({'a': 3})
    """
    most: dict[tuple[T, str], int] = {}
    for (thing, document), times in Counter(uses).items():
        voice = (thing, originals.get(document, document))
        most[voice] = max(times, most.get(voice, 0))
    counts: Counter[T] = Counter()
    for (thing, _), times in most.items():
        counts[thing] += times
    return counts

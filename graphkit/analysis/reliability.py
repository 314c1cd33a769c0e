"""Say how far counted verdicts can be trusted: the interval of a share, and how far people agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt

__all__ = ["find_alpha", "find_interval"]

_Z = 1.959963984540054
"""The quantile of the normal distribution for 95 %."""


def find_interval(right: int, read: int) -> tuple[float, float]:
    """Find the interval in which a share lies at 95 %, by Wilson's score (Wilson, 1927).

    Args:
        right: How many of those that were read are right.
        read: How many were read, at least one.

    >>> low, high = find_interval(44, 48)
    >>> f"{low:.2f} to {high:.2f}"
    '0.80 to 0.97'
    """
    share, spread = right / read, _Z * _Z / read
    middle = share + spread / 2
    half = _Z * sqrt((share * (1 - share) + spread / 4) / read)
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def find_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Find how far people agree beyond chance: Krippendorff's alpha for categories (Krippendorff, 2011).

    Args:
        units: For each thing that was judged, the verdicts on it, one from each person who judged it.

    Returns:
        1 where they always agree, 0 where no more than by chance; None where nothing was judged by two, or all verdicts
        are one and the same, so that nothing can be told.

    >>> find_alpha([["right", "right"], ["right", "wrong"], ["wrong", "wrong"], ["right", "right"]])
    0.5333333333333333
    """
    paired = [Counter(unit) for unit in units if len(unit) > 1]
    totals: Counter[str] = Counter()
    observed = 0.0
    for counts in paired:
        totals.update(counts)
        number = counts.total()
        observed += (number * number - sum(n * n for n in counts.values())) / (number - 1)
    everything = totals.total()
    expected = everything * everything - sum(n * n for n in totals.values())
    return None if not expected else 1 - (everything - 1) * observed / expected

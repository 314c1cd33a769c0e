"""Intervals and agreement are those that are published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.reliability import find_alpha, find_interval

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: sections A, B and C; a dot is a missing value.
BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
FOUR = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(("observers", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (FOUR, 0.743)])
def test_alpha_is_as_published(observers: tuple[str, ...], alpha: float) -> None:
    units = zip(*(values.split() for values in observers), strict=True)
    found = find_alpha([value for value in unit if value != "."] for unit in units)
    assert found is not None
    assert round(found, 3) == alpha


def test_alpha_says_nothing_where_nothing_can_be_told() -> None:
    assert find_alpha([]) is None
    assert find_alpha([["right"], ["wrong"]]) is None  # nobody read what another did
    assert find_alpha([["right", "right"], ["right", "right"]]) is None  # chance alone would agree as well


# Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3.
@pytest.mark.parametrize(
    ("right", "read", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_interval_is_as_published(right: int, read: int, low: float, high: float) -> None:
    found = find_interval(right, read)
    assert [round(bound, 4) for bound in found] == [low, high]


@given(st.integers(1, 500).flatmap(lambda read: st.tuples(st.integers(0, read), st.just(read))))
def test_interval_holds_the_share(counts: tuple[int, int]) -> None:
    right, read = counts
    low, high = find_interval(right, read)
    assert 0 <= low <= right / read + 1e-9
    assert right / read - 1e-9 <= high <= 1

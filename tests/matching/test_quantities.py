"""Numbers and days are read as they are written, in digits and in words, with their units and what hedges them."""

from __future__ import annotations

import pytest

from graphkit.matching.quantities import read_days, read_numbers
from graphkit.matching.words import Piece, split


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12 boats sank", [(12, "boat", "")]),
        ("At least fourteen workers died", [(14, "worker", "least")]),
        ("More than a dozen people died", [(12, "people", "over")]),
        ("two hundred and ten men", [(210, "men", "")]),
        ("twenty-two men", [(22, "men", "")]),
        ("up to 40,000 supporters", [(40000, "supporter", "most")]),
        ("12 months or more", [(12 * 43800, "minute", "least")]),
        ("half an hour after the alarm", [(30, "minute", "")]),
        ("a deal worth £12m", [(1.2e7, "£", "")]),
        ("9million people", [(9e6, "people", "")]),
        ("down by a fifth", [(20, "%", "")]),
        ("about a third of the trams", [(33.333, "%", "about")]),
        ("two thirds of them", [(66.666, "%", "")]),
        ("a third man fled", []),
        ("one tram in five", [(20, "%", "")]),
        ("three out of ten", [(30, "%", "")]),
        ("one man in three weeks", [(1, "man", ""), (3 * 10080, "minute", "")]),
        ("flew there twice", [(2, "time", "")]),
        ("flew there three times", [(3, "time", "")]),
        ("no more than 300 men", [(300, "men", "most")]),
        ("no fewer than 300 men", [(300, "men", "least")]),
        ("half a tonne of resin", [(500, "kilogram", "")]),
        ("500 kilos of resin", [(500, "kilogram", "")]),
        ("nine kilometres of pipe", [(9000, "metre", "")]),
        ("a further $400 million", [(4e8, "$", "")]),
        ("20 million euros", [(2e7, "€", "")]),
        ("58% of people", [(58, "%", "")]),
        ("58 percent of people", [(58, "%", "")]),
        ("61 votes to 58", [(61, "vote", ""), (58, "", "")]),
        ("since 2016", []),
        ("on 1 July", []),
        ("2000 people", [(2000, "people", "")]),
        ("he is the one", []),
        ("", []),
    ],
)
def test_numbers(text: str, numbers: list[tuple[float, str, str]]) -> None:
    assert [(n.value, n.unit, n.bound) for n in read_numbers(split([Piece(0, text)]))] == numbers


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on Monday night", {("weekday", 0)}),
        ("The rule lapses on 1 July", {("day", 1), ("month", 7)}),
        ("in May 2010 he may go", {("month", 5), ("year", 2010)}),
        ("he may go", set()),
        ("2000 people came", set()),
        ("", set()),
    ],
)
def test_days(text: str, days: set[tuple[str, int]]) -> None:
    assert {(d.kind, d.number) for d in read_days(split([Piece(0, text)]))} == days


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("12 men", "12 men", True),
        ("12 men", "14 men", False),
        ("at least 12 men", "14 men", True),
        ("at least 12 men", "9 men", False),
        ("more than 12 men", "12 men", False),
        ("no more than 55 men", "55 men", True),
        ("fewer than 30 men", "20 men", True),
        ("fewer than 30 men", "40 men", False),
        ("about 100 men", "105 men", True),
        ("about 100 men", "150 men", False),
        ("a year", "12 months", None),
    ],
)
def test_numbers_agree_where_both_can_be_true(one: str, other: str, agree: bool | None) -> None:
    ones, others = (list(read_numbers(split([Piece(0, text)]))) for text in (one, other))
    if agree is None:
        assert not ones
    else:
        assert ones[0].agrees(others[0]) is agree is others[0].agrees(ones[0])


def test_a_number_stands_where_it_stands() -> None:
    text = "😀 more than 2,300 boats"
    [number] = read_numbers(split([Piece(5, text)]))
    assert text[number.stretch.start - 5 : number.stretch.end - 5] == "2,300"

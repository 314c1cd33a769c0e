"""Quotations are found by their marks, and one stray mark costs one quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.reading.grammar.quotations import find_quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Yes," he said, "and no."', ['"Yes,"', '"and no."']),
        ("“Yes,” he said.", ["“Yes,”"]),
        ("«Oui», dit-il.", ["«Oui»"]),
        ("„Ja“, sagte er.", ["„Ja“"]),
        ("‘It’s the girls’ day,’ she said.", ["‘It’s the girls’ day,’"]),
        ("He said 'I don't know' and left.", ["'I don't know'"]),
        ("''It got bad,'' he said.", ["'It got bad,'"]),
        ("the workers' rights and the firm's duties", []),
        ("'Tis the '90s, don't you know", []),
        ("a 5'10\" man", []),
        ('He said: "They call it "home" here."', ['"They call it "home" here."']),
        ("\"Outer 'inner' outer,\" she said.", ["\"Outer 'inner' outer,\""]),
        ("", []),
        ('""', []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert [text[a:b] for q in find_quotations(text) for a, b in q.parts] == expected


def test_quotation_over_paragraphs_opens_anew_at_each() -> None:
    text = '"First of two.\n\n"Second of two," she said.\n\nThird.'
    (quotation,) = find_quotations(text)
    assert [text[a:b] for a, b in quotation.parts] == ['"First of two.', '"Second of two,"']
    assert quotation.closed
    assert (quotation.start, quotation.end) == (0, text.index(" she"))


def test_stray_mark_costs_one_quotation() -> None:
    text = 'A stray "mark here.\n\nThen: "A good one," she said.'
    stray, good = find_quotations(text)
    assert not stray.closed
    assert text[good.start : good.end] == '"A good one,"'


def test_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    text = '"Open to the end.\n\n"And on.\n\n'
    (quotation,) = find_quotations(text)
    assert not quotation.closed
    assert quotation.end <= len(text.rstrip())


@given(st.text(alphabet="ab \n\"'“”‘’«».,", max_size=80))
def test_quotations_lie_apart_inside_the_text(text: str) -> None:
    last = 0
    for quotation in find_quotations(text):
        for start, end in quotation.parts:
            assert last <= start < end <= len(text)
            assert "\n" not in text[start:end]
            last = end

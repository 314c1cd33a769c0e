"""The values keep what they promise."""

from __future__ import annotations

import dataclasses

import pytest

from graphkit import model
from graphkit.model import Document, Span


def test_a_span_is_what_it_says() -> None:
    span = Document(text="e\u0301 \U0001f600 text", identifier="x").span(3, 4)
    assert (span.start, span.end, span.exact) == (3, 4, "\U0001f600")


@pytest.mark.parametrize(
    ("start", "end", "exact"), [(0, 0, ""), (2, 1, ""), (0, 9, "text"), (-1, 2, "t"), (0, 2, "xx")]
)
def test_a_false_span_is_refused(start: int, end: int, exact: str) -> None:
    with pytest.raises(ValueError, match="span"):
        Span(start=start, end=end, exact=exact, text="text")


def test_spans_compare() -> None:
    document = Document(text="one two three", identifier="x")
    one, two, both = document.span(0, 3), document.span(4, 7), document.span(0, 7)
    assert both.covers(one)
    assert both.covers(two)
    assert not one.covers(both)
    assert not one.overlaps(two)
    assert both.overlaps(two)


def test_a_document_is_named_after_its_text() -> None:
    one, two = (Document(text="same", identifier=i) for i in "ab")
    assert one.key == two.key
    assert len(one.key) == 16
    assert Document(text="\ud800", identifier="x").key


@pytest.mark.parametrize("name", [n for n in model.__all__ if dataclasses.is_dataclass(getattr(model, n))])
def test_values_are_frozen_slotted_and_keyword_only(name: str) -> None:
    value = getattr(model, name)
    assert value.__dataclass_params__.frozen
    assert "__slots__" in vars(value)
    assert all(field.kw_only for field in dataclasses.fields(value))

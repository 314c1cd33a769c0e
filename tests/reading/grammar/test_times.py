"""The time of an utterance is a date where the text gives a day."""

from __future__ import annotations

import pytest

from graphkit.language import annotation
from graphkit.model import Document
from graphkit.reading.extraction import extract


@pytest.mark.parametrize(
    ("text", "issued", "expected"),
    [
        ("Merkel said on 3 May 2022 that she would go.", None, "2022-05-03"),
        ("Merkel said on May 3, 2022 that she would go.", None, "2022-05-03"),
        ("Merkel said on May 3 that she would go.", "2022-06-01", "2022-05-03"),
        ("Merkel said on December 3 that she would go.", "2022-06-01", "2021-12-03"),
        ("Merkel said on May 3 that she would go.", None, None),
        ("Merkel said on May 3 that she would go.", "2022-05-02", "2022-05-03"),
        ("Merkel said on May 3 that she would go.", "2022-04-20", None),
        ("Merkel said on December 31 that she would go.", "2022-01-02", "2021-12-31"),
        ("Merkel said on Monday that she would go.", "2022-05-04", "2022-05-02"),
        ("Merkel said on Monday that she would go.", None, None),
        ("Merkel said yesterday that she would go.", "2022-05-04T10:00:00Z", "2022-05-03"),
        ("Merkel said today that she would go.", "2022-05-04", "2022-05-04"),
        ("Merkel said on 31 February 2022 that she would go.", None, None),
        ("Merkel said that she would go.", "2022-05-04", None),
    ],
)
def test_time(text: str, issued: str | None, expected: str | None) -> None:
    document = Document(text=text, identifier="text", issued=issued)
    ((_, doc),) = annotation.annotate([document], annotation.load())
    claims = extract(document, doc, least=0).claims
    assert [c.uttered_on for c in claims if c.cue == "say"] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Activists called for a march on June 5, 2016 against the plan.",
        "Activists demanded a vote on June 5, 2016.",
        "The minister announced the cuts of April 22, 2015.",
    ],
)
def test_a_day_in_what_is_said_is_not_the_day_on_which_it_was_said(text: str) -> None:
    document = Document(text=text, identifier="text", issued="2016-07-01")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    assert [claim.uttered_on for claim in extract(document, doc, least=0).claims] == [None]

from __future__ import annotations

import time

import pytest

from graphkit.documents.formats.pdf_layout import PrintedLine, lay_out
from graphkit.documents.paragraphs import join, unwrap


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["The govern-", "ment fell."], "The government fell."),
        (["A long-", "term plan."], "A long-term plan."),
        (["Her state-of-", "the-art ship."], "Her state-of-the-art ship."),
        (["It was on-", "the-record."], "It was on-the-record."),
        (["Many African-", "American voters."], "Many African-American voters."),
        (["It fell -", "She rose."], "It fell - She rose."),
        (["soft\u00ad", "ware and hard\u00adware"], "software and hardware"),
        (["one  two ", " three"], "one two three"),
    ],
)
def test_lines_are_joined(lines: list[str], joined: str) -> None:
    assert join(lines) == joined


def test_a_hyphen_stays_between_words_that_stand_elsewhere() -> None:
    lines = ["The lead was found in real time. It was a real-", "time test of lead-", "contaminated water, she said."]
    assert [*unwrap([*lines, "", "Contaminated water is bad."])] == [
        "The lead was found in real time. It was a real-time test of lead-contaminated water, she said.",
        "Contaminated water is bad.",
    ]


def test_items_of_a_list_are_paragraphs() -> None:
    assert [*unwrap(["Three things are to be done by all of us:", "1. One.", "2. Two,", "and more.", "- Three."])] == [
        "Three things are to be done by all of us:",
        "1. One.",
        "2. Two, and more.",
        "- Three.",
    ]


def page(*rows: tuple[str, float, float]) -> list[PrintedLine]:
    return [PrintedLine(text=text, x=x, y=y, size=10) for text, x, y in rows]


def test_paragraphs_by_distance() -> None:
    first = page(("One begins", 0, 700), ("and ends.", 0, 688), ("Two begins", 0, 670), ("and goes", 0, 658))
    second = page(("on here.", 0, 700), ("It stops.", 0, 688))
    assert lay_out([first, second])[0] == "One begins and ends.\n\nTwo begins and goes on here. It stops.\n"


def test_paragraphs_by_indent() -> None:
    lines = page(("One begins", 15, 700), ("and ends.", 0, 688), ("Two begins", 15, 676), ("and ends.", 0, 664))
    assert lay_out([lines])[0] == "One begins and ends.\n\nTwo begins and ends.\n"


def test_columns_are_read_one_after_the_other() -> None:
    lines = page(
        ("One begins in", 0, 700), ("the first column", 0, 688), ("and ends here.", 200, 700), ("Yes.", 200, 688)
    )
    assert lay_out([lines])[0] == "One begins in the first column and ends here. Yes.\n"


def test_no_page_at_all() -> None:
    assert lay_out([])[0] == "\n"


def test_the_time_of_joining_grows_with_the_length_alone() -> None:
    lines = ["the govern-", "ment of the island"] * 50_000
    started = time.process_time()
    assert len(join(lines)) == 50_000 * len("the government of the island ") - 1
    assert time.process_time() - started < 5

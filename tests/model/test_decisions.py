"""Decisions as values: what stands, by what name, and about which characters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.model.decisions import Answer, Decision, Reference, name_decision, select_standing

FIRST = Reference(document="0" * 16, start=0, end=4)
SECOND = Reference(document="1" * 16, start=7, end=9)


def decide(answer: Answer = Answer.SAME, *, when: str = "2024-05-01", who: str = "Ada", **values: str) -> Decision:
    name = name_decision(FIRST, SECOND, answer, who=who, when=when)
    made = Decision(id=name, first=FIRST, second=SECOND, answer=answer, who=who, when=when)
    return replace(made, **values)  # type: ignore[arg-type]


def test_a_reference_is_read_as_it_is_written_and_from_a_whole_address() -> None:
    assert Reference.parse(str(FIRST)) == FIRST
    assert Reference.parse(f"https://example.org/kg/{SECOND}") == SECOND


@pytest.mark.parametrize("text", ["", "doc/12#char=1,2", f"doc/{'0' * 16}", f"doc/{'0' * 16}#char=4,4", "x#char=1,2"])
def test_what_names_no_mention_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="names no mention; write it as doc/"):
        Reference.parse(text)


def test_a_name_does_not_depend_on_which_mention_is_first_and_is_no_number() -> None:
    one = name_decision(FIRST, SECOND, Answer.SAME, who="Ada", when="2024-05-01")
    assert one == name_decision(SECOND, FIRST, Answer.SAME, who="Ada", when="2024-05-01")
    assert one != name_decision(FIRST, SECOND, Answer.DIFFERENT, who="Ada", when="2024-05-01")
    assert one.isalpha()


def test_the_newest_answer_about_two_mentions_stands() -> None:
    old, new = decide(), decide(Answer.DIFFERENT, when="2024-05-02")
    turned = replace(new, first=SECOND, second=FIRST)
    assert select_standing([old, new]) == select_standing([new, old]) == (new,)
    assert select_standing([old, turned]) == (turned,)


def test_of_two_answers_on_one_day_the_later_row_stands() -> None:
    first, second = replace(decide(), line=2), replace(decide(Answer.DIFFERENT), line=3)
    assert select_standing([second, first]) == (second,)
    assert select_standing([replace(first, line=4), second]) == (first,)


def test_what_is_revoked_leaves_what_was_there_before() -> None:
    old, new = decide(), decide(Answer.DIFFERENT, when="2024-05-02", revoked="2024-05-03")
    assert select_standing([old, new]) == (old,)
    assert select_standing([replace(old, revoked="2024-05-03")]) == ()


def test_a_copy_that_does_not_know_of_the_revocation_does_not_bring_it_back() -> None:
    assert select_standing([decide(), decide(revoked="2024-05-03")]) == ()

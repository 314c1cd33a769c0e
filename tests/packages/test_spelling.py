"""A name is found however it is spelt, and where it stood is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.packages.spelling import Form, Mode, fold, fold_in_place, make_form


def find(name: str, text: str) -> list[str]:
    form = make_form(name)
    assert form is not None
    folded = fold_in_place(text)
    return [text[folded.starts[a] : folded.ends[b - 1]] for a, b in form.find(folded.text, folded.text.lower())]


@pytest.mark.parametrize(
    "spelt",
    [
        *("Müllerby", "MÜLLERBY", "Mu\u0308llerby", "Muller\u00adby", "Müller-\nby", "m\\u00fcllerby", "M%C3%BCllerby"),
        *("M&uuml;llerby", "M&#252;llerby", "M\\xfcllerby", "Müller\u200bby", "Müllerbyites", "Ｍüllerby"),
    ],
)
def test_a_long_name_is_found_in_every_spelling(spelt: str) -> None:
    assert find("Müllerby", f"So said {spelt}, and x{spelt}") == [spelt, f"x{spelt}"]


@pytest.mark.parametrize("spelt", ["Ada Roe", "Ada\nRoe", "ADA ROE", "ada-roe", "ada_roe", "ada%20roe", "AdaRoe"])
def test_words_of_a_name_are_found_however_they_are_joined(spelt: str) -> None:
    assert find("Ada Roe", f"/{spelt}/") == [spelt]


def test_a_short_name_is_found_as_a_name_and_in_addresses() -> None:
    text = "May said they may go to Mayfair; MAY, may.doe@x.example, https://x.example/may-day #may"
    assert find("May", text) == ["May", "MAY", "may", "may", "may"]


def test_a_name_of_several_words_is_no_beginning_of_others() -> None:
    assert find("Sciences Po", "Sciences Po, life sciences policy, sciences,po; sciences-po") == [
        "Sciences Po",
        "sciences-po",
    ]
    assert find("Al Roe", "Al Roe met the royal roe and final roe") == ["Al Roe"]
    assert find("Halden People’s Party", "the Halden People's Party, HALDEN PEOPLES PARTY’S") == [
        "Halden People's Party", "HALDEN PEOPLES PARTY"]  # fmt: skip


def test_initials_are_found_with_dots_and_not_as_a_word() -> None:
    assert find("U.S.", "US, U.S. and u.s. let us go; Us too") == ["US", "U.S."]


def test_a_given_name_is_found_where_it_stands_alone() -> None:
    form = make_form("Ada", given=True)
    assert form == Form(words=("ada",), mode=Mode.ALONE)
    text = "Ada said so to Ada Lind and to Ada."
    assert [start for start, _ in form.find(text, text.lower())] == [0, 31]


@given(st.text(st.sampled_from("aBé\u0301-\n\u00ad\u200b%C3&;uml\\0 ß"), max_size=40))
def test_folding_in_place_gives_the_same_text_and_true_offsets(text: str) -> None:
    folded = fold_in_place(text)
    assert folded.text == fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)

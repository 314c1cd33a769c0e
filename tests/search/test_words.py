"""What somebody types is understood, and nothing that can be typed is a mistake of syntax."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import QueryError
from graphkit.search.words import parse


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("dam permit", '("dam") AND ("permit")'),
        ('"dam permit"', '("dam permit")'),
        ("“dam permit” «the quay»", '("dam permit") AND ("the quay")'),
        ("dam -storm", '(("dam")) NOT ("storm")'),
        ('dam -"no comment"', '(("dam")) NOT ("no comment")'),
        ("permi*", '("permi"*)'),
        ('"dam perm"*', '("dam perm"*)'),
        ("dam OR dyke wall", '("dam" OR "dyke") AND ("wall")'),
        ("OR dam OR", '("dam")'),
        ("dam or dyke", '("dam") AND ("or") AND ("dyke")'),
        ("well-known co-op", '("well-known") AND ("co-op")'),
        ("text:dam NEAR(a b) AND ^x", '("text:dam") AND ("NEAR(a") AND ("b)") AND ("AND") AND ("^x")'),
        ('dam "', '("dam")'),
        ('"dam', '("dam")'),
        ("dam !!! ()", '("dam")'),
    ],
)
def test_words_phrases_and_what_must_not_be_there(typed: str, expression: str) -> None:
    assert parse(typed).expression == expression


@pytest.mark.parametrize("typed", ["", "  ", '"', '""', "!!! ()", "\x00\x1b", "-", "*"])
def test_without_a_word_there_is_nothing_to_look_for(typed: str) -> None:
    with pytest.raises(QueryError, match="no word to look for"):
        parse(typed)


def test_only_what_must_not_be_there_is_not_enough() -> None:
    with pytest.raises(QueryError, match="only what must not be there"):
        parse("-dam")


def test_too_much_is_refused() -> None:
    with pytest.raises(QueryError, match="too long"):
        parse("dam " * 300)
    with pytest.raises(QueryError, match="more than 40 words"):
        parse("dam " * 41)


_TYPED = st.text(st.one_of(st.sampled_from("ab \"*-()^:+{}'\\“”\x00\x1b\u202e\ud800é"), st.characters()), max_size=40)


@given(_TYPED)
def test_whatever_is_typed_is_no_mistake_of_syntax(typed: str) -> None:
    try:
        expression = parse(typed).expression
    except QueryError:
        return
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
        connection.execute("SELECT * FROM words WHERE words MATCH ?", (expression,)).fetchall()

"""Who denies 'it', 'the accusation' or 'such a promise' denies what somebody else said, and that alone."""

from __future__ import annotations

import pytest

import graphkit
from graphkit import documents
from graphkit.model import Document


def find_denied(text: str) -> set[frozenset[str]]:
    """List the pairs of contents that one denies of the other, within an article."""
    kg = graphkit.build([documents.check(Document(text=text, identifier="a.txt", issued="2025-03-03"))])
    asked = """SELECT ?one ?other { ?d a gk:Disagreement ; gk:disagreesIn gk:polarity ; gk:between ?a , ?b .
        ?a gk:content ?one . ?b gk:content ?other FILTER(STR(?a) < STR(?b)) }"""
    return {frozenset(str(getattr(term, "value", term)) for term in row) for row in kg.query(asked).rows}


LEAK = "Ida Roe said that a pipe had leaked at Halden."
ACCUSED = "Ida Roe accused Kester Ltd of hiding a leak."
HIDING = "Kester Ltd of hiding a leak"
LEAKED = "that a pipe had leaked at Halden"


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        (f"{LEAK} Kester Ltd denied this in a statement.", {LEAKED, "this"}),
        (f"{LEAK} Tom Hale said that this was a lie.", {LEAKED, "that this was a lie"}),
        (f"{LEAK} Tom Hale called the report false.", {LEAKED, "the report false"}),
        (
            f"{ACCUSED} Tom Hale said that the harbour was busy. Kester Ltd rejected the accusation.",
            {HIDING, "the accusation"},
        ),
        (f"{ACCUSED} Kester Ltd rejected the accusation as absurd.", {HIDING, "the accusation as absurd"}),
        (
            "Ida Roe said that Tom Hale had promised a new pier. Hale said that he had made no such promise.",
            {"that Tom Hale had promised a new pier", "that he had made no such promise"},
        ),
    ],
)
def test_a_denial_is_of_what_was_said_right_before(text: str, denied: set[str]) -> None:
    assert frozenset(denied) in find_denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ida Roe said that a pipe had leaked. Ida Roe denied this.",  # nobody denies what he said himself
        f"{LEAK} The harbour was closed for an hour on Monday, and boats had to wait outside the port of Varde,"
        " although the ministry disputes this.",  # takes up what is no claim
        f"{LEAK} Kester Ltd rejected the demand.",  # no demand was made
        f"{LEAK} Tom Hale said that the law allows no such thing.",  # a word of nothing before
        f"{LEAK} Tom Hale denied that it was a lie.",  # so it was none
    ],
)
def test_a_denial_of_something_else_is_not_one_of_what_stands_before(text: str) -> None:
    assert not any(LEAKED in pair or "that a pipe had leaked" in pair for pair in find_denied(text))


def test_whoever_denies_a_claim_denies_it_of_all_who_make_it() -> None:
    texts = (
        "Ida Roe accused Kester Ltd of hiding a leak at Halden. Kester Ltd rejected the accusation.",
        "Kester Ltd is hiding a leak at Halden, Ida Roe said.",
    )
    kg = graphkit.build(
        [
            documents.check(Document(text=text, identifier=f"{n}.txt", issued="2025-03-03"))
            for n, text in enumerate(texts)
        ]
    )
    across = kg.query(
        """ASK { ?d a gk:Disagreement ; gk:between ?a , ?b . ?a gk:content "the accusation" .
        ?b gk:content "Kester Ltd is hiding a leak at Halden" }"""
    )
    assert across.answer

"""Mentions point to the right entity, or to none."""

from __future__ import annotations

import pytest

from graphkit import annotation
from graphkit.coreference.names import acronym
from graphkit.extraction import extract
from graphkit.model import Document, Extraction

pytestmark = pytest.mark.model


def read(text: str) -> Extraction:
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    return extract(document, doc)


def called(text: str, mention: str, nth: int = 0) -> str | None:
    """Find the label of what the nth mention of these words refers to."""
    extraction = read(text)
    found = [m for m in extraction.mentions if m.span.exact == mention]
    assert len(found) > nth, [m.span.exact for m in extraction.mentions]
    chain = found[nth].chain
    return None if chain is None else extraction.chains[chain].label


@pytest.mark.parametrize(
    ("text", "mention", "nth", "label"),
    [
        ("Angela Merkel met Emmanuel Macron. Merkel left early.", "Merkel", 0, "Angela Merkel"),
        ("Mr. Macron spoke first. Emmanuel Macron was calm.", "Macron", 0, "Emmanuel Macron"),
        ("The United Nations met. The UN adjourned.", "UN", 0, "United Nations"),
        ("Beijing said it was ready. China had waited.", "Beijing", 0, "China"),
        ("The delegates met in Beijing. China had waited.", "Beijing", 0, "Beijing"),
        ("Britain agreed. The United Kingdom will pay.", "Britain", 0, "United Kingdom"),
        (
            "Angela Merkel, the former chancellor of Germany, spoke.",
            "the former chancellor of Germany",
            0,
            "Angela Merkel",
        ),
        ("Angela Merkel said she was tired.", "she", 0, "Angela Merkel"),
        ("Angela Merkel and Emmanuel Macron met. He spoke first.", "He", 0, "Emmanuel Macron"),
        ("Angela Merkel voted. Her office confirmed it.", "Her office", 0, "Angela Merkel’s office"),
        ('"I am ready," said Angela Merkel.', "I", 0, "Angela Merkel"),
        ('"We will pay," the company said.', "We", 0, "company"),
        ("The council published a 64-page report. The document is long.", "The document", 0, "64-page report"),
        ("The council published a report on fishing. It says the sea is empty.", "It", 0, "report on fishing"),
        ("Angela Merkel hurt herself.", "herself", 0, "Angela Merkel"),
        ("Protesters marched in Paris. They carried flags.", "They", 0, "Protesters"),
        ("When she arrived, Angela Merkel smiled.", "she", 0, "Angela Merkel"),
        ("Iceland, a founding member of the council, agreed.", "a founding member of the council", 0, "Iceland"),
    ],
)
def test_refers_to(text: str, mention: str, nth: int, label: str) -> None:
    assert called(text, mention, nth) == label


def test_it_that_means_nothing_is_no_mention() -> None:
    assert "it" not in {m.span.exact.casefold() for m in read("It is clear that Angela Merkel left.").mentions}


def test_a_pronoun_that_agrees_with_nobody_stays_open() -> None:
    assert called("Angela Merkel spoke. He left.", "He") is None


def test_two_people_of_one_surname_stay_two() -> None:
    labels = [c.label for c in read("Bill Clinton met Hillary Clinton. Bill Clinton spoke.").chains]
    assert labels == ["Bill Clinton", "Hillary Clinton"]


def test_every_mention_of_a_chain_agrees_with_its_type() -> None:
    extraction = read("Angela Merkel, the chancellor, said she would go. The chancellor left.")
    assert {m.type for m in extraction.mentions if m.chain == 0} == {extraction.chains[0].type}


def test_acronyms() -> None:
    assert acronym("House of Commons") == {"HC", "HOC"}


def test_who_is_told_of_is_meant_in_the_clause_that_hangs_on_it() -> None:
    text = "Minister Paul Ebert visited Graz. A young driver was arrested after he struck a cyclist."
    extraction = read(text)
    he = next(m for m in extraction.mentions if m.span.exact == "he")
    driver = next(m for m in extraction.mentions if m.span.exact.endswith("driver"))
    assert he.chain == driver.chain

"""Whose kin somebody is is read from possessives, appositions and copulas, of people alone."""

from __future__ import annotations

import pytest

from graphkit.language import annotation
from graphkit.model import Document, Extraction, MentionKind
from graphkit.reading.extraction import extract


def read(text: str) -> Extraction:
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    return extract(document, doc)


def read_kinship(text: str) -> list[tuple[str, str, str]]:
    """Read each kinship that is a plain edge: who, in which relation, to whom, by the first name in the text."""
    extraction = read(text)

    def name(position: int | None) -> str:
        assert position is not None
        mention = extraction.mentions[position]
        alike = [m for m in extraction.mentions if m.chain is not None and m.chain == mention.chain]
        return next((m.span.exact for m in alike if m.kind is MentionKind.NAME), mention.span.exact)

    return [
        (name(s.subject), s.predicate.name, name(s.object))
        for s in extraction.statements
        if s.is_fact and s.rule == "kinship"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tom Berg, the nephew of the late King Abdullah and fellow investor, left.",
            [("Tom Berg", "relativeOf", "Abdullah")],
        ),
        (
            "Darnell Holt was sentenced on Friday. His wife, Alicia Holt, said she was heartbroken.",
            [("Alicia Holt", "marriedTo", "Darnell Holt")],
        ),
        (
            "Hugo Berg, the minister's younger brother and onetime campaign treasurer, has signed an agreement.",
            [("Hugo Berg", "siblingOf", "the minister")],
        ),
        ("Tom Brandt, a cousin of Ada Holt, left.", [("Tom Brandt", "relativeOf", "Ada Holt")]),
        (
            "Sani Brandt, whose daughter Hauwa is in captivity, said the police had left.",
            [("Hauwa", "childOf", "Sani Brandt")],
        ),
        ("Ray Holt, who is Ada Berg's brother-in-law, voted against it.", [("Ray Holt", "relativeOf", "Ada Berg")]),
        (
            "Ada Berg, the daughter of former President Bill Berg and Hilda Berg, spoke.",
            [("Ada Berg", "childOf", "Bill Berg"), ("Ada Berg", "childOf", "Hilda Berg")],
        ),
        # whoever stands in one list with his kin is meant, and not whom the article is about
        (
            "Ted Cole won on Sunday. Those not on his slate included Gov. Jack Dale, his wife, Betsy, and a mayor.",
            [("Betsy", "marriedTo", "Jack Dale")],
        ),
        # of nobody in particular, of several, of a paper, denied, and only claimed
        ("Anne Berg, a teacher's sister, was hurt.", []),
        ("Ann Berg and Jo Holt mourned their child, Gloria.", []),
        ("The Halden Post ended. Its sister, the Halden Times, goes on.", []),
        ("Ada Brandt is not the sister of Tom Berg.", []),
        ("Ada Brandt said that Tom Berg was her brother.", []),
    ],
)  # fmt: skip
def test_kinship(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read_kinship(text) == expected


def test_who_serves_a_person_works_for_that_person() -> None:
    found = {
        (s.subject_span.exact, s.predicate.name, s.object_span.exact)
        for text in (
            "Ada Holt's deputy, Iryna Berg, met reporters.",
            "Longtime Hillary Clinton aide Huma Berg left.",
            "A teacher's aide, Anne Holt, left.",
        )
        for s in read(text).statements
        if s.rule == "post"
    }
    assert found == {("Iryna Berg", "worksFor", "Ada Holt"), ("Huma Berg", "worksFor", "Hillary Clinton")}

"""In an interview 'I' is whose turn it is, and 'you' in a question is whoever answers."""

from __future__ import annotations

from graphkit.language import annotation
from graphkit.model import Document, Extraction
from graphkit.reading.extraction import extract

INTERVIEW = """\
Weather lore pays off for keeper Solvei Harn.

Keeper Solvei Harn has run the light at Grimsey Point for a decade. This talk with Tove Lund was shortened.

Q: You moved to the rock with two goats. What did they make of it?

A: I lost one of them in the first winter.

My sister sent another, and I built a wall.

Q: Did the ministry ever visit you?

A: No. You know, the inspectors hate boats.

Q: Do you miss the mainland?

A: I miss the cinema.
"""


def read(text: str) -> Extraction:
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    return extract(document, doc)


def entities(extraction: Extraction, words: str) -> list[str | None]:
    found = [m.chain for m in extraction.mentions if m.span.exact == words]
    return [None if chain is None else extraction.chains[chain].label for chain in found]


def test_whoever_answers_is_the_one_whom_the_headline_names() -> None:
    extraction = read(INTERVIEW)
    assert set(entities(extraction, "A")) == {"Solvei Harn"}
    assert set(entities(extraction, "I")) == {"Solvei Harn"}
    assert set(entities(extraction, "My")) == {"Solvei Harn"}  # a turn goes on to the next
    assert set(entities(extraction, "you")) == {"Solvei Harn"}
    assert set(entities(extraction, "Q")) == {"interviewer"}


def test_you_in_an_answer_is_nobody_in_particular() -> None:
    extraction = read(INTERVIEW)
    assert entities(extraction, "You") == ["Solvei Harn", None]


def test_a_single_turn_is_no_dialogue() -> None:
    extraction = read(
        "Mayor Solvei Harn: dam is safe.\n\nI walked along the crest yesterday and saw no crack at all.\n"
    )
    assert entities(extraction, "I") == [None]

"""Extraction keeps its place beside spaCy; tests/benchmarks/extraction.py measures it closely."""

from __future__ import annotations

import time

import pytest

from graphkit.files import resources
from graphkit.language import annotation
from graphkit.model import Document
from graphkit.reading.extraction import extract

pytestmark = [pytest.mark.slow, pytest.mark.model]


def seconds(text: str) -> tuple[float, float]:
    """Time the parse of a text and its extraction, in seconds of the processor, each the best of three."""
    nlp = annotation.load()
    document = Document(text=text, identifier="timed")
    parsing, extraction = [], []
    for _ in range(3):
        start = time.process_time()
        [(_, doc)] = annotation.annotate([document], nlp)
        parsing.append(time.process_time() - start)
        start = time.process_time()
        extract(document, doc)
        extraction.append(time.process_time() - start)
    return min(parsing), min(extraction)


def test_extraction_takes_a_fraction_of_the_parse() -> None:
    parsing, extraction = seconds(resources.example().read_text(encoding="utf-8"))
    # A fifth on a quiet machine; the tracing of a coverage run slows graphkit's own code down, and not spaCy's.
    assert extraction < parsing


def test_the_time_grows_with_the_text_and_no_faster() -> None:
    text = resources.example().read_text(encoding="utf-8")
    _, once = seconds(text)
    _, often = seconds("\n\n".join([text] * 8))
    assert often < 2 * 8 * once

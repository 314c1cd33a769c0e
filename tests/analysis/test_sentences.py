"""A sentence is shown whole: no abbreviation, title or initial ends it."""

from __future__ import annotations

import pytest

from graphkit.analysis.sentences import sentence


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (
            "It rained. Roe v. Wade was decided by Gov. Jo Roe. It was.",
            "decided",
            "Roe v. Wade was decided by Gov. Jo Roe.",
        ),
        (
            "It was. Mr. J. A. Smith of Acme Inc. Chairman Roe left.",
            "left",
            "Mr. J. A. Smith of Acme Inc. Chairman Roe left.",
        ),
        ("He left the U.S. Senate. She went to the U.S. He stayed.", "went", "She went to the U.S."),
        ("It was 5 p.m. The U.S. Supreme Court sat.", "sat", "The U.S. Supreme Court sat."),
        ("“It is the U.S.” Trump left.", "left", "Trump left."),
        ("He says “it is so.” The ferry left. It was.", "“it is so.”", "He says “it is so.”"),
        ('He says "it is so." The ferry left.', "it is so", 'He says "it is so."'),
        ("Mr. Roe\nMrs. Berg left.", "Berg", "Mrs. Berg left."),
        ("She trusted the prof. He left.", "left", "He left."),
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str, word: str, expected: str) -> None:
    start = text.index(word)
    assert text[slice(*sentence(text, start, start + len(word)))] == expected

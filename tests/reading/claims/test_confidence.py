"""A claim's confidence is how often claims that were read like it are right in every point."""

from __future__ import annotations

import pytest

from graphkit.language import annotation, lexicon
from graphkit.model import Document
from graphkit.reading.claims.confidence import BASE, evidence_for
from graphkit.reading.extraction import extract


def confidences(text: str) -> list[float]:
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    return [claim.confidence for claim in extract(document, doc).claims]


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("Rosa Diaz said that the dam is safe.", "It said that the dam is safe."),
        ("Rosa Diaz demanded that the dam be closed.", "Rosa Diaz is worried about the dam."),
        ('"The dam is safe and will stay so," Rosa Diaz said.', "Claims that the dam is safe were rejected."),
    ],
)
def test_a_plain_reading_is_surer_than_a_doubtful_one(surer: str, less_sure: str) -> None:
    (high, *_), (low, *_) = confidences(surer), confidences(less_sure)
    assert 0 < low < high < 1


def test_a_claim_in_a_claim_is_less_sure_than_alone() -> None:
    alone = confidences("Tom Berg denied that the dam was safe.")
    [_, inner] = confidences("Rosa Diaz said that Tom Berg denied that the dam was safe.")
    assert inner < alone[0]


def test_every_weight_is_of_evidence_that_can_be_seen() -> None:
    text = 'Rosa Diaz said the dam is safe. She told reporters: "It holds." They hope so, according to her office.'
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    extraction = extract(document, doc)
    seen = {e for c in extraction.claims for e in evidence_for(c, extraction.mentions, reports=True)}
    weights = {evidence for evidence, _ in lexicon.rows("weights/confidence", 2)}
    assert BASE in weights
    assert {e.split()[0] for e in weights} <= {e.split()[0] for e in seen} | {"several", "content", "reported"}

"""A claim's confidence is how often claims that were read like it are right in every point."""

from __future__ import annotations

import pytest

from graphkit.language import annotation, lexicon
from graphkit.model import Certainty, Document
from graphkit.reading.claims.confidence import BASE, evidence_for
from graphkit.reading.extraction import extract
from graphkit.reading.grammar.parsed import align


def confidences(text: str) -> list[float]:
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    return [claim.confidence for claim in extract(document, doc, least=0).claims]


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
    extraction = extract(document, doc, least=0)
    parsed = align(document, doc)
    seen = {e for c in extraction.claims for e in evidence_for(c, extraction.mentions, parsed, reports=True)}
    weights = {evidence for evidence, *_ in lexicon.rows("weights/confidence", 3)}
    assert BASE in weights
    assert {e.split()[0] for e in weights} <= {e.split()[0] for e in seen} | {"several", "content", "reported", "ends"}


def test_what_is_mostly_misread_is_left_out_and_nothing_in_it_becomes_a_fact() -> None:
    text = "Fears that Norway attacked Sweden are growing. Rosa Diaz said that the dam was safe."
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    every, kept = extract(document, doc, least=0), extract(document, doc, least=0.6)
    assert [claim.cue for claim in every.claims] == ["fear", "say"]
    assert [claim.cue for claim in kept.claims] == ["say"]
    assert every.claims[0].confidence < every.claims[1].confidence
    [attack] = [s for s in kept.statements if s.predicate.name == "attacks"]
    assert attack.within is None
    assert attack.certainty is Certainty.UNSPECIFIED
    assert not attack.is_fact


def test_a_claim_that_reports_a_surer_one_stays() -> None:
    text = "Rosa Diaz said that Tom Berg denied that the dam was safe."
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    every = extract(document, doc, least=0)
    inner = max(c.confidence for c in every.claims if c.reported_in is not None)
    kept = extract(document, doc, least=inner)
    assert [c.cue for c in kept.claims] == ["say", "deny"]
    assert [c.reported_in for c in kept.claims] == [None, 0]


def test_a_claim_of_nobody_known_is_left_out_where_it_is_likely_misread() -> None:
    """'She' is nobody known: a claim is kept by how likely its source made it, not by its borders and axes."""
    document = Document(text="She expressed concern over the bay.", identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    assert [claim.cue for claim in extract(document, doc, least=0).claims] == ["express concern"]
    assert extract(document, doc).claims == ()


def test_who_is_quoted_as_saying_something_is_not_left_out() -> None:
    text = "It quoted the plant's director, Viktar Roe, as saying that production would resume within three days."
    document = Document(text=text, identifier="text")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    [quoting, saying] = extract(document, doc).claims
    assert (quoting.cue, saying.cue, saying.reported_in) == ("quote", "say", 0)


def test_the_turns_of_an_interview_stay() -> None:
    text = "Q: Who shut the lock?\n\nA: Nobody did. Nobody came."
    ((document, doc),) = annotation.annotate([Document(text=text, identifier="interview")], annotation.load())
    turns = [claim.source_spans[0].exact for claim in extract(document, doc, least=1).claims if claim.rule == "turn"]
    assert turns == ["Q", "A"]

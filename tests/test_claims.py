"""Each sentence gives the claims that a careful reader takes from it, all of them and no other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from graphkit import annotation
from graphkit.extraction import extract
from graphkit.model import Claim, Document, Span

pytestmark = pytest.mark.model

TABLE = Path(__file__).parent / "data" / "claims.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One text and its claims, each as the cells of its row."""

    text: str
    claims: tuple[tuple[str, ...], ...]


def read_table() -> list[Expected]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    texts: list[tuple[str, list[tuple[str, ...]]]] = []
    for line in lines[1:]:
        text, *cells = line.split("\t")
        assert len(cells) == 9, line
        if text:
            texts.append((text, []))
        if cells[1] != "-":
            texts[-1][1].append(tuple(cells))
    return [Expected(text=text, claims=tuple(claims)) for text, claims in texts]


def row(claim: Claim) -> tuple[str, ...]:
    def cell(spans: tuple[Span, ...]) -> str:
        return "|".join(span.exact for span in spans) or "-"

    axes = (claim.act, claim.stance, claim.polarity, claim.certainty, claim.quotation)
    parent = "-" if claim.reported_in is None else str(claim.reported_in + 1)
    spans = (claim.source_spans, claim.cue_spans, claim.content_spans)
    return (*map(cell, spans), *(axis.value for axis in axes), parent)


@pytest.mark.parametrize("expected", read_table(), ids=lambda e: e.text[:60])
def test_claims_of_a_sentence(expected: Expected) -> None:
    document = Document(text=expected.text, identifier="sentence")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    assert tuple(row(claim) for claim in extract(document, doc).claims) == expected.claims

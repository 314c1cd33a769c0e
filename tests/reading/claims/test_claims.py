"""Each sentence gives the claims that a careful reader takes from it, all of them and no other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from paths import DATA

from graphkit.language import annotation
from graphkit.model import Act, Certainty, Claim, Document, Polarity, Quotation, Span, Stance
from graphkit.reading.extraction import extract

if TYPE_CHECKING:
    from enum import Enum

    from _pytest.mark import ParameterSet

TABLE = DATA / "claims.tsv"
AXES: tuple[type[Enum], ...] = (Act, Stance, Polarity, Certainty, Quotation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One text and its claims, each as the cells of its row; `known` says why it fails today."""

    text: str
    claims: tuple[tuple[str, ...], ...]
    known: str


def read_table() -> list[Expected]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    texts: list[tuple[str, str, list[tuple[str, ...]]]] = []
    for line in lines[1:]:
        text, *cells, known = line.split("\t")
        assert len(cells) == 9, line
        if text:
            texts.append((text.replace("\\n", "\n"), known, []))
        else:
            assert not known, line
        if set(cells) != {"-"}:
            texts[-1][2].append(tuple(cells))
    return [Expected(text=text, claims=tuple(claims), known=known) for text, known, claims in texts]


def cases() -> list[ParameterSet]:
    def marks(expected: Expected) -> list[pytest.MarkDecorator]:
        if not expected.known:
            return []
        return [pytest.mark.xfail(strict=True, raises=AssertionError, reason=expected.known)]

    return [pytest.param(e, marks=marks(e), id=e.text[:60].replace("\n", " ")) for e in read_table()]


def rows(claims: tuple[Claim, ...]) -> tuple[tuple[str, ...], ...]:
    """Write claims as the table does: in order of their cues, whatever order they were made in."""

    def place(position: int) -> tuple[int, int]:
        claim = claims[position]
        return (claim.cue_spans or claim.content_spans)[0].start, position

    def cell(spans: tuple[Span, ...]) -> str:
        return "|".join(span.exact for span in spans) or "-"

    order = sorted(range(len(claims)), key=place)
    number = {position: str(n) for n, position in enumerate(order, start=1)}

    def row(claim: Claim) -> tuple[str, ...]:
        axes = (claim.act, claim.stance, claim.polarity, claim.certainty, claim.quotation)
        parent = "-" if claim.reported_in is None else number[claim.reported_in]
        spans = (claim.source_spans, claim.cue_spans, claim.content_spans)
        return (*map(cell, spans), *(axis.value for axis in axes), parent)

    return tuple(row(claims[position]) for position in order)


@pytest.mark.parametrize("expected", cases())
def test_claims_of_a_sentence(expected: Expected) -> None:
    document = Document(text=expected.text, identifier="sentence")
    ((_, doc),) = annotation.annotate([document], annotation.load())
    assert rows(extract(document, doc, least=0).claims) == expected.claims


def test_the_table_can_be_right() -> None:
    """What stands in the cells stands in the text, and every axis has one of its values."""
    texts = read_table()
    assert not [text for text, count in Counter(e.text for e in texts).items() if count > 1]
    for expected in texts:
        for number, claim in enumerate(expected.claims, start=1):
            spans, axes, parent = claim[:3], claim[3:8], claim[8]
            for part in (part for cell in spans if cell != "-" for part in cell.split("|")):
                assert part in expected.text
            for axis, value in zip(AXES, axes, strict=True):
                axis(value)
            assert parent == "-" or (parent != str(number) and 1 <= int(parent) <= len(expected.claims)), expected.text


@pytest.mark.parametrize("act", Act, ids=lambda act: act.value)
def test_every_act_has_ten_sentences(act: Act) -> None:
    assert sum(any(claim[3] == act.value for claim in expected.claims) for expected in read_table()) >= 10

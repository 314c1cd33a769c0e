"""Make claims with the values that a person gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphkit.model import Act, Certainty, Claim, Document, Extraction, Polarity, Quotation, Span, Stance
from graphkit.model.decisions import Reference
from graphkit.model.reviews import PERSON, Review
from graphkit.reading.grammar.quotations import find_quotations
from graphkit.reviews.sources import SourceError, find_mentions, find_spans

__all__ = ["correct", "cut", "make_missed"]

_STANCES = {
    Act.DENIES: Stance.REJECTS,
    Act.DOUBTS: Stance.UNCOMMITTED,
    Act.ASKS: Stance.UNCOMMITTED,
    Act.DEMANDS: Stance.UNCOMMITTED,
    Act.DECLINES_TO_COMMENT: Stance.UNCOMMITTED,
}
"""The stance of a missed claim whose reviewer gives none; of other acts the source affirms what it says."""
_OPEN = frozenset({Act.ASKS, Act.DEMANDS, Act.PROMISES, Act.INTENDS, Act.DECLINES_TO_COMMENT})
"""Acts by which nothing is said to be so."""


def cut(document: Document, places: Sequence[Reference]) -> tuple[Span, ...]:
    """Cut places out of a document, in order.

    Raises:
        SourceError: A place is outside the text.
    """
    try:
        return tuple(document.span(place.start, place.end) for place in sorted(places))
    except ValueError:
        raise SourceError("the content is outside the text") from None


def correct(claim: Claim, review: Review, extraction: Extraction) -> Claim:
    """Return a claim with the values that a review gives.

    Args:
        claim: The claim as its reviewer saw it.
        review: The review.
        extraction: What was read in the document, with a mention at each source.

    Raises:
        SourceError: The source or the content cannot be found.
    """
    spans = find_spans(extraction, review) if review.source else claim.source_spans
    contents = cut(extraction.document, review.content) if review.content else claim.content_spans
    return replace(
        claim,
        sources=find_mentions(extraction, spans) if review.source else claim.sources,
        source_spans=spans,
        content_spans=contents,
        quotation=find_quotation(extraction.document, contents) if review.content else claim.quotation,
        act=review.act or claim.act,
        stance=review.stance or claim.stance,
        polarity=review.polarity or claim.polarity,
        certainty=review.certainty or claim.certainty,
        confidence=1.0,
        rule=PERSON,
    )


def make_missed(review: Review, extraction: Extraction) -> Claim:
    """Make a claim that was missed.

    Args:
        review: The review.
        extraction: What was read in the document, with a mention at each source.

    Raises:
        SourceError: The source or the content cannot be found.
    """
    act = review.act or Act.ASSERTS
    contents = cut(extraction.document, review.content or (review.place,))
    empty = Claim(
        sources=(),
        source_spans=(),
        cue="",
        cue_spans=(),
        content_spans=contents,
        act=act,
        stance=_STANCES.get(act, Stance.AFFIRMS),
        polarity=Polarity.POSITIVE,
        certainty=Certainty.UNSPECIFIED if act in _OPEN else Certainty.CERTAIN,
        quotation=find_quotation(extraction.document, contents),
        rule=PERSON,
    )
    return correct(empty, review, extraction)


def find_quotation(document: Document, contents: Sequence[Span]) -> Quotation:
    """Find whether a content is quoted: all of its letters and digits, some, or none."""
    quoted = [part for quotation in find_quotations(document.text) for part in quotation.parts]
    inside = [
        any(start <= offset < end for start, end in quoted)
        for span in contents
        for offset in range(span.start, span.end)
        if document.text[offset].isalnum()
    ]
    if not any(inside):
        return Quotation.INDIRECT
    return Quotation.DIRECT if all(inside) else Quotation.MIXED

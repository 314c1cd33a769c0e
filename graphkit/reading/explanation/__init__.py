"""Explain what was read in an article: the rules that fired, those that nearly did, and what was missed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from graphkit.language.parse import Parse
from graphkit.model import Document, Extraction, Span
from graphkit.reading.explanation.gaps import find_marks, find_pronouns, find_quotations, find_unresolved
from graphkit.reading.explanation.misses import find_misses
from graphkit.reading.explanation.values import Explanation, Gap, GapKind, Miss, MissKind, ReadClaim, ReadSentence
from graphkit.reading.grammar.parsed import ParsedDocument, align

__all__ = ["Explanation", "Gap", "GapKind", "Miss", "MissKind", "ReadClaim", "ReadSentence", "explain"]


def explain(document: Document, doc: Parse, extraction: Extraction) -> Explanation:
    """Explain what was read in a document, without changing it.

    Args:
        document: The document.
        doc: Its parse.
        extraction: What was read in it.

    Raises:
        ValueError: The parse is of another text.
    """
    parsed = align(document, doc)
    misses = tuple(find_misses(parsed, extraction))
    words = (Gap(kind=GapKind.CUE, span=m.span, reason=f"{m.kind.value}: {m.reason}") for m in misses)
    gaps = (
        *find_quotations(parsed, extraction.claims),
        *find_marks(parsed),
        *words,
        *find_pronouns(parsed, extraction),
        *find_unresolved(extraction),
    )
    order = {kind: number for number, kind in enumerate(GapKind)}
    return Explanation(
        identifier=document.identifier,
        sentences=tuple(_read_sentences(parsed, extraction, misses)),
        gaps=tuple(sorted(gaps, key=lambda gap: (order[gap.kind], gap.span.start, gap.span.end))),
    )


def _read_sentences(parsed: ParsedDocument, extraction: Extraction, misses: Sequence[Miss]) -> Iterator[ReadSentence]:
    """Yield the sentences with what begins in them."""
    sentences = [(parsed.trim(s.start_char, s.end_char, ""), s.start) for s in parsed.doc.sents]
    spans = [(span, first) for span, first in sentences if span is not None]
    claims = _by_sentence([_read_claim(extraction, n) for n in range(len(extraction.claims))], spans, _claim_start)
    statements = _by_sentence(extraction.statements, spans, lambda s: s.predicate_span.start)
    missed = _by_sentence(misses, spans, lambda m: m.span.start)
    for number, (span, first) in enumerate(spans):
        yield ReadSentence(
            span=span,
            claims=claims.get(number, ()),
            statements=statements.get(number, ()),
            misses=missed.get(number, ()),
            in_boilerplate=parsed.skipped[first],
        )


def _by_sentence[T](
    items: Sequence[T], spans: Sequence[tuple[Span, int]], start: Callable[[T], int]
) -> dict[int, tuple[T, ...]]:
    starts = [span.start for span, _ in spans]
    placed = [(max(0, bisect_right(starts, start(item)) - 1), item) for item in items]
    placed.sort(key=lambda pair: pair[0])
    return {number: tuple(item for _, item in group) for number, group in groupby(placed, key=lambda pair: pair[0])}


def _claim_start(read_claim: ReadClaim) -> int:
    claim = read_claim.claim
    return min(span.start for span in (claim.cue_spans or claim.content_spans or claim.source_spans))


def _read_claim(extraction: Extraction, number: int) -> ReadClaim:
    claim = extraction.claims[number]
    return ReadClaim(
        number=number + 1,
        claim=claim,
        sources=_labels(extraction, claim.sources),
        addressees=_labels(extraction, claim.addressees),
        about=tuple(extraction.chains[chain].label for chain in claim.about),
    )


def _labels(extraction: Extraction, mentions: Sequence[int]) -> tuple[str, ...]:
    chains = (extraction.mentions[m].chain for m in mentions)
    return tuple(dict.fromkeys(extraction.chains[chain].label for chain in chains if chain is not None))

"""Find the gaps between text and graph: quotations, marks, pronouns and mentions that were not used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.language import lexicon
from graphkit.model import Claim, EntityType, Extraction, Mention, MentionKind, Quotation, Span
from graphkit.reading.explanation.values import Gap, GapKind

if TYPE_CHECKING:
    from graphkit.reading.grammar.parsed import ParsedDocument
    from graphkit.reading.grammar.quotations import Quoted

__all__ = ["find_marks", "find_pronouns", "find_quotations", "find_unresolved"]

_MARKS = '"“”„«»'
_WHO = {"he": "person", "she": "person", "it": "single body, place or work", "they": "people or body"}
_FEW = 4
"""Fewer words in quotation marks are a name, a title or a distancing rather than speech."""


def find_quotations(parsed: ParsedDocument, claims: Sequence[Claim]) -> Iterator[Gap]:
    """Find the quotations that are in no content of a claim with a source."""
    containing = _claims_by_token(parsed, claims)
    for quotation in parsed.quotations:
        span = parsed.document.span(*quotation.parts[0])
        tokens = parsed.tokens_in(span)
        if parsed.skipped[tokens.start] or not any(character.isalnum() for character in span.exact):
            continue
        around = sorted({number for i in tokens for number in containing.get(i, ())})
        if not any(claims[number].source_spans for number in around):
            why = _why_unattributed(quotation, span, [claims[number] for number in around])
            yield Gap(kind=GapKind.QUOTATION, span=span, reason=why)


def _claims_by_token(parsed: ParsedDocument, claims: Sequence[Claim]) -> dict[int, list[int]]:
    """Return for each token the claims whose contents contain it."""
    containing: dict[int, list[int]] = {}
    for number, claim in enumerate(claims):
        for span in claim.content_spans:
            for i in parsed.tokens_in(span):
                containing.setdefault(i, []).append(number)
    return containing


def _why_unattributed(quotation: Quoted, span: Span, containing: Sequence[Claim]) -> str:
    if containing:
        cues = ", ".join(dict.fromkeys(f"'{c.cue}'" for c in containing))
        return f"it is in the content of {cues}, and nobody is named who says that"
    if len(span.exact.split()) < _FEW and len(quotation.parts) == 1:
        return "a few words in quotation marks, in no claim"
    return "it is in no claim"


def find_marks(parsed: ParsedDocument) -> Iterator[Gap]:
    """Find the unmatched quotation marks: those that open and never close, and those that close nothing."""
    document = parsed.document
    inside: set[int] = set()
    for quotation in parsed.quotations:
        for start, end in quotation.parts:
            inside.update(range(start, end))
        if not quotation.closed:
            at = quotation.parts[-1][0]
            yield Gap(
                kind=GapKind.MARK,
                span=document.span(at, _word_end(document.text, at)),
                reason="it opens a quotation that is not closed; all to the end of the paragraph counts as quoted",
            )
    for at, character in enumerate(document.text):
        if character in _MARKS and at not in inside and not parsed.skipped[parsed.token_at(at).i]:
            start = _word_start(document.text, at)
            if document.text[at - 1 : at].isdigit() and character == '"':
                continue  # inches
            yield Gap(
                kind=GapKind.MARK,
                span=document.span(start, max(at + 1, _word_end(document.text, at))),
                reason="it neither opens nor closes a quotation",
            )


def _word_start(text: str, at: int) -> int:
    while at and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def find_pronouns(parsed: ParsedDocument, extraction: Extraction) -> Iterator[Gap]:
    """Find the pronouns that are not resolved."""
    containing = _claims_by_token(parsed, extraction.claims)
    before: set[str] = set()  # the pronouns that agree in kind with a mention before
    for mention in extraction.mentions:
        if mention.chain is not None and mention.rule != "unresolved":
            before |= _agreeing_pronouns(mention)
        elif mention.kind is MentionKind.PRONOUN:
            kind = lexicon.pronouns()[mention.span.exact.lower()].name
            if kind in ("i", "we", "you"):
                around = containing.get(parsed.tokens_in(mention.span).start, ())
                why = _why_no_speaker([extraction.claims[number] for number in around], kind)
            elif kind in before:
                why = f"no {_WHO[kind]} before it is near enough, agrees with it and stands out"
            else:
                why = f"no {_WHO[kind]} is known before it"
            yield Gap(kind=GapKind.PRONOUN, span=mention.span, reason=why)


def _agreeing_pronouns(mention: Mention) -> set[str]:
    if mention.type is EntityType.PERSON:
        return {"he", "she", "they"}
    return {"they"} if mention.type is EntityType.GROUP else {"it", "they"}


def _why_no_speaker(around: Sequence[Claim], kind: str) -> str:
    """Return why the speaker or the addressee that a pronoun refers to is not known."""
    quoted = [claim for claim in around if claim.quotation is not Quotation.INDIRECT]
    with_source = [claim for claim in quoted if claim.sources]
    if not quoted:
        whom = "whom it speaks to" if kind == "you" else "who writes it"
        return f"it stands in no quotation of anybody's, and the article does not name {whom}"
    if not with_source:
        return "whoever says the quotation that it stands in is nobody that is known"
    if kind == "you":
        return "it is not said to whom this is said"
    if all(len(claim.sources) > 1 for claim in with_source):
        return "several are said to say this together"
    if kind == "we":
        return "it is the side of whoever speaks, and the text does not say which that is"
    return "it is not known whom the words for the speaker mean"


def find_unresolved(extraction: Extraction) -> Iterator[Gap]:
    """Find the names and nominals that belong to no chain, and the sources that are no mention."""
    gaps = [
        Gap(kind=GapKind.MENTION, span=m.span, reason="it is not known whom or what it means")
        for m in extraction.mentions
        if m.chain is None and m.kind is not MentionKind.PRONOUN
    ]
    for number, claim in enumerate(extraction.claims, 1):
        if not claim.sources:
            why = f"it is the source of claim {number}, and none of the people and things that are followed"
            gaps += [Gap(kind=GapKind.MENTION, span=span, reason=why) for span in claim.source_spans]
    unique = {(gap.span.start, gap.span.end): gap for gap in reversed(gaps)}
    yield from (unique[place] for place in sorted(unique))

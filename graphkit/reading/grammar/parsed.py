"""A parsed document: what every rule of extraction reads."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from graphkit.language.parse import Parse, Token
from graphkit.model import Document, Span
from graphkit.reading.grammar.quotations import Quoted, find_quotations

__all__ = ["ParsedDocument", "align"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A document aligned with its parse, and the layout of each token: its quotation, paragraph and boilerplate.

    Args:
        document: The document.
        doc: Its parse, of the same text.
        quotations: The outermost quotations, in order.
        quoted: For each token, the position in `quotations` of the one that contains it, or -1.
        paragraph: For each token, the number of its paragraph.
        skipped: For each token, whether it belongs to boilerplate.
    """

    document: Document
    doc: Parse
    quotations: tuple[Quoted, ...]
    quoted: tuple[int, ...]
    paragraph: tuple[int, ...]
    skipped: tuple[bool, ...]

    def span(self, first: int, last: int) -> Span | None:
        """Return the span from token to token (both included), without white space and punctuation at its ends."""
        start, end = self.doc[first].idx, self.doc[last].idx + len(self.doc[last])
        return self.trim(start, end)

    def trim(self, start: int, end: int, edges: str = " \t\r\n,;:—–-") -> Span | None:
        """Return a span of characters without white space and the given characters at its ends; None if it is empty."""
        text = self.document.text
        while start < end and (text[start] in edges or text[start].isspace()):
            start += 1
        while start < end and (text[end - 1] in edges or text[end - 1].isspace()):
            end -= 1
        return self.document.span(start, end) if start < end else None

    def token_at(self, offset: int) -> Token:
        """Return the token that contains a character, or the last one before it."""
        starts = self.doc.starts
        return self.doc[max(0, bisect.bisect_right(starts, offset) - 1)]

    def tokens_in(self, span: Span) -> range:
        """Return the range of tokens that begin inside a span."""
        starts = self.doc.starts
        return range(bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end))


def align(document: Document, doc: Parse) -> ParsedDocument:
    """Align a document with its parse: find its quotations, paragraphs and boilerplate, token by token.

    Args:
        document: The document.
        doc: Its parse.

    Raises:
        ValueError: The parse is of another text.
    """
    if len(doc.text) != len(document.text):
        raise ValueError(f"{document.identifier}: the parse is not of this text")
    quotations = find_quotations(document.text)
    quoted = [-1] * len(doc)
    paragraph = [0] * len(doc)
    skipped = [False] * len(doc)
    number = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            number += 1
        paragraph[token.i] = number
    starts = doc.starts
    for position, quotation in enumerate(quotations):
        for start, end in quotation.parts:
            for i in range(bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)):
                quoted[i] = position
    for start, end in document.boilerplate:
        for i in range(bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)):
            skipped[i] = True
    return ParsedDocument(
        document=document,
        doc=doc,
        quotations=quotations,
        quoted=tuple(quoted),
        paragraph=tuple(paragraph),
        skipped=tuple(skipped),
    )

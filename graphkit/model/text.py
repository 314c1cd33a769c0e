"""Documents, and stretches of their text."""

from __future__ import annotations

import hashlib
from dataclasses import InitVar, dataclass, field

__all__ = ["Document", "Span"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of a document's text.

    Args:
        start: Offset of the first character, in code points.
        end: Offset after the last character, in code points.
        exact: The characters themselves.
        text: The document's text, to check the three above against; it is not kept.

    Raises:
        ValueError: `text[start:end]` is not `exact`, or is empty.

    >>> Span(start=4, end=7, exact="cat", text="The cat.").exact
    'cat'
    """

    start: int
    end: int
    exact: str
    text: InitVar[str]

    def __post_init__(self, text: str) -> None:
        if not 0 <= self.start < self.end <= len(text):
            raise ValueError(f"span {self.start}-{self.end} is empty or outside a text of {len(text)} characters")
        if text[self.start : self.end] != self.exact:
            raise ValueError(f"span {self.start}-{self.end} is {text[self.start : self.end]!r}, not {self.exact!r}")

    def overlaps(self, other: Span) -> bool:
        """Check whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Check whether all of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as it was read; its text is never changed.

    Args:
        text: The decoded text, unchanged.
        identifier: The record's `id`, or the file's path below the input.
        title: Its headline, where the input gives one.
        issued: Its date, ISO 8601, where the input gives one.
        modified: When it was last changed, ISO 8601, where the input says that it was.
        publisher: Who published it, where the input says so.
        source: The address that it came from, where the input gives one.
        boilerplate: Stretches (start, end) that are no part of the article: adverts, bylines, copyright lines.
        sha256: The SHA-256 of the text in UTF-8, in hexadecimal; computed.
    """

    text: str
    identifier: str
    title: str | None = None
    issued: str | None = None
    modified: str | None = None
    publisher: str | None = None
    source: str | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()
    sha256: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)

    @property
    def key(self) -> str:
        """The first sixteen digits of the text's SHA-256, the document's name in the graph."""
        return self.sha256[:16]

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the text.

        Args:
            start: Offset of the first character, in code points.
            end: Offset after the last character, in code points.

        Raises:
            ValueError: The span is empty or outside the text.
        """
        return Span(start=start, end=end, exact=self.text[start:end], text=self.text)

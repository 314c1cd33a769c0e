"""Cut a text into what is parsed apart: paragraphs, the place where an article was filed, and what is too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["split"]

_GAP = re.compile(r"\A\s+|\s*\n\s*|\s+\Z")
_DATELINE = re.compile(
    r"""
    (?:[A-Z][A-Z.'’-]+(?:\ [A-Z][A-Z.'’-]+){0,3}      # PORT MARSAN
      |(?:[A-Z][\w.'’-]+\ ){1,3}(?=\())               # New York, only before the agency in brackets
    (?:,\ [A-Z][\w.]*(?:\ [A-Z][\w.]*){0,2})?         # , Fla.
    (?:,\ [A-Z][a-z]{2,8}\.?\ \d{1,2})?                # , Aug. 10
    (?:\ ?\([A-Z][\w./\ -]{0,30}\))?                 # (Reuters)
    \ (?:--|[-–—―])\ (?=["“‘'A-Z])
    """,
    re.VERBOSE,
)
"""Where and by whom an article was filed, before its first words. The parser makes it part of the first subject."""

_LONGEST = 50_000
"""Characters in one parse: spaCy refuses a million, and its memory grows with the length of the longest text."""


def split(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text into paragraphs and the white space between them; together they are the text again.

    Args:
        text: The text of a document.

    Returns:
        Each piece, and whether it is white space that is not parsed.
    """
    start = 0
    for gap in _GAP.finditer(text):
        yield from _cut_dateline(text[start : gap.start()])
        yield gap.group(), True
        start = gap.end()
    yield from _cut_dateline(text[start:])


def _cut_dateline(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Cut 'BRENNAU, Nor. (Reuters) - ' off the front of a paragraph, to be parsed by itself."""
    found = _DATELINE.match(paragraph)
    end = found.end() - 1 if found is not None else 0
    if end:
        yield paragraph[:end], False
        yield paragraph[end : end + 1], True
        paragraph = paragraph[end + 1 :]
    yield from _shorten(paragraph)


def _shorten(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Cut a paragraph that is too long for one parse, at a space where there is one."""
    start = 0
    while len(paragraph) - start > _LONGEST:
        cut = paragraph.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield paragraph[start:cut], False
        start = cut
    if start < len(paragraph):
        yield paragraph[start:], False

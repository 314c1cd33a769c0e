"""Split a text into what is parsed separately: paragraphs, datelines, and parts of what is too long."""

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
    (?:,\ (?:[A-Z][a-z]{2,8}\.?\ \d{1,2}|\d{1,2}\ [A-Z][a-z]{2,8}\.?))?  # , Aug. 10 or , 10 August
    (?:\ ?\([A-Z][\w./\ -]{0,30}\))?                 # (Reuters)
    \ (?:--|[-–—―])\ (?=["“‘'A-Z])
    """,
    re.VERBOSE,
)
"""A dateline before the first words of an article, which the parser would make part of the first subject."""
_DATE_ALONE = re.compile(
    r"\((?:[A-Z][\w.'’ -]{1,30}, )?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\) (?:--|[-–—―]) (?=[\"“‘'A-Z])"
)
"""A dateline of reports: '(Nairobi, May 14, 2024) – '."""
_WITH_COLON = re.compile(r"^[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}: (?=[\"“‘'A-Z])", re.MULTILINE)
"""A dateline of Indian papers, 'NEW DELHI: ', where no other paragraph starts so; else it is a turn of a dialogue."""

_BEHIND_SIGN = re.compile(r"(?:(?<=\bon X\.)|(?<=\d[mk]\.)|(?<=\d[bt]n\.)) (?=[\"“‘'A-Z])")
"""Between two sentences, the first of which ends with the network, like an initial, or with a sum, like a title.

'Wrote on X. The palace …', 'sued it for €30m. It accused …'.
"""

_LONGEST = 50_000
"""The most characters of one parse: spaCy refuses a million, and its memory grows with the longest text."""
_MARKS = re.compile(r"[^\w\s]{200}")
"""Marks that are parsed by themselves: spaCy takes them off a word one by one, in time that is the square of them."""


def split(text: str) -> Iterator[tuple[str, bool]]:
    """Split a text into paragraphs and the white space between them; joined they are the text.

    Args:
        text: The text of a document.

    Returns:
        Each piece, and whether it is a gap that is not parsed.
    """
    labelled = [match.start() for match in _WITH_COLON.finditer(text)]
    start = 0
    for gap in _GAP.finditer(text):
        yield from _split_dateline(text[start : gap.start()], colon=labelled == [start])
        yield gap.group(), True
        start = gap.end()
    yield from _split_dateline(text[start:], colon=labelled == [start])


def _split_dateline(paragraph: str, *, colon: bool) -> Iterator[tuple[str, bool]]:
    """Split 'BRENNAU, Nor. (Reuters) - ' from a paragraph."""
    match = _DATELINE.match(paragraph) or _DATE_ALONE.match(paragraph)
    if match is None and colon:
        match = _WITH_COLON.match(paragraph)
    end = match.end() - 1 if match is not None else 0
    if end:
        yield paragraph[:end], False
        yield paragraph[end : end + 1], True
        paragraph = paragraph[end + 1 :]
    start = 0
    for gap in _BEHIND_SIGN.finditer(paragraph):
        yield from _split_long(paragraph[start : gap.start()])
        yield gap.group(), True
        start = gap.end()
    yield from _split_long(paragraph[start:])


def _split_long(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Split a paragraph that is too long for one parse, at a space where there is one, and at runs of marks."""
    start = 0
    for marks in _MARKS.finditer(paragraph):
        yield from _cut(paragraph[start : marks.start()])
        yield marks.group(), False
        start = marks.end()
    yield from _cut(paragraph[start:])


def _cut(paragraph: str) -> Iterator[tuple[str, bool]]:
    start = 0
    while len(paragraph) - start > _LONGEST:
        cut = paragraph.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield paragraph[start:cut], False
        start = cut
    if start < len(paragraph):
        yield paragraph[start:], False

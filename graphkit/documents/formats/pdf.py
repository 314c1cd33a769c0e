"""Take articles out of PDF files."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from graphkit.documents import paragraphs
from graphkit.documents.content import Content, Unreadable, extra
from graphkit.documents.items import Item
from graphkit.errors import Problem

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["convert"]

_MOST_PAGES = 3_000
_LARGEST_TEXT = 20_000_000
_EDGE = 3
"""Lines at the top and at the foot of a page among which its header and number are looked for."""
_NUMBER = re.compile(r"(?:page|p\.)?\s*[-–—]?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\s*[-–—]?", re.I)
_DIGITS = re.compile(r"\d+")
_NO_TITLE = re.compile(
    r"untitled|microsoft word|powerpoint|slide \d|\.(?:docx?|pdf|indd|qxd|pages|odt|rtf|tex)\b|^\W*$", re.I
)


def convert(item: Item, problems: list[Problem]) -> Iterator[Content]:
    """Take the text out of a PDF file: paragraphs in one line each, page headers and numbers in lines of their own.

    Raises:
        Unreadable: It is encrypted, damaged, or holds pictures of pages only; or the extra is not installed.
    """
    with extra("PDF"):
        from pypdf import PdfReader
        from pypdf.errors import DependencyError
    reader = PdfReader(io.BytesIO(item.data), strict=False)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("it is encrypted; save it without a password first")
    except (DependencyError, NotImplementedError):
        raise Unreadable("it is encrypted; save it without a password first") from None
    number = len(reader.pages)
    if number > _MOST_PAGES:
        raise Unreadable(f"it has {number:,} pages; split it")
    pages = []
    size = 0
    pictures = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > _LARGEST_TEXT:
            raise Unreadable("it holds more text than a book; split it")
        pictures += not text.strip()
        pages.append(text.splitlines())
    if not any(line.strip() for page in pages for line in page):
        raise Unreadable("it holds pictures of pages only; run OCR" if number else "it has no pages")
    if pictures:
        what = f"{pictures} of its {number} pages hold no text, pictures perhaps; run OCR for these"
        problems.append(Problem(where=item.where, what=what))
    text, furniture = _lay_out(pages)
    title, issued = _describe(reader)
    yield Content(text=text, title=title, issued=issued, furniture=furniture)


def _lay_out(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Make one text of the pages: what runs on over a page's end is one paragraph, the page's furniture follows it."""
    running = _find_running(pages)
    lines: list[str] = []
    pending: list[str] = []
    for page in pages:
        kept = []
        for at, line in enumerate(page):
            edge = at < _EDGE or at >= len(page) - _EDGE
            bare = line.strip()
            if edge and bare and (_key(bare) in running or (len(pages) > 1 and _NUMBER.fullmatch(bare))):
                pending.append(" ".join(bare.split()))
            else:
                kept.append(line)
        while kept and not kept[0].strip():
            kept.pop(0)
        while kept and not kept[-1].strip():
            kept.pop()
        first = kept[0].strip() if kept else ""
        goes_on = bool(lines) and first[:1].islower()
        if lines and not goes_on:
            lines.append("")
        lines += kept
    text = ""
    for paragraph in paragraphs.unwrap(lines):
        text += paragraph + "\n\n"
    furniture = []
    for line in pending:
        furniture.append((len(text), len(text) + len(line)))
        text += line + "\n"
    return text.rstrip("\n") + "\n", tuple(furniture)


def _find_running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Find what stands at the edge of most pages, but for its numbers."""
    counts: Counter[str] = Counter()
    for page in pages:
        edge = {*page[:_EDGE], *page[-_EDGE:]}
        counts.update({_key(line.strip()) for line in edge if line.strip()})
    least = max(2, (len(pages) + 1) // 2)
    return frozenset(key for key, count in counts.items() if count >= least and len(key) <= 150)


def _key(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split()).casefold())


def _describe(reader: PdfReader) -> tuple[str | None, str | None]:
    """Take the title and the date from the metadata, where they are no traces of the program that wrote it."""
    known = reader.metadata
    if known is None:
        return None, None
    title = " ".join(str(known.title or "").split())
    sane = 8 <= len(title) <= 200 and " " in title and not _NO_TITLE.search(title)
    try:
        date = known.creation_date
    except (ValueError, TypeError):
        date = None
    issued = date.date().isoformat() if isinstance(date, datetime) and date.year >= 1990 else None
    return (title if sane else None), issued

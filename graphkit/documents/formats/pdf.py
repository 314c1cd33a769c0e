"""Take articles out of PDF files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from graphkit.documents.content import Content, Unreadable, extra
from graphkit.documents.formats.pdf_layout import PrintedLine, lay_out
from graphkit.documents.items import Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Problem

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["FORMATS", "convert"]

_MOST_PAGES = 3_000
_LARGEST_TEXT = 20_000_000
_LARGEST_PAGE = 1_000_000
_LARGEST_DRAWING = 8 * 1024 * 1024
_DRAWING, _PACKED = 3 * 1024 * 1024, 50
"""So much may be drawn in a file of any size, or so many times the file: what draws pages is packed to a tenth at most,
and takes two seconds a megabyte to follow."""
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
    size = drawn = 0
    pictures = 0
    for page in reader.pages:
        drawn += _measure_drawing(page)
        if drawn > max(_DRAWING, _PACKED * len(item.data)):
            raise Unreadable(f"it has {len(item.data):,} bytes and draws {drawn >> 20} MB, as only a trap does")
        lines = _read_lines(page)
        size += sum(len(line.text) for line in lines)
        if size > _LARGEST_TEXT:
            raise Unreadable("it holds more text than a book; split it")
        pictures += not lines
        pages.append(lines)
    if not any(pages):
        raise Unreadable("it holds pictures of pages only; run OCR" if number else "it has no pages")
    if pictures:
        what = f"{pictures} of its {number} pages hold no text, pictures perhaps; run OCR for these"
        problems.append(Problem(where=item.where, what=what))
    text, furniture = lay_out(pages)
    title, issued = _describe(reader)
    yield Content(text=text, title=title, issued=issued, furniture=furniture)


def _measure_drawing(page: PageObject) -> int:
    """Measure in bytes what draws a page: some kilobytes can be made to expand to millions of lines.

    Raises:
        Unreadable: It is far more than a page needs.
    """
    drawing = page.get_contents()
    drawn = 0 if drawing is None else len(drawing.get_data())
    if drawn > _LARGEST_DRAWING:
        raise Unreadable(f"one of its pages is drawn in {drawn >> 20} MB, as no page of an article is")
    return drawn


def _read_lines(page: PageObject) -> list[PrintedLine]:
    """Read the lines of a page, each with its place.

    Raises:
        Unreadable: It holds more text than a page does.
    """
    lines: list[PrintedLine] = []
    length = 0
    text = ""
    place: tuple[float, float, float] | None = None

    def close() -> None:
        nonlocal text, place
        bare = " ".join(text.split())
        if bare and place is not None:
            x, y, size = place
            lines.append(PrintedLine(text=bare, x=x, y=y, size=size))
        text, place = "", None

    def visit(piece: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        nonlocal text, place, length
        length += len(piece)
        if length > _LARGEST_PAGE:
            raise Unreadable("one of its pages holds more text than a book, as only a trap does")
        for part in piece.splitlines(keepends=True):
            if place is None and part.strip():
                x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
                y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
                scale = abs(cm[3] * tm[3] + cm[1] * tm[2]) or 1.0
                place = (x, y, abs(size) * scale or 1.0)
            text += part
            if part.endswith(("\n", "\r")):
                close()

    page.extract_text(visitor_text=visit)
    close()
    return lines


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


FORMATS = (
    InputFormat(
        name="pdf",
        suffixes=(".pdf",),
        shown=".pdf",
        title="a PDF file",
        read=convert,
        recognises=lambda data: b"%PDF-" in data[:1024],
        is_text=False,
        libraries=("pypdf",),
    ),
)

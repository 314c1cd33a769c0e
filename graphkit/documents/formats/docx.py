"""Take articles out of Word documents (.docx)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graphkit.documents.content import Content, Unreadable, extra
from graphkit.documents.items import Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Problem

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

__all__ = ["FORMATS", "convert", "is_docx"]

_LARGEST = 256 * 1024 * 1024
_RATIO = 200
_FREE = 16 * 1024 * 1024
_BODY = "word/document.xml"


def is_docx(data: bytes) -> bool:
    """Check whether bytes are a Word document."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _BODY in archive.namelist()
    except Exception:  # damaged in whatever way: no document
        return False


def convert(item: Item, problems: list[Problem]) -> Iterator[Content]:
    """Take the text out of a Word document, a line a paragraph; headers, footers and notes are no part of it.

    Raises:
        Unreadable: It is no Word document, or a trap; or the extra is not installed.
    """
    with extra("DOCX"):
        import docx
    _check(item.data)
    document = docx.Document(io.BytesIO(item.data))
    # Only what has a style of its own: for all else the library goes through all styles each time.
    styled = (p for p in document.paragraphs if p._p.style is not None)
    title = next((p.text.strip() for p in styled if p.style and p.style.name == "Title"), "")
    text = "\n\n".join(line for line in _find_lines(document) if line)
    if not text:
        raise Unreadable("the text is empty")
    known = document.core_properties
    headline = " ".join((title or known.title or "").split())
    yield Content(text=text + "\n", title=headline if " " in headline else None)


def _check(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if _BODY not in archive.namelist():
                raise Unreadable("no Word document")
    except zipfile.BadZipFile as error:
        raise Unreadable(f"it is damaged ({error})") from None
    expanded = sum(member.file_size for member in members)
    if expanded > _LARGEST or (expanded > _FREE and expanded > _RATIO * len(data)):
        raise Unreadable(f"it expands to {expanded >> 20} MB, as only a trap does")


def _find_lines(container: Document | Any) -> Iterator[str]:  # noqa: ANN401  (the library types cells apart)
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            yield from _find_in_table(block)
        else:
            yield from (" ".join(line.split()) for line in block.text.splitlines())


def _find_in_table(table: Table) -> Iterator[str]:
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:  # a merged cell is given once for each that it covers
                seen.add(cell._tc)
                yield from _find_lines(cell)


FORMATS = (
    InputFormat(
        name="docx",
        suffixes=(".docx",),
        shown=".docx",
        title="a Word document",
        read=convert,
        recognises=is_docx,
        is_text=False,
        libraries=("python-docx",),
        limit=128 * 1024 * 1024,
    ),
)

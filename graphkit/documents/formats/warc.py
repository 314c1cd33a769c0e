"""Cut web archives (WARC, ISO 28500) into the pages that were fetched."""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from graphkit.documents import streams
from graphkit.documents.content import Unreadable, extra, quarantine
from graphkit.documents.formats import html
from graphkit.documents.items import Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Kind, Problem

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

__all__ = ["FORMATS", "find_pages"]

_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def find_pages(file: IO[bytes], name: str, where: str, problems: list[Problem]) -> Iterator[Item]:
    """Cut a web archive into its pages: responses that were found, of HTML or text. All other records are counted.

    Args:
        file: The open file, expanded, which can be read once.
        name: Its path below the input.
        where: The file, for messages.
        problems: Takes what was left out.

    Raises:
        Unreadable: The extra is not installed, or a record is damaged; those before it are given first.
    """
    with extra("WARC"):
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    others: Counter[str] = Counter()
    if (head := streams.peek(file)) and not head.startswith(b"WARC/"):
        raise Unreadable("no WARC: it does not begin with 'WARC/'")
    records = ArchiveIterator(file)
    number = 0
    while True:
        try:
            with contextlib.redirect_stderr(io.StringIO()):  # it writes there where a record's length is wrong
                record = next(records, None)
        except ArchiveLoadFailed as error:
            raise Unreadable(f"what follows record {number}: no WARC: {str(error).strip()}") from None
        if record is None:
            break
        number += 1
        if reason := _refuse(record):
            others[reason] += 1
            continue
        here = f"{where}, record {number}"
        most = html.LARGEST
        data = record.content_stream().read(most + 1)
        if len(data) > most:
            problems.append(quarantine(here, f"more than {most >> 20} MB"))
        else:
            form = "text" if _media_type(record) == "text/plain" else "web"
            yield Item(identifier=f"{name}:{number}", where=here, form=form, data=data, facts=_read_facts(record))
    if records.err_count:
        problems.append(
            Problem(where=where, what=f"{records.err_count} of its records are of another length than they say")
        )
    if others:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in sorted(others.items()))
        what = f"{others.total():,} of its {number:,} records are no pages: not read ({reasons})"
        problems.append(Problem(where=where, what=what, kind=Kind.SKIPPED))


def _refuse(record: ArcWarcRecord) -> str | None:
    """Return in a word or two why a record is not a page."""
    if record.rec_type != "response":
        return str(record.rec_type)
    if record.http_headers is None:
        return "no HTTP"
    status = record.http_headers.get_statuscode()
    if status != "200":
        return "not found, moved or failed"
    return None if _media_type(record) in _PAGES else "another media type"


def _media_type(record: ArcWarcRecord) -> str:
    return str(record.http_headers.get_header("Content-Type", "")).partition(";")[0].strip().lower()


def _read_facts(record: ArcWarcRecord) -> tuple[tuple[str, str], ...]:
    header = str(record.http_headers.get_header("Content-Type", ""))
    charset = header.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    facts = {
        "charset": charset,
        "date": str(record.rec_headers.get_header("WARC-Date") or ""),
        "url": str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"),
    }
    return tuple((key, value) for key, value in sorted(facts.items()) if value)


FORMATS = (InputFormat(name="warc", suffixes=(".warc",), shown=".warc", cut=find_pages, is_text=False),)

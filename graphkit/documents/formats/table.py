"""Cut tables (CSV, TSV) into records."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterator
from typing import IO

from graphkit.documents.content import Unreadable
from graphkit.documents.decoding import detect
from graphkit.documents.items import Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Problem

__all__ = ["FORMATS", "find_rows"]

_COLUMNS = ("id", "text", "title", "date", "modified", "publisher", "url")
_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 20
_LONGEST_FIELD = 64 * 1024 * 1024
"""Characters in a field. A quotation mark that is never closed makes one field of the whole rest of a file."""


def find_rows(file: IO[bytes], name: str, where: str, problems: list[Problem]) -> Iterator[Item]:
    """Cut a table with a header into records.

    Args:
        file: The open file, which can be read once.
        name: Its path below the input.
        where: The file, for messages.
        problems: Takes what was guessed.

    Raises:
        Unreadable: It has no header with a column 'text', or a row is damaged; the rows before are given first.
    """
    sample = file.read(_SAMPLE)
    encoding, errors = detect(sample, where=where, problems=problems)
    lines = io.TextIOWrapper(io.BufferedReader(_Joined(sample, file)), encoding, errors, newline="")
    header, first = _read_header(lines)
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(itertools.chain([first], lines), delimiter=header)
    try:
        names = [column.strip().casefold() for column in next(rows)]
        for row in rows:
            if not any(row):
                continue
            record = {key: value for key, value in zip(names, row, strict=False) if key in _COLUMNS and value.strip()}
            here = f"{where}, line {rows.line_num}"
            if len(row) > len(names):
                problems.append(Problem(where=here, what=f"has {len(row)} fields, the header {len(names)}"))
            record.setdefault("text", "")
            identifier = record.get("id", "").strip() or f"{name}:{rows.line_num}"
            data = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
            yield Item(identifier=identifier, where=here, form="record", data=data)
    except csv.Error as error:
        raise Unreadable(f"what follows line {rows.line_num}: {error}; is a quotation mark not closed?") from None


def _read_header(lines: io.TextIOWrapper) -> tuple[str, str]:
    """Find the delimiter: the one that makes 'text' a column."""
    first = lines.readline(_SAMPLE)
    for delimiter in _DELIMITERS:
        [names] = [*csv.reader([first], delimiter=delimiter)] or [[]]
        if "text" in (name.strip().casefold() for name in names):
            return delimiter, first
    raise Unreadable("a table without a header that names a column 'text' (id, title, date, publisher and url may too)")


class _Joined(io.RawIOBase):
    """What was read of a stream already, and the rest of it."""

    def __init__(self, read: bytes, rest: IO[bytes]) -> None:
        self._read = io.BytesIO(read)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._read.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


FORMATS = (InputFormat(name="table", suffixes=(".csv", ".tsv"), shown=".csv", cut=find_rows),)

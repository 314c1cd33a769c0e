"""Read and write tables that people edit in a spreadsheet, and lose nothing that they put into them.

A byte-order mark, CRLF, semicolons, columns in another order and additional columns are accepted, and preserved when a
row is added.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graphkit.errors import InputError
from graphkit.files import lock, replacement

__all__ = [
    "Row",
    "Sheet",
    "bad_line",
    "change",
    "defuse",
    "dump",
    "is_date",
    "load",
    "plain",
    "rename",
    "restore",
    "write",
]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a sheet.

    Args:
        line: The number of its first line; 0 where it is new.
        cells: Its cells by the names of their columns, as the head writes them.
        rest: What stands behind the last column.
    """

    line: int = 0
    cells: Mapping[str, str]
    rest: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, str]:
        """Its cells by the plain names of their columns, without white space around them."""
        return {plain(name): value.strip() for name, value in self.cells.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of a file, unchanged.

    Args:
        columns: The names in its head, as they are written.
        rows: Its rows.
        delimiter: The delimiter of the cells.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    delimiter: str = ","


def load(path: Path, needed: Sequence[str], columns: Sequence[str]) -> Sheet:
    """Read a sheet.

    Args:
        path: The file.
        needed: The columns that it must have.
        columns: Those of a file that is empty.

    Raises:
        InputError: It cannot be read; the message names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except UnicodeDecodeError as error:
        hint = "save it from the spreadsheet as 'CSV UTF-8'"
        raise InputError(f"{path}: is no UTF-8 text (byte {error.start}); {hint}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
    if not text.strip():
        return Sheet(columns=tuple(columns))
    head = text.lstrip().splitlines()[0]
    return _split(path, text, max(",;\t", key=head.count), needed)


@contextmanager
def change(path: Path, needed: Sequence[str], columns: Sequence[str]) -> Iterator[list[Row]]:
    """Yield the rows of a sheet, to be changed in place, and write it when the block succeeds.

    Nobody else changes it meanwhile: whoever comes later waits, and so finds what was written here.

    Args:
        path: The file, which is created if it does not exist.
        needed: The columns that it must have.
        columns: The columns that may be added where rows have them.

    Raises:
        InputError: It cannot be read.
        OutputError: It cannot be written.
    """
    with lock.hold_file(path):
        sheet = load(path, needed, columns) if path.exists() else Sheet(columns=tuple(columns))
        rows = list(sheet.rows)
        yield rows
        if tuple(rows) != sheet.rows:
            _save(path, replace(sheet, rows=tuple(rows)), columns)


def write(path: Path, rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> None:
    """Write a sheet for people to fill in.

    Args:
        path: The file.
        rows: Its rows by the names of their columns.
        columns: The columns, in order.

    Raises:
        OutputError: It cannot be written.
    """
    replacement.write_file(path, dump(rows, columns))


def dump(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> bytes:
    """Return the bytes of a sheet; see `write`."""
    safe = tuple(Row(cells={name: defuse(value) for name, value in row.items()}) for row in rows)
    return _dump(Sheet(columns=tuple(columns), rows=safe), columns)


def rename(row: Row, cells: Mapping[str, str]) -> Row:
    """Return a row with other cells, which are named as its head writes them."""
    written = {plain(name): name for name in row.cells}
    return replace(row, cells={**row.cells, **{written.get(name, name): value for name, value in cells.items()}})


def plain(name: str) -> str:
    """Return the name of a column as it is compared."""
    return name.strip().casefold()


def defuse(text: str) -> str:
    """Escape a cell that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def restore(text: str) -> str:
    """Return a cell as it was before it was escaped."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def is_date(text: str) -> bool:
    """Check whether a text is a day as ISO writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def bad_line(path: Path, line: int, what: str) -> InputError:
    """Make the error of a line that cannot be read."""
    return InputError(f"{path}, line {line}: {what}; nothing was changed")


def _split(path: Path, text: str, delimiter: str, needed: Sequence[str]) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: tuple[str, ...] = ()
    rows = []
    line = 1
    try:
        for cells in reader:
            if not columns and any(cell.strip() for cell in cells):
                columns = _check_head(path, line, cells, needed)
            elif any(cell.strip() for cell in cells):
                padded = [*cells, *([""] * len(columns))]
                rest = tuple(cells[len(columns) :]) if any(cell.strip() for cell in cells[len(columns) :]) else ()
                rows.append(Row(line=line, cells=dict(zip(columns, padded, strict=False)), rest=rest))
            line = reader.line_num + 1
    except csv.Error as error:
        raise bad_line(path, line, f"it cannot be read: {error}") from error
    return Sheet(columns=columns, rows=tuple(rows), delimiter=delimiter)


def _check_head(path: Path, line: int, cells: Sequence[str], needed: Sequence[str]) -> tuple[str, ...]:
    names = [plain(cell) for cell in cells]
    missing = [name for name in needed if name not in names]
    if missing:
        raise bad_line(path, line, f"the head has no column {' and no column '.join(map(repr, missing))}")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise bad_line(path, line, f"the head has the column {twice[0]!r} twice")
    return tuple(cells)


def _save(path: Path, sheet: Sheet, known: Sequence[str]) -> None:
    replacement.write_file(path, _dump(sheet, known))


def _dump(sheet: Sheet, known: Sequence[str]) -> bytes:
    there = {plain(name) for name in sheet.columns}
    wanted = {name for row in sheet.rows for name, value in row.cells.items() if value and plain(name) not in there}
    columns = (*sheet.columns, *(name for name in known if name in wanted))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sheet.delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    for row in sheet.rows:
        cells = {plain(name): value for name, value in row.cells.items()}
        writer.writerow([*(cells.get(plain(name), "") for name in columns), *row.rest])
    # a spreadsheet recognises UTF-8 by the byte-order mark
    return text.getvalue().encode("utf-8-sig")

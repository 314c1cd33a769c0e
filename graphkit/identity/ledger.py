"""Store people's decisions in a CSV file that a spreadsheet can edit: read, add and revoke, never delete.

A byte-order mark, CRLF, semicolons, columns in another order and additional columns are accepted, and preserved when a
row is added. A line that cannot be read is an error that names it, and nothing is written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graphkit.errors import InputError
from graphkit.files import replacement
from graphkit.model.decisions import Answer, Decision, Reference, name_decision

__all__ = ["ANSWER_COLUMNS", "COLUMNS", "add", "read", "revoke", "write_sheet"]

ANSWER_COLUMNS = ("first", "first_label", "second", "second_label", "answer", "who", "when", "why")
"""The columns of an answer, in a ledger and in a sheet to be filled in."""

COLUMNS = ("id", *ANSWER_COLUMNS, "revoked", "revoked_by", "revoked_why")
_NEEDED = ("first", "second", "answer")
_ANSWERS = {answer.value: answer for answer in Answer} | {answer.value[0]: answer for answer in Answer}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The rows of a file, unchanged.

    Args:
        columns: The names in its header, as they are written.
        rows: Its rows by those names, with the number of their first line.
        delimiter: The delimiter of the cells.
    """

    columns: tuple[str, ...] = COLUMNS
    rows: tuple[tuple[int, Mapping[str, str]], ...] = ()
    delimiter: str = ","


def read(path: Path, *, who: str = "", when: str = "") -> tuple[Decision, ...]:
    """Read the decisions in a file; rows without an answer are skipped.

    Args:
        path: The file.
        who: Who answered, for rows without it.
        when: The day, for rows without it.

    Raises:
        InputError: The file or a line of it cannot be read; the message names the line.
    """
    table = _load(path)
    decisions: dict[str, Decision] = {}
    for line, row in table.rows:
        decision = _parse(path, line, row, who=who, when=when)
        if decision is None:
            continue
        other = decisions.setdefault(decision.id, decision)
        if (other.pair, other.answer, other.revoked) != (decision.pair, decision.answer, decision.revoked):
            raise _bad(path, line, f"its id {decision.id!r} is that of line {other.line}, which says another thing")
    return tuple(decisions.values())


def add(path: Path, decisions: Iterable[Decision]) -> None:
    """Append decisions to a file, which is created if it does not exist.

    Args:
        path: The file.
        decisions: The new decisions.

    Raises:
        InputError: The file cannot be read.
        OutputError: It cannot be written.
    """
    table = _Table()
    if path.exists():
        read(path)  # a file with a bad line is not written to
        table = _load(path)
    rows = tuple((0, _format(decision)) for decision in decisions)
    if rows:
        _save(path, _Table(columns=table.columns, rows=(*table.rows, *rows), delimiter=table.delimiter))


def revoke(path: Path, name: str, *, who: str, when: str, why: str, command: str = "identities") -> Decision:
    """Revoke a decision; its row is kept, with the day, the name and the reason.

    Args:
        path: The file.
        name: The decision's id.
        who: Who revokes it.
        when: The day.
        why: The reason.
        command: The command that lists the decisions, for messages.

    Returns:
        The decision before that.

    Raises:
        InputError: The file cannot be read, or has no decision of that id that is not revoked.
        OutputError: It cannot be written.
    """
    decision = next((d for d in read(path) if d.id == name), None) if path.exists() else None
    if decision is None:
        raise InputError(f"{path}: there is no decision {name!r}; 'graphkit {command} OUT --decisions' lists them")
    if decision.revoked:
        raise InputError(f"{path}: the decision {name!r} was already revoked on {decision.revoked}")
    table = _load(path)
    mark = {"revoked": when, "revoked_by": who, "revoked_why": why}
    rows = []
    for line, row in table.rows:
        parsed = _parse(path, line, row, who="", when="")
        rows.append((line, {**row, **_rename(table.columns, mark)} if parsed and parsed.id == name else row))
    _save(path, _Table(columns=table.columns, rows=tuple(rows), delimiter=table.delimiter))
    return decision


def write_sheet(path: Path, rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> None:
    """Write a sheet for people to fill in.

    Args:
        path: The file.
        rows: Its rows by the names of their columns.
        columns: The columns, in order.

    Raises:
        OutputError: It cannot be written.
    """
    safe = tuple((0, {name: _defuse(value) for name, value in row.items()}) for row in rows)
    _save(path, _Table(columns=tuple(columns), rows=safe))


# -- rows and decisions


def _parse(path: Path, line: int, row: Mapping[str, str], *, who: str, when: str) -> Decision | None:
    """Parse a row; None where it has no answer."""
    cells = {_plain(name): value.strip() for name, value in row.items()}
    given = cells.get("answer", "")
    if not given:
        return None
    answer = _ANSWERS.get(given.casefold())
    if answer is None:
        raise _bad(path, line, f"the answer is {given!r}; say same, different or unsure")
    try:
        first, second = Reference.parse(cells["first"]), Reference.parse(cells["second"])
    except ValueError as error:
        raise _bad(path, line, str(error)) from None
    if first == second:
        raise _bad(path, line, "both mentions are the same characters")
    who, when = cells.get("who") or who, cells.get("when") or when
    if not who:
        raise _bad(path, line, "nobody is named in the column 'who'")
    for name, day in (("when", when), ("revoked", cells.get("revoked", ""))):
        if (day or name == "when") and not _is_date(day):
            raise _bad(path, line, f"the date in the column {name!r} is {day!r}; write it as 2024-05-31")
    why = cells.get("why", "")
    return Decision(
        id=cells.get("id") or name_decision(first, second, answer, who=who, when=when, why=why),
        first=first,
        second=second,
        answer=answer,
        who=who,
        when=when,
        why=why,
        first_label=cells.get("first_label", ""),
        second_label=cells.get("second_label", ""),
        revoked=cells.get("revoked", ""),
        revoked_by=cells.get("revoked_by", ""),
        revoked_why=cells.get("revoked_why", ""),
        line=line,
    )


def _format(decision: Decision) -> dict[str, str]:
    return {
        "id": decision.id,
        "first": str(decision.first),
        "first_label": _defuse(decision.first_label),
        "second": str(decision.second),
        "second_label": _defuse(decision.second_label),
        "answer": decision.answer.value,
        "who": decision.who,
        "when": decision.when,
        "why": decision.why,
        "revoked": decision.revoked,
        "revoked_by": decision.revoked_by,
        "revoked_why": decision.revoked_why,
    }


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _defuse(text: str) -> str:
    """Escape a cell that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


# -- files


def _load(path: Path) -> _Table:
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
        return _Table()
    head = text.lstrip().splitlines()[0]
    delimiter = max(",;\t", key=head.count)
    return _split(path, text, delimiter)


def _split(path: Path, text: str, delimiter: str) -> _Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: tuple[str, ...] = ()
    rows = []
    line = 1
    try:
        for cells in reader:
            if not columns and any(cell.strip() for cell in cells):
                columns = _check_head(path, line, cells)
            elif any(cell.strip() for cell in cells):
                if any(cell.strip() for cell in cells[len(columns) :]):
                    raise _bad(path, line, f"it has {len(cells)} cells, the head has {len(columns)}")
                padded = [*cells, *([""] * len(columns))]
                rows.append((line, dict(zip(columns, padded, strict=False))))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _bad(path, line, f"it cannot be read: {error}") from error
    return _Table(columns=columns, rows=tuple(rows), delimiter=delimiter)


def _check_head(path: Path, line: int, cells: Sequence[str]) -> tuple[str, ...]:
    names = [_plain(cell) for cell in cells]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise _bad(path, line, f"the head has no column {' and no column '.join(map(repr, missing))}")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise _bad(path, line, f"the head has the column {twice[0]!r} twice")
    return tuple(cells)


def _save(path: Path, table: _Table) -> None:
    known = {_plain(name) for name in table.columns}
    needed = {name for _, row in table.rows for name, value in row.items() if value and _plain(name) not in known}
    columns = (*table.columns, *(name for name in COLUMNS if name in needed))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    for _, row in table.rows:
        cells = {_plain(name): value for name, value in row.items()}
        writer.writerow([cells.get(_plain(name), "") for name in columns])
    # a spreadsheet recognises UTF-8 by the byte-order mark
    replacement.write_file(path, text.getvalue().encode("utf-8-sig"))


def _rename(columns: Sequence[str], cells: Mapping[str, str]) -> dict[str, str]:
    """Return cells with the names of the columns as the header writes them."""
    written = {_plain(name): name for name in columns}
    return {written.get(name, name): value for name, value in cells.items()}


def _plain(name: str) -> str:
    return name.strip().casefold()


def _bad(path: Path, line: int, what: str) -> InputError:
    return InputError(f"{path}, line {line}: {what}; nothing was changed")

"""Store people's decisions in a CSV file that a spreadsheet can edit: read, add and revoke, never delete.

A byte-order mark, CRLF, semicolons, columns in another order and additional columns are accepted, and preserved when a
row is added. A line that cannot be read is an error that names it, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from graphkit.errors import InputError
from graphkit.files import sheets
from graphkit.files.sheets import Row, bad_line
from graphkit.model.decisions import Answer, Decision, Reference, free_name, name_decision, select_standing

__all__ = ["ANSWER_COLUMNS", "COLUMNS", "add", "answer", "read", "revoke"]

ANSWER_COLUMNS = ("first", "first_label", "second", "second_label", "answer", "who", "when", "why")
"""The columns of an answer, in a ledger and in a sheet to be filled in."""

COLUMNS = ("id", *ANSWER_COLUMNS, "revoked", "revoked_by", "revoked_why")
_NEEDED = ("first", "second", "answer")
_ANSWERS = {answer.value: answer for answer in Answer} | {answer.value[0]: answer for answer in Answer}


def read(path: Path, *, who: str = "", when: str = "") -> tuple[Decision, ...]:
    """Read the decisions in a file; rows without an answer are skipped.

    Args:
        path: The file.
        who: Who answered, for rows without it.
        when: The day, for rows without it.

    Raises:
        InputError: The file or a line of it cannot be read; the message names the line.
    """
    decisions: dict[str, Decision] = {}
    for row in sheets.load(path, _NEEDED, COLUMNS).rows:
        decision = _parse(path, row, who=who, when=when)
        if decision is None:
            continue
        other = decisions.setdefault(decision.id, decision)
        if (other.pair, other.answer, other.revoked) != (decision.pair, decision.answer, decision.revoked):
            raise bad_line(
                path, row.line, f"its id {decision.id!r} is that of line {other.line}, which says another thing"
            )
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
    new = [Row(cells=_format(decision)) for decision in decisions]
    if new:
        with sheets.change(path, _NEEDED, COLUMNS) as rows:
            if path.exists():
                read(path)  # a file with a bad line is not written to
            rows += new


def answer(path: Path, decision: Decision) -> tuple[Decision, bool]:
    """Append one decision, unless it stands already; one that was taken back can be given again.

    Args:
        path: The file, which is created if it does not exist.
        decision: The decision.

    Returns:
        The decision as it stands in the file, and whether it is new there.

    Raises:
        InputError: The file cannot be read.
        OutputError: It cannot be written.
    """
    with sheets.change(path, _NEEDED, COLUMNS) as rows:
        known = read(path) if path.exists() else ()
        for other in select_standing(known):
            if other.pair == decision.pair and other.answer is decision.answer:
                return other, False
        new = replace(decision, id=free_name(decision.id, {other.id for other in known}))
        rows.append(Row(cells=_format(new)))
    return new, True


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
    missing = InputError(f"{path}: there is no decision {name!r}; 'graphkit {command} OUT --decisions' lists them")
    if not path.exists():
        raise missing
    with sheets.change(path, _NEEDED, COLUMNS) as rows:
        decision = next((d for d in read(path) if d.id == name), None)
        if decision is None:
            raise missing
        if decision.revoked:
            raise InputError(f"{path}: the decision {name!r} was already revoked on {decision.revoked}")
        mark = {"revoked": when, "revoked_by": sheets.defuse(who), "revoked_why": sheets.defuse(why)}
        for number, row in enumerate(rows):
            parsed = _parse(path, row, who="", when="")
            if parsed and parsed.id == name:
                rows[number] = sheets.rename(row, mark)
    return decision


# -- rows and decisions


def _parse(path: Path, row: Row, *, who: str, when: str) -> Decision | None:
    """Parse a row; None where it has no answer."""
    cells, line = {name: sheets.restore(value) for name, value in row.values.items()}, row.line
    if row.rest:
        number = len(row.cells)
        raise bad_line(path, line, f"it has {number + len(row.rest)} cells, the head has {number}")
    given = cells.get("answer", "")
    if not given:
        return None
    answer = _ANSWERS.get(given.casefold())
    if answer is None:
        raise bad_line(path, line, f"the answer is {given!r}; say same, different or unsure")
    try:
        first, second = Reference.parse(cells["first"]), Reference.parse(cells["second"])
    except ValueError as error:
        raise bad_line(path, line, str(error)) from None
    if first == second:
        raise bad_line(path, line, "both mentions are the same characters")
    who, when = cells.get("who") or who, cells.get("when") or when
    if not who:
        raise bad_line(path, line, "nobody is named in the column 'who'")
    for name, day in (("when", when), ("revoked", cells.get("revoked", ""))):
        if (day or name == "when") and not sheets.is_date(day):
            raise bad_line(path, line, f"the date in the column {name!r} is {day!r}; write it as 2024-05-31")
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
        "first_label": sheets.defuse(decision.first_label),
        "second": str(decision.second),
        "second_label": sheets.defuse(decision.second_label),
        "answer": decision.answer.value,
        "who": sheets.defuse(decision.who),
        "when": decision.when,
        "why": sheets.defuse(decision.why),
        "revoked": decision.revoked,
        "revoked_by": sheets.defuse(decision.revoked_by),
        "revoked_why": sheets.defuse(decision.revoked_why),
    }

"""Read articles that are records: JSON objects with `text`, and `id`, `title`, `date`, `publisher`, `url` if known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import IO

from graphkit.documents.decoding import decode
from graphkit.documents.items import LARGEST, Item
from graphkit.errors import Kind, Problem

__all__ = ["REPLACED", "describe", "find_lines", "parse", "take_text"]

REPLACED = {code: "\N{REPLACEMENT CHARACTER}" for code in range(0xD800, 0xE000)}
"""What half a character (a lone surrogate) becomes, for `str.translate`."""

_FIELDS = ("title", "date", "publisher", "url")


def find_lines(file: IO[bytes], name: str, where: str, problems: list[Problem]) -> Iterator[Item]:
    """Cut a file of JSON Lines into its records; a line is parsed here only for its `id`.

    Args:
        file: The open file, which can be read once.
        name: Its path below the input.
        where: The file, for messages.
        problems: Takes what was left out or guessed.
    """
    for number, line in enumerate(_cut(file, where, problems), start=1):
        if not line.strip():
            continue
        here = f"{where}, line {number}"
        if len(line) > LARGEST:
            what = f"was left out: more than {LARGEST >> 20} MB; split it"
            problems.append(Problem(where=here, what=what, kind=Kind.QUARANTINED))
            continue
        data = line.rstrip(b"\r\n")
        yield Item(identifier=_find_id(data) or f"{name}:{number}", where=here, form="record", data=data)


def _cut(file: IO[bytes], where: str, problems: list[Problem]) -> Iterable[bytes]:
    first = file.readline(LARGEST + 1)
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = decode(first + file.read(LARGEST), where=where, problems=problems)
        yield from text.encode("utf-8", "surrogatepass").split(b"\n")
        return
    line = first
    while line:
        yield line
        while len(line) > LARGEST and not line.endswith(b"\n"):  # the rest of a line that is too long is not kept
            line = file.readline(LARGEST + 1)
        line = file.readline(LARGEST + 1)


def _find_id(data: bytes) -> str | None:
    """Find what a record calls itself; what is wrong with it is told when it is read."""
    try:
        record = json.loads(decode(data, where="", problems=[]))
    except (RecursionError, ValueError):
        return None
    return _read_id(record.get("id"), "", []) if isinstance(record, dict) else None


def parse(item: Item, problems: list[Problem]) -> dict[str, object] | None:
    """Parse a record, or give None, and say why, where it is no article."""
    here = item.where
    try:
        record = json.loads(decode(item.data, where=here, problems=problems))
    except json.JSONDecodeError as error:
        problems.append(_quarantine(here, f"no JSON at column {error.colno}: {error.msg}"))
        return None
    except (RecursionError, ValueError) as error:
        problems.append(_quarantine(here, f"no JSON that can be read: {error}"))
        return None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        problems.append(_quarantine(here, 'it is no JSON object with a string "text"'))
        return None
    return record


def take_text(record: dict[str, object], here: str, problems: list[Problem]) -> str:
    """Take the text of a record, and say what is wrong with its id."""
    text = _clean(record.get("text"), "text", here, problems) or ""
    _read_id(record.get("id"), here, problems)
    return text


def describe(record: dict[str, object], here: str, problems: list[Problem]) -> dict[str, str]:
    """Take what is known of the article beside its text; what cannot be used is told."""
    values = {}
    for key in _FIELDS:
        value = _clean(record.get(key), key, here, problems)
        if not value:
            continue
        if key == "date" and not is_date(value):
            problems.append(Problem(where=here, what=f"its date {value!r} was left out: not of the form 2022-09-01"))
        elif key == "url" and not is_address(value):
            problems.append(Problem(where=here, what=f"its url {value!r} was left out: no valid http or https address"))
        else:
            values[key] = value
    return values


def _read_id(value: object, here: str, problems: list[Problem]) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _clean(value, "id", here, problems)


def _clean(value: object, key: str, here: str, problems: list[Problem]) -> str | None:
    """Give a string whose every character can be written, or None where there is none."""
    if value is None:
        return None
    if not isinstance(value, str):
        problems.append(Problem(where=here, what=f"its {key} was left out: it is no string"))
        return None
    text = value.translate(REPLACED) if not value.isascii() else value
    if text != value:
        what = f"its {key} holds lone surrogates; each was read as '\N{REPLACEMENT CHARACTER}'"
        problems.append(Problem(where=here, what=what))
    return text


def is_date(value: str) -> bool:
    """Tell whether a string is a date, or a date with a time, in ISO 8601."""
    try:
        date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_address(value: str) -> bool:
    """Tell whether a string is an address on the web that can stand in a graph."""
    from pyoxigraph import NamedNode

    if not value.startswith(("http://", "https://")):
        return False
    try:
        NamedNode(value)
    except ValueError:
        return False
    return True


def _quarantine(here: str, reason: str) -> Problem:
    return Problem(where=here, what=f"was left out: {reason}", kind=Kind.QUARANTINED)

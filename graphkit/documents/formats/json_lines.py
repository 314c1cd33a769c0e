"""Read articles that are records: JSON with `text`; `id`, `title`, `date`, `modified`, `publisher`, `url` if known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO

from graphkit.documents.content import Content, quarantine
from graphkit.documents.decoding import decode
from graphkit.documents.items import LARGEST, REPLACED, Item
from graphkit.documents.registry import InputFormat
from graphkit.documents.values import is_address, is_date
from graphkit.errors import Problem

__all__ = ["FORMATS", "convert", "find_lines"]

_FIELDS = ("title", "date", "modified", "publisher", "url")
_DATES = ("date", "modified")


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
            problems.append(quarantine(here, f"more than {LARGEST >> 20} MB; split it"))
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
    """Find what a record calls itself; what is wrong with it is reported when it is read."""
    try:
        record = json.loads(decode(data, where="", problems=[]))
    except (RecursionError, ValueError):
        return None
    return _read_id(record.get("id"), "", []) if isinstance(record, dict) else None


def convert(item: Item, problems: list[Problem]) -> Iterator[Content]:
    """Read a record: its text as it stands, and what it says of the article beside; nothing where it is no article."""
    record = _parse(item, problems)
    if record is None:
        return
    text = _clean(record.get("text"), "text", item.where, problems) or ""
    _read_id(record.get("id"), item.where, problems)
    facts = _read_facts(record, item.where, problems)
    yield Content(
        text=text,
        title=facts.get("title"),
        issued=facts.get("date"),
        modified=facts.get("modified"),
        publisher=facts.get("publisher"),
        source=facts.get("url"),
    )


def _parse(item: Item, problems: list[Problem]) -> dict[str, object] | None:
    """Parse a record; None where it is no article, which is reported."""
    here = item.where
    try:
        record = json.loads(decode(item.data, where=here, problems=problems))
    except json.JSONDecodeError as error:
        problems.append(quarantine(here, f"no JSON at column {error.colno}: {error.msg}"))
        return None
    except (RecursionError, ValueError) as error:
        problems.append(quarantine(here, f"no JSON that can be read: {error}"))
        return None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        problems.append(quarantine(here, 'it is no JSON object with a string "text"'))
        return None
    return record


def _read_facts(record: dict[str, object], here: str, problems: list[Problem]) -> dict[str, str]:
    """Read what is known of the article beside its text; what cannot be used is reported."""
    values = {}
    for key in _FIELDS:
        value = _clean(record.get(key), key, here, problems)
        if not value:
            continue
        if key in _DATES and not is_date(value):
            problems.append(Problem(where=here, what=f"its {key} {value!r} was left out: not of the form 2022-09-01"))
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
    """Return a string whose every character can be written, or None where there is none."""
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


FORMATS = (
    InputFormat(name="lines", suffixes=(".jsonl", ".ndjson"), shown=".jsonl", cut=find_lines),
    InputFormat(name="record", read=convert, is_verbatim=True),
)

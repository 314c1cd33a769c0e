"""Read documents from files, folders and standard input."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import IO

from graphkit.documents import boilerplate, checks, headline
from graphkit.documents.decoding import decode, refuse_binary
from graphkit.errors import InputError, Problem
from graphkit.model import Document
from graphkit.resources import MARKER

__all__ = ["STANDARD_INPUT", "check", "make", "read"]

STANDARD_INPUT = "-"
"""The input that stands for standard input, read as one text."""

_SUFFIXES = (".txt", ".jsonl")
_LARGEST = 256 * 1024 * 1024
"""Bytes in one text. A book has one million; what is larger than this is no article, and would fill the memory."""

_FIELDS = ("title", "date", "publisher", "url")
_SURROGATES = {code: "\N{REPLACEMENT CHARACTER}" for code in range(0xD800, 0xE000)}


def make(text: str, *, identifier: str = "text") -> Document:
    """Make a document of a text, its headline found and its boilerplate marked.

    Args:
        text: The article.
        identifier: What to call it.

    Raises:
        InputError: The text is empty, or holds half a character (a lone surrogate).
    """
    marked = boilerplate.mark(text)
    return check(Document(text=text, identifier=identifier, title=headline.find(text, marked), boilerplate=marked))


def check(document: Document) -> Document:
    """Give a document back if it can be read.

    Raises:
        InputError: Its text is empty, or holds half a character (a lone surrogate).
    """
    if not document.text.strip():
        raise InputError(f"{document.identifier}: the text is empty; give one with words in it")
    if any("\ud800" <= character < "\ue000" for character in document.text):
        raise InputError(f"{document.identifier}: the text holds lone surrogates; decode it with errors='replace'")
    return document


def read(inputs: Iterable[str | os.PathLike[str]], *, problems: list[Problem]) -> Iterator[Document]:
    """Read documents, in the order of the inputs; a folder's are sorted by their paths.

    Args:
        inputs: Files of text, files of JSON Lines (`.jsonl`: `text`, and `id`, `title`, `date`, `publisher`, `url`
            where known), folders of both, or '-' for standard input.
        problems: Takes what was left out or guessed, while the documents are drawn.

    Returns:
        The documents, each read when it is drawn.

    Raises:
        InputError: An input does not exist, cannot be opened, or is a folder with nothing to read; told before the
            first document is read.
    """
    found = [pair for given in inputs for pair in _find(given, problems)]
    if not found:
        raise InputError("no input given; name a text file, a .jsonl file or a folder of them")
    return _read_all(found, problems)


def _find(given: str | os.PathLike[str], problems: list[Problem]) -> list[tuple[str, Path | None]]:
    """List the files of one input, each with its path below it."""
    if os.fspath(given) == STANDARD_INPUT:
        return [("stdin", None)]
    path = Path(given)
    try:
        if path.is_dir():
            return _find_below(path, problems)
        path.stat()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file or folder") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {_reason(error)}") from None
    return [(path.name.translate(_SURROGATES), path)]


def _find_below(folder: Path, problems: list[Problem]) -> list[tuple[str, Path | None]]:
    def complain(error: OSError) -> None:
        problems.append(Problem(where=str(error.filename), what=f"was left out: {_reason(error)}"))

    found: list[tuple[str, Path | None]] = []
    others = 0
    for parent, folders, names in os.walk(folder, onerror=complain):
        # An output of graphkit below the input holds the articles of the last time.
        folders[:] = [name for name in folders if not name.startswith(".") and not Path(parent, name, MARKER).exists()]
        for name in names:
            path = Path(parent, name)
            if path.suffix.lower() in _SUFFIXES and not name.startswith("."):
                found.append((path.relative_to(folder).as_posix().translate(_SURROGATES), path))
            else:
                others += 1
    if not found:
        raise InputError(f"{folder}: no article in this folder; it needs files that end in .txt or .jsonl")
    if others:
        problems.append(Problem(where=str(folder), what=f"{others} files in it are neither .txt nor .jsonl: not read"))
    return sorted(found)


def _read_all(found: list[tuple[str, Path | None]], problems: list[Problem]) -> Iterator[Document]:
    for name, path in found:
        where = name if path is None else str(path)
        try:
            if path is not None and path.suffix.lower() == ".jsonl":
                with path.open("rb") as file:
                    yield from _read_records(file, name, where, problems)
                continue
            if path is not None and path.stat().st_size > _LARGEST:
                problems.append(Problem(where=where, what=f"was left out: more than {_LARGEST >> 20} MB; split it"))
                continue
            data = sys.stdin.buffer.read() if path is None else path.read_bytes()
        except OSError as error:
            problems.append(Problem(where=where, what=f"was left out: {_reason(error)}"))
            continue
        if refusal := refuse_binary(data):
            problems.append(Problem(where=where, what=f"was left out: it {refusal}"))
        elif document := _accept(decode(data, where=where, problems=problems), name, where, problems):
            yield document


def _accept(text: str, identifier: str, where: str, problems: list[Problem]) -> Document | None:
    """Make a document of a text, unless it is empty or in another language."""
    if not text.strip():
        problems.append(Problem(where=where, what="was left out: the text is empty"))
        return None
    if not checks.is_english(text):
        problems.append(Problem(where=where, what="was left out: it does not read as English running text"))
        return None
    if tags := checks.find_markup(text):
        problems.append(
            Problem(where=where, what=f"holds {tags} HTML tags, read as text; take the text out for a better graph")
        )
    if nuls := text.count("\0"):
        problems.append(
            Problem(where=where, what=f"holds {nuls} NUL characters, kept as they are; the file may be damaged")
        )
    return make(text, identifier=identifier)


def _read_records(file: IO[bytes], name: str, where: str, problems: list[Problem]) -> Iterator[Document]:
    lines: Iterable[bytes] = file
    if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
        file.seek(0)
        text = decode(file.read(), where=where, problems=problems)
        lines = text.encode("utf-8", "surrogatepass").split(b"\n")
    else:
        file.seek(0)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        here = f"{where}, line {number}"
        record = _parse(line.rstrip(b"\r\n"), here, problems)
        if record is None:
            continue
        text = _clean(record.get("text"), "text", here, problems) or ""
        identifier = record.get("id")
        if isinstance(identifier, int) and not isinstance(identifier, bool):
            identifier = str(identifier)
        identifier = _clean(identifier, "id", here, problems) or f"{name}:{number}"
        if document := _accept(text, identifier, here, problems):
            known = _describe(record, here, problems)
            yield replace(
                document,
                title=known.get("title") or document.title,
                issued=known.get("date"),
                publisher=known.get("publisher"),
                source=known.get("url"),
            )


def _parse(line: bytes, here: str, problems: list[Problem]) -> dict[str, object] | None:
    try:
        record = json.loads(decode(line, where=here, problems=problems))
    except json.JSONDecodeError as error:
        problems.append(Problem(where=here, what=f"was left out: no JSON at column {error.colno}: {error.msg}"))
        return None
    except (RecursionError, ValueError) as error:
        problems.append(Problem(where=here, what=f"was left out: no JSON that can be read: {error}"))
        return None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        problems.append(Problem(where=here, what='was left out: it is no JSON object with a string "text"'))
        return None
    return record


def _describe(record: dict[str, object], here: str, problems: list[Problem]) -> dict[str, str]:
    """Take what is known of the article beside its text; what cannot be used is told."""
    values = {}
    for key in _FIELDS:
        value = _clean(record.get(key), key, here, problems)
        if not value:
            continue
        if key == "date" and not _is_date(value):
            problems.append(Problem(where=here, what=f"its date {value!r} was left out: not of the form 2022-09-01"))
        elif key == "url" and not _is_address(value):
            problems.append(Problem(where=here, what=f"its url {value!r} was left out: no valid http or https address"))
        else:
            values[key] = value
    return values


def _clean(value: object, key: str, here: str, problems: list[Problem]) -> str | None:
    """Give a string whose every character can be written, or None where there is none."""
    if value is None:
        return None
    if not isinstance(value, str):
        problems.append(Problem(where=here, what=f"its {key} was left out: it is no string"))
        return None
    text = value.translate(_SURROGATES) if not value.isascii() else value
    if text != value:
        what = f"its {key} holds lone surrogates; each was read as '\N{REPLACEMENT CHARACTER}'"
        problems.append(Problem(where=here, what=what))
    return text


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_address(value: str) -> bool:
    from pyoxigraph import NamedNode

    if not value.startswith(("http://", "https://")):
        return False
    try:
        NamedNode(value)
    except ValueError:
        return False
    return True


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()

"""Find articles in files, folders and standard input, as bytes that nothing has tried to understand yet."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphkit.documents import records
from graphkit.documents.items import LARGEST, Item
from graphkit.errors import InputError, Kind, Problem
from graphkit.resources import MARKER

__all__ = ["STANDARD_INPUT", "find"]

STANDARD_INPUT = "-"
"""The input that stands for standard input, read as one text."""

_SUFFIXES = (".txt", ".jsonl")


def find(inputs: Iterable[str | os.PathLike[str]], *, problems: list[Problem]) -> Iterator[Item]:
    """Find the articles of some inputs, in their order; a folder's are sorted by their paths.

    Args:
        inputs: As for `read`.
        problems: Takes what was left out, while the items are drawn.

    Returns:
        The items, one in memory at a time.

    Raises:
        InputError: An input does not exist, cannot be opened, or is a folder with nothing to read; told before the
            first item is drawn.
    """
    found = [pair for given in inputs for pair in _list(given, problems)]
    if not found:
        raise InputError("no input given; name a text file, a .jsonl file or a folder of them")
    return _open_all(found, problems)


def _list(given: str | os.PathLike[str], problems: list[Problem]) -> list[tuple[str, Path | None]]:
    """List the files of one input, each with its path below it."""
    if os.fspath(given) == STANDARD_INPUT:
        return [("stdin", None)]
    path = Path(given)
    try:
        if path.is_dir():
            return _list_below(path, problems)
        path.stat()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file or folder") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {_reason(error)}") from None
    return [(path.name.translate(records.REPLACED), path)]


def _list_below(folder: Path, problems: list[Problem]) -> list[tuple[str, Path | None]]:
    def complain(error: OSError) -> None:
        problems.append(_quarantine(str(error.filename), _reason(error)))

    found: list[tuple[str, Path | None]] = []
    others = 0
    for parent, folders, names in os.walk(folder, onerror=complain):
        # An output of graphkit below the input holds the articles of the last time.
        folders[:] = [name for name in folders if not name.startswith(".") and not Path(parent, name, MARKER).exists()]
        for name in names:
            path = Path(parent, name)
            if path.suffix.lower() in _SUFFIXES and not name.startswith("."):
                found.append((path.relative_to(folder).as_posix().translate(records.REPLACED), path))
            else:
                others += 1
    if not found:
        raise InputError(f"{folder}: no article in this folder; it needs files that end in .txt or .jsonl")
    if others:
        what = f"{others} files in it are neither .txt nor .jsonl: not read"
        problems.append(Problem(where=str(folder), what=what, kind=Kind.SKIPPED))
    return sorted(found)


def _open_all(found: list[tuple[str, Path | None]], problems: list[Problem]) -> Iterator[Item]:
    for name, path in found:
        where = name if path is None else str(path)
        try:
            if path is not None and path.suffix.lower() == ".jsonl":
                with path.open("rb") as file:
                    yield from records.find_lines(file, name, where, problems)
                continue
            if path is not None and path.stat().st_size > LARGEST:
                problems.append(_quarantine(where, f"more than {LARGEST >> 20} MB; split it"))
                continue
            data = sys.stdin.buffer.read() if path is None else path.read_bytes()
        except OSError as error:
            problems.append(_quarantine(where, _reason(error)))
            continue
        yield Item(identifier=name, where=where, form="text", data=data)


def _quarantine(where: str, reason: str) -> Problem:
    return Problem(where=where, what=f"was left out: {reason}", kind=Kind.QUARANTINED)


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()

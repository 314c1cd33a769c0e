"""Find articles in files, folders and standard input, as bytes that nothing has tried to understand yet."""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from graphkit.documents import registry, streams
from graphkit.documents.content import Unreadable
from graphkit.documents.expansion import describe, expand, report
from graphkit.documents.items import Item
from graphkit.errors import InputError, Kind, Problem
from graphkit.files.layout import MANIFEST, MARKER
from graphkit.files.names import spell

__all__ = ["STANDARD_INPUT", "Found", "Listed", "find", "list_files"]

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

_MAILDIR = ("cur", "new", "tmp")
"""The folders by which a maildir is known."""
_MAIL = "message.eml"

STANDARD_INPUT = "-"
"""The input that stands for standard input, read as one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that was found.

    Args:
        name: Its path below the input.
        path: Where it is; None for standard input.
        explicit: Whether the user named it.
        label: The name that its format is found by, where its own does not tell it.
    """

    name: str
    path: Path | None
    explicit: bool
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An input that is some of the files that `list_files` found, and no others.

    Args:
        place: Where they are, for messages.
        files: The files.
    """

    place: Path
    files: tuple[Found, ...]

    def __fspath__(self) -> str:
        return str(self.place)


def find(inputs: Iterable[str | os.PathLike[str]], *, problems: list[Problem]) -> Iterator[Item]:
    """Find the articles of some inputs, in their order; a folder's are sorted by their paths.

    Args:
        inputs: As for `read`.
        problems: Takes what was left out, while the items are drawn; what could not be opened is marked so.

    Returns:
        The items, one in memory at a time.

    Raises:
        InputError: An input does not exist, cannot be opened, or is a folder with nothing to read; told before the
            first item is drawn.
    """
    found = [each for given in inputs for each in list_files(given, problems)]
    if not found:
        raise InputError("no input given; name a file, a folder, a pattern or '-'")
    return _open_all(found, problems)


def list_files(given: str | os.PathLike[str], problems: list[Problem]) -> list[Found]:
    """List the files of one input, each with its path below it; they are not opened.

    Args:
        given: A file, a folder, a maildir, a pattern, or files that were listed before.
        problems: Takes what is no article by its name, and folders that cannot be opened.

    Raises:
        InputError: It does not exist, cannot be opened, or is a folder with nothing to read.
    """
    if isinstance(given, Listed):
        return list(given.files)
    if os.fspath(given) == STANDARD_INPUT:
        return [Found(name="stdin", path=None, explicit=True)]
    if _ADDRESS.match(os.fspath(given)):
        raise InputError(
            f"{spell(given)}: no address is ever opened; save the page and name the file,"
            " or pipe it: curl -s ADDRESS | graphkit build -"
        )
    path = Path(given)
    try:
        if path.is_dir():
            if _is_output(path):
                raise InputError(
                    f"{spell(path)}: is what graphkit wrote, not articles; name those that it was built from,"
                    f" or see what it holds: graphkit show {spell(path)}"
                )
            return _list_mails(path) if _is_maildir(path) else _list_below(path, problems)
        path.stat()
    except FileNotFoundError:
        if any(character in str(path) for character in "*?["):
            return _list_matching(path, problems)
        raise InputError(f"{spell(path)}: there is no such file or folder") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{spell(path)}: cannot be read: {describe(error)}") from None
    return [Found(name=spell(path.name), path=path, explicit=True)]


def _list_matching(pattern: Path, problems: list[Problem]) -> list[Found]:
    """List the files that match a pattern; where only folders do, what is below them."""
    fixed = [*itertools.takewhile(lambda part: not set("*?[") & set(part), pattern.parts)]
    root = Path(*fixed)
    rest = Path(*pattern.parts[len(fixed) :])
    hidden = any(part.startswith(".") for part in rest.parts)
    try:
        # Links to folders are not followed: they may lead round in circles.
        matching = sorted(path for path in root.glob(str(rest)) if hidden or not _is_hidden(path.relative_to(root)))
    except (OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"{spell(pattern)}: cannot be read: {describe(error)}") from None
    kept = [path for path in matching if not _is_in_output(path, root)]
    files = [path for path in kept if not path.is_dir()]
    if not kept:
        raise InputError(f"{spell(pattern)}: there is no such file, and none that matches it")
    problems += _find_closed(root, rest, hidden=hidden)
    if not files:
        below = [(folder, _list_below(folder, problems)) for folder in kept]
        return [replace(each, name=f"{_name(folder, root)}/{each.name}") for folder, found in below for each in found]
    return [Found(name=_name(path, root), path=path, explicit=False) for path in files]


def _find_closed(root: Path, rest: Path, *, hidden: bool) -> list[Problem]:
    """Find the folders that a pattern leads through and that cannot be listed, of which `glob` says nothing."""
    closed: list[Problem] = []

    def complain(error: OSError) -> None:
        closed.append(report(spell(str(error.filename)), error))

    depth = None if "**" in rest.parts else len(root.parts) + len(rest.parts) - 1
    for parent, folders, _ in os.walk(root, onerror=complain):
        if depth is not None and len(Path(parent).parts) >= depth:
            folders.clear()
        folders[:] = [name for name in folders if hidden or not name.startswith(".")]
    return closed


def _list_below(folder: Path, problems: list[Problem]) -> list[Found]:
    def complain(error: OSError) -> None:
        problems.append(report(spell(str(error.filename)), error))

    found: list[Found] = []
    others = links = 0
    for parent, folders, names in os.walk(folder, onerror=complain):
        kept = [name for name in folders if not name.startswith(".") and not _is_output(Path(parent, name))]
        # Not `Path.is_symlink`, which raises where a path is longer than the system takes.
        links += sum(os.path.islink(os.path.join(parent, name)) for name in kept)  # noqa: PTH114, PTH118
        folders[:] = kept
        for name in names:
            path = Path(parent, name)
            if registry.classify(name)[1] is not None and not name.startswith("."):
                found.append(Found(name=_name(path, folder), path=path, explicit=False))
            else:
                others += not name.startswith(".")
    if not found:
        raise InputError(f"{spell(folder)}: no article in this folder; it needs {registry.describe_formats()}")
    if others:
        problems.append(_skip(folder, f"{others} files in it are no articles by their names: not read"))
    if links:
        problems.append(_skip(folder, f"{links} links in it lead to folders: not followed; name these as well"))
    return sorted(found, key=lambda each: each.name)


def _is_maildir(folder: Path) -> bool:
    return all((folder / name).is_dir() for name in _MAILDIR)


def _list_mails(folder: Path) -> list[Found]:
    """List the messages of a maildir, by the part of their names that stays when one is read, marked or moved."""
    found = [
        Found(name=spell(path.name.partition(":")[0]), path=path, explicit=False, label=_MAIL)
        for name in ("cur", "new")  # what stands in 'tmp' is still being delivered
        for path in (folder / name).iterdir()
        if not path.name.startswith(".")
    ]
    return sorted(found, key=lambda each: each.name)


def _name(path: Path, folder: Path) -> str:
    return spell(path.relative_to(folder).as_posix())


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _is_output(folder: Path) -> bool:
    """Check whether a folder is an output of graphkit, which holds the articles of an earlier build."""
    # Not `Path.exists`, which raises where the folder cannot be listed.
    return any(os.path.exists(folder / name) for name in (MARKER, MANIFEST))  # noqa: PTH110


def _is_in_output(path: Path, root: Path) -> bool:
    return any(_is_output(parent) for parent in path.parents if parent.is_relative_to(root) and parent != root)


def _open_all(found: Sequence[Found], problems: list[Problem]) -> Iterator[Item]:
    for each in found:
        if each.path is None:
            yield from expand(sys.stdin.buffer, each.name, each.name, problems)
            continue
        where = spell(each.path)
        try:
            with streams.open_file(each.path, explicit=each.explicit) as file:
                before = _stamp(file)
                yield from expand(file, each.name, where, problems, label=each.label)
                if _stamp(file) != before:
                    problems.append(
                        Problem(where=where, what="changed while it was read; read it again when it is done")
                    )
        except (OSError, Unreadable) as error:
            problems.append(report(where, error))


def _stamp(file: IO[bytes]) -> tuple[int, int]:
    status = os.fstat(file.fileno())
    return (status.st_size, status.st_mtime_ns)


def _skip(folder: Path, what: str) -> Problem:
    return Problem(where=spell(folder), what=what, kind=Kind.SKIPPED)

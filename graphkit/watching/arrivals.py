"""List what has arrived in the places that are watched, and leave alone what is still being written."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit import documents
from graphkit.documents import registry
from graphkit.documents.content import Unreadable
from graphkit.documents.formats import feed
from graphkit.errors import InputError, Kind, Problem
from graphkit.files.names import spell

__all__ = ["Arrivals", "list_arrivals"]

_FEED = "feed"
_LARGEST_FEED = 64 * 1024 * 1024

type _Stamp = tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What stands in the places that are watched.

    Args:
        inputs: What is to be built: the files of each place that are whole.
        digest: A digest of their names, sizes and times: another one where anything has arrived or was changed.
        problems: What could not be listed, and what is still being written.
        lost: Whether a place that was named cannot be listed at all.
    """

    inputs: tuple[documents.Listed, ...]
    digest: str
    problems: tuple[Problem, ...]
    lost: bool

    @property
    def number(self) -> int:
        """How many files there are."""
        return sum(len(listed.files) for listed in self.inputs)


def list_arrivals(
    sources: Sequence[Path], *, settle: float, fetched: Sequence[documents.Found] = (), problems: Sequence[Problem] = ()
) -> Arrivals:
    """List what stands in some places.

    A file that was changed a moment ago is looked at twice: it is whole when its size and time stay as they are.

    Args:
        sources: Files, folders, maildirs, patterns, saved feeds and mailboxes.
        settle: For how many seconds a file has to stay as it is.
        fetched: Files that were fetched, and are whole.
        problems: What was not fetched.
    """
    told = list(problems)
    found = {source: _list(source, told) for source in sources}
    stamps = {file.path: _stamp(file.path) for files in found.values() for file in files or ()}
    now = time.time_ns()
    if any(stamp and abs(now - stamp[1]) < settle * 1e9 for stamp in stamps.values()):
        time.sleep(settle)
        stamps = {path: stamp if stamp == _stamp(path) else None for path, stamp in stamps.items()}
    inputs, listed = [], []
    for source, files in found.items():
        whole = [file for file in files or () if stamps[file.path]]
        growing = [file for file in files or () if not stamps[file.path]]
        told += (_describe_growing(file) for file in growing)
        listed += [f"{source}\t{file.name}\t{stamps[file.path]}" for file in whole]
        if whole:
            inputs.append(documents.Listed(place=source, files=tuple(whole)))
    if fetched:
        inputs.append(documents.Listed(place=Path("network"), files=tuple(fetched)))
        listed += [f"{file.name}\t{_stamp(file.path)}" for file in fetched]
    return Arrivals(
        inputs=tuple(inputs),
        digest=hashlib.sha256("\n".join(listed).encode("utf-8", "surrogateescape")).hexdigest(),
        problems=tuple(told),
        lost=any(files is None for files in found.values()),
    )


def _list(source: Path, problems: list[Problem]) -> Sequence[documents.Found] | None:
    """List the files of a place; None where it cannot be listed."""
    try:
        found = documents.list_files(source, problems)
    except InputError as error:
        if source.is_dir() and os.access(source, os.R_OK):
            problems.append(Problem(where=spell(source), what="holds no article yet", kind=Kind.SKIPPED))
            return ()
        where, _, what = str(error).partition(": ")
        problems.append(Problem(where=where, what=what or str(error), kind=Kind.QUARANTINED, opened=False))
        return None
    there = {file.path for file in found}
    led = [file for each in found for file in _find_led_to(each, problems) if file.path not in there]
    return [*found, *{file.path: file for file in led}.values()]


def _find_led_to(found: documents.Found, problems: list[Problem]) -> Iterator[documents.Found]:
    """Find the files beside a saved feed, or below it, that its entries lead to."""
    path = found.path
    if path is None or registry.classify(found.label or path.name)[1] != _FEED:
        return
    try:
        if path.stat().st_size > _LARGEST_FEED:
            return
        entries = list(feed.read_entries(path.read_bytes(), spell(path), []))
    except (OSError, Unreadable):
        return  # the build says why
    folder = path.parent.resolve()
    leading: dict[str, bool] = {}
    for entry in entries:
        leading[entry.file] = bool(entry.text) or leading.get(entry.file, False)
    leading.pop("", None)
    for name, has_text in leading.items():
        try:
            target = (folder / name).resolve()
            inside = target.is_relative_to(folder) and target.is_file()
        except (OSError, ValueError):
            inside = False
        if not inside and has_text:
            continue  # the entry is an article itself
        if not inside:
            what = f"it leads to {spell(name)}, which is no file beside it or below: not read"
            problems.append(Problem(where=spell(path), what=what, kind=Kind.QUARANTINED))
        elif registry.classify(target.name)[1] not in (None, _FEED):
            yield documents.Found(name=spell(target.relative_to(folder).as_posix()), path=target, explicit=False)


def _stamp(path: Path | None) -> _Stamp:
    try:
        status = path.stat() if path else None
    except (OSError, ValueError):
        return None
    return (status.st_size, status.st_mtime_ns) if status else None


def _describe_growing(file: documents.Found) -> Problem:
    return Problem(where=spell(file.path or file.name), what="is still being written: left for the next look")

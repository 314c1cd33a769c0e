"""Remember what stands in an output, so that the next build writes only what has changed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit.corpus import notes
from graphkit.files import layout
from graphkit.files.layout import TRIG, TURTLE

__all__ = ["Previous", "note", "read"]

_GRAPHS = "graphs.tsv"
"""Which version of each document's graph stands in an output, and of what its picture was drawn."""
"""What stands in the graphs that belong to no document, and of which files that was noted."""
_OF = "of.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """What stands in an output.

    Args:
        versions: What the graph of each document depends on, by key, and the picture; empty where there is no output.
        common: Of each graph that belongs to no document, by name, the version of what is said of each subject; None
            where that is not known, or Turtle or TriG are not what the last build wrote.
    """

    versions: Mapping[str, str]
    common: Mapping[str, Mapping[str, str]] | None


def read(folder: Path) -> Previous:
    """Read what stands in an output.

    Args:
        folder: The output; there may be none.
    """
    try:
        versions = notes.read(folder / _GRAPHS)
    except FileNotFoundError:
        return Previous(versions={}, common=None)
    kept = folder / layout.COMMON
    try:
        known = json.loads((kept / _OF).read_text(encoding="utf-8")) == _recognise(folder)
        common = {path.stem: notes.read(path) for path in kept.glob("*.tsv")} if known else None
    except (OSError, ValueError):
        common = None
    return Previous(versions=versions, common=common)


def note(folder: Path, new: Path, versions: Mapping[str, str], common: Mapping[str, Mapping[str, str]]) -> None:
    """Note what stands in an output that is about to take the place of another.

    Args:
        folder: The output that is there, whose folder for work the new one takes over.
        new: The new output, with all its files.
        versions: What the graph of each document depends on, by key, and the picture.
        common: Of each graph that belongs to no document, by name, the version of what is said of each subject.
    """
    notes.write(new / _GRAPHS, versions)
    kept = folder / layout.COMMON
    shutil.rmtree(kept, ignore_errors=True)
    for name, subjects in common.items():
        notes.write(kept / f"{name}.tsv", subjects)
    (kept / _OF).write_text(json.dumps(_recognise(new)), encoding="utf-8")


def _recognise(folder: Path) -> list[object]:
    """Name the very files of an output: whoever changes or copies one of them gives it another time."""
    digest = hashlib.sha256((folder / _GRAPHS).read_bytes()).hexdigest()
    stats = [(folder / name).stat() for name in (TURTLE, TRIG)]
    return [digest, *([stat.st_size, stat.st_mtime_ns] for stat in stats)]

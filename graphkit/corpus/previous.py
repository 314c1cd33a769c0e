"""Remember what stands in an output, so that the next build writes only what has changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit.corpus import notes
from graphkit.files import checksums, layout, replacement
from graphkit.files.checksums import Inspection
from graphkit.files.layout import CHECKSUMS, STORE, TRIG, TURTLE

__all__ = ["GRAPHS", "Previous", "is_damaged", "is_noted", "note", "read"]

GRAPHS = "graphs.tsv"
"""Which version of each document's graph stands in an output, and of what its picture was drawn."""
_OF = "of.json"
"""Of which output it was noted what stands in the graphs that belong to no document, and of which of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """What stands in an output.

    Args:
        versions: What the graph of each document depends on, by key, and the picture; empty where there is no output.
        common: Of each graph that belongs to no document, by name, the version of what is said of each subject; None
            where that is not known, or the store, Turtle or TriG are not what the last build wrote.
        found: What was found of its files: nothing is carried over that is not as it was written.
    """

    versions: Mapping[str, str]
    common: Mapping[str, Mapping[str, str]] | None
    found: Inspection


def read(folder: Path, inspected: Inspection | None) -> Previous:
    """Read what stands in an output.

    Args:
        folder: The output; there may be none.
        inspected: What was found of its files.
    """
    found = inspected or Inspection(sound={}, damaged={})
    if not found.is_sound(GRAPHS):
        return Previous(versions={}, common=None, found=found)
    common = None
    if all(map(found.is_sound, (STORE, TURTLE, TRIG))) and is_noted(folder):
        common = {path.stem: notes.read(path) for path in (folder / layout.COMMON).glob("*.tsv")}
    return Previous(versions=notes.read(folder / GRAPHS), common=common, found=found)


def is_noted(folder: Path) -> bool:
    """Check whether it is known what stands in those graphs of an output that belong to no document."""
    kept = folder / layout.COMMON
    try:
        noted: object = json.loads((kept / _OF).read_text(encoding="utf-8"))
        return noted == _recognise(folder, kept)
    except (OSError, ValueError):
        return False


def is_damaged(folder: Path) -> bool:
    """Check whether what is noted of those graphs is not as it was written.

    Where a build failed after it had noted what it was about to put in place, that tells of no output, and is whole.
    """
    kept = folder / layout.COMMON
    try:
        noted = json.loads((kept / _OF).read_text(encoding="utf-8"))
        return bool({**noted, CHECKSUMS: None} != {**_recognise(folder, kept), CHECKSUMS: None})
    except FileNotFoundError:
        return False
    except (OSError, ValueError, TypeError):
        return True


def note(folder: Path, new: Path, common: Mapping[str, Mapping[str, str]]) -> None:
    """Note what stands in the graphs that belong to no document, of an output that is about to take another's place.

    Args:
        folder: The output that is there, whose folder for work the new one takes over.
        new: The new output, with all its files, checksums included.
        common: Of each of the graphs, by name, the version of what is said of each subject.
    """
    kept = folder / layout.COMMON
    shutil.rmtree(kept, ignore_errors=True)
    for name, subjects in common.items():
        notes.write(kept / f"{name}.tsv", subjects)
    replacement.write_file(kept / _OF, json.dumps(_recognise(new, kept)).encode())


def _recognise(folder: Path, kept: Path) -> dict[str, list[int]]:
    """Name an output, by its checksums, and the very files that tell what stands in its graphs."""
    files = {CHECKSUMS: folder / CHECKSUMS, **{path.name: path for path in kept.glob("*.tsv")}}
    found = {name: checksums.measure(path) for name, path in files.items()}
    return {name: [checksum.size, checksum.crc] for name, checksum in sorted(found.items())}

"""Remember what stands in an output, so that the next build writes only what has changed."""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit import output

__all__ = ["TRIG", "TURTLE", "Previous", "note", "read"]

TURTLE = "graph.ttl"
TRIG = "graph.trig"

_GRAPHS = "graphs.tsv"
"""Which version of each document's graph stands in an output, and of what its picture was drawn."""
_OTHERS = f"{output.WORK}/others"
"""What stands in the graphs that belong to no document, and of which files that was noted."""
_OF = "of.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """What stands in an output.

    Args:
        versions: What the graph of each document depends on, by key, and the picture; empty where there is no output.
        others: The graphs that belong to no document, as N-Triples, by name; None where that is not known, or Turtle or
            TriG are not what the last build wrote.
    """

    versions: Mapping[str, str]
    others: Mapping[str, bytes] | None


def read(folder: Path) -> Previous:
    """Read what stands in an output.

    Args:
        folder: The output; there may be none.
    """
    try:
        text = (folder / _GRAPHS).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Previous(versions={}, others=None)
    versions = dict(line.split("\t") for line in text.splitlines())
    kept = folder / _OTHERS
    try:
        if json.loads((kept / _OF).read_text(encoding="utf-8")) != _recognise(folder):
            return Previous(versions=versions, others=None)
        others = {path.stem: zlib.decompress(path.read_bytes()) for path in kept.glob("*.z")}
    except (OSError, ValueError, zlib.error):
        return Previous(versions=versions, others=None)
    return Previous(versions=versions, others=others)


def note(folder: Path, new: Path, versions: Mapping[str, str], others: Mapping[str, bytes]) -> None:
    """Note what stands in an output that is about to take the place of another.

    Args:
        folder: The output that is there, whose folder for work the new one takes over.
        new: The new output, with all its files.
        versions: What the graph of each document depends on, by key, and the picture.
        others: The graphs that belong to no document, as N-Triples, by name.
    """
    text = "".join(f"{name}\t{versions[name]}\n" for name in sorted(versions))
    (new / _GRAPHS).write_text(text, encoding="utf-8")
    kept = folder / _OTHERS
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    for name, lines in others.items():
        (kept / f"{name}.z").write_bytes(zlib.compress(lines, 1))
    (kept / _OF).write_text(json.dumps(_recognise(new)), encoding="utf-8")


def _recognise(folder: Path) -> list[object]:
    """Name the very files of an output: whoever changes or copies one of them gives it another time."""
    digest = hashlib.sha256((folder / _GRAPHS).read_bytes()).hexdigest()
    stats = [(folder / name).stat() for name in (TURTLE, TRIG)]
    return [digest, *([stat.st_size, stat.st_mtime_ns] for stat in stats)]

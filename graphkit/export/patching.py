"""Bring Turtle and TriG up to date: copy what stays, and write anew only the subjects that changed.

Both are sorted, so a subject is found by bisection in the file itself.
"""

from __future__ import annotations

import mmap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from graphkit.export.streaming import join_subjects, merge_subjects, sort_key
from graphkit.export.terms import Terms

__all__ = ["describe_lines", "patch_trig", "patch_turtle"]

# A block begins with the line end before its first line. No text in Turtle holds a line end: they are escaped.
_BETWEEN_SUBJECTS = b"\n\n"
_BETWEEN_GRAPHS = b"\n}\n\n"
_COPIED = 2**20
"""Bytes that are copied at a time."""
_STEP = 512
"""Bytes that are skipped at first where a subject is looked for: a few subjects."""

type Subjects = Mapping[bytes, bytes | None]
"""What is written of subjects, as `describe_lines` gives it; None where nothing is said of one any more."""


def describe_lines(lines: Sequence[bytes], terms: Terms, indent: bytes = b"") -> dict[bytes, bytes]:
    """Write subjects as Turtle.

    Args:
        lines: All that is said of them as N-Triples, in any order; some of it may come twice.
        terms: The prefixes to write it with.
        indent: What each line begins with.

    Returns:
        What is written of each subject, with the line end that comes before it.
    """
    joined = sorted(join_subjects(b"".join(sorted(set(lines)))))
    return {
        subject: b"\n" + terms.describe(subject, properties, indent) for subject, properties in merge_subjects(joined)
    }


def patch_turtle(old: Path, new: Path, subjects: Subjects, terms: Terms) -> None:
    """Write Turtle anew of which some subjects have changed.

    Args:
        old: The Turtle, as graphkit wrote it.
        new: Where it goes.
        subjects: What has changed.
        terms: The prefixes that it was written with.
    """
    with _Patch(old, new, terms) as patch:
        patch.write(subjects, _BETWEEN_SUBJECTS)


def patch_trig(old: Path, new: Path, graphs: Mapping[bytes, bytes | Subjects | None], terms: Terms) -> None:
    """Write TriG anew of which some graphs have changed.

    Args:
        old: The TriG, as graphkit wrote it.
        new: Where it goes.
        graphs: What has changed, by how N-Triples writes the graph's name: a graph's whole TriG, or only what changed
            in it, or None where it is gone.
        terms: The prefixes that it was written with.
    """
    with _Patch(old, new, terms) as patch:
        patch.write(graphs, _BETWEEN_GRAPHS)


class _Patch:
    """A file that is copied with changes; to be used with `with`."""

    def __init__(self, old: Path, new: Path, terms: Terms) -> None:
        self._terms = terms
        self._source = old.open("rb")
        self._target: IO[bytes] = new.open("wb")
        self._view = mmap.mmap(self._source.fileno(), 0, access=mmap.ACCESS_READ)

    def __enter__(self) -> _Patch:
        return self

    def __exit__(self, *_: object) -> None:
        self._view.close()
        self._source.close()
        self._target.close()

    def write(self, changes: Mapping[bytes, bytes | Subjects | None], between: bytes) -> None:
        """Write all of it."""
        start = len(self._terms.declare())
        self._copy(0, start)
        self._write(start, len(self._view), changes, between)

    def _write(self, start: int, end: int, changes: Mapping[bytes, bytes | Subjects | None], between: bytes) -> None:
        for key, name in sorted((sort_key(name), name) for name in changes):
            found, after = self._find(start, end, key, between)
            self._copy(start, found)
            change = changes[name]
            if isinstance(change, Mapping):
                inside, closing = self._view.find(b"{\n", found) + 1, after - len(b"}\n")
                self._copy(found, inside)
                self._write(inside, closing, change, _BETWEEN_SUBJECTS)
                self._copy(closing, after)
            elif change is not None:
                self._target.write(change)
            start = after
        self._copy(start, end)

    def _find(self, start: int, end: int, key: bytes, between: bytes) -> tuple[int, int]:
        """Find where the block of a key stands, or would stand, and where it ends."""
        # what changes mostly stands near to what changed before it, so the steps begin short and get longer
        low, high, step = start, end, _STEP
        while low < high:
            middle = min((low + high) // 2, low + step)
            step *= 4
            begin = self._view.rfind(between, low, middle + 1)
            begin = low if begin < 0 else begin + len(between) - 1
            if self._read_key(begin) < key:
                low = self._end(begin, high, between)
            else:
                high = begin
        there = low < end and self._read_key(low) == key
        return low, self._end(low, end, between) if there else low

    def _end(self, begin: int, end: int, between: bytes) -> int:
        found = self._view.find(between, begin + 1, end)
        return end if found < 0 else found + len(between) - 1

    def _read_key(self, begin: int) -> bytes:
        name = self._view[begin + 1 : self._view.find(b" ", begin)]
        return sort_key(self._terms.expand(name.lstrip(b"\t")))

    def _copy(self, start: int, end: int) -> None:
        self._source.seek(start)
        while start < end:
            piece = self._source.read(min(_COPIED, end - start))
            self._target.write(piece)
            start += len(piece)

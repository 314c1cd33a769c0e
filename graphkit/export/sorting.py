"""Sort more lines than the memory holds: parts are sorted, put aside in files that have no name, and merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Self

__all__ = ["LineSorter"]

_MEMORY = 12 * 2**20
# A line that is held costs this many bytes beyond its own.
_OVERHEAD = 60
_OPEN_FILES = 64


class LineSorter:
    """Takes lines and gives them back sorted as bytes, as `LC_ALL=C sort -u` does, in a memory that does not grow.

    To be used with `with`: its files are gone when the block ends.

    Args:
        folder: Where to put aside what memory does not hold; None for the system's folder for such files.
        memory: How many bytes of lines to hold.
    """

    def __init__(self, folder: Path | None = None, *, memory: int = _MEMORY) -> None:
        self._folder = folder
        self._memory = memory
        self._held: list[bytes] = []
        self._size = 0
        # Runs of one level are merged into one of the next, so that few files are open however much there is.
        self._levels: list[list[IO[bytes]]] = []
        self._files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def add(self, lines: list[bytes]) -> None:
        """Take lines, each with its line end, and no other in it."""
        self._held += lines
        self._size += sum(map(len, lines)) + _OVERHEAD * len(lines)
        if self._size > self._memory:
            self._spill(iter(self._sort()), 0)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines, sorted, each once; to be called once."""
        lines = self._sort()
        runs = [run for level in self._levels for run in level]
        return _drop_repeated(heapq.merge(lines, *runs)) if runs else iter(lines)

    def _sort(self) -> list[bytes]:
        lines = sorted(set(self._held))
        self._held, self._size = [], 0
        return lines

    def _spill(self, lines: Iterable[bytes], level: int) -> None:
        run = self._files.enter_context(tempfile.TemporaryFile(dir=self._folder))  # noqa: SIM115
        run.writelines(lines)
        run.seek(0)
        if level == len(self._levels):
            self._levels.append([])
        runs = self._levels[level]
        runs.append(run)
        if len(runs) == _OPEN_FILES:
            self._spill(_drop_repeated(heapq.merge(*runs)), level + 1)
            for merged in runs:
                merged.close()
            runs.clear()


def _drop_repeated(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = None
    for line in lines:
        if line != last:
            yield line
            last = line

"""Record what a build does to a folder, and make the folder as a power failure at any moment would leave it.

A disk keeps the names in order: after a failure those of some earlier moment are there, and not of one before the last
folder that was synced. It does not keep what is in the files: what was not synced is there whole, torn, zeroed or not
at all. SQLite syncs the manifest itself, so of that only the log may be torn, which it is made to bear.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graphkit.files import durable

__all__ = ["Disk"]

_CHANGES = ("rename", "replace", "link", "mkdir", "unlink", "rmdir")
_SQLITE = "manifest.sqlite"


@dataclass(frozen=True, slots=True)
class Moment:
    """What stands in the folder at one moment.

    Args:
        names: The inode of each file by its path, None for a folder; those above come first.
        contents: What each file holds, by its inode.
        synced: What of each is on the disk for sure.
        floor: The first moment whose names may be those on the disk.
    """

    names: dict[str, int | None]
    contents: dict[int, bytes]
    synced: dict[int, bytes]
    floor: int


class Disk:
    """A folder that is recorded while `recording`.

    Args:
        root: The folder; what stands in it at first is on the disk.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[tuple[int, int, int], bytes] = {}
        self._floor = 0
        self.moments: list[Moment] = []
        names, contents = self._look()
        self._synced = dict(contents)
        self.moments.append(Moment(names, contents, dict(contents), 0))

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record every change of a name and every sync; what compiled code does is seen with the next of them."""
        with pytest.MonkeyPatch.context() as patch:
            for name in _CHANGES:
                patch.setattr(os, name, self._record(getattr(os, name)))
            patch.setattr(durable, "_sync", self._sync)
            yield
        self._note()

    def fail(self, seed: int, target: Path) -> None:
        """Make the folder as it is left by a failure at some moment.

        Args:
            seed: What tells the moment, and what is lost.
            target: Where; nothing is there.
        """
        chance = random.Random(seed)
        number = chance.randrange(len(self.moments))
        now = self.moments[number]
        then = self.moments[chance.randint(now.floor, number)]
        left: dict[int, bytes] = {}
        target.mkdir()
        for name, inode in then.names.items():
            path = target / name
            if inode is None:
                path.mkdir()
                continue
            if inode not in left:
                last = now.contents.get(inode, then.contents[inode])
                left[inode] = _lose(last, now.synced.get(inode), path.name, chance)
            path.write_bytes(left[inode])

    def _record(self, change: Callable[..., Any]) -> Callable[..., Any]:
        def changed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            self._note()
            result = change(*arguments, **named)
            self._note()
            return result

        return changed

    def _sync(self, path: Path, _: int) -> None:
        self._note()
        if path.is_dir():
            self._floor = len(self.moments) - 1
        elif (inode := path.stat().st_ino) in self.moments[-1].contents:
            self._synced[inode] = self.moments[-1].contents[inode]
        self._note()

    def _note(self) -> None:
        names, contents = self._look()
        self.moments.append(Moment(names, contents, dict(self._synced), self._floor))

    def _look(self) -> tuple[dict[str, int | None], dict[int, bytes]]:
        names: dict[str, int | None] = {}
        contents = {}
        for place, folders, files in os.walk(self._root):
            for name in folders:
                names[Path(place, name).relative_to(self._root).as_posix()] = None
            for name in files:
                path = Path(place, name)
                status = path.stat()
                seen = (status.st_ino, status.st_size, status.st_mtime_ns)
                if seen not in self._known:
                    self._known[seen] = path.read_bytes()
                contents[status.st_ino] = self._known[seen]
                names[path.relative_to(self._root).as_posix()] = status.st_ino
        return names, contents


def _lose(data: bytes, synced: bytes | None, name: str, chance: random.Random) -> bytes:
    """Lose of a file what may be lost."""
    if name == f"{_SQLITE}-wal":
        return data[: chance.randint(0, len(data))]
    if name == _SQLITE or data == synced:
        return data
    at = chance.randint(0, len(data))
    return chance.choice([synced or b"", data, data[:at], data[:at] + bytes(len(data) - at)])

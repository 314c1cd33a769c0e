"""Keep pages that are made of a graph alone, until the graph changes: making one can take seconds."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from graphkit.files.layout import CHECKSUMS
from graphkit.server.replies import Reply

__all__ = ["Kept", "State", "read_state"]

_MOST = 64_000_000
"""So many bytes of pages are kept: some thirty of the largest."""

type State = tuple[int, int, int]


def read_state(folder: Path) -> State | None:
    """Read what tells one state of an output from another; None where it has none.

    Args:
        folder: The output folder of graphkit, of which a build replaces the checksums.
    """
    try:
        status = (folder / CHECKSUMS).stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


class Kept:
    """Keeps pages, those that were asked for last.

    Args:
        most: How many bytes of pages are kept.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._size = 0
        self._pages: OrderedDict[tuple[object, ...], Reply] = OrderedDict()

    def find(self, state: State | None, *key: object) -> Reply | None:
        """Find a page as it was made in a state of the output."""
        found = self._pages.get((state, *key))
        if found is not None:
            self._pages.move_to_end((state, *key))
        return found

    def keep(self, reply: Reply, state: State | None, *key: object) -> None:
        """Keep a page; a refusal is not kept, nor is what was made in no known state.

        Args:
            reply: The page.
            state: The state before it was made.
            key: What it is a page of.
        """
        if state is None or reply.status != 200 or len(reply.body) > self._most:
            return
        self._size -= len(self._pages.pop((state, *key)).body) if (state, *key) in self._pages else 0
        self._pages[state, *key] = reply
        self._size += len(reply.body)
        while self._size > self._most:
            _, oldest = self._pages.popitem(last=False)
            self._size -= len(oldest.body)

"""Fill a new store on this machine with TriG as it is written, on several cores."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from graphkit.store.local import check_clock, writing
from graphkit.store.updating import load_trig

__all__ = ["Loader"]

_PART = 4 * 2**20
"""Bytes of TriG that are loaded in one go. Of a million statements, Oxigraph takes 1 GB to load them at once and 0.2 GB
in such parts; much smaller ones leave it many small files to merge."""


class Loader:
    """Fills a new store with TriG in parts, several at a time; to be used with `with`.

    The engine loads on one core what it is given at once, and lets Python go on meanwhile: so it is given several parts
    at once. In what order they are loaded makes no difference to what the store holds.

    Args:
        path: The folder to make the store in, which must not exist. It is whole when `finish` has come back.
        opening: The prefixes of all parts, as TriG.
        threads: How many parts are loaded at a time.

    Raises:
        OutputError: The store cannot be written, here and in what follows.
        StoreError: The clock of this machine has come to stand before 1970.
    """

    def __init__(self, path: Path, opening: bytes, *, threads: int) -> None:
        from pyoxigraph import Store

        self._path = path
        self._opening = opening
        self._threads = threads
        self._held: list[bytes] = []
        self._size = 0
        self._pending: deque[Future[None]] = deque()
        with writing(path):
            self._store = Store(path)
        self._pool = ThreadPoolExecutor(threads)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        del self._store  # lets go of its files

    def add(self, trig: bytes) -> None:
        """Add one whole graph or several, as TriG without prefixes. Waits where there is enough to do."""
        self._held.append(trig)
        self._size += len(trig)
        if self._size >= _PART:
            self._hand_over()

    def finish(self) -> None:
        """Wait until all of it is loaded and on the disk."""
        self._hand_over()
        with writing(self._path):
            while self._pending:
                self._pending.popleft().result()
            self._store.flush()

    def _hand_over(self) -> None:
        check_clock()  # somebody may have set it meanwhile
        with writing(self._path):
            while len(self._pending) > self._threads:  # one more than are loaded stands ready
                self._pending.popleft().result()
        self._pending.append(self._pool.submit(load_trig, self._store, (self._opening, *self._held)))
        self._held, self._size = [], 0

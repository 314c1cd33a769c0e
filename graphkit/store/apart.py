"""Fill a new store in a process of its own, which takes with it what that takes: some 300 MB, whatever the number."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import suppress
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Self

from graphkit.errors import GraphkitError, StoreError
from graphkit.store.loading import Loader

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import TracebackType


__all__ = ["ApartLoader"]

_END = b""
_GONE = 70


class ApartLoader:
    """Fills a new store with TriG as `Loader` does, elsewhere; to be used with `with`.

    Args:
        path: The folder to make the store in, which must not exist. It is whole when `finish` has come back.
        opening: The prefixes of all parts, as TriG.
        threads: How many parts are loaded at a time.
    """

    def __init__(self, path: Path, opening: bytes, *, threads: int) -> None:
        self._path = path
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, path, opening, threads), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def add(self, trig: bytes) -> None:
        """Add one whole graph or several, as TriG without prefixes. Waits where there is enough to do.

        Raises:
            OutputError: The store cannot be written.
            StoreError: The clock of this machine has come to stand before 1970, or the process was ended.
        """
        if self._pipe.poll():  # before its time: it could not go on
            self._take()
        try:
            self._pipe.send_bytes(trig)
        except OSError:
            self._take()

    def finish(self) -> None:
        """Wait until all of it is loaded and on the disk.

        Raises:
            OutputError, StoreError: As for `add`.
        """
        with suppress(OSError):  # it has died: there is no answer then
            self._pipe.send_bytes(_END)
        self._take()
        self._process.join()  # lets go of the store

    def _take(self) -> None:
        """Wait for the answer, and raise what it tells of."""
        try:
            answer = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join(timeout=5)
            code = self._process.exitcode
            raise StoreError(f"{self._path}: the process that fills the store ended with {code}; build again") from None
        if answer is not None:
            raise answer


def _serve(pipe: Connection[GraphkitError | None, None], path: Path, opening: bytes, threads: int) -> None:
    """Fill a store with what is sent until the end is, and answer."""
    # Ctrl-C goes to every process of a terminal; what becomes of this one is for the first one to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        with Loader(path, opening, threads=threads) as loader:
            while trig := pipe.recv_bytes():
                loader.add(trig)
            loader.finish()
    except EOFError:
        return
    except GraphkitError as error:
        _answer(pipe, error)
    except Exception as error:
        _answer(pipe, StoreError(f"{path}: the store cannot be filled: {type(error).__name__}: {error}"))
    else:
        pipe.send(None)


def _answer(pipe: Connection[GraphkitError | None, None], error: GraphkitError) -> None:
    """Tell why it cannot go on, and take in what is being sent until that is read."""
    with suppress(EOFError, OSError):
        pipe.send(error)
        while pipe.recv_bytes():
            pass


def _end_with_parent() -> None:
    """End at once where the first process does: the next build is to find nobody who writes into its output."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(_GONE)

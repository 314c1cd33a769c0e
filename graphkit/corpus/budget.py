"""Limit the time that one article may take, in whatever process and thread it is read."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["TooLong", "allow", "limit"]

_LEAST, _PER_BYTE, _MOST = 120.0, 0.001, 600.0
"""Seconds: forty times what a byte of an article takes, on a machine that has much else to do; minutes in any case."""
_AGAIN = 1.0
"""Seconds until a library is told again that has caught whatever was raised in it."""


class TooLong(BaseException):
    """Reading took longer than it may; none of the errors that a reader catches, so that it ends."""


def allow(size: int) -> float:
    """Return how many seconds the reading of so many bytes may take.

    >>> allow(2_000), allow(16 * 1024 * 1024)
    (122.0, 600.0)
    """
    return min(_LEAST + _PER_BYTE * size, _MOST)


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Break the block off when its time is up, between two steps of Python; compiled code ends its step first.

    A signal would do so in the main thread alone, and a server reads in others.

    Raises:
        TooLong: The time is up.
    """
    reader = ctypes.c_ulong(threading.get_ident())
    done, turn = threading.Event(), threading.Lock()

    def watch() -> None:
        patience = seconds
        while not done.wait(patience):
            with turn:
                if not done.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(reader, ctypes.py_object(TooLong))
            patience = _AGAIN

    threading.Thread(target=watch, daemon=True).start()
    late = False
    try:
        yield
    finally:
        while not done.is_set():
            try:
                with turn:  # from then on nothing more is raised
                    done.set()
            except TooLong:
                late = True
        ctypes.pythonapi.PyThreadState_SetAsyncExc(reader, None)
    if late:
        raise TooLong

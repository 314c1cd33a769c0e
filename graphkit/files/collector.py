"""Pause Python's garbage collector while very many values are created, and give back what they took."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

__all__ = ["give_back", "paused"]


@contextmanager
def paused() -> Iterator[None]:
    """Pause the search for cycles during a block: its time grows with the number of values.

    Values without cycles, as all frozen values are, are still freed.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def give_back() -> None:
    """Give free memory back to the system, where that does not happen by itself: in glibc, which Linux mostly has.

    It keeps what was freed for whoever allocates next in the same thread; the threads of the store never do.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another library of C, which has no such function
            ctypes.CDLL(None).malloc_trim(0)

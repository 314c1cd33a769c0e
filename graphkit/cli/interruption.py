"""Break off on Ctrl-C or a request to stop, so that half-written folders are removed and the exit code says it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NoReturn

__all__ = ["Interruption", "check", "guard", "watch"]

_PATIENCE = 3.0
"""Seconds that compiled code may go on once the process is asked to stop: Python hears of it only between two steps."""


class Interruption(BaseException):
    """Somebody asked the process to stop.

    Attributes:
        number: The signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_received: list[int] = []
_heard = threading.Event()
_pipes: list[int] = []


@contextmanager
def watch() -> Iterator[None]:
    """Make SIGINT and SIGTERM raise an `Interruption` while the block runs."""
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    unraisable = sys.unraisablehook
    sys.unraisablehook = partial(_pass_over, unraisable)
    try:
        yield
    finally:
        sys.unraisablehook = unraisable
        for number, handler in before.items():
            signal.signal(number, handler)
        while _pipes:
            signal.set_wakeup_fd(-1)
            os.close(_pipes.pop())
        _received.clear()
        _heard.clear()


def guard() -> None:
    """See to it that the process ends even where compiled code does not let Python hear of a signal for seconds.

    It is then ended as it is, as by a kill, from which the next command recovers. To be called before a store is
    opened, where `watch` is on: on a damaged one the query engine may search without end.
    """
    if sys.platform == "win32" or _pipes or signal.getsignal(signal.SIGTERM) is not _stop:
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    _pipes.append(writing)
    threading.Thread(target=_wait_for_signals, args=(reading,), daemon=True).start()


def check() -> None:
    """Raise again what a library swallowed: an exception that arises in a callback of compiled code is lost.

    Raises:
        Interruption: A signal came while `watch` was on.
    """
    if _received:
        raise Interruption(_received[-1])


def _stop(number: int, _frame: object) -> NoReturn:
    _received.append(number)
    _heard.set()
    raise Interruption(number)


def _pass_over(tell: Callable[[sys.UnraisableHookArgs], object], unraisable: sys.UnraisableHookArgs) -> None:
    """Say nothing of an interruption that arose where none can be raised, as in a callback: `check` raises it again."""
    if not isinstance(unraisable.exc_value, Interruption):
        tell(unraisable)


def _wait_for_signals(pipe: int) -> None:
    """Read the signals, which the system itself writes to a pipe, and end the process where Python hears of none."""
    with open(pipe, "rb", buffering=0) as signals:
        while number := signals.read(1):
            if number[0] in (signal.SIGINT, signal.SIGTERM) and not _heard.wait(_PATIENCE):
                os.write(2, b"graphkit: broken off\n")
                os._exit(128 + number[0])

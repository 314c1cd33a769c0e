"""Break off on Ctrl-C or a request to stop, so that half-written folders are removed and the exit code says it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

__all__ = ["Interruption", "check", "watch"]


class Interruption(BaseException):
    """Somebody asked the process to stop.

    Attributes:
        number: The signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_received: list[int] = []


@contextmanager
def watch() -> Iterator[None]:
    """Make SIGINT and SIGTERM raise an `Interruption` while the block runs."""
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _received.clear()


def check() -> None:
    """Raise again what a library swallowed: an exception that arises in a callback of compiled code is lost.

    Raises:
        Interruption: A signal came while `watch` was on.
    """
    if _received:
        raise Interruption(_received[-1])


def _stop(number: int, _frame: object) -> NoReturn:
    _received.append(number)
    raise Interruption(number)

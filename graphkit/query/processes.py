"""Run work in processes of its own, and end them when they exceed the limits.

The query engine has no limits: a query that overflows its stack ends the process, and one that meets a damaged store
may never end. A process that is forked from one with all modules loaded costs a few milliseconds (Python's
'forkserver'; Windows starts each process anew).
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from threading import Event, Lock, active_count
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError
from graphkit.store import explain_damage

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, ForkServerContext, SpawnContext

__all__ = ["ExhaustedError", "FaultError", "LeftError", "Limits", "Processes", "StoppedError"]

_OVERHEAD = 1 << 28  # bytes that Python and the opened graph take by themselves
_STEP = 0.05  # seconds between two checks whether a process is still wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of queries, and of requests to a server.

    Args:
        seconds: The longest time of a query.
        memory: The most memory of a query in bytes, beyond that of the opened graph; not enforced on Windows.
        answer: The longest answer in bytes.
        request: The longest request in bytes.
        processes: The number of queries that may run at once.
        waiting: The number of queries that may wait for one of them to end.
        share: The time in seconds after which a query may be stopped early because others wait.
    """

    seconds: float = 10.0
    memory: int = 1 << 30
    answer: int = 32 << 20
    request: int = 1 << 20
    processes: int = field(default_factory=lambda: max(4, 2 * (os.cpu_count() or 1)))
    waiting: int = 256
    share: float = 1.0


class StoppedError(GraphkitError):
    """A process was ended because it exceeded a limit."""


class ExhaustedError(StoppedError):
    """A process took more memory, or a deeper stack, than it may have."""


class LeftError(StoppedError):
    """Nobody waits for what a process does any more."""


class FaultError(Exception):
    """Something went wrong in a process that nobody foresaw."""


class Processes:
    """Starts processes; callers decide how many run at once.

    Args:
        limits: The limits of each.
        preloaded: The modules that are loaded once for all of them, by name.
        may_fork: Whether they may be forked from this very process, while it has a single thread: where only one is
            wanted, a quarter of a second is saved.
    """

    def __init__(self, limits: Limits, preloaded: Sequence[str], *, may_fork: bool = False) -> None:
        self._limits = limits
        self._context: ForkContext | ForkServerContext | SpawnContext
        if sys.platform == "win32":
            self._context = get_context("spawn")
        elif may_fork and sys.platform == "linux" and active_count() == 1 and "pyoxigraph" not in sys.modules:
            self._context = get_context("fork")  # an engine that is loaded has threads that Python does not know of
        else:
            self._context = get_context("forkserver")
            self._context.set_forkserver_preload(list(preloaded))
        self._lock = Lock()
        self._running: dict[Event, float] = {}

    def run[R](self, work: Callable[..., R], *arguments: object, left: Event | None = None) -> R:
        """Run a function in a new process, and wait for it.

        Args:
            work: A function of a module.
            arguments: Its arguments.
            left: Set by another thread when nobody waits for the answer any more.

        Returns:
            What the function returns.

        Raises:
            StoppedError: It exceeded a limit, or was stopped in favour of others.
            GraphkitError: The function raised it.
            FaultError: The function raised something else.
        """
        stopped = Event()
        receiver, sender = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_work, args=(sender, self._limits, work, arguments), daemon=True)
        begin = time.monotonic()
        with self._lock:
            self._running[stopped] = begin
        try:
            process.start()
            sender.close()
            answer: R = self._wait(receiver, begin, stopped, left or Event())
            return answer
        finally:
            with self._lock:
                del self._running[stopped]
            if process.pid is not None:
                process.kill()
                process.join()
            process.close()
            receiver.close()

    def stop_longest(self) -> None:
        """Stop the query that has run longest, if it has had its share, because another one waits."""
        with self._lock:
            oldest = min(self._running, key=self._running.__getitem__, default=None)
            if oldest and time.monotonic() - self._running[oldest] > self._limits.share:
                oldest.set()

    def _wait(self, pipe: Connection, begin: float, stopped: Event, left: Event) -> Any:  # noqa: ANN401
        while not pipe.poll(_STEP):
            if time.monotonic() - begin > self._limits.seconds:
                raise StoppedError(f"the query took longer than {self._limits.seconds:g} s; ask for less at a time")
            if stopped.is_set():
                raise StoppedError("others wait, and this query has run longest; ask for less, or try again later")
            if left.is_set():
                raise LeftError("the client went away")
        try:
            answer = pipe.recv()
        except EOFError:
            raise _exhausted() from None
        if isinstance(answer, GraphkitError | FaultError):
            raise answer
        return answer


def _exhausted() -> StoppedError:
    return ExhaustedError("the query needs more memory or a deeper stack than it may have; ask for less at a time")


def _work(pipe: Connection, limits: Limits, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    """Do the work in the new process."""
    # an engine that runs out of memory writes at length to standard error
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _limit(limits)
    answer: object
    try:
        answer = work(*arguments)
    except GraphkitError as error:
        answer = error
    except (MemoryError, RecursionError):
        answer = _exhausted()
    except Exception as error:
        answer = explain_damage(error) or FaultError(f"{type(error).__name__}: {error}")
    with suppress(OSError):
        pipe.send(answer)
    pipe.close()


def _limit(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    # on Linux the data segment is limited, since threads reserve address space that they never use
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _lower(kind, limits.memory + _OVERHEAD)
    # whoever waits may be killed, and can then end nothing
    _lower(resource.RLIMIT_CPU, math.ceil(limits.seconds * (os.cpu_count() or 1)) + 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _lower(kind: int, limit: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))

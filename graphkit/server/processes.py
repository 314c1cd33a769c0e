"""Run work in processes of its own, and end them when they exceed the limits.

The query engine has no limits, and a query that overflows its stack ends the process. A process that is forked from
one with all modules loaded costs a few milliseconds (Python's 'forkserver'; Windows starts each process anew).
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from threading import Event, Lock
from typing import TYPE_CHECKING

from graphkit.errors import GraphkitError
from graphkit.server.replies import Reply, refuse

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext

__all__ = ["Limits", "Processes"]

_LOG = logging.getLogger("graphkit.server")
_PRELOADED = [
    "graphkit.__main__",
    *(f"graphkit.server.{name}" for name in ("articles", "ask", "brief", "endpoint", "names")),
]
_OVERHEAD = 1 << 28  # bytes that Python and the opened graph take by themselves
_STEP = 0.05  # seconds between two checks whether a process is still wanted
_EXHAUSTED = "the query needs more memory or a deeper stack than it may have; ask for less at a time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of requests.

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


class Processes:
    """Starts processes; callers decide how many run at once.

    Args:
        limits: The limits of each.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._context: SpawnContext | ForkServerContext
        if sys.platform == "win32":
            self._context = get_context("spawn")
        else:
            self._context = get_context("forkserver")
            self._context.set_forkserver_preload(_PRELOADED)
        self._lock = Lock()
        self._running: dict[Event, float] = {}

    def run(self, work: Callable[..., Reply], *arguments: object, left: Event | None = None) -> Reply:
        """Run a function in a new process, and wait for it.

        Args:
            work: A function of a module.
            arguments: Its arguments.
            left: Set by another thread when nobody waits for the answer any more.

        Returns:
            What the function returns, or a refusal.
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
            return self._wait(receiver, begin, stopped, left or Event())
        finally:
            with self._lock:
                del self._running[stopped]
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

    def _wait(self, pipe: Connection, begin: float, stopped: Event, left: Event) -> Reply:
        while not pipe.poll(_STEP):
            if time.monotonic() - begin > self._limits.seconds:
                return refuse(503, f"the query took longer than {self._limits.seconds:g} s; ask for less at a time")
            if stopped.is_set():
                return refuse(503, "others wait, and this query has run longest; ask for less, or try again later")
            if left.is_set():
                return refuse(499, "the client went away")
        try:
            reply: Reply = pipe.recv()
        except EOFError:
            return refuse(503, _EXHAUSTED)
        if reply.fault:
            _LOG.error(reply.fault)
        return reply


def _work(pipe: Connection, limits: Limits, work: Callable[..., Reply], arguments: tuple[object, ...]) -> None:
    """Do the work in the new process."""
    # an engine that runs out of memory writes at length to standard error
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _limit_memory(limits.memory)
    try:
        reply = work(*arguments)
        if len(reply.body) > limits.answer:
            reply = refuse(503, f"the answer is longer than {limits.answer:,} bytes; add a LIMIT to the query")
    except GraphkitError as error:
        reply = refuse(400, str(error))
    except (MemoryError, RecursionError):
        reply = refuse(503, _EXHAUSTED)
    except Exception as error:
        # details are for the log; the client must learn no paths
        why = "a fault in graphkit; who runs the server finds it in the log"
        reply = replace(refuse(500, why), fault=f"a fault in graphkit: {type(error).__name__}: {error}")
    with suppress(OSError):
        pipe.send(reply)
    pipe.close()


def _limit_memory(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    # on Linux the data segment is limited, since threads reserve address space that they never use
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    limit = memory + _OVERHEAD
    _, hard = resource.getrlimit(kind)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

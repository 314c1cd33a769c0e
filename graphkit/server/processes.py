"""Run a piece of work in a process of its own, and end it where it takes too much.

The engine has no limits of its own, and what overflows its stack ends the process. A process that is forked from one
that has all modules loaded costs a few milliseconds (Python's 'forkserver'; Windows starts each anew).
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from threading import Event, Lock
from typing import TYPE_CHECKING

from graphkit.errors import GraphkitError
from graphkit.server.limits import Limits
from graphkit.server.replies import Reply, refuse

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext

__all__ = ["Processes"]

_LOG = logging.getLogger("graphkit.server")
_PRELOADED = ["graphkit.__main__", "graphkit.server.articles", "graphkit.server.endpoint"]
_OVERHEAD = 1 << 28  # bytes: what Python and the opened graph take by themselves
_STEP = 0.05  # seconds between two looks at whether a process is still wanted
_POOR = "the query needs more memory or a deeper stack than it may have; ask for less at a time"


class Processes:
    """Starts processes, at most so many at a time as it is told by who calls it.

    Args:
        limits: How much each may take.
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
            arguments: What it takes.
            left: Set by another thread when nobody waits for the answer any more.

        Returns:
            What it returns, or why there is nothing.
        """
        pushed = Event()
        theirs, ours = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_work, args=(ours, self._limits, work, arguments), daemon=True)
        begin = time.monotonic()
        with self._lock:
            self._running[pushed] = begin
        try:
            process.start()
            ours.close()
            return self._wait(theirs, begin, pushed, left or Event())
        finally:
            with self._lock:
                del self._running[pushed]
            process.kill()
            process.join()
            process.close()
            theirs.close()

    def push(self) -> None:
        """End the query that has run longest, if it has had its share: another one waits."""
        with self._lock:
            oldest = min(self._running, key=self._running.__getitem__, default=None)
            if oldest and time.monotonic() - self._running[oldest] > self._limits.share:
                oldest.set()

    def _wait(self, pipe: Connection, begin: float, pushed: Event, left: Event) -> Reply:
        while not pipe.poll(_STEP):
            if time.monotonic() - begin > self._limits.seconds:
                return refuse(503, f"the query took longer than {self._limits.seconds:g} s; ask for less at a time")
            if pushed.is_set():
                return refuse(503, "others wait, and this query has run longest; ask for less, or try again later")
            if left.is_set():
                return refuse(499, "the client went away")
        try:
            reply: Reply = pipe.recv()
        except EOFError:
            return refuse(503, _POOR)
        if reply.fault:
            _LOG.error(reply.fault)
        return reply


def _work(pipe: Connection, limits: Limits, work: Callable[..., Reply], arguments: tuple[object, ...]) -> None:
    """Do the work; this runs in the new process."""
    # an engine that runs out of memory tells its whole story there
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
        reply = refuse(503, _POOR)
    except Exception as error:
        # what went wrong is for who runs the server; the client learns no paths
        why = "a fault in graphkit; who runs the server finds it in the log"
        reply = replace(refuse(500, why), fault=f"a fault in graphkit: {type(error).__name__}: {error}")
    with suppress(OSError):
        pipe.send(reply)
    pipe.close()


def _limit_memory(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    # Linux counts what may be written to; all of the address space would count what threads reserve and never use
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    limit = memory + _OVERHEAD
    _, hard = resource.getrlimit(kind)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

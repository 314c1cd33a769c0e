"""Run work in processes of its own, and end them when they exceed the limits.

The query engine has no limits: a query that overflows its stack ends the process, and one that meets a damaged store
may never end. Processes are forked from one with all modules loaded (Python's 'forkserver'; Windows starts each anew).
That and opening the store take some 30 ms, and most queries 1 ms: so a process that kept to its limits may do the next
work too, never two at once, and others are started ahead.
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
from threading import Lock, active_count
from typing import TYPE_CHECKING, Any

from graphkit.errors import DamageError, GraphkitError
from graphkit.store import explain_damage

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, ForkServerContext, SpawnContext

__all__ = ["Ending", "ExhaustedError", "FaultError", "LeftError", "Limits", "Processes", "StoppedError"]

_OVERHEAD = 1 << 28  # bytes that Python and the opened graph take by themselves
_STEP = 0.05  # seconds between two checks whether a process is still wanted
_START = 60  # seconds in which a new process must be ready
_GROWTH = 64 << 20  # bytes that a process may have come to hold more than at its start, and still do the next work
_IDLE = 300  # seconds after which a process without work ends, and lets go of the store that it holds


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


class Ending:
    """By which another thread ends work that is being done."""

    def __init__(self) -> None:
        self.why: StoppedError | None = None

    def ask(self, why: StoppedError) -> None:
        """Have the work ended, for what is then raised; the first reason stands."""
        self.why = self.why or why


class Processes:
    """Runs work in processes; callers decide how much at once.

    Args:
        limits: The limits of each piece of work.
        preloaded: The modules that are loaded once for all of them, by name.
        may_fork: Whether they may be forked from this very process, while it has a single thread: where only one is
            wanted, a quarter of a second is saved.
        kept: How many that did their work within the limits are kept for the next; 0 has a new one for each.
        prepare: What each process does first: a function of a module, or a partial of one. That it fails is no fault.
    """

    def __init__(
        self,
        limits: Limits,
        preloaded: Sequence[str],
        *,
        may_fork: bool = False,
        kept: int = 0,
        prepare: Callable[[], object] | None = None,
    ) -> None:
        self._limits = limits
        self._context: ForkContext | ForkServerContext | SpawnContext
        if sys.platform == "win32":
            self._context = get_context("spawn")
        elif may_fork and sys.platform == "linux" and active_count() == 1 and "pyoxigraph" not in sys.modules:
            self._context = get_context("fork")  # an engine that is loaded has threads that Python does not know of
        else:
            self._context = get_context("forkserver")
            self._context.set_forkserver_preload(list(preloaded))
        # there an output cannot be replaced while anybody holds its store
        self._kept = 0 if sys.platform == "win32" else kept
        self._prepare = prepare
        self._idle: list[_Worker] = []
        self._closed = False
        self._lock = Lock()

    def start_ahead(self) -> None:
        """Start a process for the next work, unless one waits already or none is kept."""
        if self._kept and not self._idle:
            self._keep(self._start())

    def run[R](self, work: Callable[..., R], *arguments: object, ending: Ending | None = None) -> R:
        """Run a function in another process, and wait for it.

        Args:
            work: A function of a module.
            arguments: Its arguments.
            ending: By which another thread may end the work.

        Returns:
            What the function returns.

        Raises:
            StoppedError: It exceeded a limit, or was ended.
            GraphkitError: The function raised it.
            FaultError: The function raised something else.
        """
        worker = self._begin(work, arguments)
        begin = time.monotonic()
        serves = False
        try:
            answer, serves = self._wait(worker.pipe, begin, ending or Ending())
        finally:
            if serves:
                self._keep(worker)
            else:
                worker.end()
                with suppress(OSError):
                    self.start_ahead()
        if isinstance(answer, GraphkitError | FaultError):
            raise answer
        result: R = answer
        return result

    def close(self) -> None:
        """End the processes that wait for work; those that do some end after it."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

    def _start(self) -> _Worker:
        return _Worker(self._context, self._limits, self._prepare)

    def _begin(self, work: Callable[..., object], arguments: tuple[object, ...]) -> _Worker:
        """Have a process begin the work: one that waits, or a new one."""
        while True:
            with self._lock:
                worker = self._idle.pop() if self._idle else None
            is_new = worker is None
            worker = worker or self._start()
            try:
                worker.pipe.send((work, arguments))
                if worker.pipe.poll(_START):
                    worker.pipe.recv()
                    return worker
            except (EOFError, OSError):
                pass  # one that waited may have ended meanwhile
            except BaseException:
                worker.end()
                raise
            worker.end()
            if is_new:
                raise _exhausted()

    def _keep(self, worker: _Worker) -> None:
        with self._lock:
            if not self._closed and len(self._idle) < self._kept:
                self._idle.append(worker)
                return
        worker.end()

    def _wait(self, pipe: Connection[Any, Any], begin: float, ending: Ending) -> tuple[Any, bool]:
        while not pipe.poll(_STEP):
            if time.monotonic() - begin > self._limits.seconds:
                raise StoppedError(f"the query took longer than {self._limits.seconds:g} s; ask for less at a time")
            if ending.why is not None:
                raise ending.why
        try:
            answer, serves = pipe.recv()
        except (EOFError, ConnectionResetError):
            raise _exhausted() from None
        return answer, serves


class _Worker:
    """A process that does one piece of work after another, and the pipe to it."""

    def __init__(
        self,
        context: ForkContext | ForkServerContext | SpawnContext,
        limits: Limits,
        prepare: Callable[[], object] | None,
    ) -> None:
        self.pipe, theirs = context.Pipe()
        try:
            self._process = context.Process(target=_serve, args=(theirs, self.pipe, limits, prepare), daemon=True)
            self._process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            theirs.close()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()


def _exhausted() -> StoppedError:
    return ExhaustedError("the query needs more memory or a deeper stack than it may have; ask for less at a time")


def _serve(
    pipe: Connection[Any, Any], other: Connection[Any, Any], limits: Limits, prepare: Callable[[], object] | None
) -> None:
    """Do one piece of work after another in the new process, until it has done too much or nobody has any."""
    other.close()  # as long as it is open here, it is not noticed that the other process is gone
    # an engine that runs out of memory writes at length to standard error
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _limit_memory(limits)
    if prepare is not None:
        with suppress(Exception):
            prepare()
    begin = _peak()
    serves = True
    while serves and pipe.poll(_IDLE):
        try:
            work, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        _limit_time(limits)
        with suppress(OSError):
            pipe.send(None)  # whatever ends this process from now on, the work did
        answer = _do(work, arguments)
        serves = not isinstance(answer, StoppedError | FaultError | DamageError) and _peak() - begin < _GROWTH
        with suppress(OSError):
            pipe.send((answer, serves))


def _do(work: Callable[..., object], arguments: tuple[object, ...]) -> object:
    try:
        return work(*arguments)
    except GraphkitError as error:
        return error
    except (MemoryError, RecursionError):
        return _exhausted()
    except Exception as error:
        return explain_damage(error) or FaultError(f"{type(error).__name__}: {error}")


def _peak() -> int:
    """Return the most memory that this process has held, in bytes."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _limit_memory(limits: Limits) -> None:
    if sys.platform == "win32":
        return
    import resource

    # on Linux the data segment is limited, since threads reserve address space that they never use
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _lower(kind, limits.memory + _OVERHEAD)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(limits: Limits) -> None:
    """Limit the time of computing from now on; whoever waits may be killed, and can then end nothing."""
    if sys.platform == "win32":
        return
    import resource

    more = math.ceil(time.process_time()) + math.ceil(limits.seconds * (os.cpu_count() or 1)) + 1
    _lower(resource.RLIMIT_CPU, more)


def _lower(kind: int, limit: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))

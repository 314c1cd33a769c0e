"""Run tasks in processes on this machine, and survive the death of any of them.

spaCy's own `n_process`, and the pools of the standard library, wait for ever or break when a worker is killed. Here a
worker that dies or takes too long costs the one task that it was at, which is told.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol

from graphkit.errors import GraphkitError, StoreError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from graphkit.reader import Settings

__all__ = ["Executor", "Failure", "Inline", "Local", "Task"]

_AHEAD = 1
"""Tasks that wait for each worker while it does another."""
_PATIENCE = 300.0
_PATIENCE_PER_BYTE = 0.005
_MOST_PATIENCE = 900.0
"""Seconds: two hundred times what a byte of an article takes, but minutes in any case. What is not done by then never
will be; a step of compiled code is ended by nothing else."""
_START = 600.0
"""Seconds that a worker may take to begin, on a machine that has much else to do."""
_STILLBORN = 5
"""So many workers one after the other may die before they have begun."""
_MEMORY = 6 * 2**30
"""Bytes that a worker may fill: ten times what it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What comes of a task whose process is no more, or of one with a fault of ours.

    Args:
        reason: What befell it.
    """

    reason: str


class Task[R](Protocol):
    """A piece of work, which can be sent to another process."""

    @property
    def size(self) -> int:
        """About how many bytes there are to read."""
        ...

    def run(self, settings: Settings) -> R:
        """Run the task; its result depends on the task and the settings alone."""
        ...


class Executor(Protocol):
    """Whoever does the work: this process, others on this machine, or a cluster."""

    isolated: bool
    """Whether a task that kills its process leaves this one alive."""

    def run[T: Task[Any]](self, tasks: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Run tasks, and yield results in the order in which they finish; tasks are drawn only as fast as they finish.

        Returns:
            Each task with what came of it, or with a `Failure`.
        """
        ...

    def begin[R](self, task: Task[R]) -> Callable[[], R | Failure]:
        """Begin a task that reads files of this machine, and return what waits for the result."""
        ...

    def close(self) -> None:
        """Stop the processes."""
        ...


class Inline:
    """Works in this very process: for a few articles another would cost more than it saves.

    Args:
        settings: What to read with.
    """

    isolated = False

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def run[T: Task[Any]](self, tasks: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Run tasks one after the other."""
        for task in tasks:
            yield task, task.run(self._settings)

    def begin[R](self, task: Task[R]) -> Callable[[], R | Failure]:
        """Put a task off until its result is waited for."""
        return lambda: task.run(self._settings)

    def close(self) -> None:
        """Do nothing."""


class _Worker:
    """A process that does one task after the other.

    Args:
        settings: What to read with.
    """

    def __init__(self, settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs, settings), daemon=True)
        self.process.start()
        theirs.close()
        self.tasks: deque[Task[Any]] = deque()
        self.ready = False
        self.deadline = time.monotonic() + _START

    def give(self, task: Task[Any]) -> None:
        self.tasks.append(task)
        if self.ready and len(self.tasks) == 1:
            self._begin()
        with suppress(OSError):  # it has died: its sentinel tells
            self.connection.send(task)

    def take(self) -> tuple[Task[Any], Any] | None:
        """Take what it has done; None where it has only got ready."""
        answer = self.connection.recv()
        if answer is None:
            self.ready = True
            self._begin()
            return None
        task = self.tasks.popleft()
        self._begin()
        return task, answer

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()

    def _begin(self) -> None:
        # A clock that nobody can set.
        size = self.tasks[0].size if self.tasks else 0
        allowed = min(_PATIENCE + _PATIENCE_PER_BYTE * size, _MOST_PATIENCE)
        self.deadline = time.monotonic() + (allowed if self.tasks else float("inf"))


class Local:
    """Works in processes on this machine.

    Args:
        settings: What to read with.
        workers: How many processes.
    """

    isolated = True

    def __init__(self, settings: Settings, workers: int) -> None:
        self._settings = settings
        self._number = workers
        self._workers: list[_Worker] = []
        self._stillborn = 0

    def run[T: Task[Any]](self, tasks: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Run tasks, and yield results in the order in which they finish.

        Raises:
            GraphkitError: A worker could not begin (the model is missing), or a task tells of a fault of the user's.
        """
        waiting = iter(tasks)
        while True:
            self._feed(waiting)
            if not any(worker.tasks for worker in self._workers):
                return
            yield from self._collect()

    def begin[R](self, task: Task[R]) -> Callable[[], R | Failure]:
        """Begin a task beside whatever this process goes on with, and return what waits for the result."""
        self._feed(iter([task]))
        return lambda: next(result for _, result in self.run(()))

    def close(self) -> None:
        """Stop the processes, whatever they are doing; others are started where there is something to do again."""
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def _feed(self, waiting: Iterator[Task[Any]]) -> None:
        for depth in range(1 + _AHEAD):
            for place in range(self._number):
                if place < len(self._workers) and len(self._workers[place].tasks) > depth:
                    continue
                task = next(waiting, None)
                if task is None:
                    return
                if place >= len(self._workers):
                    self._workers.append(_Worker(self._settings))
                self._workers[place].give(task)

    def _collect(self) -> Iterator[tuple[Any, Any]]:
        """Wait until at least one worker has something to say, or has died."""
        now = time.monotonic()
        nearest = min(worker.deadline for worker in self._workers)
        ready = wait(
            [item for worker in self._workers for item in (worker.connection, worker.process.sentinel)],
            timeout=max(0.0, nearest - now) if nearest < float("inf") else None,
        )
        for place, worker in enumerate(list(self._workers)):
            if worker.connection in ready:
                try:
                    taken = worker.take()
                except (EOFError, OSError):
                    yield from self._bury(place, _name_death(worker))
                    continue
                if taken is None:
                    self._stillborn = 0
                    continue
                task, answer = taken
                if isinstance(answer, GraphkitError):
                    raise answer
                yield task, answer
            elif worker.process.sentinel in ready:
                yield from self._bury(place, _name_death(worker))
            elif time.monotonic() > worker.deadline:
                yield from self._bury(place, "it took too long")

    def _bury(self, place: int, reason: str) -> Iterator[tuple[Any, Failure]]:
        """Replace a dead worker; what it had not begun goes to the new one."""
        worker = self._workers[place]
        worker.stop()
        if not worker.ready:
            self._count_stillborn(reason)
        lost = list(worker.tasks)
        self._workers[place] = fresh = _Worker(self._settings)
        if not worker.ready:
            for task in lost:
                fresh.give(task)
            return
        for task in lost[1:]:
            fresh.give(task)
        if lost:
            yield lost[0], Failure(reason=reason)

    def _count_stillborn(self, reason: str) -> None:
        """Raise where workers cannot even start: no article is to blame for that."""
        self._stillborn += 1
        if self._stillborn > _STILLBORN:
            hint = 'a script that builds with workers does so below: if __name__ == "__main__":'
            raise StoreError(f"no worker can begin ({reason}); {hint}")


def _name_death(worker: _Worker) -> str:
    worker.process.join(timeout=5)
    code = worker.process.exitcode
    if code is None or code >= 0:
        return f"the process that read it ended with {code}"
    try:
        return f"the process that read it was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"the process that read it was killed by signal {-code}"


def _serve(connection: Connection, settings: Settings) -> None:
    """Run tasks until no more are sent."""
    # Ctrl-C goes to every process of a terminal; what becomes of the workers is for the first one to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    with suppress(OSError):
        connection.send(None)
    # Taken in beside the work: were both sides to send at once, each would wait for the other to receive.
    tasks: SimpleQueue[Task[Any] | None] = SimpleQueue()
    threading.Thread(target=_take_in, args=(connection, tasks), daemon=True).start()
    while (task := tasks.get()) is not None:
        try:
            connection.send(_do(task, settings))
        except OSError:
            return


def _take_in(connection: Connection, tasks: SimpleQueue[Task[Any] | None]) -> None:
    """Receive tasks until nobody sends any more: then whoever sent them has ended."""
    while True:
        try:
            tasks.put(connection.recv())
        except (EOFError, OSError):
            tasks.put(None)
            return


def _do(task: Task[Any], settings: Settings) -> Any:  # noqa: ANN401
    try:
        return task.run(settings)
    except GraphkitError as error:
        return error
    except Exception as error:
        return Failure(reason=f"{type(error).__name__}: {error}")


def _limit_memory() -> None:
    """Limit the memory of a process, so that an article that fills it fails alone."""
    if sys.platform in ("linux", "darwin"):
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))

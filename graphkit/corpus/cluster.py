"""Run tasks on the workers of a Dask cluster: the same tasks, with nothing shared but their bytes."""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from graphkit.corpus.workers import Failure, Task
from graphkit.errors import GraphkitError, InputError, OptionalDependencyError

if TYPE_CHECKING:
    from distributed import Future

    from graphkit.reader import Settings

__all__ = ["DaskCluster"]

_AHEAD = 2
"""Tasks on the way for each thread of the cluster: one that is done, and one that waits."""
_SECONDS = 10
"""How long a scheduler may take to answer."""


class DaskCluster:
    """Works on a Dask cluster, whose workers have the same graphkit.

    Args:
        settings: What to read with.
        address: The scheduler's address: 'tcp://host:8786'.

    Raises:
        OptionalDependencyError: Dask is not installed.
        InputError: No scheduler answers there, or it has no workers.
    """

    isolated = True

    def __init__(self, settings: Settings, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise OptionalDependencyError("--cluster needs Dask: pip install 'graphkit[cluster]'") from error
        try:
            self._client = Client(address, timeout=_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError(f"{address}: no Dask scheduler answers there ({error})") from error
        self._threads = sum(self._client.nthreads().values())
        if not self._threads:
            self._client.close()
            raise InputError(f"{address}: the cluster has no workers; start some: dask worker {address}")
        self._settings = settings

    def run[T: Task[Any]](self, tasks: Iterable[T]) -> Iterator[tuple[T, Any]]:
        """Run tasks, and yield results in the order in which they finish.

        Raises:
            GraphkitError: A task tells of a fault of the user's.
        """
        from distributed import as_completed

        waiting = iter(tasks)
        running: dict[Future[Any], T] = {}

        def submit(number: int) -> list[Future[Any]]:
            futures = []
            for task in islice(waiting, number):
                future = self._client.submit(_do, task, self._settings, pure=False)
                running[future] = task
                futures.append(future)
            return futures

        queue = as_completed(submit(_AHEAD * self._threads), loop=self._client.loop)
        for future in queue:
            task = running.pop(future)
            try:
                result = future.result()
            except GraphkitError:
                raise
            except (Exception, CancelledError) as error:
                # Workers have died on it: Dask tries some before it says so.
                result = Failure(reason=f"{type(error).__name__}: {error}")
            future.release()
            queue.update(submit(1))
            yield task, result

    def begin[R](self, task: Task[R]) -> Callable[[], R | Failure]:
        """Put a task off until its result is waited for, and run it here: the cluster sees no files of this machine."""
        return lambda: task.run(self._settings)

    def close(self) -> None:
        """Disconnect from the cluster, and cancel what it is doing for us."""
        self._client.close()


def _do(task: Task[Any], settings: Settings) -> Any:  # noqa: ANN401
    return task.run(settings)

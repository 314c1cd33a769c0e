"""Run the work of requests in processes of its own, and turn whatever becomes of it into a reply."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from graphkit import store
from graphkit.errors import DamageError, GraphkitError
from graphkit.query import processes
from graphkit.query.processes import Ending, FaultError, LeftError, Limits, StoppedError
from graphkit.server.replies import Reply, refuse

__all__ = ["Processes", "YieldedError"]

_LOG = logging.getLogger("graphkit.server")
_PRELOADED = [
    "graphkit.__main__",
    *(f"graphkit.server.{name}" for name in ("api", "articles", "ask", "brief", "endpoint", "names", "preloaded")),
]


class YieldedError(StoppedError):
    """Work was ended to make room, and is to be done later."""


class Processes:
    """Runs the work of requests in processes; callers decide how much at once.

    Args:
        limits: The limits of each.
        folder: The output whose store each process opens first; None where that is not worth while.
        kept: How many processes are kept for the next request.
    """

    def __init__(self, limits: Limits, folder: Path | None = None, *, kept: int = 0) -> None:
        self._answer = limits.answer
        self._processes = processes.Processes(limits, _PRELOADED, kept=kept, prepare=partial(_open, folder))
        self.start_ahead = self._processes.start_ahead
        self.close = self._processes.close

    def run(self, work: Callable[..., Reply], *arguments: object, ending: Ending | None = None) -> Reply:
        """Run a function in another process, and wait for it.

        Args:
            work: A function of a module.
            arguments: Its arguments.
            ending: By which another thread may end the work.

        Returns:
            What the function returns, or a refusal.

        Raises:
            YieldedError: It was ended for this reason.
        """
        try:
            return self._processes.run(_work, self._answer, work, arguments, ending=ending)
        except YieldedError:
            raise
        except StoppedError as error:
            return refuse(499 if isinstance(error, LeftError) else 503, str(error))
        except DamageError as error:
            # details are for the log; the client must learn no paths
            _LOG.error("%s", error)
            return refuse(500, "the graph is damaged; who runs the server finds in the log what to do")
        except GraphkitError as error:
            return refuse(400, str(error))
        except FaultError as error:
            _LOG.error("a fault in graphkit: %s", error)
            return refuse(500, "a fault in graphkit; who runs the server finds it in the log")


def _open(folder: Path | None) -> None:
    store.keep_open()
    if folder is not None:
        store.open_output(folder, whole=False)


def _work(most: int, work: Callable[..., Reply], arguments: tuple[object, ...]) -> Reply:
    reply = work(*arguments)
    if len(reply.body) > most:
        return refuse(503, f"the answer is longer than {most:,} bytes; add a LIMIT to the query")
    return reply

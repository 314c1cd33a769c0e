"""Run the work of requests in processes of their own, and turn whatever becomes of it into a reply."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event

from graphkit.errors import DamageError, GraphkitError
from graphkit.query import processes
from graphkit.query.processes import FaultError, LeftError, Limits, StoppedError
from graphkit.server.replies import Reply, refuse

__all__ = ["Processes"]

_LOG = logging.getLogger("graphkit.server")
_PRELOADED = [
    "graphkit.__main__",
    *(f"graphkit.server.{name}" for name in ("api", "articles", "ask", "brief", "endpoint", "names")),
]


class Processes:
    """Starts processes for requests; callers decide how many run at once.

    Args:
        limits: The limits of each.
    """

    def __init__(self, limits: Limits) -> None:
        self._answer = limits.answer
        self._processes = processes.Processes(limits, _PRELOADED)
        self.stop_longest = self._processes.stop_longest

    def run(self, work: Callable[..., Reply], *arguments: object, left: Event | None = None) -> Reply:
        """Run a function in a new process, and wait for it.

        Args:
            work: A function of a module.
            arguments: Its arguments.
            left: Set by another thread when nobody waits for the answer any more.

        Returns:
            What the function returns, or a refusal.
        """
        try:
            return self._processes.run(_work, self._answer, work, arguments, left=left)
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


def _work(most: int, work: Callable[..., Reply], arguments: tuple[object, ...]) -> Reply:
    reply = work(*arguments)
    if len(reply.body) > most:
        return refuse(503, f"the answer is longer than {most:,} bytes; add a LIMIT to the query")
    return reply

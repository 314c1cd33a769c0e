"""Serve the graph to browsers and SPARQL clients: read-only, on this machine unless told otherwise.

Whatever reads the graph runs in a process of its own, which can be killed: a query that runs away takes down only
itself.
"""

from graphkit.server.application import make_application
from graphkit.server.limits import Limits
from graphkit.server.running import run

__all__ = ["Limits", "make_application", "run"]

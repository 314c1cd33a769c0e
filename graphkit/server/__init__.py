"""Serve the graph to browsers and SPARQL clients, by default only on this machine; queries only read it.

All work on the graph runs in processes of its own, which can be killed, so that a runaway query harms only itself.
"""

from graphkit.query.processes import Limits
from graphkit.server.application import make_application, run
from graphkit.server.guards import LOOPBACK

__all__ = ["LOOPBACK", "Limits", "make_application", "run"]

"""Serve the graph to browsers and SPARQL clients: read-only, and by default only on this machine.

All work on the graph runs in processes of its own, which can be killed, so that a runaway query harms only itself.
"""

from graphkit.server.application import make_application, run
from graphkit.server.processes import Limits

__all__ = ["Limits", "make_application", "run"]

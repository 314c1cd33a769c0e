"""What programs may ask of a graph: tools with typed arguments, for agents (MCP) and for the server's `/api`."""

from __future__ import annotations

from graphkit.agents.calling import NOTE, call, encode
from graphkit.agents.tools import TOOLS, Argument, Tool

__all__ = ["NOTE", "TOOLS", "Argument", "Tool", "call", "encode"]

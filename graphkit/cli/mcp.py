"""The command that lets agents ask a graph, by the Model Context Protocol."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from graphkit.cli import interruption, terminal

__all__ = ["mcp"]

_EPILOG = """\b
Examples:
  graphkit mcp out                   over standard input and output
  graphkit mcp out --http            over HTTP, for this machine alone

\b
Tools:
  ask, search, brief, person, evidence, article, list_articles,
  list_questions, question, sparql

Every answer has the exact sentences with their first and last character, says
what is a claim and what an article's own statement, and that all text in it is
quoted: a model's answer can be checked character by character. The graph is
only read. It needs the extra 'agents': pip install 'graphkit[agents]'.
"""


@click.command(epilog=_EPILOG, short_help="Let agents ask the graph (MCP).")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--http", is_flag=True, help="Over HTTP on this machine, at /mcp.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="With --http; 0: one that is free."
)
@click.option("--time-limit", type=click.FloatRange(0.1), default=10, show_default=True, help="Seconds for a call.")
@click.option("--memory-limit", type=click.IntRange(64), default=1024, show_default=True, help="MB for a call.")
@click.option("--answer-limit", type=click.IntRange(1), default=4, show_default=True, help="MB for an answer.")
def mcp(folder: Path, http: bool, port: int, time_limit: float, memory_limit: int, answer_limit: int) -> None:
    """Serve the graph in OUT to agents that speak the Model Context Protocol."""
    from graphkit import pipeline
    from graphkit.agents import protocol
    from graphkit.errors import GraphkitError
    from graphkit.query.processes import Limits

    if find_spec("mcp") is None:
        raise GraphkitError("the extra 'agents' is missing: pip install 'graphkit[agents]'")
    pipeline.open_graph(folder)
    limits = Limits(seconds=time_limit, memory=memory_limit << 20, answer=answer_limit << 20)
    try:
        if http:
            protocol.serve_http(
                folder,
                limits,
                port=port,
                ready=lambda address: terminal.say(f"Serving {folder} to agents at {address}"),
            )
        else:
            protocol.serve_streams(folder, limits)
    except interruption.Interruption:
        terminal.say("Stopped")

"""The command that serves the graph to browsers and SPARQL clients."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import interruption, terminal

__all__ = ["serve"]

_EPILOG = """\b
Examples:
  graphkit serve out
  graphkit serve out --open
  graphkit serve out --port 0 --time-limit 30
  curl --data-urlencode 'query@question.rq' localhost:8000/sparql

\b
  /          what is in dispute
  /picture   the picture
  /doc/…     the articles, with their claims marked
  /ask       questions to fill in, answered in sentences
  /search    words in articles and claims
  /query     a page to ask on
  /sparql    the endpoint for programs (SPARQL 1.1 Protocol)
"""


@click.command(epilog=_EPILOG, short_help="Serve the graph to browsers and programs, read-only.")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: one that is free.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name by which it may be asked for, too.")
@click.option("--time-limit", type=click.FloatRange(0.1), default=10, show_default=True, help="Seconds for a query.")
@click.option("--memory-limit", type=click.IntRange(64), default=1024, show_default=True, help="MB for a query.")
@click.option("--answer-limit", type=click.IntRange(1), default=32, show_default=True, help="MB for an answer.")
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
def serve(
    folder: Path,
    host: str,
    port: int,
    hosts: tuple[str, ...],
    time_limit: float,
    memory_limit: int,
    answer_limit: int,
    opened: bool,
) -> None:
    """Serve the graph in OUT, read-only, until Ctrl-C.

    Only this machine can ask, unless --host says otherwise. Each query has a process of its own, and is stopped where
    it takes too much.
    """
    import logging

    from graphkit import pipeline, server

    pipeline.open_graph(folder)
    logging.basicConfig(format="%(message)s")
    logging.getLogger("graphkit.server").setLevel(logging.INFO)
    limits = server.Limits(seconds=time_limit, memory=memory_limit << 20, answer=answer_limit << 20)

    def announce(address: str) -> None:
        terminal.say(f"Serving {folder} at {address} (Ctrl-C stops it)")
        if host not in ("127.0.0.1", "localhost", "::1"):
            terminal.say("Whoever reaches this machine can read it all, the articles too.")
        if opened:
            click.launch(address)

    try:
        server.run(folder, host=host, port=port, limits=limits, hosts=hosts, ready=announce)
    except interruption.Interruption:
        terminal.say("Stopped")

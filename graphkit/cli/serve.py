"""The command that serves the graph to browsers and SPARQL clients."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import interruption, terminal
from graphkit.files import layout

__all__ = ["serve"]

_EPILOG = """\b
Examples:
  graphkit serve --open              drop articles on a page, and read them
  graphkit serve out
  graphkit serve out --open
  graphkit serve out --port 0 --time-limit 30
  curl --data-urlencode 'query@question.rq' localhost:8000/sparql

\b
  /          what is in dispute
  /picture   the picture
  /doc/…     the articles, with their claims marked, to be reviewed
  /identities  who is who: merge and split people
  /ask       questions to fill in, answered in sentences
  /search    words in articles and claims
  /query     a page to ask on
  /sparql    the endpoint for programs (SPARQL 1.1 Protocol)
  /api       the same questions as JSON, described by OpenAPI
"""


@click.command(epilog=_EPILOG, short_help="Serve the graph to browsers and programs.")
@click.argument("folder", metavar="[OUT]", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help=f"Without OUT: where to write what is read.  [default: {layout.DEFAULT}]",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: one that is free.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name by which it may be asked for, too.")
@click.option("--time-limit", type=click.FloatRange(0.1), default=10, show_default=True, help="Seconds for a query.")
@click.option("--memory-limit", type=click.IntRange(64), default=1024, show_default=True, help="MB for a query.")
@click.option("--answer-limit", type=click.IntRange(1), default=32, show_default=True, help="MB for an answer.")
@click.option("--read-only", "closed", is_flag=True, help="Take no reviews from the pages.")
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
def serve(
    folder: Path | None,
    output: Path | None,
    host: str,
    port: int,
    hosts: tuple[str, ...],
    time_limit: float,
    memory_limit: int,
    answer_limit: int,
    closed: bool,
    opened: bool,
) -> None:
    """Serve the graph in OUT until Ctrl-C.

    Without OUT it opens a page on which files are dropped or text is pasted, shows them being read, and then what is in
    dispute in them.

    Only this machine can ask, unless --host says otherwise. Each query has a process of its own, and is stopped where
    it takes too much. What people review in the pages is kept in OUT/reviews.csv and OUT/identities.csv, and the next
    build carries it out; the graph itself is only read.
    """
    import logging

    from graphkit import pipeline, server

    if folder and output:
        raise click.UsageError("say OUT to serve what was built, or -o FOLDER to read articles on the start page")
    if folder:
        pipeline.open_graph(folder)
    elif closed or host not in server.LOOPBACK:
        raise click.UsageError(
            "the start page reads articles for this machine alone; name the OUT that is to be served"
        )
    logging.basicConfig(format="%(message)s")
    logging.getLogger("graphkit.server").setLevel(logging.INFO)
    limits = server.Limits(seconds=time_limit, memory=memory_limit << 20, answer=answer_limit << 20)

    def announce(address: str) -> None:
        what = f"Serving {folder}" if folder else "Read articles"
        terminal.say(f"{what} at {address} (Ctrl-C stops it)")
        if host not in server.LOOPBACK:
            terminal.say("Whoever reaches this machine can read it all, the articles too.")
        if opened:
            click.launch(address)

    try:
        server.run(
            folder or output or Path(layout.DEFAULT),
            host=host,
            port=port,
            limits=limits,
            hosts=hosts,
            writes=not closed,
            starts=folder is None,
            ready=announce,
        )
    except interruption.Interruption:
        terminal.say("Stopped")

"""The options by which a command finds its graph: the one in OUT, or the one that a SPARQL server holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import interruption

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph

__all__ = ["STORE_NOTE", "Command", "folder", "open_graph", "store"]

STORE_NOTE = """
With --store URL the graph is read from a SPARQL 1.1 server, and OUT may be left out; it gives the
articles' texts. GRAPHKIT_STORE_USER and GRAPHKIT_STORE_PASSWORD, or GRAPHKIT_STORE_TOKEN, say who
asks. A server that is not laid out as Oxigraph is needs GRAPHKIT_STORE_QUERY, _UPDATE and _DATA.
"""

# No argument can hold it.
_LEFT_OUT = "\0"

folder = click.argument("folder", metavar="OUT", type=Path)
store = click.option("--store", metavar="URL", help="Read the graph from a SPARQL server; OUT may be left out.")


class Command(click.Command):
    """A command of which OUT, the first argument, may be left out where --store is given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Insert a placeholder for OUT where there is one argument too few."""
        given, _, _ = self.make_parser(ctx).parse_args(args=list(args))
        places = [parameter for parameter in self.params if isinstance(parameter, click.Argument)]
        if isinstance(given.get("store"), str) and not all(isinstance(given.get(p.name or ""), str) for p in places):
            args = [_LEFT_OUT, *args]
        return super().parse_args(ctx, args)


def open_graph(folder: Path, store: str | None) -> KnowledgeGraph:
    """Open the graph that a command is about.

    Args:
        folder: What stands in the place of OUT.
        store: The address of a server, where it holds the graph.

    Raises:
        StoreError: There is no such graph.
    """
    from graphkit import pipeline

    interruption.guard()
    return pipeline.open_graph(None if str(folder) == _LEFT_OUT else folder, store=store)

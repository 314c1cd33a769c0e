"""Open the earlier versions of articles that an output keeps beside its graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import StoreError
from graphkit.files.history import list_graphs
from graphkit.model.vocabulary import Addresses

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["open_versions"]


def open_versions(folder: Path, base: str) -> Store:
    """Load the earlier versions, each a graph of its own, and what was edited in them, into memory.

    Args:
        folder: The folder of versions; there may be none.
        base: Where the graph's things live.

    Raises:
        StoreError: A file of it cannot be read.
    """
    from pyoxigraph import NamedNode, RdfFormat, Store

    addresses, graph = Addresses(base), Store()
    versions, edits = list_graphs(folder)
    named = [(file, addresses.document(file.stem)) for file in versions]
    for file, name in (*named, *((file, addresses.graph("versions")) for file in edits)):
        try:
            graph.bulk_load(file.read_bytes(), RdfFormat.N_TRIPLES, to_graph=NamedNode(name))
        except (OSError, ValueError) as error:
            why = f"cannot be read ({error}); 'graphkit check' says what else is damaged"
            raise StoreError(f"{file}: {why}") from error
    return graph

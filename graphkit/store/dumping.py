"""Write out what a store holds, in any order and a piece at a time."""

from __future__ import annotations

from itertools import batched
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode

    from graphkit.store.face import GraphStore

__all__ = ["dump"]

_BATCH = 10_000


def dump(store: GraphStore, file: IO[bytes], *, graph: NamedNode | BlankNode | DefaultGraph | None = None) -> None:
    """Write N-Triples of one graph, or N-Quads of all.

    Args:
        store: The store.
        file: Where to.
        graph: The name of the graph; None for all of them.
    """
    import pyoxigraph
    from pyoxigraph import RdfFormat

    form = RdfFormat.N_QUADS if graph is None else RdfFormat.N_TRIPLES
    if isinstance(store, pyoxigraph.Store):
        store.dump(file, format=form, from_graph=graph)
        return
    for quads in batched(store.quads_for_pattern(None, None, None, graph), _BATCH):
        statements = quads if graph is None else [quad.triple for quad in quads]
        file.write(cast(bytes, pyoxigraph.serialize(statements, format=form)))

"""Operations on any store that `pyoxigraph.Store` does not have: replace whole graphs, connect to a server, close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import IO, TYPE_CHECKING, cast

from graphkit.errors import StoreError

if TYPE_CHECKING:
    import pyoxigraph
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

    from graphkit.store.face import GraphStore
    from graphkit.store.server import Server

__all__ = ["close", "connect", "dump", "replace_graphs", "send_graphs"]

_BATCH = 10_000


def connect(
    url: str,
    *,
    query: str | None = None,
    update: str | None = None,
    data: str | None = None,
    timeout: float | None = None,
) -> Server:
    """Reach a SPARQL 1.1 server; nothing is sent before it is asked something.

    Who we are is told by the environment alone: GRAPHKIT_STORE_USER and GRAPHKIT_STORE_PASSWORD, or
    GRAPHKIT_STORE_TOKEN.

    Args:
        url: Its address: 'http://localhost:7878'.
        query: The address for queries, whole or below `url`; None takes GRAPHKIT_STORE_QUERY, else 'query'.
        update: The address for updates; None takes GRAPHKIT_STORE_UPDATE, else 'update'.
        data: The address for whole graphs (the Graph Store Protocol); None takes GRAPHKIT_STORE_DATA, else 'store'.
        timeout: How many seconds an answer may take; None takes GRAPHKIT_STORE_TIMEOUT, else 300.

    Raises:
        StoreError: It is no address, or holds a password.
    """
    from graphkit.store.server import Server

    return Server(url, query=query, update=update, data=data, timeout=timeout)


def replace_graphs(store: GraphStore, quads: Iterable[Quad]) -> int:
    """Replace graphs by those of the quads, each whole or not at all; what other graphs there are stay as they are.

    Args:
        store: The store.
        quads: All quads of each of the graphs, in any order.

    Returns:
        How many graphs were replaced.

    Raises:
        StoreError: The store cannot be written; the graphs before the one that failed are replaced.
    """
    from pyoxigraph import DefaultGraph, NamedNode

    from graphkit.store.server import Server

    graphs: dict[NamedNode | DefaultGraph, list[Triple]] = {}
    for quad in quads:
        if not isinstance(quad.graph_name, NamedNode | DefaultGraph):
            raise StoreError(f"the graph {quad.graph_name} is a blank node, which no other dataset can name")
        graphs.setdefault(quad.graph_name, []).append(quad.triple)
    for name in sorted(graphs, key=str):
        if isinstance(store, Server):
            store.put_graph(name, graphs[name])
        else:
            _replace(cast("pyoxigraph.Store", store), name, graphs[name])
    return len(graphs)


def send_graphs(target: GraphStore, source: GraphStore, names: Sequence[NamedNode | BlankNode | DefaultGraph]) -> None:
    """Replace graphs of one store by those of another, in the order given.

    Args:
        target: The store to change.
        source: The store that has them.
        names: Their names.

    Raises:
        StoreError: The target cannot be written; those before the one that failed are replaced.
    """
    from pyoxigraph import DefaultGraph

    done = 0
    try:
        # One graph at a time is in memory.
        for name in names:
            done += replace_graphs(target, source.quads_for_pattern(None, None, None, name))
    except StoreError as error:
        number = sum(not isinstance(name, DefaultGraph) for name in names)
        stands = f"{done} of {number} graphs were replaced, each whole: load them again"
        raise StoreError(f"{error}; {stands}") from None


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


def close(store: GraphStore) -> None:
    """Close the connections to a server; a store on this machine is closed with the last reference to it."""
    from graphkit.store.server import Server

    if isinstance(store, Server):
        store.close()


def _replace(store: pyoxigraph.Store, name: NamedNode | DefaultGraph, triples: list[Triple]) -> None:
    from pyoxigraph import NamedNode

    body = " .\n".join(map(str, triples))
    named = isinstance(name, NamedNode)
    try:
        # One update is one transaction.
        store.update(
            f"CLEAR SILENT GRAPH {name}; INSERT DATA {{ GRAPH {name} {{ {body} }} }}"
            if named
            else f"CLEAR DEFAULT; INSERT DATA {{ {body} }}"
        )
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the graph {name} cannot be written: {error}") from error

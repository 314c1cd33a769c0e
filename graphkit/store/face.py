"""The interface that every store has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pyoxigraph import (
        BlankNode,
        DefaultGraph,
        Literal,
        NamedNode,
        Quad,
        QueryBoolean,
        QuerySolutions,
        QueryTriples,
        Triple,
        Variable,
    )

    type Term = NamedNode | BlankNode | Literal | Triple
    type Functions = dict[NamedNode, Callable[..., Term | None]]
    """Functions that a query can call, by their names."""

__all__ = ["GraphStore"]


class GraphStore(Protocol):
    """What the rest of graphkit asks of a store: a part of `pyoxigraph.Store`, by the same names.

    graphkit writes named graphs only, and reads those and the default graph. Beside this face, graphs are replaced by
    `replace_graphs`, and what a store holds open is let go by `close`.
    """

    def __iter__(self) -> Iterator[Quad]:
        """Iterate over all quads, in any order."""
        ...

    def __len__(self) -> int:
        """Count the quads."""
        ...

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: NamedNode | BlankNode | Literal | Triple | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = None,
        /,
    ) -> Iterator[Quad]:
        """Find the quads that have these terms; None stands for any."""
        ...

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """List the names of the graphs, without the default graph."""
        ...

    def query(
        self,
        query: str,
        /,
        *,
        prefixes: dict[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: NamedNode | BlankNode | DefaultGraph | list[NamedNode | BlankNode | DefaultGraph] | None = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
        substitutions: dict[Variable, NamedNode | BlankNode | Literal | Triple] | None = None,
        custom_functions: Functions | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL query over the store's own dataset, or with the union of all graphs as the default graph.

        Where `default_graph` or `named_graphs` names graphs, there are no others, and the default graph is the union of
        those that it names. In a union a triple of several graphs is there once for each of them: say DISTINCT.

        Raises:
            SyntaxError: It is no SPARQL.
            QueryError: It calls a function that the store cannot call.
        """
        ...

    def bulk_extend(self, quads: Iterable[Quad], /) -> None:
        """Add many quads, with no promise that all or none are there if it is broken off."""
        ...

    def remove_graph(self, graph_name: NamedNode | BlankNode | DefaultGraph, /) -> None:
        """Remove a graph, if it is there."""
        ...

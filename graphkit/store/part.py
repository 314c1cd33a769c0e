"""Show some graphs of a store as if there were no others, without copying them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.errors import StoreError

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

    from graphkit.store.face import Functions, GraphStore

__all__ = ["Part"]


class Part:
    """Some named graphs of a store, live and to be read only; its default graph is empty.

    Args:
        whole: The store.
        names: The names of the graphs.
    """

    def __init__(self, whole: GraphStore, names: Sequence[NamedNode]) -> None:
        self._whole = whole
        self._names: list[NamedNode | BlankNode | DefaultGraph] = list(names)

    def __iter__(self) -> Iterator[Quad]:
        return self.quads_for_pattern(None, None, None)

    def __len__(self) -> int:
        """Count the quads."""
        return sum(1 for _ in self)

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: NamedNode | BlankNode | Literal | Triple | None,
        graph_name: NamedNode | BlankNode | DefaultGraph | None = None,
        /,
    ) -> Iterator[Quad]:
        """Find the quads that have these terms; None stands for any."""
        for name in self._names:
            if graph_name is None or graph_name == name:
                yield from self._whole.quads_for_pattern(subject, predicate, object, name)

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """List the names of those graphs that hold anything."""
        existing = set(self._whole.named_graphs())
        return (name for name in self._list_names() if name in existing)

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
        """Answer a SPARQL query over these graphs, or over some of them; see `GraphStore.query`.

        Patterns that are joined are looked up in each of the graphs: let each stand in a SELECT of its own.
        """
        asked = default_graph if isinstance(default_graph, list) else [default_graph]
        existing = set(self._names)
        default = self._names if use_default_graph_as_union else [name for name in asked if name in existing]
        named = self._list_names()
        return self._whole.query(
            query,
            prefixes=prefixes,
            default_graph=default,
            named_graphs=named if named_graphs is None else [name for name in named_graphs if name in existing],
            substitutions=substitutions,
            custom_functions=custom_functions,
        )

    def bulk_extend(self, quads: Iterable[Quad], /) -> None:
        """Refuse: a part is to be read."""
        raise StoreError("a part of a store cannot be changed; change the store")

    def remove_graph(self, graph_name: NamedNode | BlankNode | DefaultGraph, /) -> None:
        """Refuse: a part is to be read."""
        raise StoreError("a part of a store cannot be changed; change the store")

    def _list_names(self) -> list[NamedNode | BlankNode]:
        from pyoxigraph import DefaultGraph

        return [name for name in self._names if not isinstance(name, DefaultGraph)]

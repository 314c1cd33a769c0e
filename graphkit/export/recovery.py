"""Find the graph of each triple again, where a format had merged the graphs.

What lives below a document's address stands in the document's graph, and so does, in each document that speaks of it,
what is said of an entity, a predicate or a proposition. Of two articles that give one entity two names, either then
has both: which of them used which is told by no triple.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import TYPE_CHECKING

from graphkit.model.vocabulary import GK, ORG, PREFIXES, RDF, Addresses

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store, Triple


__all__ = ["restore_graphs"]

_BATCH = 10_000
_SPEAKING = tuple(
    [f"{GK}{name}" for name in ("refersTo", "source", "addressee", "about", "proposition")]
    + [f"{RDF}{name}" for name in ("subject", "predicate", "object")]
    + [f"{ORG}{name}" for name in ("member", "organization")]
)


_VOUCHED = """
SELECT ?statement ?subject ?predicate ?object {
  ?statement a gk:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    gk:polarity gk:positive ; gk:certainty gk:certain .
  FILTER NOT EXISTS { ?statement gk:within ?claim }
}
"""


def restore_graphs(store: Store, addresses: Addresses) -> None:
    """Move what stands in the default graph to the graphs where it belongs.

    Args:
        store: The graph, which is changed.
        addresses: Where its things live.
    """
    from pyoxigraph import DefaultGraph

    merged = DefaultGraph()
    finder = _Finder(store, addresses)
    for quads in batched(store.quads_for_pattern(None, None, None, merged), _BATCH):
        store.extend(quad for q in quads for quad in finder.place(q.triple))
    store.clear_graph(merged)


class _Finder:
    """Knows of which documents a thing is spoken."""

    def __init__(self, store: Store, addresses: Addresses) -> None:
        self._below_document = re.compile(re.escape(addresses.document("")) + "[^/#]+")
        self._others = {
            addresses.identity(""): addresses.graph("identity"),
            addresses.run(""): addresses.graph("provenance"),
            f"{addresses.base}agent/": addresses.graph("provenance"),
            addresses.graph("duplicates"): addresses.graph("duplicates"),
            addresses.graph("corpus"): addresses.graph("corpus"),
            addresses.cluster(""): addresses.graph("matching"),
            addresses.difference(""): addresses.graph("matching"),
            addresses.claim_decision(""): addresses.graph("matching"),
            addresses.review(""): addresses.graph("reviews"),
            addresses.reviewer(""): addresses.graph("reviews"),
        }
        self._comparing = {
            f"<{GK}{name}>": addresses.graph(graph)
            for graph, names in (
                ("duplicates", ("nearDuplicateOf", "similarity")),
                ("corpus", ("documentCount", "independentDocumentCount")),
                ("matching", ("inCluster",)),
                ("reviews", ("verdict",)),
            )
            for name in names
        }
        self._rest = addresses.graph("other")
        self._speaking: dict[str, set[str]] = defaultdict(set)
        self._vouching: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._note(store)

    def place(self, triple: Triple) -> Iterator[Quad]:
        """Yield a triple in each graph that it belongs to."""
        from pyoxigraph import NamedNode, Quad

        for graph in sorted(self._find(triple)):
            yield Quad(triple.subject, triple.predicate, triple.object, NamedNode(graph))

    def _find(self, triple: Triple) -> Iterable[str]:
        iri = str(triple.subject)[1:-1]
        if graph := self._comparing.get(str(triple.predicate)):
            return [graph]
        if document := self._below_document.match(iri):
            return [document[0]]
        for head, graph in self._others.items():
            if iri.startswith(head):
                return [graph]
        parts = tuple(map(str, (triple.subject, triple.predicate, triple.object)))
        return self._vouching.get(parts) or self._speaking.get(iri) or [self._rest]

    def _note(self, store: Store) -> None:
        from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions

        for name in _SPEAKING:
            for quad in store.quads_for_pattern(None, NamedNode(name), None, DefaultGraph()):
                document = self._below_document.match(str(quad.subject)[1:-1])
                if document and isinstance(quad.object, NamedNode):
                    self._speaking[quad.object.value].add(document[0])
        answer = store.query(_VOUCHED, prefixes=PREFIXES)
        assert isinstance(answer, QuerySolutions)
        for statement, *parts in answer:
            if document := self._below_document.match(str(statement)[1:-1]):
                self._vouching[tuple(map(str, parts))].add(document[0])

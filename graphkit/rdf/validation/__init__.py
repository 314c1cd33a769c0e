"""Check a graph: the ontology's shapes, one document's graph at a time, and what must hold across the whole.

The shapes look at one node and its values; what needs a join is asked of the store in SPARQL. Each graph is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from pyoxigraph import Literal, NamedNode

from graphkit.model.vocabulary import DCTERMS, GK, OA, ORG, RDF, RDFS, SKOS
from graphkit.rdf.validation.findings import Finding, ValidationReport
from graphkit.rdf.validation.index import make_index
from graphkit.rdf.validation.invariants import check_terms, list_invariants
from graphkit.rdf.validation.quick import surely_conforms
from graphkit.rdf.validation.shapes import check_shapes
from graphkit.store import GraphStore

__all__ = ["Finding", "ValidationReport", "validate"]

_COUNTED = {
    "documents": f"{GK}Document",
    "claims": f"{GK}Claim",
    "statements": f"{GK}Statement",
    "propositions": f"{GK}Proposition",
    "mentions": f"{GK}Mention",
    "spans": f"{GK}Span",
    "roles": f"{ORG}Membership",
    "identity decisions": f"{GK}IdentityDecision",
    "reviews": f"{GK}Review",
}
_WORDS = (f"{OA}exact", f"{GK}content", f"{SKOS}prefLabel", f"{GK}title", f"{DCTERMS}title", f"{RDFS}label", f"{GK}cue")


def validate(
    store: GraphStore, *, shapes: bool = True, progress: Callable[[int, int], None] | None = None
) -> ValidationReport:
    """Check a graph against the shapes and the invariants.

    Args:
        store: The graph.
        shapes: Whether to check the shapes too; that takes milliseconds for an article that conforms, and about a
            third of a second for one that does not.
        progress: Called with how many checks are done and how many there are.

    Returns:
        What is wrong, each thing once, and how much was checked.
    """
    graphs = sorted((g for g in store.named_graphs() if isinstance(g, NamedNode)), key=str)
    invariants = list_invariants()
    steps: list[Callable[[], Iterable[Finding]]] = [
        *(partial(check, store) for check in invariants),
        *(partial(_check_graph, store, g, shapes=shapes) for g in graphs),
    ]
    found: list[Finding] = []
    for done, step in enumerate(steps):
        if progress:
            progress(done, len(steps))
        found += step()
    if progress:
        progress(len(steps), len(steps))
    return ValidationReport(conforms=not found, findings=tuple(_describe(store, found)), counts=_count(store))


def _check_graph(store: GraphStore, graph: NamedNode, *, shapes: bool) -> Iterator[Finding]:
    index = make_index(store.quads_for_pattern(None, None, None, graph))
    yield from check_terms(graph, index)
    if shapes and not surely_conforms(index):
        yield from check_shapes(store, graph)


def _describe(store: GraphStore, found: Iterable[Finding]) -> list[Finding]:
    """List each finding once, in order, with its article and its words."""
    # Of several constraints with one message, the same speaks each time.
    once = dict.fromkeys(sorted(found, key=lambda f: (f, f.component, f.path, f.value)))
    return [
        replace(
            f,
            article=_read(store, f.graph, (f"{DCTERMS}identifier",), f.graph),
            words=_read(store, f.node, _WORDS, f.graph),
        )
        for f in once
    ]


def _read(store: GraphStore, node: str, properties: Iterable[str], graph: str) -> str:
    """Read the first text that a thing has, of the least where there are several."""
    if not node or not graph:
        return ""
    for name in properties:
        quads = store.quads_for_pattern(NamedNode(node), NamedNode(name), None, NamedNode(graph))
        texts = sorted(quad.object.value for quad in quads if isinstance(quad.object, Literal))
        if texts:
            return texts[0]
    return ""


def _count(store: GraphStore) -> dict[str, int]:
    counts = {"triples": len(store), "graphs": sum(1 for _ in store.named_graphs())}
    for name, kind in _COUNTED.items():
        pattern = store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(kind), None)
        counts[name] = len({quad.subject for quad in pattern})
    return counts

"""Check one graph (of a document, the run, identity decisions or near duplicates) against the ontology's shapes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from graphkit.files import resources
from graphkit.rdf.validation.findings import Finding

if TYPE_CHECKING:
    import rdflib

    from graphkit.store import GraphStore

__all__ = ["check_shapes", "load_shapes"]


def check_shapes(store: GraphStore, graph: NamedNode) -> Iterator[Finding]:
    """Find what the shapes refuse.

    Args:
        store: The graphs.
        graph: The name of the one to check.
    """
    import pyshacl
    from rdflib import SH
    from rdflib import Literal as Text

    shapes = load_shapes()
    data = _to_rdflib(store, graph)
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    for result in results.subjects(predicate=SH.resultMessage):
        thing = results.value(result, SH.focusNode)
        # A text where an entity belongs is said of the thing that holds it; a text has no properties to lack.
        if isinstance(thing, Text):
            continue
        source = results.value(result, SH.sourceShape)
        yield Finding(
            graph=graph.value,
            where=str(thing),
            what=str(results.value(result, SH.resultMessage)),
            node=_address(thing),
            path=_address(results.value(result, SH.resultPath)),
            value=_write(results.value(result, SH.value)),
            # The shape of a property has no name; the one that it belongs to has.
            shape=_address(source) or _address(shapes.value(predicate=SH.property, object=source)),
            component=str(results.value(result, SH.sourceConstraintComponent)),
        )


@cache
def load_shapes() -> rdflib.Graph:
    """Read the shapes of the ontology."""
    import rdflib

    return rdflib.Graph().parse(resources.ontology() / "shapes" / "graphkit.ttl", format="turtle")


@cache
def _compared() -> frozenset[str]:
    """Return the properties whose values the shapes compare with those of another."""
    from rdflib import SH

    shapes = load_shapes()
    pairs = ((shapes.value(shape, SH.path), other) for shape, other in shapes.subject_objects(SH.lessThan))
    return frozenset(str(name) for pair in pairs for name in pair)


def _address(term: rdflib.term.Node | None) -> str:
    from rdflib import URIRef

    return str(term) if isinstance(term, URIRef) else ""


def _write(term: rdflib.term.Node | None) -> str:
    from rdflib import BNode

    return "" if term is None or isinstance(term, BNode) else term.n3()


def _to_rdflib(store: GraphStore, graph: NamedNode) -> rdflib.Graph:
    """Copy one graph into memory, where pyshacl's many small look-ups are fastest."""
    import rdflib

    def convert(term: object) -> rdflib.term.Node:
        if isinstance(term, NamedNode):
            return rdflib.URIRef(term.value)
        if isinstance(term, Literal):
            if term.language:
                return rdflib.Literal(term.value, lang=term.language)
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
        return rdflib.BNode(str(term)[2:])

    # pyshacl ends where it is to compare a blank node with a number. Without it, a value is missing, which is told.
    compared = _compared()
    data = rdflib.Graph()
    for quad in store.quads_for_pattern(None, None, None, graph):
        if isinstance(quad.object, BlankNode) and quad.predicate.value in compared:
            continue
        data.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))
    return data

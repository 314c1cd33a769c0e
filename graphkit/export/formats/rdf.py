"""Write Turtle, TriG, N-Triples, N-Quads and RDF/XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from graphkit.errors import OutputError
from graphkit.export import streaming
from graphkit.export.characters import UNFIT_FOR_XML
from graphkit.export.registry import OutputFormat, Target
from graphkit.model.vocabulary import PREFIXES

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["FORMATS"]

_ELEMENT = re.compile(r"[^\W\d][\w.-]*\Z")


def _write_turtle(store: GraphStore, target: Target, *, merged: bool) -> None:
    streaming.write_turtle(store, target.file, prefixes=target.prefixes, merged=merged, folder=target.folder)


def _write_lines(store: GraphStore, target: Target, *, merged: bool) -> None:
    streaming.write_lines(store, target.file, merged=merged, folder=target.folder)


def _write_xml(store: GraphStore, target: Target) -> None:
    import pyoxigraph
    from pyoxigraph import RdfFormat

    if unfit := next(_find_unfit(store), None):
        raise OutputError(f"RDF/XML has no way to write {unfit!r}; take another format, such as ttl")
    triples = (
        triple
        for subject in streaming.read_subjects(store, streaming.list_graphs(store))
        for triple in pyoxigraph.parse(streaming.to_lines(subject), format=RdfFormat.N_TRIPLES)
    )
    prefixes = {**PREFIXES, "ex": target.base}
    try:
        target.file.write(pyoxigraph.serialize(triples, format=RdfFormat.RDF_XML, prefixes=prefixes) or b"")
    except (ValueError, OSError) as error:
        raise OutputError(f"the graph cannot be written as RDF/XML: {error}; take another format") from error


def _find_unfit(store: GraphStore) -> Iterator[str]:
    """Find what XML cannot hold: control characters in a text, a predicate that ends in no name of an element."""
    from pyoxigraph import Literal

    for quad in store:
        if not _ELEMENT.search(quad.predicate.value):
            yield quad.predicate.value
        if isinstance(quad.object, Literal) and UNFIT_FOR_XML.search(quad.object.value):
            yield quad.object.value[:60]


FORMATS = (
    OutputFormat(name="trig", title="TriG", kind="dataset", write=partial(_write_turtle, merged=False)),
    OutputFormat(
        name="nq", title="N-Quads", kind="dataset", write=partial(_write_lines, merged=False), suffixes=("nquads",)
    ),
    OutputFormat(
        name="ttl", title="Turtle", kind="graph", write=partial(_write_turtle, merged=True), suffixes=("turtle",)
    ),
    OutputFormat(
        name="nt", title="N-Triples", kind="graph", write=partial(_write_lines, merged=True), suffixes=("ntriples",)
    ),
    OutputFormat(name="rdf", title="RDF/XML", kind="graph", write=_write_xml, suffixes=("xml", "owl")),
)

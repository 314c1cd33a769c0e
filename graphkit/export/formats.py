"""Know the formats and write them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from graphkit.errors import OutputError
from graphkit.export import exchange, followthemoney, jsonld, nanopub, neo4j, parquet, schemaorg, streaming
from graphkit.model.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["FORMATS", "Format", "find_format", "list_prefixes", "serialize", "tell_format", "write"]

type Kind = Literal["dataset", "graph", "network", "claims"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that the graph can be written in.

    Args:
        name: What it is called, and its file suffix.
        title: Its full name.
        kind: Whether it keeps the named graphs, merges them, or holds the network of parties and claims, or the claims,
            alone.
        suffixes: Its other file suffixes.
    """

    name: str
    title: str
    kind: Kind
    suffixes: tuple[str, ...] = ()


FORMATS = {
    known.name: known
    for known in (
        Format(name="ttl", title="Turtle", kind="graph", suffixes=("turtle",)),
        Format(name="trig", title="TriG", kind="dataset"),
        Format(name="nq", title="N-Quads", kind="dataset", suffixes=("nquads",)),
        Format(name="nt", title="N-Triples", kind="graph", suffixes=("ntriples",)),
        Format(name="jsonld", title="JSON-LD", kind="dataset", suffixes=("json",)),
        Format(name="rdf", title="RDF/XML", kind="graph", suffixes=("xml", "owl")),
        Format(name="graphml", title="GraphML", kind="network"),
        Format(name="gexf", title="GEXF", kind="network"),
        Format(name="csv", title="CSV, a row an edge", kind="network"),
        Format(name="neo4j", title="CSV for Neo4j's import, zipped", kind="network", suffixes=("neo4j.zip",)),
        Format(name="parquet", title="Parquet, a row a claim", kind="claims"),
        Format(name="ftm", title="FollowTheMoney", kind="claims", suffixes=("ftm.json",)),
        Format(name="nanopub", title="nanopublications", kind="claims", suffixes=("nanopub.trig",)),
        Format(name="schemaorg", title="schema.org claims", kind="claims", suffixes=("schemaorg.jsonld",)),
    )
}
"""Every format by its name."""

_ELEMENT = re.compile(r"[^\W\d][\w.-]*\Z")
_PATHS = ("doc", "entity", "predicate", "proposition")


def find_format(name: str) -> Format:
    """Find a format by its name or by a file's suffix.

    Args:
        name: 'ttl', '.ttl', 'turtle' and the like; case does not matter.

    Raises:
        OutputError: There is none of that name.
    """
    key = name.lower().removeprefix(".")
    for known in FORMATS.values():
        if key in (known.name, *known.suffixes):
            return known
    raise OutputError(f"{name!r} is no format that graphkit writes; choose one of {', '.join(FORMATS)}")


def tell_format(path: Path) -> Format:
    """Tell the format of a file by its suffix: by '.ftm.json' before '.json'.

    Raises:
        OutputError: There is none of that suffix.
    """
    last = "".join(path.suffixes[-2:]).lower().removeprefix(".")
    longer = (known for known in FORMATS.values() if last in known.suffixes)
    return next(longer, None) or find_format(path.suffix)


def list_prefixes(base: str) -> dict[str, str]:
    """List the prefixes that Turtle is written with.

    Args:
        base: The base IRI of the instances.
    """
    # Turtle cannot abbreviate what comes after a slash without a backslash before it: a prefix a folder reads better.
    return {**PREFIXES, "ex": base, **{path: f"{base}{path}/" for path in _PATHS}}


def serialize(store: GraphStore, name: str, *, base: str = BASE) -> bytes:
    """Write a store in a format, in memory.

    Args:
        store: The graph.
        name: The format's name.
        base: The base IRI of the instances, for the prefixes.

    Returns:
        The file's bytes: the same for the same graph.

    Raises:
        OutputError: There is no such format, or it cannot hold the graph.
        OptionalDependencyError: The format needs an extra that is not installed.
    """
    buffer = io.BytesIO()
    write(store, name, buffer, base=base)
    return buffer.getvalue()


def write(store: GraphStore, name: str, file: IO[bytes], *, base: str = BASE, folder: Path | None = None) -> None:
    """Write a store in a format to an open file. Turtle, TriG and lines take no more memory for a larger graph.

    Args:
        store: The graph.
        name: The format's name.
        file: Where to.
        base: The base IRI of the instances, for the prefixes.
        folder: Where to put aside what memory does not hold; None for the system's folder for such files.

    Raises:
        OutputError: There is no such format, or it cannot hold the graph.
        OptionalDependencyError: The format needs an extra that is not installed.
    """
    form = find_format(name)
    merged = form.kind == "graph"
    prefixes = list_prefixes(base)
    match form.name:
        case "nq" | "nt":
            streaming.write_lines(store, file, merged=merged, folder=folder)
        case "ttl" | "trig":
            streaming.write_turtle(store, file, prefixes=prefixes, merged=merged, folder=folder)
        case "jsonld":
            jsonld.write(store, file, prefixes=prefixes, folder=folder)
        case "rdf":
            file.write(_write_xml(store, base))
        case "neo4j":
            neo4j.write(store, file)
        case "parquet":
            parquet.write(store, file)
        case "ftm":
            followthemoney.write(store, file)
        case "nanopub":
            nanopub.write(store, file, prefixes=prefixes, base=base, folder=folder)
        case "schemaorg":
            schemaorg.write(store, file, base)
        case _:
            file.write(exchange.write(store, form.name))


def _write_xml(store: GraphStore, base: str) -> bytes:
    import pyoxigraph
    from pyoxigraph import RdfFormat

    if unfit := next(_find_unfit(store), None):
        raise OutputError(f"RDF/XML has no way to write {unfit!r}; take another format, such as ttl")
    triples = (
        triple
        for subject in streaming.read_subjects(store, streaming.list_graphs(store))
        for triple in pyoxigraph.parse(streaming.to_lines(subject), format=RdfFormat.N_TRIPLES)
    )
    try:
        return pyoxigraph.serialize(triples, format=RdfFormat.RDF_XML, prefixes={**PREFIXES, "ex": base}) or b""
    except (ValueError, OSError) as error:
        raise OutputError(f"the graph cannot be written as RDF/XML: {error}; take another format") from error


def _find_unfit(store: GraphStore) -> Iterator[str]:
    """Find what XML cannot hold: control characters in a text, a predicate that ends in no name of an element."""
    from pyoxigraph import Literal as RdfLiteral

    for quad in store:
        if not _ELEMENT.search(quad.predicate.value):
            yield quad.predicate.value
        if isinstance(quad.object, RdfLiteral) and exchange.UNFIT_FOR_XML.search(quad.object.value):
            yield quad.object.value[:60]

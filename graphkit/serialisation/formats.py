"""Know the formats and write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graphkit.errors import OutputError
from graphkit.serialisation import exchange
from graphkit.serialisation.order import arrange
from graphkit.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graphkit.store import GraphStore

__all__ = ["FORMATS", "Format", "find_format", "serialize"]

type Kind = Literal["dataset", "graph", "network"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that the graph can be written in.

    Args:
        name: What it is called, and its file suffix.
        title: Its full name.
        kind: Whether it keeps the named graphs, merges them, or holds the network of parties and claims alone.
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
    )
}
"""Every format by its name."""

_OXIGRAPH = {
    "ttl": "TURTLE",
    "trig": "TRIG",
    "nq": "N_QUADS",
    "nt": "N_TRIPLES",
    "jsonld": "JSON_LD",
    "rdf": "RDF_XML",
}
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


def serialize(store: GraphStore, name: str, *, base: str = BASE) -> bytes:
    """Write a store in a format.

    Args:
        store: The graph.
        name: The format's name.
        base: The base IRI of the instances, for the prefixes.

    Returns:
        The file's bytes, in UTF-8: the same for the same graph.

    Raises:
        OutputError: There is no such format, or it cannot hold the graph.
    """
    form = find_format(name)
    if form.kind == "network":
        return exchange.write(store, form.name)
    if form.name in ("nq", "nt"):
        return _write_lines(store, form)
    return _write(store, form, base)


def _write_lines(store: GraphStore, form: Format) -> bytes:
    """Write one statement a line, sorted as `LC_ALL=C sort` would."""
    return b"".join(sorted(set(_call(store, form).splitlines(keepends=True))))


def _write(store: GraphStore, form: Format, base: str) -> bytes:
    if form.name == "rdf" and (unfit := next(_find_unfit(store), None)):
        raise OutputError(f"RDF/XML has no way to write {unfit!r}; take another format, such as ttl")
    # Writers cannot abbreviate what comes after a slash without a backslash before it: a prefix a folder reads better.
    folders = {} if form.name == "rdf" else {path: f"{base}{path}/" for path in _PATHS}
    written = _call(arrange(store, merged=form.kind == "graph"), form, {**PREFIXES, "ex": base, **folders})
    return _space(written) if form.name in ("ttl", "trig") else written


def _space(written: bytes) -> bytes:
    """Sort the prefixes and set the subjects apart: a literal's line ends are escaped, so a line is what it seems."""
    lines = written.splitlines(keepends=True)
    head = sorted(line for line in lines if line.startswith(b"@prefix"))
    body = (line + b"\n" if line.endswith(b" .\n") else line for line in lines[len(head) :])
    return b"".join([*head, b"\n", *body]).replace(b"\n\n}\n", b"\n}\n\n").rstrip(b"\n") + b"\n"


def _call(quads: Iterable[Quad], form: Format, prefixes: dict[str, str] | None = None) -> bytes:
    import pyoxigraph

    kind = getattr(pyoxigraph.RdfFormat, _OXIGRAPH[form.name])
    statements = quads if form.kind == "dataset" else (quad.triple for quad in quads)
    try:
        return pyoxigraph.serialize(statements, format=kind, prefixes=prefixes) or b""
    except (ValueError, OSError) as error:
        raise OutputError(f"the graph cannot be written as {form.title}: {error}; take another format") from error


def _find_unfit(store: GraphStore) -> Iterator[str]:
    """Find what XML cannot hold: control characters in a text, a predicate that ends in no name of an element."""
    from pyoxigraph import Literal as RdfLiteral

    for quad in store:
        if not _ELEMENT.search(quad.predicate.value):
            yield quad.predicate.value
        if isinstance(quad.object, RdfLiteral) and exchange.UNFIT_FOR_XML.search(quad.object.value):
            yield quad.object.value[:60]

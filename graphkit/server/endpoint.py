"""Answer queries of the SPARQL 1.1 Protocol; `answer` runs in a process of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import mimeparse
from pyoxigraph import NamedNode

from graphkit import store
from graphkit.errors import QueryError
from graphkit.files import replacement
from graphkit.files.layout import VERSIONS
from graphkit.model.vocabulary import BASE
from graphkit.query import evaluation
from graphkit.query.catalogue import NamedQuery
from graphkit.server import replies
from graphkit.server.replies import Reply

__all__ = ["Query", "answer", "choose_kind"]

_TABLES = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
_GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "xml",
    "application/ld+json": "jsonld",
    "text/plain": "ntriples",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The query of a client.

    Args:
        text: The SPARQL.
        default_graphs: The graphs that are merged into the default graph; none: all of them.
        named_graphs: The graphs that GRAPH finds; none: all of them, unless default graphs are given.
        bindings: Values for the query's parameters, as `graphkit query --bind` takes them: '$who=China' in a request.
        accept: The media types that the client accepts.
    """

    text: str
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    bindings: Mapping[str, str] = field(default_factory=dict)
    accept: str = "*/*"


def answer(folder: Path, query: Query) -> Reply:
    """Answer a query.

    Args:
        folder: The output folder of graphkit.
        query: The query.

    Raises:
        QueryError: It is malformed, or not allowed at a read-only endpoint.
    """
    base = str(replacement.read_marker(folder).get("base_iri", BASE))
    if NamedQuery.parse(query.text).of == "versions":
        opened = store.open_versions(folder / VERSIONS, base)
    else:
        opened = store.open_output(folder, whole=False)
    result = evaluation.run_remote(opened, query.text, query.bindings, base=base, dataset=_choose_graphs(query))
    forms = _GRAPHS if result.kind == "graph" else _TABLES
    kind = choose_kind(forms, query.accept)
    if kind is None:
        return replies.refuse(406, f"the answer can be had as {', '.join(forms)}, not as {query.accept[:200]}")
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return Reply(body=result.serialize(forms[kind]), kind=kind + charset)


def choose_kind(kinds: Iterable[str], accept: str) -> str | None:
    """Choose the media type that a client prefers; of several that it prefers equally, the first.

    Args:
        kinds: The media types to choose from.
        accept: The client's Accept header (RFC 9110).

    Returns:
        The media type; None where the client accepts none of them.
    """
    try:
        # of equal ones the library returns the last
        return mimeparse.best_match(list(kinds)[::-1], accept or "*/*") or None
    except (mimeparse.MimeTypeParseException, ValueError):
        return None


def _choose_graphs(query: Query) -> Mapping[str, object]:
    if not query.default_graphs and not query.named_graphs:
        return {"use_default_graph_as_union": True}
    return {
        "default_graph": [_graph(iri) for iri in query.default_graphs],
        "named_graphs": [_graph(iri) for iri in query.named_graphs],
    }


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise QueryError(f"{iri[:200]!r} is no address of a graph") from None

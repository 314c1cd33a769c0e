"""Read what a SPARQL server answers, as the types that queries on this machine give."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, cast

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from graphkit.errors import StoreError
from graphkit.store import nesting

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from graphkit.store.web import HttpAnswer

__all__ = ["GRAPHS", "TABLES", "parse_graph", "parse_table", "unreadable_error"]

TABLES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
GRAPHS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def parse_table(body: bytes | IO[bytes], answer: HttpAnswer) -> QuerySolutions | QueryBoolean:
    """Read rows, or yes or no.

    Raises:
        StoreError: It is none of these.
    """
    _check_depth(body, answer)
    try:
        return pyoxigraph.parse_query_results(body, TABLES[answer.kind])
    except SyntaxError as error:
        raise unreadable_error(answer, error) from None


def parse_graph(body: bytes, answer: HttpAnswer) -> QueryTriples:
    """Convert triples to the type that queries on this machine return, which only the engine can make.

    Raises:
        StoreError: They are malformed.
    """
    _check_depth(body, answer)
    store = pyoxigraph.Store()
    try:
        store.load(body, GRAPHS[answer.kind])
    except SyntaxError as error:
        raise unreadable_error(answer, error) from None
    return cast("QueryTriples", store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))


def _check_depth(body: bytes | IO[bytes], answer: HttpAnswer) -> None:
    if isinstance(body, bytes) and not answer.kind.endswith("xml"):
        line = nesting.find_deeper(body, json=answer.kind.endswith("json"))
        if line is not None:
            what = f"line {line} is nested more than {nesting.DEEPEST} deep"
            raise StoreError(f"{answer.address}: the server's answer is not read: {what}")


def unreadable_error(answer: HttpAnswer, error: SyntaxError) -> StoreError:
    """Make the error that says that an answer is not what it calls itself."""
    return StoreError(f"{answer.address}: the server's answer is no {answer.kind}: {error.msg}")

"""The answer to a query as a value, and the forms that it can be written in."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from typing import Literal as Choice

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)

from graphkit.errors import QueryError
from graphkit.store import explain_damage

__all__ = ["QueryResult", "collect"]

Value = NamedNode | BlankNode | Literal | Triple

_TABLES = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "ttl": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nt": RdfFormat.N_TRIPLES,
    "xml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """What a query answers.

    Args:
        kind: 'select' for rows, 'ask' for yes or no, 'graph' for triples.
        variables: The columns of the rows, without '?'.
        rows: A term or None for each column.
        answer: Yes or no; None for other kinds.
        triples: The triples, sorted, each once.
        bound: Which terms each given value was taken for.
        prefixes: What shortens addresses in tables and Turtle.
    """

    kind: Choice["select", "ask", "graph"]
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Value | None, ...], ...] = ()
    answer: bool | None = None
    triples: tuple[Triple, ...] = ()
    bound: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)

    def table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return the answer as columns and rows of plain text, with addresses shortened, for people to read."""
        if self.kind == "ask":
            return ("answer",), [("yes" if self.answer else "no",)]
        if self.kind == "graph":
            spread = [(t.subject, t.predicate, t.object) for t in self.triples]
            return ("subject", "predicate", "object"), [tuple(map(self._show, row)) for row in spread]
        return self.variables, [tuple(map(self._show, row)) for row in self.rows]

    def records(self) -> list[dict[str, str]]:
        """Return the rows of `table` as dictionaries by column."""
        columns, rows = self.table()
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def serialize(self, format: str) -> bytes:
        """Write the answer in a standard format, in UTF-8.

        Args:
            format: 'csv', 'tsv', 'json' or 'xml' for rows and yes or no (the SPARQL results formats); 'turtle',
                'ntriples', 'xml' or 'jsonld' for triples.

        Raises:
            QueryError: The answer has no such form.
        """
        forms = _GRAPHS if self.kind == "graph" else _TABLES
        if format not in forms:
            raise QueryError(f"the answer is {_WORDS[self.kind]} and has no form {format!r}; take {', '.join(forms)}")
        if self.kind == "graph":
            written = pyoxigraph.serialize(self.triples, format=_GRAPHS[format], prefixes=dict(self.prefixes))
            return bytes(written or b"")
        if self.kind == "ask" and format in ("csv", "tsv"):
            return b"true\n" if self.answer else b"false\n"  # the standard has no CSV for yes and no
        parsed = pyoxigraph.parse_query_results(json.dumps(self._document()), format=QueryResultsFormat.JSON)
        return bytes(parsed.serialize(format=_TABLES[format]) or b"")

    def _document(self) -> dict[str, Any]:
        """Build the standard's JSON, from which the engine writes the other formats."""
        if self.kind == "ask":
            return {"head": {}, "boolean": self.answer}
        bindings = [
            {name: _json(term) for name, term in zip(self.variables, row, strict=True) if term is not None}
            for row in self.rows
        ]
        return {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}

    def _show(self, term: Value | None) -> str:
        if term is None:
            return ""
        if not isinstance(term, NamedNode):
            return term.value if isinstance(term, Literal) else str(term)
        fits = [(iri, name) for name, iri in self.prefixes.items() if term.value.startswith(iri)]
        if not fits:
            return term.value
        iri, name = max(fits, key=lambda fit: (len(fit[0]), fit[1]))
        return f"{name}:{term.value.removeprefix(iri)}"

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        columns, rows = self.table()
        head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
        body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


_WORDS = {"select": "a table", "ask": "yes or no", "graph": "a graph"}


def collect(
    answer: QuerySolutions | QueryBoolean | QueryTriples,
    *,
    ordered: bool,
    bound: Mapping[str, tuple[Value, ...]],
    prefixes: Mapping[str, str],
) -> QueryResult:
    """Take all of an answer out of the engine.

    Args:
        answer: What the engine gives.
        ordered: Whether the query orders its rows; they are sorted where it does not.
        bound: Which terms each given value was taken for.
        prefixes: What shortens addresses.

    Raises:
        DamageError: The store is damaged.
        QueryError: The engine fails on the way for another reason.
    """
    try:
        if isinstance(answer, QueryBoolean):
            return QueryResult(kind="ask", answer=bool(answer), bound=bound, prefixes=prefixes)
        if isinstance(answer, QueryTriples):
            triples = tuple(sorted(set(answer), key=str))
            return QueryResult(kind="graph", triples=triples, bound=bound, prefixes=prefixes)
        variables = tuple(variable.value for variable in answer.variables)
        rows = [tuple(solution) for solution in answer]
    except (OSError, RuntimeError, SyntaxError, ValueError) as error:
        raise explain_damage(error) or QueryError(f"the query cannot be answered: {error}") from error
    if not ordered:
        rows.sort(key=lambda row: tuple("" if term is None else str(term) for term in row))
    return QueryResult(kind="select", variables=variables, rows=tuple(rows), bound=bound, prefixes=prefixes)


def _json(term: Value) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}

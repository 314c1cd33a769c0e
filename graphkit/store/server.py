"""Keep the graph in a SPARQL 1.1 server: Query, Update and the Graph Store Protocol, by pyoxigraph's names.

What servers do differently is the default graph. Where it is not the union of all graphs by itself, Oxigraph is asked
for the union by a parameter of its own, and every other server as the standard has it: the request names all graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    Variable,
)

from graphkit.errors import QueryError, StoreError
from graphkit.store.addresses import Credentials, Endpoints, read_timeout
from graphkit.store.answers import GRAPHS, TABLES, parse_graph, parse_table, unreadable_error
from graphkit.store.local import check_clock
from graphkit.store.web import Client, HttpAnswer

if TYPE_CHECKING:
    from graphkit.store.face import Functions

__all__ = ["Server"]

type Name = NamedNode | BlankNode | DefaultGraph
type Term = NamedNode | BlankNode | Literal | Triple
type Parameters = tuple[tuple[str, str], ...]

_UNION: Parameters = (("union-default-graph", "true"),)
_FORM = "application/x-www-form-urlencoded"
# A triple of a named graph that the default graph does not show.
_HIDDEN = """SELECT ?s ?p ?o {
  { SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) } } LIMIT 1000 }
  FILTER NOT EXISTS { ?s ?p ?o }
} LIMIT 1"""
_GRAPH_NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
_ANYTHING = "?s ?p ?o"
_NOWHERE = "urn:graphkit:no-graph"


class Server:
    """A SPARQL 1.1 server, with the face of every store and what oxrdflib calls beside it.

    Args:
        url: Its address.
        query: The address for queries, whole or below `url`.
        update: The address for updates.
        data: The address for whole graphs.
        timeout: How many seconds an answer may take.

    Raises:
        StoreError: It is no address, or holds a password.
    """

    def __init__(
        self,
        url: str,
        *,
        query: str | None = None,
        update: str | None = None,
        data: str | None = None,
        timeout: float | None = None,
    ) -> None:
        self.endpoints = Endpoints.derive(url, query=query, update=update, data=data)
        self._client = Client(self.endpoints, Credentials(), read_timeout() if timeout is None else timeout)
        self._way: str | None = None

    def __repr__(self) -> str:
        return f"<Server {self.endpoints.url}>"

    def __iter__(self) -> Iterator[Quad]:
        return self.quads_for_pattern(None, None, None)

    def __len__(self) -> int:
        """Count the quads."""
        pattern = self._spread(_ANYTHING, None)
        [[number]] = self._select(f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        return int(cast("Literal", number).value)

    def quads_for_pattern(
        self,
        subject: NamedNode | BlankNode | Triple | None,
        predicate: NamedNode | None,
        object: Term | None,
        graph_name: Name | None = None,
    ) -> Iterator[Quad]:
        """Find the quads that have these terms; None stands for any.

        Raises:
            StoreError: One is a blank node, which no other machine knows by its name.
        """
        given = {"s": subject, "p": predicate, "o": object, "g": graph_name}
        if any(isinstance(term, BlankNode) for term in given.values()):
            raise StoreError(
                "a blank node has its name in its own store alone, so that no server can be asked about it"
            )
        words = {name: f"?{name}" if term is None else str(term) for name, term in given.items()}
        pattern = self._spread(f"{words['s']} {words['p']} {words['o']}", graph_name)
        open_ = [name for name, term in given.items() if term is None]
        wanted = " ".join(f"?{name}" for name in open_) or "(1 AS ?there)"
        for row in self._select(f"SELECT {wanted} {{ {pattern} }}"):
            found = {**given, **dict(zip(open_, row, strict=False))}
            yield Quad(found["s"], found["p"], found["o"], found["g"] or DefaultGraph())

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """List the names of the graphs that hold anything."""
        for (name,) in self._select(_GRAPH_NAMES):
            yield cast("NamedNode", name)

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Name | list[Name] | None = None,
        named_graphs: list[NamedNode | BlankNode] | None = None,
        substitutions: Mapping[Variable, Term] | None = None,
        custom_functions: Functions | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL query.

        Args:
            query: The SPARQL.
            prefixes: What prefixed names stand for, beside what the query declares.
            use_default_graph_as_union: Whether the default graph is the union of all.
            default_graph: A named graph, or several, to take for the default graph; then there is no other.
            named_graphs: The graphs that a query can name; others are then not there.
            substitutions: Terms for variables.
            custom_functions: Must be None: a server calls none of ours.

        Raises:
            SyntaxError: It is no SPARQL.
            QueryError: The server does not take it, or it calls a function of ours.
            StoreError: The server cannot be reached, or is none.
        """
        if custom_functions:
            raise QueryError("the server cannot compare meanings (gk:likeness); ask the folder that the graph is in")
        known = dict(prefixes or {})
        # Put to an empty store first, it tells its form, and what is wrong with it in the same words as everywhere.
        check_clock()
        form = pyoxigraph.Store().query(query, prefixes=known)
        text = _declare(known, query)
        if substitutions:
            names = " ".join(map(str, substitutions))
            text += f"\nVALUES ({names}) {{ ({' '.join(map(str, substitutions.values()))}) }}"
        if use_default_graph_as_union:
            parameters = self._find_union()
        else:
            parameters = _pick(default_graph, named_graphs)
        graph = isinstance(form, QueryTriples)
        answer = self._ask(text, GRAPHS if graph else TABLES, parameters)
        # Read whole: what goes wrong on the way is said here, and the connection is free for the next question.
        body = answer.read_all()
        return parse_graph(body, answer) if graph else parse_table(body, answer)

    def update(self, update: str, *, prefixes: Mapping[str, str] | None = None) -> None:
        """Change the graph by SPARQL Update."""
        text = _declare(prefixes or {}, update)
        self._write("POST", self.endpoints.update, body=text.encode(), kind="application/sparql-update")

    def add(self, quad: Quad) -> None:
        """Add a quad."""
        self.update(f"INSERT DATA {{ {_place(quad)} }}")

    def remove(self, quad: Quad) -> None:
        """Remove a quad."""
        self.update(f"DELETE DATA {{ {_place(quad)} }}")

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads, all or none."""
        self.update(f"INSERT DATA {{ {' '.join(map(_place, quads))} }}")

    def bulk_extend(self, quads: Iterable[Quad]) -> None:
        """Add many quads, graph by graph."""
        graphs: dict[Name, list[Triple]] = {}
        for quad in quads:
            graphs.setdefault(quad.graph_name, []).append(quad.triple)
        for name, triples in graphs.items():
            self._send_graph("POST", name, triples)

    def put_graph(self, name: NamedNode | DefaultGraph, triples: Iterable[Triple]) -> None:
        """Replace a graph, whole or not at all."""
        self._send_graph("PUT", name, triples)

    def add_graph(self, name: Name) -> None:
        """Do nothing: a graph exists as soon as it holds anything."""

    def remove_graph(self, graph_name: Name) -> None:
        """Remove a graph, if it is there."""
        # The Graph Store Protocol has it too, but answers with an error where there is none.
        target = f"GRAPH {graph_name}" if isinstance(graph_name, NamedNode) else "DEFAULT"
        self.update(f"DROP SILENT {target}")

    def close(self) -> None:
        """Close the connections; the next question opens new ones."""
        self._client.close()

    def check(self) -> None:
        """Ask the least that can be asked, to learn whether a SPARQL server answers.

        Raises:
            StoreError: It does not.
        """
        self.query("ASK {}")

    def _send_graph(self, method: str, name: Name, triples: Iterable[Triple]) -> None:
        body = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        which = ("graph", name.value) if isinstance(name, NamedNode) else ("default", "")
        self._write(method, self.endpoints.data, parameters=(which,), body=body, kind="application/n-triples")

    def _write(self, method: str, address: str, **request: Any) -> None:  # noqa: ANN401
        self._way = None
        self._client.send(method, address, **request).read_all()

    def _spread(self, triple: str, graph: Name | None) -> str:
        """Write a pattern that a triple matches in one graph, or in any."""
        named = f"GRAPH {graph or '?g'} {{ {triple} }}"
        if isinstance(graph, NamedNode):
            return named
        # Where the default graph is a union, what it shows of the named graphs is not its own.
        self._find_union()
        own = f"FILTER NOT EXISTS {{ GRAPH ?any {{ {triple} }} }}" if self._way == "itself" else ""
        plain = f"{{ {triple} {own} }}"
        return plain if isinstance(graph, DefaultGraph) else f"{plain} UNION {{ {named} }}"

    def _find_union(self) -> Parameters:
        """Find how this server makes the default graph the union of all, by a triple that must be seen in it."""
        if self._way is None:
            hidden = next(iter(self._select(_HIDDEN)), None)
            if hidden is None:
                names = next(iter(self._select(f"{_GRAPH_NAMES} LIMIT 1")), None)
                self._way = "itself" if names else None
                return ()
            triple = " ".join(map(str, hidden))
            seen = self._ask(f"ASK {{ {triple} . GRAPH ?g {{ {triple} }} }}", TABLES, _UNION)
            self._way = "oxigraph" if parse_table(seen.read_all(), seen) else "listed"
        if self._way == "listed":
            names_ = [cast("NamedNode", row[0]).value for row in self._select(_GRAPH_NAMES)]
            return tuple((kind, name) for kind in ("default-graph-uri", "named-graph-uri") for name in names_)
        return _UNION if self._way == "oxigraph" else ()

    def _select(self, text: str) -> Iterator[tuple[Any, ...]]:
        """Iterate over the rows of an answer as they arrive."""
        answer = self._ask(text, TABLES)
        try:
            rows = parse_table(cast("IO[bytes]", answer), answer)
            if isinstance(rows, QueryBoolean):
                raise StoreError(f"{self.endpoints.query}: the server answers a SELECT with yes or no")
            for row in rows:
                yield tuple(row)
            answer.read_all()  # only the end is left, which frees the connection
        except SyntaxError as error:
            raise unreadable_error(answer, error) from None
        finally:
            answer.close()

    def _ask(self, text: str, kinds: Mapping[str, Any], parameters: Parameters = ()) -> HttpAnswer:
        accept = ", ".join(f"{kind};q={1 - place / 10:.1f}" for place, kind in enumerate(kinds))
        body = urlencode([("query", text), *parameters]).encode()
        address = self.endpoints.query
        answer = self._client.send("POST", address, body=body, kind=_FORM, accept=accept, refused=QueryError)
        if answer.kind not in kinds:
            answer.close()
            kind = self._client.show(answer.kind) or "nothing that it names"
            hint = "give the address of a SPARQL 1.1 server, such as http://localhost:7878"
            raise StoreError(f"{address}: answers with {kind}, which is no answer to a SPARQL query; {hint}")
        return answer


def _declare(prefixes: Mapping[str, str], text: str) -> str:
    """Declare the prefixes that a text may use: a server knows none of them."""
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items() if f"{name}:" in text) + text


def _pick(default: Name | list[Name] | None, named: Iterable[NamedNode | BlankNode] | None) -> Parameters:
    """Name the graphs of a request's dataset; the server's own default graph cannot be named."""
    defaults = default if isinstance(default, list) else [default]
    kinds = (("default-graph-uri", defaults), ("named-graph-uri", named or ()))
    names = tuple((kind, name.value) for kind, names in kinds for name in names if isinstance(name, NamedNode))
    # A request that names no graph is one about all of them.
    return names or ((("named-graph-uri", _NOWHERE),) if isinstance(default, list) or named is not None else ())


def _place(quad: Quad) -> str:
    """Write a quad for an update."""
    triple = f"{quad.subject} {quad.predicate} {quad.object} ."
    named = isinstance(quad.graph_name, NamedNode)
    return f"GRAPH {quad.graph_name} {{ {triple} }}" if named else triple

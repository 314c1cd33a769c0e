"""Show how a query is understood and what its answer takes.

The engine does not tell its own plan (pyoxigraph has no EXPLAIN). What can be told is the query's algebra, as rdflib
reads it, how many triples each of its patterns fits when it stands alone, and how long the engine takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, QuerySolutions

from graphkit.query.results import QueryResult
from graphkit.store import GraphStore

__all__ = ["QueryExplanation", "measure", "outline"]

_SYMBOLS = {"ConditionalAndExpression": "&&", "ConditionalOrExpression": "||"}
_NOT_SHOWN = "(rdflib's parser cannot read this query, so its algebra is not shown)"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryExplanation:
    """What there is to say of a query and its answer.

    Args:
        text: The SPARQL that was put to the engine, with the values in it.
        bound: Which terms each given value was taken for, written as in Turtle.
        graphs: How many named graphs the store holds.
        triples: How many triples they hold.
        algebra: The algebra, a step a line, what it works on indented below it; a pattern of three terms says how many
            triples of the store it fits.
        seconds: How long each run took, its answer read to the end.
        rows: How many rows or triples each run gave; 1 where the answer is yes or no.
    """

    text: str
    bound: Mapping[str, tuple[str, ...]]
    graphs: int
    triples: int
    algebra: tuple[str, ...]
    seconds: tuple[float, ...]
    rows: tuple[int, ...]

    def __str__(self) -> str:
        runs = ", ".join(f"{taken * 1000:,.1f} ms" for taken in self.seconds)
        given = [f"  ?{name} = {' or '.join(terms)}" for name, terms in self.bound.items()]
        return "\n".join(
            [
                "Query, as it was put to the engine",
                *(f"  {line}".rstrip() for line in self.text.strip().splitlines()),
                "",
                "Values",
                *(given or ["  none were given"]),
                "",
                "Dataset",
                f"  {self.triples:,} triples in {self.graphs:,} named graphs; the default graph is the union of all of",
                "  them, unless the query picks some by FROM",
                "",
                "Algebra, as rdflib reads it, with the triples that each pattern alone fits in all graphs",
                "(the engine, Oxigraph, does not tell its own plan: it puts the patterns into an order of its own)",
                *(f"  {line}" for line in self.algebra),
                "",
                f"Measured: {', '.join(f'{number:,}' for number in sorted(set(self.rows)))} rows in each of "
                f"{len(self.seconds)} runs, which took {runs}",
            ]
        )


def measure(
    store: GraphStore,
    text: str,
    bound: Mapping[str, Sequence[object]],
    prefixes: Mapping[str, str],
    ask: Callable[[], QueryResult],
) -> QueryExplanation:
    """Read a query's algebra and measure its answer.

    Args:
        store: The graph.
        text: The SPARQL, with the values in it.
        bound: Which terms each given value was taken for.
        prefixes: What prefixed names stand for.
        ask: Puts the query to the engine.
    """
    seconds, rows = [], []
    for _ in range(3):
        start = time.perf_counter()
        result = ask()
        seconds.append(time.perf_counter() - start)
        rows.append(1 if result.kind == "ask" else len(result.rows) + len(result.triples))
    return QueryExplanation(
        text=text,
        bound={name: tuple(map(str, terms)) for name, terms in bound.items()},
        graphs=sum(1 for _ in store.named_graphs()),
        triples=len(store),
        algebra=tuple(outline(store, text, prefixes)),
        seconds=tuple(seconds),
        rows=tuple(rows),
    )


def outline(store: GraphStore, text: str, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Write the algebra of a query, a step a line.

    Args:
        store: The graph, in which the triples that fit are counted.
        text: The SPARQL.
        prefixes: What prefixed names stand for, and what shortens addresses.
    """
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql import prepareQuery

    try:
        algebra = prepareQuery(text, initNs=dict(prefixes)).algebra
    except (ParseBaseException, RecursionError, ValueError, TypeError, AttributeError):
        yield _NOT_SHOWN
        return
    except Exception as error:  # rdflib raises a bare Exception for what it cannot translate
        yield f"{_NOT_SHOWN[:-1]}: {error})"
        return
    yield from _Writer(store, prefixes).write(algebra, 0)


class _Writer:
    """Writes rdflib's algebra, whose nodes are dictionaries with a name."""

    def __init__(self, store: GraphStore, prefixes: Mapping[str, str]) -> None:
        from rdflib import Graph
        from rdflib.namespace import NamespaceManager

        self._store = store
        self._names = NamespaceManager(Graph(), bind_namespaces="none")
        for name, iri in prefixes.items():
            self._names.bind(name, iri)

    def write(self, node: Any, depth: int) -> Iterator[str]:  # noqa: ANN401
        """Write a node and what it works on."""
        name = getattr(node, "name", type(node).__name__)
        yield f"{'  ' * depth}{name.removesuffix('Query')}{self._describe(name, node)}"
        if name == "BGP":
            for triple in node.triples:
                yield f"{'  ' * (depth + 1)}{' '.join(map(self._show, triple))}{self._count(triple)}"
        for part in (node.get(key) for key in ("p", "p1", "p2")):
            if getattr(part, "name", ""):
                yield from self.write(part, depth + 1)

    def _gather(self, node: Any) -> Iterator[str]:  # noqa: ANN401
        """Write the patterns and conditions of a node on one line."""
        name = getattr(node, "name", "")
        if name == "BGP":
            yield from (" ".join(map(self._show, triple)) for triple in node.triples)
        for part in (node.get(key) for key in ("p", "p1", "p2")) if name else ():
            yield from self._gather(part)
        if name == "Filter":
            yield f"FILTER({self._show(node.expr)})"

    def _describe(self, name: str, node: Any) -> str:  # noqa: ANN401
        """Describe what a step does, apart from what it works on."""
        if name in ("Project", "SelectQuery"):
            return "".join(f" {self._show(variable)}" for variable in node.PV) if name == "Project" else ""
        if name == "Extend":
            return f" {self._show(node.var)} := {self._show(node.expr)}"
        if name in ("Filter", "LeftJoin"):
            return "" if node.expr.name == "TrueFilter" else f" {self._show(node.expr)}"
        if name == "Graph":
            return f" {self._show(node.term)}"
        if name == "OrderBy":
            return "".join(f" {'DESC ' * (key.order == 'DESC')}{self._show(key.expr)}" for key in node.expr)
        if name == "Slice":
            return f" from {node.start}" + ("" if node.length is None else f", at most {node.length}")
        if name == "Group":
            return "".join(f" {self._show(key)}" for key in node.expr or ())
        if name == "AggregateJoin":
            return "".join(f" {self._show(part.res)} := {self._show(part)};" for part in node.A)
        if name == "values" and node.res:
            rows = [", ".join(f"{self._show(k)} = {self._show(v)}" for k, v in row.items()) for row in node.res[:5]]
            return f" {' | '.join(rows)}" + (f" … {len(node.res)} rows" if len(node.res) > 5 else "")
        return ""

    def _show(self, part: Any) -> str:  # noqa: ANN401
        """Write a term or an expression as SPARQL has it, more or less."""
        from rdflib.paths import Path
        from rdflib.term import BNode, Identifier, Variable

        name = getattr(part, "name", "")
        if isinstance(part, Variable | BNode):
            return f"?{part}" if isinstance(part, Variable) else "[]"
        if isinstance(part, Identifier | Path):
            return str(part.n3(self._names))
        if isinstance(part, list):
            return ", ".join(map(self._show, part))
        if name == "RelationalExpression":
            other = self._show(part.other)
            return f"{self._show(part.expr)} {part.op} {f'({other})' if isinstance(part.other, list) else other}"
        if name in _SYMBOLS:
            return f"({f' {_SYMBOLS[name]} '.join(map(self._show, [part.expr, *part.other]))})"
        if name == "UnaryNot":
            return f"!{self._show(part.expr)}"
        if name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            return (
                f"{name.removeprefix('Builtin_').replace('NOTE', 'NOT E')} {{ {' . '.join(self._gather(part.graph))} }}"
            )
        if not name:
            return str(part)
        if name.startswith("Aggregate_"):
            return (
                f"{name.removeprefix('Aggregate_').upper()}({'DISTINCT ' * bool(part.distinct)}{self._show(part.vars)})"
            )
        values = [self._show(value) for key, value in part.items() if value is not None and not key.startswith("_")]
        return f"{name.removeprefix('Builtin_').strip('_')}({', '.join(values)})"

    def _count(self, triple: Sequence[Any]) -> str:
        """Count the triples that a pattern fits in all graphs; a path has none of its own."""
        from rdflib import Literal, URIRef
        from rdflib.paths import Path

        if any(isinstance(term, Path) for term in triple):
            return ""
        terms = []
        for place, term in zip("spo", triple, strict=True):
            if isinstance(term, URIRef):
                terms.append(term.n3())
            elif isinstance(term, Literal):
                kind = NamedNode(str(term.datatype)) if term.datatype else None
                terms.append(
                    str(Text(str(term), language=term.language) if term.language else Text(str(term), datatype=kind))
                )
            else:
                terms.append(f"?{place}{triple.index(term)}")
        found = self._store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?graph {{ {' '.join(terms)} }} }}")
        assert isinstance(found, QuerySolutions)
        number = next(iter(found))["n"]
        return f"   # {int(number.value):,}" if isinstance(number, Text) else ""

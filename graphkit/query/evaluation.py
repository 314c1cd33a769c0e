"""Run SPARQL over the graph: the named questions of the ontology, files, or text, with values bound and never pasted.

Queries only read, and never leave the machine: what would change the graph or ask another server is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import QueryError
from graphkit.language import meaning
from graphkit.model.vocabulary import BASE, PREFIXES
from graphkit.query.bindings import Term, bind
from graphkit.query.catalogue import NamedQuery, Parameter, find, named, read
from graphkit.query.explanation import QueryExplanation, measure
from graphkit.query.functions import compares_meanings
from graphkit.query.results import QueryResult, collect
from graphkit.query.syntax import evaluate, refuse, refuse_remote
from graphkit.query.terms import find_unknown_terms

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = [
    "NamedQuery",
    "Parameter",
    "QueryExplanation",
    "QueryResult",
    "explain_query",
    "find_unknown_terms",
    "named",
    "read_query",
    "refuse_remote",
    "run",
    "run_remote",
    "why_only_words",
]

_NAME = re.compile(r"[\w.-]+")


def run(
    store: GraphStore,
    query: str | Path,
    bindings: Mapping[str, str] | None = None,
    *,
    base: str = BASE,
) -> QueryResult:
    """Answer a query.

    The default graph is the union of all graphs, so a triple that several documents share is there once for each of
    them: say DISTINCT. The prefixes of `graphkit.model.vocabulary.PREFIXES` and `ex:`, the base, need no declaring. The
    rows of a query without ORDER BY come sorted, so that the same graph gives the same answer.

    Args:
        store: The graph.
        query: SPARQL text, a path to a file of it (a string that ends in '.rq' is one), or the name of a question in
            `named()`.
        bindings: Values for the query's parameters, or for any variable of it. Each is an address ('https://…'), a
            prefixed name ('ex:zhang-jun'), or plain text: where an entity is wanted, its name, in any case.
        base: Where the graph's things live, which `ex:` stands for.

    Raises:
        QueryError: The query is unknown or malformed, would write or leave the machine, or a value is missing, of no
            use, or for something that the query does not have.
    """
    text, bound, prefixes = _prepare(store, _understand(query), bindings, base)
    return _answer(store, text, bound, prefixes)


def run_remote(
    store: GraphStore,
    text: str,
    bindings: Mapping[str, str] | None = None,
    *,
    base: str = BASE,
    dataset: Mapping[str, Any] | None = None,
) -> QueryResult:
    """Answer a query of a stranger: SPARQL text and nothing else, and no FROM.

    Args:
        store: The graph.
        text: The SPARQL, with the head of a query file or without.
        bindings: Its values, as `run` takes them.
        base: Where the graph's things live.
        dataset: What the engine is to take for the default graph and the named ones, in its own words; None: the union.

    Raises:
        QueryError: As `run` does, and where `refuse_remote` does.
    """
    prepared, bound, prefixes = _prepare(store, NamedQuery.parse(text), bindings, base, refuse_remote)
    return _answer(store, prepared, bound, prefixes, dataset)


def explain_query(
    store: GraphStore,
    query: str | Path,
    bindings: Mapping[str, str] | None = None,
    *,
    base: str = BASE,
) -> QueryExplanation:
    """Show how a query is understood, which values are bound, what it runs on, and how long its answer takes.

    Args:
        store: The graph.
        query: The query, as `run` takes it.
        bindings: Its values, as `run` takes them.
        base: Where the graph's things live.

    Raises:
        QueryError: As `run` does.
    """
    text, bound, prefixes = _prepare(store, _understand(query), bindings, base)
    return measure(store, text, bound, prefixes, lambda: _answer(store, text, bound, prefixes))


def read_query(query: str | Path) -> NamedQuery:
    """Read a query with what its head says of it.

    Args:
        query: The query, as `run` takes it.

    Raises:
        QueryError: It is unknown or cannot be read.
    """
    return _understand(query)


def why_only_words(query: str | Path) -> str | None:
    """Return in one line why a query compares words where it asks for meanings; None where it does not.

    Args:
        query: The query, as `run` takes it.

    Raises:
        QueryError: It is unknown or cannot be read.
    """
    return meaning.why_only_words() if compares_meanings(_understand(query).text) else None


def _prepare(
    store: GraphStore,
    question: NamedQuery,
    bindings: Mapping[str, str] | None,
    base: str,
    guard: Callable[[str, Mapping[str, str]], None] = refuse,
) -> tuple[str, dict[str, tuple[Term, ...]], dict[str, str]]:
    """Bind a query's values, and check it for what is refused, before and after."""
    prefixes = {**PREFIXES, "ex": base}
    guard(question.text, prefixes)
    text, bound = bind(store, question, bindings or {}, prefixes)
    guard(text, prefixes)
    return text, bound, prefixes


def _answer(
    store: GraphStore,
    text: str,
    bound: Mapping[str, tuple[Term, ...]],
    prefixes: Mapping[str, str],
    dataset: Mapping[str, Any] | None = None,
) -> QueryResult:
    ordered = re.search(r"\border\s+by\b", text, re.IGNORECASE) is not None
    answer = evaluate(store, text, prefixes, dataset=dataset)
    return collect(answer, ordered=ordered, bound=bound, prefixes=prefixes)


def _understand(query: str | Path) -> NamedQuery:
    """Distinguish a path, a name and a text, and read what they stand for."""
    if isinstance(query, Path):
        return read(query)
    word = query.strip()
    if "\n" not in word and "{" not in word and word.endswith(".rq"):
        return read(Path(word))
    if _NAME.fullmatch(word):
        return find(word)
    if not word:
        raise QueryError("the query is empty; give SPARQL text, a .rq file or the name of a question")
    return NamedQuery.parse(query)

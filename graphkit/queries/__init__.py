"""Run SPARQL over the graph: the named questions of the ontology, files, or text, with values bound and never pasted.

Queries only read, and never leave the machine: what would change the graph or ask another server is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import QueryError
from graphkit.queries.bindings import bind
from graphkit.queries.catalogue import NamedQuery, Parameter, find, named, read
from graphkit.queries.results import Result, collect
from graphkit.queries.syntax import evaluate, refuse
from graphkit.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["NamedQuery", "Parameter", "Result", "named", "run"]

_NAME = re.compile(r"[\w.-]+")


def run(
    store: GraphStore,
    query: str | Path,
    bindings: Mapping[str, str] | None = None,
    *,
    base: str = BASE,
) -> Result:
    """Answer a query.

    The default graph is the union of all graphs, so a triple that several documents share is there once for each of
    them: say DISTINCT. The prefixes of `graphkit.vocabulary.PREFIXES` and `ex:`, the base, need no declaring. The
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
    question = _understand(query)
    prefixes = {**PREFIXES, "ex": base}
    refuse(question.text, prefixes)
    text, bound = bind(store, question, bindings or {}, prefixes)
    refuse(text, prefixes)
    ordered = re.search(r"\border\s+by\b", text, re.IGNORECASE) is not None
    return collect(evaluate(store, text, prefixes), ordered=ordered, bound=bound, prefixes=prefixes)


def _understand(query: str | Path) -> NamedQuery:
    """Tell a path, a name and a text apart, and read what they stand for."""
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

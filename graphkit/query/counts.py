"""Count what a graph holds, by queries that the engine answers without handing over what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from graphkit.model.vocabulary import DCTERMS, GK

if TYPE_CHECKING:
    from pyoxigraph import Literal, QuerySolutions

    from graphkit.store import GraphStore

__all__ = ["count", "count_documents", "find_name"]

_COUNTED = {"documents": "Document", "claims": "Claim", "statements": "Statement", "mentions": "Mention"}


def count(store: GraphStore) -> dict[str, int]:
    """Count the documents, claims, statements and mentions, and the entities that are mentioned."""
    patterns = {name: f"?thing a <{GK}{term}>" for name, term in _COUNTED.items()}
    patterns["entities"] = f"?mention <{GK}refersTo> ?thing"
    return {name: _count(store, pattern) for name, pattern in patterns.items()}


def count_documents(store: GraphStore) -> int:
    """Count the documents alone."""
    return _count(store, f"?thing a <{GK}Document>")


def find_name(store: GraphStore) -> str:
    """Find the title of a graph's only document, else its identifier; nothing where there are several."""
    for term in ("title", "identifier"):
        query = f"SELECT DISTINCT (STR(?name) AS ?value) {{ ?thing <{DCTERMS}{term}> ?name FILTER(!isBlank(?name)) }}"
        names = _ask(store, f"{query} LIMIT 2")
        if len(names) == 1:
            return names[0]
    return ""


def _count(store: GraphStore, pattern: str) -> int:
    return int(_ask(store, f"SELECT (COUNT(DISTINCT ?thing) AS ?n) {{ {pattern} }}")[0])


def _ask(store: GraphStore, query: str) -> list[str]:
    """Ask all graphs for one column."""
    rows = cast("QuerySolutions", store.query(query, use_default_graph_as_union=True))
    return [cast("Literal", row[0]).value for row in rows]

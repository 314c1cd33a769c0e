"""Bridge rdflib and the stores where oxrdflib 0.5 is at odds with a dataset that is a union."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from oxrdflib import OxigraphStore
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Graph

from graphkit.store.sparql import blank

if TYPE_CHECKING:
    from pyoxigraph import Literal, QuerySolutions
    from rdflib.plugins.sparql.sparql import Update
    from rdflib.term import Identifier

__all__ = ["Bridge"]

_UNION = "__UNION__"
_WHERE = re.compile(r"\bWHERE\b", re.IGNORECASE)


class Bridge(OxigraphStore):
    """A store as rdflib wants it."""

    def update(
        self,
        update: Update | str,
        initNs: Mapping[str, Any],  # noqa: N803
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **options: object,
    ) -> None:
        """Run an update in the store where it asks nothing; rdflib runs the others, over the union of all graphs.

        rdflib itself would fail to insert into the default graph of a union.
        """
        if queryGraph == _UNION and isinstance(update, str) and not _WHERE.search(blank(update)):
            queryGraph = DATASET_DEFAULT_GRAPH_ID  # noqa: N806
        super().update(update, initNs, initBindings, queryGraph, **options)

    def __len__(self, context: Graph | None = None) -> int:
        """Count the triples, each once, in SPARQL 1.1, which every server knows."""
        named = context is not None and context.identifier != DATASET_DEFAULT_GRAPH_ID
        pattern = f"GRAPH {context.identifier.n3()} {{ ?s ?p ?o }}" if context is not None and named else "?s ?p ?o"
        query = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {pattern} }} }}"
        rows = cast("QuerySolutions", self._inner.query(query, use_default_graph_as_union=context is None))
        return sum(int(cast("Literal", row[0]).value) for row in rows)

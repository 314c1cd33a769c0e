"""Turn news articles into an RDF graph of who said what, in which every edge leads back to its characters.

>>> import graphkit
>>> kg = graphkit.build("article.txt")                     # doctest: +SKIP
>>> kg.query("SELECT ?who { ?who gk:opposes ?what }")      # doctest: +SKIP

The names below are loaded when they are first used: importing graphkit takes no language or graph library along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.errors import (
        GraphkitError,
        InputError,
        ModelError,
        OptionalDependencyError,
        OutputError,
        Problem,
        QueryError,
        StoreError,
    )
    from graphkit.graph import KnowledgeGraph
    from graphkit.identity.known import KnownEntity
    from graphkit.model import Document
    from graphkit.packages import Redactions, verify_package
    from graphkit.pipeline import build, build_corpus, compare_articles, compare_builds, explain, open_graph, open_rdf
    from graphkit.reading.explanation import Explanation

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Explanation",
    "GraphkitError",
    "InputError",
    "KnowledgeGraph",
    "KnownEntity",
    "ModelError",
    "OptionalDependencyError",
    "OutputError",
    "Problem",
    "QueryError",
    "Redactions",
    "StoreError",
    "__version__",
    "build",
    "build_corpus",
    "compare_articles",
    "compare_builds",
    "explain",
    "open_graph",
    "open_rdf",
    "verify_package",
]

_HOMES = {
    "Document": "graphkit.model",
    "Explanation": "graphkit.reading.explanation",
    "KnowledgeGraph": "graphkit.graph",
    "KnownEntity": "graphkit.identity.known",
    "Redactions": "graphkit.packages.naming",
    "build": "graphkit.pipeline",
    "build_corpus": "graphkit.pipeline",
    "compare_articles": "graphkit.pipeline",
    "compare_builds": "graphkit.pipeline",
    "explain": "graphkit.pipeline",
    "open_graph": "graphkit.pipeline",
    "open_rdf": "graphkit.pipeline",
    "verify_package": "graphkit.packages.verifying",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in __all__:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES.get(name, "graphkit.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

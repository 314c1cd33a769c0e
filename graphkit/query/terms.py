"""Find the terms of a query that the ontology does not have: mostly slips of the pen, which match nothing."""

from __future__ import annotations

import difflib
import re
from functools import cache

import pyoxigraph
from pyoxigraph import NamedNode

from graphkit.files import resources
from graphkit.model.vocabulary import GK
from graphkit.store.sparql import blank

__all__ = ["find_unknown_terms"]


def find_unknown_terms(text: str) -> tuple[str, ...]:
    """List the terms gk:… of a query that the ontology does not define, each with one that is near.

    Args:
        text: The SPARQL.

    >>> find_unknown_terms("ASK { ?who gk:opposses 'gk:x' ; gk:praises ?whom }")
    ('the ontology has no gk:opposses; did you mean gk:opposes?',)
    """
    known = _terms()
    found = []
    for name in dict.fromkeys(re.findall(r"(?<![\w:?$-])gk:(\w+)", blank(text))):
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            found.append(f"the ontology has no gk:{name}" + (f"; did you mean gk:{near[0]}?" if near else ""))
    return tuple(found)


@cache
def _terms() -> tuple[str, ...]:
    quads = pyoxigraph.parse(path=resources.ontology() / "graphkit.ttl")
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return tuple(sorted(subject.removeprefix(GK) for subject in subjects if subject.startswith(GK)))

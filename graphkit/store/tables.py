"""Ask the store for tables of strings, by queries that stay cheap however many documents there are.

Where a query has several patterns, Oxigraph looks up each row of one in the index of the next, at some five
microseconds a time; and as the union of all graphs repeats a triple that many documents state, such rows multiply with
one another. Patterns that each stand in a SELECT of their own are matched once and joined by hash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import batched
from typing import TYPE_CHECKING

from graphkit.model.vocabulary import PREFIXES

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["find_values", "join", "read_first", "read_several", "select"]

_TOGETHER = 6
"""Where a thing has two values of one property, those of the others come twice: with so few that does no harm."""


def select(store: GraphStore, query: str) -> Iterable[tuple[str, ...]]:
    """Run a SELECT over all graphs and give each row as strings, an unbound variable as an empty one."""
    from pyoxigraph import QuerySolutions

    solutions = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    for row in solutions:
        yield tuple(["" if term is None else term.value for term in row])


def join(variables: str, *patterns: str, optional: Iterable[str] = ()) -> str:
    """Write a SELECT in which every pattern is matched once, by itself.

    >>> join("?claim ?cue", "?claim a gk:Claim", optional=["?claim gk:cue ?cue"])
    'SELECT ?claim ?cue WHERE { { SELECT * { ?claim a gk:Claim } } OPTIONAL { SELECT * { ?claim gk:cue ?cue } } }'
    """
    alone = [f"{{ SELECT * {{ {pattern} }} }}" for pattern in patterns]
    alone += [f"OPTIONAL {{ SELECT * {{ {pattern} }} }}" for pattern in optional]
    return f"SELECT {variables} WHERE {{ {' '.join(alone)} }}"


def find_values(terms: Iterable[str]) -> str:
    """Write a pattern of some properties of a `?thing` in the graph `?document`: of each `?value` the `?term`.

    Each property is looked up in each graph: with `VALUES ?term` Oxigraph takes five to thirty times as long.

    >>> find_values(["gk:act", "gk:cue"]).count("UNION")
    1
    """
    each = (f"{{ GRAPH ?document {{ ?thing {term} ?value }} BIND ({term} AS ?term) }}" for term in terms)
    return f"{{ {' UNION '.join(each)} }}"


def read_first(store: GraphStore, of: str, terms: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """Read properties of which a thing has one value; of several the first in the order of the alphabet counts.

    Args:
        store: The graph.
        of: A pattern that each `?thing` matches: '?thing a gk:Claim'.
        terms: The properties, with their prefixes.

    Returns:
        For every thing, in the order of their addresses, the value of each property, empty where it has none.
    """
    found: dict[str, dict[str, str]] = {}
    for some in batched(terms, _TOGETHER):
        names = [f"?value{number}" for number in range(len(some))]
        values = [f"?thing {term} {name}" for term, name in zip(some, names, strict=True)]
        for thing, *row in select(store, join(" ".join(("?thing", *names)), of, optional=values)):
            known = found.setdefault(thing, {})
            for term, value in zip(some, row, strict=True):
                other = known.get(term)
                known[term] = min(other, value) if other and value else other or value
    return dict(sorted(found.items()))


def read_several(store: GraphStore, term: str) -> Mapping[str, Sequence[str]]:
    """Read a property of which a thing may have many values; each is given once, in the order of the alphabet."""
    found: dict[str, set[str]] = defaultdict(set)
    for thing, value in select(store, f"SELECT ?thing ?value WHERE {{ ?thing {term} ?value }}"):
        found[thing].add(value)
    return {thing: sorted(values) for thing, values in found.items()}

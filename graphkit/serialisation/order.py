"""Put statements in the order in which a person would read them, which is also always the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkit.vocabulary import RDF, RDFS, SKOS

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["arrange"]

type _Key = tuple[tuple[int, int, str], ...]

_NUMBER = re.compile(r"(\d+)")
# What a document's address goes on with, in the order of reading; an address that matches none comes between.
_RANKS = (
    (re.compile(r"/doc/[^/#]+\Z"), 0),
    (re.compile(r"/entity/[^/#]+\Z"), 1),
    (re.compile(r"/doc/[^/#]+/claim/"), 2),
    (re.compile(r"/doc/[^/#]+/statement/"), 3),
    (re.compile(r"/doc/[^/#]+/role/"), 4),
    (re.compile(r"/predicate/[^/#]+\Z"), 6),
    (re.compile(r"/proposition/[^/#]+\Z"), 7),
    (re.compile(r"/doc/[^/#]+#char="), 8),
)
_UNRANKED = 5
_FIRST = {f"{RDF}type": "0", f"{SKOS}prefLabel": "1", f"{RDFS}label": "2"}


def arrange(quads: Iterable[Quad], *, merged: bool = False) -> Iterator[Quad]:
    """Sort quads by graph, then documents, entities, claims, statements, roles and last the spans, each in text order.

    Args:
        quads: In any order.
        merged: Whether the graphs are to be merged: a triple of several graphs comes once, from any of them.

    Returns:
        The quads, all those of a graph together, and in it all those of a subject.
    """
    graphs: dict[str, dict[str, list[Quad]]] = {}
    for quad in quads:
        graph = "" if merged else str(quad.graph_name)
        graphs.setdefault(graph, {}).setdefault(str(quad.subject), []).append(quad)
    for graph in sorted(graphs):
        subjects = graphs[graph]
        for subject in sorted(subjects, key=_rank):
            unique = {str(quad.triple): quad for quad in subjects[subject]}
            yield from sorted(unique.values(), key=_place)


def _rank(subject: str) -> tuple[int, _Key]:
    iri = subject[1:-1]
    rank = next((rank for pattern, rank in _RANKS if pattern.search(iri)), _UNRANKED)
    return rank, _natural(iri)


def _place(quad: Quad) -> tuple[str, _Key]:
    predicate = quad.predicate.value
    return _FIRST.get(predicate, "9") + predicate, _natural(str(quad.object))


def _natural(text: str) -> _Key:
    """Give a key by which '9' comes before '10'; the text itself last, since '1' and '01' are one number."""
    parts = _NUMBER.split(text)
    pieces = [(1, int(part), "") if i % 2 else (0, 0, part) for i, part in enumerate(parts)]
    return (*pieces, (0, 0, text))

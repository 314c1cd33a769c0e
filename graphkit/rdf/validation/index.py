"""Order the triples of one graph by what they are about, so that it is read once for all checks of its nodes."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

__all__ = ["Index", "Properties", "Term", "make_index"]

type Term = NamedNode | BlankNode | Literal | Triple
type Properties = dict[str, list[Term]]
type Index = dict[Term, Properties]


def make_index(quads: Iterable[Quad | Triple]) -> Index:
    """Order triples of one graph by subject and property; each is there once."""
    index: Index = {}
    for quad in quads:
        index.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return index

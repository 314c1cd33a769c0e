"""The functions that a query can call beside those of SPARQL: `gk:likeness(?content, "the dam is safe")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graphkit.language import meaning
from graphkit.model.vocabulary import GK, XSD

if TYPE_CHECKING:
    from graphkit.store.face import Functions, Term

__all__ = ["FUNCTIONS", "compares_meanings"]

_LIKENESS = NamedNode(f"{GK}likeness")
_DECIMAL = NamedNode(f"{XSD}decimal")


def compares_meanings(text: str) -> bool:
    """Check whether a query speaks of `gk:likeness`, be it in a comment: only such queries are given the function."""
    return "likeness" in text


def _likeness(one: Term, other: Term) -> Literal | None:
    """Return how near two texts are in meaning; None, which leaves it unbound, where one is no text."""
    if not (isinstance(one, Literal) and isinstance(other, Literal)):
        return None
    return Literal(f"{meaning.similarity(one.value, other.value):.2f}", datatype=_DECIMAL)


FUNCTIONS: Functions = {_LIKENESS: _likeness}
"""The functions by their names."""

"""Write numbers as literals just as Oxigraph gives them back, so that what was stored is what was written."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from graphkit.model.vocabulary import XSD

__all__ = ["write_count", "write_decimal"]

_INTEGER = NamedNode(f"{XSD}integer")
_DECIMAL = NamedNode(f"{XSD}decimal")


def write_count(number: int) -> Literal:
    """Write a whole number: Oxigraph keeps every one as an xsd:integer."""
    return Literal(str(number), datatype=_INTEGER)


def write_decimal(number: float, places: int) -> Literal:
    """Write a number with so many places at most: 0.5, not 0.50, and 1, not 1.0.

    >>> write_decimal(0.5, 2).value
    '0.5'
    """
    return Literal(f"{number:.{places}f}".rstrip("0").rstrip("."), datatype=_DECIMAL)

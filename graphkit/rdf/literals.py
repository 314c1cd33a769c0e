"""Write numbers and dates as literals just as Oxigraph gives them back, so that what was stored is what was written."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from graphkit.model.vocabulary import XSD

__all__ = ["write_count", "write_date", "write_decimal"]

_INTEGER = NamedNode(f"{XSD}integer")
_DECIMAL = NamedNode(f"{XSD}decimal")
_GREENWICH = re.compile(r"[+-]00:00\Z")
_FRACTION = re.compile(r"\.\d+")


def write_count(number: int) -> Literal:
    """Write a whole number: Oxigraph keeps every one as an xsd:integer."""
    return Literal(str(number), datatype=_INTEGER)


def write_decimal(number: float, places: int) -> Literal:
    """Write a number with so many places at most: 0.5, not 0.50, and 1, not 1.0.

    >>> write_decimal(0.5, 2).value
    '0.5'
    """
    return Literal(f"{number:.{places}f}".rstrip("0").rstrip("."), datatype=_DECIMAL)


def write_date(text: str) -> Literal:
    """Type a date as precisely as it is given: a day, a moment, or else just text."""
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    kind = kinds.get(len(text), "dateTime" if "T" in text else None)
    if kind == "dateTime":
        # As Oxigraph gives it back: no zeros behind the seconds, and Z for Greenwich.
        text = _GREENWICH.sub("Z", _FRACTION.sub(lambda found: found[0].rstrip("0").rstrip("."), text))
    return Literal(text, datatype=NamedNode(XSD + kind)) if kind else Literal(text)

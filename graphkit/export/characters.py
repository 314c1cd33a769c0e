"""Characters that a format cannot hold, or that a program which opens it would obey."""

from __future__ import annotations

import re

__all__ = ["UNFIT_FOR_XML", "defuse"]

UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML 1.0 document can hold, not even escaped."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defuse(cell: object) -> object:
    """Keep a spreadsheet from running what an article says as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

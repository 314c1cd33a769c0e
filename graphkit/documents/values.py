"""Check the facts that come with an article: dates and addresses."""

from __future__ import annotations

from datetime import date, datetime

__all__ = ["is_address", "is_date"]


def is_date(value: str) -> bool:
    """Check whether a string is a date, or a date with a time, in ISO 8601."""
    try:
        date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_address(value: str) -> bool:
    """Check whether a string is an address on the web that can stand in a graph."""
    from pyoxigraph import NamedNode

    if not value.startswith(("http://", "https://")):
        return False
    try:
        NamedNode(value)
    except ValueError:
        return False
    return True

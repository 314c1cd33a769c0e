"""Find the news agency of an article in its dateline: 'WASHINGTON (AP) — …'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graphkit.files import resources
from graphkit.files.tables import read_table

__all__ = ["find_agency"]

_LINES = 6
"""A dateline stands in one of so many paragraphs at the beginning."""
_DATELINE = re.compile(
    r"[A-Z][A-Z.,' -]{2,}(?:, [^\n(—–]{2,40})?(?:, [^\n(—–]{2,20})? \((?P<agency>[A-Za-z -]{2,30})\) ?(?:—|–|--?) "
)


def find_agency(text: str) -> str | None:
    """Find the news agency that an article is from.

    Args:
        text: The article.

    Returns:
        Its name; None where no dateline names one that is known.

    >>> find_agency("Bridge closed\\n\\nPORT MARSAN, Dec. 14 (AP) — The bridge was closed on Monday.")
    'Associated Press'
    >>> find_agency("The bridge (AP) was closed.") is None
    True
    """
    lines = [line.strip() for line in text[:4000].splitlines() if line.strip()][:_LINES]
    found = (_DATELINE.match(line) for line in lines)
    return next((_agencies().get(dateline["agency"]) for dateline in found if dateline), None)


@cache
def _agencies() -> Mapping[str, str]:
    rows = read_table(resources.language("en") / "agencies.tsv", 2)
    return {written: name for name, forms in rows for written in forms.split("|")}

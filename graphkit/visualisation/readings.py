"""Find where in the articles a claim or a plain statement stands, and the sentence around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.network.records import select

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["Place", "places", "sentence"]

_PLACES = """
SELECT DISTINCT ?thing ?role ?start ?end ?exact WHERE {
  ?thing ?role ?span . ?span oa:start ?start ; oa:end ?end ; oa:exact ?exact .
  VALUES ?role { gk:sourceSpan gk:cueSpan gk:contentSpan gk:subjectSpan gk:predicateSpan gk:objectSpan }
}
"""
_PARTS = {
    "sourceSpan": "source",
    "cueSpan": "cue",
    "contentSpan": "content",
    "subjectSpan": "source",
    "predicateSpan": "cue",
    "objectSpan": "content",
}
# a full stop, perhaps with a closing quotation mark, then space and a capital or an opening mark; or a line break
_SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]*\s+(?=[\"“‘«(\[]?[^\W\da-z_])|\n+")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A stretch of an article: offsets in code points; `part` is source, cue or content."""

    start: int
    end: int
    part: str
    exact: str


def places(store: Store) -> Mapping[str, tuple[Place, ...]]:
    """Find the places of every claim and statement, in the order of the text."""
    found: dict[str, set[Place]] = defaultdict(set)
    for thing, role, start, end, exact in select(store, _PLACES):
        part = _PARTS[role.rsplit("#", 1)[-1]]
        found[thing].add(Place(start=int(start), end=int(end), part=part, exact=exact))
    return {thing: tuple(sorted(stretches)) for thing, stretches in found.items()}


def sentence(text: str, start: int, end: int, *, reach: int = 600) -> tuple[int, int]:
    """Find the sentence, or the sentences, that a stretch of text lies in.

    Args:
        text: The article.
        start: Offset of the stretch's first character.
        end: Offset after its last.
        reach: How far to look on either side, in characters.

    Returns:
        The offsets of the first character and after the last.

    >>> text = "It rained. Ada said so. Then it stopped."
    >>> text[slice(*sentence(text, 11, 14))]
    'Ada said so.'
    """
    low, high = max(0, start - reach), min(len(text), end + reach)
    first, last = low, high
    for match in _SENTENCE_END.finditer(text, low, high):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end - 1:
            last = match.end()
            break
    while last > end and text[last - 1].isspace():
        last -= 1
    while first < start and text[first].isspace():
        first += 1
    return first, last

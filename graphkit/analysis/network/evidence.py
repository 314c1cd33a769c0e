"""Read where in the articles claims, plain statements and roles stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.store.tables import join, select

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["EvidencePlace", "read_places"]

_PLACES = join(
    "?thing ?part ?start ?end ?exact",
    """VALUES (?role ?part) {
      (gk:sourceSpan "source") (gk:cueSpan "cue") (gk:contentSpan "content")
      (gk:subjectSpan "source") (gk:predicateSpan "cue") (gk:objectSpan "content")
      (gk:memberSpan "source") (gk:titleSpan "cue") (gk:organizationSpan "content")
    } ?thing ?role ?span""",
    "?span oa:start ?start",
    "?span oa:end ?end",
    "?span oa:exact ?exact",
)

_ROLE = "/role/"
_NEAR = 300
"""The most characters between a post and its body where they are shown as one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EvidencePlace:
    """A stretch of an article: offsets in code points; `part` is source, cue or content."""

    start: int
    end: int
    part: str
    exact: str


def read_places(store: GraphStore) -> Mapping[str, tuple[EvidencePlace, ...]]:
    """Read the places of each claim, statement and role in the order of the text; the things are sorted by address."""
    found: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
    for thing, part, start, end, exact in select(store, _PLACES):
        found[thing].append((int(start), int(end), part, exact))
    return {
        thing: _drop_far(
            thing,
            tuple(
                # the union of all graphs may hold a triple twice
                EvidencePlace(start=start, end=end, part=part, exact=exact)
                for start, end, part, exact in dict.fromkeys(sorted(places))
            ),
        )
        for thing, places in sorted(found.items())
    }


def _drop_far(thing: str, places: tuple[EvidencePlace, ...]) -> tuple[EvidencePlace, ...]:
    """Drop the body of a post where it was found elsewhere in the article: 'the mayor', pages behind 'Halden'."""
    if _ROLE not in thing:
        return places
    told = [place for place in places if place.part != "content"]
    return tuple(
        place
        for place in places
        if place.part != "content" or not told or any(abs(place.start - other.start) <= _NEAR for other in told)
    )

"""Find who may be the same as somebody: by what was decided about mentions, and by names that are alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkit.analysis.who.values import Decided, Double
from graphkit.identity.names import have_two_names

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.who.evidence import Evidence

__all__ = ["Doubles"]

_BODIES = frozenset({"organization", "outlet", "unknown"})
_PEOPLE = frozenset({"person", "unknown"})


class Doubles:
    """Finds doubles, and knows the names of all entities.

    Args:
        context: What is known of the claims.
        evidence: What was read of entities besides.
    """

    def __init__(self, context: Context, evidence: Evidence) -> None:
        self._context = context
        self._evidence = evidence
        self._names: dict[str, tuple[str, ...]] = {}
        self._same: dict[str, list[str]] = defaultdict(list)
        self._bounds: dict[str, list[str]] = defaultdict(list)
        for party in context.records.parties:
            if party.iri not in context.called or party.iri not in evidence.mentions:
                continue
            names = tuple(dict.fromkeys(name.casefold() for name in (party.label, *party.aliases)))
            self._names[party.iri] = names
            for name in names:
                self._same[name].append(party.iri)
            for word in {bound for name in names for bound in _bounds(name)}:
                self._bounds[word].append(party.iri)

    def find(self, entity: str) -> tuple[Double, ...]:
        """Find who may be the same as an entity, or was kept apart: first what was decided, then equal names."""
        compared: dict[str, list[Decided]] = defaultdict(list)
        for one in self._evidence.compared.get(entity, ()):
            others = {one.first, one.second} - {entity}
            if others and one.decided.answer != "same":
                compared[others.pop()].append(one.decided)
        found = [self._make(other, "decided", own) for other, own in sorted(compared.items())]
        for name, reason in (("name", self._list_namesakes), ("part", self._list_parts)):
            told = {double.other.iri for double in found} | {entity}
            alike = dict.fromkeys(other for other in reason(entity) if other not in told)
            found += [self._make(other, name, ()) for other in sorted(alike)]
        return tuple(found)

    def _make(self, other: str, reason: str, decided: Iterable[Decided]) -> Double:
        return Double(
            other=self._context.speaker(other),
            kind=self._context.kinds[other],
            reason=reason,
            decided=tuple(decided),
        )

    def _list_namesakes(self, entity: str) -> Iterator[str]:
        for name in self._names.get(entity, ()):
            yield from (other for other in self._same[name] if not self._are_two(entity, other))

    def _list_parts(self, entity: str) -> Iterator[str]:
        """List those whose name begins or ends as that of the entity does, where one of the two is all of a name."""
        for name in self._names.get(entity, ()):
            for word in _bounds(name):
                for other in self._bounds[word]:
                    if self._is_like(entity, other) and any(_is_part(name, its) for its in self._names[other]):
                        yield other

    def _is_like(self, entity: str, other: str) -> bool:
        kinds = {self._context.kinds[entity], self._context.kinds[other]}
        return (kinds <= _BODIES or kinds <= _PEOPLE) and not self._are_two(entity, other)

    def _are_two(self, entity: str, other: str) -> bool:
        """Check whether two are people with two full names: 'Ada Lind' and 'Mara Lind' are both called 'Lind'."""
        people = {self._context.kinds[entity], self._context.kinds[other]} == {"person"}
        return people and have_two_names(self._context.labels[entity], self._context.labels[other])


def _bounds(name: str) -> tuple[str, ...]:
    words = name.split()
    return (words[0], words[-1]) if words else ()


def _is_part(one: str, other: str) -> bool:
    """Check whether one of two names begins or ends with all words of the other."""
    short, long = sorted((one.split(), other.split()), key=len)
    return len(short) < len(long) and short in (long[: len(short)], long[-len(short) :])

"""The relations of the ontology: what a plain triple can say, and of what kinds of things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graphkit.files import resources
from graphkit.model import EntityType
from graphkit.model.vocabulary import GK, RDFS, SCHEMA

__all__ = ["Relation", "find_sides", "find_sign", "relations"]

_ACTING = (EntityType.PERSON, EntityType.ORGANIZATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation between two entities, as the ontology defines it.

    Args:
        label: The words to show between subject and object.
        subjects: What kinds of things can be its subject; empty for any.
        objects: What kinds of things can be its object; empty for any.
        wider: The names of the relations that hold wherever it does.
    """

    label: str
    subjects: frozenset[EntityType]
    objects: frozenset[EntityType]
    wider: frozenset[str] = frozenset()

    def admits(self, subject: EntityType, obj: EntityType) -> bool:
        """Check whether things of these kinds can stand in the relation.

        What is of unknown kind can; a place acts where a state can: 'Moscow' for Russia.
        """
        places = subject is EntityType.PLACE and EntityType.COUNTRY in self.subjects
        other = obj is EntityType.PLACE and EntityType.COUNTRY in self.objects
        return (places or _fits(subject, self.subjects)) and (other or _fits(obj, self.objects))


@cache
def relations() -> Mapping[str, Relation]:
    """Read the relations of the ontology, by the name behind its namespace."""
    import pyoxigraph
    from pyoxigraph import Literal

    terms: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in pyoxigraph.parse(path=resources.ontology() / "graphkit.ttl"):
        if not isinstance(quad.object, Literal) or quad.predicate.value == f"{RDFS}label":
            terms[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return {
        iri.removeprefix(GK): Relation(
            label=properties[f"{RDFS}label"][0],
            subjects=_kinds(properties[f"{SCHEMA}domainIncludes"]),
            objects=_kinds(properties[f"{SCHEMA}rangeIncludes"]),
            wider=frozenset(wider.removeprefix(GK) for wider in properties[f"{RDFS}subPropertyOf"]),
        )
        for iri, properties in terms.items()
        if f"{GK}relatesTo" in properties[f"{RDFS}subPropertyOf"]
    }


@cache
def find_sides() -> Mapping[str, int]:
    """Find the relations by which somebody is for something (1) or against it (-1): those below two of the ontology."""
    known = relations()
    return {
        name: sign
        for side, sign in (("supports", 1), ("opposes", -1))
        for name, relation in known.items()
        if name == side or side in relation.wider
    }


def find_sign(predicate: str) -> int:
    """Find for which side a relation puts its subject: 1 for its object, -1 against it, 0 for none.

    Args:
        predicate: The address of the relation.
    """
    return find_sides().get(predicate.removeprefix(GK), 0)


def _fits(kind: EntityType, kinds: frozenset[EntityType]) -> bool:
    """Check whether a thing is of one of several kinds; a name does not always tell a person from a body."""
    if not kinds or kind is EntityType.UNKNOWN or kind in kinds:
        return True
    return kind in _ACTING and not kinds.isdisjoint(_ACTING)


def _kinds(classes: list[str]) -> frozenset[EntityType]:
    return frozenset(EntityType(iri.removeprefix(SCHEMA).removeprefix(GK)) for iri in classes)

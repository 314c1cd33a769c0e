"""Mentions, the chains that they form in one document, and the entities that chains refer to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from graphkit.model.text import Span

__all__ = ["Chain", "Entity", "EntityType", "Mention", "MentionKind"]


class EntityType(Enum):
    """What kind of thing an entity is; the values are class names of schema.org, or of graphkit's own ontology."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    COUNTRY = "Country"
    GROUP = "Group"
    WORK = "CreativeWork"
    EVENT = "Event"
    UNKNOWN = "Unknown"


class MentionKind(Enum):
    """How a mention names its entity."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that refers to an entity.

    Args:
        span: Where it stands.
        head: Its head word.
        kind: Name, nominal or pronoun.
        type: What kind of thing it refers to, or None where the text does not tell.
        typed_by: What told the kind of thing: a table, a sign in the text, the weights of the evidence.
        chain: Position in `Extraction.chains`, or None where it stays unresolved.
        rule: The name of the rule that put it with the others of its chain.
    """

    span: Span
    head: Span
    kind: MentionKind
    type: EntityType | None = None
    typed_by: str | None = None
    chain: int | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The mentions of one document that refer to the same entity (a coreference chain).

    Args:
        label: The name to show: the longest proper name, else the first nominal.
        type: What kind of thing it is.
        aliases: Other names that the document uses for it, sorted.
        named: Whether any mention of it is a name.
        link: The address of the same thing elsewhere (`http://www.wikidata.org/entity/Q148`), where it is certain.
        linked_by: The name of the rule that linked it.
    """

    label: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    named: bool = True
    link: str | None = None
    linked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What one or more chains, in one or more documents, are taken to refer to.

    Args:
        slug: Its name in the graph, below `entity/`.
        label: The name to show.
        type: What kind of thing it is.
        aliases: Its other names, sorted.
        link: The address of the same thing elsewhere, where it is certain.
    """

    slug: str
    label: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    link: str | None = None

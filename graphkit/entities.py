"""Decide which chains, in one document and across documents, are the same entity, and give each entity its name.

Two chains of different documents are taken to be the same entity when both are named, of the same kind, and share a
full name; a lone surname never merges people across documents. What is not named ('former detainees', 'the report')
stays an entity of its own document.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from graphkit.model import Chain, Entity, EntityType, Extraction

__all__ = ["Resolution", "resolve", "slugify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Which entity each chain of each document is.

    Args:
        entities: All entities, sorted by slug.
        places: Document key and position of the chain → position in `entities`.
    """

    entities: tuple[Entity, ...]
    places: dict[tuple[str, int], int]

    def entity(self, document_key: str, chain: int) -> Entity:
        """Look up the entity of a chain.

        Raises:
            KeyError: The chain was not among the extractions that were resolved.
        """
        return self.entities[self.places[document_key, chain]]


def resolve(extractions: Iterable[Extraction]) -> Resolution:
    """Give every chain its entity.

    Args:
        extractions: The extractions of a corpus; their order does not matter.

    Returns:
        The entities, the same whatever the order of the extractions.
    """
    groups: dict[tuple[str, str], list[tuple[str, int, Chain]]] = {}
    for extraction in extractions:
        key = extraction.document.key
        for position, chain in enumerate(extraction.chains):
            groups.setdefault(_identity(key, position, chain), []).append((key, position, chain))
    named: dict[str, list[tuple[tuple[str, str], Entity]]] = {}
    for identity in sorted(groups):
        members = sorted(groups[identity], key=lambda m: m[:2])
        entity = _merge([chain for _, _, chain in members])
        named.setdefault(entity.slug, []).append((identity, entity))
    final: list[tuple[tuple[str, str], Entity]] = []
    for slug, owners in named.items():
        for number, (identity, entity) in enumerate(owners):
            final.append((identity, entity if number == 0 else _rename(entity, f"{slug}-{number + 1}")))
    final.sort(key=lambda item: item[1].slug)
    places = {
        (key, position): number for number, (identity, _) in enumerate(final) for key, position, _ in groups[identity]
    }
    return Resolution(entities=tuple(entity for _, entity in final), places=places)


def slugify(label: str) -> str:
    """Turn a label into a name for an address.

    >>> slugify("Ségolène  Royal's office")
    'segolene-royals-office'
    """
    folded = unicodedata.normalize("NFKD", label.casefold().replace("'", "").replace("’", ""))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:80].rstrip("-") or "unnamed"


def _identity(key: str, position: int, chain: Chain) -> tuple[str, str]:
    """Name what a chain is the same as: chains with the same name here are one entity."""
    if chain.link:
        return "link", chain.link
    coarse = EntityType.PLACE if chain.type is EntityType.COUNTRY else chain.type
    lone_surname = chain.type is EntityType.PERSON and " " not in chain.label
    if not chain.named or lone_surname:
        return f"document {key}", f"{position:06d}"
    return coarse.value, slugify(chain.label)


def _merge(chains: list[Chain]) -> Entity:
    labels = Counter(chain.label for chain in chains)
    label = min(labels, key=lambda text: (-labels[text], -len(text), text))
    kinds = Counter(chain.type for chain in chains)
    kind = min(kinds, key=lambda k: (-kinds[k], k.value))
    aliases = {alias for chain in chains for alias in (*chain.aliases, chain.label)} - {label}
    link = next((chain.link for chain in chains if chain.link), None)
    return Entity(slug=slugify(label), label=label, type=kind, aliases=tuple(sorted(aliases)), link=link)


def _rename(entity: Entity, slug: str) -> Entity:
    return Entity(slug=slug, label=entity.label, type=entity.type, aliases=entity.aliases, link=entity.link)

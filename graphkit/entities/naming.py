"""Give each cluster of chains its entity: a name to show, a kind, and an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.entities.names import slugify
from graphkit.entities.profiles import Place
from graphkit.model import Chain, Entity

__all__ = ["name_entities"]

_KEY = 8
"""Digits of a document's key in a slug."""


def name_entities(
    groups: Sequence[Sequence[Place]], chains: Mapping[Place, Chain]
) -> tuple[tuple[Entity, ...], dict[Place, int]]:
    """Make an entity of each cluster.

    Args:
        groups: The chains of each cluster.
        chains: The chains by their place.

    Returns:
        The entities, sorted by slug, and the position of each chain's entity among them. Of several with one name the
        one with most chains has the plain slug. The others of its first document are numbered; those of other
        documents bear the beginning of their first document's key, so that a document more or less renames hardly any.
    """
    found = [(_merge([chains[place] for place in group]), sorted(group)) for group in groups]
    found.sort(key=lambda item: (item[0].slug, not chains[item[1][0]].named, -len(item[1]), item[1]))
    homes: dict[str, str] = {}
    seen: Counter[str] = Counter()
    renamed = []
    for entity, group in found:
        home = group[0][0]
        slug = entity.slug if homes.setdefault(entity.slug, home) == home else f"{entity.slug}-{home[:_KEY]}"
        seen[slug] += 1
        slug = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
        renamed.append((entity if slug == entity.slug else replace(entity, slug=slug), group))
    renamed = _tell_apart(renamed)
    renamed.sort(key=lambda item: item[0].slug)
    places = {place: position for position, (_, group) in enumerate(renamed) for place in group}
    return tuple(entity for entity, _ in renamed), places


def _tell_apart(found: list[tuple[Entity, list[Place]]]) -> list[tuple[Entity, list[Place]]]:
    """Number once more what the numbers have made alike ('Area 2', and a second 'Area')."""
    taken: set[str] = set()
    out = []
    for entity, group in found:
        slug = entity.slug
        number = 2
        while slug in taken:
            slug = f"{entity.slug}-{number}"
            number += 1
        taken.add(slug)
        out.append((entity if slug == entity.slug else replace(entity, slug=slug), group))
    return out


def _merge(chains: Sequence[Chain]) -> Entity:
    if len(chains) == 1:  # as most are
        (only,) = chains
        others = tuple(sorted({*only.aliases} - {only.label}))
        return Entity(slug=slugify(only.label), label=only.label, type=only.type, aliases=others, link=only.link)
    labels = Counter(chain.label for chain in chains)
    label = min(labels, key=lambda text: (-labels[text], -len(text), text))
    kinds = Counter(chain.type for chain in chains)
    kind = min(kinds, key=lambda k: (-kinds[k], k.value))
    aliases = {alias for chain in chains for alias in (*chain.aliases, chain.label)} - {label}
    links = Counter(chain.link for chain in chains if chain.link)
    link = min(links, key=lambda k: (-links[k], k)) if links else None
    return Entity(slug=slugify(label), label=label, type=kind, aliases=tuple(sorted(aliases)), link=link)

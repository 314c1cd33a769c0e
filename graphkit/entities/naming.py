"""Give each cluster of chains its entity: a name to show, a kind, and an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.entities.names import slugify
from graphkit.entities.profiles import Place
from graphkit.model import Chain, Entity

__all__ = ["name_entities"]


def name_entities(
    groups: Sequence[Sequence[Place]], chains: Mapping[Place, Chain]
) -> tuple[tuple[Entity, ...], dict[Place, int]]:
    """Make an entity of each cluster.

    Args:
        groups: The chains of each cluster.
        chains: The chains by their place.

    Returns:
        The entities, sorted by slug, and the position of each chain's entity among them. Of several with one name the
        one with most chains has the plain slug; the others are numbered.
    """
    found = [(_merge([chains[place] for place in group]), sorted(group)) for group in groups]
    found.sort(key=lambda item: (item[0].slug, not chains[item[1][0]].named, -len(item[1]), item[1]))
    seen: Counter[str] = Counter()
    numbered = []
    for entity, group in found:
        seen[entity.slug] += 1
        number = seen[entity.slug]
        numbered.append((entity if number == 1 else replace(entity, slug=f"{entity.slug}-{number}"), group))
    numbered = _tell_apart(numbered)
    numbered.sort(key=lambda item: item[0].slug)
    places = {place: position for position, (_, group) in enumerate(numbered) for place in group}
    return tuple(entity for entity, _ in numbered), places


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
    labels = Counter(chain.label for chain in chains)
    label = min(labels, key=lambda text: (-labels[text], -len(text), text))
    kinds = Counter(chain.type for chain in chains)
    kind = min(kinds, key=lambda k: (-kinds[k], k.value))
    aliases = {alias for chain in chains for alias in (*chain.aliases, chain.label)} - {label}
    links = Counter(chain.link for chain in chains if chain.link)
    link = min(links, key=lambda k: (-links[k], k)) if links else None
    return Entity(slug=slugify(label), label=label, type=kind, aliases=tuple(sorted(aliases)), link=link)

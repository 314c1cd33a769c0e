"""Give each cluster of chains its entity: a name to show, a kind, and an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from graphkit.entities.names import slugify
from graphkit.entities.profiles import Place, Unnamed
from graphkit.model import Chain, Entity

__all__ = ["name_entities"]

_KEY = 8
"""Digits of a document's key in a slug."""

type _Named = tuple[str, list[Place], Chain | Entity]
"""A slug, the chains that bear it, and what is known of them."""
type _Ranked = tuple[str, bool, int, list[Place], Chain | Entity]
"""The slug that a label gives, then what decides who has it plain, and what is known of the thing."""


def name_entities(
    groups: Iterable[Sequence[Place]], chains: Mapping[Place, Chain], unnamed: Iterable[Unnamed] = ()
) -> tuple[tuple[Entity, ...], dict[Place, int]]:
    """Make an entity of each cluster.

    Args:
        groups: The chains of each cluster.
        chains: The chains by their place.
        unnamed: Chains that are a cluster each.

    Returns:
        The entities, sorted by slug, and the position of each chain's entity among them. Of several with one name the
        one with most chains has the plain slug. The others of its first document are numbered; those of other
        documents bear the beginning of their first document's key, so that a document more or less renames hardly any.
    """
    ranked: list[_Ranked] = [(slugify(one.chain.label), True, -1, [one.place], one.chain) for one in unnamed]
    for group in groups:
        entity = _merge([chains[place] for place in group])
        ranked.append((entity.slug, not chains[min(group)].named, -len(group), sorted(group), entity))
    ranked.sort(key=itemgetter(0, 1, 2, 3))
    homes: dict[str, str] = {}
    seen: Counter[str] = Counter()
    named = []
    for plain, _, _, group, thing in ranked:
        home = group[0][0]
        slug = plain if homes.setdefault(plain, home) == home else f"{plain}-{home[:_KEY]}"
        seen[slug] += 1
        named.append((slug if seen[slug] == 1 else f"{slug}-{seen[slug]}", group, thing))
    entities = sorted(
        ((_give(slug, thing), group) for slug, group, thing in _tell_apart(named)), key=lambda item: item[0].slug
    )
    places = {place: position for position, (_, group) in enumerate(entities) for place in group}
    return tuple(entity for entity, _ in entities), places


def _give(slug: str, thing: Chain | Entity) -> Entity:
    """Give a thing its slug."""
    if isinstance(thing, Chain):
        others = tuple(sorted({*thing.aliases} - {thing.label}))
        return Entity(slug=slug, label=thing.label, type=thing.type, aliases=others, link=thing.link)
    return thing if slug == thing.slug else replace(thing, slug=slug)


def _tell_apart(found: Iterable[_Named]) -> Iterator[_Named]:
    """Number once more what the numbers have made alike ('Area 2', and a second 'Area')."""
    taken: set[str] = set()
    for plain, group, thing in found:
        slug = plain
        number = 2
        while slug in taken:
            slug = f"{plain}-{number}"
            number += 1
        taken.add(slug)
        yield slug, group, thing


def _merge(chains: Sequence[Chain]) -> Entity:
    if len(chains) == 1:  # as most are
        return _give(slugify(chains[0].label), chains[0])
    labels = Counter(chain.label for chain in chains)
    label = min(labels, key=lambda text: (-labels[text], -len(text), text))
    kinds = Counter(chain.type for chain in chains)
    kind = min(kinds, key=lambda k: (-kinds[k], k.value))
    aliases = {alias for chain in chains for alias in (*chain.aliases, chain.label)} - {label}
    links = Counter(chain.link for chain in chains if chain.link)
    link = min(links, key=lambda k: (-links[k], k)) if links else None
    return Entity(slug=slugify(label), label=label, type=kind, aliases=tuple(sorted(aliases)), link=link)

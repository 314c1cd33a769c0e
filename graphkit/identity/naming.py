"""Build the entity of each cluster of chains: its label, type and address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from operator import itemgetter
from typing import NamedTuple

from graphkit.identity.names import slugify
from graphkit.identity.profiles import Place, Unnamed, list_others
from graphkit.model import Chain, Entity

__all__ = ["name_entities"]

_KEY = 8
"""Digits of a document's key in a slug."""


class _Merged(NamedTuple):
    """The entity of several chains."""

    entity: Entity
    places: Sequence[Place]


type _Thing = Unnamed | Chain | _Merged
type _Ranked = tuple[str, bool, int, Place, _Thing]
"""The slug of a label, what decides which thing has it without a suffix, the first chain, and the thing."""


def name_entities(
    groups: Iterable[Sequence[Place]], chains: Mapping[Place, Chain], unnamed: Iterable[Unnamed] = ()
) -> tuple[tuple[Entity, ...], dict[Place, int]]:
    """Build the entity of each cluster.

    Args:
        groups: The chains of each cluster.
        chains: The chains by their place.
        unnamed: Chains that are a cluster of their own.

    Returns:
        The entities, sorted by slug, and the position of each chain's entity among them. Of several with one name the
        one with most chains has the plain slug. The others of its first document are numbered; those of other
        documents have the beginning of their first document's key as a suffix, so that adding or removing a document
        renames few of them.
    """
    ranked: list[_Ranked] = [(slugify(one.label), True, -1, one.place, one) for one in unnamed]
    for group in groups:
        first = min(group)
        if len(group) == 1:  # as most are
            ranked.append((slugify(chains[first].label), not chains[first].named, -1, first, chains[first]))
        else:
            entity = _merge([chains[place] for place in group])
            ranked.append((entity.slug, not chains[first].named, -len(group), first, _Merged(entity, group)))
    ranked.sort()  # no two have the same place
    named = sorted(_assign_slugs(ranked), key=itemgetter(0))
    places: dict[Place, int] = {}
    for position, (_, place, thing) in enumerate(named):
        if isinstance(thing, _Merged):
            places.update(dict.fromkeys(thing.places, position))
        else:
            places[place] = position
    return tuple(_make(slug, thing) for slug, _, thing in named), places


def _assign_slugs(ranked: Iterable[_Ranked]) -> Iterator[tuple[str, Place, _Thing]]:
    """Yield each thing with a unique slug."""
    homes: dict[str, str] = {}
    seen: dict[str, int] = {}
    taken: set[str] = set()
    for plain, _, _, place, thing in ranked:
        home = place[0]
        slug = plain if homes.setdefault(plain, home) == home else f"{plain}-{home[:_KEY]}"
        number = seen[slug] = seen.get(slug, 0) + 1
        if number > 1:
            slug = f"{slug}-{number}"
        if slug in taken:  # 'Area 2', and a second 'Area'
            slug = next(other for n in count(2) if (other := f"{slug}-{n}") not in taken)
        taken.add(slug)
        yield slug, place, thing


def _make(slug: str, thing: _Thing) -> Entity:
    """Return the entity of a thing."""
    if isinstance(thing, Unnamed):
        return Entity(slug=slug, label=thing.label, type=thing.type, aliases=thing.aliases)
    if isinstance(thing, Chain):
        return Entity(slug=slug, label=thing.label, type=thing.type, aliases=list_others(thing), link=thing.link)
    return thing.entity if slug == thing.entity.slug else replace(thing.entity, slug=slug)


def _merge(chains: Sequence[Chain]) -> Entity:
    labels = Counter(chain.label for chain in chains)
    label = min(labels, key=lambda text: (-labels[text], -len(text), text))
    kinds = Counter(chain.type for chain in chains)
    kind = min(kinds, key=lambda k: (-kinds[k], k.value))
    aliases = {alias for chain in chains for alias in (*chain.aliases, chain.label)} - {label}
    links = Counter(chain.link for chain in chains if chain.link)
    link = min(links, key=lambda k: (-links[k], k)) if links else None
    return Entity(slug=slugify(label), label=label, type=kind, aliases=tuple(sorted(aliases)), link=link)

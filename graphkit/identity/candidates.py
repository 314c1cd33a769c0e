"""Find candidate pairs of nodes: those that share a key, at most a few for each node and key.

Nodes that share a key are sorted, and each is compared with the next few (the sorted neighbourhood: Hernández and
Stolfo, 1995), so that the cost is linear in the number of nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graphkit.identity.names import abbreviate, is_acronym, parse_person, place_words
from graphkit.identity.nodes import NameNode, Rarity
from graphkit.model import EntityType

__all__ = ["find_candidates"]

_WINDOW = 10
_NEXT = 1


def find_candidates(nodes: Sequence[NameNode], rarity: Rarity) -> Iterator[tuple[NameNode, NameNode]]:
    """Find the candidate pairs of nodes.

    Args:
        nodes: All nodes, sorted.
        rarity: How rare each name is in the corpus.

    Returns:
        Each pair once, in a stable order.
    """
    alone = (n.first for n in nodes if n.first.chain.named and n.first.is_alone)
    lone = {profile.name for profile in alone if profile.kind is EntityType.PERSON}
    surnames = {name[-1] for name in lone if name}
    blocks: dict[tuple[str, ...], list[int]] = {}
    for number, node in enumerate(nodes):
        for key in dict.fromkeys(_make_keys(node, rarity, surnames)):
            blocks.setdefault(key, []).append(number)
    seen: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        for one, other in _pair(key[0], members, nodes) if len(members) > 1 else ():
            pair = (min(one, other), max(one, other))
            if pair not in seen and _are_comparable(nodes[one], nodes[other]):
                seen.add(pair)
                yield nodes[pair[0]], nodes[pair[1]]


def _pair(kind: str, members: Sequence[int], nodes: Sequence[NameNode]) -> Iterator[tuple[int, int]]:
    """Pair the nodes that share a key.

    Initials are compared with the names that they may stand for. Nodes with one name are compared with their
    neighbours: merges connect them all.
    """
    if kind == "initials":
        short = [n for n in members if is_acronym(nodes[n].first.chain.label)]
        long = [n for n in members if not is_acronym(nodes[n].first.chain.label)]
        yield from ((one, other) for one in short[:_WINDOW] for other in long[:_WINDOW])
        return
    along = kind in ("context", "lone")
    for place, one in enumerate(members):
        for distance, other in enumerate(members[place + 1 : place + 1 + (_NEXT if along else _WINDOW)]):
            a, b = nodes[one].first, nodes[other].first
            if distance < _NEXT or a.name != b.name or not a.needs_evidence:
                yield one, other


def _are_comparable(one: NameNode, other: NameNode) -> bool:
    """Check whether two nodes have one name, or are of more than one article: within one, coreference has decided."""
    return one.first.name == other.first.name or len(one.documents | other.documents) > 1


def _make_keys(node: NameNode, rarity: Rarity, surnames: set[str]) -> Iterator[tuple[str, ...]]:
    first = node.first
    if first.link:
        yield "link", first.link
    if not first.chain.named:
        return
    if first.kind is EntityType.PERSON:
        yield from _make_person_keys(node, rarity, surnames)
        return
    kind = EntityType.ORGANIZATION if first.kind is EntityType.WORK else first.kind
    if first.needs_evidence:
        yield from (("context", *first.name, *clue) for clue in _clues(node, rarity))
    words = place_words(first.chain.label)[0] if kind is EntityType.PLACE else first.name
    yield "words", kind.value, *sorted(words)
    if first.kind is EntityType.ORGANIZATION:
        if is_acronym(first.chain.label):
            yield "initials", "".join(first.name)
        elif letters := abbreviate(first.chain.label):
            yield from (("initials", letters) for letters in sorted({letters, *node.acronyms}))


def _make_person_keys(node: NameNode, rarity: Rarity, surnames: set[str]) -> Iterator[tuple[str, ...]]:
    person = parse_person(node.first.chain.label)
    if not person.is_lone:
        yield "person", person.surname, person.given[0]
        if node.first.needs_evidence:
            yield from (("context", *node.first.name, *clue) for clue in _clues(node, rarity))
    if person.surname in surnames:
        yield from (("lone", person.surname, *clue) for clue in _clues(node, rarity))


def _clues(node: NameNode, rarity: Rarity) -> Iterable[tuple[str, str]]:
    """Return the keys for nodes with one name: posts, countries, and the rarest company."""
    countries = (("country", name) for name in sorted(node.countries))
    return (*sorted(node.roles), *countries, *rarity.find_rarest(node.company))

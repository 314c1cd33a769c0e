"""Split the chains of a document where a person has decided that one of them has two entities.

The extraction itself is evidence and is not changed: the result is another value, which is equal to the extraction if
there are no decisions.

A chain in which two mentions are 'different' is split into parts. A name belongs to the part that has a decided mention
with the same words, if only one has; every other mention belongs to the part of the nearest name before it, or to the
first part. An unresolved mention with a 'same' decision gets a chain of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graphkit.identity.answers import find_mention
from graphkit.model import Chain, EntityType, Extraction, Mention, MentionKind
from graphkit.model.decisions import Answer, Decision
from graphkit.reading.extraction import find_topics

__all__ = ["split_chains"]


def split_chains(extraction: Extraction, decisions: Iterable[Decision]) -> Extraction:
    """Split the chains of a document by people's decisions.

    Args:
        extraction: What was read in the document.
        decisions: The decisions that are not revoked, on any document, in any order.

    Returns:
        The same mentions, claims, statements and roles, each mention in its chain or in a part of it.
    """
    key = extraction.document.key
    own = sorted((d for d in decisions if key in (d.first.document, d.second.document)), key=lambda d: d.rank)
    place = {id(mention): number for number, mention in enumerate(extraction.mentions)}

    def find(decision: Decision) -> list[int]:
        ends = (find_mention(extraction, r) for r in (decision.first, decision.second) if r.document == key)
        return [place[id(mention)] for mention in ends if mention is not None]

    located = [(decision.answer, find(decision)) for decision in own]
    groups = _group(extraction)
    alone = {m for answer, ends in located if answer is Answer.SAME for m in ends if _is_unresolved(extraction, m)}
    split = _split(extraction, groups, [(answer, ends) for answer, ends in located if len(ends) == 2])
    if not alone and not split:
        return extraction
    parts = [(members, extraction.chains[n]) for n, members in groups.items() if n not in split]
    for number, own_parts in split.items():
        parts += zip(own_parts, _name_parts(extraction, extraction.chains[number], own_parts), strict=True)
    parts += [([m], _make_chain(extraction.mentions[m])) for m in sorted(alone)]
    parts.sort(key=lambda item: item[0][0])
    chain_of = {member: number for number, (members, _) in enumerate(parts) for member in members}
    mentions = tuple(replace(m, chain=chain_of.get(n)) for n, m in enumerate(extraction.mentions))
    return replace(
        extraction,
        mentions=mentions,
        chains=tuple(chain for _, chain in parts),
        claims=find_topics(extraction.claims, mentions),
    )


def _group(extraction: Extraction) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for number, mention in enumerate(extraction.mentions):
        if mention.chain is not None:
            groups.setdefault(mention.chain, []).append(number)
    return groups


def _is_unresolved(extraction: Extraction, mention: int) -> bool:
    return extraction.mentions[mention].chain is None


def _split(
    extraction: Extraction, groups: Mapping[int, list[int]], decided: Sequence[tuple[Answer, list[int]]]
) -> dict[int, list[list[int]]]:
    """Return the parts of the chains that are split, each part as positions of mentions."""
    inside: dict[int, list[tuple[Answer, int, int]]] = {}
    for answer, (one, other) in decided:
        chain = extraction.mentions[one].chain
        if one != other and chain is not None and chain == extraction.mentions[other].chain:
            inside.setdefault(chain, []).append((answer, one, other))
    split = {}
    for chain, answers in inside.items():
        apart = {frozenset((a, b)) for answer, a, b in answers if answer is Answer.DIFFERENT}
        if apart:
            same = [(a, b) for answer, a, b in answers if answer is Answer.SAME]
            seeds = _seed(extraction.mentions, apart, same)
            split[chain] = _distribute(extraction.mentions, groups[chain], seeds)
    return split


def _seed(mentions: Sequence[Mention], apart: set[frozenset[int]], same: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Return the decided mentions in as few parts as separate what is different."""

    def clash(one: set[int], other: set[int]) -> bool:
        return any(frozenset((a, b)) in apart for a in one for b in other)

    seeds = [{m} for m in sorted({m for pair in (*apart, *same) for m in pair})]
    for a, b in same:
        one, other = (next(s for s in seeds if m in s) for m in (a, b))
        if one is not other and not clash(one, other):
            seeds.remove(other)
            one |= other
            seeds.sort(key=min)
    parts: list[set[int]] = []
    for seed in seeds:
        words = {mentions[m].span.exact.casefold() for m in seed}
        open_to = [part for part in parts if not clash(part, seed)]
        alike = [part for part in open_to if words & {mentions[m].span.exact.casefold() for m in part}]
        if open_to:
            (alike or open_to)[0].update(seed)
        else:
            parts.append(seed)
    return parts


def _distribute(mentions: Sequence[Mention], members: Sequence[int], seeds: Sequence[set[int]]) -> list[list[int]]:
    """Return all mentions of a chain, each in one of the parts."""
    seeded = {m: number for number, seed in enumerate(seeds) for m in seed}
    owners: dict[str, set[int]] = {}
    for m, number in seeded.items():
        if mentions[m].kind is MentionKind.NAME:
            owners.setdefault(mentions[m].span.exact.casefold(), set()).add(number)
    parts: list[list[int]] = [[] for _ in seeds]
    current = 0
    for m in members:
        is_name = mentions[m].kind is MentionKind.NAME
        words = owners.get(mentions[m].span.exact.casefold(), set()) if is_name else set()
        part = seeded.get(m, next(iter(words)) if len(words) == 1 else current)
        parts[part].append(m)
        if is_name:
            current = part
    return parts


def _name_parts(extraction: Extraction, chain: Chain, parts: Sequence[Sequence[int]]) -> list[Chain]:
    """Return the chains of the parts; the one that has the chain's label keeps it, with the link."""
    names = [_names(extraction, part) for part in parts]
    heir = next((n for n, own in enumerate(names) if chain.label in own), 0)
    out = []
    for number, (part, own) in enumerate(zip(parts, names, strict=True)):
        best = min(own, key=lambda name: (-len(name.split()), -own[name], -len(name), name), default=None)
        label = chain.label if number == heir else best or _flat(extraction.mentions[part[0]].span.exact)
        part_chain = replace(chain, label=label, aliases=tuple(sorted({*own} - {label})))
        if number != heir:
            part_chain = replace(part_chain, named=bool(own), link=None)
        out.append(part_chain)
    return out


def _names(extraction: Extraction, part: Iterable[int]) -> Counter[str]:
    mentions = (extraction.mentions[m] for m in part)
    return Counter(_flat(m.span.exact) for m in mentions if m.kind is MentionKind.NAME)


def _make_chain(mention: Mention) -> Chain:
    is_name = mention.kind is MentionKind.NAME
    return Chain(label=_flat(mention.span.exact), type=mention.type or EntityType.GROUP, named=is_name)


def _flat(text: str) -> str:
    return " ".join(text.split())

"""Draw the chains of one document anew where a person has said that one of them mixes up two entities.

The extraction itself is evidence and stays as it is: this gives another value, made of it and of the decisions, and
without the decisions it is the extraction again.

A chain in which two mentions are 'different' falls into parts. A name goes with the mention of the same words that was
decided on, if only one part has such a mention; every other mention goes with the nearest name before it, and with the
first part where there is none. A mention that coreference left unresolved, and that a person has said to be the same as
another, gets a chain of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graphkit.identity.answers import find_mention
from graphkit.model import Chain, EntityType, Extraction, Mention, MentionKind
from graphkit.model.decisions import Answer, Decision
from graphkit.reading.extraction import find_topics

__all__ = ["redraw"]


def redraw(extraction: Extraction, decisions: Iterable[Decision]) -> Extraction:
    """Draw the chains of a document as people decided.

    Args:
        extraction: What was read in the document.
        decisions: The decisions that stand, about any document, in any order.

    Returns:
        The same mentions, claims, statements and roles, each mention in one chain as before or in a part of it.
    """
    key = extraction.document.key
    own = sorted((d for d in decisions if key in (d.first.document, d.second.document)), key=lambda d: d.rank)
    place = {id(mention): number for number, mention in enumerate(extraction.mentions)}

    def find(decision: Decision) -> list[int]:
        ends = (find_mention(extraction, r) for r in (decision.first, decision.second) if r.document == key)
        return [place[id(mention)] for mention in ends if mention is not None]

    found = [(decision.answer, find(decision)) for decision in own]
    groups = _group(extraction)
    alone = {m for answer, ends in found if answer is Answer.SAME for m in ends if _is_unresolved(extraction, m)}
    split = _split(extraction, groups, [(answer, ends) for answer, ends in found if len(ends) == 2])
    if not alone and not split:
        return extraction
    drawn = [(members, extraction.chains[n]) for n, members in groups.items() if n not in split]
    for number, parts in split.items():
        drawn += zip(parts, _name_parts(extraction, extraction.chains[number], parts), strict=True)
    drawn += [([m], _make_chain(extraction.mentions[m])) for m in sorted(alone)]
    drawn.sort(key=lambda item: item[0][0])
    chain_of = {member: number for number, (members, _) in enumerate(drawn) for member in members}
    mentions = tuple(replace(m, chain=chain_of.get(n)) for n, m in enumerate(extraction.mentions))
    return replace(
        extraction,
        mentions=mentions,
        chains=tuple(chain for _, chain in drawn),
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
    """Find the chains that fall into parts, each part as positions of mentions."""
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
            split[chain] = _share(extraction.mentions, groups[chain], seeds)
    return split


def _seed(mentions: Sequence[Mention], apart: set[frozenset[int]], same: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Put the mentions that were decided on into as few parts as keep apart what is different."""

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


def _share(mentions: Sequence[Mention], members: Sequence[int], seeds: Sequence[set[int]]) -> list[list[int]]:
    """Share out all mentions of a chain among the parts."""
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
    """Name the parts of a chain; the one that has its name keeps it, with the link."""
    names = [_names(extraction, part) for part in parts]
    heir = next((n for n, found in enumerate(names) if chain.label in found), 0)
    out = []
    for number, (part, found) in enumerate(zip(parts, names, strict=True)):
        best = min(found, key=lambda name: (-len(name.split()), -found[name], -len(name), name), default=None)
        label = chain.label if number == heir else best or _flat(extraction.mentions[part[0]].span.exact)
        part_chain = replace(chain, label=label, aliases=tuple(sorted({*found} - {label})))
        if number != heir:
            part_chain = replace(part_chain, named=bool(found), link=None)
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

"""Gather claims that say the same, so that those who affirm and those who reject it meet at one point.

A point is one claim (or one proposition, or one wording) with the voices on it, or one entity with the stances towards
it; a document that speaks stands for what it says. Claims meet at a point if they were found to be one, if all their
propositions are the same, or their words are: a claim that shares only some of its propositions with another stays
apart. Where one of two claims was found to say no to the other, they meet as the two sides of one point; where they
disagree in a number, a day, a place or an agent, or share a proposition that one holds and the other rejects, their
points are said to be opposed.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.analysis.network.chains import (
    STANCES,
    VALENCED,
    find_side,
    is_open,
    name_reporters,
    outers_of,
    vouches,
)
from graphkit.analysis.network.records import Records, Utterance
from graphkit.language.relations import find_sign
from graphkit.model.vocabulary import GK

__all__ = ["Point", "Voice", "gather", "select_contested"]

_WORDLESS = {"declinesToComment": "No comment"}
_COMMITTED = frozenset(
    {
        "asserts",
        "denies",
        "alleges",
        "predicts",
        "criticizes",
        "praises",
        "supports",
        "opposes",
        "acknowledges",
        "doubts",
    }
)
"""Acts by which a source commits itself; where its stance is open all the same, the text does not say that it did."""


_BRIEF = 2
"""A content of more words than these is known by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody's stance on a point.

    Args:
        party: The entity that takes it; empty where the text names nobody.
        act: What it does ('denies'; 'denies?' where the text leaves open whether it does), the predicate's label of a
            plain edge, or 'reports' where it only relays.
        style: 'affirm', 'reject', 'allege' or 'relay': how it is drawn.
        sign: 1 for, -1 against, 0 neither.
        claim: The claim that it was read in, or empty.
        statement: The statement that vouches for it, or empty.
        via: Those who report it, from the nearest to the farthest.
        document: Where it stands.
        opposite: Whether the claim is the opposite of the point's wording: then `sign` is not that of the act.
    """

    party: str
    act: str
    style: str
    sign: int
    claim: str
    statement: str
    via: tuple[str, ...]
    document: str
    opposite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something that parties take a stance on.

    Args:
        key: The address of its first claim, or of the entity.
        label: The shortest wording of it.
        entity: Whether it is an entity, not a claim.
        voices: Those who take a stance on it.
        divided: Whether one party affirms here what another rejects.
        opposed: Keys of the points that contradict it.
    """

    key: str
    label: str
    entity: bool
    voices: tuple[Voice, ...]
    divided: bool = False
    opposed: tuple[str, ...] = ()

    def side(self, sign: int) -> tuple[str, ...]:
        """Name the parties on one side (1 for, -1 against), each once, in order."""
        return tuple(dict.fromkeys(v.party for v in self.voices if v.sign == sign))

    @property
    def contested(self) -> bool:
        """Whether one party affirms what another rejects, or says otherwise at an opposed point."""
        return self.divided or bool(self.opposed)


def gather(records: Records) -> tuple[Point, ...]:
    """Gather the points of a graph.

    Args:
        records: What was read from the store.

    Returns:
        Points with claims first, in the order of their addresses, then entities.
    """
    claims = {u.iri: u for u in records.utterances}
    folded = _folded(records, claims)
    relays = _relays(claims, folded)
    groups = _group((u for u in records.utterances if u.iri not in folded), _find_matters(records))
    rivals = _find_rivals(records, claims, groups)
    points = []
    for key, members in groups.items():
        voices = [voice for iri, parity in members for voice in _voices(claims[iri], parity, claims)]
        voices += [replace(v, opposite=parity < 0) for iri, parity in members for v in relays.get(iri, ())]
        label = _word([claims[iri] for iri, parity in members if parity == 1]) or _WORDLESS.get(claims[key].act, "")
        label = label or claims[key].phrase or claims[key].cue
        others = rivals.get(key, set())
        points.append(
            Point(
                key=key,
                label=label,
                entity=False,
                voices=tuple(voices),
                divided=key in others,
                opposed=tuple(sorted(others - {key})),
            )
        )
    return (*points, *_entities(records, claims))


def _word(claims: Sequence[Utterance]) -> str:
    """Word what claims say: by their shortest content, with its own verb where that is no sentence.

    Where they have different verbs, a content that is long enough stands for the matter itself.
    """
    if not any(claim.content for claim in claims):
        return ""
    shortest = min(claims, key=lambda claim: (len(claim.content), claim.content))
    matter = len({claim.cue for claim in claims}) > 1
    long = len(shortest.content.split()) > _BRIEF
    return shortest.content if not shortest.phrase or (matter and long) else shortest.phrase


def select_contested(points: Mapping[str, Point]) -> Iterator[Point]:
    """Select the points in dispute: the contested ones, and of two that are opposed to each other only the first.

    Args:
        points: All points by their keys.
    """
    covered: set[tuple[str, str]] = set()
    for key, point in sorted(points.items()):
        pairs = {(min(key, other), max(key, other)) for other in point.opposed}
        if point.contested and (point.divided or not pairs <= covered):
            covered |= pairs
            yield point


def _folded(records: Records, claims: Mapping[str, Utterance]) -> set[str]:
    """Find the claims that need no point of their own.

    They are stances that the graph has as plain edges, and claims whose content is little else than another's claim.
    """
    edges = {(r.subject, r.predicate, r.object, r.document) for r in records.relations}
    derived = {r.claim for r in records.relations if find_sign(r.predicate)}
    folded = {
        u.iri
        for u in records.utterances
        if u.act in VALENCED
        and (u.iri in derived or any((s, GK + u.act, o, u.document) in edges for s in u.sources for o in u.about))
    }
    for inner in records.utterances:
        outer = claims.get(inner.outer)
        length = inner.extent[1] - inner.extent[0]
        if outer and vouches(outer) and inner.content and 3 * length >= 2 * len(outer.content):
            folded.add(outer.iri)
    return folded


def _relays(claims: Mapping[str, Utterance], folded: set[str]) -> dict[str, list[Voice]]:
    """Add to every reported claim the voices of those who report it."""
    relays: dict[str, list[Voice]] = defaultdict(list)
    for claim in claims.values():
        if claim.iri in folded and not claim.outer:
            continue
        for outer in outers_of(claim, claims):
            via = name_reporters(outer, claims)
            for source in outer.sources:
                if source not in claim.sources and vouches(outer):
                    relays[claim.iri].append(_voice(source, "reports", "relay", 0, outer, via))
    return relays


def _voices(claim: Utterance, parity: int, claims: Mapping[str, Utterance]) -> Iterator[Voice]:
    chain = list(outers_of(claim, claims))
    via = name_reporters(claim, claims)
    sign, style = find_side(claim, chain, parity)
    act = claim.act
    if is_open(claim, chain):
        act = f"{act}?" if act in _COMMITTED else act
    for source in claim.sources or ("",):
        yield replace(_voice(source, act, style, sign, claim, via), opposite=parity < 0)


def _voice(party: str, act: str, style: str, sign: int, claim: Utterance, via: tuple[str, ...]) -> Voice:
    return Voice(
        party=party,
        act=act,
        style=style,
        sign=sign,
        claim=claim.iri,
        statement="",
        via=via,
        document=claim.document,
    )


def _keys(claim: Utterance) -> Iterator[tuple[tuple[object, ...], int]]:
    """Name what a claim says, with the sign that it says it with: by its propositions, and by its words."""
    if claim.propositions:
        # a proposition between two bare words ('it', 'be', 'true') means the same only within one document
        names = tuple((p, "" if strong else claim.document) for p, _, strong in claim.propositions)
        first = claim.propositions[0][1]
        yield (names, tuple(sign * first for _, sign, _ in claim.propositions)), first
    words = _split(claim.content)
    if words:
        yield words, -1 if claim.propositions and claim.propositions[0][1] < 0 else 1


def _find_matters(records: Records) -> dict[str, tuple[str, int]]:
    """Find on which matter claims are that are one or deny one another, and on which of its two sides."""
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for cluster in records.matches.clusters:
        for claim in cluster.claims:
            near[claim].append((cluster.iri, 1))
            near[cluster.iri].append((claim, 1))
    for conflict in records.matches.conflicts:
        if "polarity" in conflict.kinds:
            near[conflict.one].append((conflict.other, -1))
            near[conflict.other].append((conflict.one, -1))
    found: dict[str, tuple[str, int]] = {}
    for first in sorted(near):
        found.setdefault(first, (first, 1))
        waiting = [first]
        while waiting:
            node = waiting.pop()
            matter, side = found[node]
            for other, sign in near[node]:
                if other not in found:
                    found[other] = (matter, side * sign)
                    waiting.append(other)
    return found


def _group(claims: Iterable[Utterance], matters: Mapping[str, tuple[str, int]]) -> dict[str, list[tuple[str, int]]]:
    """Group claims that say the same; each with its parity: -1 where it says the opposite of the group's wording."""
    groups: dict[str, list[tuple[str, int]]] = {}
    known: dict[tuple[object, ...], tuple[str, int]] = {}
    taken: dict[str, tuple[str, int]] = {}
    for claim in claims:
        keys = list(_keys(claim))
        sign = keys[0][1] if keys else 1
        matter, side = matters.get(claim.iri, ("", 1))
        # who denies that it is so and who says that it is not are on one side
        side *= STANCES.get(claim.stance, 1)
        if matter in taken:
            group, reference = taken[matter]
            parity = side * reference
        else:
            group, reference = next((known[key] for key, _ in keys if key in known), (claim.iri, sign))
            parity = sign * reference
        groups.setdefault(group, []).append((claim.iri, parity))
        for key, _ in keys:
            known.setdefault(key, (group, sign * parity))
        if matter:
            taken.setdefault(matter, (group, side * parity))
    return groups


def _find_rivals(
    records: Records, claims: Mapping[str, Utterance], groups: Mapping[str, list[tuple[str, int]]]
) -> dict[str, set[str]]:
    """Find for each point those that hold a claim which cannot be so together with one of its own: itself, too.

    This is what the question `disputes` asks: different parties are on two sides of one proposition or of the same
    words, or make claims that were found to disagree, and whoever reports these stands by them.
    """
    homes = {iri: key for key, members in groups.items() for iri, _ in members}
    for claim in claims.values():
        if claim.outer and claim.outer not in homes and claim.iri in homes:
            homes[claim.outer] = homes[claim.iri]
    vouched = {iri for iri, claim in claims.items() if all(map(vouches, outers_of(claim, claims)))}
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in itertools.chain(_find_sides(claims, vouched), _find_conflicts(records, claims, vouched)):
        if one in homes and other in homes:
            found[homes[one]].add(homes[other])
            found[homes[other]].add(homes[one])
    return found


def _find_sides(claims: Mapping[str, Utterance], vouched: Container[str]) -> Iterator[tuple[str, str]]:
    """Find pairs of claims on two sides of one proposition, or of the same words."""
    sides: dict[tuple[object, ...], dict[int, list[Utterance]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims.values():
        stance = STANCES.get(claim.stance, 0)
        if stance and claim.sources and claim.iri in vouched:
            for proposition, sign, strong in claim.propositions:
                if proposition not in claim.unsaid:
                    sides[proposition, "" if strong else claim.document][sign * stance].append(claim)
            words = _split(claim.content)
            if words:
                sides[words][stance].append(claim)
    for side in sides.values():
        for one, other in itertools.product(side[1], side[-1]):
            if set(one.sources) != set(other.sources):
                yield one.iri, other.iri


def _find_conflicts(
    records: Records, claims: Mapping[str, Utterance], vouched: Container[str]
) -> Iterator[tuple[str, str]]:
    """Find pairs of claims that were found to disagree, by different parties."""
    for conflict in records.matches.conflicts:
        if conflict.one in vouched and conflict.other in vouched:
            one, other = claims[conflict.one], claims[conflict.other]
            if set(one.sources) != set(other.sources):
                yield one.iri, other.iri


def _split(content: str) -> tuple[str, ...]:
    """Return the words of a content that is long enough to be known by them."""
    words = re.findall(r"\w+", content.casefold())
    return tuple(words) if len(words) > _BRIEF else ()


def _entities(records: Records, claims: Mapping[str, Utterance]) -> Iterator[Point]:
    """Make a point of every entity that somebody is for or against."""
    labels = {party.iri: party.label for party in records.parties}
    voices: dict[str, list[Voice]] = defaultdict(list)
    for relation in records.relations:
        known = relation.object in labels and relation.subject in labels
        sign = find_sign(relation.predicate)
        if known and sign:
            voices[relation.object].append(
                Voice(
                    party=relation.subject,
                    act=relation.label,
                    style="affirm" if sign > 0 else "reject",
                    sign=sign,
                    claim=relation.claim,
                    statement=relation.statement,
                    via=(),
                    document=relation.document,
                )
            )
    spoken = _find_spoken(records, claims)
    for entity, stances in sorted(voices.items()):
        against = {voice.party for voice in stances if voice.sign < 0} - {entity}
        own = spoken.get(entity, ()) if against else ()
        everybody = (*own, *stances)
        sides = [{voice.party for voice in everybody if voice.sign == sign} for sign in (1, -1)]
        divided = all(sides) and len(sides[0] | sides[1]) > 1
        yield Point(key=entity, label=labels[entity], entity=True, voices=everybody, divided=divided)


def _find_spoken(records: Records, claims: Mapping[str, Utterance]) -> Mapping[str, Sequence[Voice]]:
    """Find what documents say: whoever is against a report that speaks is against what stands in it."""
    documents = {party.iri for party in records.parties if party.kind == "work"}
    found: dict[str, list[Voice]] = defaultdict(list)
    for claim in claims.values():
        speaking = documents.intersection(claim.sources)
        if speaking and claim.stance == "affirms" and all(map(vouches, outers_of(claim, claims))):
            via = name_reporters(claim, claims)
            for source in speaking:
                found[source].append(_voice(source, claim.act, "affirm", 1, claim, via))
    return found

"""Read what pages on entities need besides the brief's records: statements, roles, mentions and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.who.values import Decided
from graphkit.model.vocabulary import GK
from graphkit.store.tables import read_first, read_several

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.store import GraphStore

__all__ = ["Called", "Compared", "Evidence", "Held", "read_evidence"]

_DERIVED = frozenset({"own-stance", "speaks-for"})
"""What these rules made of a source's words is not what an article says itself."""
_STATEMENT = ("rdf:subject", "rdf:object", "gk:within", "gk:derivedFrom", "gk:rule")
_ROLE = (
    *("org:member", "org:organization", "gk:title", "gk:current", "gk:inDocument", "gk:within"),
    *("schema:startDate", "schema:endDate"),
)
_DECISION = (
    *("gk:first", "gk:second", "gk:answer", "gk:rule", "gk:confidence"),
    *("dcterms:creator", "dcterms:date"),
)
_ANSWERS = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A post as one article gives it; `iri` is the address of the role."""

    iri: str
    member: str
    organization: str
    title: str
    current: bool
    since: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Called:
    """A mention: its document, its offsets in code points, its words, and the rule that put it to its entity."""

    document: str
    start: int
    end: int
    words: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two mentions of which something was decided, by the addresses of their entities."""

    first: str
    second: str
    decided: Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was read, each by the entity that it is about.

    Args:
        statements: The statements that an article makes itself, by the entities at their ends.
        held: The posts of each entity.
        holders: The posts at each entity.
        mentions: The mentions of each entity, in the order of the articles.
        compared: What was decided about a mention of the entity and another, those that are the same first.
    """

    statements: Mapping[str, Sequence[str]]
    held: Mapping[str, Sequence[Held]]
    holders: Mapping[str, Sequence[Held]]
    mentions: Mapping[str, Sequence[Called]]
    compared: Mapping[str, Sequence[Compared]]


def read_evidence(store: GraphStore, context: Context) -> Evidence:
    """Read the evidence of all entities of a store.

    Args:
        store: The graph: one named graph per document.
        context: What was read of its claims.
    """
    statements: dict[str, list[str]] = defaultdict(list)
    for statement, row in read_first(store, "?thing a gk:Statement", _STATEMENT).items():
        if not row["gk:within"] and not row["gk:derivedFrom"] and row["gk:rule"] not in _DERIVED:
            for end in dict.fromkeys((row["rdf:subject"], row["rdf:object"])):
                statements[end].append(statement)
    held: dict[str, list[Held]] = defaultdict(list)
    holders: dict[str, list[Held]] = defaultdict(list)
    for post in _read_posts(store):
        held[post.member].append(post)
        if post.organization:
            holders[post.organization].append(post)
    mentions = _sort_mentions(context)
    compared: dict[str, list[Compared]] = defaultdict(list)
    for one in _read_compared(store, mentions, context):
        for entity in dict.fromkeys((one.first, one.second)):
            compared[entity].append(one)
    return Evidence(statements=statements, held=held, holders=holders, mentions=mentions, compared=compared)


def _read_posts(store: GraphStore) -> Iterator[Held]:
    for iri, row in read_first(store, "?thing a org:Membership", _ROLE).items():
        if not row["gk:within"]:
            yield Held(
                iri=iri,
                member=row["org:member"],
                organization=row["org:organization"],
                title=row["gk:title"],
                current=row["gk:current"] != "false",
                since=row["schema:startDate"],
                until=row["schema:endDate"],
            )


def _sort_mentions(context: Context) -> Mapping[str, Sequence[Called]]:
    """Put mentions to their entities."""
    found: dict[str, set[Called]] = defaultdict(set)
    for document, there in context.mentions.items():
        for some in there.values():
            for one in some:
                words = " ".join(one.words.split())
                called = Called(document=document, start=one.start, end=one.end, words=words, rule=one.rule)
                found[one.entity].add(called)
    return {entity: sorted(called) for entity, called in found.items()}


def _read_compared(store: GraphStore, mentions: Mapping[str, Sequence[Called]], context: Context) -> Sequence[Compared]:
    """Read what was decided about two mentions; a part of a graph may hold only one of the two, which tells nothing."""
    known = {
        f"{called.document}#char={called.start},{called.end}": (entity, called)
        for entity, own in mentions.items()
        for called in own
    }
    reasons = {term: read_several(store, term) for term in ("gk:supportedBy", "rdfs:comment", "gk:opposedBy")}
    found: list[tuple[tuple[int, Called, Called, str], Compared]] = []
    for iri, row in read_first(store, "?thing a gk:IdentityDecision", _DECISION).items():
        if row["gk:first"] not in known or row["gk:second"] not in known:
            continue
        (first, one), (second, other) = known[row["gk:first"]], known[row["gk:second"]]
        decided = Decided(
            answer=row["gk:answer"].removeprefix(GK),
            first=_name(one, context),
            second=_name(other, context),
            who=row["dcterms:creator"],
            when=row["dcterms:date"],
            rule=row["gk:rule"],
            score=float(row["gk:confidence"]) if row["gk:confidence"] else None,
            supporting=(*reasons["gk:supportedBy"].get(iri, ()), *reasons["rdfs:comment"].get(iri, ())),
            opposing=tuple(reasons["gk:opposedBy"].get(iri, ())),
        )
        rank = (_ANSWERS.index(decided.answer), one, other, iri)
        found.append((rank, Compared(first=first, second=second, decided=decided)))
    return [compared for _, compared in sorted(found, key=lambda pair: pair[0])]


def _name(called: Called, context: Context) -> str:
    article = context.articles.get(called.document)
    return f"‘{called.words}’ in {article.title if article else called.document}"

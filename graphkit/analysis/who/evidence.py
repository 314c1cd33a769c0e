"""Read what pages on entities need besides the brief's records: statements, roles, mentions and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.identities import Pair, read_pairs
from graphkit.store.tables import join, read_first, select

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["Called", "Evidence", "Held", "read_evidence"]

_DERIVED = frozenset({"own-stance", "speaks-for"})
"""What these rules made of a source's words is not what an article says itself."""
_STATEMENT = ("rdf:subject", "rdf:object", "gk:within", "gk:derivedFrom", "gk:rule")
_ROLE = (
    *("org:member", "org:organization", "gk:title", "gk:current", "gk:inDocument", "gk:within"),
    *("schema:startDate", "schema:endDate"),
)
_MENTIONS = join(
    "?document ?start ?end ?words ?entity ?rule",
    "?mention gk:refersTo ?entity",
    "?mention gk:inDocument ?document",
    "?mention oa:start ?start",
    "?mention oa:end ?end",
    "?mention oa:exact ?words",
    optional=["?mention gk:rule ?rule"],
)


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
class Evidence:
    """What was read, each by the entity that it is about.

    Args:
        statements: The statements that an article makes itself, by the entities at their ends.
        held: The posts of each entity.
        holders: The posts at each entity.
        mentions: The mentions of each entity, in the order of the articles.
        pairs: What was decided about a mention of the entity and another.
    """

    statements: Mapping[str, Sequence[str]]
    held: Mapping[str, Sequence[Held]]
    holders: Mapping[str, Sequence[Held]]
    mentions: Mapping[str, Sequence[Called]]
    pairs: Mapping[str, Sequence[Pair]]


def read_evidence(store: GraphStore, texts: Mapping[str, str]) -> Evidence:
    """Read the evidence of all entities of a store.

    Args:
        store: The graph: one named graph per document.
        texts: The articles' texts by the address of their document.
    """
    statements: dict[str, list[str]] = defaultdict(list)
    for statement, row in read_first(store, "?thing a gk:Statement", _STATEMENT).items():
        if not row["gk:within"] and not row["gk:derivedFrom"] and row["gk:rule"] not in _DERIVED:
            for end in dict.fromkeys((row["rdf:subject"], row["rdf:object"])):
                statements[end].append(statement)
    held: dict[str, list[Held]] = defaultdict(list)
    holders: dict[str, list[Held]] = defaultdict(list)
    for iri, row in read_first(store, "?thing a org:Membership", _ROLE).items():
        if row["gk:within"]:
            continue
        post = Held(
            iri=iri,
            member=row["org:member"],
            organization=row["org:organization"],
            title=row["gk:title"],
            current=row["gk:current"] != "false",
            since=row["schema:startDate"],
            until=row["schema:endDate"],
        )
        held[post.member].append(post)
        if post.organization:
            holders[post.organization].append(post)
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for pair in read_pairs(store, texts):
        for address in dict.fromkeys((pair.first.address, pair.second.address)):
            pairs[address].append(pair)
    return Evidence(statements=statements, held=held, holders=holders, mentions=_read_mentions(store), pairs=pairs)


def _read_mentions(store: GraphStore) -> Mapping[str, Sequence[Called]]:
    found: dict[str, set[Called]] = defaultdict(set)
    for document, start, end, words, entity, rule in select(store, _MENTIONS):
        found[entity].add(
            Called(document=document, start=int(start), end=int(end), words=" ".join(words.split()), rule=rule)
        )
    return {entity: sorted(called) for entity, called in found.items()}

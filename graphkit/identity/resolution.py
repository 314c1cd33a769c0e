"""Resolve which chains, in one document and across documents, are the same entity.

People's decisions are applied first. Then pairs with a high score are merged, the highest first, but never against a
'different' or a clash. A lone surname, an initial or a common name alone merges nothing; what has no name ('former
detainees', 'the report') is an entity of its own document. Pairs with a lower score are listed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.errors import Problem
from graphkit.files import collector
from graphkit.identity.answers import Applied, apply
from graphkit.identity.clusters import ChainClusters
from graphkit.identity.comparison import compare
from graphkit.identity.names import slugify
from graphkit.identity.naming import name_entities
from graphkit.identity.nodes import NameNode, Rarity, make_nodes
from graphkit.identity.profiles import Place, Profile, Unnamed, make_profiles
from graphkit.identity.scoring import SAME, Match
from graphkit.model import Entity, Extraction
from graphkit.model.decisions import Decision, Reference

__all__ = [
    "Applied",
    "IdentityLink",
    "Profile",
    "Resolution",
    "Unnamed",
    "make_profiles",
    "resolve",
    "resolve_profiles",
    "slugify",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityLink:
    """Two chains that were merged automatically, or nearly.

    Args:
        first: The mention that represents one of them.
        second: The mention that represents the other.
        rule: The relation of their names.
        score: From 0 to 1.
        supporting: The evidence for their being the same, in words.
        opposing: The evidence against it, in words.
    """

    first: Reference
    second: Reference
    rule: str
    score: float
    supporting: tuple[str, ...] = ()
    opposing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The entities of a corpus, and the evidence for them.

    Args:
        entities: All entities, sorted by slug.
        chains: The position in `entities` of the entity of each chain, by the key of the document.
        merges: The automatic merges, as few as connect each entity.
        uncertain: Pairs for people to decide on.
        decisions: People's decisions that were applied, each with its mentions.
        problems: Decisions that could not be applied, and why.
    """

    entities: tuple[Entity, ...]
    chains: Mapping[str, Sequence[int]]
    merges: tuple[IdentityLink, ...] = ()
    uncertain: tuple[IdentityLink, ...] = ()
    decisions: tuple[Applied, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def places(self) -> dict[Place, int]:
        """Document key and position of the chain → position in `entities`."""
        return {(key, chain): n for key, found in self.chains.items() for chain, n in enumerate(found)}

    def entity(self, document_key: str, chain: int) -> Entity:
        """Return the entity of a chain.

        Raises:
            LookupError: The chain was not among the extractions that were resolved.
        """
        return self.entities[self.chains[document_key][chain]]

    def list_entities(self, extraction: Extraction) -> tuple[Entity, ...]:
        """List the entity of each chain of a document.

        Raises:
            LookupError: It was not among the extractions that were resolved.
        """
        return tuple(self.entity(extraction.document.key, n) for n in range(len(extraction.chains)))


def resolve(extractions: Iterable[Extraction], decisions: Sequence[Decision] = ()) -> Resolution:
    """Resolve the entities of a corpus.

    Args:
        extractions: The extractions of a corpus; their order does not matter.
        decisions: People's decisions that are not revoked, in any order; the chains of each document are already split
            by them (see `splitting`).

    Returns:
        The entities, the same whatever the order of the extractions.
    """
    known = {extraction.document.key: extraction for extraction in extractions}
    profiles = (profile for key in sorted(known) for profile in make_profiles(known[key]))
    return resolve_profiles(profiles, decisions, known)


def resolve_profiles(
    profiles: Iterable[Profile | Unnamed],
    decisions: Sequence[Decision] = (),
    decided: Mapping[str, Extraction] | None = None,
) -> Resolution:
    """Resolve the entities of a corpus from its profiles, without most of its extractions.

    Args:
        profiles: The profiles of each document, the documents sorted by key. In documents with decisions all chains
            have a profile.
        decisions: As for `resolve`.
        decided: The extractions with decisions, by the key of their document, as far as they exist.

    Returns:
        The entities.
    """
    with collector.paused():
        return _resolve(list(profiles), decisions, decided or {})


def _resolve(
    chains: Sequence[Profile | Unnamed], decisions: Sequence[Decision], decided: Mapping[str, Extraction]
) -> Resolution:
    profiles = [chain for chain in chains if isinstance(chain, Profile)]
    answers = apply(decisions, decided)
    nodes = make_nodes(profiles, answers.pinned)
    clusters = ChainClusters(nodes)
    rarity = Rarity(profiles, len({chain.place[0] for chain in chains}))
    applied, problems = answers.settle(clusters)
    merges = [link for node in nodes for link in _link_node(node)]
    uncertain = []
    for one, other, match in compare(nodes, rarity, clusters):
        places = one.first.place, other.first.place
        if clusters.are_settled(*places):
            continue
        link = _link(one.first, other.first, match)
        reason = clusters.find_clash(*places) if match.score >= SAME else None
        if match.score >= SAME and reason is None:
            clusters.join(*places)
            merges.append(link)
        else:
            uncertain.append((*places, _oppose(link, reason)))
    unnamed = [chain for chain in chains if isinstance(chain, Unnamed)]
    entities, positions = name_entities(
        clusters.groups().values(), {profile.place: profile.chain for profile in profiles}, unnamed
    )
    return Resolution(
        entities=entities,
        chains=_list_chains(positions),
        merges=tuple(sorted(merges, key=_order)),
        uncertain=tuple(_list_uncertain(uncertain, clusters)),
        decisions=applied,
        problems=(*answers.problems, *problems),
    )


def _list_chains(places: Mapping[Place, int]) -> dict[str, Sequence[int]]:
    """Group places by their document; of thousands of documents an array for each takes a sixth of what places take."""
    found: dict[str, list[tuple[int, int]]] = {}
    for (key, chain), position in places.items():
        found.setdefault(key, []).append((chain, position))
    return {key: array("I", [position for _, position in sorted(chains)]) for key, chains in found.items()}


def _link_node(node: NameNode) -> Iterable[IdentityLink]:
    """Yield the merges within a node, by its name or its link."""
    first = node.first
    rule, score = ("same link", 0.99) if first.link else ("same name", 0.9)
    reasons: dict[str, tuple[str]] = {}  # held once, for a name may stand in thousands of documents
    for other in node.profiles[1:]:
        why = f"both are linked to {first.link}" if first.link else f"both are called '{other.chain.label}'"
        supporting = reasons.setdefault(why, (why,))
        yield IdentityLink(first=first.reference, second=other.reference, rule=rule, score=score, supporting=supporting)


def _link(one: Profile, other: Profile, match: Match) -> IdentityLink:
    first, second = sorted((one.reference, other.reference))
    return IdentityLink(
        first=first,
        second=second,
        rule=match.rule,
        score=match.score,
        supporting=match.supporting,
        opposing=match.opposing,
    )


def _oppose(link: IdentityLink, reason: str | None) -> IdentityLink:
    """Add a clash of clusters to the evidence against a link."""
    if reason is None or reason in link.opposing:
        return link
    return replace(link, opposing=(*link.opposing, f"it would put together {reason}"))


def _list_uncertain(
    pairs: Sequence[tuple[Place, Place, IdentityLink]], clusters: ChainClusters
) -> Iterable[IdentityLink]:
    """List for each cluster the most likely pair; a decision on it brings up the next."""
    asked: set[Place] = set()
    listed = []
    for one, other, link in pairs:
        ends = {clusters.find(one), clusters.find(other)}
        if not clusters.are_settled(one, other) and not ends <= asked:
            asked |= ends
            listed.append(link)
    return sorted(listed, key=_order)


def _order(link: IdentityLink) -> tuple[Reference, Reference, str]:
    return link.first, link.second, link.rule

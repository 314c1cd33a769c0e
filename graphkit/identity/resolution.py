"""Decide which chains, in one document and across documents, are the same entity, and give each entity its name.

What people decided comes first: what they said to be different stays apart, what they said to be the same is joined.
Then the machine joins what its score is sure of, the surest first, and never across a person's 'different' or what it
knows to be two. A lone surname, an initial or a name that many bear merges nobody by itself; what is not named ('former
detainees', 'the report') stays an entity of its own document. What the machine is not sure of is left apart and listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.errors import Problem
from graphkit.identity import collector
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
    """Two chains that the machine has joined, or would join if it were surer.

    Args:
        first: The mention that stands for one of them.
        second: The mention that stands for the other.
        rule: What their names say of each other.
        score: From 0 to 1.
        supporting: What speaks for their being the same, in words.
        opposing: What speaks against it, in words.
    """

    first: Reference
    second: Reference
    rule: str
    score: float
    supporting: tuple[str, ...] = ()
    opposing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Which entity each chain of each document is, and why.

    Args:
        entities: All entities, sorted by slug.
        places: Document key and position of the chain → position in `entities`.
        merges: The machine's own merges, just as many as it takes to hold each entity together.
        uncertain: Pairs that a person should look at.
        decisions: The people's decisions that were carried out, each with the mentions that it was found to speak of.
        problems: Decisions that could not be carried out, and why.
    """

    entities: tuple[Entity, ...]
    places: dict[Place, int]
    merges: tuple[IdentityLink, ...] = ()
    uncertain: tuple[IdentityLink, ...] = ()
    decisions: tuple[Applied, ...] = ()
    problems: tuple[Problem, ...] = ()

    def entity(self, document_key: str, chain: int) -> Entity:
        """Look up the entity of a chain.

        Raises:
            KeyError: The chain was not among the extractions that were resolved.
        """
        return self.entities[self.places[document_key, chain]]

    def list_entities(self, extraction: Extraction) -> tuple[Entity, ...]:
        """List the entity of each chain of a document.

        Raises:
            KeyError: It was not among the extractions that were resolved.
        """
        return tuple(self.entity(extraction.document.key, n) for n in range(len(extraction.chains)))


def resolve(extractions: Iterable[Extraction], decisions: Sequence[Decision] = ()) -> Resolution:
    """Give every chain its entity.

    Args:
        extractions: The extractions of a corpus; their order does not matter.
        decisions: What people decided, already drawn into the chains of each document (see `redrawing`); only those
            that stand, and their order does not matter.

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
    """Give every chain its entity, where what was read of most documents need not be at hand.

    Args:
        profiles: What each document tells of its entities, the documents sorted by key. Of documents that decisions
            speak of all chains have a profile.
        decisions: As for `resolve`.
        decided: The extractions that the decisions speak of, by the key of their document, as far as they are there.

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
    carried_out, problems = answers.settle(clusters)
    merges = [link for node in nodes for link in _link_node(node)]
    uncertain = []
    for one, other, found in compare(nodes, rarity, clusters):
        places = one.first.place, other.first.place
        if clusters.are_settled(*places):
            continue
        link = _link(one.first, other.first, found)
        reason = clusters.find_clash(*places) if found.score >= SAME else None
        if found.score >= SAME and reason is None:
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
        places=positions,
        merges=tuple(sorted(merges, key=_order)),
        uncertain=tuple(_list_uncertain(uncertain, clusters)),
        decisions=carried_out,
        problems=(*answers.problems, *problems),
    )


def _link_node(node: NameNode) -> Iterable[IdentityLink]:
    """Say what holds a node together: its name, or its link."""
    first = node.first
    for other in node.profiles[1:]:
        if first.link:
            rule, score, why = "same link", 0.99, f"both are linked to {first.link}"
        else:
            rule, score, why = "same name", 0.9, f"both are called '{other.chain.label}'"
        yield IdentityLink(first=first.reference, second=other.reference, rule=rule, score=score, supporting=(why,))


def _link(one: Profile, other: Profile, found: Match) -> IdentityLink:
    first, second = sorted((one.reference, other.reference))
    return IdentityLink(
        first=first,
        second=second,
        rule=found.rule,
        score=found.score,
        supporting=found.supporting,
        opposing=found.opposing,
    )


def _oppose(link: IdentityLink, reason: str | None) -> IdentityLink:
    """Say what else speaks against a link: somebody with whom one of the two was put together."""
    if reason is None or reason in link.opposing:
        return link
    return replace(link, opposing=(*link.opposing, f"it would put together {reason}"))


def _list_uncertain(
    found: Sequence[tuple[Place, Place, IdentityLink]], clusters: ChainClusters
) -> Iterable[IdentityLink]:
    """List for each cluster the one that it most likely is the same as: a person's answer brings up the next."""
    asked: set[Place] = set()
    listed = []
    for one, other, link in found:
        ends = {clusters.find(one), clusters.find(other)}
        if not clusters.are_settled(one, other) and not ends <= asked:
            asked |= ends
            listed.append(link)
    return sorted(listed, key=_order)


def _order(link: IdentityLink) -> tuple[Reference, Reference, str]:
    return link.first, link.second, link.rule

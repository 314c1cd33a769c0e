"""Measure who is central, which communities there are, who stands between them, and who disputes what.

The measures are taken on a network of parties, condensed from the projection: an arrow from A to B where A takes a
stance on B, speaks about B, relays what B says, or holds a post at B. Its weight is the number of such links. What
several documents say in nearly the same words, as a wire story in ten papers, counts once.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graphkit.analysis.network import Point, Records, build, count_independent, gather, read, select_contested

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.store import GraphStore

__all__ = ["Analysis", "Broker", "Community", "Dispute", "Standing", "analyse", "condense"]

_EXACT_BETWEENNESS = 2000
"""In a network of more parties betweenness is estimated (Brandes and Pich, 2007): exact, it grows with their square."""
_SAMPLE = 200
_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How central one party is."""

    iri: str
    label: str
    kind: str
    pagerank: float
    betweenness: float
    community: int
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """Parties that are linked with one another more than with the rest; numbered from the largest, from 1."""

    number: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """A party that links communities: how many of its links leave its own, and to which."""

    iri: str
    label: str
    community: int
    reaches: tuple[int, ...]
    links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A proposition, a wording or an entity that one side is for and another against.

    Args:
        point: The address of its first claim, or of the entity.
        label: The shortest wording.
        kind: 'claim' or 'entity'.
        affirm: Names of those who are for it.
        reject: Names of those who are against it, or say otherwise.
        opposed: Wordings of claims that contradict it in part, or put it otherwise.
        evidence: Addresses of the claims and statements that say so, those in near duplicates too.
        independent: In how many independent documents these stand: near duplicates of one document count once.
    """

    point: str
    label: str
    kind: str
    affirm: tuple[str, ...]
    reject: tuple[str, ...]
    opposed: tuple[str, ...]
    evidence: tuple[str, ...]
    independent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The analysis of one graph.

    `copies` of its documents are near duplicates of others, and counted with them. `sampled` is from how many parties
    betweenness was estimated, the same ones each time; 0 where it is exact.
    """

    documents: int
    copies: int
    claims: int
    parties: int
    sampled: int
    standings: tuple[Standing, ...]
    communities: tuple[Community, ...]
    brokers: tuple[Broker, ...]
    disputes: tuple[Dispute, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the analysis as plain lists and dictionaries, for JSON."""
        return asdict(self)


def analyse(store: GraphStore) -> Analysis:
    """Analyse a graph.

    Args:
        store: The graph: one named graph per document.

    Returns:
        The report: standings by PageRank, communities by size, brokers by the links that leave their community,
        disputes by the number of parties in them.
    """
    records = read(store)
    network = condense(build(records))
    communities = _communities(network)
    originals = records.find_originals()
    claims_of = count_independent(
        ((source, claim.document) for claim in records.utterances for source in claim.sources), originals
    )
    return Analysis(
        documents=len(records.articles),
        copies=len(originals),
        claims=len(records.utterances),
        parties=network.number_of_nodes(),
        sampled=_sample(network) or 0,
        standings=_standings(network, communities, claims_of),
        communities=tuple(
            Community(number=number, members=tuple(network.nodes[iri]["label"] for iri in members))
            for number, members in enumerate(communities, start=1)
        ),
        brokers=_brokers(network, communities),
        disputes=_disputes(records),
    )


def condense(network: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """Condense a projection to the parties that have a link, weighted by the number of independent links."""
    import networkx as nx

    speakers: dict[str, list[str]] = {}
    originals: dict[str, str] = {}
    for source, claim, data in network.edges(data=True):
        if data["kind"] == "says":
            speakers.setdefault(claim, []).append(source)
        if data["near_duplicate_of"]:
            originals[data["document"]] = data["near_duplicate_of"]
    links: list[tuple[tuple[str, str], str]] = []
    for start, end, data in network.edges(data=True):
        kind, document = data["kind"], data["document"]
        if kind in ("stance", "role"):
            links.append(((start, end), document))
        elif kind in ("about", "addresses"):
            links += (((speaker, end), document) for speaker in speakers.get(start, ()))
        elif kind == "relays":
            both = itertools.product(speakers.get(start, ()), speakers.get(end, ()))
            links += ((pair, document) for pair in both)
    weights = count_independent(links, originals)
    parties: nx.DiGraph[str] = nx.DiGraph()
    linked = {iri for pair in weights for iri in pair} | {s for names in speakers.values() for s in names}
    parties.add_nodes_from((iri, network.nodes[iri]) for iri in network if iri in linked)
    parties.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()) if a != b)
    return parties


def pagerank(network: nx.DiGraph[str], *, damping: float = 0.85, rounds: int = 100) -> dict[str, float]:
    """Rank nodes by PageRank (Page et al., 1999), by power iteration.

    NetworkX's own needs SciPy, which is 35 MB for this one function.
    """
    count = network.number_of_nodes()
    rank = dict.fromkeys(network, 1 / count) if count else {}
    outgoing = {iri: sum(d["weight"] for _, _, d in network.out_edges(iri, data=True)) for iri in network}
    for _ in range(rounds):
        dangling = sum(rank[iri] for iri in network if not outgoing[iri])
        base = (1 - damping + damping * dangling) / count if count else 0.0
        new = dict.fromkeys(network, base)
        for start, end, data in network.edges(data=True):
            new[end] += damping * rank[start] * data["weight"] / outgoing[start]
        change = sum(abs(new[iri] - rank[iri]) for iri in network)
        rank = new
        if change < 1e-10:
            break
    return rank


def _communities(network: nx.DiGraph[str]) -> list[list[str]]:
    """Find communities by Louvain (Blondel et al., 2008), the largest first, singletons left out."""
    import networkx as nx

    names = list(network)
    numbers = {name: number for number, name in enumerate(names)}
    # numbers hash alike in every process, names do not: Louvain walks through sets
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    for start, end, data in network.edges(data=True):
        a, b = numbers[start], numbers[end]
        plain.add_edge(a, b, weight=data["weight"] + (plain[a][b]["weight"] if plain.has_edge(a, b) else 0))
    found = nx.community.louvain_communities(plain, weight="weight", seed=_SEED) if names else []
    communities = [sorted(names[number] for number in members) for members in found if len(members) > 1]
    return sorted(communities, key=lambda members: (-len(members), members))


def _home(communities: list[list[str]]) -> dict[str, int]:
    return {iri: number for number, members in enumerate(communities, start=1) for iri in members}


def _sample(network: nx.DiGraph[str]) -> int | None:
    """Return from how many parties betweenness is estimated; None where it is exact."""
    return None if network.number_of_nodes() <= _EXACT_BETWEENNESS else _SAMPLE


def _standings(network: nx.DiGraph[str], communities: list[list[str]], claims_of: Counter[str]) -> tuple[Standing, ...]:
    import networkx as nx

    home = _home(communities)
    ranks = pagerank(network)
    between = nx.betweenness_centrality(network, k=_sample(network), seed=_SEED)
    standings = (
        Standing(
            iri=iri,
            label=data["label"],
            kind=data["kind"],
            pagerank=round(ranks[iri], 6),
            betweenness=round(between[iri], 6),
            community=home.get(iri, 0),
            claims=claims_of[iri],
        )
        for iri, data in network.nodes(data=True)
    )
    return tuple(sorted(standings, key=lambda s: (-s.pagerank, -s.betweenness, s.iri)))


def _brokers(network: nx.DiGraph[str], communities: list[list[str]]) -> tuple[Broker, ...]:
    home = _home(communities)
    brokers = []
    for iri, data in network.nodes(data=True):
        neighbours = [*network.successors(iri), *network.predecessors(iri)]
        away = [home[other] for other in neighbours if other in home and home[other] != home.get(iri)]
        if iri in home and away:
            reaches = tuple(sorted(set(away)))
            brokers.append(Broker(iri=iri, label=data["label"], community=home[iri], reaches=reaches, links=len(away)))
    return tuple(sorted(brokers, key=lambda b: (-len(b.reaches), -b.links, b.iri)))


def _disputes(records: Records) -> tuple[Dispute, ...]:
    labels = records.label_parties()
    points = {point.key: point for point in gather(records)}
    originals = records.find_originals()
    disputes = [_dispute(point, points, labels, originals) for point in select_contested(points)]
    return tuple(sorted(disputes, key=lambda d: (-len(d.affirm) - len(d.reject), d.point)))


def _dispute(point: Point, points: Mapping[str, Point], labels: dict[str, str], originals: dict[str, str]) -> Dispute:
    rivals = [points[key] for key in point.opposed]
    holding, contesting = point.side(1), point.side(-1)
    others = tuple(voice.party for rival in rivals for voice in rival.voices if voice.sign)
    others = tuple(dict.fromkeys(party for party in others if party not in {*holding, *contesting}))
    # whoever contradicts a point that is only rejected there is for it
    sides = (holding, (*contesting, *others)) if holding else (others, contesting)
    affirm, reject = (tuple(labels.get(iri, "(not named)") for iri in side) for side in sides)
    voices = [voice for one in (point, *rivals) for voice in one.voices if voice.sign]
    return Dispute(
        point=point.key,
        label=point.label,
        kind="entity" if point.entity else "claim",
        affirm=affirm,
        reject=reject,
        opposed=tuple(rival.label for rival in rivals),
        evidence=tuple(dict.fromkeys(voice.statement or voice.claim for voice in voices)),
        independent=len({originals.get(voice.document, voice.document) for voice in voices}),
    )

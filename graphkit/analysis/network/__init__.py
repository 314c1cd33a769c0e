"""Project the graph onto a network of parties and claims, by SPARQL.

Nodes are entities (`kind`: person, organization, outlet, country, place, group, work, event) and claims. Edges tell by
their `kind` what they are:

    says        party → claim     with act, stance, polarity, certainty
    about       claim → entity    the content names it
    addresses   claim → entity    it is said to them
    relays      claim → claim     the first reports the second
    stance      party → entity    a plain triple of the graph, with its predicate and valence
    role        party → entity    the post that an article gives to it
    disagrees   claim → claim     both cannot be so; `label` says in what they differ, and the direction nothing
    requotes    claim → claim     both quote the same words differently; the same

There is an edge for each time that something is said. Its `document` says where, and `near_duplicate_of` which document
that one repeats in nearly its words: to weigh what is said, count such documents once (`count_independent`). Claims
that are one have the same `cluster`, with the bounds of its independent origins.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphkit.analysis.network.points import Point, Voice, gather, select_contested
from graphkit.analysis.network.records import Records, read
from graphkit.model import AXES

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    import networkx as nx

    from graphkit.analysis.network.matches import ClaimGroup
    from graphkit.store import GraphStore

__all__ = ["Point", "Records", "Voice", "build", "count_independent", "gather", "project", "read", "select_contested"]

type _Attributes = dict[str, str | int | float]


def project(store: GraphStore) -> nx.MultiDiGraph[str]:
    """Project a store onto a network.

    Args:
        store: The graph: one named graph per document.

    Returns:
        The network; every attribute is a string or a number, and the order of nodes and edges is the same for the same
        graph.
    """
    return build(read(store))


def build(records: Records) -> nx.MultiDiGraph[str]:
    """Build the network from records that were read before."""
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    originals, clusters = records.find_originals(), records.matches.find_clusters()
    for party in records.parties:
        aliases = "; ".join(party.aliases)
        network.add_node(party.iri, kind=party.kind, label=party.label, link=party.link, aliases=aliases)
    for claim in records.utterances:
        network.add_node(
            claim.iri,
            kind="claim",
            label=claim.content or claim.cue,
            **{axis: getattr(claim, axis) for axis in AXES},
            cue=claim.cue,
            confidence=claim.confidence,
            date=claim.date,
            document=claim.document,
            near_duplicate_of=originals.get(claim.document, ""),
            **_describe_cluster(clusters.get(claim.iri)),
        )
    for subject, obj, attributes in _edges(records):
        # an edge to something that the graph does not describe would make a node without a kind
        if subject in network and obj in network:
            repeated = originals.get(str(attributes["document"]), "")
            network.add_edge(subject, obj, **attributes, near_duplicate_of=repeated)
    return network


def _describe_cluster(cluster: ClaimGroup | None) -> _Attributes:
    if cluster is None:
        return {"cluster": "", "origins_at_least": 1, "origins_at_most": 1}
    least, most = cluster.origins_at_least, cluster.origins_at_most
    return {"cluster": cluster.iri, "origins_at_least": least, "origins_at_most": most}


def _edges(records: Records) -> Iterator[tuple[str, str, _Attributes]]:
    for claim in records.utterances:
        axes = {"act": claim.act, "stance": claim.stance, "polarity": claim.polarity, "certainty": claim.certainty}
        for source in claim.sources:
            yield source, claim.iri, {"kind": "says", "label": claim.act, **axes, "document": claim.document}
        for kind, entities in (("about", claim.about), ("addresses", claim.addressees)):
            for entity in entities:
                yield claim.iri, entity, {"kind": kind, "label": kind, "document": claim.document}
        if claim.outer:
            yield claim.outer, claim.iri, {"kind": "relays", "label": "relays", "document": claim.document}
    for relation in records.relations:
        yield (
            relation.subject,
            relation.object,
            {
                "kind": "stance",
                "label": relation.label,
                "predicate": relation.predicate,
                "valence": relation.valence,
                "document": relation.document,
                "statement": relation.statement,
                "claim": relation.claim,
            },
        )
    for post in records.posts:
        if post.organization:
            role: _Attributes = {
                "kind": "role",
                "label": post.title,
                "current": int(post.current),
                "document": post.document,
            }
            yield post.member, post.organization, role
    for conflict in records.matches.conflicts:
        kinds = ", ".join(conflict.kinds)
        yield conflict.one, conflict.other, {"kind": "disagrees", "label": kinds, "document": ""}
    for change in records.matches.changes:
        yield change.one, change.other, {"kind": "requotes", "label": change.kind, "document": ""}


def count_independent[T: Hashable](uses: Iterable[tuple[T, str]], originals: Mapping[str, str]) -> Counter[T]:
    """Count how often things are said by independent documents.

    Of near duplicates the one that says a thing most often counts: what only one of them says is not lost.

    Args:
        uses: Each thing that is said, as often as it is, with the document that says it.
        originals: For each near duplicate the document that it repeats.

    >>> count_independent([("a", "wire"), ("a", "copy"), ("a", "copy"), ("a", "other")], {"copy": "wire"})
    Counter({'a': 3})
    """
    most: dict[tuple[T, str], int] = {}
    for (thing, document), times in Counter(uses).items():
        voice = (thing, originals.get(document, document))
        most[voice] = max(times, most.get(voice, 0))
    counts: Counter[T] = Counter()
    for (thing, _), times in most.items():
        counts[thing] += times
    return counts

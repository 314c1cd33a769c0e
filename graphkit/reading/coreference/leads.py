"""Resolve whom a headline only describes to whoever is described so after it."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.coreference.clusters import MentionCluster, MentionClusters
from graphkit.reading.coreference.descriptions import modifiers_of
from graphkit.reading.grammar.syntax import has_child

__all__ = ["BARE", "join_headline"]

BARE = "headline"
"""The rule by which the bare noun of a headline is resolved."""

_NEAR = 3
"""The last paragraph in which whoever the headline calls 'minister' is looked for."""
_FAR = 1_000_000
"""The paragraph of what is mentioned in the headline alone."""
_TYPES = (EntityType.PERSON, EntityType.ORGANIZATION)


def join_headline(clusters: MentionClusters) -> None:
    """Merge what a headline calls by a bare noun with the only one of that sort in the text: 'Minister: dam is safe'.

    Args:
        clusters: The document's clusters, with its names and nominals; they are changed.
    """
    for number, cluster in enumerate(clusters.items):
        token = _in_headline(clusters, cluster)
        if token is None:
            continue
        same = [n for n in _of_sort(clusters, token.lemma_.lower(), cluster.type) if n != number]
        first = [n for n in same if _first(clusters, n) == 1]
        found = first if len(first) == 1 else same
        if len(found) == 1 and _agree(clusters, token, found[0]):
            clusters.merge(found[0], number, BARE)


def _in_headline(clusters: MentionClusters, cluster: MentionCluster) -> Token | None:
    """Return the head of the only description of an entity, if it is a bare noun in the headline: 'minister'."""
    if cluster.type not in _TYPES or cluster.names or len(cluster.mentions) != 1:
        return None
    token: Token = clusters.parsed.doc[clusters.index.heads[cluster.mentions[0]]]
    bare = token.tag_ in ("NN", "NNP") and not has_child(token, "det", "poss", "prep", "conj", "appos")
    return (
        token
        if bare and _paragraph(clusters, cluster.mentions[0]) == 0 and token.dep_ not in ("conj", "attr", "oprd")
        else None
    )


def _of_sort(clusters: MentionClusters, lemma: str, kind: EntityType) -> Iterator[int]:
    """Yield the entities near the beginning of the text that a noun is said of."""
    for number, cluster in enumerate(clusters.items):
        if cluster.type is kind and cluster.mentions and not cluster.plural and cluster.heads[lemma]:
            if _first(clusters, number) <= _NEAR:
                yield number


def _first(clusters: MentionClusters, number: int) -> int:
    """Return the first paragraph behind the headline in which an entity is mentioned."""
    places = (_paragraph(clusters, m) for m in clusters.items[number].mentions)
    return min((place for place in places if place), default=_FAR)


def _agree(clusters: MentionClusters, token: Token, number: int) -> bool:
    """Check whether no word tells a noun from an entity: 'Former bookkeeper', and 'a former Halden bookkeeper'."""
    theirs: set[str] = set()
    for mention in clusters.items[number].mentions:
        if clusters.index.mentions[mention].kind is MentionKind.NOMINAL:
            head = clusters.parsed.doc[clusters.index.heads[mention]]
            theirs |= {t.lower_ for t in head.subtree}
    return modifiers_of(clusters, token) <= theirs


def _paragraph(clusters: MentionClusters, mention: int) -> int:
    return clusters.parsed.paragraph[clusters.index.heads[mention]]

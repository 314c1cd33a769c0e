"""Coreference within a document: which mentions refer to the same entity.

Names first, then nominals, then pronouns; each step only adds to what the one before it made sure of (a sieve: Lee et
al., 2013). What no rule is sure of stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.model import Chain, Mention, MentionKind
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.coreference.clusters import MentionCluster, MentionClusters
from graphkit.reading.coreference.joining import join_owned, join_posts
from graphkit.reading.coreference.names import cluster_names
from graphkit.reading.coreference.nominals import cluster_nominals
from graphkit.reading.coreference.predication import is_predicated
from graphkit.reading.coreference.pronouns import resolve_pronouns
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = ["Resolved", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The mentions of a document with their chains.

    Args:
        mentions: As they were found, each with its chain.
        chains: The chains in order of first mention.
        unused: Positions of mentions of several people together that nothing takes up as one thing.
    """

    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]
    unused: frozenset[int]


def resolve(parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex) -> Resolved:
    """Find which mentions of a document refer to the same entity.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims; who speaks decides what 'I' and 'she' inside a quotation can mean.
    """
    clusters = MentionClusters(parsed, index)
    cluster_names(clusters)
    cluster_nominals(clusters)
    join_posts(clusters)
    resolve_pronouns(clusters, claims)
    join_owned(clusters)
    alone = {cluster.mentions[0] for cluster in clusters.items if len(cluster.mentions) == 1}
    unused = frozenset(alone.intersection(index.pairs))
    living = [n for n, c in enumerate(clusters.items) if c.mentions and not unused.intersection(c.mentions)]
    living.sort(key=lambda n: clusters.items[n].mentions[0])
    position = {number: place for place, number in enumerate(living)}
    mentions = tuple(_place(i, clusters, position) for i in range(len(index.mentions)))
    labels = _labels(clusters, living)
    chains = tuple(_chain(clusters, clusters.items[number], labels[number]) for number in living)
    return Resolved(mentions=mentions, chains=chains, unused=unused)


def _place(i: int, clusters: MentionClusters, position: Mapping[int, int]) -> Mention:
    """Give a mention its chain, and the kind of thing that all of the chain is taken for."""
    mention, number = clusters.index.mentions[i], clusters.of[i]
    if number is None or number not in position:
        return mention
    return replace(mention, type=clusters.items[number].type, chain=position[number], rule=clusters.rules[i])


def _labels(clusters: MentionClusters, living: Sequence[int]) -> dict[int, str]:
    """Name each cluster; 'her office' is called after whose office it is."""
    labels: dict[int, str] = {}
    for number in living:
        labels[number] = _own_label(clusters, clusters.items[number])
    for number in living:
        cluster = clusters.items[number]
        first = cluster.mentions[0]
        mention = clusters.index.mentions[first]
        if mention.kind is not MentionKind.NOMINAL or cluster.territory is not None or _names(clusters, cluster):
            continue
        head = clusters.parsed.doc[clusters.index.heads[first]]
        owner = next((c for c in children(head, "poss") if c.pos_ == "PRON"), None)
        if owner is None or owner.i not in clusters.index.at:
            continue
        whose = clusters.of[clusters.index.at[owner.i]]
        if whose is not None and whose != number:
            rest = mention.span.exact[owner.idx + len(owner) - mention.span.start :].strip()
            labels[number] = f"{labels[whose]}’s {rest}"
    return labels


def _names(clusters: MentionClusters, cluster: MentionCluster) -> list[str]:
    mentions = clusters.index.mentions
    return [_clean(mentions[j].span.exact) for j in cluster.mentions if mentions[j].kind is MentionKind.NAME]


def _nominals(clusters: MentionClusters, cluster: MentionCluster) -> list[str]:
    """List what the text calls something, but for what it only says that it is: 'the man' in 'the man is a thief'."""
    index = clusters.index
    own = [j for j in cluster.mentions if index.mentions[j].kind is MentionKind.NOMINAL]
    used = [j for j in own if not is_predicated(clusters.parsed.doc[index.heads[j]])]
    return [_clean(index.mentions[j].span.exact) for j in used or own]


def _own_label(clusters: MentionClusters, cluster: MentionCluster) -> str:
    if cluster.territory is not None:
        return cluster.territory.name
    names = Counter(_names(clusters, cluster))
    if names:
        now = [name for name in names if name not in cluster.former] or [*names]
        return min(now, key=lambda name: (-len(name.split()), -names[name], -len(name), name))
    mentions = clusters.index.mentions
    nominals = _nominals(clusters, cluster)
    # The first description is the fullest ('a long-delayed report on …'); later ones say only 'the report'.
    nominals = [_without_article(text) for text in nominals]
    if nominals and nominals[0].isdigit():
        return _numbered(clusters, cluster, nominals[0])
    return nominals[0] if nominals else _clean(mentions[cluster.mentions[0]].span.exact)


def _numbered(clusters: MentionClusters, cluster: MentionCluster, number: str) -> str:
    """Name people who are only counted by the clause that says who they are: '26 who said …'."""
    head = clusters.parsed.doc[clusters.index.heads[cluster.mentions[0]]]
    clause = child(head, "relcl")
    if clause is None:
        return number
    words = [t.text for t in head.doc[clause.left_edge.i : clause.right_edge.i + 1] if not t.is_space]
    return " ".join([number, *words[:8], *(["…"] if len(words) > 8 else [])])


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.casefold() in ("a", "an", "the") else text


def _clean(text: str) -> str:
    return " ".join(text.split())


def _chain(clusters: MentionClusters, cluster: MentionCluster, label: str) -> Chain:
    names = _names(clusters, cluster)
    # Whoever has a name is not also called 'the country' or 'the ambassador' everywhere else.
    called = set(names) or set(map(_without_article, _nominals(clusters, cluster)))
    called = {text for text in called if names or " " in text}
    return Chain(
        label=label,
        type=cluster.type,
        aliases=tuple(sorted(called - {label})),
        named=bool(names) or cluster.territory is not None,
    )

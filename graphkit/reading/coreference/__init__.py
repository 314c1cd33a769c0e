"""Resolve coreference within a document: which mentions refer to the same entity.

Names first, then nominals, then pronouns; each step adds to the clusters of the steps before it (a sieve: Lee et al.,
2013). Where no rule is sure a mention stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.language import lexicon
from graphkit.model import Chain, EntityType, Mention, MentionKind
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.coreference.clusters import MentionCluster, MentionClusters
from graphkit.reading.coreference.companies import join_by_sort, join_company, join_lone_bodies
from graphkit.reading.coreference.constraints import is_predicated
from graphkit.reading.coreference.counterparts import join_bodies, join_counterparts
from graphkit.reading.coreference.dialogues import join_letters
from graphkit.reading.coreference.joining import join_owned, join_posts
from graphkit.reading.coreference.leads import BARE, join_headline
from graphkit.reading.coreference.names import cluster_names
from graphkit.reading.coreference.nominals import cluster_nominals
from graphkit.reading.coreference.pronouns import resolve_pronouns
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import antecedent, child, children, noun_span
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = ["Coreference", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coreference:
    """The mentions of a document with their chains.

    Args:
        mentions: The mentions in their order, each with its chain.
        chains: The chains in order of first mention.
        unused: Positions of mentions of several people together that no other mention refers to.
        home: Position of the first mention of the country that the document is about, if there is one.
    """

    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]
    unused: frozenset[int]
    home: int | None


def resolve(
    parsed: ParsedDocument,
    index: MentionIndex,
    claims: ClaimIndex,
    bodies: Sequence[int] = (),
    posts: Sequence[tuple[int, int]] = (),
) -> Coreference:
    """Resolve the mentions of a document.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims; the speaker of a quotation determines what 'I' and 'she' in it can refer to.
        bodies: Positions of mentions that posts are of; like sources, each of them is an entity.
        posts: The holder and the body of each post that is held now.
    """
    clusters = MentionClusters(parsed, index)
    cluster_names(clusters)
    join_lone_bodies(clusters)
    cluster_nominals(clusters)
    join_company(clusters)
    join_by_sort(clusters)
    join_posts(clusters)
    join_headline(clusters)
    join_letters(clusters, claims)
    resolve_pronouns(clusters, claims)
    join_owned(clusters)
    join_counterparts(clusters)
    join_bodies(clusters, posts)
    _open([*(m for claim in claims.items for m in claim.sources), *bodies], clusters)
    alone = {cluster.mentions[0] for cluster in clusters.items if len(cluster.mentions) == 1}
    unused = frozenset(alone.intersection(index.pairs))
    living = [n for n, c in enumerate(clusters.items) if c.mentions and not unused.intersection(c.mentions)]
    living.sort(key=lambda n: clusters.items[n].mentions[0])
    position = {number: place for place, number in enumerate(living)}
    mentions = tuple(_with_chain(i, clusters, position) for i in range(len(index.mentions)))
    labels = _labels(clusters, living)
    chains = tuple(_chain(clusters, clusters.items[number], labels[number]) for number in living)
    home = clusters.items[clusters.home].mentions if clusters.home is not None else []
    return Coreference(mentions=mentions, chains=chains, unused=unused, home=min(home, default=None))


def _open(needed: Sequence[int], clusters: MentionClusters) -> None:
    """Open a cluster for each needed mention that no rule resolved; those with the same words share one."""
    mentions = clusters.index.mentions
    of_words: dict[str, int] = {}
    for mention in needed:
        if clusters.of[mention] is not None:
            continue
        words = _without_article(_clean(mentions[mention].span.exact)).casefold()
        pronoun = mentions[mention].kind is MentionKind.PRONOUN or words in lexicon.grammar("relative_pronoun")
        known = of_words.get(words) if not pronoun else None
        if known is None:
            of_words[words] = clusters.new(mention, mentions[mention].type or EntityType.UNKNOWN, "unresolved")
        else:
            clusters.put(mention, known, "same-words")


def _with_chain(i: int, clusters: MentionClusters, position: Mapping[int, int]) -> Mention:
    """Return a mention with its chain, and the type of the chain."""
    mention, number = clusters.index.mentions[i], clusters.of[i]
    if number is None or number not in position:
        return mention
    return replace(mention, type=clusters.items[number].type, chain=position[number], rule=clusters.rules[i])


def _labels(clusters: MentionClusters, living: Sequence[int]) -> dict[int, str]:
    """Return a label for each cluster; that of 'her office' includes the owner's."""
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
        owning = clusters.of[clusters.index.at[owner.i]]
        if owning is not None and owning != number:
            rest = mention.span.exact[owner.idx + len(owner) - mention.span.start :].strip()
            labels[number] = f"{labels[owning]}’s {rest}"
    return labels


def _names(clusters: MentionClusters, cluster: MentionCluster) -> list[str]:
    mentions = clusters.index.mentions
    return [_clean(mentions[j].span.exact) for j in cluster.mentions if mentions[j].kind is MentionKind.NAME]


def _nominals(clusters: MentionClusters, cluster: MentionCluster) -> list[str]:
    """List the nominals of a cluster, without predicate nominals where there are others: 'the man is a thief'."""
    index = clusters.index
    own = [j for j in cluster.mentions if index.mentions[j].kind is MentionKind.NOMINAL]
    used = [j for j in own if not is_predicated(clusters.parsed.doc[index.heads[j]])]
    told = [j for j in used or own if clusters.rules[j] != BARE]  # 'group' of a headline is short for what follows
    return [_without_clause(_clean(index.mentions[j].span.exact)) for j in told or used or own]


def _without_clause(text: str) -> str:
    """Return a description up to a relative clause after a comma: 'a lobbyist' of 'a lobbyist, who asked …'."""
    head, comma, rest = text.partition(", ")
    while comma and rest.split(" ")[0].casefold() not in lexicon.grammar("relative_pronoun"):
        more, comma, rest = rest.partition(", ")
        head = f"{head}, {more}"
    return head


def _own_label(clusters: MentionClusters, cluster: MentionCluster) -> str:
    if cluster.territory is not None:
        return cluster.territory.name
    names = Counter(_names(clusters, cluster))
    if names:
        now = [name for name in names if name not in cluster.former] or [*names]
        return min(now, key=lambda name: (-len(name.split()), -names[name], -len(name), name))
    mentions = clusters.index.mentions
    nominals = _nominals(clusters, cluster)
    if nominals and nominals[0].casefold() in lexicon.words("dialogue_question"):
        return min(lexicon.words("dialogue_asker"))
    # the first description is the fullest ('a long-delayed report on …'); later ones are short ('the report')
    nominals = [_without_article(text) for text in nominals]
    if nominals and nominals[0].isdigit():
        return _counted(clusters, cluster, nominals[0])
    if nominals and nominals[0].casefold() not in lexicon.grammar("relative_pronoun"):
        return nominals[0]
    return _of_antecedent(clusters, cluster) or _clean(mentions[cluster.mentions[0]].span.exact)


def _of_antecedent(clusters: MentionClusters, cluster: MentionCluster) -> str | None:
    """Return the words of the noun that a relative pronoun refers to, where that is no mention: 'strains' of 'that'."""
    token = clusters.parsed.doc[clusters.index.heads[cluster.mentions[0]]]
    noun = antecedent(token)
    if noun == token:
        return None
    first, last = noun_span(noun)
    words = [t.text for t in token.doc[first : last + 1] if t.i < token.i and not t.is_space]
    return _without_article(" ".join(words)) or None


def _counted(clusters: MentionClusters, cluster: MentionCluster, number: str) -> str:
    """Return a label for people who are only counted: '26 who said …'."""
    head = clusters.parsed.doc[clusters.index.heads[cluster.mentions[0]]]
    clause = child(head, "relcl")
    if clause is None:
        return number
    words = [t.text for t in head.doc[clause.left_edge.i : clause.right_edge.i + 1] if not t.is_space]
    return " ".join([number, *words[:8], *(["…"] if len(words) > 8 else [])])


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.casefold() in lexicon.grammar("article") else text


def _clean(text: str) -> str:
    return " ".join(text.split())


def _chain(clusters: MentionClusters, cluster: MentionCluster, label: str) -> Chain:
    names = _names(clusters, cluster)
    # 'the country', 'the ambassador' are no aliases of an entity with a name
    aliases = set(names) or set(map(_without_article, _nominals(clusters, cluster)))
    aliases = {text for text in aliases if names or " " in text}
    return Chain(
        label=label,
        type=cluster.type,
        aliases=tuple(sorted(aliases - {label})),
        named=bool(names) or cluster.territory is not None,
    )

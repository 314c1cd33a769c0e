"""Merge clusters of nominals by their owner, their post, or the noun phrase that they are predicated of."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.model import EntityType, MentionKind
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.coreference.constraints import predicated_of
from graphkit.reading.coreference.descriptions import names_in
from graphkit.reading.coreference.nominals import kinds_agree, same_post
from graphkit.reading.grammar.syntax import child, children, has_child

__all__ = ["join_identified", "join_owned", "join_posts", "join_predicated"]


def join_owned(clusters: MentionClusters) -> None:
    """Merge 'his father' with 'Berg's father' and 'his father, Jan', where the owners corefer.

    Args:
        clusters: The document's clusters, with its pronouns.
    """
    index = clusters.index
    first: dict[tuple[int, str], int] = {}
    for i, mention in enumerate(index.mentions):
        token = clusters.parsed.doc[index.heads[i]]
        number = clusters.of[i]
        owner = child(token, "poss")
        if i in index.pairs or mention.kind is not MentionKind.NOMINAL or number is None:
            continue
        if owner is None or owner.i not in index.at:
            continue
        owning = clusters.of[index.at[owner.i]]
        singular = token.tag_ == "NN" and clusters.items[number].type in (EntityType.PERSON, EntityType.ORGANIZATION)
        if owning is None or owning == number or not singular:
            continue
        other = first.setdefault((owning, token.lemma_.lower()), number)
        if other != number and not (clusters.items[other].names and clusters.items[number].names):
            keep, gone = (number, other) if clusters.items[number].names else (other, number)
            if owning != gone:
                clusters.merge(keep, gone, "same-owner")
                first[owning, token.lemma_.lower()] = keep


def join_predicated(clusters: MentionClusters, claims: ClaimIndex, mention: int) -> None:
    """Merge a predicate nominal with its subject, where the article itself asserts it: 'She is a lawyer'.

    A description in the content of a claim does not corefer.

    Args:
        clusters: The document's clusters, with the pronouns before the mention.
        claims: Its claims, for the voice of each token.
        mention: The position of a nominal among the mentions.
    """
    index = clusters.index
    head = index.heads[mention]
    own = clusters.of[mention]
    other = predicated_of(clusters.parsed.doc[head]) if claims.voice[head] < 0 else None
    if other is None or other.i not in index.at or own is None or clusters.items[own].names:
        return
    number = clusters.of[index.at[other.i]]
    if number is None or number == own or clusters.items[own].mentions[0] != mention:
        return
    if kinds_agree(clusters.items[number], index.mentions[mention].type or EntityType.GROUP):
        clusters.merge(number, own, "said-of")


def join_identified(clusters: MentionClusters, claims: ClaimIndex, mention: int) -> None:
    """Merge a description with the name that it is said to be: 'The winner was Jo Roe'.

    Args:
        clusters: The document's clusters, with the pronouns before the mention.
        claims: Its claims, for the voice of each token.
        mention: The position of a name among the mentions.
    """
    index = clusters.index
    head, own = index.heads[mention], clusters.of[mention]
    token = clusters.parsed.doc[head]
    other = predicated_of(token) if token.dep_ == "attr" and claims.voice[head] < 0 else None
    if other is None or own is None or other.i not in index.at or other.tag_ != "NN":
        return
    number = clusters.of[index.at[other.i]]
    known = has_child(other, "poss") or any(c.lower_ in lexicon.grammar("definite_determiner") for c in other.lefts)
    if number is None or number == own or not known or clusters.items[number].names:
        return
    if clusters.items[number].type is clusters.items[own].type is EntityType.PERSON:
        clusters.merge(own, number, "said-of")


def join_posts(clusters: MentionClusters) -> None:
    """Merge an unnamed holder of a post with the named one.

    'The UN's human rights chief' and 'Bachelet, the UN's high commissioner for human rights' share the body, and a
    modifier of synonyms for the post. 'One UN chief' is somebody new.
    """
    people = [(n, c) for n, c in enumerate(clusters.items) if c.type is EntityType.PERSON and c.mentions]
    posts: dict[int, list[tuple[int, tuple[str, frozenset[int], frozenset[str]]]]] = {}
    for number, cluster in people:
        if cluster.names:
            for j in cluster.mentions:
                if clusters.index.mentions[j].kind is MentionKind.NOMINAL:
                    post = _post(clusters, j)
                    for body in post[1]:
                        posts.setdefault(body, []).append((number, post))
    for number, cluster in people:
        if cluster.names or _is_new(clusters, cluster.mentions[0]):
            continue
        own = [_post(clusters, j) for j in cluster.mentions]
        holders = sorted(
            other
            for a in own
            for body in a[1]
            for other, b in posts.get(body, ())
            if a[0] == b[0] or (same_post(a[0], b[0]) and a[2] & b[2])
        )
        if holders:
            clusters.merge(holders[0], number, "post")


def _is_new(clusters: MentionClusters, mention: int) -> bool:
    """Check whether a description introduces somebody: 'one district leader', 'another leader'."""
    head = clusters.parsed.doc[clusters.index.heads[mention]]
    new = lexicon.grammar("indefinite_determiner")
    return any(c.lower_ in new for c in children(head, "det", "nummod"))


def _post(clusters: MentionClusters, mention: int) -> tuple[str, frozenset[int], frozenset[str]]:
    """Return the head of a nominal for a post, the clusters of the names in it, and its modifiers."""
    head = clusters.parsed.doc[clusters.index.heads[mention]]
    span = clusters.index.mentions[mention].span
    words = frozenset(
        t.lemma_.lower()
        for t in head.subtree
        if t.pos_ in ("NOUN", "ADJ") and t != head and span.start <= t.idx < span.end
    )
    return head.lemma_.lower(), names_in(clusters, head), words

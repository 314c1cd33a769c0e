"""Join clusters of descriptions once it is known whose they are, of whom they are said, and which posts they name."""

from __future__ import annotations

from graphkit.model import EntityType, MentionKind
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.coreference.nominals import kinds_agree, names_in, same_post
from graphkit.reading.coreference.predication import predicated_of
from graphkit.reading.grammar.syntax import child

__all__ = ["join_owned", "join_posts", "join_predicated"]


def join_owned(clusters: MentionClusters) -> None:
    """Join 'his father' with 'Berg's father' and 'his father, Jan', once it is known whose each is.

    Args:
        clusters: The document's clusters, its pronouns in them.
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
        whose = clusters.of[index.at[owner.i]]
        singular = token.tag_ == "NN" and clusters.items[number].type in (EntityType.PERSON, EntityType.ORGANIZATION)
        if whose is None or whose == number or not singular:
            continue
        other = first.setdefault((whose, token.lemma_.lower()), number)
        if other != number and not (clusters.items[other].names and clusters.items[number].names):
            keep, gone = (number, other) if clusters.items[number].names else (other, number)
            if whose != gone:
                clusters.merge(keep, gone, "same-owner")
                first[whose, token.lemma_.lower()] = keep


def join_predicated(clusters: MentionClusters, claims: ClaimIndex, mention: int) -> None:
    """Join what is said to be something with it, where the article itself says so: 'She is a lawyer'.

    What a claim says of somebody is no way to refer to them.

    Args:
        clusters: The document's clusters, pronouns before the mention in them.
        claims: Its claims, and whose voice each token is in.
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


def join_posts(clusters: MentionClusters) -> None:
    """Join an unnamed holder of a post to the named one.

    'The UN's human rights chief' and 'Bachelet, the UN's high commissioner for human rights' share the body, and a word
    beside words for the same post.
    """
    people = [(n, c) for n, c in enumerate(clusters.items) if c.type is EntityType.PERSON and c.mentions]
    held: dict[int, list[tuple[int, tuple[str, frozenset[int], frozenset[str]]]]] = {}
    for number, cluster in people:
        if cluster.names:
            for j in cluster.mentions:
                if clusters.index.mentions[j].kind is MentionKind.NOMINAL:
                    post = _post(clusters, j)
                    for body in post[1]:
                        held.setdefault(body, []).append((number, post))
    for number, cluster in people:
        if cluster.names:
            continue
        mine = [_post(clusters, j) for j in cluster.mentions]
        holders = sorted(
            other
            for a in mine
            for body in a[1]
            for other, b in held.get(body, ())
            if a[0] == b[0] or (same_post(a[0], b[0]) and a[2] & b[2])
        )
        if holders:
            clusters.merge(holders[0], number, "post")


def _post(clusters: MentionClusters, mention: int) -> tuple[str, frozenset[int], frozenset[str]]:
    head = clusters.parsed.doc[clusters.index.heads[mention]]
    span = clusters.index.mentions[mention].span
    words = frozenset(
        t.lemma_.lower()
        for t in head.subtree
        if t.pos_ in ("NOUN", "ADJ") and t != head and span.start <= t.idx < span.end
    )
    return head.lemma_.lower(), names_in(clusters, head), words

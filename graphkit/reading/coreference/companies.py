"""Resolve 'the company' to the one company that an article is about, however far before it was named."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.coreference.clusters import MentionClusters, Words
from graphkit.reading.coreference.names import has_head
from graphkit.reading.grammar.syntax import child, children, has_child

__all__ = ["join_by_sort", "join_company", "join_lone_bodies"]

_OFTEN = 3
"""The least mentions of a company that an article is about."""
_CLEAR = 2
"""How many times as often as any other body it is mentioned."""


def join_company(clusters: MentionClusters) -> None:
    """Merge 'the company', which no rule resolved, with the one that an article names far more often than any other.

    Args:
        clusters: The document's clusters, with its names and nominals; they are changed.
    """
    about = _clearest(clusters)
    if about is None:
        return
    first = clusters.items[about].mentions[0]
    for number, cluster in enumerate(clusters.items):
        if cluster.type is EntityType.ORGANIZATION and cluster.mentions and first < cluster.mentions[0]:
            own = {word for name in clusters.items[about].names for word in name}
            if all(_is_company(clusters, m) and _is_bare(clusters, m, own) for m in cluster.mentions):
                clusters.merge(about, number, "focus")


def join_lone_bodies(clusters: MentionClusters) -> None:
    """Merge 'the Ministry', which no rule resolved, with the only body of a name that ends so: 'the Culture Ministry'.

    Args:
        clusters: The document's clusters, with its names; they are changed.
    """
    named = [
        (number, cluster)
        for number, cluster in enumerate(clusters.items)
        if cluster.type is EntityType.ORGANIZATION and cluster.names and cluster.mentions and cluster.territory is None
    ]
    for number, cluster in named:
        words = {name[0] for name in cluster.names if len(name) == 1}
        if len(words) != 1 or any(len(name) > 1 for name in cluster.names):
            continue
        word = words.pop()
        if lexicon.nouns().get(word) is not EntityType.ORGANIZATION or word in lexicon.words("lone_body"):
            continue
        if not all(_is_definite(clusters, mention) for mention in cluster.mentions):
            continue
        whole = [
            n
            for n, other in named
            if n != number and other.mentions and any(has_head(name, word) for name in other.names if len(name) > 1)
        ]
        if len(whole) == 1 and clusters.items[whole[0]].mentions[0] < cluster.mentions[0]:
            clusters.merge(whole[0], number, "short-name")


def join_by_sort(clusters: MentionClusters) -> None:
    """Merge 'the bloc', which no rule resolved, with the only body that is known as one, such as the EU.

    Args:
        clusters: The document's clusters, with its names and nominals; they are changed.
    """
    index, doc, known = clusters.index, clusters.parsed.doc, _sorts()
    bodies: dict[int, frozenset[str]] = {}
    for number, cluster in enumerate(clusters.items):
        for name in sorted(map(" ".join, cluster.names)):
            if name in known and cluster.mentions:
                bodies[number] = known[name]
    for number, cluster in enumerate(clusters.items):
        called = [m for m in cluster.mentions if index.mentions[m].kind is MentionKind.NOMINAL]
        if cluster.names or not called or not all(_is_bare(clusters, mention, ()) for mention in called):
            continue
        nouns = {doc[index.heads[mention]].lemma_.lower() for mention in called}
        fitting = [n for n, sorts in bodies.items() if nouns <= sorts]
        if len(fitting) == 1 and clusters.items[fitting[0]].mentions[0] < cluster.mentions[0]:
            clusters.merge(fitting[0], number, "sort")


@cache
def _sorts() -> Mapping[str, frozenset[str]]:
    """Return the nouns that well-known bodies are called by, by their names."""
    rows = lexicon.rows("body_sorts", 2)
    return {name.replace("_", " "): frozenset(nouns.split()) for names, nouns in rows for name in names.split()}


def _is_definite(clusters: MentionClusters, mention: int) -> bool:
    """Check whether a name begins with 'the', or follows it, or is nothing but a description: 'the Ministry'."""
    token = clusters.parsed.token_at(clusters.index.mentions[mention].span.start)
    before = token.doc[token.i - 1] if token.i else token
    article = lexicon.grammar("definite_article")
    return (
        token.lower_ in article
        or before.lower_ in article
        or clusters.index.mentions[mention].kind is not MentionKind.NAME
    )


def _clearest(clusters: MentionClusters) -> int | None:
    """Return the company that is named far more often than any other body, if there is one."""
    mentions = clusters.index.mentions
    counts = sorted(
        (
            (sum(mentions[m].kind is MentionKind.NAME for m in cluster.mentions), number)
            for number, cluster in enumerate(clusters.items)
            if cluster.type is EntityType.ORGANIZATION
            and cluster.names
            and cluster.mentions
            and all(map(_may_be_company, cluster.names))
        ),
        reverse=True,
    )
    if not counts or counts[0][0] < _OFTEN or (len(counts) > 1 and counts[0][0] < _CLEAR * counts[1][0]):
        return None
    number = counts[0][1]
    return number if all(map(_may_be_company, clusters.items[number].names)) else None


def _is_company(clusters: MentionClusters, mention: int) -> bool:
    return clusters.parsed.doc[clusters.index.heads[mention]].lemma_.lower() in lexicon.words("company_noun")


def _is_bare(clusters: MentionClusters, mention: int, own: Container[str]) -> bool:
    """Check whether a mention is 'the company' or 'the bloc' with no other word than those of a name."""
    token: Token = clusters.parsed.doc[clusters.index.heads[mention]]
    determiner = child(token, "det")
    definite = determiner is not None and determiner.lower_ in lexicon.grammar("definite_article")
    described = has_child(token, "prep", "poss", "appos", "conj", "relcl", "acl", "nummod")
    described = described or any(c.lower_ not in own for c in children(token, "amod", "compound", "nmod"))
    nominal = clusters.index.mentions[mention].kind is MentionKind.NOMINAL and token.tag_ == "NN"
    return nominal and definite and not described


def _may_be_company(name: Words) -> bool:
    """Check whether no word of a name says that it is of a body of another sort: 'the Culture Ministry'."""
    return lexicon.words("no_company").isdisjoint(name)

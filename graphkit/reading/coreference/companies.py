"""Resolve 'the company' to the one company that an article is about, however far before it was named."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.coreference.clusters import MentionClusters, Words
from graphkit.reading.grammar.syntax import child, has_child

__all__ = ["join_company"]

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
            if all(_is_bare(clusters, mention) for mention in cluster.mentions):
                clusters.merge(about, number, "focus")


def _clearest(clusters: MentionClusters) -> int | None:
    """Return the company that is named far more often than any other body, if there is one."""
    mentions = clusters.index.mentions
    counts = sorted(
        (
            (sum(mentions[m].kind is MentionKind.NAME for m in cluster.mentions), number)
            for number, cluster in enumerate(clusters.items)
            if cluster.type is EntityType.ORGANIZATION and cluster.names and cluster.mentions
        ),
        reverse=True,
    )
    if not counts or counts[0][0] < _OFTEN or (len(counts) > 1 and counts[0][0] < _CLEAR * counts[1][0]):
        return None
    number = counts[0][1]
    return number if all(map(_may_be_company, clusters.items[number].names)) else None


def _is_bare(clusters: MentionClusters, mention: int) -> bool:
    """Check whether a mention is 'the company' or 'the firm' with no other word."""
    token: Token = clusters.parsed.doc[clusters.index.heads[mention]]
    determiner = child(token, "det")
    definite = determiner is not None and determiner.lower_ in lexicon.grammar("definite_article")
    described = has_child(token, "amod", "compound", "nmod", "prep", "poss", "appos", "conj", "relcl", "acl", "nummod")
    nominal = clusters.index.mentions[mention].kind is MentionKind.NOMINAL and token.tag_ == "NN"
    return nominal and definite and not described and token.lemma_.lower() in lexicon.words("company_noun")


def _may_be_company(name: Words) -> bool:
    """Check whether no word of a name says that it is of a body of another sort: 'the Culture Ministry'."""
    return lexicon.words("no_company").isdisjoint(name)

"""Merge names that the text equates: 'Jane Roe, also known as J. R. Hartley', 'Roe (Latin: Rhoa)'."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import MentionKind
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.grammar.syntax import sentence_start

__all__ = ["join_aliases"]

_LONGEST = 6
"""The most words of a phrase between two names of one entity."""


def join_aliases(clusters: MentionClusters) -> None:
    """Merge two clusters where the text introduces the name of one as another name of the other.

    Args:
        clusters: The document's clusters, with its names.
    """
    index = clusters.index
    names = [
        i
        for i, mention in enumerate(index.mentions)
        if mention.kind is MentionKind.NAME and not index.is_nested(i) and i not in index.pairs
    ]
    for place, i in enumerate(names):
        token = clusters.parsed.token_at(index.mentions[i].span.start)
        phrase, own = _phrase_before(token), clusters.of[i]
        if phrase is None or own is None:
            continue
        other = _find_other(clusters, names[max(0, place - 4) : place], token, phrase, own)
        if other is None:
            continue
        first, second = sorted((own, other))
        clusters.merge(first, second, "alias")
        if phrase.lower_ in lexicon.words("former_name_marker"):
            clusters.items[first].former.add(" ".join(index.mentions[i].span.exact.split()))


def _find_other(clusters: MentionClusters, before: Sequence[int], token: Token, phrase: Token, own: int) -> int | None:
    """Return the cluster of the name before a phrase that introduces another name."""
    index = clusters.index
    for j in reversed(before):
        head, other = clusters.parsed.doc[index.heads[j]], clusters.of[j]
        if sentence_start(head) != sentence_start(token) and head.i < sentence_start(token) - 1:
            return None
        follows = index.mentions[j].span.end > phrase.idx
        if not follows and other is not None and clusters.items[own].type is clusters.items[other].type:
            return other
    return None


def _phrase_before(token: Token) -> Token | None:
    """Return the first token of a phrase that introduces the name after it as another name of the one before."""
    doc = token.doc
    last = token.i - 1
    while last >= 0 and (doc[last].is_quote or doc[last].lower_ in lexicon.grammar("alias_filler")):
        last -= 1
    marked = last + 1 < token.i and doc[last + 1].lower_ in lexicon.grammar("predicative_marker")
    last += 1 if marked else 0
    if last < 0 or doc[last].lower_ not in _last_words():
        return None
    for first in range(max(0, last - _LONGEST + 1), last + 1):
        if " ".join(t.lower_ for t in doc[first : last + 1]) in lexicon.words("alias_phrase"):
            return doc[first]
    return None


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in lexicon.words("alias_phrase"))

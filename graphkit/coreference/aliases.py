"""Join the names that a text says are one: 'Jane Roe, also known as J. R. Hartley', 'Roe (Latin: Rhoa)'."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.coreference.clusters import Clusters
from graphkit.extract.syntax import sentence_start
from graphkit.model import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["join_aliases"]

_FORMER = frozenset(["formerly", "née", "nee", "born"])
_LONGEST = 6
"""Words that a phrase between two names of one thing can have."""


def join_aliases(clusters: Clusters) -> None:
    """Make one of two clusters where the text gives the name of one as another name of the other.

    Args:
        clusters: The document's clusters, its names in them.
    """
    mentions = clusters.found.mentions
    before: list[int] = []  # the names so far
    for i, mention in enumerate(mentions):
        if mention.kind is not MentionKind.NAME or clusters.found.is_inner(i) or i in clusters.found.pairs:
            continue
        token = clusters.reading.token_at(mention.span.start)
        phrase = _phrase_before(token)
        if phrase is not None:
            self = clusters.of[i]
            for j in reversed(before[-4:]):
                other = clusters.of[j]
                head = clusters.reading.doc[clusters.found.heads[j]]
                if sentence_start(head) != sentence_start(token) and head.i < sentence_start(token) - 1:
                    break
                if mentions[j].span.end > phrase.idx or self is None or other is None:
                    continue
                if clusters.items[self].type is clusters.items[other].type:
                    clusters.merge(min(self, other), max(self, other), "alias")
                    if phrase.lower_ in _FORMER:
                        clusters.items[min(self, other)].former.add(" ".join(mention.span.exact.split()))
                    break
        before.append(i)


def _phrase_before(token: Token) -> Token | None:
    """Find the first token of the phrase that makes the name behind it another name of the one before."""
    doc = token.doc
    last = token.i - 1
    while last >= 0 and (doc[last].is_quote or doc[last].lower_ in ("the", "as")):
        last -= 1
    last += 1 if last + 1 < token.i and doc[last + 1].lower_ == "as" else 0
    if last < 0 or doc[last].lower_ not in _last_words():
        return None
    for first in range(max(0, last - _LONGEST + 1), last + 1):
        if " ".join(t.lower_ for t in doc[first : last + 1]) in lexicon.words("alias_phrase"):
            return doc[first]
    return None


@cache
def _last_words() -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in lexicon.words("alias_phrase"))

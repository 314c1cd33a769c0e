"""Compare the claims of two graphs, article by article."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from graphkit.analysis.brief.values import BriefSentence
from graphkit.analysis.changes.describing import describe, list_quoted_words
from graphkit.analysis.changes.pairing import Alignment, align, overlap, pair_claims
from graphkit.analysis.changes.sides import Side, read_side
from graphkit.analysis.changes.values import KINDS, ArticleChanges, Change, Changes, Version
from graphkit.analysis.sayings import FoundSentence
from graphkit.matching.words import split_text

if TYPE_CHECKING:
    from graphkit.analysis.network.records import Utterance
    from graphkit.store import GraphStore

__all__ = ["compare", "match_claims"]

_ARTICLE = 0.5
"""So large a share of the claims of the shorter of two articles that are one under two names is in both."""
_TOLD = 0.7
"""So large a share of the words of a claim stands in the sentence that took the place of its own, where the article now
says it itself."""
_FEW_WORDS = 3
"""So many words at least."""


def compare(old: GraphStore, old_texts: Mapping[str, str], new: GraphStore, new_texts: Mapping[str, str]) -> Changes:
    """Compare two graphs.

    Args:
        old: The graph before.
        old_texts: The texts of its articles by the address of their document.
        new: The graph after.
        new_texts: The texts of its articles.
    """
    before, after = read_side(old, old_texts), read_side(new, new_texts)
    pairs = dict(_pair_articles(before, after))
    compared = [_compare_articles(one, other, before, after) for one, other in pairs.items()]
    changed = [article for article in compared if article.changes or article.is_retitled]
    return Changes(
        articles=tuple(sorted(changed, key=lambda article: article.new)),
        added=_count(after, set(pairs.values())),
        dropped=_count(before, set(pairs)),
        same=len(compared) - len(changed),
    )


def match_claims(
    old: GraphStore, old_texts: Mapping[str, str], new: GraphStore, new_texts: Mapping[str, str]
) -> dict[str, str]:
    """Match the claims of two graphs that are one, whatever changed of them, by their addresses: the old, the new.

    Args:
        old: The graph before.
        old_texts: The texts of its articles by the address of their document.
        new: The graph after.
        new_texts: The texts of its articles.
    """
    before, after = read_side(old, old_texts), read_side(new, new_texts)
    found: dict[str, str] = {}
    for one, other in _pair_articles(before, after):
        alignment = align(before.texts.get(one, ""), after.texts.get(other, ""))
        pairs = pair_claims(before.claims.get(one, []), after.claims.get(other, []), before, after, alignment)
        found |= {claim.iri: same.iri for claim, same in pairs.items()}
    return found


def _count(side: Side, paired: set[str]) -> tuple[tuple[str, int], ...]:
    rest = [article for iri, article in side.articles.items() if iri not in paired]
    return tuple(sorted((article.identifier, len(side.claims.get(article.iri, ()))) for article in rest))


# -- articles


def _pair_articles(before: Side, after: Side) -> Iterator[tuple[str, str]]:
    """Pair articles that are one: of one identifier or address, the only ones there are, or with the same claims."""
    left, right = dict(before.articles), dict(after.articles)
    for key in ("identifier", "source"):
        known = {getattr(article, key): iri for iri, article in right.items() if getattr(article, key)}
        for iri, article in list(left.items()):
            other = known.pop(getattr(article, key), None)
            if other in right:
                del left[iri], right[other]
                yield iri, other
    if len(left) == len(right) == 1 == len(before.articles) == len(after.articles):
        yield next(iter(left)), next(iter(right))
        return
    holders: dict[str, list[str]] = defaultdict(list)
    for iri in right:
        for claim in after.claims.get(iri, ()):
            holders[claim.content].append(iri)
    for iri in left:
        own = before.claims.get(iri, [])
        shared = Counter(other for claim in own for other in set(holders[claim.content]) if other in right)
        for other, number in sorted(shared.items(), key=lambda found: (-found[1], found[0]))[:1]:
            if number >= _ARTICLE * min(len(own), len(after.claims[other])):
                del right[other]
                yield iri, other


def _compare_articles(one: str, other: str, before: Side, after: Side) -> ArticleChanges:
    olds, news = before.claims.get(one, []), after.claims.get(other, [])
    alignment = align(before.texts.get(one, ""), after.texts.get(other, ""))
    pairs = pair_claims(olds, news, before, after, alignment)
    earlier = {new: old for old, new in pairs.items()}
    quoted = [{word for claim in claims for word in list_quoted_words(claim)} for claims in (olds, news)]
    changes: list[tuple[tuple[int, int], Change]] = []
    same, last = 0, 0
    for new in news:
        old = earlier.get(new)
        if old is None:
            told = _find_own_voice(new, before, one, [(b, a) for a, b in alignment])
            kind = "added" if told is None else "hedged"
            changes.append(((new.extent[0], 1), Change(kinds=(kind,), old=told, new=after.found[new.iri])))
            continue
        kinds = set(describe(old, new, before, after, quoted))
        ordered = tuple(kind for kind in KINDS if kind in kinds)
        same += not ordered
        if ordered:
            change = Change(kinds=ordered, old=before.found[old.iri], new=after.found[new.iri])
            changes.append(((new.extent[0], 1), change))
    for old in olds:
        last = pairs[old].extent[0] if old in pairs else last
        if old not in pairs:
            told = _find_own_voice(old, after, other, alignment)
            kind = "dropped" if told is None else "unhedged"
            changes.append(((last, 2), Change(kinds=(kind,), old=before.found[old.iri], new=told)))
    return ArticleChanges(
        old=before.articles[one].identifier,
        new=after.articles[other].identifier,
        old_title=before.articles[one].title,
        new_title=after.articles[other].title,
        changes=tuple(change for _, change in sorted(changes, key=lambda placed: placed[0])),
        same=same,
    )


def _find_own_voice(claim: Utterance, side: Side, document: str, alignment: Alignment) -> Version | None:
    """Find the sentence in which an article itself says what in another version of it is somebody's claim.

    Args:
        claim: The claim, which has no counterpart.
        side: The graph of the other version.
        document: The address of the other version.
        alignment: The sentences of the claim's version that stand in the place of others, each with that.
    """
    words = split_text(claim.content)
    for own, (start, end) in alignment:
        if not overlap(claim.extent, own) or len(words) < _FEW_WORDS:
            continue
        text = side.texts[document][start:end]
        blocks = difflib.SequenceMatcher(None, words, split_text(text), autojunk=False).get_matching_blocks()
        if sum(block.size for block in blocks) >= _TOLD * len(words):
            sentence = BriefSentence(claims=(), article=document, start=start, end=end, text=text, exact=True, marks=())
            return Version(claim="", content=text, found=FoundSentence(sentence=sentence, claims=()))
    return None

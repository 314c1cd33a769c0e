"""Compare the claims of two graphs, article by article.

Claims are paired by the words of their contents, the most alike first (greedily, as in the alignment of Sultan et al.,
2014); who says them decides between those that are alike, but not whether they are. A pair is then described by what
the graph says of both: who, how surely, with which sign; and by its words, those in quotation marks apart.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit.analysis.changes.values import KINDS, ArticleChanges, Change, Changes, Version
from graphkit.analysis.network.records import read
from graphkit.analysis.sayings import read_sayings
from graphkit.language import lexicon
from graphkit.matching.quantities import read_numbers
from graphkit.matching.quotations import compare_quotations
from graphkit.matching.words import Piece, split, split_text

if TYPE_CHECKING:
    from graphkit.analysis.network.records import Article, Utterance
    from graphkit.store import GraphStore

__all__ = ["compare", "pair_claims"]

_ALIKE = 0.5
"""The least share of words in one order that two versions of a claim have in common."""
_ALIKE_BY_SOURCE = 0.34
"""The same where one source says both by one act."""
_SOURCE, _ACT = 0.2, 0.05
"""What one source and one act add, where several claims are alike."""
_ARTICLE = 0.5
"""So large a share of the claims of the shorter of two articles that are one under two names is in both."""
_SURENESS = {"certain": 3, "probable": 2, "possible": 1}
_HEDGING = frozenset({"alleges", "doubts"})
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"»]?")
_WHOLE = "direct"


@dataclass(frozen=True)
class _Side:
    """One of two graphs, as far as it is compared."""

    articles: Mapping[str, Article]
    claims: Mapping[str, list[Utterance]]
    names: Mapping[str, frozenset[str]]
    found: Mapping[str, Version] = field(repr=False)

    def name_sources(self, claim: Utterance) -> list[frozenset[str]]:
        return [self.names.get(source, frozenset()) for source in claim.sources]


def compare(old: GraphStore, old_texts: Mapping[str, str], new: GraphStore, new_texts: Mapping[str, str]) -> Changes:
    """Compare two graphs.

    Args:
        old: The graph before.
        old_texts: The texts of its articles by the address of their document.
        new: The graph after.
        new_texts: The texts of its articles.
    """
    before, after = _read(old, old_texts), _read(new, new_texts)
    pairs = dict(_pair_articles(before, after))
    compared = [_compare_articles(one, other, before, after) for one, other in pairs.items()]
    changed = [article for article in compared if article.changes or article.is_retitled]
    return Changes(
        articles=tuple(sorted(changed, key=lambda article: article.new)),
        added=_count(after, set(pairs.values())),
        dropped=_count(before, set(pairs)),
        same=len(compared) - len(changed),
    )


def pair_claims(
    old: GraphStore, old_texts: Mapping[str, str], new: GraphStore, new_texts: Mapping[str, str]
) -> dict[str, str]:
    """Pair the claims of two graphs that are one, whatever changed of them, by their addresses: the old, the new.

    Args:
        old: The graph before.
        old_texts: The texts of its articles by the address of their document.
        new: The graph after.
        new_texts: The texts of its articles.
    """
    before, after = _read(old, old_texts), _read(new, new_texts)
    return {
        claim.iri: same.iri
        for one, other in _pair_articles(before, after)
        for claim, same in _pair_claims(before.claims.get(one, []), after.claims.get(other, []), before, after)
    }


def _read(store: GraphStore, texts: Mapping[str, str]) -> _Side:
    records = read(store)
    claims: dict[str, list[Utterance]] = defaultdict(list)
    for claim in records.utterances:
        claims[claim.document].append(claim)
    sayings = read_sayings(store, texts, (claim.iri for claim in records.utterances))
    return _Side(
        articles={article.iri: article for article in records.articles},
        claims={document: sorted(own, key=lambda claim: (claim.extent, claim.iri)) for document, own in claims.items()},
        names={
            party.iri: frozenset(name.casefold().removeprefix("the ") for name in (party.label, *party.aliases))
            for party in records.parties
        },
        found={
            claim.iri: Version(claim=claim.iri, content=claim.content, found=sayings[claim.iri].found)
            for claim in records.utterances
        },
    )


def _count(side: _Side, paired: set[str]) -> tuple[tuple[str, int], ...]:
    rest = [article for iri, article in side.articles.items() if iri not in paired]
    return tuple(sorted((article.identifier, len(side.claims.get(article.iri, ()))) for article in rest))


# -- articles


def _pair_articles(before: _Side, after: _Side) -> Iterator[tuple[str, str]]:
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


def _compare_articles(one: str, other: str, before: _Side, after: _Side) -> ArticleChanges:
    olds, news = before.claims.get(one, []), after.claims.get(other, [])
    pairs = dict(_pair_claims(olds, news, before, after))
    earlier = {new: old for old, new in pairs.items()}
    quoted = [{word for claim in claims for word in _list_quoted_words(claim)} for claims in (olds, news)]
    changes: list[tuple[tuple[int, int], Change]] = []
    same, last = 0, 0
    for new in news:
        old = earlier.get(new)
        if old is None:
            changes.append(((new.extent[0], 1), Change(kinds=("added",), old=None, new=after.found[new.iri])))
            continue
        kinds = set(_describe(old, new, before, after, quoted))
        ordered = tuple(kind for kind in KINDS if kind in kinds)
        same += not ordered
        if ordered:
            change = Change(kinds=ordered, old=before.found[old.iri], new=after.found[new.iri])
            changes.append(((new.extent[0], 1), change))
    for old in olds:
        last = pairs[old].extent[0] if old in pairs else last
        if old not in pairs:
            changes.append(((last, 2), Change(kinds=("dropped",), old=before.found[old.iri], new=None)))
    return ArticleChanges(
        old=before.articles[one].identifier,
        new=after.articles[other].identifier,
        old_title=before.articles[one].title,
        new_title=after.articles[other].title,
        changes=tuple(change for _, change in sorted(changes, key=lambda placed: placed[0])),
        same=same,
    )


# -- claims


def _pair_claims(
    olds: Sequence[Utterance], news: Sequence[Utterance], before: _Side, after: _Side
) -> Iterator[tuple[Utterance, Utterance]]:
    rated = []
    words = [[split_text(claim.content) for claim in claims] for claims in (olds, news)]
    for i, old in enumerate(olds):
        for j, new in enumerate(news):
            shared = _share_source(old, new, before, after)
            acts = old.act == new.act
            least = _ALIKE_BY_SOURCE if shared and acts else _ALIKE
            alike = _rate(words[0][i], words[1][j], least)
            if alike >= least:
                rated.append((-(alike + _SOURCE * shared + _ACT * acts), abs(i - j), i, j))
    taken: tuple[set[int], set[int]] = set(), set()
    for _, _, i, j in sorted(rated):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield olds[i], news[j]


def _rate(ones: Sequence[str], others: Sequence[str], least: float) -> float:
    """Return the share of words that two contents have in one order; 0 where it cannot reach the least."""
    if list(ones) == list(others):
        return 1.0
    matcher = difflib.SequenceMatcher(None, ones, others, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least else 0.0


def _share_source(old: Utterance, new: Utterance, before: _Side, after: _Side) -> bool:
    """Check whether one party says both, or nobody who is named does."""
    ones, others = before.name_sources(old), after.name_sources(new)
    if not ones and not others:
        return True
    return any(one & other or _is_part(one, other) for one in ones for other in others)


def _name_alike(old: Version, new: Version) -> bool:
    """Check whether both have one word for who says it, and no pronoun: who 'the mayor' is may be read elsewhere."""
    named = [
        [
            sentence.text[mark.start - sentence.start : mark.end - sentence.start].casefold()
            for mark in sentence.marks
            if mark.part == "source"
        ]
        for sentence in (old.found.sentence, new.found.sentence)
    ]
    return bool(named[0]) and named[0] == named[1] and not lexicon.pronouns().keys() & set(named[0])


def _is_part(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Check whether a name of one is a part of a name of the other: 'Lind' of 'Mara Lind'."""
    return any(
        set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())
        for one in ones
        for other in others
    )


def _describe(old: Utterance, new: Utterance, before: _Side, after: _Side, quoted: Sequence[set[str]]) -> Iterator[str]:
    """Say how a claim changed."""
    if not _share_source(old, new, before, after) and not _name_alike(before.found[old.iri], after.found[new.iri]):
        yield "resourced"
    if _sign(old) * _sign(new) < 0:
        yield "reversed"
    sure, then = _SURENESS.get(old.certainty, 0), _SURENESS.get(new.certainty, 0)
    weakened = (new.act in _HEDGING) - (old.act in _HEDGING)
    if (sure and then and then < sure) or weakened > 0:
        yield "hedged"
    if (sure and then and then > sure) or weakened < 0:
        yield "unhedged"
    if split_text(old.content) == split_text(new.content):
        return
    other_number = _have_other_numbers(old.content, new.content)
    if other_number:
        yield "number"
    change = compare_quotations(list(_list_quoted(old)), list(_list_quoted(new)), quoted, brief=True)
    if change is None:
        if not other_number or _leave_numbers_out(old.content) != _leave_numbers_out(new.content):
            yield "reworded"
    elif change.kind == "cut":
        yield "cut" if change.one is not None else "extended"
    else:
        yield change.kind


def _have_other_numbers(old: str, new: str) -> bool:
    """Check whether a number of one content is another one in the other: '12 people', '15 people'."""
    ones, others = (list(read_numbers(split([Piece(0, content)]))) for content in (old, new))
    left = [one for one in ones if not any(one.agrees(other) for other in others)]
    right = [other for other in others if not any(other.agrees(one) for one in ones)]
    return any(one.unit == other.unit for one in left for other in right)


def _leave_numbers_out(content: str) -> list[str]:
    tokens = split([Piece(0, content)])
    numbers = [number.stretch for number in read_numbers(tokens)]
    return [
        token.word
        for token in tokens
        if not any(stretch.start <= token.stretch.start < stretch.end for stretch in numbers)
    ]


def _sign(claim: Utterance) -> int:
    stance = {"affirms": 1, "rejects": -1}.get(claim.stance, 0)
    return -stance if claim.polarity == "negative" else stance


def _list_quoted(claim: Utterance) -> Iterator[Piece]:
    """List the quoted pieces of a content; offsets count in the content."""
    found = [Piece(match.start(1), match[1]) for match in _QUOTED.finditer(claim.content)]
    if not found and claim.quotation == _WHOLE:
        found = [Piece(0, claim.content)]
    yield from found


def _list_quoted_words(claim: Utterance) -> Iterator[str]:
    return (token.word for token in split(list(_list_quoted(claim))))

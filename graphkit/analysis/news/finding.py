"""Find what is new in a graph: what it has now and was not known before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.brief.articles import print_article
from graphkit.analysis.news.values import KINDS, Followed, Known, NewsItem, Passage
from graphkit.analysis.sayings import FoundSentence, read_sayings
from graphkit.query import evaluation
from graphkit.query.bindings import fold

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.brief.values import BriefSentence, Card, PrintedArticle, Stand
    from graphkit.analysis.changes import Version
    from graphkit.analysis.network.records import Article
    from graphkit.analysis.news.versions import Versions
    from graphkit.store import GraphStore

__all__ = ["Position", "find_news", "read_known", "read_positions"]

_POSITIONS = "changed-positions"
_REPLIES = "replies"
_LONG = 4
"""A matter that is put in more words than these is the same wherever it is put so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position that somebody changed.

    Args:
        pair: The two claims, sorted.
        source: Who.
        what: What it is about.
        ends: Both claims, that which came first before the other, with which it is: 'for' or 'against'.
    """

    pair: tuple[str, str]
    source: str
    what: str
    ends: tuple[tuple[str, str], tuple[str, str]]


def read_positions(store: GraphStore, *, base: str) -> tuple[Position, ...]:
    """Read who changed position, as the question `changed-positions` has it, each pair of claims once.

    Args:
        store: The graph.
        base: The address below which its things live.
    """
    answer = evaluation.run(store, _POSITIONS, {}, base=base)
    found: dict[tuple[str, str], Position] = {}
    for row in answer.rows:
        cells = {name: getattr(cell, "value", "") for name, cell in zip(answer.variables, row, strict=True)}
        ends = (("for", cells["forClaim"]), ("against", cells["againstClaim"]))
        one, other = sorted((cells["forClaim"], cells["againstClaim"]))
        if one != other:
            ordered = ends[::-1] if cells["first"] == "against" else ends
            position = Position(pair=(one, other), source=cells["source"], what=cells["what"], ends=ordered)
            found.setdefault(position.pair, position)
    return tuple(found[pair] for pair in sorted(found))


def read_known(cards: Iterable[Card], followed: Iterable[Followed], positions: Iterable[Position]) -> Known:
    """Return what is known of a graph once it was looked at.

    Args:
        cards: The cards of its brief.
        followed: The claims of those who are followed.
        positions: Who changed position in it.
    """
    listed = list(cards)
    return Known(
        disputed=frozenset(thing for card in listed if card.disputed for thing in _name_matter(card)),
        unanswered=frozenset(
            thing for card in listed if card.accusation and not card.answered for thing in _list_things(card)
        ),
        positions=frozenset(position.pair for position in positions),
        followed={one.name: one.claims for one in followed if one.lasting},
    )


def find_news(
    store: GraphStore,
    context: Context,
    cards: Sequence[Card],
    followed: Sequence[Followed],
    positions: Sequence[Position],
    *,
    known: Known,
    versions: Versions,
    earlier: Mapping[str, Article],
) -> tuple[NewsItem, ...]:
    """Find what is new in a graph.

    Args:
        store: The graph.
        context: What is known of its claims.
        cards: The cards of its brief.
        followed: The claims of those who are followed.
        positions: Who changed position in it.
        known: What was known before.
        versions: What its new articles have in common with known ones.
        earlier: The articles that were known before, by their addresses.

    Returns:
        The news by day, article and place; the same for the same graph and the same that was known.
    """
    finder = _Finder(store, context, followed, known.rename(versions.pairs), versions, earlier)
    items = [
        *finder.find_claims(),
        *finder.find_changes(),
        *finder.find_matters(cards),
        *finder.find_positions(positions),
    ]
    return tuple(sorted(items, key=_order))


class _Finder:
    """Finds what is new, and cites it."""

    def __init__(
        self,
        store: GraphStore,
        context: Context,
        followed: Sequence[Followed],
        known: Known,
        versions: Versions,
        earlier: Mapping[str, Article],
    ) -> None:
        self._store = store
        self._context = context
        self._followed = followed
        self._known = known
        self._versions = versions
        self._articles = {**earlier, **context.articles}
        self._changed = {change.new.claim for change in versions.changes if change.new and change.new.claim}
        there = context.claims
        self._repeated = {new for old, new in versions.pairs if old in there}
        self._matched = {new for _, new in versions.pairs}

    def find_claims(self) -> Iterator[NewsItem]:
        """Find the claims by or about the followed that were not, or were not theirs."""
        names: dict[str, list[str]] = defaultdict(list)
        for one in self._followed:
            before = self._known.followed.get(one.name) if one.lasting else None
            for claim in one.claims - self._changed - self._repeated:
                if before is None:
                    # whoever is followed from now on: what they said before is no news
                    is_new = self._context.document(claim) in self._versions.fresh and claim not in self._matched
                else:
                    is_new = claim not in before
                if is_new:
                    names[claim].append(one.name)
        sayings = read_sayings(self._store, self._context.texts, names)
        for claim, own in sorted(names.items()):
            saying = sayings[claim]
            yield self._make("claim", [claim], [self._cite("", saying.content, saying.found)], followed=own)

    def find_changes(self) -> Iterator[NewsItem]:
        """Find what later versions of articles changed of claims by or about the followed."""
        for change in self._versions.changes:
            # what the article itself says has no claim
            ends = [version.claim for version in (change.old, change.new) if version and version.claim]
            own = self._name_followed(ends) | {
                name for name, claims in self._known.followed.items() if claims.intersection(ends)
            }
            listed = [one.name for one in self._followed if one.name in own]
            if listed and change.old:
                passages = [self._cite_version("before", change.old)]
                passages += [self._cite_version("after", change.new)] if change.new else []
                kind = "changed" if change.new else "withdrawn"
                changes = change.kinds if change.new else ()
                yield self._make(kind, ends, passages, followed=listed, changes=changes)

    def find_matters(self, cards: Iterable[Card]) -> Iterator[NewsItem]:
        """Find the replies that had been missing, and the disputes that were none."""
        for card in cards:
            things = _list_things(card)
            if card.accusation and card.answered and not self._known.unanswered.isdisjoint(things):
                kind = "reply"
            elif card.disputed and self._known.disputed.isdisjoint(_name_matter(card)):
                kind = "dispute"
            else:
                continue
            followed = [one.name for one in self._followed if one.name in self._name_followed(things)]
            yield self._make(kind, sorted(things), self._cite_card(card), title=card.title, followed=followed)

    def find_positions(self, positions: Iterable[Position]) -> Iterator[NewsItem]:
        """Find who changed position, and had not."""
        # two renderings of one claim, in a version or a copy, are no change of mind
        told = self._known.positions | {(min(pair), max(pair)) for pair in self._versions.pairs}
        new = [position for position in positions if position.pair not in told]
        sayings = read_sayings(self._store, self._context.texts, (claim for one in new for claim in one.pair))
        for position in new:
            passages = [self._cite(part, sayings[claim].content, sayings[claim].found) for part, claim in position.ends]
            followed = [one.name for one in self._followed if one.name in self._name_followed(position.pair)]
            title = f"{position.source}: {position.what}"
            yield self._make("position", position.pair, passages, title=title, followed=followed)

    def _name_followed(self, things: Iterable[str]) -> set[str]:
        some = set(things)
        return {one.name for one in self._followed if not one.claims.isdisjoint(some)}

    def _make(
        self,
        kind: str,
        things: Iterable[str],
        passages: Sequence[Passage],
        *,
        title: str = "",
        changes: tuple[str, ...] = (),
        followed: Sequence[str] = (),
    ) -> NewsItem:
        return NewsItem(
            id=hashlib.sha256("\n".join((kind, *things)).encode()).hexdigest()[:16],
            kind=kind,
            title=title,
            changes=changes,
            followed=tuple(followed),
            day=max((passage.article.issued for passage in passages), default=""),
            passages=tuple(passages),
        )

    def _cite(self, part: str, content: str, found: FoundSentence, who: tuple[str, ...] = ()) -> Passage:
        speakers = dict.fromkeys(name for claim in found.claims for name in claim.speakers)
        return Passage(
            part=part, who=who or tuple(speakers), content=content, found=found, article=self._print(found.sentence)
        )

    def _cite_version(self, part: str, version: Version) -> Passage:
        return self._cite(part, version.content, version.found)

    def _cite_card(self, card: Card) -> list[Passage]:
        """Cite the sentences of a matter, each with the side that it is on, those of a reply last."""
        stands: dict[str, tuple[str, Stand]] = {
            thing: (side.manner, stand) for side in card.sides for stand in side.stands for thing in stand.claims
        }
        sayings = read_sayings(self._store, self._context.texts, stands)
        passages = []
        for sentence in card.sentences:
            manner, stand = stands[sentence.claims[0]]
            claims = tuple(
                claim for thing in sentence.claims if thing in sayings for claim in sayings[thing].found.claims
            )
            who = tuple(speaker.name for speaker in stand.speakers if speaker.name)
            passages.append(self._cite(manner, "", FoundSentence(sentence=sentence, claims=claims), who))
        return sorted(passages, key=lambda passage: passage.part == _REPLIES)

    def _print(self, sentence: BriefSentence) -> PrintedArticle:
        return print_article(self._articles[sentence.article])


def _list_things(card: Card) -> set[str]:
    return {thing for side in card.sides for stand in side.stands for thing in stand.claims}


def _name_matter(card: Card) -> set[str]:
    """Name what a matter is recognised by: what stands in it, and its words where they are many."""
    words = fold(card.title)
    return _list_things(card) | ({words} if len(words.split()) > _LONG or card.kind == "stance" else set())


def _order(item: NewsItem) -> tuple[bool, str, str, int, int, str]:
    last = item.passages[-1]
    place = last.found.sentence.start
    return not item.day, item.day, last.article.identifier, place, KINDS.index(item.kind), item.id

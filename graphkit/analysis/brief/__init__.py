"""Brief somebody on a graph: what is in dispute, who says so and who does not, in which words, and who answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from graphkit.analysis.brief.articles import print_article
from graphkit.analysis.brief.cards import make_cards
from graphkit.analysis.brief.context import Context, read_context
from graphkit.analysis.brief.keeping import dump_brief, load_brief
from graphkit.analysis.brief.lists import (
    choose_said,
    find_changed_positions,
    find_requoted,
    rank_speakers,
)
from graphkit.analysis.brief.unnamed import find_unnamed
from graphkit.analysis.brief.values import (
    Backing,
    Brief,
    BriefSentence,
    Card,
    ChangedPosition,
    Mark,
    PrintedArticle,
    Requoted,
    Said,
    Side,
    Speaker,
    Speaking,
    Stand,
    Unnamed,
)
from graphkit.analysis.network import gather, read

if TYPE_CHECKING:
    from graphkit.analysis.network.points import Point
    from graphkit.store import GraphStore

__all__ = [
    "Backing",
    "Brief",
    "BriefSentence",
    "Card",
    "ChangedPosition",
    "Mark",
    "PrintedArticle",
    "Requoted",
    "Said",
    "Side",
    "Speaker",
    "Speaking",
    "Stand",
    "Unnamed",
    "brief",
    "brief_context",
    "dump_brief",
    "load_brief",
    "make_cards",
    "read_context",
]

type _Chosen = Callable[[Iterable[str]], bool]


def brief(
    store: GraphStore, texts: Mapping[str, str], *, about: frozenset[str] = frozenset(), since: str = ""
) -> Brief:
    """Brief somebody on a graph.

    Args:
        store: The graph: one named graph per document.
        texts: The articles' texts by the address of their document; without one only the exact spans are given.
        about: The addresses of an entity that everything must be about or by; none for all.
        since: The first day on which something of it must have been published, as '2024-05-31'; '' for all.

    Returns:
        The brief, the same for the same graph. It uses the points and clusters of the network, so that what it calls
        disputed is what `disputes`, `most-disputed` and `analyse` do.
    """
    records = read(store)
    return brief_context(read_context(store, records, texts), gather(records), about=about, since=since)


def brief_context(
    context: Context, points: tuple[Point, ...], *, about: frozenset[str] = frozenset(), since: str = ""
) -> Brief:
    """Brief somebody on what was read before; see `brief`."""
    records = context.records
    chosen = _choose(context, about, since)
    cards = make_cards(points, context)
    claims = [claim for claim in records.utterances if chosen([claim.iri])]
    kept = tuple(card for card in cards if chosen(_list_claims(card)) or (card.key in about and not since))
    articles = [article for article in records.articles if not since or article.issued[: len(since)] >= since]
    return Brief(
        about=min((context.labels[iri] for iri in about if iri in context.labels), default=""),
        since=since,
        articles=tuple(print_article(article) for article in sorted(articles, key=lambda a: _order(a.issued, a.iri))),
        claims=len(claims),
        sources=len({source for claim in claims for source in claim.sources}),
        outlets=len({article.publisher.casefold() for article in articles} - {""}),
        cards=kept,
        said=() if kept else choose_said(claims, context),
        speakers=rank_speakers(claims, context),
        unnamed=tuple(one for one in find_unnamed(points, kept, context) if chosen(one.stand.claims)),
        requoted=tuple(o for o in find_requoted(context) if chosen([*o.one.claims, *o.other.claims])),
        positions=tuple(o for o in find_changed_positions(context) if chosen([*o.first.claims, *o.then.claims])),
    )


def _order(issued: str, iri: str) -> tuple[bool, str, str]:
    return not issued, issued, iri


def _list_claims(card: Card) -> list[str]:
    return [claim for side in card.sides for stand in side.stands for claim in stand.claims]


def _choose(context: Context, about: frozenset[str], since: str) -> _Chosen:
    """Return a check whether some of the claims of one thing are about or by somebody, and published since a day."""

    def concerns(thing: str) -> bool:
        claim = context.claims.get(thing)
        named = {end for relation in context.relations.get(thing, ()) for end in (relation.subject, relation.object)}
        if claim:
            outers = [source for outer in context.outers(thing) for source in outer.sources]
            named |= {*claim.sources, *claim.about, *claim.addressees, *outers}
        return bool(named & about)

    def is_recent(thing: str) -> bool:
        article = context.articles.get(context.document(thing))
        return article is not None and article.issued[: len(since)] >= since

    def check(things: Iterable[str]) -> bool:
        some = list(things)
        return (not about or any(map(concerns, some))) and (not since or any(map(is_recent, some)))

    return check

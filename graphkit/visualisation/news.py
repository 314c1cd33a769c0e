"""Word what is new as paragraphs: each piece of news with its sentences, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkit.visualisation import findings
from graphkit.visualisation.brief.text import list_sentence
from graphkit.visualisation.brief.wording import count, flat, name_article
from graphkit.visualisation.look import look
from graphkit.visualisation.paragraphs import Paragraph

if TYPE_CHECKING:
    from graphkit.analysis.news import NewsItem, Passage

__all__ = ["count_news", "describe_passage", "list_paragraphs", "name_item"]


def count_news(items: Iterable[NewsItem]) -> str:
    """Count the news by its kinds: '2 claims, 1 dispute'."""
    counts = Counter(item.kind for item in items)
    return ", ".join(
        count(counts[kind], words["one"], words["many"]) for kind, words in look().news.items() if counts[kind]
    )


def list_paragraphs(items: Iterable[NewsItem]) -> Iterator[Paragraph]:
    """List the paragraphs of news, each with its sentences and where they stand."""
    for item in items:
        yield Paragraph()
        yield Paragraph(text=name_item(item), style="claim")
        for passage in item.passages:
            yield from _list_passage(passage)
        if item.followed:
            yield Paragraph(text=f"Followed: {', '.join(item.followed)}", indent=4, style="note")


def _list_passage(passage: Passage) -> Iterator[Paragraph]:
    if passage.part:
        yield Paragraph(text=describe_passage(passage), indent=2, hang=4)
    articles = {passage.article.iri: passage.article}
    yield from list_sentence(passage.found.sentence, articles, 4, alone=False)


def name_item(item: NewsItem) -> str:
    """Name a piece of news: 'New claim: Mara Lind says: that the dam was empty'."""
    name = look().news[item.kind]["text"]
    changes = ", ".join(look().changes[kind] for kind in item.changes)
    return f"{name}{f' ({changes})' if changes else ''}: {flat(item.title) or _say(item.passages[-1])}"


def describe_passage(passage: Passage) -> str:
    """Say what a sentence is in its piece of news, and who says what in it."""
    if not passage.part:
        return _say(passage)
    manner = look().manners.get(passage.part)
    return f"{manner.brief if manner else look().passages[passage.part]}: {_say(passage)}"


def _say(passage: Passage) -> str:
    """Say who says something, and what where the sentence holds one claim."""
    said = "; ".join(dict.fromkeys(map(findings.describe_claim, passage.found.claims))) or ", ".join(passage.who)
    who = said or name_article(passage.article)
    return f"{who}: {flat(passage.content)}" if passage.content else who

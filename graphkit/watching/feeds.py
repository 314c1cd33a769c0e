"""Write what is new to files: as a feed for readers of feeds (Atom), as JSON Lines for programs, and as Markdown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from graphkit.export.characters import UNFIT_FOR_XML
from graphkit.visualisation.brief.wording import describe_characters, name_article
from graphkit.visualisation.look import look
from graphkit.visualisation.news import describe_passage, list_paragraphs, name_item
from graphkit.visualisation.paragraphs import Paragraph, mark_up

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from graphkit.analysis.news import NewsItem

__all__ = ["UNDATED", "write_news"]

UNDATED = "1970-01-01T00:00:00Z"
"""The time of what has none, where nothing else has one either."""

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 500
"""So many items, the newest, stand in the feed and in the Markdown; the JSON Lines hold all."""
_LONGEST_TITLE = 160


def write_news(items: Sequence[NewsItem], form: str, *, base: str) -> bytes:
    """Write the news, in UTF-8.

    Args:
        items: The news, in the order in which it was announced.
        form: 'atom', 'jsonl' or 'md'.
        base: The address below which the graph's things live: the feed and its entries are named by it.
    """
    if form == "jsonl":
        lines = (json.dumps(_describe(item), ensure_ascii=False) + "\n" for item in items)
        return "".join(lines).encode(errors="replace")
    newest = items[::-1][:_MOST]
    return _write_atom(newest, base) if form == "atom" else _write_markdown(newest, len(items))


def _write_markdown(newest: Sequence[NewsItem], number: int) -> bytes:
    paragraphs = [Paragraph(text="News", style="title"), *list_paragraphs(newest)]
    if not newest:
        paragraphs.append(Paragraph(text="Nothing was announced yet."))
    if number > len(newest):
        older = f"{number - len(newest):,} older ones stand in news.jsonl."
        paragraphs.append(Paragraph(text=older, style="note"))
    return ("\n\n".join(mark_up(paragraphs)) + "\n").encode(errors="replace")


# -- JSON Lines


def _describe(item: NewsItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "title": name_item(item),
        "day": item.day,
        "followed": item.followed,
        "changes": item.changes,
        "passages": [
            {
                "part": passage.part,
                "who": passage.who,
                "content": passage.content,
                "sentence": passage.found.sentence.text,
                "exact": passage.found.sentence.exact,
                "start": passage.found.sentence.start,
                "end": passage.found.sentence.end,
                "claims": passage.found.sentence.claims,
                "document": passage.article.iri,
                "article": passage.article.identifier,
                "title": passage.article.title,
                "publisher": passage.article.outlet,
                "day": passage.article.issued,
                "address": passage.article.address,
            }
            for passage in item.passages
        ],
    }


# -- Atom (RFC 4287)


def _write_atom(items: Sequence[NewsItem], base: str) -> bytes:
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    times = [_write_time(item.listed) for item in items]
    _add(feed, "id", f"{base}news")
    _add(feed, "title", "graphkit: news")
    _add(feed, "updated", max(times, default=UNDATED))
    _add(_add(feed, "author"), "name", "graphkit")
    _add(feed, "generator", "graphkit")
    for item, time in zip(items, times, strict=True):
        entry = _add(feed, "entry")
        _add(entry, "id", f"{base}news/{item.id}")
        _add(entry, "title", _shorten(name_item(item)))
        _add(entry, "updated", time)
        _add(entry, "category", term=item.kind, label=look().news[item.kind]["text"])
        for name in item.followed:
            _add(entry, "category", term=name, label=f"Followed: {name}")
        address = next((passage.article.address for passage in item.passages[::-1] if passage.article.address), "")
        if address:
            _add(entry, "link", rel="alternate", href=address)
        _add(entry, "content", _write_content(item), type="html")
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode(errors="replace")


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    fit = {key: UNFIT_FOR_XML.sub("\N{REPLACEMENT CHARACTER}", value) for key, value in attributes.items()}
    element = ElementTree.SubElement(parent, name, fit)
    element.text = UNFIT_FOR_XML.sub("\N{REPLACEMENT CHARACTER}", text) or None
    return element


def _write_content(item: NewsItem) -> str:
    """Write the sentences as HTML; each is escaped as text, whatever an article holds."""
    body = ElementTree.Element("div")
    for passage in item.passages:
        _add(body, "p", describe_passage(passage))
        _add(body, "blockquote", passage.found.sentence.text)
        place = f"{name_article(passage.article)}, {describe_characters(passage.found.sentence)}"
        title = "" if passage.article.title in place else f" — {passage.article.title}"
        _add(body, "p", f"{place}{title}")
    if item.followed:
        _add(body, "p", f"Followed: {', '.join(item.followed)}")
    return "".join(ElementTree.tostring(part, encoding="unicode", method="html") for part in body)


def _shorten(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rpartition(' ')[0]}…"


def _write_time(issued: str) -> str:
    """Write when something was published as a feed does: a day without a time is its first second."""
    for given in (issued, f"{issued}-01", f"{issued}-01-01"):
        try:
            time = datetime.fromisoformat(given)
        except ValueError:
            continue
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return UNDATED

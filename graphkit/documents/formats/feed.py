"""Take articles out of saved feeds (RSS, Atom)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from time import strftime, struct_time
from typing import Any

from graphkit.documents.content import Content, Unreadable, extra
from graphkit.documents.formats import html
from graphkit.documents.items import Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Problem

__all__ = ["FORMATS", "convert"]

_ENTITIES = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y", re.I)
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)(?:<\?[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*){0,5}"
    rb"<(?:rss|rdf:RDF|feed|atom:feed)\b",
    re.I | re.S,
)
_MOST_ENTRIES = 100_000


def convert(item: Item, problems: list[Problem]) -> Iterator[Content]:
    """Take the entries out of a feed: their content, else their summary. No link is followed.

    Raises:
        Unreadable: It is no feed, or declares entities; or the extra is not installed.
    """
    with extra("a feed"):
        import feedparser
    if _ENTITIES.search(item.data):
        raise Unreadable("it declares entities, as no feed needs to")
    # A stream, never a string: a string may be an address, and would be fetched.
    feed = feedparser.parse(io.BytesIO(item.data), sanitize_html=True, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        raise Unreadable("XML, but no feed (RSS or Atom)")
    if feed.get("bozo") and not feed.entries:
        raise Unreadable(f"a damaged feed ({feed.get('bozo_exception')})")
    if not feed.entries:
        raise Unreadable("a feed without entries")
    if feed.get("bozo") and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        problems.append(Problem(where=item.where, what="is no well-formed feed; some of it may be missing"))
    empty = 0
    for number, entry in enumerate(feed.entries[:_MOST_ENTRIES], start=1):
        text = _find_text(entry)
        if not text:
            empty += 1
            continue
        published, updated = (dict.get(entry, f"{name}_parsed") for name in ("published", "updated"))
        yield Content(
            text=text.replace("\n", "\n\n") + "\n",
            title=_flatten(entry.get("title", "")) or None,
            issued=_read_date(published or updated),
            modified=_read_date(updated) if published and updated and updated > published else None,
            publisher=_flatten(entry.get("source", {}).get("title") or feed.feed.get("title", "")) or None,
            source=entry.get("link"),
            number=number,
        )
    if empty:
        problems.append(Problem(where=item.where, what=f"{empty} of its entries hold no text: not read"))


def _find_text(entry: dict[str, Any]) -> str:
    """Take the longest text of an entry: many repeat the summary as the content."""
    values = [str(content.get("value", "")) for content in entry.get("content", ())]
    values.append(str(entry.get("summary", "")))
    return max((_flatten(value) for value in values), key=len)


def _flatten(value: str) -> str:
    return html.flatten(html.parse(f"<div>{value}</div>")) if value.strip() else ""


def _read_date(value: struct_time | None) -> str | None:
    if value is None or not 1970 <= value.tm_year < 2200:
        return None
    return strftime("%Y-%m-%dT%H:%M:%SZ", value)


FORMATS = (
    InputFormat(
        name="feed",
        suffixes=(".rss", ".atom", ".xml"),
        shown="feeds (.rss, .atom, .xml)",
        title="a feed",
        read=convert,
        recognises=lambda data: _FEED.match(data[:8192]) is not None,
        libraries=("feedparser", "lxml"),
        limit=64 * 1024 * 1024,
    ),
)

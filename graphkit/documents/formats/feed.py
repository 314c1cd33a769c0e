"""Take articles out of saved feeds (RSS, Atom, JSON Feed)."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import strftime, struct_time
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from graphkit.documents import registry, streams
from graphkit.documents.content import Content, Unreadable, extra
from graphkit.documents.formats import html
from graphkit.documents.items import REPLACED, Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Problem

__all__ = ["FORMATS", "Entry", "convert", "cut", "is_feed", "read_entries"]

_ENTITIES = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y", re.I)
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)(?:<\?[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*){0,5}"
    rb"<(?:rss|rdf:RDF|feed|atom:feed)\b",
    re.I | re.S,
)
_JSON_FEED = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{.{0,4000}?"https?://(?:www\.)?jsonfeed\.org/version/', re.S)
_MOST_ENTRIES = 100_000
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed.

    Args:
        id: What it calls itself, or its address; '' where it has neither.
        text: Its content, or else its summary, without markup.
        title: Its title, or ''.
        issued: When it was published, ISO 8601; '' where it does not tell.
        modified: When it was last changed after that; '' where it was not, or does not tell.
        publisher: The feed's title, or ''.
        link: Where it leads, as it is written; ''.
        feed: The address of the feed's site, or ''.
        is_whole: Whether it holds a content, and not only a summary.
    """

    id: str
    text: str
    title: str
    issued: str
    modified: str
    publisher: str
    link: str
    feed: str
    is_whole: bool

    @property
    def file(self) -> str:
        """The file that it leads to, where that is no address on the web: 'stories/a.txt'; ''."""
        try:
            parts = urlsplit(self.link)
        except ValueError:
            return ""
        if parts.scheme == "file":
            # the library takes one of three slashes away
            return unquote(parts.path if parts.netloc in ("", "localhost") else f"/{parts.netloc}{parts.path}")
        return "" if parts.scheme or parts.netloc else unquote(parts.path)

    def identify(self, name: str) -> str:
        """Return what its article is known by: an id that holds everywhere, else one within the feed.

        Args:
            name: The path of the feed's file.
        """
        if ":" in self.id:
            return self.id
        if self.id:
            return f"{self.feed or name}#{self.id}"
        return f"{name}#{hashlib.sha256(f'{self.title}\n{self.issued}'.encode()).hexdigest()[:12]}"


def cut(file: IO[bytes], name: str, where: str, problems: list[Problem]) -> Iterator[Item]:
    """Cut a feed into its entries, each known by its own id: one that leaves the feed is not lost with the next issue.

    Args:
        file: The open file, which can be read once.
        name: Its path below the input.
        where: The file, for messages.
        problems: Takes what was left out.

    Raises:
        Unreadable: It declares entities, is damaged, or the extra is not installed.
    """
    data = streams.read_all(file, _LARGEST)
    if not is_feed(data):
        if name.lower().endswith(".json"):
            raise Unreadable("JSON, but no JSON Feed; articles as JSON stand one a line in a .jsonl file")
        # a page, or a feed by its name alone: what it is, is found when it is read
        yield Item(identifier=name, where=where, form="feed", data=data)
        return
    libraries = registry.list_libraries("feed")
    there, empty, leading = set(), 0, 0
    for number, entry in enumerate(read_entries(data, where, problems), start=1):
        if not entry.text:
            leading += bool(entry.file)
            empty += not entry.file
            continue
        identifier = entry.identify(name).translate(REPLACED)
        if identifier in there:
            identifier = f"{name}:{number}"
        there.add(identifier)
        record = {
            "date": entry.issued,
            "modified": entry.modified,
            "publisher": entry.publisher,
            "text": entry.text,
            "title": entry.title,
            "url": entry.link,
        }
        data = json.dumps({key: value for key, value in record.items() if value}).encode()
        here = f"{where}, entry {number}"
        yield Item(identifier=identifier, where=here, form="record", data=data, facts=(("readers", libraries),))
    if empty:
        problems.append(Problem(where=where, what=f"{empty} of its entries hold no text: not read"))
    if leading:
        what = f"{leading} of its entries lead to files: name these too ('graphkit watch' finds those beside it)"
        problems.append(Problem(where=where, what=what))


def is_feed(data: bytes) -> bool:
    """Check whether bytes certainly are a feed."""
    return bool(_FEED.match(data[:8192]) or _JSON_FEED.match(data[:8192]))


def convert(item: Item, problems: list[Problem]) -> Iterator[Content]:
    """Take the entries out of a feed: their content, else their summary. No link is followed.

    Raises:
        Unreadable: It is no feed, or declares entities; or the extra is not installed.
    """
    empty = 0
    for number, entry in enumerate(read_entries(item.data, item.where, problems), start=1):
        if not entry.text:
            empty += 1
            continue
        yield Content(
            text=entry.text,
            title=entry.title or None,
            issued=entry.issued or None,
            modified=entry.modified or None,
            publisher=entry.publisher or None,
            source=entry.link or None,
            number=number,
        )
    if empty:
        problems.append(Problem(where=item.where, what=f"{empty} of its entries hold no text: not read"))


def read_entries(data: bytes, where: str, problems: list[Problem]) -> Iterator[Entry]:
    """Read the entries of a feed, in their order.

    Args:
        data: The feed.
        where: The file, for messages.
        problems: Takes what is damaged.

    Raises:
        Unreadable: It is no feed, or declares entities; or the extra is not installed.
    """
    if _JSON_FEED.match(data[:8192]):
        yield from _read_json(data)
    else:
        yield from _read_xml(data, where, problems)


def _read_xml(data: bytes, where: str, problems: list[Problem]) -> Iterator[Entry]:
    with extra("a feed"):
        import feedparser
    if _ENTITIES.search(data):
        raise Unreadable("it declares entities, as no feed needs to")
    # A stream, never a string: a string may be an address, and would be fetched.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        raise Unreadable("XML, but no feed (RSS or Atom)")
    if feed.get("bozo") and not feed.entries:
        raise Unreadable(f"a damaged feed ({feed.get('bozo_exception')})")
    if not feed.entries:
        raise Unreadable("a feed without entries")
    if feed.get("bozo") and not isinstance(feed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        problems.append(Problem(where=where, what="is no well-formed feed; some of it may be missing"))
    name, address = _flatten(feed.feed.get("title", "")), str(feed.feed.get("link", ""))
    for entry in feed.entries[:_MOST_ENTRIES]:
        link = str(entry.get("link") or "")
        published, updated = (dict.get(entry, f"{name}_parsed") for name in ("published", "updated"))
        yield Entry(
            id=str(entry.get("id") or link).strip(),
            text=_take_longest([*(str(c.get("value", "")) for c in entry.get("content", ())), entry.get("summary")]),
            title=_flatten(entry.get("title", "")),
            issued=_read_date(published or updated) or "",
            modified=(_read_date(updated) or "") if published and updated and updated > published else "",
            publisher=_flatten(entry.get("source", {}).get("title", "")) or name,
            link=link,
            feed=address,
            is_whole=any(str(content.get("value", "")).strip() for content in entry.get("content", ())),
        )


def _read_json(data: bytes) -> Iterator[Entry]:
    try:
        feed = json.loads(data.decode("utf-8-sig"))
        entries = feed["items"]
        if not isinstance(entries, list):
            raise TypeError("'items' is no list")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(f"a damaged feed ({error})") from None
    if not entries:
        raise Unreadable("a feed without entries")
    with extra("a feed"):
        import lxml.html as lxml_html  # noqa: F401  (what `html.flatten` needs)
    for entry in entries[:_MOST_ENTRIES]:
        if not isinstance(entry, dict):
            continue
        link = _take(entry, "url") or _take(entry, "external_url")
        plain = _take(entry, "content_text")
        yield Entry(
            id=_take(entry, "id") or link,
            text=f"{plain.strip()}\n"
            if plain.strip()
            else _take_longest([_take(entry, "content_html")]) or _take_longest([_take(entry, "summary")]),
            title=_take(entry, "title"),
            issued=_take(entry, "date_published") or _take(entry, "date_modified"),
            modified=_take(entry, "date_modified") if _take(entry, "date_published") else "",
            publisher=_take(feed, "title"),
            link=link,
            feed=_take(feed, "home_page_url"),
            is_whole=bool(plain.strip() or _take(entry, "content_html").strip()),
        )


def _take(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _take_longest(values: list[Any]) -> str:
    """Take the longest text of an entry, with empty lines between its lines: many repeat the summary as the content."""
    text = max((_flatten(str(value or "")) for value in values), key=len)
    return text.replace("\n", "\n\n") + "\n" if text else ""


def _flatten(value: str) -> str:
    return html.flatten(html.parse(f"<div>{value}</div>")) if value.strip() else ""


def _read_date(value: struct_time | None) -> str | None:
    if value is None or not 1970 <= value.tm_year < 2200:
        return None
    return strftime("%Y-%m-%dT%H:%M:%SZ", value)


FORMATS = (
    InputFormat(
        name="feed",
        suffixes=(".rss", ".atom", ".xml", ".json"),
        shown="feeds (.rss, .atom, .xml, .json)",
        title="a feed",
        read=convert,
        cut=cut,
        recognises=lambda data: _FEED.match(data[:8192]) is not None,
        is_text=True,
        libraries=("feedparser", "lxml"),
        limit=_LARGEST,
    ),
)

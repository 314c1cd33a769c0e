"""Take articles out of pages (HTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.documents.content import Content, Unreadable, extra
from graphkit.documents.decoding import decode_declared
from graphkit.documents.items import Item
from graphkit.documents.registry import InputFormat
from graphkit.documents.values import is_date
from graphkit.errors import Problem

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["FORMATS", "LARGEST", "convert", "flatten", "parse"]

LARGEST = 16 * 1024 * 1024
"""The most bytes that a page may have: one of 16 MB is no article."""

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
_CHARSET = re.compile(
    rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,200}encoding=["']([\w.-]+)""", re.I
)
_HEAD = 4096
_MOST = 30_000  # elements; the time that telling articles from navigation takes grows faster than their number
_LONGEST_NAME = 60
_NAMED = re.compile(r"author|publisher|name|@type", re.I)
_MOST_NAMED = 2_000
_MOST_ATTRIBUTES = 5_000  # of an element; each is compared with all before it, by the parser and what follows it
_TAG = re.compile(
    r"""<(script|style)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)"""  # what looks like a tag in these is none
    r"""|<[a-z][^\s/>]*+((?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+)*+)""",
    re.I | re.S,
)
_STAMP = re.compile(r'"date(Modified|Published)"\s*:\s*"([^"]{10,40})"')
_STAMPS = {
    "article:modified_time": "Modified",
    "og:updated_time": "Modified",
    "datemodified": "Modified",
    "article:published_time": "Published",
    "datepublished": "Published",
}
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)""")
_DEEPEST = 256  # nested elements; the libraries' functions call themselves
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_SILENT = frozenset("script style template noscript head title iframe object svg math select button textarea".split())
# No date is guessed from the text, and none depends on today or on where in the world the machine stands.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}


def convert(item: Item, problems: list[Problem]) -> Iterator[Content]:
    """Take the article out of a page: its text in paragraphs, without navigation, with what the page says of it.

    Raises:
        Unreadable: It holds no article, or the extra is not installed.
    """
    facts = dict(item.facts)
    text = _decode(item.data, facts.get("charset"), item.where, problems)
    tree = parse(text)
    number = sum(1 for _ in tree.iter())
    if number > _MOST:
        raise Unreadable(f"its {number:,} elements are more than an article has; split it")
    _drop_data(tree, item.where, problems)
    with extra("HTML"):
        from trafilatura import extract, extract_metadata
    modified = _find_modified(tree)
    known = extract_metadata(tree, date_config=_DATES)
    body = (extract(tree, include_comments=False, include_tables=False, date_extraction_params=_DATES) or "").strip()
    if not body:
        body = flatten(parse(text))
    if not body:
        raise Unreadable("it holds no text")
    yield Content(
        text=body.replace("\n", "\n\n") + "\n",
        title=known.title,
        issued=known.date or facts.get("date"),
        modified=modified,
        publisher=_take_publisher(known.sitename, known.title) or known.hostname,
        source=facts.get("url") or known.url,
    )


def parse(text: str) -> HtmlElement:
    """Parse a page; nothing that it names is opened.

    Raises:
        Unreadable: There is nothing in it, it is nested too deeply or has too many attributes, or the extra is not
            installed.
    """
    with extra("HTML"):
        from lxml import etree, html
    if (most := _count_attributes(text)) > _MOST_ATTRIBUTES:
        raise Unreadable(f"one of its elements has {most:,} attributes")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise Unreadable("the text is empty") from None
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise Unreadable(f"its elements are nested {deepest} deep")
    return tree


def _find_modified(tree: HtmlElement) -> str | None:
    """Find when a page says that it was last changed, unless that is no later than when it was published."""
    said = " ".join(script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or ""))
    found: dict[str, str] = {kind: value for kind, value in reversed(_STAMP.findall(said))}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _STAMPS and meta.get("content"):
            found.setdefault(_STAMPS[name], meta.get("content").strip())
    modified, published = found.get("Modified"), found.get("Published", "")
    return modified if modified and is_date(modified) and modified > published else None


def _count_attributes(text: str) -> int:
    """Count the attributes of the element that has most of them."""
    tags = (tag[2] or "" for tag in _TAG.finditer(text))
    longest = (tag for tag in tags if len(tag) > _MOST_ATTRIBUTES)
    return max((len(_VALUE.sub(" ", tag).replace("/", " ").split()) for tag in longest), default=0)


def _drop_data(tree: HtmlElement, where: str, problems: list[Problem]) -> None:
    """Take the data for machines (JSON-LD) out of a page where it names far more than an article does.

    Finding an author in it takes the square of how many it names: 33,000 take some minutes, a thousand half a second.
    """
    scripts = [script for script in tree.iter("script") if "json" in (script.get("type") or "").lower()]
    number = sum(len(_NAMED.findall(script.text or "")) for script in scripts)
    if number > _MOST_NAMED:
        for script in scripts:
            script.drop_tree()
        what = (
            f"its data for machines (JSON-LD) was not read: it names {number:,} people and things, as no article does"
        )
        problems.append(Problem(where=where, what=what))


def flatten(tree: HtmlElement) -> str:
    """Take all text out of a page or a piece of one, a line for each block."""
    lines: list[list[str]] = [[]]

    def walk(element: HtmlElement) -> None:
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BLOCKS:
            lines.append([])
        if name and name not in _SILENT:
            lines[-1].append(element.text or "")
            for child in element:
                walk(child)
                lines[-1].append(child.tail or "")
        if name in _BLOCKS:
            lines.append([])

    walk(tree)
    return "\n".join(line for line in (" ".join("".join(line).split()) for line in lines) if line)


def _take_publisher(name: str | None, title: str | None) -> str | None:
    """Take the name of a site, unless it is a part of the headline that was taken for one."""
    if not name or len(name) > _LONGEST_NAME or name == title or name.endswith((".", "!", "?")):
        return None
    return name


def _decode(data: bytes, charset: str | None, where: str, problems: list[Problem]) -> str:
    """Decode a page by what the server said, else by what it says itself."""
    declared = charset
    if not declared and (said := _CHARSET.search(data[:_HEAD])):
        declared = (said[1] or said[2]).decode("ascii", "replace")
    if declared and declared.lower().startswith("utf-16"):
        declared = None  # what could read this in the page cannot be UTF-16
    return decode_declared(data, declared, where=where, problems=problems)


FORMATS = (
    InputFormat(
        name="html",
        suffixes=(".html", ".htm", ".xhtml"),
        shown="pages (.html)",
        title="an HTML page",
        read=convert,
        recognises=lambda data: _PAGE.match(data[:8192]) is not None,
        libraries=("lxml", "trafilatura"),
        limit=LARGEST,
    ),
    # What a server answered, which said itself that it is a page.
    InputFormat(name="web", read=convert, never=("html",), libraries=("lxml", "trafilatura"), limit=LARGEST),
)

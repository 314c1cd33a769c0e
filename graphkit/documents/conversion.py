"""Choose how an item's bytes become text: by what they are taken for, unless they are certainly something else."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from graphkit.documents import forms, records
from graphkit.documents.content import Content, Unreadable
from graphkit.documents.decoding import decode_declared, refuse_binary
from graphkit.documents.formats import docx, email, feed, html, pdf
from graphkit.documents.items import Item
from graphkit.errors import Problem

__all__ = ["convert"]

_CONVERTERS = {
    "html": html.convert,
    "web": html.convert,
    "pdf": pdf.convert,
    "docx": docx.convert,
    "email": email.convert,
    "feed": feed.convert,
}
_NAMES = {
    "pdf": "a PDF file",
    "docx": "a Word document",
    "html": "an HTML page",
    "feed": "a feed",
}
# Text is never taken for a page: '.txt' is read as it stands.
_NEVER = {"text": ("html", "feed"), "web": ("html",), "feed": ("feed",)}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")

# Libraries that complain of what they read: it is said in the problems, and a terminal need not see it twice.
for _name in ("trafilatura", "htmldate", "courlan", "justext", "pypdf", "feedparser", "charset_normalizer", "warcio"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def convert(item: Item, problems: list[Problem]) -> Iterator[Content]:
    """Turn an item into the articles that it holds.

    Args:
        item: What was found.
        problems: Takes what was guessed or dropped.

    Raises:
        Unreadable: Why there is no article in it; libraries may raise anything else.
    """
    if item.form == "record":
        yield from _convert_record(item, problems)
        return
    form = _choose(item, problems)
    if form == "text" or (form == "web" and dict(item.facts).get("type") == "text/plain"):
        yield from _convert_text(item, problems)
        return
    if form in ("html", "web", "feed") and (refusal := refuse_binary(item.data)):
        raise Unreadable(f"it {refusal}")
    for content in _CONVERTERS[form](item, problems):
        yield _clean(content, item, problems)


def _choose(item: Item, problems: list[Problem]) -> str:
    """Choose the form to read an item as, and say so where it is not what the name says."""
    certain = forms.sniff(item.data)
    if certain == "ole":
        raise Unreadable("an old or an encrypted Office document; save it as .docx, without a password")
    if certain == "zip":
        certain = "docx" if docx.is_docx(item.data) else None
    if certain == item.form or certain not in _NAMES or certain in _NEVER.get(item.form, ()):
        if item.form in ("pdf", "docx") and certain != item.form and not item.data.startswith(b"PK"):
            raise Unreadable(f"not {_NAMES[item.form]}, whatever its name says" if item.data else "the file is empty")
        return "text" if item.form == forms.UNKNOWN else item.form
    if item.form != forms.UNKNOWN:
        what = f"is {_NAMES[certain]}, whatever its name says; read as that"
        problems.append(Problem(where=item.where, what=what))
    return certain


def _convert_text(item: Item, problems: list[Problem]) -> Iterator[Content]:
    if refusal := refuse_binary(item.data):
        raise Unreadable(f"it {refusal}")
    facts = dict(item.facts)
    text = decode_declared(item.data, facts.get("charset"), where=item.where, problems=problems)
    yield Content(text=text, issued=facts.get("date"), source=facts.get("url"))


def _convert_record(item: Item, problems: list[Problem]) -> Iterator[Content]:
    record = records.parse(item, problems)
    if record is None:
        return
    text = records.take_text(record, item.where, problems)
    known = records.describe(record, item.where, problems)
    yield Content(
        text=text,
        title=known.get("title"),
        issued=known.get("date"),
        publisher=known.get("publisher"),
        source=known.get("url"),
    )


def _clean(content: Content, item: Item, problems: list[Problem]) -> Content:
    """Keep only what can be written: a converter's text may hold what no text does."""
    text = _scrub(content.text)
    issued, source = content.issued, content.source
    if issued and not records.is_date(issued):
        problems.append(Problem(where=item.where, what=f"its date {issued[:100]!r} was left out: it is none"))
        issued = None
    if source and not records.is_address(source):
        problems.append(Problem(where=item.where, what=f"its address {source[:100]!r} was left out: it is none"))
        source = None
    return replace(
        content,
        text=text,
        title=_scrub(content.title) if content.title else None,
        publisher=_scrub(content.publisher) if content.publisher else None,
        issued=issued,
        source=source,
    )


def _scrub(text: str) -> str:
    """Put a mark in the place of each character that is none, so that offsets stay what they are."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text.translate(records.REPLACED))

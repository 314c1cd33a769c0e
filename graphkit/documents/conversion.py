"""Choose how an item's bytes become text: by what they are taken for, unless they are certainly something else."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

from graphkit.documents import registry, values
from graphkit.documents.content import Content, Unreadable
from graphkit.documents.decoding import refuse_binary
from graphkit.documents.items import REPLACED, Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Problem

__all__ = ["convert"]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_OLE = b"\xd0\xcf\x11\xe0"
"""The first bytes of an Office document of before 2007, or of an encrypted one."""

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
    row = _choose(item, problems)
    assert row.read is not None
    if row.is_verbatim:
        yield from row.read(item, problems)
        return
    if row.is_text and (refusal := refuse_binary(item.data)):
        raise Unreadable(f"it {refusal}")
    for content in row.read(item, problems):
        yield _clean(content, item, problems)


def _choose(item: Item, problems: list[Problem]) -> InputFormat:
    """Choose the format to read an item as, and report where it is not what the name says."""
    named = registry.find_format(item.form)
    if named.name == "record":
        return named
    if item.data.startswith(_OLE):
        raise Unreadable("an old or an encrypted Office document; save it as .docx, without a password")
    actual = registry.recognise(item.data)
    if actual is None or actual is named or (item.form != registry.UNKNOWN and actual.name in named.never):
        telling = named.recognises is not None and not named.is_text
        if telling and actual is not named and not item.data.startswith(b"PK"):
            raise Unreadable(f"not {named.title}, whatever its name says" if item.data else "the file is empty")
        return named
    if item.form != registry.UNKNOWN:
        what = f"is {actual.title}, whatever its name says; read as that"
        problems.append(Problem(where=item.where, what=what))
    return actual


def _clean(content: Content, item: Item, problems: list[Problem]) -> Content:
    """Keep only what can be written: a converter's text may hold what no text does."""
    issued, modified, source = content.issued, content.modified, content.source
    if issued and not values.is_date(issued):
        problems.append(Problem(where=item.where, what=f"its date {issued[:100]!r} was left out: it is none"))
        issued = None
    if modified and not values.is_date(modified):
        what = f"the day of its last change, {modified[:100]!r}, was left out: it is none"
        problems.append(Problem(where=item.where, what=what))
        modified = None
    if source and not values.is_address(source):
        problems.append(Problem(where=item.where, what=f"its address {source[:100]!r} was left out: it is none"))
        source = None
    return replace(
        content,
        text=_scrub(content.text),
        title=_scrub(content.title) if content.title else None,
        publisher=_scrub(content.publisher) if content.publisher else None,
        issued=issued,
        modified=modified,
        source=source,
    )


def _scrub(text: str) -> str:
    """Replace each character that cannot be written by a mark, so that offsets stay the same."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text.translate(REPLACED))

"""Read plain text, as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.documents.content import Content, Unreadable
from graphkit.documents.decoding import decode_declared, refuse_binary
from graphkit.documents.items import Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Problem

__all__ = ["FORMATS", "convert"]


def convert(item: Item, problems: list[Problem]) -> Iterator[Content]:
    """Decode a text.

    Raises:
        Unreadable: It is binary.
    """
    if refusal := refuse_binary(item.data):
        raise Unreadable(f"it {refusal}")
    facts = dict(item.facts)
    text = decode_declared(item.data, facts.get("charset"), where=item.where, problems=problems)
    yield Content(text=text, issued=facts.get("date"), source=facts.get("url"))


# Text is never taken for a page: '.txt' is read as it stands.
FORMATS = (
    InputFormat(name="text", suffixes=(".txt",), shown="text", read=convert, is_verbatim=True, never=("html", "feed")),
)

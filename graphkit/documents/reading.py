"""Read documents: turn the bytes that were found into text with what is known of it, checked and marked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graphkit.documents import boilerplate, checks, finding, headline, records
from graphkit.documents.decoding import decode, refuse_binary
from graphkit.documents.items import Item
from graphkit.errors import InputError, Kind, Problem
from graphkit.model import Document

__all__ = ["check", "make", "read", "read_item"]


def make(text: str, *, identifier: str = "text") -> Document:
    """Make a document of a text, its headline found and its boilerplate marked.

    Args:
        text: The article.
        identifier: What to call it.

    Raises:
        InputError: The text is empty, or holds half a character (a lone surrogate).
    """
    marked = boilerplate.mark(text)
    return check(Document(text=text, identifier=identifier, title=headline.find(text, marked), boilerplate=marked))


def check(document: Document) -> Document:
    """Give a document back if it can be read.

    Raises:
        InputError: Its text is empty, or holds half a character (a lone surrogate).
    """
    if not document.text.strip():
        raise InputError(f"{document.identifier}: the text is empty; give one with words in it")
    if any("\ud800" <= character < "\ue000" for character in document.text):
        raise InputError(f"{document.identifier}: the text holds lone surrogates; decode it with errors='replace'")
    return document


def read(inputs: Iterable[str | os.PathLike[str]], *, problems: list[Problem]) -> Iterator[Document]:
    """Read documents, in the order of the inputs; a folder's are sorted by their paths.

    Args:
        inputs: Files of text, files of JSON Lines (`.jsonl`: `text`, and `id`, `title`, `date`, `publisher`, `url`
            where known), folders of both, or '-' for standard input.
        problems: Takes what was left out or guessed, while the documents are drawn.

    Returns:
        The documents, each read when it is drawn.

    Raises:
        InputError: An input does not exist, cannot be opened, or is a folder with nothing to read; told before the
            first document is read.
    """
    items = finding.find(inputs, problems=problems)
    return (document for item in items for document in read_item(item, problems=problems))


def read_item(item: Item, *, problems: list[Problem]) -> Iterator[Document]:
    """Read what was found in one place; it needs nothing else, so that it can be done in another process.

    Args:
        item: What was found.
        problems: Takes why there is no document, and what was guessed.

    Returns:
        The documents: none, one, or several where the item holds several articles.
    """
    if item.form == "record":
        yield from _read_record(item, problems)
    elif refusal := refuse_binary(item.data):
        problems.append(Problem(where=item.where, what=f"was left out: it {refusal}", kind=Kind.QUARANTINED))
    else:
        text = decode(item.data, where=item.where, problems=problems)
        if document := _accept(text, item.identifier, item.where, problems):
            yield document


def _read_record(item: Item, problems: list[Problem]) -> Iterator[Document]:
    record = records.parse(item, problems)
    if record is None:
        return
    text = records.take_text(record, item.where, problems)
    if document := _accept(text, item.identifier, item.where, problems):
        known = records.describe(record, item.where, problems)
        yield replace(
            document,
            title=known.get("title") or document.title,
            issued=known.get("date"),
            publisher=known.get("publisher"),
            source=known.get("url"),
        )


def _accept(text: str, identifier: str, where: str, problems: list[Problem]) -> Document | None:
    """Make a document of a text, unless it is empty or in another language."""
    if not text.strip():
        problems.append(Problem(where=where, what="was left out: the text is empty", kind=Kind.QUARANTINED))
        return None
    if not checks.is_english(text):
        what = "was left out: it does not read as English running text"
        problems.append(Problem(where=where, what=what, kind=Kind.LANGUAGE))
        return None
    if tags := checks.find_markup(text):
        what = f"holds {tags} HTML tags, read as text; take the text out for a better graph"
        problems.append(Problem(where=where, what=what))
    if nuls := text.count("\0"):
        what = f"holds {nuls} NUL characters, kept as they are; the file may be damaged"
        problems.append(Problem(where=where, what=what))
    return make(text, identifier=identifier)

"""Read documents: turn the bytes that were found into text with what is known of it, checked and marked."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graphkit.documents import agency, boilerplate, checks, conversion, dating, finding, headline
from graphkit.documents.content import Content, quarantine
from graphkit.documents.expansion import describe
from graphkit.documents.items import Item
from graphkit.errors import InputError, Kind, Problem
from graphkit.model import Document

__all__ = ["check", "make", "read", "read_item", "summarise"]

_LANGUAGE = re.compile(r"it is in (.+), not in English")


def make(text: str, *, identifier: str = "text") -> Document:
    """Make a document of a text, its headline, its day and its agency found and its boilerplate marked.

    Where it has no headline, its first words are its title.

    Args:
        text: The article.
        identifier: What to call it.

    Raises:
        InputError: The text is empty, or holds half a character (a lone surrogate).
    """
    marked = boilerplate.mark(text)
    return check(
        Document(
            text=text,
            identifier=identifier,
            title=headline.find(text, marked) or headline.find_first_words(text, marked),
            issued=dating.find_day(text, identifier),
            publisher=agency.find_agency(text),
            boilerplate=marked,
        )
    )


def check(document: Document) -> Document:
    """Return a document if it can be read.

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
        inputs: Files, folders, patterns ('archive/**/*.html') and '-' for standard input, read as one text. Files are
            text, HTML, PDF, DOCX, mail, feeds; JSON Lines, CSV and TSV (`text`, and `id`, `title`, `date`,
            `publisher`, `url` where known); mailboxes, WARC, ZIP and tar archives; each also compressed.
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
    try:
        for content in conversion.convert(item, problems):
            if document := _accept(content, item, problems):
                yield document
    except Exception as error:  # whatever a library makes of bytes that somebody may have made to trip it
        problems.append(quarantine(item.where, describe(error)))


def _accept(content: Content, item: Item, problems: list[Problem]) -> Document | None:
    """Make a document of a text, unless it is empty or in another language."""
    where = item.where if content.number is None else f"{item.where}, entry {content.number}"
    text = content.text
    if not text.strip():
        problems.append(quarantine(where, "the text is empty"))
        return None
    if (other := checks.find_other_language(text)) is not None:
        what = f"was left out: it is in {other}, not in English"
        problems.append(Problem(where=where, what=what, kind=Kind.LANGUAGE))
        return None
    if tags := checks.find_markup(text):
        what = f"holds {tags} HTML tags, read as text; name it .html to have the text taken out"
        problems.append(Problem(where=where, what=what))
    if nuls := text.count("\0"):
        what = f"holds {nuls} NUL characters, kept as they are; the file may be damaged"
        problems.append(Problem(where=where, what=what))
    identifier = item.identifier if content.number is None else f"{item.identifier}:{content.number}"
    document = make(text, identifier=identifier)
    return replace(
        document,
        title=content.title or document.title,
        issued=content.issued or dating.find_day(text, identifier, source=content.source),
        modified=content.modified,
        publisher=content.publisher or document.publisher,
        source=content.source,
        boilerplate=_join(document.boilerplate, content.furniture),
    )


def _join(marked: Iterable[tuple[int, int]], furniture: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Merge two lists of stretches; those that overlap become one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted({*marked, *furniture}):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def summarise(problems: Sequence[Problem]) -> list[Problem]:
    """Merge the problems of articles in other languages into one, at the end; the others stay as they are.

    Args:
        problems: What reading told.

    Returns:
        The problems to show; the same where there is at most one such article.
    """
    others = [problem for problem in problems if problem.kind is Kind.LANGUAGE]
    if len(others) < 2:
        return list(problems)
    found = (_LANGUAGE.search(problem.what) for problem in others)
    counts = Counter(match[1] if match else checks.OTHER for match in found)
    ordered = sorted(counts.items(), key=lambda pair: (pair[0] == checks.OTHER, -pair[1], pair[0]))
    languages = ", ".join(f"{name} {count:,}" for name, count in ordered)
    what = f"{len(others):,} articles were left out: they are not in English ({languages})"
    one = Problem(where=f"{others[0].where} and others", what=what, kind=Kind.LANGUAGE)
    return [*(problem for problem in problems if problem.kind is not Kind.LANGUAGE), one]

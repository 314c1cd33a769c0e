"""What stands in the index: its tables, and the rows of an article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graphkit.analysis.network.chains import find_style, name_reporters
from graphkit.query.narrowing import read_day
from graphkit.search.words import fold_letters

if TYPE_CHECKING:
    import sqlite3

    from graphkit.search.rows import SearchedArticle, SearchedClaim

__all__ = ["GLUE", "SCHEMA", "add", "remove"]

_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(9), *range(11, 32), 127)}
GLUE = "\n\ue000\n"
"""Between the parts of a content that is broken: a word that nobody writes, so that no phrase reaches over it."""
SCHEMA = """
CREATE TABLE documents (
  number INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, version TEXT NOT NULL, whole INTEGER NOT NULL,
  identifier TEXT NOT NULL, title TEXT NOT NULL, publisher TEXT NOT NULL, issued TEXT NOT NULL, day TEXT NOT NULL,
  source TEXT NOT NULL
);
CREATE TABLE passages (
  number INTEGER PRIMARY KEY, document INTEGER NOT NULL, kind TEXT NOT NULL, claim TEXT NOT NULL, act TEXT NOT NULL,
  stance TEXT NOT NULL, style TEXT NOT NULL, via TEXT NOT NULL, spans TEXT NOT NULL
);
CREATE TABLE speakers (
  passage INTEGER NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL, plural INTEGER NOT NULL, named INTEGER NOT NULL
);
CREATE TABLE names (
  document INTEGER NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, claims INTEGER NOT NULL,
  label INTEGER NOT NULL, named INTEGER NOT NULL
);
CREATE INDEX names_of ON names (document);
CREATE INDEX passages_of ON passages (document);
CREATE INDEX speakers_of ON speakers (passage);
CREATE INDEX said_by ON speakers (entity);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");
"""


def remove(connection: sqlite3.Connection, iri: str) -> None:
    """Remove the rows of an article, by its address."""
    [(document,)] = connection.execute("SELECT number FROM documents WHERE iri = ?", (iri,))
    passages = "SELECT number FROM passages WHERE document = ?"
    connection.execute(f"DELETE FROM words WHERE rowid IN ({passages})", (document,))
    connection.execute(f"DELETE FROM speakers WHERE passage IN ({passages})", (document,))
    connection.execute("DELETE FROM names WHERE document = ?", (document,))
    connection.execute("DELETE FROM passages WHERE document = ?", (document,))
    connection.execute("DELETE FROM documents WHERE number = ?", (document,))


def add(connection: sqlite3.Connection, article: SearchedArticle, version: str) -> None:
    """Add the rows of an article, with what its graph depends on."""
    about = [article.about.get(name, "") for name in ("identifier", "title", "publisher", "issued")]
    row = (article.iri, version, article.text is not None, *about, read_day(about[3]), article.about.get("source", ""))
    document = connection.execute(
        "INSERT INTO documents (iri, version, whole, identifier, title, publisher, issued, day, source) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    ).lastrowid
    if article.text is not None:
        _add_passage(connection, document, "article", article, None)
    for claim in article.claims:
        kind = "quotation" if claim.quotation in ("direct", "mixed") else "claim"
        _add_passage(connection, document, kind, article, claim)
    names = [(document, entity, name, fold_letters(name), *told) for entity, name, *told in article.names]
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?)", names)


def _add_passage(
    connection: sqlite3.Connection,
    document: int | None,
    kind: str,
    article: SearchedArticle,
    claim: SearchedClaim | None,
) -> None:
    text = _content(claim, article.text) if claim else article.text or ""
    passage = connection.execute(
        "INSERT INTO passages (document, kind, claim, act, stance, style, via, spans) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (document, kind, *(_list_values(claim, article) if claim else ("", "", "", "", "[]", "[]"))),
    ).lastrowid
    connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (passage, text.translate(_CONTROLS)))
    if claim:
        connection.executemany(
            "INSERT INTO speakers VALUES (?, ?, ?, ?, ?)", [(passage, *speaker) for speaker in claim.speakers]
        )


def _list_values(claim: SearchedClaim, article: SearchedArticle) -> tuple[str, ...]:
    claims = {other.iri: other for other in article.claims}
    names = {address: name for other in article.claims for address, name, *_ in other.speakers}
    via = [(names[source], source) for source in name_reporters(claim, claims)]
    style = find_style(claim, claims)
    return claim.iri, claim.act, claim.stance, style, json.dumps(via), json.dumps(claim.spans)


def _content(claim: SearchedClaim, text: str | None) -> str:
    """Cut the content out of the article, so that what is found in it is found there; without the article as it is."""
    parts = [(start, end) for start, end, part in claim.spans if part == "content"]
    if text is None or not parts:
        return claim.content
    return GLUE.join(text[start:end] for start, end in parts)

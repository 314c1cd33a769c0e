"""The index of the words of articles and claims: an SQLite database with a table of its full-text engine, FTS5.

It stands in an output beside the store, and like the store it is what was built and changed, not one sequence of bytes:
of an article that has changed the rows are replaced. What is found does not depend on that.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import pathname2url

from graphkit.errors import StoreError
from graphkit.query.narrowing import read_day
from graphkit.search.rows import SearchedArticle, SearchedClaim, read_articles

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["Index", "is_available", "write"]

_VERSION = 1
"""Another number for another layout; an index of another layout is built anew."""
_MARKS = ("\x02", "\x03")
"""Around what was found; no indexed text holds them, since all controls are replaced."""
_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(9), *range(11, 32), 127)}
_GLUE = "\n"
"""Between the parts of a content that is broken; no phrase of an article reaches over it."""
_MISSING = (
    "words cannot be searched: the SQLite of this Python was built without FTS5; "
    "install a Python that has it (those of python.org, Debian, Homebrew, conda and uv do)"
)
_SCHEMA = """
CREATE TABLE documents (
  number INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, version TEXT NOT NULL, whole INTEGER NOT NULL,
  identifier TEXT NOT NULL, title TEXT NOT NULL, publisher TEXT NOT NULL, issued TEXT NOT NULL, day TEXT NOT NULL,
  source TEXT NOT NULL
);
CREATE TABLE passages (
  number INTEGER PRIMARY KEY, document INTEGER NOT NULL, kind TEXT NOT NULL, claim TEXT NOT NULL, act TEXT NOT NULL,
  spans TEXT NOT NULL
);
CREATE TABLE speakers (
  passage INTEGER NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL, plural INTEGER NOT NULL
);
CREATE INDEX passages_of ON passages (document);
CREATE INDEX speakers_of ON speakers (passage);
CREATE INDEX said_by ON speakers (entity);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");
"""


class Index:
    """An open index.

    Args:
        connection: The database.
        path: Where it is, to name it in errors; None for one in memory.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | None = None) -> None:
        self._connection = connection
        self._path = path
        weakref.finalize(self, connection.close)

    @classmethod
    def open(cls, path: Path) -> Index | None:
        """Open the index of an output to read it; None where there is none, or one of another layout.

        Raises:
            StoreError: It is damaged, or SQLite lacks what it takes.
        """
        if not path.is_file():
            return None
        _check()
        try:
            address = f"file:{pathname2url(str(path.resolve()))}?mode=ro&immutable=1"
            index = cls(sqlite3.connect(address, uri=True, check_same_thread=False), path)
            return index if index.version == _VERSION else None
        except sqlite3.Error as error:
            raise _explain(path, error) from error

    @classmethod
    def make(
        cls,
        store: GraphStore,
        texts: Mapping[str, str],
        documents: Iterable[str],
        *,
        tell: Callable[[int], None] = lambda done: None,
    ) -> Index:
        """Make an index in memory.

        Args:
            store: The graph.
            texts: The articles' texts by the address of their document.
            documents: The addresses of the documents.
            tell: Called with how many of them are indexed.

        Raises:
            StoreError: SQLite lacks what it takes.
        """
        _check()
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        index = cls(connection)
        connection.executescript(_SCHEMA)
        for done, article in enumerate(read_articles(store, texts, documents), start=1):
            _add(connection, article, "")
            tell(done)
        return index

    @property
    def version(self) -> int:
        """The number of its layout."""
        return int(self.select("PRAGMA user_version")[0][0])

    def select(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Ask the database.

        Raises:
            StoreError: It is damaged.
        """
        try:
            return self._connection.execute(query, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise _explain(self._path, error) from error

    def find_words(self, passage: int, expression: str) -> list[tuple[int, int]]:
        """Find where in the indexed text of a passage the words stand; offsets in code points."""
        query = "SELECT highlight(words, 0, ?, ?) FROM words WHERE words MATCH ? AND rowid = ?"
        [(marked,)] = self.select(query, (*_MARKS, expression, passage))
        found, at = [], 0
        for piece in marked.split(_MARKS[0]):
            words, mark, rest = piece.rpartition(_MARKS[1])
            if mark:
                found.append((at, at + len(words)))
            at += len(words) + len(rest)
        return found


def is_available() -> bool:
    """Check whether the SQLite of this Python has the full-text engine."""
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5 (text)")
    except sqlite3.OperationalError:
        return False
    return True


def write(path: Path, before: Path, store: GraphStore, texts: Mapping[str, str], versions: Mapping[str, str]) -> None:
    """Write the index of an output: that of the output before, with what has changed; nothing where SQLite lacks FTS5.

    Args:
        path: Where; nothing is there yet.
        before: The index of the output before; there may be none.
        store: The graph.
        texts: The articles' texts by the address of their document.
        versions: By the address of each document, what its graph depends on.
    """
    if not is_available():
        return
    if before.is_file():
        try:
            shutil.copyfile(before, path)
            with _change(path) as connection:
                if _update(connection, store, texts, versions):
                    return
        except (sqlite3.Error, OSError):
            pass  # a damaged index is made anew
        path.unlink(missing_ok=True)
    with _change(path) as connection:
        connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION};")
        _update(connection, store, texts, versions)
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")


@contextmanager
def _change(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database of which nobody knows yet, which therefore need not survive a crash."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        yield connection
        connection.commit()


def _update(
    connection: sqlite3.Connection, store: GraphStore, texts: Mapping[str, str], versions: Mapping[str, str]
) -> bool:
    """Bring an index up to date; return False where it has another layout."""
    if connection.execute("PRAGMA user_version").fetchone() != (_VERSION,):
        return False
    known = dict(connection.execute("SELECT iri, version FROM documents"))
    for iri in [iri for iri in known if versions.get(iri) != known[iri]]:
        _remove(connection, iri)
    coming = sorted(iri for iri in versions if known.get(iri) != versions[iri])
    for article in read_articles(store, texts, coming):
        _add(connection, article, versions[article.iri])
    return True


def _remove(connection: sqlite3.Connection, iri: str) -> None:
    [(document,)] = connection.execute("SELECT number FROM documents WHERE iri = ?", (iri,))
    passages = "SELECT number FROM passages WHERE document = ?"
    connection.execute(f"DELETE FROM words WHERE rowid IN ({passages})", (document,))
    connection.execute(f"DELETE FROM speakers WHERE passage IN ({passages})", (document,))
    connection.execute("DELETE FROM passages WHERE document = ?", (document,))
    connection.execute("DELETE FROM documents WHERE number = ?", (document,))


def _add(connection: sqlite3.Connection, article: SearchedArticle, version: str) -> None:
    about = [article.about.get(name, "") for name in ("identifier", "title", "publisher", "issued")]
    row = (article.iri, version, article.text is not None, *about, read_day(about[3]), article.about.get("source", ""))
    document = connection.execute(
        "INSERT INTO documents (iri, version, whole, identifier, title, publisher, issued, day, source) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    ).lastrowid
    if article.text is not None:
        _add_passage(connection, document, "article", None, article.text)
    for claim in article.claims:
        kind = "quotation" if claim.quotation in ("direct", "mixed") else "claim"
        _add_passage(connection, document, kind, claim, _content(claim, article.text))


def _add_passage(
    connection: sqlite3.Connection, document: int | None, kind: str, claim: SearchedClaim | None, text: str
) -> None:
    row = (document, kind, claim.iri, claim.act, json.dumps(claim.spans)) if claim else (document, kind, "", "", "[]")
    passage = connection.execute(
        "INSERT INTO passages (document, kind, claim, act, spans) VALUES (?, ?, ?, ?, ?)", row
    ).lastrowid
    connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (passage, text.translate(_CONTROLS)))
    if claim:
        connection.executemany(
            "INSERT INTO speakers VALUES (?, ?, ?, ?)", [(passage, *speaker) for speaker in claim.speakers]
        )


def _content(claim: SearchedClaim, text: str | None) -> str:
    """Cut the content out of the article, so that what is found in it is found there; without the article as it is."""
    parts = [(start, end) for start, end, part in claim.spans if part == "content"]
    if text is None or not parts:
        return claim.content
    return _GLUE.join(text[start:end] for start, end in parts)


def _check() -> None:
    if not is_available():
        raise StoreError(_MISSING)


def _explain(path: Path | None, error: sqlite3.Error) -> StoreError:
    return StoreError(f"{path or 'the index'}: the words cannot be searched ({error}); build it again")

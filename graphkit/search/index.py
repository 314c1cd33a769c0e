"""The index of the words of articles and claims: an SQLite database with a table of its full-text engine, FTS5.

It stands in an output beside the store, and like the store it is what was built and changed, not one sequence of bytes:
of an article that has changed the rows are replaced. What is found does not depend on that.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import pathname2url

from graphkit.errors import StoreError
from graphkit.files import faults
from graphkit.search import tables
from graphkit.search.rows import read_articles
from graphkit.search.values import FoundEntity
from graphkit.search.words import fold_letters

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["Index", "is_available", "write"]

_VERSION = 3
"""Another number for another layout; an index of another layout is built anew."""
_MARKS = ("\x02", "\x03")
"""Around what was found; no indexed text holds them, since all controls are replaced."""
_MISSING = (
    "words cannot be searched: the SQLite of this Python was built without FTS5; "
    "install a Python that has it (those of python.org, Debian, Homebrew, conda and uv do)"
)
_PUBLISHERS = "SELECT DISTINCT publisher FROM documents WHERE publisher <> '' ORDER BY lower(publisher), publisher"
# of the names of one party that fit the one that stands in most claims; those who are called the same are one name
_COMPLETED = r"""
SELECT name, total FROM (SELECT name, folded, sum(claims) AS total, max(claims) FROM (
  SELECT entity, name, folded, claims,
    row_number() OVER (PARTITION BY entity ORDER BY claims DESC, length(name), name) AS place
  FROM (SELECT entity, name, min(folded) AS folded, sum(claims) AS claims FROM names
    WHERE folded LIKE ? ESCAPE '\' GROUP BY entity, name)
) WHERE place = 1 GROUP BY folded)
ORDER BY folded LIKE ? ESCAPE '\' OR folded LIKE ? ESCAPE '\' DESC, total DESC, name LIMIT ?
"""
_ENTITIES = r"""
SELECT entity, sum(claims), count(*), max(exact) FROM (
  SELECT entity, document, max(claims) AS claims, max(folded = ?) AS exact FROM names
  WHERE named AND ' ' || folded || ' ' LIKE ? ESCAPE '\' GROUP BY entity, document
) GROUP BY entity ORDER BY max(exact) DESC, sum(claims) DESC, count(*) DESC, entity LIMIT ?
"""
_LABEL = """
SELECT name FROM names WHERE entity = ? AND label GROUP BY name ORDER BY count(*) DESC, length(name) DESC, name LIMIT 1
"""
_ARTICLES = r"""
SELECT iif(title = '', identifier, title) AS name,
  (SELECT count(*) FROM passages WHERE document = d.number AND claim <> '')
FROM documents d WHERE title LIKE ? ESCAPE '\' OR identifier LIKE ? ESCAPE '\' ORDER BY name, iri LIMIT ?
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
        connection.executescript(tables.SCHEMA)
        for done, article in enumerate(read_articles(store, texts, documents), start=1):
            tables.add(connection, article, "")
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

    def list_publishers(self) -> list[str]:
        """List who published articles, in the order of the alphabet."""
        return [name for (name,) in self.select(_PUBLISHERS)]

    def complete(self, text: str, *, most: int = 8) -> list[tuple[str, int]]:
        """Complete a name that somebody begins to type.

        Args:
            text: What was typed; it may stand anywhere in the name, but names of which a word begins so come first.
            most: How many names are wanted at most.

        Returns:
            The names that may be meant, each with in how many claims those who are called so speak or are spoken of,
            those with most claims first.
        """
        typed = fold_letters(text).strip()
        escaped = re.sub(r"([\\%_])", r"\\\1", typed)
        return self.select(_COMPLETED, (f"%{escaped}%", f"{escaped}%", f"% {escaped}%", most))

    def find_entities(self, text: str, *, most: int = 5) -> list[FoundEntity]:
        """Find those of whom words are the name, or some words of it.

        Args:
            text: The words.
            most: How many are wanted at most.

        Returns:
            Those who are called just so first, then those with most claims.
        """
        typed = fold_letters(" ".join(text.replace('"', " ").split()))
        if not typed:
            return []
        escaped = re.sub(r"([\\%_])", r"\\\1", typed)
        return [
            FoundEntity(iri=entity, name=self.select(_LABEL, (entity,))[0][0], claims=claims, articles=articles)
            for entity, claims, articles, _ in self.select(_ENTITIES, (typed, f"% {escaped} %", most))
        ]

    def complete_article(self, text: str, *, most: int = 8) -> list[tuple[str, int]]:
        """Complete the title of an article, or what the input called it.

        Args:
            text: What was typed; it may stand anywhere in either.
            most: How many are wanted at most.

        Returns:
            The titles, where there is none what the input called it, each with its number of claims.
        """
        escaped = re.sub(r"([\\%_])", r"\\\1", text.strip())
        return self.select(_ARTICLES, (f"%{escaped}%", f"%{escaped}%", most))

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


def write(
    path: Path, before: Path | None, store: GraphStore, texts: Mapping[str, str], versions: Mapping[str, str]
) -> None:
    """Write the index of an output: that of the output before, with what has changed; nothing where SQLite lacks FTS5.

    Args:
        path: Where; nothing is there yet.
        before: The index of the output before; None where there is none that is as it was written.
        store: The graph.
        texts: The articles' texts by the address of their document.
        versions: By the address of each document, what its graph depends on.
    """
    if not is_available():
        return
    if before is not None and before.is_file():
        try:
            shutil.copyfile(before, path)
            with _change(path) as connection:
                if _update(connection, store, texts, versions):
                    return
        except (sqlite3.Error, OSError):
            pass  # a damaged index is made anew
        path.unlink(missing_ok=True)
    try:
        _write_anew(path, store, texts, versions)
    except (sqlite3.Error, OSError) as error:
        path.unlink(missing_ok=True)
        raise faults.explain(path, error, kept="nothing there was changed") from error


def _write_anew(path: Path, store: GraphStore, texts: Mapping[str, str], versions: Mapping[str, str]) -> None:
    with _change(path) as connection:
        connection.executescript(f"BEGIN; {tables.SCHEMA} PRAGMA user_version = {_VERSION};")
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
        tables.remove(connection, iri)
    coming = sorted(iri for iri in versions if known.get(iri) != versions[iri])
    for article in read_articles(store, texts, coming):
        tables.add(connection, article, versions[article.iri])
    return True


def _check() -> None:
    if not is_available():
        raise StoreError(_MISSING)


def _explain(path: Path | None, error: sqlite3.Error) -> StoreError:
    return StoreError(f"{path or 'the index'}: the words cannot be searched ({error}); build it again")

"""Remember in SQLite what was found, what has been read of it, and in which shard that stands.

The manifest says nothing that the shards do not bear out: a shard is on the disk before the manifest names it, and a
document of which it says nothing is read again.

While nobody changes it, its checksum stands beside it, its seal: SQLite notices when its pages do not fit one another,
and not when what is written on one is no longer that. Where a build was broken off there is no seal.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Self
from urllib.request import pathname2url

from graphkit.corpus.records import Entry, Outcome, Rendition
from graphkit.corpus.schema import SCHEMA, VERSION
from graphkit.corpus.succession import Standing
from graphkit.documents.near_duplicates import Signed
from graphkit.errors import DamageError, Kind, OutputError, Problem, StoreError, same_text_problem
from graphkit.files import checksums, durable, faults, replacement
from graphkit.files.layout import SEAL
from graphkit.model.provenance import Provenance

__all__ = ["Manifest", "find_damage", "list_shards"]

_SEAL = Path(SEAL).suffix


class Manifest:
    """The manifest of one output; to be used with `with`, by the holder of the output's lock alone.

    Args:
        path: The file, made where it is not there.

    Raises:
        DamageError: It is damaged.
        StoreError: It is of another version of graphkit.
        OutputError: It cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sealed = True
        _break_seal(path)
        with self._told():
            self._base = sqlite3.connect(path, isolation_level=None)
        try:
            with self._told():
                self._prepare()
        except BaseException:
            self._base.close()
            raise
        self._sealed = False

    def _prepare(self) -> None:
        self._base.execute("PRAGMA foreign_keys = ON")
        # What is lost with the power is done again, so no write waits for the disk.
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        version = self._base.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise StoreError(f"{self._path}: was written by another version of graphkit; build into a new folder")
        self._base.executescript(SCHEMA)
        self._base.execute(f"PRAGMA user_version = {VERSION}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write everything to the one file, let go of it, and seal it."""
        self._base.close()
        if not self._sealed:
            with suppress(OutputError, OSError):  # on a disk that is full the next build does without
                _seal(self._path)
            self._sealed = True

    @contextmanager
    def change(self) -> Iterator[None]:
        """Commit everything in the block, or nothing of it."""
        with self._told():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    # -- facts

    def read_fact(self, name: str) -> str | None:
        """Read a fact about the whole corpus, or None where it was never noted."""
        row = self._base.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def note_fact(self, name: str, value: str) -> None:
        """Note a fact about the whole corpus."""
        self._base.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def note_run(self, version: str, run: Provenance) -> None:
        """Note what the graph says that articles were read with, for what they were read with."""
        self.note_fact(f"run {version}", json.dumps(asdict(run)))

    def read_run(self, version: str) -> Provenance:
        """Read what the graph is to say that articles were read with."""
        return Provenance(**json.loads(self.read_fact(f"run {version}") or "{}"))

    # -- what was found

    def begin_run(self) -> int:
        """Number a new run. No clock is asked: it may be wrong."""
        run = int(self.read_fact("run") or 0) + 1
        self.note_fact("run", str(run))
        return run

    def note_item(self, digest: str, identifier: str, place: str, *, run: int) -> bool:
        """Note that an item is among the inputs.

        Returns:
            Whether this is news to this run: the same item may be found by two ways.
        """
        row = self._base.execute("SELECT seen FROM item WHERE digest = ?", (digest,)).fetchone()
        if row is not None and row[0] == run:
            return False
        self._base.execute(
            "INSERT INTO item (digest, identifier, place, seen) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (digest) DO UPDATE SET seen = excluded.seen, place = excluded.place",
            (digest, identifier, place, run),
        )
        return True

    def list_waiting(self, version: str, *, run: int) -> dict[str, int]:
        """List the items that this run found and that are not read yet, with how often a process died on each."""
        rows = self._base.execute(
            "SELECT digest, attempts FROM item WHERE seen = ? AND version IS NOT ?", (run, version)
        )
        return dict(rows.fetchall())

    def list_outdated(
        self, version: str, *, run: int, closed: Sequence[str] | None = None
    ) -> list[tuple[str, Entry, tuple[Problem, ...]]]:
        """List the documents that this run did not find, and that were read with something else.

        Those that are to be replaced are not among them: what came in their place is read.

        Args:
            version: What documents are read with now.
            run: The run.
            closed: Files and folders; only what stands in them is listed. None for everything.

        Returns:
            Each with the digest of its item, and the item's problems.
        """
        rows = self._base.execute(
            "SELECT item.digest, place, number, key, identifier, document.shard, line, problems"
            " FROM document JOIN item ON item.digest = item WHERE item.seen <> ? AND item.version IS NOT ?"
            " AND identifier NOT IN (SELECT identifier FROM item WHERE seen = ?) ORDER BY item.digest, number",
            (run, version, run),
        )
        return [
            (
                digest,
                Entry(key=key, item=(digest, number), identifier=name, shard=shard, line=line),
                _read_problems(problems),
            )
            for digest, place, number, key, name, shard, line, problems in rows
            if closed is None or _stands_in(place, closed)
        ]

    def count_gone(self, *, run: int) -> int:
        """Count the items that earlier runs found, and this one did not."""
        return int(self._base.execute("SELECT COUNT(*) FROM item WHERE seen <> ?", (run,)).fetchone()[0])

    def list_going(self, *, run: int, closed: Sequence[str], sync: bool) -> list[tuple[Entry, str | None]]:
        """List the documents that `drop_replaced`, and where it is called `drop_gone`, will remove.

        Args:
            run: The run.
            closed: As for those.
            sync: Whether those go that this run did not find at all.

        Returns:
            Each with what it was read with.
        """
        replaced = "" if sync else " AND identifier IN (SELECT identifier FROM item WHERE seen = :run)"
        rows = self._base.execute(
            "SELECT key, item, number, identifier, document.shard, line, place, version"
            f" FROM document JOIN item ON item.digest = item WHERE seen <> :run{replaced} ORDER BY key, item, number",
            {"run": run},
        )
        return [
            (Entry(key=key, item=(item, number), identifier=name, shard=shard, line=line), version)
            for key, item, number, name, shard, line, place, version in rows
            if not _stands_in(place, closed)
        ]

    def drop_replaced(self, *, run: int, closed: Sequence[str] = ()) -> int:
        """Remove the items that this run did not find, where it found another with the same identifier.

        Args:
            run: The run.
            closed: As for `drop_gone`.

        Returns:
            How many there were.
        """
        return self._drop(
            "seen <> ? AND identifier IN (SELECT identifier FROM item WHERE seen = ?)", (run, run), closed
        )

    def drop_gone(self, *, run: int, closed: Sequence[str] = ()) -> int:
        """Remove the items that this run did not find.

        Args:
            run: The run.
            closed: Files and folders that could not be opened. Whether what is in them is gone is not known: it stays.

        Returns:
            How many there were.
        """
        return self._drop("seen <> ?", (run,), closed)

    def _drop(self, which: str, given: tuple[int, ...], closed: Sequence[str]) -> int:
        rows = self._base.execute(f"SELECT digest, place FROM item WHERE {which}", given).fetchall()
        gone = [(digest,) for digest, place in rows if not _stands_in(place, closed)]
        self._base.executemany("DELETE FROM item WHERE digest = ?", gone)
        return len(gone)

    # -- what was read

    def note_attempt(self, digests: Iterable[str]) -> None:
        """Note that a process is about to read items on which one may die."""
        self._base.executemany("UPDATE item SET attempts = attempts + 1 WHERE digest = ?", ((d,) for d in digests))

    def count_attempts(self, digest: str) -> int:
        """Count how often a process has died on an item, or may be about to."""
        return int(self._base.execute("SELECT attempts FROM item WHERE digest = ?", (digest,)).fetchone()[0])

    def read_place(self, digest: str) -> str:
        """Record where an item was found."""
        return str(self._base.execute("SELECT place FROM item WHERE digest = ?", (digest,)).fetchone()[0])

    def drop_item(self, digest: str) -> None:
        """Forget an item."""
        self._base.execute("DELETE FROM item WHERE digest = ?", (digest,))

    def note_outcomes(self, outcomes: Sequence[Outcome], *, version: str, shard: str | None) -> None:
        """Note what came of some items: all of it, or nothing.

        Args:
            outcomes: What came of each.
            version: What they were read with.
            shard: The shard that holds their documents, which is on the disk; None where they have none.
        """
        with self.change():
            for outcome in outcomes:
                self._base.execute("DELETE FROM document WHERE item = ?", (outcome.digest,))
                problems = json.dumps([(p.where, p.what, p.kind.value) for p in outcome.problems], ensure_ascii=False)
                self._base.execute(
                    "UPDATE item SET version = ?, shard = ?, attempts = 0, problems = ? WHERE digest = ?",
                    (version, shard if outcome.readings else None, problems, outcome.digest),
                )
                self._base.executemany(
                    f"INSERT INTO document VALUES ({', '.join('?' * 14)})",
                    (
                        (
                            *(outcome.digest, n, r.key, r.rank, shard, r.line, r.claims, r.words),
                            *(r.issued, r.signature, r.publisher, r.source, r.title, r.modified),
                        )
                        for n, r in enumerate(outcome.readings)
                    ),
                )
                self._base.executemany(
                    "INSERT INTO profile VALUES (?, ?, ?, ?)",
                    ((outcome.digest, n, r.profiles, r.compared) for n, r in enumerate(outcome.readings)),
                )

    def list_documents(self) -> tuple[list[Entry], list[Problem]]:
        """List the documents of the corpus by key, each text once: of several with one text, the first by rank.

        Returns:
            The documents, and a problem for each that was left out.
        """
        kept: list[Entry] = []
        problems = []
        rows = self._base.execute(
            "SELECT key, item, number, identifier, document.shard, line FROM document JOIN item ON item.digest = item"
            " ORDER BY key, rank, item, number"
        )
        for key, item, number, identifier, shard, line in rows:
            if kept and kept[-1].key == key:
                problems.append(same_text_problem(identifier, kept[-1].identifier))
            else:
                place = (item, number)
                kept.append(Entry(key=key, item=place, identifier=identifier, shard=shard, line=line))
        return kept, problems

    def count_documents(self) -> int:
        """Count the documents that have been read, those of which one repeats another's text included."""
        return int(self._base.execute("SELECT COUNT(*) FROM document").fetchone()[0])

    def list_signed(self, entries: Iterable[Entry]) -> Iterator[Signed]:
        """List what is to be known of documents to compare their texts."""
        for entry in entries:
            row = self._base.execute("SELECT issued, signature FROM document WHERE item = ? AND number = ?", entry.item)
            issued, signature = row.fetchone()
            yield Signed(document=entry.key, issued=issued, signature=signature)

    def list_standing(self, entries: Iterable[Entry]) -> Iterator[Standing]:
        """List what is to be known of documents to tell which is a version of which."""
        for entry in entries:
            yield self._read_standing(entry)

    def _read_standing(self, entry: Entry) -> Standing:
        columns = "title, issued, modified, publisher, source, signature"
        row = self._base.execute(f"SELECT {columns} FROM document WHERE item = ? AND number = ?", entry.item)
        title, issued, modified, publisher, source, signature = row.fetchone()
        return Standing(
            document=entry.key,
            name=entry.identifier,
            number=entry.item[1],
            title=title,
            issued=issued,
            modified=modified,
            publisher=publisher,
            source=source,
            signature=signature,
        )

    def list_published(self, entries: Iterable[Entry]) -> Iterator[tuple[str, str | None, str | None]]:
        """List who published each document and where, with its key."""
        for entry in entries:
            row = self._base.execute("SELECT publisher, source FROM document WHERE item = ? AND number = ?", entry.item)
            yield entry.key, *row.fetchone()

    def read_profiles(self, entries: Iterable[Entry]) -> Iterator[tuple[str, bytes]]:
        """Read what documents tell of their entities, each with its key."""
        for entry in entries:
            row = self._base.execute("SELECT data FROM profile WHERE item = ? AND number = ?", entry.item)
            yield entry.key, row.fetchone()[0]

    def read_claims(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """Read what the claims of documents are compared by."""
        for entry in entries:
            row = self._base.execute("SELECT claims FROM profile WHERE item = ? AND number = ?", entry.item)
            yield entry, row.fetchone()[0]

    # -- what was written of it

    def list_bases(self) -> dict[str, str]:
        """List what each rendition depends on, by document key."""
        return dict(self._base.execute("SELECT key, basis FROM rendition").fetchall())

    def note_renditions(self, renditions: Sequence[Rendition]) -> None:
        """Keep renditions."""
        with self.change():
            self._base.executemany("DELETE FROM rendition WHERE key = ?", ((r.key,) for r in renditions))
            self._base.executemany(
                "INSERT INTO rendition VALUES (?, ?, ?)", ((r.key, r.basis, r.data) for r in renditions)
            )
            self._base.executemany(
                "INSERT INTO proposition VALUES (?, ?)", ((r.key, iri) for r in renditions for iri in r.propositions)
            )

    def list_shared(self) -> Iterator[tuple[str, list[str]]]:
        """List the propositions of several renditions, each with the keys of their documents."""
        rows = self._base.execute(
            "SELECT iri, group_concat(key, ' ') FROM proposition GROUP BY iri HAVING COUNT(*) > 1"
        )
        for iri, keys in rows:
            yield iri, keys.split()

    def read_renditions(self) -> Iterator[bytes]:
        """Read the renditions, by document key."""
        for (data,) in self._base.execute("SELECT data FROM rendition ORDER BY key"):
            yield data

    def read_rendition(self, key: str) -> bytes:
        """Read the rendition of a document."""
        return bytes(self._base.execute("SELECT data FROM rendition WHERE key = ?", (key,)).fetchone()[0])

    def drop_unused(self) -> None:
        """Remove what was written of documents that are no longer there."""
        with self.change():
            self._base.execute("DELETE FROM rendition WHERE key NOT IN (SELECT key FROM document)")

    def drop_renditions(self, keys: Iterable[str]) -> None:
        """Remove what was written of documents that are there, and do not stand in the graph."""
        with self.change():
            self._base.executemany("DELETE FROM rendition WHERE key = ?", ((key,) for key in keys))

    # -- which documents were compared

    def read_pairs(self, first: str) -> dict[str, tuple[str, str]]:
        """Read what came of comparing the claims of a document with those of others, which come behind it.

        Args:
            first: The key of the document.

        Returns:
            For each of the others, by its key, what that depends on, and what came of it.
        """
        rows = self._base.execute("SELECT second, basis, found FROM pair WHERE first = ?", (first,))
        return {second: (basis, found) for second, basis, found in rows}

    def note_pair(self, first: str, second: str, basis: str, found: str) -> None:
        """Note what came of comparing the claims of two documents, and what that depends on."""
        self._base.execute("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?)", (first, second, basis, found))

    def drop_pairs(self, kept: Collection[tuple[str, str]]) -> None:
        """Forget all pairs of documents but some."""
        rows = self._base.execute("SELECT first, second FROM pair")
        gone = [row for row in rows if row not in kept]
        self._base.executemany("DELETE FROM pair WHERE first = ? AND second = ?", gone)

    # -- what is wrong, and where everything stands

    def list_problems(self) -> list[Problem]:
        """List what was left out or guessed in reading, by where."""
        rows = self._base.execute("SELECT problems FROM item WHERE problems <> '[]' ORDER BY place, digest")
        return [problem for (problems,) in rows for problem in _read_problems(problems)]

    def list_shards(self) -> set[str]:
        """List the shards that hold a document."""
        return {row[0] for row in self._base.execute("SELECT DISTINCT shard FROM document")}

    def forget_shards(self, names: Iterable[str]) -> None:
        """Take the items of shards, which are lost, for unread."""
        self._base.executemany("UPDATE item SET version = NULL WHERE shard = ?", ((name,) for name in names))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            text = str(error)
            if "full" in text or "readonly" in text or "disk I/O" in text or "unable to open" in text:
                raise faults.explain(self._path, error, kept="what was done so far is kept") from error
            raise DamageError(f"{self._path}: is damaged ({text}); the next build makes it anew") from error


def find_damage(path: Path) -> str | None:
    """Find what is damaged in a manifest that nobody is changing.

    Args:
        path: The file.

    Returns:
        What is wrong; None where it is as it was written, or a build was broken off and SQLite finds nothing.
    """
    try:
        seal = path.with_suffix(_SEAL).read_text(encoding="utf-8")
    except FileNotFoundError:
        return _find_torn_pages(path)
    except (OSError, ValueError):
        return "its seal cannot be read"
    return None if path.is_file() and seal == _write_seal(path) else "it is not as it was written"


def list_shards(path: Path) -> set[str]:
    """List the shards that hold a document, by a manifest that is whole, and that is not opened to be changed.

    Raises:
        DamageError: It cannot be read.
    """
    try:
        with closing(_open_to_read(path)) as base:
            return {row[0] for row in base.execute("SELECT DISTINCT shard FROM document")}
    except sqlite3.DatabaseError as error:
        raise DamageError(f"{path}: is damaged ({error}); the next build makes it anew") from error


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Open a manifest to read it; where it is sealed, SQLite writes nothing beside it either."""
    sealed = path.with_suffix(_SEAL).is_file()
    return sqlite3.connect(f"file:{pathname2url(str(path.resolve()))}?mode=ro{'&immutable=1' * sealed}", uri=True)


def _find_torn_pages(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        with closing(_open_to_read(path)) as base:
            (found,) = base.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if found == "ok" else str(found).splitlines()[-1]


def _break_seal(path: Path) -> None:
    """Check a manifest against its seal, and remove that before anything is changed.

    Raises:
        DamageError: It is not as it was written.
        OutputError: The seal cannot be removed.
    """
    if (why := find_damage(path)) is not None:
        raise DamageError(f"{path}: is damaged ({why}); the next build makes it anew")
    try:
        path.with_suffix(_SEAL).unlink(missing_ok=True)
        durable.sync_folder(path.parent)
    except OSError as error:
        raise faults.explain(path, error, kept="nothing there was changed") from error


def _seal(path: Path) -> None:
    replacement.write_file(path.with_suffix(_SEAL), _write_seal(path).encode())


def _write_seal(path: Path) -> str:
    found = checksums.measure(path)
    return f"{found.size}\t{found.crc:08x}\n"


def _stands_in(place: str, closed: Sequence[str]) -> bool:
    """Check whether an item is in one of these files, folders or archives, or is one of them."""
    return place in closed or place.startswith(tuple(where + mark for where in closed for mark in (os.sep, ", ")))


def _read_problems(text: str) -> tuple[Problem, ...]:
    return tuple(Problem(where=where, what=what, kind=Kind(kind)) for where, what, kind in json.loads(text))

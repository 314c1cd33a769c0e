"""Read a handful of articles together: the unit of work, a function of its bytes alone, whoever carries it out.

A shard is named by what is in it, and its file holds a line for each document.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import documents
from graphkit.corpus import budget
from graphkit.corpus.packing import pack, pack_claims, pack_profiles, unpack, unpack_text
from graphkit.corpus.records import DocumentRecord, Outcome
from graphkit.documents import near_duplicates
from graphkit.errors import DamageError, Kind, Problem
from graphkit.files import durable, faults
from graphkit.identity.resolution import make_profiles
from graphkit.model import Document, Extraction
from graphkit.reader import Reader, Settings, apply_decisions, order

if TYPE_CHECKING:
    from graphkit.documents import Item
    from graphkit.model.provenance import Provenance

__all__ = ["Kept", "Shard", "ShardFile", "ShardResult", "Shelf", "run_shard"]

_LEVEL = 1
"""Of zlib: a third larger than its best, in a third of the time."""
_SIZE = 8
"""Bytes at the head of a file that tell how many follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Documents of an item that is no longer among the inputs, to be read again with something newer.

    Args:
        digest: The item's digest.
        documents: Its documents, as they were made of it.
        problems: What was said when they were.
    """

    digest: str
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def size(self) -> int:
        """How many characters there are to read."""
        return sum(len(document.text) for document in self.documents)


@dataclass(frozen=True, kw_only=True)
class Shard:
    """Articles that are read together.

    Args:
        items: The bytes of the articles as they were found.
        kept: Documents that were made of such bytes before.
    """

    items: tuple[Item, ...] = ()
    kept: tuple[Kept, ...] = ()

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests of all items."""
        return (*(item.digest for item in self.items), *(kept.digest for kept in self.kept))

    @cached_property
    def size(self) -> int:
        """About how many bytes there are to read."""
        return sum(len(item.data) for item in self.items) + sum(kept.size for kept in self.kept)

    def name(self, version: str) -> str:
        """Name the shard by what is in it and what it is read with."""
        return hashlib.sha256("\n".join((version, *sorted(self.digests))).encode()).hexdigest()[:32]

    def run(self, settings: Settings) -> ShardResult:
        """Read the articles; see `run_shard`."""
        return run_shard(self, settings)

    def split(self) -> Iterator[Shard]:
        """Put each of its articles into a shard of its own."""
        yield from (Shard(items=(item,)) for item in self.items)
        yield from (Shard(kept=(kept,)) for kept in self.kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardResult:
    """What came of reading a shard.

    Args:
        outcomes: What came of each item.
        data: The bytes of the shard's file; empty where no document was read.
        made_by: What it was read with, as the graph says it; None where nothing was read.
    """

    outcomes: tuple[Outcome, ...]
    data: bytes = b""
    made_by: Provenance | None = None


def run_shard(shard: Shard, settings: Settings) -> ShardResult:
    """Read the articles of a shard.

    An article on which the reading fails is told and left out; its neighbours are read.

    Args:
        shard: The articles.
        settings: What to read them with.
    """
    reader = Reader(settings)
    lines: list[str] = []
    outcomes = []
    for digest, found, problems in _open(shard):
        readings = []
        for document in found:
            try:
                with budget.limit(budget.allow(len(document.text))):
                    extraction, compared = reader.read(document)
                    profiles = make_profiles(apply_decisions(extraction, settings.known))
            except budget.TooLong:
                problems.append(_give_up(document.identifier))
                continue
            except Exception as error:
                problems.append(_quarantine(document.identifier, error))
                continue
            lines.append(pack(extraction))
            readings.append(
                DocumentRecord(
                    key=document.key,
                    rank="\x01".join(order(document)),
                    line=len(lines) - 1,
                    claims=len(extraction.claims),
                    words=len(document.text.split()),
                    issued=document.issued,
                    signature=near_duplicates.sign(document),
                    publisher=document.publisher,
                    source=document.source,
                    title=document.title,
                    modified=document.modified,
                    profiles=zlib.compress(pack_profiles(profiles).encode("utf-8", "surrogatepass"), _LEVEL),
                    compared=zlib.compress(pack_claims(compared).encode("utf-8", "surrogatepass"), _LEVEL),
                )
            )
        outcomes.append(Outcome(digest=digest, readings=tuple(readings), problems=tuple(problems)))
    data = zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), _LEVEL) if lines else b""
    return ShardResult(outcomes=tuple(outcomes), data=data, made_by=reader.run)


def _open(shard: Shard) -> Iterator[tuple[str, list[Document], list[Problem]]]:
    for item in shard.items:
        problems: list[Problem] = []
        try:
            with budget.limit(budget.allow(len(item.data))):
                found = list(documents.read_item(item, problems=problems))
        except budget.TooLong:
            found = []
            problems.append(_give_up(item.where))
        except Exception as error:
            found = []
            problems.append(_quarantine(item.where, error))
        yield item.digest, found, problems
    for kept in shard.kept:
        yield kept.digest, list(kept.documents), list(kept.problems)


def _give_up(where: str) -> Problem:
    what = "was left out: reading it took too long, as no article of its length does; look at what is in it"
    return Problem(where=where, what=what, kind=Kind.QUARANTINED)


def _quarantine(where: str, error: Exception) -> Problem:
    """Describe what went wrong in our own code, and where, so that it can be reported."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    what = f"was left out: reading it failed with {type(error).__name__}{place}: {error}; please report it"
    return Problem(where=where, what=what, kind=Kind.QUARANTINED)


class ShardFile:
    """The file of a shard, read when it is first asked.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _lines(self) -> list[str]:
        try:
            text = zlib.decompress(self._path.read_bytes()[_SIZE:]).decode("utf-8", "surrogatepass")
        except (OSError, zlib.error, UnicodeDecodeError) as error:
            raise self._damaged(error) from error
        return text.split("\n")

    def is_whole(self) -> bool:
        """Check whether the file is there as it was written: by its length, and by the checksum that zlib adds."""
        try:
            data = self._path.read_bytes()
            whole = zlib.decompressobj()
            whole.decompress(data[_SIZE:])
        except (OSError, zlib.error):
            return False
        return whole.eof and len(data) == int.from_bytes(data[:_SIZE], "big") + _SIZE

    def count(self) -> int:
        """Count the documents in it.

        Raises:
            DamageError: The file is damaged.
        """
        return len(self._lines)

    def line(self, number: int) -> str:
        """Read a line as it stands: what `unpack` reads.

        Raises:
            DamageError: The file is damaged.
        """
        try:
            return self._lines[number]
        except IndexError as error:
            raise self._damaged(error) from error

    def extraction(self, number: int) -> Extraction:
        """Read what was read in a document.

        Raises:
            DamageError: The file is damaged.
        """
        try:
            return unpack(self.line(number))
        except ValueError as error:
            raise self._damaged(error) from error

    def text(self, number: int) -> str:
        """Read the text of a document, and nothing of what was read in it.

        Raises:
            DamageError: The file is damaged.
        """
        try:
            return unpack_text(self.line(number))
        except ValueError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> DamageError:
        return DamageError(f"{self._path}: is damaged ({error})")


class Shelf:
    """The folder of the shards.

    Args:
        folder: Where they stand.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def put(self, name: str, data: bytes) -> None:
        """Write a shard whole or not at all; when this returns it is on the disk.

        Raises:
            OutputError: It cannot be written.
        """
        path = self._path(name)
        new = path.with_suffix(".new")
        try:
            if not path.parent.is_dir():
                path.parent.mkdir()
                durable.sync_folder(self._folder)
            new.write_bytes(len(data).to_bytes(_SIZE, "big") + data)
            durable.sync_file(new)
            new.replace(path)
            durable.sync_folder(path.parent)
        except OSError as error:
            new.unlink(missing_ok=True)
            raise faults.explain(path, error, kept="what was done before is kept") from error

    def open(self, name: str) -> ShardFile:
        """Open a shard."""
        return ShardFile(self._path(name))

    def list_names(self) -> list[str]:
        """List all shards that are there, whether the manifest knows of them or not."""
        return sorted(f"{path.parent.name}{path.name}" for path in self._folder.glob("*/*") if not path.suffix)

    def find_lost(self, names: Iterable[str]) -> list[str]:
        """Find the shards that are gone, or are not as they were written."""
        return [name for name in names if not self.open(name).is_whole()]

    def keep(self, names: Iterable[str]) -> None:
        """Remove all shards but these, and what was left half written."""
        wanted = {self._path(name) for name in names}
        for path in self._folder.glob("*/*"):
            if path not in wanted:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        # Two digits for the folder: a million articles are some 30,000 shards.
        return self._folder / name[:2] / name[2:]

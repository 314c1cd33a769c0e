"""The graphs that belong to no document: what stands in each of them of every subject, and in which version."""

from __future__ import annotations

import hashlib
import tempfile
import weakref
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import batched, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.corpus.rendering import write_lines
from graphkit.export.sorting import LineSorter
from graphkit.files import collector
from graphkit.model.vocabulary import Addresses
from graphkit.rdf import corpus as sharing
from graphkit.rdf import duplicates as repetition
from graphkit.rdf import identity, matching, provenance, reviews

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graphkit.corpus.planning import Plan

__all__ = ["Common", "list_common"]

_QUADS = 10_000
_BYTES = 2**20
"""So many quads are written, and so many bytes are read, in one piece: a megabyte or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """A graph that belongs to no document.

    Args:
        versions: The version of what is said of each subject, by the subject's address.
        write: Writes what is said of some subjects as N-Triples, in pieces of whole lines; of all of them where it is
            given None. Of a large corpus this is more than memory should hold, so it is read or written whenever it is
            wanted.
    """

    versions: Mapping[str, str]
    write: Callable[[Collection[str] | None], Iterator[bytes]]


@collector.paused()
def list_common(plan: Plan, folder: Path) -> dict[str, Common]:
    """List the graphs that belong to no document, by name.

    Args:
        plan: What there is to write.
        folder: Where to put aside what memory does not hold.
    """
    addresses, run, manifest = Addresses(plan.corpus.base), plan.made_by, plan.corpus.manifest
    originals = {copy.document: copy.of for copy in plan.repeated}

    def list_shared() -> Iterator[Quad]:
        things = (*plan.list_shared(addresses), *manifest.list_shared())
        return sharing.to_quads(sharing.share(things, originals), addresses=addresses, run=run)

    def write_identity(names: Collection[str] | None) -> Iterator[bytes]:
        return _write(identity.to_quads(plan.resolution, addresses=addresses, run=run, only=names))

    return {
        "corpus": _make(list_shared, folder),
        "duplicates": _make(lambda: repetition.to_quads(plan.repeated, addresses=addresses, run=run), folder),
        "identity": Common(
            versions=identity.list_versions(plan.resolution, addresses=addresses, run=run), write=write_identity
        ),
        "matching": _make(lambda: matching.to_quads(plan.matching, addresses=addresses, run=run), folder),
        "provenance": _make(lambda: provenance.to_quads(run, addresses), folder),
        "reviews": _make(lambda: reviews.to_quads(plan.list_reviews(), addresses=addresses), folder),
    }


def _make(list_quads: Callable[[], Iterable[Quad]], folder: Path) -> Common:
    """Make a graph of its quads: what is said of each subject is put aside, for it is wanted several times."""
    aside = _Aside(folder, _write(list_quads()))
    return Common(versions=aside.versions, write=aside.write)


class _Aside:
    """What is said of each subject, in a file that has no name, and is gone with this.

    Args:
        folder: Where to put it aside.
        texts: N-Triples, in pieces of whole lines.
    """

    def __init__(self, folder: Path, texts: Iterable[bytes]) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._ends = array("Q")
        self.versions: dict[str, str] = {}
        with LineSorter(folder) as sorter:
            for text in texts:
                sorter.add(text.splitlines(keepends=True))
            for subject, lines in groupby(sorter, key=lambda line: line[1 : line.index(b">")]):
                said = b"".join(lines)
                self.versions[subject.decode()] = hashlib.sha256(said).hexdigest()[:16]
                self._file.write(said)
                self._ends.append(self._file.tell())

    def write(self, names: Collection[str] | None) -> Iterator[bytes]:
        """Write what is said of some subjects, or of all."""
        start = 0
        if names is None:
            while piece := self._read(start, _BYTES) + self._file.readline():
                yield piece
                start += len(piece)
            return
        for subject, end in zip(self.versions, self._ends, strict=True):
            if subject in names:
                yield self._read(start, end - start)
            start = end

    def _read(self, start: int, size: int) -> bytes:
        self._file.seek(start)  # whoever reads may do so beside another
        return self._file.read(size)


def _write(quads: Iterable[Quad]) -> Iterator[bytes]:
    return (write_lines(some) for some in batched(quads, _QUADS))

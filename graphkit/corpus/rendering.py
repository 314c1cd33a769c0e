"""Write the graphs of documents, each by itself, once it is decided who is who: the second unit of work."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graphkit.corpus.packing import unpack
from graphkit.corpus.records import Rendition
from graphkit.export import list_prefixes
from graphkit.export.pieces import Piece, make_piece
from graphkit.export.terms import Terms
from graphkit.model.vocabulary import Addresses
from graphkit.rdf import mapping
from graphkit.reader import Answers, Settings, apply_answers

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from graphkit.model import Entity
    from graphkit.model.provenance import Provenance

__all__ = ["Job", "Rendering", "digest_basis", "pack_piece", "unpack_piece", "write_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A document whose graph is to be written.

    Args:
        key: Its key.
        line: What was read in it, as `pack` writes it.
        entities: The entity of each of its chains.
        basis: What its graph depends on; see `digest_basis`.
    """

    key: str
    line: str
    entities: tuple[Entity, ...]
    basis: str


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """Documents whose graphs are written together.

    Args:
        jobs: The documents.
        answers: What persons said of any of them.
        base: The base IRI.
        made_by: What they were read with.
    """

    jobs: tuple[Job, ...]
    answers: Answers
    base: str
    made_by: Provenance

    @cached_property
    def size(self) -> int:
        """How many characters there are to read."""
        return sum(len(job.line) for job in self.jobs)

    def run(self, settings: Settings) -> list[Rendition]:
        """Write the graphs."""
        addresses = Addresses(self.base)
        terms = Terms(list_prefixes(self.base))
        written = []
        for job in self.jobs:
            found = apply_answers(unpack(job.line), settings.known, self.answers)
            quads = mapping.to_quads(
                found.extraction, job.entities, addresses=addresses, run=self.made_by, marks=found.marks
            )
            piece = make_piece(addresses.document(job.key), write_lines(quads), terms)
            written.append(
                Rendition(
                    key=job.key,
                    basis=job.basis,
                    data=pack_piece(piece),
                    propositions=tuple(iri.decode() for iri in piece.list_propositions()),
                )
            )
        return written


def write_lines(quads: Iterable[Quad]) -> bytes:
    """Write the triples of one graph as N-Triples."""
    from pyoxigraph import RdfFormat, serialize

    return serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""


def digest_basis(*parts: str, entities: Sequence[str]) -> str:
    """Name all that a document's graph depends on.

    Args:
        parts: What it was read with and what people decided.
        entities: All that is written of its chains' entities.
    """
    return hashlib.sha256("\x00".join((*parts, *entities)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def pack_piece(piece: Piece) -> bytes:
    """Write a piece as bytes: how long its parts are, and the parts."""
    parts = {b"opening": piece.opening, b"shared": piece.shared, **piece.sections}
    head = b" ".join(b"%b %d" % (name, len(text)) for name, text in parts.items())
    return zlib.compress(b"\n".join((head, b"".join(parts.values()))), 1)


def unpack_piece(data: bytes) -> Piece:
    """Read a piece back."""
    head, _, rest = zlib.decompress(data).partition(b"\n")
    words = head.split()
    parts, at = {}, 0
    for name, length in zip(words[::2], map(int, words[1::2]), strict=True):
        parts[name] = rest[at : at + length]
        at += length
    return Piece(opening=parts.pop(b"opening"), shared=parts.pop(b"shared"), sections=parts)

"""What the manifest keeps of documents: what was read in them, where that stands, and what was written of it."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.errors import Problem

__all__ = ["DocumentRecord", "Entry", "Outcome", "Rendition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A document that was read of an item.

    Args:
        key: The document's key.
        rank: What the document is sorted by among others with the same text, as one string.
        line: Its line in the shard.
        claims: How many claims it holds.
        words: How many words it has.
        issued: Its date, or None.
        signature: What tells which other texts its text is near (see `duplicates.sign`).
        publisher: Who published it, or None.
        source: The address that it came from, or None.
        title: Its headline, or None.
        modified: When it was last changed, or None.
        profiles: What it tells of its entities, as `pack_profiles` writes it, compressed.
        compared: What its claims are compared by, as `pack_claims` writes it, compressed.
    """

    key: str
    rank: str
    line: int
    claims: int
    words: int
    issued: str | None
    signature: bytes
    publisher: str | None
    source: str | None
    title: str | None
    modified: str | None
    profiles: bytes
    compared: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of reading an item: documents, or none, and what there is to say of it.

    Args:
        digest: The item's digest.
        readings: Its documents, in order.
        problems: What was left out or guessed.
    """

    digest: str
    readings: tuple[DocumentRecord, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document of the corpus, and where its extraction stands.

    Args:
        key: The document's key.
        item: The digest of its item, and its place in that.
        identifier: What its item is called.
        shard: The name of the shard.
        line: Its line there.
    """

    key: str
    item: tuple[str, int]
    identifier: str
    shard: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """The graph of a document, written.

    Args:
        key: The document's key.
        basis: A digest of all that it depends on.
        data: The graph, as `pack_piece` writes it.
        propositions: The addresses of the propositions that stand in it.
    """

    key: str
    basis: str
    data: bytes
    propositions: tuple[str, ...]

"""The bytes of one article as they were found: what goes to a worker, and what its result is kept under."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

__all__ = ["LARGEST", "REPLACED", "Item"]

LARGEST = 256 * 1024 * 1024
"""Bytes in one item. A book has one million; what is larger than this is no article, and would fill the memory."""

REPLACED = {code: "\N{REPLACEMENT CHARACTER}" for code in range(0xD800, 0xE000)}
"""What half a character (a lone surrogate) becomes, for `str.translate`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The bytes of one article, or of a file that holds a few, as they were found and not yet understood.

    Args:
        identifier: The path below the input, or the record's id: what `Document.identifier` will be.
        where: The file, line or member, for messages.
        form: What the bytes are taken for: 'record' (one JSON object), 'text', 'html', 'pdf', 'docx', 'email', 'feed',
            'web' (what a server answered), or 'unknown'.
        data: The bytes, never more than `LARGEST`.
        facts: What is known beside the bytes, as pairs of name and value, sorted: 'charset', 'date',
            'readers' (the libraries that read it, with their releases), 'type', 'url'.
    """

    identifier: str
    where: str
    form: str
    data: bytes
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256, in hexadecimal, over all that the result of reading it depends on: all but `where`.

        >>> one = Item(identifier="a.txt", where="a.txt", form="text", data=b"Yes.")
        >>> one.digest == Item(identifier="a.txt", where="in/a.txt", form="text", data=b"Yes.").digest
        True
        """
        digest = hashlib.sha256()
        parts = (self.identifier, self.form, *(part for fact in self.facts for part in fact))
        for part in (*(part.encode("utf-8", "surrogatepass") for part in parts), self.data):
            digest.update(len(part).to_bytes(8, "big"))  # so that no two items are the same string of bytes
            digest.update(part)
        return digest.hexdigest()

"""Find articles whose text is that of another, so that a wire story in ten papers counts as one voice and not as ten.

Two texts are compared by the sequences of three words that each has: how many of all of them both have (their
resemblance, which is Jaccard's index), and how many of the shorter text's the longer one has too (its containment).
Both are estimated from MinHash signatures of fixed length, after Broder, *On the resemblance and containment of
documents* (1997). Only signatures that agree in a band of their values are compared at all (locality-sensitive
hashing; Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*, chapter 3), so that the cost does not grow with
the number of pairs.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graphkit.model import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["VERSION", "NearDuplicate", "Signed", "compare", "find", "sign"]

VERSION = 1
"""Goes up whenever the same text gets another signature: signatures that were kept are then to be made anew."""

# Longer sequences tell unrelated texts apart no better, and each word that an editor changes costs more of them.
_SEQUENCE = 3
_VALUES = 128
_SEED = 1997
# 42 bands of three values: of pairs that resemble each other by 0.4, 94 of 100 are compared; by 0.5, all but four of a
# thousand; by 0.02, as articles about the same thing do, three of ten thousand.
_ROWS = 3
_BANDS = _VALUES // _ROWS
_FEWEST = 30
# Measured with tests/benchmarks/duplicates.py: of articles of which papers cut a quarter and edited three words in
# a hundred, 86 of 100 are found, of those whose second half they cut 79; of pairs of which six tenths are one statement
# that both quote none. Resemblance alone, at the usual 0.8, finds 2 and 0 of them. (Articles by different people about
# one event have less than a tenth of their sequences in common.) The floor keeps a short text from being found in one
# of more than two and a half times its length.
_CONTAINMENT = 0.75
_RESEMBLANCE = 0.35
_LEAST_RESEMBLANCE = 0.09
"""Twelve values of 128: of a text and another of three times its length that has three tenths of it."""
# So many representatives that all agree in one band share a form ('Results of the day'), which tells nothing.
_CROWD = 100

_HEAD = struct.Struct("<HHI")
_LENGTH = _HEAD.size + 4 * _VALUES
_WORD = re.compile(r"\w+")
_UNDATED = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What is to be known of a document to compare it with others.

    Args:
        document: Its key.
        issued: Its date, ISO 8601, where it has one.
        signature: What `sign` made of its text.
    """

    document: str
    issued: str | None = None
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class NearDuplicate:
    """A document that says again what another says, in nearly its words.

    Args:
        document: The key of the copy.
        of: The key of the document that it is taken to copy: of all that are near duplicates of each other the one
            with the earliest date, then the longest, then the one with the least key. It is no copy itself.
        similarity: How much of the shorter of the two stands in the longer one, from 0 to 1, to two places (their
            containment, estimated).
    """

    document: str
    of: str
    similarity: float


def sign(document: Document) -> bytes:
    """Make the signature of a document's text.

    Boilerplate, case, punctuation and white space do not count.

    Args:
        document: The article.

    Returns:
        520 bytes, the same for the same words on every machine: `VERSION`, the version of the library's algorithm, the
        number of the text's different sequences of words, and 128 values of 32 bits.

    >>> text = "The river rose by two metres on Friday, said the mayor."
    >>> shouted = Document(text=text.upper().replace(",", " -"), identifier="2")
    >>> sign(Document(text=text, identifier="1")) == sign(shouted)
    True
    """
    from rensa import RMinHash

    words = _WORD.findall(_cut_boilerplate(document).casefold())
    sequences = {" ".join(words[i : i + _SEQUENCE]) for i in range(len(words) - _SEQUENCE + 1)}
    sketch = RMinHash(num_perm=_VALUES, seed=_SEED)
    sketch.update(sorted(sequences))
    head = _HEAD.pack(VERSION, RMinHash.ALGORITHM_VERSION, len(sequences))
    return head + struct.pack(f"<{_VALUES}I", *sketch.digest())


def find(signed: Iterable[Signed]) -> tuple[NearDuplicate, ...]:
    """Find the documents that are near duplicates of another.

    Of a copy and its representative, three quarters of the shorter one stand in the longer one, which is not more than
    some two and a half times as long. Each copy is compared with the representative itself, so that a form in which
    many articles are written does not link one to the next. Texts of fewer than thirty words are never near
    duplicates.

    Args:
        signed: The documents, in any order, each once.

    Returns:
        The copies, in the order of their keys; the same ones, whatever the order of the documents.

    Raises:
        ValueError: A signature is damaged or of another version: sign its document anew.
    """
    known = _Signatures(signed)
    found = []
    index: dict[int, list[int]] = {}
    for position in range(len(known.signed)):
        bands = known.shared_bands(position)
        nearest = known.find_nearest(position, sorted({other for band in bands for other in index.get(band, ())}))
        if nearest is not None:
            found.append(nearest)
            continue
        for band in bands:
            others = index.setdefault(band, [])
            if len(others) < _CROWD:
                others.append(position)
    return tuple(sorted(found))


def compare(one: Signed, other: Signed) -> float:
    """Return how much of the shorter of two texts stands in the longer one, from 0 to 1 (their containment, estimated).

    Unlike `find`, this compares texts of any length. Where the longer is more than three times as long as the shorter,
    few of their sequences are the same whatever they share, and this returns 0: one that agrees by chance would count
    for many.

    Raises:
        ValueError: A signature is damaged or of another version: sign its document anew.
    """
    import numpy as np

    own, others = _count_sequences(one), _count_sequences(other)
    values = [np.frombuffer(signed.signature[_HEAD.size :], dtype="<u4") for signed in (one, other)]
    resemblance = float((values[0] == values[1]).mean())
    if resemblance < _LEAST_RESEMBLANCE:
        return 0.0
    return min(resemblance / (1 + resemblance) * (own + others) / max(1, min(own, others)), 1.0)


class _Signatures:
    """The signatures of all documents that are long enough, those first that may be copied by the ones behind them."""

    def __init__(self, signed: Iterable[Signed]) -> None:
        import numpy as np

        counted = [(_count_sequences(one), one) for one in signed]
        long = [(count, one) for count, one in counted if count >= _FEWEST - _SEQUENCE + 1]
        long.sort(key=lambda item: (item[1].issued or _UNDATED, -item[0], item[1].document))
        self.signed: Sequence[Signed] = [one for _, one in long]
        self.counts: NDArray[np.float64] = np.array([count for count, _ in long], dtype=np.float64)
        values = b"".join(one.signature[_HEAD.size :] for one in self.signed)
        self.values: NDArray[np.uint32] = np.frombuffer(values, dtype="<u4").reshape(-1, _VALUES)

    @cached_property
    def bands(self) -> NDArray[np.int32]:
        """For each document and band, the number of what the documents with the same values in it share, or −1."""
        import numpy as np

        numbers = np.full((len(self.signed), _BANDS), -1, dtype=np.int32)
        first = 0
        for band in range(_BANDS):
            mixed = np.zeros(len(self.signed), dtype=np.uint64)
            for row in range(_ROWS):
                # An odd multiplier (Knuth's, for 64 bits), modulo 2 to the 64; who agrees by chance is compared anyway.
                mixed = (mixed + self.values[:, band * _ROWS + row]) * np.uint64(0x9E3779B97F4A7C15)
                mixed ^= mixed >> np.uint64(29)
            _, inverse, counts = np.unique(mixed, return_inverse=True, return_counts=True)
            numbers[:, band] = np.where(counts[inverse] > 1, inverse + first, -1)
            first += len(counts)
        return numbers

    def shared_bands(self, position: int) -> list[int]:
        """Number the bands that a document shares with any other."""
        return [number for number in self.bands[position].tolist() if number >= 0]

    def find_nearest(self, position: int, others: Sequence[int]) -> NearDuplicate | None:
        """Find which of some representatives a document copies; of several, the one that it has most of."""
        import numpy as np

        if not others:
            return None
        resemblance: Any = (self.values[others] == self.values[position]).mean(axis=1)
        own, counts = self.counts[position], self.counts[others]
        shared = resemblance / (1 + resemblance) * (own + counts)
        contained = np.minimum(shared / np.minimum(own, counts), 1)
        contained[(resemblance < _RESEMBLANCE) | (contained < _CONTAINMENT)] = 0
        nearest = int(contained.argmax())  # the first of several
        if not contained[nearest]:
            return None
        return NearDuplicate(
            document=self.signed[position].document,
            of=self.signed[others[nearest]].document,
            similarity=round(float(contained[nearest]), 2),
        )


def _cut_boilerplate(document: Document) -> str:
    kept, start = [], 0
    for first, end in document.boilerplate:
        kept.append(document.text[start:first])
        start = end
    return " ".join((*kept, document.text[start:]))


def _count_sequences(signed: Signed) -> int:
    """Read from a signature how many sequences its text has."""
    from rensa import RMinHash

    if len(signed.signature) == _LENGTH:
        version, algorithm, count = _HEAD.unpack_from(signed.signature)
        if (version, algorithm) == (VERSION, RMinHash.ALGORITHM_VERSION):
            return int(count)
    raise ValueError(f"the signature of document {signed.document} is damaged or of another version: sign it anew")

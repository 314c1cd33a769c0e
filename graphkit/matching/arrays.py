"""Hold the claims of a document as arrays: vectors, sources, acts and words, a row for each claim.

Vectors are whole numbers of one byte, whose products and sums single precision holds exactly: what is computed of them
is the same on every machine. They are held as bytes, in a quarter of the memory, until they are multiplied.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graphkit.matching.profiles import TELLING, ClaimProfile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NONE", "DocumentClaims", "Marks", "Vectors", "compare_vectors", "gather", "list_names"]

NONE = -1
"""Stands where there is no further source."""
_SOURCES = 3
"""So many sources of a claim are compared."""
_AROUND = 2
"""So many claims before and behind a claim are what is claimed around it."""
_WHOLE = 127
"""The greatest number of a vector."""
_NUMBERS = frozenset({"NUM"})
_ACCUSING = frozenset({"alleges", "criticizes"})


class Vectors(NamedTuple):
    """Vectors, each a row.

    Args:
        rows: Their numbers, which are whole.
        lengths: Their lengths, at least 1.
    """

    rows: NDArray[np.int8]
    lengths: NDArray[np.float64]


class Marks(NamedTuple):
    """Which words stand in which claims of a document.

    Args:
        rows: The rows of the claims, one for each word of each.
        words: Checksums of the words.
    """

    rows: NDArray[np.int64]
    words: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentClaims:
    """The claims of a document as arrays, a row for each claim.

    Args:
        profiles: The claims that have something to be compared by.
        meanings: The vectors of their contents.
        sentences: The vectors of the sentences in which they stand.
        centre: The mean of these.
        settings: The vectors of what is claimed around them.
        sources: The entities that say them, -1 where there are fewer than columns.
        acts: The numbers of their acts.
        words: The words of their contents.
        numbers: The numbers among these.
        quoted: Whether something of them stands in quotation marks, 1 or 0.
        accusing: Whether they accuse or criticise somebody, 1 or 0.
        names: The entities that they speak of, those who say them included.
    """

    profiles: tuple[ClaimProfile, ...]
    meanings: Vectors
    sentences: Vectors
    centre: Vectors
    settings: Vectors
    sources: NDArray[np.int64]
    acts: NDArray[np.int64]
    words: Marks
    numbers: Marks
    quoted: NDArray[np.float64]
    accusing: NDArray[np.float64]
    names: frozenset[int]


def gather(profiles: Sequence[ClaimProfile], chains: Sequence[int], acts: Mapping[str, int]) -> DocumentClaims:
    """Put the claims of a document into arrays.

    Args:
        profiles: The claims.
        chains: The entity of each chain of the document.
        acts: A number for each act.
    """
    import numpy as np

    kept = tuple(profile for profile in profiles if profile.meaning)
    sources = np.full((len(kept), _SOURCES), NONE, np.int64)
    for row, profile in zip(sources, kept, strict=True):
        found = [chains[chain] for chain in profile.sources][:_SOURCES]
        row[: len(found)] = found
    meanings = _stack([profile.meaning for profile in kept])
    sentences = _stack([profile.sentence or profile.meaning for profile in kept])
    return DocumentClaims(
        profiles=kept,
        meanings=_measure(meanings),
        sentences=_measure(sentences),
        centre=_measure(_scale(_make_units(sentences).sum(axis=0, keepdims=True))),
        settings=_measure(_average_around(meanings)),
        sources=sources,
        acts=np.array([acts[profile.act] for profile in kept], np.int64),
        words=_mark(kept, TELLING),
        numbers=_mark(kept, _NUMBERS),
        quoted=np.array([bool(profile.quoted) for profile in kept], np.float64),
        accusing=np.array([profile.act in _ACCUSING for profile in kept], np.float64),
        names=list_names(profiles, chains),
    )


def list_names(profiles: Sequence[ClaimProfile], chains: Sequence[int]) -> frozenset[int]:
    """List the entities that claims speak of, those who say them included.

    Args:
        profiles: The claims of a document.
        chains: The entity of each chain of the document.
    """
    used = {chain for profile in profiles for chain in (*profile.sources, *(word.chain for word in profile.words))}
    return frozenset(chains[chain] for chain in used if chain is not None)


def compare_vectors(ones: Vectors, others: Vectors) -> NDArray[np.float64]:
    """Return the cosines of vectors, a row for each of the first, to three decimals."""
    import numpy as np

    products = (ones.rows.astype(np.float32) @ others.rows.T.astype(np.float32)).astype(np.float64)
    return np.round(products / (ones.lengths[:, None] * others.lengths[None, :]), 3)


def _measure(rows: NDArray[np.float32]) -> Vectors:
    import numpy as np

    lengths = np.sqrt((rows * rows).sum(axis=1, dtype=np.float64))
    return Vectors(rows.astype(np.int8), np.maximum(1, lengths))


def _mark(profiles: Sequence[ClaimProfile], tags: frozenset[str]) -> Marks:
    """Tell which lemmas of some parts of speech stand in which claims, each once."""
    import numpy as np

    found = sorted(
        {
            (row, zlib.crc32(word.lemma.encode("utf-8", "surrogatepass")))
            for row, profile in enumerate(profiles)
            for word in profile.words
            if word.tag in tags
        }
    )
    pairs = np.array(found, np.int64).reshape(-1, 2)
    return Marks(pairs[:, 0], pairs[:, 1])


def _average_around(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each row the mean of those before and behind it, itself left out, as whole numbers of one byte."""
    import numpy as np

    if len(rows) < 2:
        return rows
    units = _make_units(rows)
    sums = np.zeros_like(units)
    for step in range(1, _AROUND + 1):
        sums[step:] += units[:-step]
        sums[:-step] += units[step:]
    return _scale(sums)


def _make_units(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return vectors of length 1."""
    import numpy as np

    exact = rows.astype(np.float64)
    units: NDArray[np.float64] = exact / np.maximum(1, np.sqrt((exact * exact).sum(axis=1)))[:, None]
    return units


def _scale(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    """Scale vectors to whole numbers of one byte."""
    import numpy as np

    most = np.abs(rows).max(axis=1, initial=0)
    scaled = rows * (_WHOLE / np.where(most > 0, most, 1))[:, None]
    return np.round(np.round(scaled, 6)).astype(np.float32)


def _stack(rows: Sequence[bytes]) -> NDArray[np.float32]:
    import numpy as np

    size = max(map(len, rows), default=0)
    stacked = np.zeros((len(rows), size), np.float32)
    for row, values in zip(stacked, rows, strict=True):
        row[: len(values)] = np.frombuffer(values, np.int8)
    return stacked

"""Compare what two texts mean, by the encoder where it is installed, and else by the words that they share."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.language import encoder, lexicon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Part", "encode", "encode_parts", "name_judge", "similarity", "why_only_words"]

_PLACES = 512
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


class Part(NamedTuple):
    """A part of a text.

    Args:
        stretches: The offset of the first character of each stretch of it, and that behind the last, in code points.
        words: The lemmas of those of its words that tell what it is about.
    """

    stretches: Sequence[tuple[int, int]]
    words: Sequence[str]


def similarity(one: str, other: str) -> float:
    """Return how near two texts are in meaning, from 0 to 1, to two decimals.

    With the extra `encoder` it is the cosine of their vectors; of claims of three stories that each three outlets told,
    those at 0.65 or more were one claim in 79 of 100 cases, and 83 of 100 that were one were found. Without the extra
    it is the cosine of their words, which knows no paraphrase.

    >>> similarity("The dam is safe.", "Is the dam safe?") > similarity("The dam is safe.", "It rains.")
    True
    """
    model = encoder.load()
    if model is None:
        a, b = _words(one), _words(other)
        near = len(a & b) / (len(a) * len(b)) ** 0.5 if a and b else 0.0
    else:
        near = float(model.encode(one) @ model.encode(other))
    return round(min(1.0, max(0.0, near)), 2)


def encode(text: str, words: Sequence[str]) -> bytes:
    """Return the vector of a text's meaning, one byte a number, which cosines are taken of.

    Without the encoder it is one of its words, each counted at a place that a checksum tells: it knows no paraphrase,
    and what it finds near has mostly the same words. (The mean of word vectors, the usual makeshift, is near for all
    that is about one subject.)

    Args:
        text: The text.
        words: The lemmas of those of its words that tell what it is about.
    """
    model = encoder.load()
    return _pack(model.encode(text)) if model is not None else _encode_words(words)


def encode_parts(text: str, parts: Sequence[Part]) -> list[bytes]:
    """Return the vectors of parts of a text as `encode` does, where they stand; the text is read once.

    Args:
        text: The text.
        parts: The parts.
    """
    model = encoder.load()
    if model is None:
        return [_encode_words(part.words) for part in parts]
    return list(map(_pack, model.encode_parts(text, [part.stretches for part in parts])))


def _encode_words(words: Sequence[str]) -> bytes:
    import numpy as np

    counts = np.zeros(_PLACES, np.float64)
    for word in words:
        counts[zlib.crc32(word.encode("utf-8", "surrogatepass")) % _PLACES] += 1
    return _pack(counts)


def _pack(vector: NDArray[np.floating[Any]]) -> bytes:
    """Scale a vector to bytes: what a byte cannot tell is far below what tells two meanings apart."""
    import numpy as np

    most = float(np.abs(vector).max())
    return np.round(vector * (127 / most)).astype(np.int8).tobytes() if most else b""


def name_judge() -> str:
    """Name what meanings are told by: the encoder, or nothing but words and their vectors."""
    return encoder.NAME if encoder.why_not() is None else "words"


def why_only_words() -> str | None:
    """Return in one line why words are compared and not meanings, and what to do; None where meanings are."""
    return encoder.why_not()


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    words = frozenset(_WORD.findall(text.casefold()))
    return words - lexicon.grammar("light_word") or words

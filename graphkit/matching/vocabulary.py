"""Hold the words of claims as numbers: a corpus has millions of them, and some ten thousand that differ."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload, override

from graphkit.matching.profiles import Word

__all__ = ["HeldWords", "Vocabulary"]

_NO_CHAIN = -1
_CELLS = 6
"""So many numbers are held of a word: those of its four texts, its start and its chain."""


class Vocabulary:
    """The texts, lemmas, tags and slots of words, each held once."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}

    def hold(self, words: Iterable[tuple[str, str, str, str, int, int | None]]) -> HeldWords:
        """Hold words, which take a third of the memory that tuples of them take.

        Args:
            words: What a `Word` is made of, of each.
        """
        numbers: list[int] = []
        for text, lemma, tag, slot, start, chain in words:
            numbers.extend(map(self._number, (text, lemma, tag, slot)))
            numbers += (start, _NO_CHAIN if chain is None else chain)
        return HeldWords(array("i", numbers), self._texts)

    def _number(self, text: str) -> int:
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self._texts)
            self._texts.append(text)
        return number


class HeldWords(Sequence[Word]):
    """Words that are made whenever somebody looks at them.

    Args:
        cells: Their numbers.
        texts: What the first four of each stand for.
    """

    __slots__ = ("_cells", "_texts")

    def __init__(self, cells: array[int], texts: Sequence[str]) -> None:
        self._cells = cells
        self._texts = texts

    @override
    def __len__(self) -> int:
        return len(self._cells) // _CELLS

    @overload
    def __getitem__(self, place: int) -> Word: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Word]: ...
    @override
    def __getitem__(self, place: int | slice) -> Word | Sequence[Word]:
        return tuple(self)[place]

    @override
    def __iter__(self) -> Iterator[Word]:
        cells, texts = iter(self._cells), self._texts
        for text, lemma, tag, slot, start, chain in zip(*[cells] * _CELLS, strict=True):
            yield Word(texts[text], texts[lemma], texts[tag], texts[slot], start, None if chain < 0 else chain)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    @override
    def __hash__(self) -> int:
        return hash(tuple(self))

    @override
    def __repr__(self) -> str:
        return repr(tuple(self))

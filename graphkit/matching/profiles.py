"""What a claim is compared by: its words, what each does in its clause, and the vector of its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.matching.words import Piece, Stretch

__all__ = ["TELLING", "ClaimProfile", "Place", "Word"]

type Place = tuple[str, int]
"""Document key and position of a claim."""

TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
"""The parts of speech of words that tell what a content is about."""


class Word(NamedTuple):
    """A word of a content that tells what it is about.

    Args:
        text: The word.
        lemma: Its lemma, in lower case.
        tag: Its universal part of speech.
        slot: What it does in its clause: 'verb', 'subject', 'object', 'time', or a preposition.
        start: The offset of its first character.
        chain: Position in `Extraction.chains` of the entity that it mentions, or None.
    """

    text: str
    lemma: str
    tag: str
    slot: str
    start: int
    chain: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimProfile:
    """What a claim is compared by.

    Args:
        place: The place of the claim.
        name: What its address ends in: '12-40'.
        pieces: Its content; where that only takes up what was said before ('denied it', 'rejected the charge'), the
            content of the claim in which that was said.
        own: Where its own content begins and that piece ends, by which people's answers name it.
        act: What the source does.
        negative: Whether the content is negated.
        rejected: Whether the source rejects it.
        open: Whether the source does not commit itself to the content.
        certainty: How certain the content is put.
        quoted: What of the content stands in quotation marks.
        sources: Positions in `Extraction.chains` of those who say it.
        bodies: Positions of those for whom they speak or in whose posts they are.
        anonymous: Whether none of those who say it is named.
        reported_in: Position of the claim in which it is reported, or None.
        confidence: The confidence of the claim.
        words: The words of the content.
        meaning: The vector of its meaning; see `graphkit.language.meaning.encode`. Nothing where it cannot be compared.
        sentence: The vector of the sentence, or the sentences, that it stands in: a content of few words says little
            without what stands around it.
        takes_up: Position of the claim whose content it takes up, or None.
    """

    place: Place
    name: str
    pieces: tuple[Piece, ...]
    own: Stretch
    act: str
    negative: bool
    rejected: bool
    open: bool
    certainty: str
    quoted: tuple[Piece, ...]
    sources: tuple[int, ...]
    bodies: tuple[int, ...]
    anonymous: bool
    reported_in: int | None
    confidence: float
    words: Sequence[Word]
    meaning: bytes
    sentence: bytes = b""
    takes_up: int | None = None

    @property
    def content(self) -> str:
        """The content as one text."""
        return " … ".join(piece.text for piece in self.pieces)

    def cut(self, stretch: Stretch) -> str:
        """Return the characters of a stretch of the content.

        Raises:
            ValueError: It is not within one piece.
        """
        for piece in self.pieces:
            if piece.start <= stretch.start and stretch.end <= piece.start + len(piece.text):
                return piece.text[stretch.start - piece.start : stretch.end - piece.start]
        raise ValueError(f"{stretch} is in no piece of the content of {self.place}")

    @property
    def negated(self) -> bool:
        """Whether its source says that something is not so: it rejects the content, or negates it, and not both."""
        return self.negative != self.rejected

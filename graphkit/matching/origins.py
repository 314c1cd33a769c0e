"""Count how many independent origins may stand behind claims that are one: at least so many, and at most so many.

What is known to be one voice is joined for both bounds: one speaker, one utterance, articles that repeat one text, a
claim and the one in which it is reported. For the lower bound joined too is what may be one: a body and those who have
a post in it, and a source that the text does not name, which may be any of the others.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Origins", "Voice", "count_origins"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who is behind one claim of a cluster.

    Args:
        document: The key of its document, or of the one that this repeats.
        sources: The entities that say it, as far as the text tells them.
        bodies: The entities in which they have a post.
        utterances: The rows of words that it quotes.
        reported_in: Position in the cluster of the claim in which this one is reported, or None.
        anonymous: Whether its sources are described and not named: 'two officials', 'people close to the talks'.
    """

    document: str
    sources: frozenset[int]
    bodies: frozenset[int]
    utterances: frozenset[tuple[str, ...]]
    reported_in: int | None
    anonymous: bool

    @property
    def is_vague(self) -> bool:
        """Whether nothing tells who it is."""
        return self.anonymous or not self.sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """How many independent origins claims have.

    Args:
        least: The least number.
        most: The greatest number.
    """

    least: int
    most: int


def count_origins(voices: Sequence[Voice]) -> Origins:
    """Count the origins of the claims of one cluster.

    Args:
        voices: Who is behind each claim; at least one.
    """
    groups = _Groups(len(voices))
    for position, voice in enumerate(voices):
        if voice.reported_in is not None:
            groups.join(position, voice.reported_in)
    groups.join_alike(voice.sources for voice in voices)
    groups.join_alike(voice.utterances for voice in voices)
    groups.join_alike((voice.document,) if voice.is_vague else () for voice in voices)
    most = groups.count(range(len(voices)))
    groups.join_alike((*voice.sources, *voice.bodies) for voice in voices)
    least = groups.count(position for position, voice in enumerate(voices) if not voice.is_vague)
    return Origins(least=max(1, least), most=most)


class _Groups:
    """Positions in groups that only grow."""

    def __init__(self, number: int) -> None:
        self._top = list(range(number))

    def join(self, one: int, other: int) -> None:
        a, b = sorted((self._find(one), self._find(other)))
        self._top[b] = a

    def join_alike(self, marks: Iterable[Iterable[Hashable]]) -> None:
        """Join all positions that have a mark in common.

        Args:
            marks: The marks of each position, in order.
        """
        first: dict[Hashable, int] = {}
        for position, own in enumerate(marks):
            for mark in own:
                self.join(first.setdefault(mark, position), position)

    def count(self, positions: Iterable[int]) -> int:
        """Count the groups that some positions are in."""
        return len({self._find(position) for position in positions})

    def _find(self, position: int) -> int:
        while self._top[position] != position:
            position = self._top[position]
        return position

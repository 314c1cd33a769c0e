"""Count how many independent origins may stand behind claims that are one: at least so many, and at most so many.

What is known to be one voice is joined for both bounds: one speaker, one utterance, articles that repeat one text, a
claim and the one in which it is reported, and what comes from one who is named through somebody who is not. For the
lower bound joined too is what may be one: a body and those who have a post in it, outlets of one publisher, and a
source that the text does not name, which may be any of the others.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

__all__ = ["Join", "Origins", "Reason", "Voice", "count_origins"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who is behind one claim of a cluster.

    Args:
        document: The key of its document, or of the one that this repeats.
        sources: The entities that say it, as far as the text tells them.
        bodies: The entities in which they have a post.
        utterances: The rows of words that it quotes.
        reported_in: Position in the cluster of the nearest claim in which this one is reported, or None.
        anonymous: Whether its sources are described and not named: 'two officials', 'people close to the talks'.
        cited: The named entities through whom alone its article has it, where it does not name those who say it:
            the agency that quotes an official.
        publishers: The owners of the outlets that may be behind it: of the outlets that say it or are cited for it, or
            else, where it does not name those who say it, of that of its own article.
        works: What the papers that it cites without a name are called: 'memo'.
    """

    document: str
    sources: frozenset[int]
    bodies: frozenset[int]
    utterances: frozenset[tuple[str, ...]]
    reported_in: int | None
    anonymous: bool
    cited: frozenset[int] = frozenset()
    publishers: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()

    @property
    def is_vague(self) -> bool:
        """Whether nothing tells who it is."""
        return self.anonymous or not self.sources


class Reason(Enum):
    """Why two voices are one, or may be."""

    SPEAKER = "one speaker"
    UTTERANCE = "one utterance"
    REPORTED = "one reported in another"
    CITED = "one cited source"
    REPEATED = "articles that repeat one text"
    BODY = "a body and who has a post in it"
    PUBLISHER = "one publisher"
    WORK = "what may be one document"
    UNNAMED = "a source that is not named"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Join:
    """Why some voices are or may be one.

    Args:
        reason: The reason.
        entity: The entity that they have in common, where there is one.
        name: The name of what else they have in common.
    """

    reason: str
    entity: int = -1
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """How many independent origins claims have.

    Args:
        least: The least number.
        most: The greatest number.
        joins: Why voices are or may be one, the entities that are meant with each.
    """

    least: int
    most: int
    joins: tuple[Join, ...] = ()


def count_origins(voices: Sequence[Voice]) -> Origins:
    """Count the origins of the claims of one cluster.

    Args:
        voices: Who is behind each claim; at least one.
    """
    groups = _Groups(len(voices))
    joins: set[Join] = set()
    for position, voice in enumerate(voices):
        if voice.reported_in is not None and groups.join(position, voice.reported_in):
            joins.add(Join(reason=Reason.REPORTED.value))
    for source in groups.join_alike(voice.sources for voice in voices):
        joins.add(Join(reason=Reason.SPEAKER.value, entity=source))
    if groups.join_alike(voice.utterances for voice in voices):
        joins.add(Join(reason=Reason.UTTERANCE.value))
    for root in groups.join_alike(voice.cited if voice.is_vague else voice.sources for voice in voices):
        joins.add(Join(reason=Reason.CITED.value, entity=root))
    if groups.join_alike((voice.document,) if voice.is_vague else () for voice in voices):
        joins.add(Join(reason=Reason.REPEATED.value))
    most = groups.count(range(len(voices)))
    for entity in groups.join_alike((*voice.sources, *voice.bodies) for voice in voices):
        joins.add(Join(reason=Reason.BODY.value, entity=entity))
    for work in groups.join_alike(sorted(voice.works) for voice in voices):
        joins.add(Join(reason=Reason.WORK.value, name=work))
    for publisher in groups.join_alike(sorted(voice.publishers) for voice in voices):
        joins.add(Join(reason=Reason.PUBLISHER.value, name=publisher))
    sure = groups.count(position for position, voice in enumerate(voices) if not voice.is_vague)
    least = max(1, sure)
    if least < groups.count(range(len(voices))):
        joins.add(Join(reason=Reason.UNNAMED.value))
    return Origins(least=least, most=most, joins=tuple(sorted(joins)))


class _Groups:
    """Positions in groups that only grow."""

    def __init__(self, number: int) -> None:
        self._top = list(range(number))

    def join(self, one: int, other: int) -> bool:
        """Join two positions, and return whether they were apart."""
        a, b = sorted((self._find(one), self._find(other)))
        self._top[b] = a
        return a != b

    def join_alike[M: Hashable](self, marks: Iterable[Iterable[M]]) -> set[M]:
        """Join all positions that have a mark in common.

        Args:
            marks: The marks of each position, in order.

        Returns:
            The marks by which some that were apart were joined.
        """
        first: dict[M, int] = {}
        joining = set()
        for position, own in enumerate(marks):
            for mark in own:
                if self.join(first.setdefault(mark, position), position):
                    joining.add(mark)
        return joining

    def count(self, positions: Iterable[int]) -> int:
        """Count the groups that some positions are in."""
        return len({self._find(position) for position in positions})

    def _find(self, position: int) -> int:
        while self._top[position] != position:
            position = self._top[position]
        return position

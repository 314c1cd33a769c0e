"""What a frame with its blanks is among the named questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graphkit.asking.values import Reading
from graphkit.language import lexicon
from graphkit.query import catalogue

__all__ = ["make_readings"]


_ABOUT = {"thing", "topic"}
"""Two ways of putting what a question is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a frame: a named question, what it always gets, and which part fills which of its blanks."""

    question: str
    given: Mapping[str, str]
    needed: Mapping[str, str]
    possible: Mapping[str, str]


def make_readings(frame: str, parts: Mapping[str, str]) -> list[Reading]:
    """Make the readings of a question, those first that have a place for most of it.

    Args:
        frame: Its frame.
        parts: What fills its parts: 'who', 'object', 'thing', 'topic', 'post', 'day' ('' where it is a longer time,
            which no question takes).
    """
    rated = []
    for line in _read_frames().get(frame, ()):
        blanks = {**line.needed, **line.possible}
        filled = {name: parts[part] for name, part in blanks.items() if parts.get(part)}
        used = set(blanks.values()) & parts.keys()
        left = len(
            {part for part in parts.keys() - used if parts[part] not in filled.values()} - (used & _ABOUT and _ABOUT)
        )
        # what was said on a day is no answer to what was said about something
        untimely = "day" in parts and left > 0
        if parts.keys() >= set(line.needed.values()) and not untimely:
            reading = Reading(question=_read_questions()[line.question], values={**line.given, **filled})
            rated.append((left, reading))
    return [
        reading
        for _, reading in sorted(rated, key=lambda one: one[0])
        if all(parameter.optional or parameter.name in reading.values for parameter in reading.question.parameters)
    ]


@cache
def _read_questions() -> Mapping[str, catalogue.NamedQuery]:
    """Read the named questions, once for all questions in plain words."""
    return {question.name: question for question in catalogue.named()}


@cache
def _read_frames() -> Mapping[str, tuple[_Line, ...]]:
    found: dict[str, list[_Line]] = {}
    for row in lexicon.rows("questions", 3):
        if row[0] == "frame":
            found.setdefault(row[1].split()[0], []).append(_read(row))
    return {frame: tuple(lines) for frame, lines in found.items()}


def _read(row: tuple[str, ...]) -> _Line:
    question, *rest = row[2].split()
    given = dict(piece.split(":", 1) for piece in rest if ":" in piece)
    blanks = dict(piece.split("=", 1) for piece in rest if "=" in piece)
    return _Line(
        question=question,
        given=given,
        needed={blank: part for blank, part in blanks.items() if not part.endswith("?")},
        possible={blank: part[:-1] for blank, part in blanks.items() if part.endswith("?")},
    )

"""Tell whether two documents report one affair: what makes two claims one differs much with that."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from graphkit.language import lexicon
from graphkit.matching.arrays import DocumentClaims, compare_vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Story", "load_weights", "may_tell_story", "rate_story", "tell_story", "weigh_story"]

_DAYS = 4
"""Documents that tell one story are at most so many days apart."""
_PART, _FEWEST = 5, 3
"""Of the claims of a document one in so many counts, at least so many: those that are nearest to one of the other."""
_SURE, _LIKELY = 0.3, 0.15
"""How likely documents tell one story where that is sure, if much is claimed in both, and where it is likely."""
_UNDATED = 0.5
"""How likely they do where that is likely though no date tells that they may be of one affair."""
_ANSWERED = 0.25
"""So much is claimed in both of them."""


class Story(IntEnum):
    """Whether two documents report one affair."""

    APART = 0
    """Nothing speaks for it."""
    LIKELY = 1
    """Near in time, and much of what is claimed in the one is near to what is claimed in the other."""
    SURE = 2
    """The same, and more so."""


def may_tell_story(issued: Sequence[str | None], likely: float) -> bool:
    """Check whether two documents may report one affair, before it is known how much is claimed in both.

    Args:
        issued: The dates of the two, where they have one.
        likely: How likely they do by what they speak of; see `rate_story`.
    """
    days = [day for day in map(_read_day, issued) if day is not None]
    dated = len(days) == len(issued)
    return likely >= (_LIKELY if dated else _UNDATED) and (not dated or (max(days) - min(days)).days <= _DAYS)


def tell_story(issued: Sequence[str | None], likely: float, answered: float) -> Story:
    """Tell whether two documents report one affair.

    Args:
        issued: The dates of the two, where they have one.
        likely: How likely they do by what they speak of; see `rate_story`.
        answered: How much of what is claimed in the one is claimed in the other: a later article on the same people
            and subject mostly claims other things.
    """
    if not may_tell_story(issued, likely):
        return Story.APART
    told = answered >= _ANSWERED
    if all(map(_read_day, issued)):
        return Story.SURE if told and likely >= _SURE else Story.LIKELY
    return Story.LIKELY if told else Story.APART


def rate_story(one: DocumentClaims, other: DocumentClaims, sentence: NDArray[np.float64]) -> float:
    """Return how likely two documents tell one story by what they claim, from 0 to 1, to two decimals.

    Args:
        one: The claims of a document.
        other: The claims of another.
        sentence: The cosines of their sentences.
    """
    weights = load_weights()
    total = weights["bias"] + sum(weights[name] * value for name, value in weigh_story(one, other, sentence).items())
    return round(1 / (1 + math.exp(-total)), 2)


def weigh_story(one: DocumentClaims, other: DocumentClaims, sentence: NDArray[np.float64]) -> dict[str, float]:
    """Return each kind of evidence for two documents' telling one story.

    Args:
        one: The claims of a document.
        other: The claims of another.
        sentence: The cosines of their sentences.
    """
    return {
        "counterparts": round(sum(_average_best(sentence.max(axis=axis)) for axis in (0, 1)) / 2, 3),
        "subject": float(compare_vectors(one.centre, other.centre)[0, 0]),
        "names": round(len(one.names & other.names) / max(1, min(len(one.names), len(other.names))), 3),
    }


def _average_best(nearest: NDArray[np.float64]) -> float:
    most = max(_FEWEST, len(nearest) // _PART)
    best: list[float] = sorted(nearest.tolist())[-most:]
    return sum(best) / len(best)


def _read_day(issued: str | None) -> date | None:
    try:
        return date.fromisoformat((issued or "")[:10])
    except ValueError:
        return None


@cache
def load_weights() -> Mapping[str, float]:
    """Read how much each kind of evidence weighs."""
    return {name: float(weight) for name, weight in lexicon.rows("weights/stories", 2)}

"""What came of comparing the claims of two documents, as plain values that can be kept from one build to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from graphkit.matching.comparison import Comparison
from graphkit.matching.quotations import Change

__all__ = ["Altered", "Apart", "Kept", "One", "PairFindings"]


class One(NamedTuple):
    """Two claims that are one, or may be.

    Args:
        one: The position of the claim in the first document.
        other: That of the claim in the second.
        score: How likely they are one.
    """

    one: int
    other: int
    score: float


class Apart(NamedTuple):
    """Two claims on one matter that cannot both be so.

    Args:
        one: The position of the claim in the first document.
        other: That of the claim in the second.
        score: How likely they are about one matter.
        comparison: In what they differ.
    """

    one: int
    other: int
    score: float
    comparison: Comparison


class Altered(NamedTuple):
    """Two renderings of one quotation that differ.

    Args:
        one: The position of the claim with the one in the first document.
        other: That of the claim with the other in the second.
        change: How they differ.
    """

    one: int
    other: int
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFindings:
    """What came of comparing the claims of two documents, or those of one with each other.

    It depends on nothing but these documents: on their claims, on their dates, on which of their chains are one entity
    and on which of these are places.

    Args:
        same: The claims that are one.
        doubtful: The claims that may be one.
        apart: The claims that disagree.
        altered: The quotations that were changed.
    """

    same: tuple[One, ...] = ()
    doubtful: tuple[One, ...] = ()
    apart: tuple[Apart, ...] = ()
    altered: tuple[Altered, ...] = ()


class Kept(Protocol):
    """What was found of pairs of documents before, by whoever knows whether that still holds."""

    def find(self, first: str, second: str) -> PairFindings | None:
        """Find what came of comparing two documents, by their keys; None where that is not known, or no longer so."""
        ...

    def keep(self, first: str, second: str, found: PairFindings) -> None:
        """Keep what came of it for the next time."""
        ...

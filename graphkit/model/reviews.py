"""Reviews: what a person found of a claim or an edge that was read, or that one was missed.

A review names a stretch of one text and says of which reading it speaks. It is data of its own: what was read in a
document never changes by it, and a review that is revoked leaves nothing behind but its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from graphkit.model.axes import Act, Certainty, Polarity, Stance
from graphkit.model.decisions import Reference, make_name
from graphkit.model.extraction import Claim

__all__ = [
    "PERSON",
    "Review",
    "ReviewKind",
    "Verdict",
    "name_review",
    "select_reviews",
    "write_claim_reading",
    "write_edge_reading",
    "write_reading",
]

PERSON = "person"
"""The rule of a claim or statement whose values a person gave."""


class Verdict(Enum):
    """What a person can find; the values are concepts of the ontology."""

    RIGHT = "right"
    WRONG = "wrong"
    CORRECTED = "corrected"
    MISSED = "missed"


class ReviewKind(Enum):
    """What a review is of."""

    CLAIM = "claim"
    EDGE = "edge"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What one person found at one place.

    Args:
        id: Its name, by which it can be revoked.
        place: Where the content of the claim stands, or the evidence of the edge.
        kind: What it is of.
        verdict: What was found.
        text_hash: The SHA-256 of the text, or its beginning; may be empty.
        words: The words at the place; may be empty.
        article: What the article was called; may be empty.
        as_read: The reading that it speaks of, as `write_reading` gives it; empty for whatever was read there.
        source: Who really says it: names or places, semicolons between; empty where that is as it was read.
        content: Where the content really stands; empty where that is as it was read.
        act: By which act, or None where that is as it was read.
        stance: The source's stance, likewise.
        polarity: Whether the content is negated, likewise.
        certainty: How certain it is put, likewise.
        who: Who says so.
        when: The day on which they said it, as an ISO date.
        why: Their reason; may be empty.
        revoked: The day on which it was taken back, or empty while it stands.
        revoked_by: Who took it back.
        revoked_why: Why it was taken back.
        file: The file that holds it, for messages.
        line: Its line there, for messages and for the order of one day.
    """

    id: str
    place: Reference
    kind: ReviewKind
    verdict: Verdict
    text_hash: str = ""
    words: str = ""
    article: str = ""
    as_read: str = ""
    source: str = ""
    content: tuple[Reference, ...] = ()
    act: Act | None = None
    stance: Stance | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    who: str
    when: str
    why: str = ""
    revoked: str = ""
    revoked_by: str = ""
    revoked_why: str = ""
    file: str = field(default="", compare=False, repr=False)
    line: int = field(default=0, compare=False, repr=False)

    @property
    def document(self) -> str:
        """The key of its document."""
        return self.place.document

    @property
    def rank(self) -> tuple[str, int, str]:
        """By what reviews are put in order: the day, then the line, then the name."""
        return self.when, self.line, self.id

    def __str__(self) -> str:
        words = f"'{self.words}' ({self.place})" if self.words else str(self.place)
        return f"{self.id} ('{self.verdict.value}' of {words}, {self.who}, {self.when})"


def name_review(place: Reference, verdict: Verdict, *said: str) -> str:
    """Make a name for a review out of what it says.

    Args:
        place: What it is of.
        verdict: What was found.
        said: All that it says besides.
    """
    return make_name(str(place), verdict.value, *said)


def select_reviews(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Select the reviews that are not revoked, each once, the oldest first.

    Args:
        reviews: All reviews, in any order.
    """
    known = sorted(reviews, key=lambda review: review.rank)
    # Of two copies of a file one may not know yet that a review was taken back.
    revoked = {review.id for review in known if review.revoked}
    standing: dict[str, Review] = {}
    for review in known:
        if review.id not in revoked:
            standing.setdefault(review.id, review)
    return tuple(standing.values())


def write_reading(values: Sequence[str], places: Iterable[tuple[int, int]] = ()) -> str:
    """Write in a line how a claim was read, so that a review can say of which reading it speaks.

    Args:
        values: Its act, stance, polarity and certainty.
        places: Where its source is named: the offsets of the first character and after the last.

    >>> write_reading(["denies", "rejects", "positive", "certain"], [(30, 34), (0, 9)])
    'denies rejects positive certain 0,9 30,34'
    """
    return " ".join((*values, *(f"{start},{end}" for start, end in sorted(set(places)))))


def write_claim_reading(claim: Claim) -> str:
    """Write in a line how a claim was read; see `write_reading`."""
    values = (claim.act.value, claim.stance.value, claim.polarity.value, claim.certainty.value)
    return write_reading(values, ((span.start, span.end) for span in claim.source_spans))


def write_edge_reading(predicate: str, polarity: str, certainty: str, name: str) -> str:
    """Write in a line how an edge was read.

    Args:
        predicate: The name of its predicate.
        polarity: Whether it is negated.
        certainty: How certain it is put.
        name: What the address of its statement ends in.

    >>> write_edge_reading("arrests", "positive", "certain", "0-7-16")
    'arrests positive certain 0-7-16'
    """
    return f"{predicate} {polarity} {certainty} {name}"

"""Decisions of people about identity: whether two mentions mean the same, who says so, when and why.

A decision speaks of two mentions, each named by its document and its characters, and so outlives a rebuild, another
order of the documents, and an extraction that draws other chains around the same characters. It is data of its own: an
extraction never changes by it, and a decision that is revoked leaves nothing behind but its row.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import Enum

__all__ = [
    "Answer",
    "Author",
    "Decision",
    "Ends",
    "Reference",
    "documents_of",
    "free_name",
    "make_name",
    "name_decision",
    "select_standing",
]

_REFERENCE = re.compile(r"(?:.*/)?doc/([0-9a-f]{16})#char=(\d+),(\d+)")


class Answer(Enum):
    """What can be decided about two mentions; the values are concepts of the ontology."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Reference:
    """A mention, named by its place.

    Args:
        document: The key of its document.
        start: Offset of its first character, in code points.
        end: Offset after its last character, in code points.
    """

    document: str
    start: int
    end: int

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read a reference, or the whole address of a mention.

        Raises:
            ValueError: It is neither.

        >>> Reference.parse("doc/0123456789abcdef#char=12,40").start
        12
        """
        found = _REFERENCE.fullmatch(text.strip())
        if found is None or int(found[2]) >= int(found[3]):
            raise ValueError(f"{text!r} names no mention; write it as doc/0123456789abcdef#char=12,40")
        return cls(document=found[1], start=int(found[2]), end=int(found[3]))

    def __str__(self) -> str:
        return f"doc/{self.document}#char={self.start},{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One answer of a person.

    Args:
        id: Its name, by which it can be revoked.
        first: A mention.
        second: Another mention.
        answer: Whether they mean the same.
        who: Who says so.
        when: The day on which they said it, as an ISO date.
        why: Their reason; may be empty.
        first_label: The first mention's name, for people to read.
        second_label: The second mention's name.
        revoked: The day on which it was taken back, or empty while it stands.
        revoked_by: Who took it back.
        revoked_why: Why it was taken back.
        line: The line of the file that holds it, for messages.
    """

    id: str
    first: Reference
    second: Reference
    answer: Answer
    who: str
    when: str
    why: str = ""
    first_label: str = ""
    second_label: str = ""
    revoked: str = ""
    revoked_by: str = ""
    revoked_why: str = ""
    line: int = field(default=0, compare=False)

    @property
    def pair(self) -> tuple[Reference, Reference]:
        """The two mentions, in an order that does not depend on which was named first."""
        return (self.first, self.second) if self.first <= self.second else (self.second, self.first)

    @property
    def rank(self) -> tuple[str, int, str, Reference]:
        """By what decisions are put in order: the day, then the line, then the name."""
        return self.when, self.line, self.id, self.first

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        names = f"{self.first_label or self.first} and {self.second_label or self.second}"
        return f"{place}{self.id} ('{self.answer.value}' of {names}, {self.who}, {self.when})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """What is asked about: two places, and the words that stand there.

    Args:
        first: A mention or the content of a claim.
        second: Another one.
        labels: The words of both.
    """

    first: Reference
    second: Reference
    labels: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who answers, when and why.

    Args:
        who: The name.
        when: The day, as an ISO date.
        why: The reason; may be empty.
    """

    who: str
    when: str
    why: str

    def decide(self, ends: Ends, answer: Answer) -> Decision:
        """Make a decision of an answer."""
        return Decision(
            id=name_decision(ends.first, ends.second, answer, who=self.who, when=self.when, why=self.why),
            first=ends.first,
            second=ends.second,
            first_label=ends.labels[0],
            second_label=ends.labels[1],
            answer=answer,
            who=self.who,
            when=self.when,
            why=self.why,
        )


def name_decision(first: Reference, second: Reference, answer: Answer, *, who: str, when: str, why: str = "") -> str:
    """Make a name for a decision out of what it says.

    Args:
        first: A mention.
        second: Another mention.
        answer: Whether they mean the same.
        who: Who says so.
        when: The day.
        why: The reason.
    """
    return make_name(*sorted((str(first), str(second))), answer.value, who, when, why)


def make_name(*parts: str) -> str:
    """Make a name out of what is said; letters alone, which no spreadsheet takes for a number."""
    digits = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return digits.translate(str.maketrans("0123456789", "ghjkmnpqrs"))


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name, or another made of it where it is taken: what was taken back can be said again on the same day.

    >>> free_name("qkcadm", ()), free_name("qkcadm", {"qkcadm"}) == "qkcadm"
    ('qkcadm', False)
    """
    others = (make_name(name, str(number)) for number in itertools.count(2))
    return next(one for one in itertools.chain([name], others) if one not in taken)


def documents_of(decisions: Iterable[Decision]) -> set[str]:
    """Return the keys of the documents that decisions are about."""
    return {end.document for decision in decisions for end in (decision.first, decision.second)}


def select_standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Select what counts: all that is not revoked and, of several about the same two mentions, the newest.

    Args:
        decisions: All decisions, in any order.

    Returns:
        Those that stand, the oldest first.
    """
    known = sorted(decisions, key=lambda d: d.rank)
    # Of two copies of a file one may not know yet that a decision was taken back.
    revoked = {decision.id for decision in known if decision.revoked}
    newest: dict[tuple[Reference, Reference], Decision] = {}
    for decision in known:
        if decision.id not in revoked:
            newest[decision.pair] = decision
    return tuple(sorted(newest.values(), key=lambda d: d.rank))

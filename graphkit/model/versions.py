"""Earlier versions of articles, and what was edited in them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EDITS", "KNOWN_BY", "EarlierVersion", "Edit", "Place"]

EDITS = (
    "retitled",
    "added",
    "dropped",
    "reversed",
    "lostNegation",
    "resourced",
    "hedged",
    "unhedged",
    "number",
    "cut",
    "extended",
    "altered",
    "reworded",
)
"""The kinds of edits, the gravest first, each a concept of the ontology."""

KNOWN_BY = ("identifier", "address", "text")
"""By what a text is known to be an earlier version of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVersion:
    """A text of an article that another has taken the place of.

    Args:
        document: Its key.
        identifier: What it was called.
        sha256: The SHA-256 of the text in UTF-8, in hexadecimal.
        replaced_by: The key of the text that took its place.
        replaced_in: The number of the build in which that was.
        known_by: By what it is known to be the same article, one of `KNOWN_BY`.
        title: Its headline, or None.
        issued: Its date, ISO 8601, or None.
        modified: When it was last changed, ISO 8601, or None.
        publisher: Who published it, or None.
        source: The address that it came from, or None.
    """

    document: str
    identifier: str
    sha256: str
    replaced_by: str
    replaced_in: int
    known_by: str
    title: str | None = None
    issued: str | None = None
    modified: str | None = None
    publisher: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of one of the two texts.

    Args:
        start: Offset of the first character, in code points.
        end: Offset after the last.
        text: The characters.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What was edited from one version of an article to the next.

    Args:
        kinds: How, of `EDITS`.
        claim_before: The address of the claim that was edited; None where it was added, or only the headline changed.
        claim_after: That of what became of it; None where it was dropped, or only the headline changed.
        before: The sentence of the earlier claim, or the earlier headline, whose offsets are then 0.
        after: The sentence of the later claim, or the later headline.
    """

    kinds: tuple[str, ...]
    claim_before: str | None = None
    claim_after: str | None = None
    before: Place | None = None
    after: Place | None = None

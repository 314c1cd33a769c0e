"""What came of carrying out reviews on a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.errors import Problem
from graphkit.model import Claim, Extraction, Statement
from graphkit.model.reviews import Review, Verdict

__all__ = ["Marks", "Outcome", "Reviewed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A review with what it is of.

    Args:
        review: The review.
        name: What the address of the claim or statement ends in.
        claim: The claim as it was read; None where it is of an edge, or nobody but a person has read it.
        statement: The statement as it was read; None where it is of a claim.
        sources: Positions in `Extraction.chains` of those who say the claim as it was read.
        counts: Whether it is the one that counts, of several on one claim or edge.
        verdict: What was found of the claim or edge, all reviews of it taken together.
    """

    review: Review
    name: str
    claim: Claim | None = None
    statement: Statement | None = None
    sources: tuple[int, ...] = ()
    counts: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How a document's graph differs from what was read in it.

    Args:
        names: What the address of each claim ends in: as before for those that were read.
        claims: Positions of the claims that are left out.
        statements: Positions of the statements that are left out.
        roles: Positions of the roles that are left out.
        claim_authors: Who gave the values of a claim, by its position.
        statement_authors: Who gave those of a statement.
    """

    names: tuple[str, ...]
    claims: frozenset[int] = frozenset()
    statements: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    claim_authors: Mapping[int, str] = field(default_factory=dict)
    statement_authors: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A document with its reviews carried out.

    Args:
        extraction: What was read, at the same positions, with the corrected values; claims that a person added come
            last, whatever their place in the text. What is left out is still there: see `marks`.
        marks: How its graph differs from what was read.
        outcomes: The reviews of what is in it, the oldest first.
        problems: Those that were not carried out, and why.
        revised: Positions of the claims that have other values than those that were read.
    """

    extraction: Extraction
    marks: Marks
    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[Problem, ...] = ()
    revised: frozenset[int] = frozenset()

"""Revise a document by what persons found: claims left out, corrected and added, and what rests on each of them.

It fails closed. What was read within a claim that is left out is left out with it, and never becomes the article's own
word; what now stands in the content of a claim is within it, and writes no edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphkit.model import Claim, Extraction, Role, Span, Statement
from graphkit.reading.extraction import find_topics
from graphkit.reviews.values import Marks

__all__ = ["Changes", "revise"]


_BEARING = ("sources", "act", "stance", "polarity", "certainty")
"""What a claim must keep for what a rule made of it to stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What persons found in a document.

    Args:
        dropped: Positions of the claims that are wrong.
        claims: The corrected claims, by position.
        added: The claims that were missed.
        statements: The corrected statements, by position.
        dropped_statements: Positions of the statements that are wrong.
    """

    dropped: frozenset[int]
    claims: Mapping[int, Claim]
    added: tuple[Claim, ...]
    statements: Mapping[int, Statement]
    dropped_statements: frozenset[int]


def revise(extraction: Extraction, changes: Changes, names: Sequence[str]) -> tuple[Extraction, Marks]:
    """Return a document with what persons found, and how its graph differs from what was read.

    Args:
        extraction: What was read, with a mention at each source that a person named.
        changes: What they found.
        names: What the address of each claim ends in, those that were missed at the end.
    """
    return _Revision(extraction, changes).revise(names)


class _Revision:
    """Holds the claims as they were read, and as they are now."""

    def __init__(self, extraction: Extraction, changes: Changes) -> None:
        self._extraction = extraction
        self._changes = changes
        self._before = extraction.claims
        claims = [changes.claims.get(n, claim) for n, claim in enumerate(extraction.claims)]
        self._claims = [*claims, *changes.added]
        # Claims whose content is another one than was read; the smallest comes first, for it is the innermost.
        self._redrawn = sorted(
            (n for n, claim in enumerate(self._claims) if self._is_redrawn(n, claim)), key=self._size
        )
        self._nest()

    def revise(self, names: Sequence[str]) -> tuple[Extraction, Marks]:
        statements, without = [], set(self._changes.dropped_statements)
        for number, read in enumerate(self._extraction.statements):
            statement = self._changes.statements.get(number, read)
            moved = self._move_derived(statement) if statement.derived_from is not None else self._move(statement)
            if moved is None:
                without.add(number)
            statements.append(moved or read)
        roles = [self._move_role(role) for role in self._extraction.roles]
        extraction = replace(
            self._extraction,
            claims=find_topics(self._claims, self._extraction.mentions),
            statements=tuple(statements),
            roles=tuple(new or old for new, old in zip(roles, self._extraction.roles, strict=True)),
        )
        return extraction, Marks(
            names=tuple(names),
            claims=self._changes.dropped,
            statements=frozenset(without),
            roles=frozenset(number for number, role in enumerate(roles) if role is None),
        )

    # -- claims in claims

    def _is_redrawn(self, position: int, claim: Claim) -> bool:
        if position in self._changes.dropped:
            return False
        return position >= len(self._before) or claim.content_spans != self._before[position].content_spans

    def _size(self, position: int) -> tuple[int, int]:
        return sum(span.end - span.start for span in self._claims[position].content_spans), position

    def _nest(self) -> None:
        """Find anew in which claim each is reported, as far as that changed."""
        for position in range(len(self._claims)):
            self._set_outer(position, self._climb(position, self._claims[position].reported_in))
        for outer in self._redrawn:
            if outer >= len(self._before):
                own = self._claims[outer]
                around = [n for n in range(len(self._claims)) if n != outer and self._holds(n, _body(own))]
                self._set_outer(outer, min(around, key=self._size, default=None))
        for outer in self._redrawn:
            for position, claim in enumerate(self._claims):
                inside = position != outer and self._holds(outer, _body(claim))
                if inside and self._is_around(claim.reported_in, outer) and not self._is_around(position, outer):
                    self._set_outer(position, outer)

    def _climb(self, position: int, outer: int | None) -> int | None:
        """Return the nearest claim that is still there, and in whose content another still stands."""
        while outer is not None:
            out = outer in self._changes.dropped
            if not out and (outer not in self._redrawn or self._holds(outer, _body(self._claims[position]))):
                return outer
            outer = self._before[outer].reported_in
        return None

    def _is_around(self, position: int | None, other: int) -> bool:
        """Check whether a claim reports another, by way of others too; the article itself (None) reports all."""
        at: int | None = other
        while position is not None and at is not None and at != position:
            at = self._claims[at].reported_in
        return position is None or at is not None

    def _holds(self, position: int, spans: Sequence[Span]) -> bool:
        """Check whether spans stand in the content of a claim that is there."""
        contents = self._claims[position].content_spans
        return position not in self._changes.dropped and _cover(contents, spans)

    def _set_outer(self, position: int, outer: int | None) -> None:
        self._claims[position] = replace(self._claims[position], reported_in=outer)

    # -- what stands in claims, or is derived from them

    def _move(self, statement: Statement) -> Statement | None:
        """Return a statement within the claim in whose content it stands now; None where it is left out."""
        places = (statement.predicate_span,)
        if self._has_left(statement.within, places):
            return None
        return replace(statement, within=self._find_inner(statement.within, places))

    def _move_derived(self, statement: Statement) -> Statement | None:
        """Return a statement that a rule made of a claim; None where the claim no longer bears it."""
        assert statement.derived_from is not None
        now, before = self._claims[statement.derived_from], self._before[statement.derived_from]
        same = all(getattr(now, name) == getattr(before, name) for name in _BEARING)
        if statement.derived_from in self._changes.dropped or not same:
            return None
        if statement.derived_from in self._redrawn and not _cover(now.content_spans, (statement.object_span,)):
            return None
        if statement.within != before.reported_in:
            return self._move(statement)
        if before.reported_in is not None and not self._is_around(before.reported_in, statement.derived_from):
            return None  # nothing is known of who says so, now that the claim around it is gone
        return replace(statement, within=now.reported_in)

    def _move_role(self, role: Role) -> Role | None:
        places = (role.title_span,)
        if self._has_left(role.within, places):
            return None
        return replace(role, within=self._find_inner(role.within, places))

    def _has_left(self, within: int | None, places: Sequence[Span]) -> bool:
        """Check whether what stood within a claim no longer does: then nothing is known of who says it."""
        if within is None:
            return False
        return within in self._changes.dropped or (within in self._redrawn and not self._holds(within, places))

    def _find_inner(self, within: int | None, places: Sequence[Span]) -> int | None:
        """Return the innermost claim in whose content something stands, that within which it was read or one in it."""
        for position in self._redrawn:
            if self._holds(position, places) and self._is_around(within, position):
                return position
        return within


def _body(claim: Claim) -> tuple[Span, ...]:
    """Return what of a claim stands in the content of the one that reports it."""
    return (*claim.cue_spans, *claim.content_spans) or claim.source_spans


def _cover(contents: Iterable[Span], spans: Iterable[Span]) -> bool:
    pieces = tuple(contents)
    return all(any(piece.covers(span) for piece in pieces) for span in spans)

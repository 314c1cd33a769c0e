"""Carry out the reviews of one document: find what each is of, and fold those of one claim or edge, the oldest first.

Each review speaks of the reading that its reviewer saw: as the machine read it, or as another person had corrected it.
Of several reviews of one claim the newest counts; all are kept.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from graphkit.errors import Problem
from graphkit.model import Claim, Extraction, Span, Statement
from graphkit.model.reviews import (
    PERSON,
    Review,
    ReviewKind,
    Verdict,
    write_claim_reading,
    write_edge_reading,
)
from graphkit.reviews.claims import correct, make_missed
from graphkit.reviews.ledger import describe_place
from graphkit.reviews.revising import Changes, revise
from graphkit.reviews.sources import SourceError, add_mentions, find_spans
from graphkit.reviews.values import Marks, Outcome, Reviewed

__all__ = ["apply", "explain_problem"]

_RESTS_ON_WRONG = "it is of an edge that rests on a claim which was found wrong, or is otherwise than was read"
_READ_OTHERWISE = "what stands there is read otherwise now; look at it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class _State[T]:
    """What a claim or edge is, after some of its reviews.

    Args:
        value: Its values.
        who: Who gave them; empty for the machine.
    """

    value: T
    who: str = ""


@dataclass(slots=True, kw_only=True)
class _Target[T]:
    """What reviews are of.

    Args:
        position: The position of the claim or statement; None for a claim that only people have read.
        read: As the machine read it; None where it did not.
        states: All that it has been, the machine's reading first.
        current: What it is now; None where it is left out.
        rows: The reviews that spoke of one of its states.
    """

    position: int | None
    read: T | None
    states: list[_State[T]]
    current: _State[T] | None
    rows: list[Review] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """What was found of it, all reviews taken together."""
        if self.current is None:
            return Verdict.WRONG
        if not self.current.who:
            return Verdict.RIGHT
        return Verdict.MISSED if self.read is None else Verdict.CORRECTED


def apply(extraction: Extraction, reviews: Iterable[Review]) -> Reviewed:
    """Carry out reviews.

    Args:
        extraction: What was read in a document: evidence, which stays as it is.
        reviews: The reviews that are not revoked, of this document and others.
    """
    key = extraction.document.key
    own = sorted((review for review in reviews if review.document == key), key=lambda review: review.rank)
    if not own:
        return Reviewed(extraction=extraction, marks=Marks(names=extraction.claim_names))
    work = _Work(extraction, own)
    for review in own:
        try:
            work.take(review)
        except SourceError as error:
            work.problems.append(explain_problem(review, str(error)))
    return work.finish()


def explain_problem(review: Review, what: str) -> Problem:
    """Make the problem of a review that was not carried out."""
    where = describe_place(review.file, review.line) if review.file else "reviews"
    return Problem(where=where, what=f"{review} was not carried out, and is kept: {what}")


class _Work:
    """Holds what the reviews of a document are of."""

    def __init__(self, extraction: Extraction, reviews: Sequence[Review]) -> None:
        self.problems: list[Problem] = []
        self._names = extraction.claim_names
        self._statement_names = extraction.statement_names
        self._extraction = add_mentions(extraction, self._list_sources(extraction, reviews))
        self._claims: dict[int, _Target[Claim]] = {}
        self._missed: dict[tuple[int, int], _Target[Claim]] = {}
        self._statements: dict[int, _Target[Statement]] = {}

    def take(self, review: Review) -> None:
        """Carry out one review, after all that are older.

        Raises:
            SourceError: It cannot be carried out; the text says why.
        """
        self._check(review)
        if review.kind is ReviewKind.EDGE:
            edge = self._find_statement(review)
            _fold(edge, review, partial(self._write_edge, edge.position), lambda base: _correct_statement(base, review))
        else:
            claim = self._find_claim(review)
            _fold(claim, review, write_claim_reading, lambda base: self._correct_claim(claim, base, review))

    def finish(self) -> Reviewed:
        """Return the document with all that was carried out."""
        claims = self._claims.values()
        added = sorted(
            (target.current for target in self._missed.values() if target.current is not None),
            key=lambda state: (state.value.extent, state.who),
        )
        names = (*self._names, *_name_added([state.value for state in added], self._names))
        first = len(self._names)
        changes = Changes(
            dropped=frozenset(_position_of(t) for t in claims if t.current is None),
            claims={_position_of(t): t.current.value for t in claims if t.current is not None and t.current.who},
            added=tuple(state.value for state in added),
            statements={
                n: t.current.value for n, t in self._statements.items() if t.current is not None and t.current.who
            },
            dropped_statements=frozenset(n for n, t in self._statements.items() if t.current is None),
        )
        extraction, marks = revise(self._extraction, changes, names)
        outcomes = [*self._list_claim_outcomes(added, names), *self._list_edge_outcomes(marks.statements)]
        authors = {_position_of(t): t.current.who for t in claims if t.current is not None and t.current.who}
        return Reviewed(
            extraction=extraction,
            marks=replace(
                marks,
                claim_authors=authors | {first + number: state.who for number, state in enumerate(added)},
                statement_authors={
                    n: t.current.who for n, t in self._statements.items() if t.current is not None and t.current.who
                },
            ),
            outcomes=tuple(sorted(outcomes, key=lambda outcome: outcome.review.rank)),
            problems=tuple(self.problems),
            revised=frozenset((*authors, *range(first, first + len(added)))),
        )

    def _list_claim_outcomes(self, added: Sequence[_State[Claim]], names: Sequence[str]) -> Iterable[Outcome]:
        for target in (*self._claims.values(), *self._missed.values()):
            if not target.rows:
                continue
            if target.position is not None:
                name = names[target.position]
            elif target.current is not None:
                name = names[len(self._names) + next(n for n, one in enumerate(added) if one is target.current)]
            else:
                name = next(_name_added([target.states[-1].value], names))
            for review in target.rows:
                counts = review is target.rows[-1]
                yield Outcome(review=review, name=name, claim=target.read, counts=counts, verdict=target.verdict)

    def _list_edge_outcomes(self, left_out: Collection[int]) -> Iterable[Outcome]:
        for number, edge in self._statements.items():
            if not edge.rows:
                continue
            verdict = Verdict.WRONG if number in left_out else edge.verdict
            if verdict is not edge.verdict:
                self.problems.append(explain_problem(edge.rows[-1], _RESTS_ON_WRONG))
            for review in edge.rows:
                yield Outcome(
                    review=review,
                    name=self._statement_names[number],
                    statement=edge.read,
                    counts=review is edge.rows[-1],
                    verdict=verdict,
                )

    # -- what a review is of

    def _check(self, review: Review) -> None:
        document = self._extraction.document
        if not document.sha256.startswith(review.text_hash):
            raise SourceError("the text's hash is not that of the article")
        if review.place.end > len(document.text):
            raise SourceError("its place is outside the text")
        words = " ".join(document.text[review.place.start : review.place.end].split())
        if review.words and words.casefold() != review.words.casefold():
            raise SourceError(f"at its place stands '{words}'")

    def _find_claim(self, review: Review) -> _Target[Claim]:
        """Find the claim that a review is of.

        Raises:
            SourceError: There is none, or there are several.
        """
        span = (review.place.start, review.place.end)
        found = [n for n, claim in enumerate(self._extraction.claims) if span in _places_of(claim)]
        if len(found) > 1 and review.as_read:
            found = [n for n in found if self._reads(n, review.as_read)] or found
        if len(found) > 1:
            raise SourceError(f"{len(found)} claims have that content; say in 'as_read' which is meant")
        if found:
            claim = self._extraction.claims[found[0]]
            known = _Target(position=found[0], read=claim, states=[_State(value=claim)], current=_State(value=claim))
            return self._claims.setdefault(found[0], known)
        if span in self._missed or review.verdict is Verdict.MISSED:
            return self._missed.setdefault(span, _Target(position=None, read=None, states=[], current=None))
        raise SourceError(f"{self._extraction.document.identifier} has no claim there")

    def _reads(self, position: int, as_read: str) -> bool:
        """Check whether a claim reads so, by the machine or by what a person made of it."""
        known = self._claims.get(position)
        values = [state.value for state in known.states] if known else [self._extraction.claims[position]]
        return any(write_claim_reading(value) == as_read for value in values)

    def _find_statement(self, review: Review) -> _Target[Statement]:
        """Find the statement that a review is of: of several, one by which an edge is written.

        Raises:
            SourceError: There is none, or there are several.
        """
        span = (review.place.start, review.place.end)
        statements = self._extraction.statements
        found = [n for n, s in enumerate(statements) if _evidence_of(s) == span]
        found = found or [n for n, s in enumerate(statements) if (s.predicate_span.start, s.predicate_span.end) == span]
        found = [n for n in found if statements[n].is_fact] or found
        if len(found) > 1 and review.as_read:
            found = [n for n in found if self._write_edge(n, statements[n]) == review.as_read] or found
        if not found:
            raise SourceError(f"{self._extraction.document.identifier} has no edge with that evidence")
        if len(found) > 1:
            raise SourceError(f"{len(found)} edges have that evidence; say in 'as_read' which is meant")
        statement = statements[found[0]]
        known = _Target(
            position=found[0], read=statement, states=[_State(value=statement)], current=_State(value=statement)
        )
        return self._statements.setdefault(found[0], known)

    def _write_edge(self, position: int | None, statement: Statement) -> str:
        name = "" if position is None else self._statement_names[position]
        values = (statement.predicate.name, statement.polarity.value, statement.certainty.value)
        return write_edge_reading(*values, name)

    def _list_sources(self, extraction: Extraction, reviews: Sequence[Review]) -> Iterable[Span]:
        """List where the sources stand that reviews name; what cannot be found is told when it is carried out."""
        for review in reviews:
            try:
                yield from find_spans(extraction, review)
            except SourceError:
                continue

    # -- carrying out

    def _correct_claim(self, target: _Target[Claim], base: Claim | None, review: Review) -> Claim:
        if base is None or (target.read is None and review.verdict is Verdict.MISSED):
            return make_missed(review, self._extraction)
        return correct(base, review, self._extraction)


def _fold[T](target: _Target[T], review: Review, write: Callable[[T], str], change: Callable[[T | None], T]) -> None:
    """Carry out a review on what it is of.

    Args:
        target: What it is of.
        review: The review, newer than all before.
        write: Writes a reading in a line.
        change: Returns values with what the review corrects; of nothing, where there is none yet.

    Raises:
        SourceError: What stands there is read otherwise than it says, or cannot be corrected so.
    """
    seen = [state for state in target.states if write(state.value) == review.as_read]
    if review.verdict in (Verdict.CORRECTED, Verdict.MISSED):
        # What a person corrects holds for whatever is read there now.
        base = next(iter((*seen, *target.states)), None)
        target.current = _State(value=change(base.value if base else None), who=review.who)
        target.states.append(target.current)
    else:
        base = next(iter(seen if review.as_read else target.states), None)
        if base is None:
            raise SourceError(_READ_OTHERWISE)
        target.current = base if review.verdict is Verdict.RIGHT else None
    target.rows.append(review)


def _correct_statement(statement: Statement | None, review: Review) -> Statement:
    assert statement is not None  # nobody can add an edge
    return replace(
        statement,
        polarity=review.polarity or statement.polarity,
        certainty=review.certainty or statement.certainty,
        rule=PERSON,
    )


def _places_of(claim: Claim) -> set[tuple[int, int]]:
    """Return the places by which a claim is named: its content or the first piece of it, and where it has none, all."""
    spans = claim.content_spans
    if not spans:
        return {claim.extent}
    return {(spans[0].start, spans[0].end), (spans[0].start, max(span.end for span in spans))}


def _evidence_of(statement: Statement) -> tuple[int, int]:
    """Return where the subject, predicate and object of a statement stand, from the first to the last character."""
    spans = (statement.subject_span, statement.predicate_span, statement.object_span)
    return min(span.start for span in spans), max(span.end for span in spans)


def _name_added(claims: Iterable[Claim], known: Iterable[str]) -> Iterator[str]:
    """Name claims that persons added by their extent, and unlike all others."""
    taken = set(known)
    for claim in claims:
        start, end = claim.extent
        names = (f"{start}-{end}" if n == 1 else f"{start}-{end}.{n}" for n in itertools.count(1))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        yield name


def _position_of(target: _Target[Claim]) -> int:
    assert target.position is not None  # only a claim that nobody read has none
    return target.position

"""Count what people found of a graph: how often the machine reads rightly, by rule, and how far people agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.readings import Reading
from graphkit.analysis.reliability import find_alpha, find_interval
from graphkit.model.decisions import Reference
from graphkit.model.reviews import Review, ReviewKind, Verdict
from graphkit.model.vocabulary import GK
from graphkit.store.tables import select

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["CarriedOut", "Precision", "ReviewIndex", "Tally", "count_reviews", "find_carried_out", "select_unread"]

_ENOUGH = 5
"""Of fewer that were read nothing is said of a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How many of those that people read the machine had read rightly.

    Args:
        name: Of what: 'claim' or 'edge', or the name of a rule.
        right: How many are right; corrected counts as wrong.
        read: How many were read.
    """

    name: str
    right: int
    read: int

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share of all that are right lies at 95 %."""
        return find_interval(self.right, self.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What people found of a graph.

    Args:
        people: Who reviewed.
        verdicts: How many claims and edges have each verdict, all reviews of one taken together.
        kinds: How often the machine was right, by kind.
        rules: The same by rule, where at least five were read.
        shared: How many were read by two people or more.
        alpha: How far those agree beyond chance, or None where that cannot be told.
        waiting: How many reviews the graph was not built with yet.
        earlier: Those that are of an earlier text of an article.
        unknown: Those of articles or claims that are not in the graph.
    """

    people: tuple[str, ...]
    verdicts: Mapping[Verdict, int]
    kinds: tuple[Precision, ...]
    rules: tuple[Precision, ...]
    shared: int
    alpha: float | None
    waiting: int
    earlier: tuple[Review, ...]
    unknown: tuple[Review, ...]

    @property
    def read(self) -> int:
        """How many claims and edges of the machine's were read."""
        return sum(self.verdicts[verdict] for verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.CORRECTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOut:
    """A review in the graph.

    Args:
        target: The address of the claim or statement that it is of.
        rule: The rule by which the machine read that; empty where it did not.
    """

    target: str
    rule: str


def find_carried_out(store: GraphStore) -> dict[str, CarriedOut]:
    """Find the reviews that a graph was built with, by their ids."""
    return {
        review.rpartition("/")[2]: CarriedOut(target=target, rule=rule)
        for review, target, rule in select(store, _CARRIED_OUT)
    }


def count_reviews(
    reviews: Iterable[Review], readings: Sequence[Reading], carried_out: Mapping[str, CarriedOut]
) -> Tally:
    """Count what people found.

    Args:
        reviews: The reviews that are not revoked.
        readings: The claims and edges of the graph.
        carried_out: The reviews that it was built with.
    """
    index = ReviewIndex(readings, carried_out)
    targets: dict[str, list[Review]] = defaultdict(list)
    unplaced, waiting, people = [], 0, set()
    for review in sorted(reviews, key=lambda review: review.rank):
        people.add(review.who)
        target = index.find(review)
        waiting += target is not None and review.id not in carried_out
        if target is None:
            unplaced.append(review)
        else:
            targets[target].append(review)
    verdicts: Counter[Verdict] = Counter()
    kinds: dict[str, list[Verdict]] = defaultdict(list)
    rules: dict[str, list[Verdict]] = defaultdict(list)
    for target, own in sorted(targets.items()):
        verdict = index.find_verdict(target, own)
        verdicts[verdict] += 1
        rule = index.rules.get(target)
        if rule and verdict is not Verdict.MISSED:
            kind = ReviewKind.EDGE if own[0].kind is ReviewKind.EDGE else ReviewKind.CLAIM
            kinds[kind.value].append(verdict)
            rules[rule].append(verdict)
    judged = [list({review.who: review.verdict.value for review in own}.values()) for own in targets.values()]
    articles = {reading.article for reading in readings}
    return Tally(
        people=tuple(sorted(people)),
        verdicts={verdict: verdicts[verdict] for verdict in Verdict},
        kinds=_measure(kinds, 1),
        rules=_measure(rules, _ENOUGH),
        shared=sum(len(verdicts) > 1 for verdicts in judged),
        alpha=find_alpha(judged),
        waiting=waiting,
        earlier=tuple(r for r in unplaced if r.article in articles and r.document not in index.documents),
        unknown=tuple(r for r in unplaced if r.article not in articles or r.document in index.documents),
    )


def select_unread(
    readings: Iterable[Reading], reviews: Iterable[Review], *, who: str | None = None
) -> tuple[Reading, ...]:
    """Select the claims and edges that nobody has reviewed.

    Args:
        readings: The claims and edges, in order.
        reviews: The reviews that are not revoked.
        who: Of whose reviews it is asked; None for those of all people.
    """
    known: dict[tuple[Reference, bool], list[str]] = defaultdict(list)
    for review in reviews:
        if who is None or review.who == who:
            known[review.place, review.kind is ReviewKind.EDGE].append(review.as_read)
    return tuple(
        reading
        for reading in readings
        if not any(
            not as_read or reading.by_person or as_read == reading.as_read
            for as_read in known.get((reading.place, reading.kind is ReviewKind.EDGE), ())
        )
    )


class ReviewIndex:
    """Finds what in the graph a review is of.

    Args:
        readings: The claims and edges of the graph, or of the documents that are asked about.
        carried_out: The reviews that the graph was built with.
    """

    def __init__(self, readings: Sequence[Reading], carried_out: Mapping[str, CarriedOut]) -> None:
        self._carried_out = carried_out
        self._places: dict[tuple[Reference, bool], list[Reading]] = defaultdict(list)
        self._readings = {reading.address: reading for reading in readings}
        for reading in readings:
            self._places[reading.place, reading.kind is ReviewKind.EDGE].append(reading)
        self.documents = {reading.place.document for reading in readings}
        read = {reading.address: reading.rule for reading in readings if not reading.by_person}
        self.rules = read | {done.target: done.rule for done in carried_out.values() if done.rule}

    def find(self, review: Review) -> str | None:
        """Return the address of the claim or statement; of what was missed and is in no graph yet, a name."""
        if review.id in self._carried_out:
            return self._carried_out[review.id].target
        found = self._places.get((review.place, review.kind is ReviewKind.EDGE), [])
        found = [reading for reading in found if reading.as_read == review.as_read] or found
        if found:
            return found[0].address
        missed = review.verdict is Verdict.MISSED and review.document in self.documents
        return str(review.place) if missed else None

    def find_verdict(self, target: str, reviews: Sequence[Review]) -> Verdict:
        """Return what was found of a thing, all reviews of it taken together, the newest last."""
        last, reading = reviews[-1], self._readings.get(target)
        if last.verdict is Verdict.RIGHT and reading is not None and reading.by_person:
            if last.as_read == reading.as_read:  # what another person had made of it
                return Verdict.CORRECTED if target in self.rules else Verdict.MISSED
        if last.verdict is Verdict.CORRECTED and target not in self.rules:
            return Verdict.MISSED
        return last.verdict


def _measure(found: Mapping[str, Sequence[Verdict]], least: int) -> tuple[Precision, ...]:
    return tuple(
        Precision(name=name, right=sum(verdict is Verdict.RIGHT for verdict in verdicts), read=len(verdicts))
        for name, verdicts in sorted(found.items())
        if len(verdicts) >= least
    )


_CARRIED_OUT = f"""
SELECT DISTINCT ?review ?target ?rule WHERE {{
  ?review a <{GK}Review> ; <{GK}reviews> ?target OPTIONAL {{ ?review <{GK}readRule> ?rule }}
}}
"""

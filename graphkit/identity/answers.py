"""Apply people's decisions: find the chains that they refer to, and merge or separate them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit.errors import Problem
from graphkit.identity.clusters import ChainClusters
from graphkit.identity.profiles import Place
from graphkit.model import Extraction, Mention, MentionKind
from graphkit.model.decisions import Answer, Decision, Reference

__all__ = ["Answers", "Applied", "apply", "find_mention"]

_WHERE = "identity decisions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A decision that was applied.

    Args:
        decision: The decision.
        first: The first mention in the extraction, whose offsets may differ a little from the decision's.
        second: The second mention in the extraction.
    """

    decision: Decision
    first: Reference
    second: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Decisions with the chains that they refer to.

    Args:
        located: Each decision with its two chains, the oldest first.
        problems: Decisions whose mentions no longer exist.
    """

    located: tuple[tuple[Applied, Place, Place], ...]
    problems: tuple[Problem, ...]

    @property
    def pinned(self) -> frozenset[Place]:
        """The chains of 'different' and 'unsure' decisions, which are not merged by their names alone."""
        return frozenset(
            place
            for applied, one, other in self.located
            if applied.decision.answer is not Answer.SAME
            for place in (one, other)
        )

    def settle(self, clusters: ChainClusters) -> tuple[tuple[Applied, ...], list[Problem]]:
        """Apply the decisions to clusters: first 'different', then 'same', the oldest first.

        Where decisions contradict each other 'different' holds, and the newest 'same' that violates it is not applied.

        Args:
            clusters: The chains, merged by nothing but their names so far.

        Returns:
            The decisions that hold, and a problem for each that does not.
        """
        holding, problems = [], []
        for applied, one, other in self._select(Answer.DIFFERENT):
            if clusters.find(one) == clusters.find(other):
                problems.append(_problem(applied.decision, "cannot hold: both are the same mentions of one article"))
                continue
            clusters.mark_different(one, other)
            holding.append(applied)
        for applied, one, other in self._select(Answer.SAME):
            if clusters.join(one, other):
                holding.append(applied)
            else:
                problems.append(_problem(applied.decision, f"was set aside: {self._contradict(clusters, one, other)}"))
        for applied, one, other in self._select(Answer.UNSURE):
            clusters.mark_unsure(one, other)
            holding.append(applied)
        return tuple(sorted(holding, key=lambda a: a.decision.rank)), problems

    def _select(self, answer: Answer) -> list[tuple[Applied, Place, Place]]:
        return [item for item in self.located if item[0].decision.answer is answer]

    def _contradict(self, clusters: ChainClusters, one: Place, other: Place) -> str:
        ends = {clusters.find(one), clusters.find(other)}
        for applied, a, b in self._select(Answer.DIFFERENT):
            if {clusters.find(a), clusters.find(b)} == ends:
                return f"it contradicts {applied.decision}, which holds; revoke one of them"
        raise AssertionError("clusters are parted by a decision")


def apply(decisions: Sequence[Decision], extractions: Mapping[str, Extraction]) -> Answers:
    """Find the chains that decisions refer to.

    Args:
        decisions: Those that are not revoked.
        extractions: The extractions by the key of their document.

    Returns:
        What was found, and what was not. Decisions on documents that are not in the build are ignored, and counted.
    """
    located, problems = [], []
    absent = [d for d in decisions if not {d.first.document, d.second.document} <= set(extractions)]
    if absent:
        number = "1 decision speaks" if len(absent) == 1 else f"{len(absent)} decisions speak"
        what = f"{number} of articles that are not in this build; kept, and carried out when they are"
        problems.append(Problem(where=_WHERE, what=what))
    for decision in sorted(decisions, key=lambda d: d.rank):
        ends = []
        for reference, label in ((decision.first, decision.first_label), (decision.second, decision.second_label)):
            extraction = extractions.get(reference.document)
            mention = None if extraction is None else find_mention(extraction, reference)
            if mention is not None and mention.chain is not None:
                place = (reference.document, mention.chain)
                ends.append((Reference(document=place[0], start=mention.span.start, end=mention.span.end), place))
            elif extraction is not None:
                name = f"'{label}' ({reference})" if label else str(reference)
                what = f"was not carried out: {extraction.document.identifier} has no mention at {name} any more"
                problems.append(_problem(decision, what))
        if len(ends) == 2:
            (first, one), (second, other) = ends
            located.append((Applied(decision=decision, first=first, second=second), one, other))
    return Answers(located=tuple(located), problems=tuple(problems))


def find_mention(extraction: Extraction, reference: Reference) -> Mention | None:
    """Return the mention at a place: that of the same characters, else the name that overlaps them most.

    Args:
        extraction: What was read in the document.
        reference: The place.
    """
    overlapping = [m for m in extraction.mentions if m.span.start < reference.end and reference.start < m.span.end]

    length = reference.end - reference.start

    def difference(mention: Mention) -> tuple[bool, int, int]:
        span = mention.span
        apart = abs(span.start - reference.start) + abs(span.end - reference.end)
        return mention.kind is not MentionKind.NAME and apart > 0, apart, span.start

    best = min(overlapping, key=difference, default=None)
    return best if best is not None and difference(best)[1] <= length else None


def _problem(decision: Decision, what: str) -> Problem:
    return Problem(where=_WHERE, what=f"{decision} {what}")

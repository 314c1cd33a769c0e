"""Apply people's decisions: find the chains or claims that they refer to, and join or separate them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.errors import Problem
from graphkit.identity.groups import Groups
from graphkit.identity.profiles import Place
from graphkit.model import Extraction, Mention, MentionKind
from graphkit.model.decisions import Answer, Decision, Reference

__all__ = ["Answers", "Applied", "apply", "find_mention", "locate"]

_WHERE = "identity decisions"
_MENTION = "mention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A decision that was applied.

    Args:
        decision: The decision.
        first: The first mention or claim as it is now, whose offsets may differ a little from the decision's.
        second: The second one.
    """

    decision: Decision
    first: Reference
    second: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Decisions with the chains or claims that they refer to.

    Args:
        located: Each decision with the two places that it refers to, the oldest first.
        problems: Decisions that refer to what is no longer there.
        where: What problems are said to be in.
    """

    located: tuple[tuple[Applied, Place, Place], ...]
    problems: tuple[Problem, ...]
    where: str = _WHERE

    @property
    def pinned(self) -> frozenset[Place]:
        """The places of 'different' and 'unsure' decisions: chains that are not merged by their names alone."""
        return frozenset(
            place
            for applied, one, other in self.located
            if applied.decision.answer is not Answer.SAME
            for place in (one, other)
        )

    def settle(self, clusters: Groups[Place]) -> tuple[tuple[Applied, ...], list[Problem]]:
        """Apply the decisions to clusters: first 'different', then 'same', the oldest first.

        Where decisions contradict each other 'different' holds, and the newest 'same' that violates it is not applied.

        Args:
            clusters: The chains, merged by nothing but their names so far, or the claims, each by itself.

        Returns:
            The decisions that hold, and a problem for each that does not.
        """
        holding, problems = [], []
        for applied, one, other in self._select(Answer.DIFFERENT):
            if clusters.find(one) == clusters.find(other):
                problems.append(self._tell(applied.decision, "cannot hold: both are one and the same in the article"))
                continue
            clusters.mark_different(one, other)
            holding.append(applied)
        for applied, one, other in self._select(Answer.SAME):
            if clusters.join(one, other):
                holding.append(applied)
            else:
                what = f"was set aside: {self._contradict(clusters, one, other)}"
                problems.append(self._tell(applied.decision, what))
        for applied, one, other in self._select(Answer.UNSURE):
            clusters.mark_unsure(one, other)
            holding.append(applied)
        return tuple(sorted(holding, key=lambda a: a.decision.rank)), problems

    def _select(self, answer: Answer) -> list[tuple[Applied, Place, Place]]:
        return [item for item in self.located if item[0].decision.answer is answer]

    def _tell(self, decision: Decision, what: str) -> Problem:
        return Problem(where=self.where, what=f"{decision} {what}")

    def _contradict(self, clusters: Groups[Place], one: Place, other: Place) -> str:
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

    def find(reference: Reference) -> tuple[Reference, Place] | None:
        mention = find_mention(extractions[reference.document], reference)
        if mention is None or mention.chain is None:
            return None
        key, span = reference.document, mention.span
        return Reference(document=key, start=span.start, end=span.end), (key, mention.chain)

    names = {key: extraction.document.identifier for key, extraction in extractions.items()}
    return locate(decisions, names, find, where=_WHERE, what=_MENTION)


def locate(
    decisions: Sequence[Decision],
    names: Mapping[str, str],
    find: Callable[[Reference], tuple[Reference, Place] | None],
    *,
    where: str,
    what: str,
) -> Answers:
    """Find what decisions refer to.

    Args:
        decisions: Those that are not revoked.
        names: What each document of the build is called, by its key.
        find: Finds what stands at a reference now, and its place; None where nothing does.
        where: What problems are said to be in.
        what: What decisions refer to, in a word.

    Returns:
        What was found, and what was not. Decisions on documents that are not in the build are ignored, and counted.
    """
    located, problems = [], []
    absent = [d for d in decisions if not {d.first.document, d.second.document} <= names.keys()]
    if absent:
        number = "1 decision speaks" if len(absent) == 1 else f"{len(absent)} decisions speak"
        told = f"{number} of articles that are not in this build; kept, and carried out when they are"
        problems.append(Problem(where=where, what=told))
    for decision in sorted(decisions, key=lambda d: d.rank):
        ends = []
        for reference, label in ((decision.first, decision.first_label), (decision.second, decision.second_label)):
            if reference.document not in names:
                continue
            found = find(reference)
            if found is not None:
                ends.append(found)
                continue
            name = f"'{label}' ({reference})" if label else str(reference)
            told = f"{decision} was not carried out: {names[reference.document]} has no {what} at {name} any more"
            problems.append(Problem(where=where, what=told))
        if len(ends) == 2:
            (first, one), (second, other) = ends
            located.append((Applied(decision=decision, first=first, second=second), one, other))
    return Answers(located=tuple(located), problems=tuple(problems), where=where)


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

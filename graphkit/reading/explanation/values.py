"""The values of an explanation: sentence by sentence what was read, what nearly was, and what was missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from graphkit.model import Claim, Span, Statement

__all__ = ["Explanation", "Gap", "GapKind", "Miss", "MissKind", "ReadClaim", "ReadSentence"]


class MissKind(Enum):
    """Why a cue word gave no claim."""

    BOILERPLATE = "inside boilerplate"
    NOBODY = "nobody is the source"
    NO_SOURCE = "no source"
    NO_CONTENT = "no content"
    NO_QUOTATION = "no quotation beside it"
    NO_CLAUSE_LISTED = "a clause, not listed"
    NO_INFINITIVE_LISTED = "an infinitive or gerund, not listed"
    NO_OBJECT_LISTED = "an object, not listed"
    NO_PREPOSITION_LISTED = "a preposition, not listed"
    NOT_SAID = "an object not taken for something said"
    UNFIT_OBJECT = "an object that is no content"
    NO_AGENT = "a passive without an agent"
    NO_SUBJECT = "no subject"
    ATTRIBUTIVE = "before its noun"
    OTHER_WORD = "another word with its particle"
    MEASURE = "a measure, not a source"
    ASIDE = "an aside, not tied to the clause around it"
    RELATIVE = "a relative clause about what is said"
    COPULA = "a content behind a form of 'be'"
    PARTICIPLE = "a participle behind what is said"
    PARSED_ELSEWHERE = "a content that the parse hangs elsewhere"
    REFUSED = "a construction that the rules refuse"
    LOST = "a content that fell away"
    UNTAKEN = "a quotation in its sentence, not tied to it"
    LEFT_TO_VERB = "left to its verb, which gave none"


class GapKind(Enum):
    """The kinds of gaps, as the report counts them."""

    QUOTATION = "quotations without a source"
    MARK = "quotation marks without a partner"
    CUE = "cue words without a claim"
    PRONOUN = "pronouns without an antecedent"
    MENTION = "mentions left unresolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A cue word that gave no claim.

    Args:
        span: Its place.
        cue: The cue as in cues.tsv ('call for' is listed under 'call').
        part_of_speech: 'verb', 'noun', 'adj', 'adv' or 'prep'.
        kind: Why it gave none.
        reason: The same in words, with the words of the text.
    """

    span: Span
    cue: str
    part_of_speech: str
    kind: MissKind
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is in the text and not in the graph.

    Args:
        kind: What it is.
        span: Its place.
        reason: Why, in words.
    """

    kind: GapKind
    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClaim:
    """A claim with the labels of the chains that it refers to.

    Args:
        number: Its position in `Extraction.claims`, counted from 1.
        claim: The claim.
        sources: The labels of its sources.
        addressees: The labels of its addressees.
        about: The labels of what its content mentions.
    """

    number: int
    claim: Claim
    sources: tuple[str, ...]
    addressees: tuple[str, ...]
    about: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        c = self.claim
        return {
            "number": self.number,
            "rule": c.rule,
            "cue": c.cue,
            "cue_spans": [_place(s) for s in c.cue_spans],
            "sources": list(self.sources),
            "source_spans": [_place(s) for s in c.source_spans],
            "content_spans": [_place(s) for s in c.content_spans],
            "act": c.act.value,
            "stance": c.stance.value,
            "polarity": c.polarity.value,
            "certainty": c.certainty.value,
            "quotation": c.quotation.value,
            "addressees": list(self.addressees),
            "about": list(self.about),
            "uttered_on": c.uttered_on,
            "reported_in": None if c.reported_in is None else c.reported_in + 1,
            "confidence": c.confidence,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """A sentence, what was read in it, and what nearly was.

    Args:
        span: Its place.
        claims: The claims whose cue (or, without one, whose content) begins in it.
        statements: The statements whose predicate is in it.
        misses: The cue words in it that gave no claim.
        in_boilerplate: Whether it is no part of the article.
    """

    span: Span
    claims: tuple[ReadClaim, ...]
    statements: tuple[Statement, ...]
    misses: tuple[Miss, ...]
    in_boilerplate: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        return {
            **_place(self.span),
            "in_boilerplate": self.in_boilerplate,
            "claims": [c.to_dict() for c in self.claims],
            "statements": [_statement_to_dict(s) for s in self.statements],
            "misses": [
                {**_place(m.span), "cue": m.cue, "part_of_speech": m.part_of_speech, "kind": m.kind.value}
                | {"reason": m.reason}
                for m in self.misses
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An article sentence by sentence: what was read, what nearly was, and what was missed.

    Args:
        identifier: The article's name.
        sentences: Its sentences, in order.
        gaps: What was missed, in order of kind and place.
    """

    identifier: str
    sentences: tuple[ReadSentence, ...]
    gaps: tuple[Gap, ...]

    @property
    def counts(self) -> Mapping[GapKind, int]:
        """The number of gaps of every kind."""
        counted = Counter(gap.kind for gap in self.gaps)
        return {kind: counted[kind] for kind in GapKind}

    def having(self, text: str) -> Explanation:
        """Keep the sentences that contain some words, whatever their case and the white space between them."""
        wanted = " ".join(text.casefold().split())
        return self._keep([s for s in self.sentences if wanted in " ".join(s.span.exact.casefold().split())])

    def at(self, offset: int) -> Explanation:
        """Keep the sentence that contains a character, by its offset in code points."""
        return self._keep([s for s in self.sentences if s.span.start <= offset < s.span.end])

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON; offsets are code points."""
        return {
            "article": self.identifier,
            "sentences": [s.to_dict() for s in self.sentences],
            "counts": {kind.value: number for kind, number in self.counts.items()},
            "gaps": [{"kind": g.kind.value, **_place(g.span), "reason": g.reason} for g in self.gaps],
        }

    def _keep(self, sentences: list[ReadSentence]) -> Explanation:
        gaps = (g for g in self.gaps if any(s.span.overlaps(g.span) for s in sentences))
        return replace(self, sentences=tuple(sentences), gaps=tuple(gaps))


def _place(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.exact}


def _statement_to_dict(s: Statement) -> dict[str, Any]:
    return {
        "rule": s.rule,
        "subject": _place(s.subject_span),
        "predicate": {**_place(s.predicate_span), "name": s.predicate.name},
        "object": _place(s.object_span),
        "polarity": s.polarity.value,
        "certainty": s.certainty.value,
        "within": None if s.within is None else s.within + 1,
        "derived_from": None if s.derived_from is None else s.derived_from + 1,
    }

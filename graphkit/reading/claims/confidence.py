"""Rate claims: how often a claim that was read like this one is right in every point.

The rate is a logistic function of what the rules saw: the rule, the kind of source, the axes, the length of the content
and how claims are nested. The weights are those of `weights/confidence.tsv`, fitted to claims that careful readers
judged, so that of claims with a confidence of 0.9 nine in ten are right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp

from graphkit.language import lexicon
from graphkit.model import Claim, Mention, MentionKind

__all__ = ["evidence_for", "rate"]

BASE = "base"
"""The evidence that every claim has."""
_LENGTHS = ((2, "1-2"), (5, "3-5"), (30, "6-30"))
_LONGER = "31+"


def rate(claims: Sequence[Claim], mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """Return claims with their confidence, to two decimals.

    Args:
        claims: The claims of a document.
        mentions: Its mentions, with the rules that put them with others.
    """
    weights = _weights()
    reporting = {claim.reported_in for claim in claims}
    out = []
    for position, claim in enumerate(claims):
        total = sum(weights.get(e, 0.0) for e in evidence_for(claim, mentions, reports=position in reporting))
        out.append(replace(claim, confidence=round(1 / (1 + exp(-total)), 2)))
    return tuple(out)


def evidence_for(claim: Claim, mentions: Sequence[Mention], *, reports: bool) -> Iterator[str]:
    """Yield what speaks for or against a claim being right in every point.

    Args:
        claim: The claim.
        mentions: The mentions of its document.
        reports: Whether another claim is reported in it.
    """
    yield BASE
    yield f"rule {claim.rule}"
    for axis in ("act", "stance", "polarity", "certainty", "quotation"):
        yield f"{axis} {getattr(claim, axis).value}"
    if not claim.sources:
        yield "source open" if claim.source_spans else "source none"
    elif len(claim.sources) > 1:
        yield "several sources"
    for source in claim.sources[:1]:
        mention = mentions[source]
        words = mention.span.exact.casefold()
        pronoun = lexicon.pronouns().get(words) if mention.kind is MentionKind.PRONOUN else None
        yield f"source {pronoun.name if pronoun is not None else mention.kind.value}"
        if mention.rule == "unresolved":
            yield "source unresolved"
    if claim.reported_in is not None:
        yield "reported"
    if reports:
        yield "reports"
    length = len(claim.content.split())
    yield f"words {next((name for most, name in _LENGTHS if length <= most), _LONGER)}"
    if len(claim.content_spans) > 1:
        yield "content in pieces"
    if claim.addressees:
        yield "addressee"


@cache
def _weights() -> Mapping[str, float]:
    return {evidence: float(weight) for evidence, weight in lexicon.rows("weights/confidence", 2)}

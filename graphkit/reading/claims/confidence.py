"""Rate claims: how often a claim that was read like this one is right in every point.

The rate is a logistic function of what the rules saw: the rule, the kind of source, the axes, how the cue stands in the
parse, the length and the end of the content, and how claims are nested. The weights are those of
`weights/confidence.tsv`, fitted to claims that careful readers judged, so that of claims with a confidence of 0.9 nine
in ten are right. A second rate, of the same evidence, is how often the source did say it, whatever the borders and
axes: what is likelier to be misread is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp

from graphkit.language import lexicon
from graphkit.model import Claim, Mention, MentionKind
from graphkit.reading.grammar.parsed import ParsedDocument

__all__ = ["evidence_for", "rate"]

BASE = "base"
"""The evidence that every claim has."""
_LENGTHS = ((2, "1-2"), (5, "3-5"), (30, "6-30"))
_LONGER = "31+"
_MANY_WORDS = 6
_TEN, _LONGEST = 10, 8
_TAILS = ("relcl", "acl", "advcl", "conj", "appos", "parataxis")
"""The dependents at the end of a content that may be the article's own."""


def rate(
    claims: Sequence[Claim], mentions: Sequence[Mention], parsed: ParsedDocument
) -> tuple[tuple[Claim, ...], tuple[float, ...]]:
    """Rate the claims of a document, to two decimals.

    Args:
        claims: The claims.
        mentions: The document's mentions, with the rules that put them with others.
        parsed: The document with its parse.

    Returns:
        The claims with their confidence, and for each how often one that was read like it was made at all, and by the
        entity that was read as its source, whatever its other points.
    """
    reporting = {claim.reported_in for claim in claims}
    rated, made = [], []
    for position, claim in enumerate(claims):
        seen = set(evidence_for(claim, mentions, parsed, reports=position in reporting))
        weights = [_weights()[e] for e in sorted(seen) if e in _weights()]
        rated.append(replace(claim, confidence=_share(sum(weight for weight, _ in weights))))
        made.append(_share(sum(weight for _, weight in weights)))
    return tuple(rated), tuple(made)


def _share(total: float) -> float:
    return round(1 / (1 + exp(-total)), 2)


def evidence_for(claim: Claim, mentions: Sequence[Mention], parsed: ParsedDocument, *, reports: bool) -> Iterator[str]:
    """Yield what speaks for or against a claim being right in every point.

    Args:
        claim: The claim.
        mentions: The mentions of its document.
        parsed: The document with its parse.
        reports: Whether another claim is reported in it.
    """
    yield BASE
    yield f"rule {claim.rule}"
    for axis in ("act", "stance", "polarity", "certainty", "quotation"):
        yield f"{axis} {getattr(claim, axis).value}"
    if claim.reported_in is not None:
        yield "reported"
    if reports:
        yield "reports"
    if claim.addressees:
        yield "addressee"
    yield from _of_source(claim, mentions, parsed)
    yield from _of_cue(claim, parsed)
    yield from _of_content(claim, parsed)


def _of_source(claim: Claim, mentions: Sequence[Mention], parsed: ParsedDocument) -> Iterator[str]:
    if not claim.sources:
        yield "source open" if claim.source_spans else "source none"
        return
    if len(claim.sources) > 1:
        yield "several sources"
    mention = mentions[claim.sources[0]]
    words = mention.span.exact.casefold()
    pronoun = lexicon.pronouns().get(words) if mention.kind is MentionKind.PRONOUN else None
    yield f"source {pronoun.name if pronoun is not None else mention.kind.value}"
    if mention.rule == "unresolved":
        yield "source unresolved"
    yield f"source type {mention.type.value if mention.type is not None else 'none'} {mention.kind.value}"
    yield f"source words {min(len(words.split()), _MANY_WORDS)}"
    yield f"source as {parsed.token_at(mention.span.end - 1).dep_}"


def _of_cue(claim: Claim, parsed: ParsedDocument) -> Iterator[str]:
    """Yield how the cue stands in its sentence: a parse that goes wrong shows in its governor."""
    if not claim.cue_spans:
        return
    cue = parsed.doc[parsed.tokens_in(claim.cue_spans[-1]).stop - 1]
    yield f"cue {cue.tag_}"
    above, label = cue.head, cue.dep_
    if label == "pcomp" and above.lower_ in lexicon.grammar("predicative_marker"):
        above, label = above.head, "ccomp"  # 'quoted her as saying that …' reports as 'wrote that she said that …' does
    yield f"cue under {above.pos_} as {label}"
    yield f"sentence {min((cue.sent.end - cue.sent.start) // _TEN, _LONGEST)}0"


def _of_content(claim: Claim, parsed: ParsedDocument) -> Iterator[str]:
    """Yield the length of the content, and what stands at its end, which may or may not be the speaker's."""
    length = len(claim.content.split())
    yield f"words {next((name for most, name in _LENGTHS if length <= most), _LONGER)}"
    if len(claim.content_spans) > 1:
        yield "content in pieces"
    if not claim.content_spans:
        return
    doc = parsed.doc
    first = parsed.token_at(claim.content_spans[0].start).i
    last = parsed.token_at(claim.content_spans[-1].end - 1).i
    follows = doc[last + 1] if last + 1 < len(doc) else None
    yield f"followed by {follows.text if follows is not None and follows.is_punct else follows.tag_ if follows else ''}"
    for token in doc[first : last + 1]:
        if token.dep_ in _TAILS and token.right_edge.i >= last and token.left_edge.i > first + 1:
            before = doc[token.left_edge.i - 1]
            yield f"ends in {token.dep_} after {before.text if before.is_punct else 'a word'}"


@cache
def _weights() -> Mapping[str, tuple[float, float]]:
    return {name: (float(right), float(made)) for name, right, made in lexicon.rows("weights/confidence", 3)}

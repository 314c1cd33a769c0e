"""Attribute quotations, and bring them together with what the cues' constructions gave.

A quotation that is speech has its cue beside it ('…,' she said; she said: '…'), or goes on with what the same paragraph
attributed before ('…,' she said. '…'), or stands alone in a paragraph after one of the same speaker. Words in quotation
marks inside a clause ('was "firmly opposed" to it') are part of that clause's content and need no attribution of their
own. After O'Keefe et al. (2012) and Pareti et al. (2013).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.language import lexicon
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.cues import find_cues
from graphkit.reading.claims.frames import cue_of, cue_span, sense_for
from graphkit.reading.claims.half_quotations import find_rest, own_words
from graphkit.reading.claims.sources import addressees, beside, source_of
from graphkit.reading.claims.speeches import (
    content_head,
    find_introduction,
    find_speeches,
    is_speech,
    sign_before,
    stands_alone,
)
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.quotations import Quoted
from graphkit.reading.grammar.syntax import children, sentence_start

if TYPE_CHECKING:
    pass

__all__ = ["find_reported_speech"]

_WITH_QUOTATIONS = ("quotation", "quotation-mixed", "introduction", "clause", "parenthesis", "according-to")
"""The rules whose contents a quotation may go on with."""

_GOES_ON = 0.8
"""How sure it is that a quotation in a paragraph of its own is the last speaker's."""

_STOPS = (".", ",", ":", ";", "!", "?", "—", "–", "”", '"')


def find_reported_speech(parsed: ParsedDocument) -> tuple[Attribution, ...]:
    """Find who is said to say what.

    Args:
        parsed: The parsed document.

    Returns:
        One attribution a cue word, in order of the cues, those of quotations without a cue of their own among them.
    """
    by_cue: dict[int, Attribution] = {}
    for attribution in find_cues(parsed):
        by_cue[attribution.cue] = _fit_to_quotations(parsed, attribution)
    cues = sorted(by_cue)
    carried: list[Attribution] = []
    last: tuple[int, int] | None = None  # the paragraph and cue of the last quotation that was attributed
    for speech in find_speeches(parsed):
        quotation = parsed.quotations[speech.quotation]
        paragraph = parsed.paragraph[parsed.token_at(quotation.start).i]
        cue = speech.cue
        introduced = find_introduction(parsed, quotation) if cue is None else None
        if introduced is not None and introduced.cue not in by_cue:
            by_cue[introduced.cue] = introduced
            last = parsed.paragraph[parsed.token_at(quotation.end - 1).i], introduced.cue
            continue
        if cue is None:
            cue = _goes_on_with(parsed, by_cue, cues, quotation, last if last and last[0] == paragraph else None)
        if cue is not None:
            said = _with_quotation(parsed, cue, by_cue.get(cue), quotation)
            if said is None:
                continue
            by_cue[cue] = said
            end = parsed.paragraph[parsed.token_at(quotation.end - 1).i]
            last = end, cue
            continue
        alone = stands_alone(parsed, quotation)
        if alone and last is not None and last[0] == paragraph - 1 and last[1] in by_cue:
            cue = last[1]
            last = paragraph, cue
            if _same_marks(parsed, by_cue[cue], quotation):
                by_cue[cue] = _go_on(by_cue[cue], quotation)
            else:
                carried.append(_carry_on(by_cue[cue], quotation))
        else:
            before = _said_before(parsed, by_cue, cues, quotation, paragraph - alone)
            if before is not None:
                carried.append(_carry_on(before, quotation))
    attributions = [*by_cue.values(), *carried]
    return tuple(
        sorted((a for a in attributions if a.contents or a.rule == "no-comment"), key=lambda a: (a.cue, a.contents))
    )


def _goes_on_with(
    parsed: ParsedDocument,
    by_cue: Mapping[int, Attribution],
    cues: Sequence[int],
    quotation: Quoted,
    last: tuple[int, int] | None,
) -> int | None:
    """Find the cue of what a quotation goes on with: what was last quoted in its paragraph, or just said before it.

    '"…," she said. "…"', and 'The plan "failed many times," she said. "It is time to move on."'
    """
    start = parsed.token_at(quotation.start).i
    before = bisect_left(cues, start)
    cue = cues[before - 1] if before else -1
    if last is not None and last[1] in by_cue and last[1] >= cue:
        return last[1]
    if parsed.doc[start].i == sentence_start(parsed.doc[start]) and start > 0:
        told = sentence_start(parsed.doc[start - 1])
        for cue in cues[bisect_left(cues, told) : before]:
            if _tells(parsed, by_cue[cue], quotation):
                return cue  # the quotation follows on the heels of what its speaker is cited with
    return last[1] if last is not None and last[1] in by_cue else None


def _tells(parsed: ParsedDocument, attribution: Attribution, quotation: Quoted) -> bool:
    """Tell whether a sentence cites somebody in the article's words, so that the quotation behind it is theirs too."""
    return (
        attribution.rule in ("clause", "parenthesis", "quotation-mixed")
        and attribution.sense.act is Act.ASSERTS
        and "quote" in attribution.sense.frames
        and bool(attribution.sources)
        and parsed.quoted[attribution.cue] < 0
        and max(end for _, end in attribution.contents) < parsed.doc[attribution.cue].idx
        and parsed.paragraph[attribution.cue] == parsed.paragraph[parsed.token_at(quotation.start).i]
    )


def _same_marks(parsed: ParsedDocument, said: Attribution, quotation: Quoted) -> bool:
    """Tell a quotation that goes on with another from a heading in marks of its own."""
    text = parsed.document.text
    return text[quotation.start] in {text[start] for start, _ in said.contents}


def _go_on(said: Attribution, quotation: Quoted) -> Attribution:
    """Let a quotation in a paragraph of its own go on with the one before: whoever speaks anew is named anew."""
    return replace(said, contents=_merge([*said.contents, *quotation.parts]), confidence=min(said.confidence, _GOES_ON))


def _carry_on(before: Attribution, quotation: Quoted) -> Attribution:
    """Give a quotation without a cue to whoever spoke last: a guess, and marked as one."""
    sense = sense_for(lexicon.cues()["say", "verb"], "quote") or before.sense
    return replace(
        before,
        sense=sense,
        cues=(),
        contents=quotation.parts,
        addressees=(),
        head=None,
        rule="carried-on",
        confidence=0.5,
    )


def _said_before(
    parsed: ParsedDocument, by_cue: Mapping[int, Attribution], cues: Sequence[int], quotation: Quoted, paragraph: int
) -> Attribution | None:
    """Find who is last reported to say something before a quotation, no earlier than in a given paragraph."""
    start = parsed.token_at(quotation.start).i
    for cue in reversed(cues[: bisect_left(cues, start)]):
        if parsed.paragraph[cue] < paragraph:
            return None
        attribution = by_cue[cue]
        if attribution.sources and "quote" in attribution.sense.frames and parsed.quoted[cue] < 0:
            return attribution
    return None


def _with_quotation(
    parsed: ParsedDocument, cue: int, attribution: Attribution | None, quotation: Quoted
) -> Attribution | None:
    """Give a cue one more quotation, in place of what its construction gave where that was the same words."""
    verb = parsed.doc[cue]
    if attribution is not None and attribution.rule in _WITH_QUOTATIONS:
        merged = _merge([*attribution.contents, *quotation.parts])
        whole = any(a <= quotation.start and quotation.end <= b for a, b in attribution.contents)
        overlapping = any(a < quotation.end and quotation.start < b for a, b in attribution.contents)
        if attribution.rule in ("quotation", "quotation-mixed", "introduction") or (
            overlapping and whole and not _is_sentence(parsed, quotation)
        ):
            rule = attribution.rule if attribution.rule in ("quotation", "introduction") else "quotation-mixed"
            return replace(attribution, contents=merged, rule=rule)
        if not overlapping and attribution.rule != "parenthesis":
            return replace(attribution, contents=merged, rule="quotation-mixed")
    lemma, senses = cue_of(verb)
    sense = sense_for(senses, "quote")
    if sense is None:
        return attribution
    sources, source_at = source_of(verb)
    if any(parsed.quoted[i] >= 0 and parsed.quotations[parsed.quoted[i]] == quotation for i in sources) or not sources:
        sources, source_at = beside(verb)
    first, last = cue_span(verb)
    end = parsed.doc[last]
    to = (
        attribution.addressees
        if attribution is not None
        else tuple(i for i in addressees(verb) if parsed.quoted[i] < 0)
    )
    rest = find_rest(parsed, quotation, own_words(parsed, (first, last), source_at))
    if quotation.end <= verb.idx:
        # '"He is not fit," she said of the mayor'
        end = next((c for c in children(verb, "prep") if c.i == last + 1 and c.lower_ in ("of", "about")), end)
    return Attribution(
        cue=cue,
        lemma=lemma,
        cues=((parsed.doc[first].idx, end.idx + len(end)),),
        sense=sense,
        sources=sources,
        source_at=source_at,
        contents=_merge([*quotation.parts, *rest]),
        head=content_head(parsed, quotation),
        addressees=to,
        rule="quotation-mixed" if rest else "quotation",
        confidence=1.0 if sources else 0.7,
    )


def _is_sentence(parsed: ParsedDocument, quotation: Quoted) -> bool:
    text = parsed.document.text
    before = sign_before(text, quotation.start)
    return before in ("", "\n", ".", "!", "?", ":", ",", "”", '"')


def _fit_to_quotations(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """Let a content neither cut a quotation in two nor run out of the one that its cue stands in."""
    cue_quotation = parsed.quoted[attribution.cue]
    contents: list[Stretch] = []
    for start, end in attribution.contents:
        if cue_quotation >= 0:
            parts = parsed.quotations[cue_quotation].parts
            at = parsed.doc[attribution.cue].idx
            low, high = next(((a, b) for a, b in parts if a <= at < b), (start, end))
            start, end = max(start, low), min(end, high)
        else:
            for position in {parsed.quoted[i] for i in _ends(parsed, start, end)} - {-1}:
                for a, b in parsed.quotations[position].parts:
                    if a < end and start < b and not a <= parsed.doc[attribution.cue].idx < b:
                        start, end = min(start, a), max(end, b)
            end = _with_next_words(parsed, end)
        if any(c.isalnum() for c in parsed.document.text[start:end]):
            contents.append((start, end))
    to = tuple(i for i in attribution.addressees if parsed.quoted[i] in (-1, cue_quotation))
    return replace(attribution, contents=_merge(contents), addressees=to)


def _with_next_words(parsed: ParsedDocument, end: int) -> int:
    """Take in quoted words that go on with a content: 'declared it “a fine day”'."""
    text = parsed.document.text
    if text[end - 1 : end] in _STOPS or text[end : end + 1] != " " or not text[end + 1 : end + 2]:
        return end
    position = parsed.quoted[parsed.token_at(end + 1).i]
    if position < 0:
        return end
    quotation = parsed.quotations[position]
    if quotation.start != end + 1 or len(quotation.parts) > 1:
        return end
    goes_on = text[end + 2 : end + 3].islower() or not is_speech(parsed, quotation)
    return quotation.end if goes_on else end


def _ends(parsed: ParsedDocument, start: int, end: int) -> tuple[int, int]:
    return parsed.token_at(start).i, parsed.token_at(max(start, end - 1)).i


def _merge(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """Sort stretches and join those that overlap."""
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return tuple(out)

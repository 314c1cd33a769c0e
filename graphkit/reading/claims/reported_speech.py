"""Attribute quotations, and merge them with the attributions of the cues' constructions.

A quotation that is speech has its cue next to it ('…,' she said; she said: '…'), or continues an attribution of its
paragraph ('…,' she said. '…'), or is a paragraph of its own after one of the same speaker. Words in quotation marks
inside a clause ('was "firmly opposed" to it') are part of that clause's content and are not attributed by themselves.
After O'Keefe et al. (2012) and Pareti et al. (2013).
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.language import lexicon
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution, Stretch
from graphkit.reading.claims.cues import find_cues
from graphkit.reading.claims.frames import cue_of, cue_span, sense_for
from graphkit.reading.claims.mixed_quotations import find_rest, own_words
from graphkit.reading.claims.remarks import with_remarks
from graphkit.reading.claims.sources import addressees, adjacent_noun, is_talker, source_of
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
from graphkit.reading.grammar.syntax import child, children, sentence_start

__all__ = ["find_reported_speech"]

_JUDGING = (Act.SUPPORTS, Act.OPPOSES)
"""The acts of verbs that have either somebody or a quotation for their object; 'chided him, “…”' has both."""
_WITH_QUOTATIONS = ("quotation", "quotation-mixed", "introduction", "clause", "parenthesis", "according-to")
"""The rules whose contents a quotation can continue."""

_LABEL = 8
"""The most tokens from a quotation's mark to the colon after a speaker in it."""
_NEAR = 30
"""The most tokens between a quotation and a cue that has it as its content."""

_SENTENCE_ENDS = ("", "\n", ".", "!", "?", "”", '"')
_STOPS = (".", ",", ":", ";", "!", "?", "—", "–", "”", '"')


def find_reported_speech(parsed: ParsedDocument) -> tuple[Attribution, ...]:
    """Find the attributions of a document.

    Args:
        parsed: The parsed document.

    Returns:
        One attribution for each cue, in order of the cues, and those of quotations without a cue.
    """
    by_cue: dict[int, Attribution] = {}
    for attribution in find_cues(parsed):
        by_cue[attribution.cue] = _fit_to_quotations(parsed, attribution)
    by_cue = with_remarks(parsed, by_cue)
    cues = sorted(by_cue)
    carried: list[Attribution] = []
    last: tuple[int, int] | None = None  # paragraph and cue of the last attributed quotation
    for speech in find_speeches(parsed):
        quotation = parsed.quotations[speech.quotation]
        paragraph = parsed.paragraph[parsed.token_at(quotation.start).i]
        cue = speech.cue
        introduced = find_introduction(parsed, quotation) if cue is None else None
        if introduced is not None or (cue is not None and parsed.doc[cue].tag_ == "VBG"):
            holder = _find_holder(parsed, by_cue, cues, quotation)
            if holder is not None and holder != cue:
                last = parsed.paragraph[parsed.token_at(quotation.end - 1).i], holder
                continue
        if introduced is not None and introduced.cue not in by_cue:
            by_cue[introduced.cue] = introduced
            last = parsed.paragraph[parsed.token_at(quotation.end - 1).i], introduced.cue
            continue
        if cue is None:
            if _has_own_speaker(parsed, by_cue, quotation):
                continue
            if _is_interrupted(parsed, cues, last, quotation):
                continue
            cue = _find_continued(parsed, by_cue, cues, quotation, last if last and last[0] == paragraph else None)
            if cue is not None and cue in by_cue and _is_new_sentence(parsed, cue, quotation):
                carried.append(_carry_on(parsed, by_cue[cue], quotation))
                last = parsed.paragraph[parsed.token_at(quotation.end - 1).i], cue
                continue
        if cue is not None:
            extended = _with_quotation(parsed, cue, by_cue.get(cue), quotation)
            if extended is None:
                continue
            by_cue[cue] = extended
            end = parsed.paragraph[parsed.token_at(quotation.end - 1).i]
            last = end, cue
            continue
        alone = stands_alone(parsed, quotation)
        if alone and last is not None and last[0] == paragraph - 1 and last[1] in by_cue:
            cue = last[1]
            last = paragraph, cue
            carried.append(_carry_on(parsed, by_cue[cue], quotation))
        else:
            before = _last_attribution(parsed, by_cue, cues, quotation, paragraph - alone)
            if before is not None:
                carried.append(_carry_on(parsed, before, quotation))
    attributions = [*by_cue.values(), *carried]
    return tuple(
        sorted((a for a in attributions if a.contents or a.rule == "no-comment"), key=lambda a: (a.cue, a.contents))
    )


def _has_own_speaker(parsed: ParsedDocument, by_cue: Mapping[int, Attribution], quotation: Quoted) -> bool:
    """Check whether a quotation without a cue has a speaker that is not read: it goes on with nobody before it.

    '“It is safe,” the sign in the hall would have it', and the turns of others: '“Marsan: It is safe.”'
    """
    text = parsed.document.text
    goes_on = text[quotation.end - 2 : quotation.end - 1] == "," and text[quotation.end : quotation.end + 2].strip()
    start = parsed.token_at(quotation.start).i
    colon = next((t for t in parsed.doc[start : start + _LABEL] if t.text == ":"), None)
    turn = colon is not None and colon.i in by_cue and by_cue[colon.i].rule == "turn"
    return bool(goes_on) or turn


def _find_holder(
    parsed: ParsedDocument, by_cue: Mapping[int, Attribution], cues: Sequence[int], quotation: Quoted
) -> int | None:
    """Return the cue near a quotation that has it as its content already, and a source: 'agreed: "…"'."""
    first, last = parsed.token_at(quotation.start).i, parsed.token_at(quotation.end - 1).i
    for cue in cues[bisect_left(cues, first - _NEAR) : bisect_left(cues, last + _NEAR)]:
        attribution = by_cue[cue]
        whole = any(a <= quotation.start and quotation.end <= b for a, b in attribution.contents)
        if attribution.sources and whole and not first <= cue <= last:
            return cue
    return None


def _find_continued(
    parsed: ParsedDocument,
    by_cue: Mapping[int, Attribution],
    cues: Sequence[int],
    quotation: Quoted,
    last: tuple[int, int] | None,
) -> int | None:
    """Return the cue that a quotation continues: of the last quotation in its paragraph, or of the sentence before.

    '"…," she said. "…"', and 'The plan "failed many times," she said. "It is time to move on."'
    """
    start = parsed.token_at(quotation.start).i
    before = bisect_left(cues, start)
    cue = cues[before - 1] if before else -1
    if last is not None and last[1] in by_cue and last[1] >= cue:
        return last[1]
    if parsed.doc[start].i == sentence_start(parsed.doc[start]) and start > 0:
        previous = sentence_start(parsed.doc[start - 1])
        for cue in cues[bisect_left(cues, previous) : before]:
            if _can_be_continued(parsed, by_cue[cue], quotation):
                return cue
    return last[1] if last is not None and last[1] in by_cue else None


def _is_interrupted(
    parsed: ParsedDocument, cues: Sequence[int], last: tuple[int, int] | None, quotation: Quoted
) -> bool:
    """Check whether, since the last cue, somebody was named who may be the one that speaks now.

    '"…," Tom said. Betsy shook her head. "…"' Words within a clause of its own, which has no cue, are nobody's speech:
    '"…," Tom said. In her letters she called her by another name, "Gert."'
    """
    start = parsed.token_at(quotation.start).i
    before = bisect_left(cues, start)
    cue = max(cues[before - 1] if before else -1, -1 if last is None else last[1])
    since = 0 if cue < 0 else parsed.doc[cue].sent.end
    own = sentence_start(parsed.doc[start])
    within = itertools.takewhile(
        lambda i: parsed.paragraph[i] == parsed.paragraph[start], range(start - 1, since - 1, -1)
    )
    return any(
        parsed.doc[i].dep_ in ("nsubj", "nsubjpass")
        and parsed.quoted[i] < 0
        and (parsed.doc[i].ent_type_ == "PERSON" or i >= own)
        for i in within
    )


def _can_be_continued(parsed: ParsedDocument, attribution: Attribution, quotation: Quoted) -> bool:
    """Check whether a quotation can continue the indirect speech of the sentence before it."""
    return (
        attribution.rule in ("clause", "parenthesis", "quotation-mixed")
        and attribution.sense.act is Act.ASSERTS
        and "quote" in attribution.sense.frames
        and bool(attribution.sources)
        and parsed.quoted[attribution.cue] < 0
        and max(end for _, end in attribution.contents) < parsed.doc[attribution.cue].idx
        and parsed.paragraph[attribution.cue] == parsed.paragraph[parsed.token_at(quotation.start).i]
    )


def _is_new_sentence(parsed: ParsedDocument, cue: int, quotation: Quoted) -> bool:
    """Check whether a quotation begins a sentence of its own after that of the cue: '"…," she said. "…"'."""
    first = parsed.token_at(quotation.start)
    return first.i > cue and sign_before(parsed.document.text, quotation.start) in _SENTENCE_ENDS


def _carry_on(parsed: ParsedDocument, before: Attribution, quotation: Quoted) -> Attribution:
    """Attribute a quotation without a cue to the last speaker: a claim of its own."""
    [neutral] = lexicon.words("neutral_speech_verb")
    sense = sense_for(lexicon.cues()[neutral, "verb"], "quote") or before.sense
    return replace(
        before,
        sense=sense,
        cues=(),
        contents=quotation.parts,
        addressees=(),
        head=_first_clause(parsed, quotation),
        rule="carried-on",
    )


def _first_clause(parsed: ParsedDocument, quotation: Quoted) -> int | None:
    """Return the head of the first sentence of a quotation, if it is a clause."""
    start, end = parsed.token_at(quotation.start).i, parsed.token_at(quotation.end - 1).i
    root = next((t for t in parsed.doc[start : end + 1] if not start <= t.head.i <= end or t.head.i == t.i), None)
    return root.i if root is not None and root.pos_ in ("VERB", "AUX") else None


def _last_attribution(
    parsed: ParsedDocument, by_cue: Mapping[int, Attribution], cues: Sequence[int], quotation: Quoted, paragraph: int
) -> Attribution | None:
    """Return the last attribution with a source before a quotation, no earlier than in a given paragraph."""
    start = parsed.token_at(quotation.start).i
    for cue in reversed(cues[: bisect_left(cues, start)]):
        if parsed.paragraph[cue] < paragraph:
            return None
        attribution = by_cue[cue]
        if attribution.sources and "quote" in attribution.sense.frames and parsed.quoted[cue] < 0:
            return attribution if _may_go_on(parsed, attribution) else None
    return None


def _may_go_on(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Check whether a source may be quoted in the next paragraph: 'The law requires a permit. “…”' quotes no law."""
    quoting = attribution.rule.startswith(("quotation", "carried-on"))
    return quoting or any(is_talker(parsed.doc[i]) for i in attribution.sources)


def _with_quotation(
    parsed: ParsedDocument, cue: int, attribution: Attribution | None, quotation: Quoted
) -> Attribution | None:
    """Add a quotation to the attribution of a cue, or replace its content where that is the same words."""
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
    judged = child(verb, "dobj")
    elsewhere = judged is not None and not quotation.start <= judged.idx < quotation.end
    if sense is None or (sense.act in _JUDGING and elsewhere):
        return attribution  # 'asked if he would endorse Roe, “…”', 'backs “some cuts,” opposes “all others”'
    sources, source_at = source_of(verb)
    if any(parsed.quoted[i] >= 0 and parsed.quotations[parsed.quoted[i]] == quotation for i in sources) or not sources:
        sources, source_at = adjacent_noun(verb)
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
        topic = lexicon.grammar("quotation_topic")
        end = next((c for c in children(verb, "prep") if c.i == last + 1 and c.lower_ in topic), end)
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
    )


def _is_sentence(parsed: ParsedDocument, quotation: Quoted) -> bool:
    text = parsed.document.text
    before = sign_before(text, quotation.start)
    return before in ("", "\n", ".", "!", "?", ":", ",", "”", '"')


def _fit_to_quotations(parsed: ParsedDocument, attribution: Attribution) -> Attribution:
    """Adjust contents so that none divides a quotation or extends beyond the one that contains its cue."""
    cue_quotation = -1 if _is_all_quoted(parsed, attribution) else parsed.quoted[attribution.cue]
    contents: list[Stretch] = []
    for start, end in attribution.contents:
        if cue_quotation >= 0:
            parts = parsed.quotations[cue_quotation].parts
            at = parsed.doc[attribution.cue].idx
            low, high = next(((a, b) for a, b in parts if a <= at < b), (start, end))
            start, end = max(start, low), min(end, high)
        else:
            around = parsed.quoted[attribution.cue]
            if around >= 0 and parsed.quotations[around].start < start < parsed.quotations[around].end:
                start = parsed.quotations[around].end  # '“invites” countries'
            for position in {parsed.quoted[i] for i in _ends(parsed, start, end)} - {-1}:
                for a, b in parsed.quotations[position].parts:
                    if a < end and start < b and not a <= parsed.doc[attribution.cue].idx < b:
                        start, end = min(start, a), max(end, b)
            end = _extend_by_quoted_words(parsed, start, end)
        if any(c.isalnum() for c in parsed.document.text[start:end]):
            contents.append((start, end))
    to = tuple(i for i in attribution.addressees if parsed.quoted[i] in (-1, cue_quotation))
    return replace(attribution, contents=_merge(contents), addressees=to)


def _is_all_quoted(parsed: ParsedDocument, attribution: Attribution) -> bool:
    """Check whether all that stands in the quotation marks around a cue is the cue: '“invites” countries to pay'."""
    position = parsed.quoted[attribution.cue]
    if position < 0 or not attribution.cues:
        return False
    first, last = attribution.cues[0][0], attribution.cues[-1][1]
    quotation = parsed.quotations[position]
    words = [parsed.doc[i] for i in range(*_ends(parsed, quotation.start, quotation.end))]
    return all(first <= t.idx and t.idx + len(t) <= last for t in words if t.is_alpha)


def _extend_by_quoted_words(parsed: ParsedDocument, start: int, end: int) -> int:
    """Return the end of a content with the quoted words that continue it: 'declared it “a fine day”'."""
    text = parsed.document.text
    if text[end - 1 : end] in _STOPS or text[end : end + 1] != " " or not text[end + 1 : end + 2]:
        return end
    position = parsed.quoted[parsed.token_at(end + 1).i]
    if position < 0:
        return end
    quotation = parsed.quotations[position]
    if quotation.start != end + 1 or len(quotation.parts) > 1 or _names_other(parsed, quotation, start, end):
        return end
    continues = text[end + 2 : end + 3].islower() or not is_speech(parsed, quotation)
    return quotation.end if continues else end


def _names_other(parsed: ParsedDocument, quotation: Quoted, start: int, end: int) -> bool:
    """Check whether quoted words are what a verb outside calls a thing: 'called claims that he knew “absurd”'."""
    words = parsed.doc[slice(*_ends(parsed, quotation.start, quotation.end))]
    return any(t.dep_ == "oprd" and t.head.idx < start for t in words) and start < end


def _ends(parsed: ParsedDocument, start: int, end: int) -> tuple[int, int]:
    return parsed.token_at(start).i, parsed.token_at(max(start, end - 1)).i


def _merge(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """Sort stretches and merge those that overlap."""
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return tuple(out)

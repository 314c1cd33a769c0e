"""Attribute quotations, and bring them together with what the cues' constructions gave.

A quotation that is speech has its cue beside it ('…,' she said; she said: '…'), or goes on with what the same paragraph
attributed before ('…,' she said. '…'), or stands alone in a paragraph after one of the same speaker. Words in quotation
marks inside a clause ('was "firmly opposed" to it') are part of that clause's content and need no attribution of their
own. After O'Keefe et al. (2012) and Pareti et al. (2013).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.extract.attribution import Attribution, Stretch
from graphkit.extract.cues import find_cues
from graphkit.extract.frames import cue_of, cue_span, sense_for
from graphkit.extract.half_quotations import find_rest, own_words
from graphkit.extract.quotations import Quoted
from graphkit.extract.reading import Reading
from graphkit.extract.sources import addressees, beside, source_of
from graphkit.extract.syntax import children, has_child
from graphkit.model import Act

if TYPE_CHECKING:
    pass

__all__ = ["find_reported_speech"]

_STOPS = (".", ",", ":", ";", "!", "?", "—", "–", "”", '"')

_NEAR = 30
"""How many tokens from a quotation its cue may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speech:
    """A quotation that is speech, and the cue that was found for it."""

    quotation: int
    cue: int | None


def find_reported_speech(reading: Reading) -> tuple[Attribution, ...]:
    """Find who is said to say what.

    Args:
        reading: The document beside its parse.

    Returns:
        One attribution a cue word, in order of the cues, those of quotations without a cue of their own among them.
    """
    by_cue: dict[int, Attribution] = {}
    for found in find_cues(reading):
        by_cue[found.cue] = _fit_to_quotations(reading, found)
    cues = sorted(by_cue)
    carried: list[Attribution] = []
    last: tuple[int, int] | None = None  # the paragraph and cue of the last quotation that was attributed
    for speech in _speeches(reading):
        quotation = reading.quotations[speech.quotation]
        paragraph = reading.paragraph[reading.token_at(quotation.start).i]
        cue = speech.cue
        if cue is None:
            cue = _goes_on_with(reading, by_cue, cues, quotation, last if last and last[0] == paragraph else None)
        if cue is not None:
            said = _with_quotation(reading, cue, by_cue.get(cue), quotation)
            if said is None:
                continue
            by_cue[cue] = said
            end = reading.paragraph[reading.token_at(quotation.end - 1).i]
            last = end, cue
            continue
        alone = _stands_alone(reading, quotation)
        if alone and last is not None and last[0] == paragraph - 1 and last[1] in by_cue:
            last = paragraph, last[1]
            carried.append(_carry_on(by_cue[last[1]], quotation))
        else:
            before = _said_before(reading, by_cue, cues, quotation, paragraph - alone)
            if before is not None:
                carried.append(_carry_on(before, quotation))
    found_all = [*by_cue.values(), *carried]
    return tuple(
        sorted((a for a in found_all if a.contents or a.rule == "no-comment"), key=lambda a: (a.cue, a.contents))
    )


def _goes_on_with(
    reading: Reading,
    by_cue: Mapping[int, Attribution],
    cues: Sequence[int],
    quotation: Quoted,
    last: tuple[int, int] | None,
) -> int | None:
    """Find the cue of what a quotation goes on with: what was last quoted in its paragraph, or just said before it.

    '"…," she said. "…"', and 'The plan "failed many times," she said. "It is time to move on."'
    """
    start = reading.token_at(quotation.start).i
    before = bisect_left(cues, start)
    cue = cues[before - 1] if before else -1
    if last is not None and last[1] in by_cue and last[1] >= cue:
        return last[1]
    found = by_cue.get(cue)
    if (
        found is not None
        and found.rule in ("clause", "parenthesis")
        and found.sources
        and "quote" in found.sense.frames
        and reading.quoted[cue] < 0
        and max(end for _, end in found.contents) < reading.doc[cue].idx
        and reading.doc[cue].sent.end == reading.doc[start].sent.start
        and reading.paragraph[cue] == reading.paragraph[start]
    ):
        return cue  # the cue stands behind what it reports, and the quotation follows on its heels
    return last[1] if last is not None and last[1] in by_cue else None


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
    reading: Reading, by_cue: Mapping[int, Attribution], cues: Sequence[int], quotation: Quoted, paragraph: int
) -> Attribution | None:
    """Find who is last reported to say something before a quotation, no earlier than in a given paragraph."""
    start = reading.token_at(quotation.start).i
    for cue in reversed(cues[: bisect_left(cues, start)]):
        if reading.paragraph[cue] < paragraph:
            return None
        found = by_cue[cue]
        if found.sources and "quote" in found.sense.frames and reading.quoted[cue] < 0:
            return found
    return None


def _speeches(reading: Reading) -> list[_Speech]:
    out = []
    for position, quotation in enumerate(reading.quotations):
        first = reading.token_at(quotation.start)
        if reading.skipped[first.i] or not _is_speech(reading, quotation):
            continue
        out.append(_Speech(quotation=position, cue=_find_cue(reading, position)))
    return out


def _is_speech(reading: Reading, quotation: Quoted) -> bool:
    """Tell speech from words that are merely set in quotation marks within a clause."""
    text = reading.document.text
    inner = text[quotation.start + 1 : quotation.end - 1].strip()
    if not inner or not any(c.isalpha() for c in inner):
        return False
    before = _before(text, quotation.start)
    opens = not before or before in ".!?:,;—–-)”\"'’…\n"
    shouted = False
    if not opens:
        word = reading.token_at(quotation.start - 1)
        word = word if not word.is_space else reading.doc[max(0, word.i - 1)]
        sense = sense_for(cue_of(word)[1], "quote") if word.pos_ in ("VERB", "AUX") else None
        opens = sense is not None
        shouted = sense is not None and sense.act is Act.ASSERTS  # 'they chanted "stop the war"'
    ends = inner[-1] in ",.!?…—–-" or not quotation.closed
    after = text[quotation.end : quotation.end + 1]
    long = len(inner.split()) >= 4 and (inner[0].isupper() or after in ",.")
    return opens and (ends or long or shouted)


def _before(text: str, at: int) -> str:
    """Find the last sign before an offset that is not a space; a line break counts as a sign."""
    i = at - 1
    while i >= 0 and text[i] in " \t":
        i -= 1
    return text[i] if i >= 0 else ""


def _find_cue(reading: Reading, position: int) -> int | None:
    """Find the cue beside a quotation: the first one behind it, or the last one before it."""
    quotation, text = reading.quotations[position], reading.document.text
    inner_end = text[quotation.start : quotation.end].rstrip("\"”'’» ")[-1:]
    after = _cue_after(reading, position)
    before = _cue_before(reading, position)
    if after is not None and (before is None or inner_end in ",?!—–-") and inner_end != ".":
        return after  # '…,' she said: a comma inside the marks promises the cue behind them
    return before


def _cue_after(reading: Reading, position: int) -> int | None:
    doc, quotation = reading.doc, reading.quotations[position]
    start = reading.token_at(quotation.end - 1).i + 1
    for i in range(start, min(len(doc), start + _NEAR)):
        token = doc[i]
        if reading.quoted[i] not in (-1, position) or "\n" in token.text:
            return None
        if token.text in (".", "?", "!") or (token.text == "," and i > start and not _in_apposition(reading, start, i)):
            return None
        if (
            token.pos_ in ("VERB", "AUX")
            and sense_for(cue_of(token)[1], "quote") is not None
            and token.tag_ not in ("VBG", "VBN", "VB")
        ):
            return i
        if (
            token.pos_ in ("VERB", "AUX")
            and token.tag_ in ("VBN", "VB")
            and sense_for(cue_of(token)[1], "quote") is not None
            and has_child(token, "aux")
        ):
            return i
    return None


def _in_apposition(reading: Reading, start: int, comma: int) -> bool:
    """Tell whether a comma follows a name ('…,' Michael Briggs, a spokesman, said)."""
    return any(reading.doc[i].pos_ in ("PROPN", "NOUN", "PRON") for i in range(start, comma))


def _cue_before(reading: Reading, position: int) -> int | None:
    doc, quotation, text = reading.doc, reading.quotations[position], reading.document.text
    start = reading.token_at(quotation.start).i
    sign = _before(text, quotation.start)
    if sign == "\n":
        # 'She put it this way:' and the quotation in a paragraph of its own.
        i = start - 1
        while i >= 0 and doc[i].is_space:
            i -= 1
        if i < 0 or doc[i].text != ":":
            return None
        start = i
    elif sign and sign not in ",:—–" and not sign.isalnum():
        return None
    for i in range(start - 1, max(-1, start - 1 - _NEAR), -1):
        token = doc[i]
        if (
            reading.quoted[i] not in (-1, position)
            or "\n" in token.text
            or (token.text in (".", "?", "!") and i < start - 1)
        ):
            return None
        if token.pos_ in ("VERB", "AUX") and sense_for(cue_of(token)[1], "quote") is not None:
            return i
    return None


def _stands_alone(reading: Reading, quotation: Quoted) -> bool:
    """Tell whether a quotation is all that its paragraph holds."""
    text = reading.document.text
    before = _before(text, quotation.start)
    rest = text[quotation.end :].split("\n", 1)[0]
    return before in ("", "\n") and not any(c.isalnum() for c in rest)


def _with_quotation(reading: Reading, cue: int, found: Attribution | None, quotation: Quoted) -> Attribution | None:
    """Give a cue one more quotation, in place of what its construction gave where that was the same words."""
    verb = reading.doc[cue]
    if found is not None and found.rule in ("quotation", "clause", "parenthesis", "according-to", "quotation-mixed"):
        merged = _merge([*found.contents, *quotation.parts])
        whole = any(a <= quotation.start and quotation.end <= b for a, b in found.contents)
        overlapping = any(a < quotation.end and quotation.start < b for a, b in found.contents)
        if found.rule in ("quotation", "quotation-mixed") or (
            overlapping and whole and not _is_sentence(reading, quotation)
        ):
            rule = "quotation" if found.rule == "quotation" else "quotation-mixed"
            return replace(found, contents=merged, rule=rule)
        if not overlapping and found.rule != "parenthesis":
            return replace(found, contents=merged, rule="quotation-mixed")
    lemma, senses = cue_of(verb)
    sense = sense_for(senses, "quote")
    if sense is None:
        return found
    sources, source_at = source_of(verb)
    if (
        any(reading.quoted[i] >= 0 and reading.quotations[reading.quoted[i]] == quotation for i in sources)
        or not sources
    ):
        sources, source_at = beside(verb)
    first, last = cue_span(verb)
    end = reading.doc[last]
    to = found.addressees if found is not None else tuple(i for i in addressees(verb) if reading.quoted[i] < 0)
    rest = find_rest(reading, quotation, own_words(reading, (first, last), source_at))
    if quotation.end <= verb.idx:
        # '"He is not fit," she said of the mayor'
        end = next((c for c in children(verb, "prep") if c.i == last + 1 and c.lower_ in ("of", "about")), end)
    return Attribution(
        cue=cue,
        lemma=lemma,
        cues=((reading.doc[first].idx, end.idx + len(end)),),
        sense=sense,
        sources=sources,
        source_at=source_at,
        contents=_merge([*quotation.parts, *rest]),
        head=_content_head(reading, quotation),
        addressees=to,
        rule="quotation-mixed" if rest else "quotation",
        confidence=1.0 if sources else 0.7,
    )


def _content_head(reading: Reading, quotation: Quoted) -> int | None:
    """Find the verb of a quotation's first clause: the token in it that hangs on something outside."""
    start, end = quotation.parts[0]
    tokens = [i for i in reading.tokens_in(reading.document.span(start, end))]
    inside = set(tokens)
    loose = [i for i in tokens if reading.doc[i].head.i not in inside or reading.doc[i].head.i == i]
    for i in loose:
        token = reading.doc[i]
        if token.pos_ in ("VERB", "AUX") and (token.head.i not in inside or token.head == token):
            return i
    return next((i for i in loose if reading.doc[i].is_alpha), None)


def _is_sentence(reading: Reading, quotation: Quoted) -> bool:
    text = reading.document.text
    before = _before(text, quotation.start)
    return before in ("", "\n", ".", "!", "?", ":", ",", "”", '"')


def _fit_to_quotations(reading: Reading, found: Attribution) -> Attribution:
    """Let a content neither cut a quotation in two nor run out of the one that its cue stands in."""
    cue_quotation = reading.quoted[found.cue]
    contents: list[Stretch] = []
    for start, end in found.contents:
        if cue_quotation >= 0:
            parts = reading.quotations[cue_quotation].parts
            at = reading.doc[found.cue].idx
            low, high = next(((a, b) for a, b in parts if a <= at < b), (start, end))
            start, end = max(start, low), min(end, high)
        else:
            for position in {reading.quoted[i] for i in _ends(reading, start, end)} - {-1}:
                for a, b in reading.quotations[position].parts:
                    if a < end and start < b and not a <= reading.doc[found.cue].idx < b:
                        start, end = min(start, a), max(end, b)
            end = _with_next_words(reading, end)
        if any(c.isalnum() for c in reading.document.text[start:end]):
            contents.append((start, end))
    to = tuple(i for i in found.addressees if reading.quoted[i] in (-1, cue_quotation))
    return replace(found, contents=_merge(contents), addressees=to)


def _with_next_words(reading: Reading, end: int) -> int:
    """Take in quoted words that go on with a content: 'declared it “a super Tuesday”'."""
    text = reading.document.text
    if text[end - 1 : end] in _STOPS or text[end : end + 1] != " " or not text[end + 1 : end + 2]:
        return end
    position = reading.quoted[reading.token_at(end + 1).i]
    if position < 0 or reading.quotations[position].start != end + 1 or len(reading.quotations[position].parts) > 1:
        return end
    inner = text[end + 2 : end + 3]
    return (
        reading.quotations[position].end
        if inner.islower() or not _is_speech(reading, reading.quotations[position])
        else end
    )


def _ends(reading: Reading, start: int, end: int) -> tuple[int, int]:
    return reading.token_at(start).i, reading.token_at(max(start, end - 1)).i


def _merge(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """Sort stretches and join those that overlap."""
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return tuple(out)

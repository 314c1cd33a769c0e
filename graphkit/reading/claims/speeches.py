"""Distinguish speech from other words in quotation marks, and find its cue."""

from __future__ import annotations

from dataclasses import dataclass

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Act
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import attribute_by_colon, cue_of, sense_for
from graphkit.reading.claims.sources import can_speak, stretch
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.quotations import Quoted
from graphkit.reading.grammar.syntax import clause_verb, conjuncts, has_child, subject

__all__ = ["Speech", "content_head", "find_introduction", "find_speeches", "is_speech", "sign_before", "stands_alone"]

_LONG = 4
"""The letters from which on a word in a title begins with a capital."""
_NEAR = 30
"""The most tokens between a quotation and its cue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """A quotation that is speech, by its position, and the token of its cue, if any."""

    quotation: int
    cue: int | None


def find_speeches(parsed: ParsedDocument) -> list[Speech]:
    """Find the quotations outside boilerplate that are speech, each with the cue next to it, if any."""
    out = []
    for position, quotation in enumerate(parsed.quotations):
        first = parsed.token_at(quotation.start)
        if parsed.skipped[first.i] or not is_speech(parsed, quotation):
            continue
        out.append(Speech(quotation=position, cue=_find_cue(parsed, position)))
    return out


def is_speech(parsed: ParsedDocument, quotation: Quoted) -> bool:
    """Check whether a quotation is speech, rather than words in quotation marks within a clause."""
    text = parsed.document.text
    inner = text[quotation.start + 1 : quotation.end - 1].strip()
    if not inner or not any(c.isalpha() for c in inner):
        return False
    before = sign_before(text, quotation.start)
    opens = not before or before in ".!?:,;—–-)”\"'’…\n"
    shouted = False
    if not opens:
        word = parsed.token_at(quotation.start - 1)
        word = word if not word.is_space else parsed.doc[max(0, word.i - 1)]
        sense = sense_for(cue_of(word)[1], "quote") if word.pos_ in ("VERB", "AUX") else None
        if word.lemma_ in lexicon.words("addressing_verb") and _is_title(inner):
            return False  # 'told "Marden and Friends"': to whom
        opens = sense is not None
        shouted = sense is not None and sense.act is Act.ASSERTS  # 'they chanted "stop the war"'
    ends = inner[-1] in ",.!?…—–-" or not quotation.closed
    after = text[quotation.end : quotation.end + 1]
    long = len(inner.split()) >= 4 and (inner[0].isupper() or after in ",.")
    return opens and (ends or long or shouted)


def _is_title(words: str) -> bool:
    """Check whether words are a title by their capitals: 'Marden and Friends', 'The Early Show'."""
    return words[-1:].isalnum() and all(word[:1].isupper() for word in words.split() if len(word) >= _LONG)


def sign_before(text: str, at: int) -> str:
    """Return the last character before a quotation that is not a space; a line break counts."""
    i = at - 2 if text[at - 1 : at + 1] == "''" else at - 1  # two single marks for a double one
    while i >= 0 and text[i] in " \t":
        i -= 1
    return text[i] if i >= 0 else ""


def _find_cue(parsed: ParsedDocument, position: int) -> int | None:
    """Return the cue next to a quotation: the first one after it, or the last one before it."""
    quotation, text = parsed.quotations[position], parsed.document.text
    inner_end = text[quotation.start : quotation.end].rstrip("\"”'’» ")[-1:]
    after = _cue_after(parsed, position)
    before = _cue_before(parsed, position)
    if before is not None and after is not None and _introduces_another(parsed, position, after):
        return before  # 'He asked, "Why now?" Mills wrote back, "Because."'
    if after is not None and (before is None or inner_end in ",?!—–-") and inner_end != ".":
        return after  # '…,' she said: after a comma inside the marks the cue follows
    return before


def _introduces_another(parsed: ParsedDocument, position: int, cue: int) -> bool:
    """Check whether the cue after a quotation that ends a sentence introduces the next one."""
    quotation = parsed.quotations[position]
    if position + 1 == len(parsed.quotations) or parsed.document.text[quotation.end - 2 : quotation.end - 1] in ",—–-":
        return False
    following = parsed.quotations[position + 1]
    return sign_before(parsed.document.text, following.start) in (",", ":") and _cue_before(parsed, position + 1) == cue


def _cue_after(parsed: ParsedDocument, position: int) -> int | None:
    doc, quotation = parsed.doc, parsed.quotations[position]
    start = parsed.token_at(quotation.end - 1).i + 1
    for i in range(start, min(len(doc), start + _NEAR)):
        token = doc[i]
        if parsed.quoted[i] not in (-1, position) or "\n" in token.text:
            return None
        if i == start and token.text == ":":
            return None  # '‘Nowhere to run’: Norvale warns of a flood' does not tell who said so
        if token.text in (".", "?", "!") or (token.text == "," and i > start and not _in_apposition(parsed, start, i)):
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


def _in_apposition(parsed: ParsedDocument, start: int, comma: int) -> bool:
    """Check whether a comma follows a noun ('…,' Michael Briggs, a spokesman, said)."""
    return any(parsed.doc[i].pos_ in ("PROPN", "NOUN", "PRON") for i in range(start, comma))


def _cue_before(parsed: ParsedDocument, position: int) -> int | None:
    doc, quotation, text = parsed.doc, parsed.quotations[position], parsed.document.text
    start = parsed.token_at(quotation.start).i
    sign = sign_before(text, quotation.start)
    if sign == "\n":
        # 'She put it this way:' and the quotation in a paragraph of its own.
        i = start - 1
        while i >= 0 and doc[i].is_space:
            i -= 1
        if i < 0 or doc[i].text not in (":", ","):
            return None
        start = i
    elif sign and sign not in ",:—–" and not sign.isalnum():
        return None
    for i in range(start - 1, max(-1, start - 1 - _NEAR), -1):
        token = doc[i]
        if (
            parsed.quoted[i] not in (-1, position)
            or "\n" in token.text
            or (token.text in (".", "?", "!") and i < start - 1)
        ):
            return None
        is_verb = token.pos_ in ("VERB", "AUX") and token.dep_ not in (
            "pobj",
            "compound",
            "amod",
        )  # 'at the hearing, “…”'
        if is_verb and sense_for(cue_of(token)[1], "quote") is not None:
            return i
    return None


def stands_alone(parsed: ParsedDocument, quotation: Quoted) -> bool:
    """Check whether a quotation is a paragraph of its own."""
    text = parsed.document.text
    before = sign_before(text, quotation.start)
    rest = text[quotation.end :].split("\n", 1)[0]
    return before in ("", "\n") and not any(c.isalnum() for c in rest)


def find_introduction(parsed: ParsedDocument, quotation: Quoted) -> Attribution | None:
    """Read a quotation introduced by a colon alone: '… did not surprise Ben Marsan: “…”', 'The board was brief: “…”'.

    Args:
        parsed: The parsed document.
        quotation: A quotation without a cue.

    Returns:
        An attribution to the name before the colon, or else to the subject of its clause; None where neither can speak.
    """
    doc = parsed.doc
    colon = doc[parsed.token_at(quotation.start).i - 1]
    while colon.i > 0 and colon.is_space:
        colon = doc[colon.i - 1]
    if colon.text != ":" or colon.i == 0 or parsed.quoted[colon.i] >= 0:
        return None
    source = _name_before(colon) or subject(clause_verb(doc[colon.i - 1]))
    if source is None or not can_speak(source) or parsed.quoted[source.i] >= 0 or source.i > colon.i:
        return None
    sources = tuple(t.i for t in conjuncts(source))
    head = content_head(parsed, quotation)
    return attribute_by_colon(colon, sources, stretch(source), quotation.parts, "introduction", head=head)


def _name_before(colon: Token) -> Token | None:
    """Return the head of the person's or body's name right before a colon."""
    last = colon.doc[colon.i - 1]
    if last.ent_type_ not in ("PERSON", "ORG"):
        return None
    while last.head.ent_type_ == last.ent_type_ and last.dep_ in ("compound", "flat", "nmod") and last.head.i < colon.i:
        last = last.head
    return last


def content_head(parsed: ParsedDocument, quotation: Quoted) -> int | None:
    """Return the verb of a quotation's first clause: the first token whose head is outside the quotation."""
    start, end = quotation.parts[0]
    tokens = parsed.tokens_in(parsed.document.span(start, end))
    roots = [i for i in tokens if parsed.doc[i].head.i not in tokens or parsed.doc[i].head.i == i]
    verbs = (i for i in roots if parsed.doc[i].pos_ in ("VERB", "AUX"))
    return next(verbs, next((i for i in roots if parsed.doc[i].is_alpha), None))

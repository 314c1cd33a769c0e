"""Word what is claimed, so that it can stand as a title: a clause of the article, or whom somebody accuses of what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.sentences import sentence
from graphkit.language import lexicon

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.network.records import Utterance

__all__ = ["OBJECT_RULES", "Accusation", "capitalize", "find_accusation", "find_title", "tidy", "word_accusation"]

OBJECT_RULES = frozenset({"object", "object-passive"})
"""Rules by which the content is what the cue has as its object: 'the company of …' behind 'accuse'."""

_CLAUSES = frozenset({"according-to", "carried-on", "clause", "light", "noun", "parenthesis", "quotation", "viewpoint"})
"""Rules by which the content can stand as a sentence of its own."""
_PARTIES = frozenset({"person", "organization", "outlet", "country", "group"})
_LEAST = 4
"""A content of fewer words hardly tells what it is about."""
_LONGEST = 180
_LONGEST_SENTENCE = 300
_LEADING = re.compile(r"^(?:(?:that|whether)\s+|that,\s+|(?:in|of|by|for|to|with)\s+which\s+)", re.IGNORECASE)
_TRAILING = re.compile(r"[\s,;:–—-]+(?=[\"”’»]*$)")
_CHARGE = re.compile(r"(?P<join>[\s,]*)(?:of|(?P<for>for))\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accusation:
    """Whom a claim accuses, and of what.

    Args:
        accused: The address of the entity; '' where the words do not tell.
        name: Its name, or where it has none what the article calls it.
        charge: What it is accused of, from 'of' on; '' where it is not put so.
    """

    accused: str
    name: str
    charge: str


def tidy(words: str) -> str:
    """Return the words of a content without what joins it to its sentence.

    >>> tidy('that it rained,'), tidy('"It rained,"'), tidy("in which it rained")
    ('it rained', '"It rained"', 'it rained')
    """
    return _TRAILING.sub("", _LEADING.sub("", " ".join(words.split())))


def find_accusation(claim: Utterance, context: Context) -> Accusation | None:
    """Find whom a claim accuses of something that it alleges; None where it is no accusation.

    'Accused X of …' tells it by its object, and a clause by its subject. Who only 'claims' that something is so accuses
    nobody unless it is somebody else that is said to have done it.
    """
    if claim.act != "alleges":
        return None
    found = _read_object(claim, context) if claim.rule in OBJECT_RULES else _read_subject(claim, context)
    return found or (Accusation(accused="", name="", charge="") if _alleges(claim) else None)


def word_accusation(accusation: Accusation, *, plural: bool = False) -> str:
    """Say who is accused of what.

    Args:
        accusation: The accusation.
        plural: Whether several are accused.
    """
    return f"{accusation.name} {'are' if plural else 'is'} accused {accusation.charge}"


def _alleges(claim: Utterance) -> bool:
    """Check whether a cue alleges whatever it says: 'alleges theft'; but not 'claims' that, or 'blames' the weather."""
    if claim.cue in lexicon.construction("mere_claim"):
        return False
    senses = [s for kind in ("verb", "noun") for s in lexicon.cues().get((claim.cue, kind), ())]
    return claim.rule not in OBJECT_RULES or any("that" in s.frames for s in senses if s.act.value == claim.act)


def _read_subject(claim: Utterance, context: Context) -> Accusation | None:
    """Read of whom a clause says that they did something."""
    subjects = [s for s in context.subjects.get(claim.iri, ()) if context.kinds.get(s) in _PARTIES]
    if not subjects or subjects[0] in claim.sources:
        return None
    return Accusation(accused=subjects[0], name=context.labels[subjects[0]], charge="")


def _read_object(claim: Utterance, context: Context) -> Accusation | None:
    """Read whom the object of 'accuse' names: the first mention in the content behind which it goes on with 'of'."""
    contents = context.find_part(claim.iri, "content")
    if not contents:
        return None
    start, end = contents[0].start, contents[0].end
    exact = " … ".join(place.exact for place in contents)
    known = context.mentions.get(claim.document, {})
    for mention in [mention for at in sorted(known) if start <= at < end for mention in known[at]]:
        rest = exact[mention.end - start :].removeprefix(" … ") if mention.end <= end else ""
        found = _CHARGE.match(rest)
        if found is None or (found["for"] and context.kinds.get(mention.entity) not in _PARTIES):
            continue
        name = context.labels.get(mention.entity, "")
        if mention.entity not in context.called:
            words = exact[: mention.end - start]
            name = "" if mention.kind == "pronoun" else f"{words}," if "," in words else words
        charge = rest[found.end("join") :] if name and not found["for"] else ""
        return Accusation(accused=mention.entity, name=name, charge=charge)
    return None


def find_title(claims: Iterable[Utterance], context: Context) -> str:
    """Find the words for what some claims say: the shortest clause among them that tells enough.

    Args:
        claims: Claims that say the same, at least one.
        context: What is known of them.
    """
    ranked = sorted(claims, key=lambda claim: (*_rank(claim, context), context.place(claim.iri)))
    best = ranked[0]
    accusation = find_accusation(best, context)
    if accusation and accusation.charge:
        plural = bool(accusation.accused) and context.speaker(accusation.accused).plural
        words = word_accusation(accusation, plural=plural)
    elif best.rule == "adverb" and _begins(best, context):
        words = _cut_sentence(best, context)
    elif best.rule not in _CLAUSES or len(best.content.split()) < _LEAST:
        words = _cut_clause(best, context)
    elif best.rule == "clause" and _is_relative(best):
        words = _cut_sentence(best, context)
    elif best.rule == "parenthesis":
        words = _take_up(best, context)
    else:
        words = _name_subject(best, context)
    return capitalize(tidy(words or best.content or best.cue))


def _begins(claim: Utterance, context: Context) -> bool:
    """Check whether a content begins with its cue, and so has no subject: 'allegedly committed by them'."""
    cues, contents = context.find_part(claim.iri, "cue"), context.find_part(claim.iri, "content")
    return bool(cues and contents) and cues[0].start < contents[0].start


def _is_relative(claim: Utterance) -> bool:
    """Check whether a content is a relative clause: 'that were not carried out'."""
    first, *_ = (*tidy(claim.content).casefold().split(), "")
    return first in lexicon.grammar("form_of_be") and not claim.content.casefold().startswith(first)


def _cut_sentence(claim: Utterance, context: Context) -> str:
    """Cut the sentence of a claim from the article, unless it is too long for a title."""
    whole = context.cut([claim.iri])
    return whole.text.removesuffix(".") if whole.exact and len(whole.text) <= _LONGEST_SENTENCE else claim.content


def _rank(claim: Utterance, context: Context) -> tuple[bool, bool, bool, int]:
    """Rank claims by how well their words stand alone: who is accused of what, a clause, anything else."""
    length = len(claim.content.split())
    accusation = find_accusation(claim, context)
    worded = accusation is not None and accusation.charge != ""
    return length < _LEAST, not worded, claim.rule not in _CLAUSES, length


def _take_up(claim: Utterance, context: Context) -> str:
    """Return the content with what stands before an inserted 'they say', where it goes on behind it."""
    contents, cues = context.find_part(claim.iri, "content"), context.find_part(claim.iri, "cue")
    if not contents or not cues or cues[0].start > contents[0].start or claim.document not in context.texts:
        return _name_subject(claim, context)
    start, _ = sentence(context.texts[claim.document], cues[0].start, contents[-1].end)
    words = context.texts[claim.document][start : contents[-1].end]
    return words if len(words) <= _LONGEST else claim.content


def _cut_clause(claim: Utterance, context: Context) -> str:
    """Cut from the article what stands from the first to the last part of a claim."""
    text, places = context.texts.get(claim.document), context.records.places.get(claim.iri, ())
    if text is None or not places:
        return claim.content
    first, end = places[0], max(place.end for place in places)
    words = text[first.start : end]
    if first.part == "source" and first.exact.casefold() in lexicon.grammar("relative_word") and claim.sources:
        # 'the attorney who charged him'
        words = context.labels.get(claim.sources[0], first.exact) + text[first.end : end]
    return words if len(words) <= _LONGEST else claim.content


def _name_subject(claim: Utterance, context: Context) -> str:
    """Return the content with the name of whom its first word stands for, in brackets: '[Ann Roe] had left'."""
    contents = context.find_part(claim.iri, "content")
    words = claim.content
    if not contents or claim.quotation == "direct":
        return words
    lead = len(words) - len(_LEADING.sub("", words))
    for mention in context.mentions.get(claim.document, {}).get(contents[0].start + lead, ()):
        rest = lead + mention.end - mention.start
        if mention.kind == "pronoun" and words[lead:rest].casefold() in lexicon.grammar("third_person_subject"):
            label = context.labels.get(mention.entity)
            return f"[{label}]{words[rest:]}" if label and not context.is_unnamed(mention.entity) else words
    return words


def capitalize(words: str) -> str:
    """Write the first letter as a capital, behind a quotation mark too."""
    at = next((number for number, letter in enumerate(words) if letter.isalnum()), 0)
    return words[:at] + words[at : at + 1].upper() + words[at + 1 :]

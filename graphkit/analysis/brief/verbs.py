"""Find the verb with which a claim is told: the article's own, up to where its words go on: 'charge the mayor with'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.brief.titles import OBJECT_RULES, tidy
from graphkit.language import lexicon

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.network.evidence import EvidencePlace
    from graphkit.analysis.network.records import Utterance

__all__ = ["AROUND_RULES", "OwnVerb", "find_verb"]

_GOING_ON = frozenset({"clause-infinitive", "for-to", "gerund", "infinitive", "object", "object-infinitive", "on-to"})
"""Rules by which the content goes on from a verb; so it does behind 'with-' and a preposition."""
_BEHIND = "with-"
_TOLD = frozenset({"adjective", "light"})
"""Rules whose cue is no verb alone: 'expressed concern', 'are disgusted with'."""
_NO_VERBS = frozenset({"according-to", "noun"})
"""Rules by which the cue is no verb."""
AROUND_RULES = frozenset({"passive-as", "passive-with", "raised"})
"""Rules by which the content stands around the cue, and is understood only with it; the page has the same."""
_MOST_BETWEEN = 5
"""So many words between a verb and its content belong to the verb: 'charged Zimmerman with …'."""
_BREAK = re.compile(r"[.!?;:,“”\"()\[\]—–―]|(?<!\w)['‘]|['’](?!\w)")
_NEGATED = re.compile(r"n't$")
_OF_OTHERS = {"am": "is"}
_CLIPPED = ("'", "’")
_MODALS = ("modal_possible", "modal_necessary", "modal_future")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVerb:
    """A verb of an article.

    Args:
        words: Its lemma with what stands between it and the content, or as it stands; '' where the claim has none.
        told: Whether it is as it stands, and so is not to be conjugated: 'hadn’t yet called for'.
    """

    words: str = ""
    told: bool = False


def find_verb(claim: Utterance, context: Context) -> OwnVerb:
    """Find the article's own verb where the words go on from it: 'accuse', 'call for', 'expressed concern that'.

    What is denied, possible or in the future is told as it stands: who 'hadn't called for' something does not call for
    it. What is alleged keeps its verb too: who 'claims' something alleges it in the article's word.
    """
    cues, contents = context.find_part(claim.iri, "cue"), context.find_part(claim.iri, "content")
    is_verb = (claim.cue, "verb") in lexicon.cues()
    goes_on = claim.rule in _GOING_ON or claim.rule.startswith(_BEHIND)
    if claim.rule in AROUND_RULES and claim.phrase:
        return OwnVerb()
    if len(cues) == 1 and contents and not contents[0].start <= cues[0].start < contents[0].end:
        cue, between, joint = cues[0], _cut_between(cues[0], contents[0], claim, context), _find_joint(claim)
        is_open = _is_open(cue, claim.cue)
        if claim.rule in _TOLD or (goes_on and is_verb and is_open):
            stands = between is not None and not cue.exact.startswith(_CLIPPED)  # '’d like', of 'I’d like'
            return OwnVerb(words=_tell(cue, between or "", joint), told=True) if stands else OwnVerb()
        if joint in lexicon.grammar("complementiser"):
            joint = ""
        if goes_on and is_verb:
            return OwnVerb(words=_join(_lead(cue, claim.cue), _end(cue, claim), between or "", joint))
        if claim.rule == "clause" and is_verb and not is_open and between is not None:
            if not between or between in lexicon.grammar("complementiser"):
                return OwnVerb(words=_join(claim.cue, joint))
            if between in lexicon.grammar("interrogative_complementiser"):
                return OwnVerb(words=_join(claim.cue, between))
    alleges = claim.act == "alleges" and claim.rule not in _NO_VERBS
    return OwnVerb(words=claim.cue if is_verb and (claim.rule in OBJECT_RULES or alleges) else "")


def _cut_between(cue: EvidencePlace, content: EvidencePlace, claim: Utterance, context: Context) -> str | None:
    """Cut the words between a verb and its content; None where it does not go on from it, or not at once."""
    text = context.texts.get(claim.document)
    if text is None:
        return "" if content.start >= cue.end else None
    words = " ".join(text[cue.end : content.start].split())
    if words.partition(" ")[0] in lexicon.grammar("passive_agent"):
        return ""  # 'was urged by the mayor to …'
    fits = cue.end <= content.start and len(words.split()) <= _MOST_BETWEEN and not _BREAK.search(words)
    return words if fits else None


def _is_open(cue: EvidencePlace, lemma: str) -> bool:
    """Check whether a verb is negated, or has a modal before it."""
    words = cue.exact.casefold().replace("’", "'").split()
    if cue.exact.startswith(_CLIPPED) and words[-1] not in lemma.split():
        words = words[1:]  # '’d asked' is 'had asked'
    groups = (*_MODALS, "negator", "negative_word")
    return any(
        _NEGATED.search(word) or (word != lemma and any(word in lexicon.grammar(group) for group in groups))
        for word in words
    )


def _lead(cue: EvidencePlace, lemma: str) -> str:
    """Return a lemma without the particle that stands elsewhere: 'call', for 'calling him out'."""
    verb, *particles = lemma.split()
    there = cue.exact.casefold().split()
    return " ".join([verb, *(particle for particle in particles if particle in there)])


def _end(cue: EvidencePlace, claim: Utterance) -> str:
    """Return the preposition with which a cue ends: 'for', of 'have long called for'."""
    *_, last = cue.exact.casefold().split()
    own = claim.cue.split()
    return last if last in lexicon.prepositions() and last not in own else ""


def _find_joint(claim: Utterance) -> str:
    """Return what joins a content to its verb, and is not shown with it: 'that', 'whether'."""
    first = claim.content.split(maxsplit=1)[0]
    return "" if tidy(claim.content).startswith(first) else first.casefold()


def _tell(cue: EvidencePlace, between: str, joint: str) -> str:
    """Return a cue as it stands, of somebody who is not speaking: 'is so sick of', for 'I am so sick of'."""
    first, *others = cue.exact.split()
    return _join(_OF_OTHERS.get(first, first), *others, between, joint)


def _join(*words: str) -> str:
    return " ".join(filter(None, " ".join(words).split()))

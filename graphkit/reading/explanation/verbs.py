"""Explain why a verb that can be a cue gave no claim.

The rules themselves are used: a verb is read again as if cues.tsv listed it with another frame; where a rule fires
then, the frame is missing in the list.
"""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act, Stance
from graphkit.reading.claims.cues import VERB_RULES
from graphkit.reading.claims.no_comment import is_declined
from graphkit.reading.explanation.values import MissKind
from graphkit.reading.grammar.syntax import child, children, is_infinitive, is_passive, lemma_of, negation, subject

__all__ = ["Why", "explain_verb", "needs", "phrase", "shorten"]

type Why = tuple[MissKind, str]
"""Why a cue word gave no claim: the kind, and the reason in words."""

_FRAMES = ("that", "obj:to", "to", "np:to", "on:to", "for:to", "with:to", "ing", "obj")
"""The constructions with which a verb is read again, in order of preference; prepositions follow."""
_NEAR = 8
"""The most words between a verb and a clause that can be its own."""
_SHOWN = 6
"""The words of a phrase that a reason shows."""


def explain_verb(verb: Token, cue: str, listed: set[str]) -> Why | None:
    """Return why a verb gave no claim.

    Args:
        verb: The verb.
        cue: The cue as in cues.tsv, with its particle.
        listed: The frames with which it is listed; none where only the word without its particle is.

    Returns:
        None where the verb is no cue by itself: 'made a cake'.
    """
    particle = cue.partition(" ")[2]
    alone = {frame for sense in lexicon.cues().get((lemma_of(verb), "verb"), ()) for frame in sense.frames}
    if not listed and any(frame.partition(":")[0] == particle for frame in alone):
        return MissKind.REFUSED, f"the parse takes '{particle}' for a part of the word, and no rule reads it so"
    if not listed:
        return MissKind.OTHER_WORD, f"'{cue}' is another word than '{lemma_of(verb)}'"
    passive = is_passive(verb)
    obj = child(verb, "nsubjpass") if passive else child(verb, "dobj")
    if listed == {"light"}:
        return None  # 'made a cake', 'released a report': the noun is the cue, or there is none
    if is_declined(verb):
        return MissKind.REFUSED, f"somebody '{verb.head.text}' to do so: that is the claim"
    if _is_nobody(subject(verb)) and child(verb, "ccomp", "xcomp", "dobj", "prep") is not None:
        return MissKind.NOBODY, "its subject says that nobody does"
    if verb.dep_ in ("amod", "compound") and verb.head.i > verb.i:
        return MissKind.ATTRIBUTIVE, f"it stands before '{verb.head.text}' and says of what kind that is"
    if listed == {"quote"}:
        return MissKind.NO_QUOTATION, "it is a cue only beside a quotation, and stands beside none"
    unlisted = _find_unlisted(verb, cue, listed)
    elsewhere = _find_elsewhere(verb, listed)
    if elsewhere is not None:
        return MissKind.PARSED_ELSEWHERE, f"the parse hangs '{elsewhere}' on another word"
    for_to = next((c for c in children(verb, "xcomp", "ccomp", "advcl") if _is_for_to(c)), None)
    if for_to is not None and "for:to" in listed:
        return MissKind.REFUSED, f"the parse makes one clause of '{phrase(for_to)}', and no rule takes it so"
    for kind in (MissKind.NO_CLAUSE_LISTED, MissKind.NO_INFINITIVE_LISTED):
        if kind in unlisted:
            return kind, f"it stands with '{unlisted[kind]}'; {needs(listed)}"
    refused = _refuse_object(verb, obj, listed, unlisted, passive)
    if refused is not None:
        return refused
    if MissKind.NO_PREPOSITION_LISTED in unlisted:
        kind = MissKind.NO_PREPOSITION_LISTED
        return kind, f"it stands with '{unlisted[kind]}'; {needs(listed)}"
    return (
        _find_refused(verb, listed)
        or _find_aside(verb, listed)
        or (
            MissKind.NO_CONTENT,
            f"the parse hangs nothing on it that could be what is said; {needs(listed)}",
        )
    )


def _find_unlisted(verb: Token, cue: str, listed: set[str]) -> dict[MissKind, str]:
    """Return the kinds of unlisted frames in which a rule would read a verb, each with its content."""
    out: dict[MissKind, str] = {}
    for frame in (*_FRAMES, *lexicon.sequence("content_preposition")):
        if frame in listed:
            continue
        sense = Sense(frames=frozenset([frame]), act=Act.ASSERTS, stance=Stance.AFFIRMS, certainty=None)
        attribution = next((a for rule in VERB_RULES if (a := rule(verb, cue, (sense,))) is not None), None)
        if attribution is None or attribution.rule == "parenthesis":
            continue
        if attribution.rule.startswith("with-"):
            kind = MissKind.NO_PREPOSITION_LISTED
        elif attribution.rule.startswith("object") and "infinitive" not in attribution.rule:
            kind = MissKind.NO_OBJECT_LISTED
        else:
            kind = MissKind.NO_CLAUSE_LISTED if frame == "that" else MissKind.NO_INFINITIVE_LISTED
        sentence = verb.sent
        ends = attribution.contents[0][0], attribution.contents[-1][1]
        start, end = (max(0, at - sentence.start_char) for at in ends)
        lead = f"{frame} " if kind is MissKind.NO_PREPOSITION_LISTED else ""
        out.setdefault(kind, lead + shorten(sentence.text[start:end]))
    return out


def _refuse_object(
    verb: Token, obj: Token | None, listed: set[str], unlisted: dict[MissKind, str], passive: bool
) -> Why | None:
    """Return why the object of a verb is no content."""
    if obj is None:
        return None
    shown = f"'{phrase(obj)}'"
    if MissKind.NO_OBJECT_LISTED in unlisted:
        if {"said", "light"} & listed:
            return MissKind.NOT_SAID, f"its object {shown} is not taken for something said"
        what = "it is the passive of" if passive else "it stands with"
        return MissKind.NO_OBJECT_LISTED, f"{what} the object {shown}; {needs(listed)}"
    if not {"obj", "said", "light"} & listed:
        return None
    if "light" in listed and (obj.lemma_.lower(), "noun") in lexicon.cues():
        return MissKind.NOT_SAID, f"its object {shown} is itself a cue, and nothing tells what it says"
    if obj.ent_type_ in ("DATE", "TIME", "PERCENT"):
        return MissKind.UNFIT_OBJECT, f"the parse takes its object {shown} for a date, a time or a share"
    if obj.tag_ in ("WP", "WDT") or obj.lower_.endswith(lexicon.sequence("reflexive_ending")):
        return MissKind.UNFIT_OBJECT, f"its object {shown} does not say what it is"
    if passive and not any(c.dep_ == "agent" or c.lower_ in lexicon.grammar("passive_agent") for c in verb.children):
        return MissKind.NO_AGENT, "the parse takes it for a passive, and nobody is named who does it"
    return MissKind.UNFIT_OBJECT, f"no rule takes its object {shown} for what is said"


def _find_refused(verb: Token, listed: set[str]) -> Why | None:
    """Return why a clause or infinitive with a listed frame is no content."""
    for clause in children(verb, "ccomp", "xcomp"):
        fits = {"to", "obj:to", "np:to"} if is_infinitive(clause) else {"that", "quote", "ing"}
        if fits & listed:
            return MissKind.REFUSED, f"'{phrase(clause)}' hangs on it, and no rule takes it for what is said"
    for prep in children(verb, "prep", "agent", "dative"):
        if prep.i > verb.i and prep.lower_ in listed:
            passive = "the parse takes it for a passive" if is_passive(verb) else f"'{phrase(prep)}' hangs on it"
            return MissKind.REFUSED, f"{passive}, and no rule takes '{prep.text} …' for what is said"
    return None


def _find_aside(verb: Token, listed: set[str]) -> Why | None:
    """Return why the content of an aside, or of a relative clause, is not found outside it."""
    subj, asides = child(verb, "nsubj"), lexicon.grammar("aside_conjunction")
    opening = next((c for c in verb.children if c.i < verb.i and c.lower_ in asides), None)
    purpose = opening is not None and opening.lower_ in lexicon.grammar("purpose_conjunction")
    purpose = purpose and opening is not None and opening.dep_ == "mark"
    if opening is not None and subj is not None and not purpose and listed & {"that", "quote"}:
        return MissKind.ASIDE, f"it is an aside with '{opening.text}', which no rule ties to the clause around it"
    fused = lexicon.grammar("fused_relative")
    if listed & {"obj", "said", "that"} and any(c.lower_ in fused and c.i < verb.i for c in verb.children):
        return MissKind.RELATIVE, "it stands behind 'what', and no rule reads what that is"
    if verb.dep_ == "relcl" and listed & {"obj", "said", "that"} and subj is not None and subj.tag_[0] != "W":
        return MissKind.RELATIVE, f"what is said could only be '{verb.head.text}', which its clause is about"
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and listed & {"obj", "said"}:
        return MissKind.PARTICIPLE, f"no rule takes '{verb.head.text}' before it for what is said"
    return None


def _find_elsewhere(verb: Token, listed: set[str]) -> str | None:
    """Return a clause or infinitive soon after a verb that is attached to another word."""
    obj, marks = child(verb, "dobj"), lexicon.grammar("content_complementiser")
    for i in range(verb.i + 1, min(verb.i + _NEAR, verb.sent.end)):
        mark = verb.doc[i]
        if mark.is_punct or mark.pos_ in ("VERB", "CCONJ") or (mark.pos_ == "AUX" and mark.tag_ != "TO"):
            return None
        clause = mark.head
        if mark.dep_ == "mark" and mark.lower_ in marks and listed & {"that", "quote"}:
            own = clause.head in (verb, obj) or clause.i < verb.i or mark.nbor(-1).pos_ == "ADP"
            return None if own else phrase(clause)
        if mark.tag_ == "TO" and is_infinitive(clause) and clause.i > i and "obj:to" in listed:
            return phrase(clause) if obj is not None and clause.head == obj and clause.dep_ != "relcl" else None
    return None


def _is_for_to(clause: Token) -> bool:
    marker = lexicon.grammar("infinitive_subject_marker")
    return is_infinitive(clause) and any(c.lower_ in marker and c.dep_ == "mark" for c in clause.children)


def _is_nobody(subj: Token | None) -> bool:
    if subj is None:
        return False
    numeral = subj.lower_ in lexicon.grammar("nobody_numeral") and negation(subj) is not None
    return subj.lower_ in lexicon.grammar("nobody_pronoun") or numeral


# -- wording


def needs(listed: set[str]) -> str:
    """Return the frames of a cue in words: 'it is a cue beside a quotation or with a clause'."""
    described = {frame: entry.description for frame, entry in lexicon.frames().items() if entry.description}
    names = [description for frame, description in described.items() if frame in listed]
    names += [f"with '{frame.replace(':', ' … ')} …'" for frame in sorted(listed) if frame not in described]
    return f"it is a cue {' or '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}"


def phrase(token: Token) -> str:
    """Return the words of a token's subtree, shortened."""
    words = [t.text_with_ws for t in token.doc[token.left_edge.i : token.right_edge.i + 1]]
    return " ".join("".join(words[:_SHOWN]).split()) + (" …" if len(words) > _SHOWN else "")


def shorten(text: str) -> str:
    """Return the first words of a text."""
    words = text.split()
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")

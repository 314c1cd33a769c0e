"""Tell of a verb that can be a cue why it gave no claim.

The rules themselves are asked: a verb is read anew as if cues.tsv listed it with another construction, and where a rule
fires then, it is the list that stood in its way.
"""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.lexicon import Sense
from graphkit.language.parse import Token
from graphkit.model import Act, Stance
from graphkit.reading.claims.silence import is_declined
from graphkit.reading.claims.verbs import RULES
from graphkit.reading.explanation.values import MissKind
from graphkit.reading.explanation.words import PREPOSITIONS, Why, needs, phrase, shorten
from graphkit.reading.grammar.syntax import child, children, is_infinitive, is_passive, lemma_of, negation, subject

__all__ = ["explain_verb"]

_FRAMES = ("that", "obj:to", "to", "np:to", "on:to", "for:to", "with:to", "ing", "obj", *PREPOSITIONS)
_NEAR = 8
"""How many words behind a verb a clause may begin that is meant as its own."""


def explain_verb(verb: Token, cue: str, listed: set[str]) -> Why | None:
    """Tell why a verb gave no claim.

    Args:
        verb: The verb.
        cue: The cue as cues.tsv would list it, with its particle.
        listed: The constructions with which it is listed; none where only the word without its particle is.

    Returns:
        None where the verb is no cue by itself ('made a cake').
    """
    particle = cue.partition(" ")[2]
    alone = {frame for sense in lexicon.cues().get((lemma_of(verb), "verb"), ()) for frame in sense.frames}
    if not listed and any(frame.partition(":")[0] == particle for frame in alone):
        return MissKind.REFUSED, f"the parse takes '{particle}' for a part of the word, and no rule reads it so"
    if not listed:
        return MissKind.OTHER_WORD, f"'{cue}' is another word than '{lemma_of(verb)}'"
    passive = is_passive(verb)
    held = child(verb, "nsubjpass") if passive else child(verb, "dobj")
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
    object_ = _refuse_object(verb, held, listed, unlisted, passive)
    if object_ is not None:
        return object_
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
    """Find the constructions in which a rule would read a verb, if cues.tsv listed it with them, and its content."""
    out: dict[MissKind, str] = {}
    for frame in _FRAMES:
        if frame in listed:
            continue
        sense = Sense(frames=frozenset([frame]), act=Act.ASSERTS, stance=Stance.AFFIRMS, certainty=None)
        found = next((a for rule in RULES if (a := rule(verb, cue, (sense,))) is not None), None)
        if found is None or found.rule == "parenthesis":
            continue
        if found.rule.startswith("with-"):
            kind = MissKind.NO_PREPOSITION_LISTED
        elif found.rule.startswith("object") and "infinitive" not in found.rule:
            kind = MissKind.NO_OBJECT_LISTED
        else:
            kind = MissKind.NO_CLAUSE_LISTED if frame == "that" else MissKind.NO_INFINITIVE_LISTED
        # Not the text of the whole article, which spaCy puts together anew whenever it is asked.
        here = verb.sent
        start, end = (max(0, at - here.start_char) for at in (found.contents[0][0], found.contents[-1][1]))
        lead = f"{frame} " if kind is MissKind.NO_PREPOSITION_LISTED else ""
        out.setdefault(kind, lead + shorten(here.text[start:end]))
    return out


def _refuse_object(
    verb: Token, held: Token | None, listed: set[str], unlisted: dict[MissKind, str], passive: bool
) -> Why | None:
    if held is None:
        return None
    shown = f"'{phrase(held)}'"
    if MissKind.NO_OBJECT_LISTED in unlisted:
        if {"said", "light"} & listed:
            return MissKind.NOT_SAID, f"its object {shown} is not taken for something said"
        what = "it is the passive of" if passive else "it stands with"
        return MissKind.NO_OBJECT_LISTED, f"{what} the object {shown}; {needs(listed)}"
    if not {"obj", "said", "light"} & listed:
        return None
    if "light" in listed and (held.lemma_.lower(), "noun") in lexicon.cues():
        return MissKind.NOT_SAID, f"its object {shown} is itself a cue, and nothing tells what it says"
    if held.ent_type_ in ("DATE", "TIME", "PERCENT"):
        return MissKind.UNFIT_OBJECT, f"the parse takes its object {shown} for a date, a time or a share"
    if held.tag_ in ("WP", "WDT") or held.lower_.endswith(("self", "selves")):
        return MissKind.UNFIT_OBJECT, f"its object {shown} does not say what it is"
    if passive and not any(c.dep_ == "agent" or c.lower_ == "by" for c in verb.children):
        return MissKind.NO_AGENT, "the parse takes it for a passive, and nobody is named who does it"
    return MissKind.UNFIT_OBJECT, f"no rule takes its object {shown} for what is said"


def _find_refused(verb: Token, listed: set[str]) -> Why | None:
    """Find a clause or infinitive that would fit, and that the rules do not take all the same."""
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
    """Find what else the content of a verb can be: the clause that it is an aside in, or the noun of its clause."""
    doer = child(verb, "nsubj")
    opening = next((c for c in verb.children if c.i < verb.i and c.lower_ in ("as", "than", "so")), None)
    purpose = opening is not None and opening.lower_ == "so" and opening.dep_ == "mark"
    if opening is not None and doer is not None and not purpose and listed & {"that", "quote"}:
        return MissKind.ASIDE, f"it is an aside with '{opening.text}', which no rule ties to the clause around it"
    if listed & {"obj", "said", "that"} and any(c.lower_ == "what" and c.i < verb.i for c in verb.children):
        return MissKind.RELATIVE, "it stands behind 'what', and no rule reads what that is"
    if verb.dep_ == "relcl" and listed & {"obj", "said", "that"} and doer is not None and doer.tag_[0] != "W":
        return MissKind.RELATIVE, f"what is said could only be '{verb.head.text}', which its clause is about"
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and listed & {"obj", "said"}:
        return MissKind.PARTICIPLE, f"no rule takes '{verb.head.text}' before it for what is said"
    return None


def _find_elsewhere(verb: Token, listed: set[str]) -> str | None:
    """Find a clause or infinitive close behind a verb that could be its own, and hangs on another word."""
    held = child(verb, "dobj")
    for i in range(verb.i + 1, min(verb.i + _NEAR, verb.sent.end)):
        mark = verb.doc[i]
        if mark.is_punct or mark.pos_ in ("VERB", "CCONJ") or (mark.pos_ == "AUX" and mark.tag_ != "TO"):
            return None
        clause = mark.head
        if mark.dep_ == "mark" and mark.lower_ in ("that", "whether") and listed & {"that", "quote"}:
            own = clause.head in (verb, held) or clause.i < verb.i or mark.nbor(-1).pos_ == "ADP"
            return None if own else phrase(clause)
        if mark.tag_ == "TO" and is_infinitive(clause) and clause.i > i and "obj:to" in listed:
            return phrase(clause) if held is not None and clause.head == held and clause.dep_ != "relcl" else None
    return None


def _is_for_to(clause: Token) -> bool:
    return is_infinitive(clause) and any(c.lower_ == "for" and c.dep_ == "mark" for c in clause.children)


def _is_nobody(doer: Token | None) -> bool:
    return doer is not None and (
        doer.lower_ in ("nobody", "none") or (doer.lower_ == "one" and negation(doer) is not None)
    )

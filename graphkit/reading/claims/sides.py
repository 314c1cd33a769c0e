"""Read whoever is for or against something without a verb that says so: 'is against the tax', 'are in favour of it'."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.reading.claims.attribution import Attribution
from graphkit.reading.claims.frames import attribute, sense_for, subtree
from graphkit.reading.claims.sources import can_speak, can_take_side, is_talker
from graphkit.reading.grammar.syntax import child, children, is_passive, lemma_of, subject

__all__ = ["read_side"]

_IN_FAVOUR = "in {} of"


def read_side(prep: Token) -> Attribution | None:
    """Read 'is against the tax', 'was for raising it', 'came out in favour of it': the content is the matter.

    Args:
        prep: The preposition.
    """
    phrase, last = _side_phrase(prep)
    sense = sense_for(lexicon.cues().get((phrase, "prep"), ()), "bare")
    verb = prep.head
    inner = child(last, "pobj", "pcomp")
    if sense is None or inner is None or verb.pos_ not in ("VERB", "AUX") or verb.i > prep.i:
        return None
    simple = last == prep
    if lemma_of(verb) not in (lexicon.grammar("copula") if simple else lexicon.words("side_verb")) or is_passive(verb):
        return None
    subj = subject(verb)
    if subj is None or not _can_be_for(subj) or subj.lower_ in lexicon.grammar("empty_argument"):
        return None
    if simple and any(map(_tells_where, prep.doc[verb.i + 1 : prep.i])):
        return None  # 'was in Halden for the talks', 'is up for election', 'are here for them'
    if not _is_matter(inner) or (simple and _is_bare(inner)):
        return None
    lemma = f"{lemma_of(verb)} {phrase}"
    return attribute(verb, lemma, sense, [subtree(inner)], "side", head=_verb(inner), through=last.i)


def _side_phrase(prep: Token) -> tuple[str, Token]:
    """Return the phrase that a preposition opens, and its last word: 'against', 'in favour of'."""
    noun = child(prep, "pobj")
    of = child(noun, "prep") if noun is not None else None
    if noun is None or of is None or of.lower_ not in lexicon.grammar("genitive") or of.i != noun.i + 1:
        return prep.lower_, prep
    phrase = _IN_FAVOUR.format(noun.lower_)
    return (phrase, of) if (phrase, "prep") in lexicon.cues() else (prep.lower_, prep)


def _can_be_for(subj: Token) -> bool:
    """Check whether a subject can be for or against something: 'the plan is for a bridge' tells what it is."""
    return can_take_side(subj) and (subj.pos_ != "NOUN" or is_talker(subj) or not can_speak(subj))


def _tells_where(token: Token) -> bool:
    return token.pos_ not in ("ADV", "PART") or token.dep_ == "prt" or token.lower_ in lexicon.words("place_adverb")


def _is_matter(inner: Token) -> bool:
    """Check whether somebody can be for or against a thing: no time, number or wall."""
    return inner.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY") and (
        inner.lower_ not in lexicon.words("no_matter")
    )


def _is_bare(inner: Token) -> bool:
    """Check whether a noun stands alone, so that it is no matter: 'were for sale', 'is for hire'."""
    return inner.tag_ == "NN" and not children(inner, "det", "poss", "amod", "compound", "nummod")


def _verb(inner: Token) -> Token | None:
    return inner if inner.pos_ in ("VERB", "AUX") else None

"""Find the noun that a content lacks since a relative pronoun before its cue stands for it."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.reading.claims.moods import is_question
from graphkit.reading.grammar.syntax import SUBJECTS, child, children, governor, has_child

__all__ = ["missing_noun", "missing_object"]

_FINITE = ("VBD", "VBZ", "VBP")


def missing_noun(clause: Token, verb: Token) -> Token | None:
    """Return the noun that a finite content lacks as its subject or object.

    'A ballot that the union said was rigged', 'a league that she said Norway had founded'.

    Args:
        clause: The verb of the content.
        verb: The cue.
    """
    return _missing_subject(clause, verb) or _missing_object(clause, verb)


def _missing_subject(clause: Token, verb: Token) -> Token | None:
    """Return the noun that a content without its own subject tells of: 'a ballot that the union said was rigged'."""
    finite = clause.tag_ in _FINITE or any(c.tag_ in (*_FINITE, "MD") for c in children(clause, "aux", "auxpass"))
    subjects = children(clause, *SUBJECTS)
    finite |= clause.tag_ == "VBN" and any(s.tag_ == "WP" for s in subjects)  # 'the crew, who he said plugged the leak'
    relative = governor(verb)
    speaker = child(verb, "nsubj")
    if speaker is not None and speaker.tag_ in ("WP", "WDT"):
        return None  # 'Roe, who says wants to be mayor'
    if not finite or relative.dep_ != "relcl" or any(s.i > verb.i or s.tag_ not in ("WDT", "WP") for s in subjects):
        return None
    noun = relative.head
    if noun.pos_ not in ("NOUN", "PROPN", "PRON") or noun.i >= verb.i or noun.ent_type_ in ("DATE", "TIME"):
        return None
    return noun


def _missing_object(clause: Token, verb: Token) -> Token | None:
    """Return the object that a content after its verb lacks: 'a league that she said Norway had founded'.

    It is the relative pronoun itself where that has no noun: 'what she said the league would achieve'.
    """
    relative = governor(verb)
    if clause.i < verb.i or has_child(clause, "mark") or child(verb, "nsubj") is None:
        return None
    within = (clause.left_edge.i, clause.right_edge.i)
    pronoun = next(
        (
            t
            for t in verb.doc[relative.left_edge.i : verb.i]
            if t.tag_ in ("WDT", "WP") and t.dep_ in ("dobj", "mark") and t.left_edge == relative.left_edge
            if t.head == verb or within[0] <= t.head.i <= within[1]
        ),
        None,
    )
    if pronoun is None or is_question(verb):
        return None
    if relative.dep_ != "relcl":
        return pronoun if pronoun.lower_ in lexicon.grammar("fused_relative") else None
    return relative.head if relative.head.i < pronoun.i else None


def missing_object(infinitive: Token, verb: Token) -> Token | None:
    """Return the noun that an infinitive lacks as its object: a relative pronoun before the verb stands for it.

    'The boats that Norway promised to buy', 'a memo that the owner did not want us to read'.

    Args:
        infinitive: The verb of the content.
        verb: The cue.
    """
    pronoun = next((c for c in children(infinitive, "dobj", "mark") if c.i < verb.i and c.tag_ == "WDT"), None)
    if pronoun is None and not has_child(infinitive, "dobj"):
        pronoun = next((c for c in children(verb, "mark", "dobj") if c.i < verb.i and c.tag_ == "WDT"), None)
    relative = governor(verb)
    return relative.head if pronoun is not None and relative.dep_ == "relcl" and relative.head.i < pronoun.i else None

"""Know of whom a noun is said: 'Roe was a painter', 'elected president', 'served as mayor'."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Certainty, Polarity
from graphkit.reading.claims.qualifiers import clause_qualifiers, is_hedged
from graphkit.reading.grammar.syntax import child, subject

__all__ = ["is_predicated", "predicated_of"]


def is_predicated(token: Token) -> bool:
    """Tell whether a noun says what something is, and so is no name for it that the text itself uses."""
    return _top(token).dep_ in ("attr", "oprd") or _as(_top(token)) is not None


def predicated_of(token: Token) -> Token | None:
    """Find of whom or what a noun is said, where the clause says it as a fact.

    Args:
        token: The head of a nominal.

    Returns:
        The head of the other noun phrase, or None where it is said of nothing, or denied, or not certain.
    """
    top = _top(token)
    marker = _as(top)
    verb = top.head if marker is None else marker.head
    if (top.dep_ not in ("attr", "oprd") and marker is None) or is_hedged(token) or is_hedged(top):
        return None
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb and verb.dep_ in ("dobj", "prep"):
        verb = verb.head  # 'made a living as a teacher'
    if verb.pos_ not in ("VERB", "AUX") or clause_qualifiers(verb) != (Polarity.POSITIVE, Certainty.CERTAIN):
        return None
    if top.dep_ == "attr":
        return subject(verb) if verb.lemma_ in ("be", "become", "remain") else None
    if top.dep_ == "oprd" or verb.lemma_ in lexicon.words("makes_of"):
        return child(verb, "dobj") or child(verb, "nsubjpass") or subject(verb)
    return subject(verb)


def _top(token: Token) -> Token:
    """Step up from the later of several nouns: 'a painter and sculptor'."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token


def _as(token: Token) -> Token | None:
    return token.head if token.dep_ == "pobj" and token.head.lower_ == "as" else None

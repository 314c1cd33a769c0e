"""Find who says what a cue introduces: the subject, the agent, the possessor, or whoever controls the clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.extract.attribution import Stretch
from graphkit.extract.syntax import child, children, conjuncts, governor, is_passive, noun_span, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["addressees", "noun_source", "source_of", "stretch"]


def stretch(token: Token, cue: Token | None = None) -> Stretch:
    """Find the characters of the noun phrase that a token heads, up to the clause that holds the cue."""
    first, last = noun_span(token)
    if cue is not None and first <= cue.i <= last:
        if cue.i > token.i:
            # Parses need not be projective: a cue between the edges may belong to no child.
            inside = next((c for c in token.children if c.left_edge.i <= cue.i <= c.right_edge.i), token)
            last = max(token.i, inside.left_edge.i - 1)
        else:
            first = token.i
    doc = token.doc
    return doc[first].idx, doc[last].idx + len(doc[last])


def source_of(verb: Token) -> tuple[tuple[int, ...], tuple[Stretch, ...]]:
    """Find the source of a verb: head tokens, and where the text names them.

    Returns:
        Both empty where the text names nobody ('it was reported that …').
    """
    if is_passive(verb):
        agent = _agent(verb)
        return _named(agent) if agent is not None else ((), ())
    found = subject(verb)
    if found is None or found.dep_ == "expl" or found.lower_ == "there":
        return (), ()
    own = child(verb, "nsubj", "nsubjpass") or child(governor(verb), "nsubj", "nsubjpass")
    if own is not None and own.tag_ in ("WDT", "WP"):
        # 'those who said …': the text names them by 'who'; whom it means is the noun before.
        return (found.i,), ((own.idx, own.idx + len(own)),)
    return _named(found, verb)


def noun_source(noun: Token) -> tuple[tuple[int, ...], tuple[Stretch, ...]]:
    """Find the source of a noun: 'her claim that …', 'criticism from activists', 'a statement by the ministry'."""
    owner = child(noun, "poss")
    if owner is not None:
        return _named(owner)
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in ("by", "from", "among"):
            inner = child(prep, "pobj")
            if inner is not None:
                return _named(inner)
    if noun.dep_ in ("dobj", "attr") and noun.head.lemma_ in (
        "make",
        "have",
        "hold",
        "raise",
        "voice",
        "issue",
        "give",
        "offer",
    ):
        return source_of(noun.head)
    return (), ()


def addressees(verb: Token) -> tuple[int, ...]:
    """Find those whom something is said to: 'told reporters', 'said to her'."""
    direct = child(verb, "dative", "dobj")
    if direct is not None and direct.dep_ == "dative" and direct.pos_ == "ADP":
        direct = child(direct, "pobj")
    if direct is None:
        prep = next((c for c in children(verb, "prep", "dative") if c.lower_ == "to" and c.i > verb.i), None)
        direct = child(prep, "pobj") if prep is not None else None
    return tuple(t.i for t in conjuncts(direct)) if direct is not None else ()


def _agent(verb: Token) -> Token | None:
    by = child(verb, "agent") or next((c for c in children(verb, "prep") if c.lower_ == "by"), None)
    return child(by, "pobj") if by is not None else None


def _named(token: Token, cue: Token | None = None) -> tuple[tuple[int, ...], tuple[Stretch, ...]]:
    """Take a noun phrase as source; its conjuncts are sources too, and stand in the same stretch."""
    return tuple(t.i for t in conjuncts(token)), (stretch(token, cue),)

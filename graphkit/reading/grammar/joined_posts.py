"""Part the posts that 'and' joins: what continues each of two titles, and which of them stands where both do."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.reading.grammar.syntax import children, has_child
from graphkit.reading.grammar.titles import is_post

__all__ = ["first_post", "is_of_body", "post_before", "prepositions_of"]


def first_post(title: Token) -> Token:
    """Return the first of the nouns that a title is joined to: 'president' for 'a director' in 'is president and a …'.

    Args:
        title: A noun that says what somebody is.
    """
    while title.dep_ == "conj" and title.head.i < title.i and title.head.pos_ in ("NOUN", "PROPN"):
        title = title.head
    return title


def post_before(title: Token) -> Token | None:
    """Return the post before a title that shares its body with it: 'Calder chairman and chief executive Jo Roe'.

    Args:
        title: A noun that says what somebody is.
    """
    if not is_of_body(title) or has_child(title, "det", "poss"):
        return None
    if title.dep_ == "conj":
        return title.head if is_post(title.head) else None
    joint = title.left_edge.i - 1
    if joint < 1 or title.dep_ not in ("compound", "nmod"):
        return None
    before = title.doc[joint - 1]
    joined = title.doc[joint].lower_ in lexicon.grammar("additive_conjunction")
    return before if joined and before.head == title.head and is_post(before) else None


def prepositions_of(title: Token) -> list[Token]:
    """List the prepositions that continue a title, wherever the parser attached them.

    In 'founder and chief executive of Calder' the two posts share the body; in 'a lawyer and chair of the guild' what
    stands behind the second is of the second alone.

    Args:
        title: A noun that says what somebody is.
    """
    own = [c for c in children(title, "prep") if c.i > title.i]
    joined = next((c for c in children(title, "conj") if c.i > title.i and is_post(c)), None)
    if joined is not None:
        before = [c for c in own if c.i < joined.i]
        alone = has_child(joined, "det", "poss") or not is_of_body(title)
        return before if before or alone else prepositions_of(joined)
    above = title
    while above.dep_ == "conj" and above.head.i < above.i:
        above = above.head
        own += [c for c in children(above, "prep") if c.i > title.i]
    return own


def is_of_body(title: Token) -> bool:
    """Check whether a post is at the head of a body, or a part in one, which is named with it: 'founder of Calder'.

    Args:
        title: A noun that says what somebody is.
    """
    lemma = title.lemma_.lower()
    return any(lemma in lexicon.words(group) for group in ("post_of_whole", "role_of_body"))

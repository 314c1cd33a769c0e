"""Tell what is nobody and nothing that a reader could identify: 'some', 'both sides', 'laws', 'the next president'."""

from __future__ import annotations

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.grammar.syntax import child, children
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = ["is_of_any", "is_vague"]


def is_vague(token: Token) -> bool:
    """Check whether an argument is nothing that a reader could identify: 'both sides', '44 percent of the members'.

    Args:
        token: The head of an argument.
    """
    if token.lemma_.lower() in lexicon.words("nobody_noun") or token.tag_ in ("WDT", "WP"):
        return True  # 'thank God', 'which' of nobody knows what
    if token.lower_ in lexicon.grammar("vague_pronoun"):
        return not _has_whole(token)  # 'some back it'
    if token.pos_ in ("PRON", "PROPN"):
        return False
    if token.lemma_.lower() in lexicon.contexts("time_noun"):
        return True  # 'burned her vacation days'
    if any(c.tag_ == "WP$" for c in children(token, "poss")):
        return True  # 'whose father'
    if any(c.lower_ in lexicon.words("role_ahead") for c in children(token, "amod")):
        return True  # 'the next president'
    determiners = lexicon.grammar("vague_determiner")
    if any(c.lower_ in determiners for c in children(token, "det", "predet", "quantmod")):
        return True
    signs = lexicon.words("percent_sign")
    return any(t.lower_ in signs for t in token.doc[token.left_edge.i : token.i + 1])


def is_of_any(token: Token, index: MentionIndex) -> bool:
    """Check whether works or deeds of a kind are meant, whichever they are: 'passed laws', 'helped voters'.

    Args:
        token: The head of an argument.
        index: The document's mentions.
    """
    position = index.at.get(token.i)
    kind = index.mentions[position].type if position is not None else None
    bare = token.tag_ == "NNS" and all(c.dep_ in ("punct", "cc", "conj") for c in children(token))
    return bare and kind in (
        None,
        EntityType.UNKNOWN,
        EntityType.WORK,
        EntityType.EVENT,
        EntityType.GROUP,
        EntityType.PLACE,
    )


def _has_whole(part: Token) -> bool:
    """Check whether it is told of whom something is a part: 'most of the unions', but not 'most of them'."""
    whole = (child(c, "pobj") for c in children(part, "prep") if c.lower_ in lexicon.grammar("genitive"))
    return any(noun is not None and noun.pos_ in ("NOUN", "PROPN") for noun in whole)

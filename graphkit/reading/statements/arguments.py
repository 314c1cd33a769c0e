"""Find what can be an argument of a predicate: noun phrases, and the parties that stand deeper inside them.

'withdrew its troops from Lebanon', 'rejected a United Nations appeal', 'fired at targets in Jericho': the party is not
the object but stands in it, as its possessor, its modifier or behind a preposition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind, Span
from graphkit.reading.claims.frames import is_content_clause
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, conjuncts, has_child, is_infinitive
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = [
    "Inner",
    "inside",
    "is_argument",
    "is_named",
    "is_party",
    "is_somebody",
    "place_called",
    "prepositional",
    "span_of",
]

_EMPTY = frozenset(["there", "it", "what", "which", "who", "that", "this"])
_NO_ARGUMENT = frozenset(
    "according like such including despite during since until before after except besides than because per as".split()
)
_MEASURES = ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL", "QUANTITY")
_MODIFIERS = ("amod", "compound", "nmod", "poss")
_LOOSE = ("relcl", "acl", "appos", "ccomp", "parataxis", "advcl", "conj", "cc", "punct", "preconj")
_PARTIES = ("NORP", "GPE", "ORG")
_PLACES = ("GPE", "LOC", "FAC")
_SOMEBODY = (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION)
_OF_DONE = ("by", "from", "against", "to", "in", "with")
_DEEP = 3
"""How many nouns a party may stand below the object."""


class Inner(NamedTuple):
    """A party inside a noun phrase.

    Args:
        parts: The words from the phrase's head to the party: ('troops', 'from').
        last: The last of those words in the text.
        token: The head of the party.
    """

    parts: tuple[str, ...]
    last: Token
    token: Token


def is_argument(token: Token, index: MentionIndex) -> bool:
    """Tell whether a token heads something that can be an argument."""
    if token.i in index.at or _is_people(token):
        return True
    # A noun that the tagger takes for a verb ('a United Nations appeal') is still an object or has an article.
    noun = token.pos_ in ("NOUN", "PROPN") or (token.dep_ in ("dobj", "pobj") and token.pos_ in ("VERB", "ADJ"))
    return noun and token.lower_ not in _EMPTY and token.ent_type_ not in _MEASURES


def is_party(token: Token, index: MentionIndex) -> bool:
    """Tell whether a token is a mention, or a common noun that a name describes: 'Israeli tanks'."""
    return token.i in index.at or _is_people(token) or _modifier(token, index) is not None


def is_named(token: Token, index: MentionIndex) -> bool:
    """Tell whether a token is a name, or a common noun that a name describes; not an event."""
    position = index.at.get(token.i)
    if position is None:
        return _is_people(token) or _modifier(token, index) is not None
    mention = index.mentions[position]
    if mention.type is EntityType.EVENT:
        return False
    if mention.kind is MentionKind.NAME or _modifier(token, index) is not None:
        return True
    # 'students at Oslo University', 'workers of the Halden Group'
    return is_somebody(token, index) and any(_is_name(held, index) for _, held in prepositional(token))


def is_somebody(token: Token, index: MentionIndex) -> bool:
    """Tell whether a token is a mention of people or of a body."""
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].type in _SOMEBODY


def inside(noun: Token, index: MentionIndex, depth: int = 0, *, own_deed: bool = False) -> Iterator[Inner]:
    """Find the parties inside a noun phrase.

    Args:
        noun: Its head, which is no name.
        index: The document's mentions.
        depth: How deep it stands already.
        own_deed: Whether the noun itself is read, so that its possessor does the deed.
    """
    if depth >= _DEEP or _is_name(noun, index) or noun.lemma_.lower() in lexicon.construction("where"):
        return
    own = index.at.get(noun.i)
    name = noun.lemma_.lower()
    for c in children(noun, "appos"):
        if own is None and _is_name(c, index):
            yield Inner(parts=(), last=noun, token=c)
    # Who meets Norway's minister, its soldiers or its central bank does not meet Norway.
    person = is_somebody(noun, index) and name not in lexicon.construction("holder")
    # Somebody's deed is done by them; somebody's thing is of them.
    whose = "by" if name in lexicon.construction("event") else "of"
    for c in children(noun, *_MODIFIERS) if not person else ():
        if _is_name(c, index) and index.at[c.i] != own:
            yield Inner(parts=(name, whose), last=noun, token=c)
        elif c.dep_ == "poss" and c.pos_ == "NOUN":
            yield from _below(c, index, (name, "of"), noun, depth)
    owned = whose == "by" and any(_is_name(c, index) for c in children(noun, "poss"))
    for prep, held in prepositional(noun):
        if owned and depth == 0 and not own_deed and prep.lower_ != "by":
            continue  # 'matched the Union's support for Cyprus': that support is the Union's
        if person and prep.lower_ in ("of", "for", "at", "in", "to"):
            continue
        yield from _below(held, index, (name, prep.lower_), prep, depth)
    for telling in children(noun, "acl") if own is None or not person else ():
        told = child(telling, "dobj") if telling.tag_ == "VBG" else None
        if told is not None:
            yield from _below(told, index, (name, telling.lower_), telling, depth)  # 'a resolution condemning Israel'
    for done in children(noun, "acl"):
        if done.tag_ == "VBN" and done.lower_ not in ("based", "located", "born", "called", "named"):
            for prep in children(done, "agent", "prep"):
                object_ = child(prep, "pobj")
                if object_ is not None and prep.lower_ in _OF_DONE and object_.ent_type_ not in _MEASURES:
                    words = (name, "by") if prep.dep_ == "agent" else (name, done.lower_, prep.lower_)
                    yield from _below(object_, index, words, prep, depth)


def _below(token: Token, index: MentionIndex, parts: tuple[str, ...], last: Token, depth: int) -> Iterator[Inner]:
    for held in conjuncts(token):
        if is_named(held, index) or (depth == 0 and is_somebody(held, index)):
            yield Inner(parts=parts, last=last, token=held)
        for inner in inside(held, index, depth + 1):
            if inner.parts[:1] != (held.lemma_.lower(),) or not is_named(held, index) or inner.parts[1:] != ("of",):
                yield Inner(parts=(*parts, *inner.parts), last=inner.last, token=inner.token)


def prepositional(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield each preposition of a token with the head of what follows it; not of place in time, or of examples."""
    for prep in children(token, "prep"):
        inner = child(prep, "pobj")
        after_according = prep.i > 0 and prep.doc[prep.i - 1].lower_ == "according"
        if inner is None or prep.lower_ in _NO_ARGUMENT or after_according:
            continue
        if inner.ent_type_ not in _MEASURES or child(inner, "amod", "compound") is not None:
            yield prep, place_called(inner)


def place_called(noun: Token) -> Token:
    """Step from 'the city of Oslo' to Oslo; any other noun is left as it is."""
    if noun.lemma_.lower() not in lexicon.words("region"):
        return noun
    of = next((c for c in children(noun, "prep") if c.lower_ == "of"), None)
    name = child(of, "pobj") if of is not None else None
    return name if name is not None and name.pos_ == "PROPN" and name.ent_type_ in _PLACES else noun


def span_of(parsed: ParsedDocument, index: MentionIndex, token: Token) -> Span | None:
    """Find where an argument stands: a mention's span, else the phrase without the clauses that hang on it."""
    if token.i in index.at:
        return index.mentions[index.at[token.i]].span
    first = last = token.i
    for c in children(token):
        if c.i > token.i and c.dep_ in ("acl", "ccomp", "relcl") and _is_told(c):
            last = max(last, c.right_edge.i)  # 'the allegation that it lied': all of it
        if c.dep_ in _LOOSE:
            continue
        if c.i < token.i:
            first = min(first, c.left_edge.i)
        elif c.dep_ in ("nummod", "case", "nmod", "npadvmod", "compound", "amod") or has_child(c, "pobj"):
            last = max(last, _tight_end(c))  # 'a formula for ending it' is 'a formula': a clause is no part of it
    return parsed.span(first, last)


def _tight_end(token: Token) -> int:
    """Find the last token of a phrase behind a noun, before a clause or a remark begins."""
    end = token.i
    for c in children(token):
        if c.i > token.i and c.dep_ in ("pobj", "prep", "det", "compound", "amod", "conj", "cc", "case", "poss"):
            end = max(end, _tight_end(c))
    return end


def _is_told(clause: Token) -> bool:
    return is_content_clause(clause) and not is_infinitive(clause)


def _is_people(token: Token) -> bool:
    """Tell whether a token names a people by an adjective: 'Palestinian riots'."""
    return token.ent_type_ == "NORP" or (token.pos_ == "PROPN" and token.ent_type_ not in _MEASURES)


def _is_name(token: Token, index: MentionIndex) -> bool:
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].kind is MentionKind.NAME


def _modifier(noun: Token, index: MentionIndex) -> Token | None:
    """Find the name that describes a common noun: 'Israeli changes', 'U.N. inspectors'."""
    if noun.pos_ not in ("NOUN", "PROPN", "VERB"):
        return None
    own = index.at.get(noun.i, -1)
    return next(
        (
            c
            for c in children(noun, *_MODIFIERS)
            if index.at.get(c.i, -2) != own
            and (_is_name(c, index) or c.ent_type_ in _PARTIES or (c.dep_ == "poss" and c.pos_ == "PROPN"))
        ),
        None,
    )

"""Find the arguments of a predicate: noun phrases, and the parties nested in them.

'withdrew its troops from Lebanon', 'rejected a United Nations appeal', 'fired at targets in Jericho': the party is not
the object but its possessor, its modifier or the object of its preposition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind, Span
from graphkit.reading.claims.frames import is_content_clause
from graphkit.reading.claims.phrases import source_phrase
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import antecedent, child, children, conjuncts, has_child, is_infinitive
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = [
    "NestedParty",
    "find_matters",
    "is_argument",
    "is_name",
    "is_named",
    "is_party",
    "is_somebody",
    "nested_parties",
    "object_of",
    "place_called",
    "prepositional",
    "span_of",
]

_MEASURES = ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL", "QUANTITY")
_MODIFIERS = ("amod", "compound", "nmod", "poss")
_LOOSE = ("relcl", "acl", "appos", "ccomp", "parataxis", "advcl", "conj", "cc", "punct", "preconj")
_PARTIES = ("NORP", "GPE", "ORG")
_PLACES = ("GPE", "LOC", "FAC")
_SOMEBODY = (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION)
_DEEPEST = 3
"""The most nouns between a party and the object."""


class NestedParty(NamedTuple):
    """A party nested in a noun phrase.

    Args:
        parts: The words from the head of the phrase to the party: ('troops', 'from').
        last: The token of the last of them.
        token: The head of the party.
    """

    parts: tuple[str, ...]
    last: Token
    token: Token


def is_argument(token: Token, index: MentionIndex) -> bool:
    """Check whether a token is the head of a possible argument."""
    if token.i in index.at or _is_people(token):
        return True
    # a noun that is tagged as a verb ('a United Nations appeal') is still an object
    noun = token.pos_ in ("NOUN", "PROPN") or (token.dep_ in ("dobj", "pobj") and token.pos_ in ("VERB", "ADJ"))
    return noun and token.lower_ not in lexicon.grammar("empty_argument") and token.ent_type_ not in _MEASURES


def is_party(token: Token, index: MentionIndex) -> bool:
    """Check whether a token is a mention, or a common noun modified by a name: 'Israeli tanks'."""
    return token.i in index.at or _is_people(token) or _modifier(token, index) is not None


def is_name(token: Token, index: MentionIndex) -> bool:
    """Check whether a token is the head of a name, or stands in one.

    Args:
        token: The token.
        index: The document's mentions.
    """
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].kind is MentionKind.NAME


def is_named(token: Token, index: MentionIndex) -> bool:
    """Check whether a token is a name, or a common noun modified by a name, and no event."""
    position = index.at.get(token.i)
    if position is None:
        return _is_people(token) or _modifier(token, index) is not None
    mention = index.mentions[position]
    if mention.type is EntityType.EVENT:
        return False
    if mention.kind is MentionKind.NAME or _modifier(token, index) is not None:
        return True
    # 'students at Oslo University', 'workers of the Halden Group'
    return is_somebody(token, index) and any(is_name(obj, index) for _, obj in prepositional(token))


def is_somebody(token: Token, index: MentionIndex) -> bool:
    """Check whether a token is a mention of people or of a body."""
    position = index.at.get(token.i)
    return position is not None and index.mentions[position].type in _SOMEBODY


def nested_parties(
    noun: Token, index: MentionIndex, depth: int = 0, *, own_deed: bool = False
) -> Iterator[NestedParty]:
    """Find the parties nested in a noun phrase.

    Args:
        noun: The head of the phrase.
        index: The document's mentions.
        depth: How deep the phrase is nested.
        own_deed: Whether the noun is the predicate itself, so that its possessor is the agent.
    """
    if depth >= _DEEPEST or is_name(noun, index) or noun.lemma_.lower() in lexicon.construction("circumstance_noun"):
        return
    own = index.at.get(noun.i)
    name = noun.lemma_.lower()
    for c in children(noun, "appos"):
        if own is None and is_name(c, index):
            yield NestedParty(parts=(), last=noun, token=c)
    # who meets Norway's minister, its soldiers or its central bank does not meet Norway
    person = is_somebody(noun, index) and name not in lexicon.construction("stance_noun")
    # a possessor is the agent of an event, and the owner of anything else
    by, of = lexicon.word("passive_agent"), lexicon.word("genitive")
    whose = by if name in lexicon.construction("event_noun") else of
    for c in children(noun, *_MODIFIERS) if not person else ():
        if is_name(c, index) and index.at[c.i] != own:
            yield NestedParty(parts=(name, whose), last=noun, token=c)
        elif c.dep_ == "poss" and c.pos_ == "NOUN":
            yield from _below(c, index, (name, of), noun, depth)
    owned = whose == by and any(is_name(c, index) for c in children(noun, "poss"))
    for prep, obj in prepositional(noun):
        if owned and depth == 0 and not own_deed and prep.lower_ != by:
            continue  # 'matched the Union's support for Cyprus': that support is the Union's
        if person and prep.lower_ in lexicon.grammar("personal_complement"):
            continue
        yield from _below(obj, index, (name, prep.lower_), prep, depth)
    for participle in children(noun, "acl") if own is None or not person else ():
        complement = child(participle, "dobj") if participle.tag_ == "VBG" else None
        if complement is not None:  # 'a resolution condemning Israel'
            yield from _below(complement, index, (name, participle.lower_), participle, depth)
    for participle in children(noun, "acl"):
        if participle.tag_ == "VBN" and participle.lower_ not in lexicon.words("descriptive_participle"):
            for prep in children(participle, "agent", "prep"):
                complement = child(prep, "pobj")
                fits = prep.lower_ in lexicon.grammar("participle_argument")
                if complement is not None and fits and complement.ent_type_ not in _MEASURES:
                    words = (name, by) if prep.dep_ == "agent" else (name, participle.lower_, prep.lower_)
                    yield from _below(complement, index, words, prep, depth)


def find_matters(noun: Token, lemma: str, index: MentionIndex) -> Iterator[NestedParty]:
    """Yield what is not named of which somebody is a critic or a supporter: 'a critic of the bridge'.

    Args:
        noun: A noun that says who is for or against something.
        lemma: Its lemma.
        index: The document's mentions.
    """
    for prep, obj in prepositional(noun):
        listed = lexicon.predicates().get(f"{lexicon.word('copula')}-{lemma}-{prep.lower_}")
        if listed is not None and listed.in_ontology and obj.i in index.at and not is_named(obj, index):
            yield NestedParty(parts=(lemma, prep.lower_), last=prep, token=obj)


def _below(token: Token, index: MentionIndex, parts: tuple[str, ...], last: Token, depth: int) -> Iterator[NestedParty]:
    """Yield a noun phrase with its conjuncts where they are parties, and the parties nested in them."""
    genitive = (lexicon.word("genitive"),)
    for noun in conjuncts(token):
        if is_named(noun, index) or (depth == 0 and is_somebody(noun, index)):
            yield NestedParty(parts=parts, last=last, token=noun)
        for inner in nested_parties(noun, index, depth + 1):
            if inner.parts[:1] != (noun.lemma_.lower(),) or not is_named(noun, index) or inner.parts[1:] != genitive:
                yield NestedParty(parts=(*parts, *inner.parts), last=inner.last, token=inner.token)


def prepositional(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield each preposition of a token with its object, unless it is temporal or brings an example."""
    according, _ = source_phrase()
    for prep in children(token, "prep"):
        inner = child(prep, "pobj")
        in_source_phrase = prep.i > 0 and prep.doc[prep.i - 1].lower_ == according
        if inner is None or prep.lower_ in lexicon.grammar("non_argument") or in_source_phrase:
            continue
        if inner.ent_type_ not in _MEASURES or child(inner, "amod", "compound") is not None:
            yield prep, place_called(inner)


def object_of(verb: Token) -> Token | None:
    """Return the object of a verb, its own or the one that it shares: 'detained and imprisoned thousands'."""
    own = list(children(verb, "dobj"))
    if own:
        if own[0].tag_ in ("WDT", "WP"):
            return antecedent(own[0])
        return own[-1] if own[-1].i - own[0].i <= 2 else own[0]  # 'its fisheries dispute' can be parsed as two objects
    relative = next((c for c in children(verb, "pobj", "attr", "oprd") if c.tag_ in ("WDT", "WP")), None)
    if relative is not None:
        return antecedent(relative)
    shared = next((c for c in children(verb, "conj") if c.pos_ == "VERB" and c.i - verb.i <= 3), None)
    if (
        shared is None
        or any(c.i > verb.i for c in children(verb, "prep", "xcomp", "ccomp", "acomp", "advmod"))
        or child(shared, "nsubj", "nsubjpass")
    ):
        return None
    return child(shared, "dobj")


def place_called(noun: Token) -> Token:
    """Return Oslo for 'the city of Oslo'; any other noun is returned unchanged."""
    if noun.lemma_.lower() not in lexicon.words("region_noun"):
        return noun
    of = next((c for c in children(noun, "prep") if c.lower_ in lexicon.grammar("genitive")), None)
    name = child(of, "pobj") if of is not None else None
    return name if name is not None and name.pos_ == "PROPN" and name.ent_type_ in _PLACES else noun


def span_of(parsed: ParsedDocument, index: MentionIndex, token: Token) -> Span | None:
    """Return the span of an argument: that of a mention, else of the noun phrase without its clauses."""
    if token.i in index.at:
        return index.mentions[index.at[token.i]].span
    first = last = token.i
    for c in children(token):
        if c.i > token.i and c.dep_ in ("acl", "ccomp", "relcl") and _is_finite_content(c):
            last = max(last, c.right_edge.i)  # 'the allegation that it lied': all of it
        if c.dep_ in _LOOSE:
            continue
        if c.i < token.i:
            first = min(first, c.left_edge.i)
        elif c.dep_ in ("nummod", "case", "nmod", "npadvmod", "compound", "amod") or has_child(c, "pobj"):
            last = max(last, _tight_end(c))  # 'a formula for ending it' is 'a formula'
    return parsed.span(first, last)


def _tight_end(token: Token) -> int:
    """Return the last token of a phrase after a noun, without clauses and remarks."""
    end = token.i
    for c in children(token):
        if c.i > token.i and c.dep_ in ("pobj", "prep", "det", "compound", "amod", "conj", "cc", "case", "poss"):
            end = max(end, _tight_end(c))
    return end


def _is_finite_content(clause: Token) -> bool:
    return is_content_clause(clause) and not is_infinitive(clause)


def _is_people(token: Token) -> bool:
    """Check whether a token names a people, or is any other proper noun: 'Palestinian riots'."""
    return token.ent_type_ == "NORP" or (token.pos_ == "PROPN" and token.ent_type_ not in _MEASURES)


def _modifier(noun: Token, index: MentionIndex) -> Token | None:
    """Return the name that modifies a common noun: 'Israeli changes', 'U.N. inspectors'."""
    if noun.pos_ not in ("NOUN", "PROPN", "VERB"):
        return None
    own = index.at.get(noun.i, -1)
    return next(
        (
            c
            for c in children(noun, *_MODIFIERS)
            if index.at.get(c.i, -2) != own
            and (is_name(c, index) or c.ent_type_ in _PARTIES or (c.dep_ == "poss" and c.pos_ == "PROPN"))
        ),
        None,
    )

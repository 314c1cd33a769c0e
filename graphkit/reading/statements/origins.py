"""Read where somebody lives, is from or has studied by a noun: 'Jo Roe, a native of Oslo', 'Halden resident Jo Roe'."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.language.relations import relations
from graphkit.model import EntityType, MentionKind, Predicate, Statement
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.qualifiers import is_hedged
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.holders import find_holders
from graphkit.reading.statements.links import link
from graphkit.reading.statements.roles import is_ahead

__all__ = ["state_origins"]


def state_origins(parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex) -> Iterator[Statement]:
    """Yield a statement for each noun that says where a named person lives, is from or has studied.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims, for the voice of each statement.
    """
    names = index.list_names()
    for noun in parsed.doc:
        relation = None if parsed.skipped[noun.i] else _relation(noun)
        if relation is None or is_hedged(noun) or is_ahead(noun):
            continue
        place = _place(noun, relation, index)
        if place is None:
            continue
        for member, _ in find_holders(noun, index, names):
            person, where = index.at[member.i], index.at[place.i]
            if index.mentions[person].type is EntityType.PERSON:
                statement = link(parsed, index, claims, relation, (person, where), noun, "origin")
                if statement is not None:
                    yield statement


def _relation(noun: Token) -> Predicate | None:
    """Return what a noun says of somebody and a place or a school, or None: 'a former resident' lives there no more."""
    if noun.tag_ != "NN":
        return None
    found = lexicon.predicates().get(f"be-{noun.lemma_.lower()}-of")
    if found is None or found.name not in lexicon.words("origin_relation"):
        return None
    past = any(c.lower_ in lexicon.words("role_past") for c in noun.lefts)
    return None if past and found.name in lexicon.words("relation_of_now") else found


def _place(noun: Token, relation: Predicate, index: MentionIndex) -> Token | None:
    """Return the named place or school of a noun: behind 'of', 'from' or 'at', or right before it."""
    behind = (child(c, "pobj") for c in children(noun, "prep") if c.lower_ in lexicon.grammar("origin_preposition"))
    before = (c for c in children(noun, "compound", "nmod", "amod") if c.i < noun.i)
    for token in (*behind, *before):
        if token is not None and token.i in index.at:
            mention = index.mentions[index.at[token.i]]
            if mention.kind is MentionKind.NAME and mention.type in relations()[relation.name].objects:
                return token
    return None

"""Read who is whose kin: 'his wife, Jo Roe', 'Jo Roe, the minister's younger brother', 'Roe, who is her nephew'."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.language.relations import relations
from graphkit.model import EntityType, Mention, MentionKind, Predicate, Statement
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.qualifiers import is_hedged
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, conjuncts
from graphkit.reading.grammar.titles import name_kinship
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.holders import find_holders, find_owner
from graphkit.reading.statements.links import link
from graphkit.reading.statements.roles import is_ahead

__all__ = ["state_kinship"]


def state_kinship(parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex) -> Iterator[Statement]:
    """Yield a statement for each noun of kinship that says what a named person is to somebody.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims, for the voice of each statement.
    """
    names = index.list_names()
    for noun in parsed.doc:
        relation = None if parsed.skipped[noun.i] else name_kinship(noun)
        if relation is None or is_hedged(noun) or is_ahead(noun):
            continue
        owners = [index.at[t.i] for t in _owners(noun) if t.i in index.at]
        holders = [index.at[member.i] for member, _ in find_holders(noun, index, names)]
        for one, other in product(holders, owners):
            if _can_be_kin(index.mentions[one], index.mentions[other], relation):
                statement = link(parsed, index, claims, relation, (one, other), noun, "kinship")
                if statement is not None:
                    yield statement


def _owners(noun: Token) -> list[Token]:
    """List those whose kin a noun says: its possessor, or the objects of 'of', but not 'a teacher' or 'their'."""
    whole = (child(prep, "pobj") for prep in children(noun, "prep") if prep.lower_ in lexicon.grammar("genitive"))
    first = find_owner(noun) or next((token for token in whole if token is not None), None)
    return [token for token in conjuncts(first) if not _is_vague(token)] if first is not None else []


def _is_vague(token: Token) -> bool:
    """Check whether a noun phrase is of nobody in particular, or of several people."""
    pronoun = lexicon.pronouns().get(token.lower_)
    several = pronoun is not None and pronoun.name in lexicon.words("plural_pronoun")
    if several or any(c.lower_ in lexicon.grammar("indefinite_article") for c in children(token, "det")):
        return True
    # 'the nephew of the king and fellow investor': the investor is the nephew
    return token.dep_ == "conj" and token.tag_ == "NN" and child(token, "det", "poss") is None


def _can_be_kin(one: Mention, other: Mention, relation: Predicate) -> bool:
    """Check whether two mentions can be kin: of one person to another, not 'its sister, the Halden Times'."""
    thing = other.kind is MentionKind.PRONOUN and other.type not in (None, EntityType.PERSON)
    person = one.type is EntityType.PERSON or one.kind is MentionKind.PRONOUN
    kinds = (one.type or EntityType.UNKNOWN, other.type or EntityType.UNKNOWN)
    return person and not thing and EntityType.ORGANIZATION not in kinds and relations()[relation.name].admits(*kinds)

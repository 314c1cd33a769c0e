"""Read what stands right behind a name: 'Rider University in Lawrenceville', 'Heike Roe of the Halden Institute'."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, Mention, MentionKind, Predicate, Statement
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.qualifiers import is_hedged
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, has_child
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = ["state_behind_names"]

_PLACES = (EntityType.PLACE, EntityType.COUNTRY)


def state_behind_names(parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex) -> Iterator[Statement]:
    """Yield a statement for each institution that is named with where it is, and each person with whom he is of.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims, for the voice of each statement.
    """
    for position, mention in enumerate(index.mentions):
        name, last = parsed.doc[index.heads[position]], parsed.token_at(mention.span.end - 1)
        if mention.kind is not MentionKind.NAME or index.at.get(name.i) != position or is_hedged(name):
            continue
        behind = next((c for c in children(name, "prep") if c.i == last.i + 1), None)
        noun = child(behind, "pobj") if behind is not None else None
        where = index.at.get(noun.i) if noun is not None else None
        span = parsed.span(behind.i, behind.i) if behind is not None else None
        if behind is None or where is None or span is None:
            continue
        other = index.mentions[where]
        relation = _site(mention, name, behind, other) or _affiliation(mention, behind, other)
        if relation is None:
            continue
        voice = claims.voice[name.i]
        yield Statement(
            subject=position,
            subject_span=mention.span,
            predicate=relation,
            predicate_span=span,
            object=where,
            object_span=other.span,
            within=voice if voice >= 0 else None,
            rule="behind-name",
        )


def _site(body: Mention, name: Token, behind: Token, place: Mention) -> Predicate | None:
    """Return that an institution is in a place: 'Rider University in Lawrenceville'.

    A party 'in Nevada' is a part of it there, and what is built 'in Oslo' may never stand there.
    """
    sited = body.type is EntityType.ORGANIZATION and _has_word(body, "sited_body")
    vague = lexicon.grammar("indefinite_article") | lexicon.grammar("negative_determiner")
    if not sited or name.dep_ == "dobj" or place.type not in _PLACES:
        return None
    if has_child(name, "neg") or any(d.lower_ in vague for d in children(name, "det")):
        return None
    return lexicon.predicates()["be-locate-in"] if behind.lower_ in lexicon.grammar("site_preposition") else None


def _affiliation(person: Mention, behind: Token, body: Mention) -> Predicate | None:
    """Return that somebody named in full works for a body, or is a member of a party or the like: 'Jo Roe of Oxfam'."""
    full = person.type is EntityType.PERSON and " " in person.span.exact
    named = body.type is EntityType.ORGANIZATION and body.kind is MentionKind.NAME
    if not full or not named or behind.lower_ not in lexicon.grammar("genitive"):
        return None
    return lexicon.predicates()["be-member-of" if _has_word(body, "body_of_members") else "work-for"]


def _has_word(body: Mention, group: str) -> bool:
    """Check whether a word of a group is in a name."""
    return not lexicon.words(group).isdisjoint(body.span.exact.casefold().split())

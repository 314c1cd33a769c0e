"""Read what stands right beside a name: 'Rider University in Lawrenceville', 'Oslo-based lawyer Jo Roe'.

Behind it stands where an institution is, or what somebody is of, 'Heike Roe of the Halden Institute'; before it stands
where a body or somebody is based.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, Mention, MentionKind, Predicate, Statement
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.qualifiers import is_hedged
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import children, has_child
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.links import link
from graphkit.reading.statements.selection import by_name

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
        behind = _preposition_behind(name, last, mention)
        noun = by_name(children(behind, "pobj")[-1], index) if behind is not None else None
        if behind is None or noun is None or noun.i not in index.at:
            continue
        relation = _site(mention, name, behind, index.mentions[index.at[noun.i]])
        relation = relation or _affiliation(mention, behind, index.mentions[index.at[noun.i]])
        if relation is not None:
            ends = (position, index.at[noun.i])
            found = link(parsed, index, claims, relation, ends, behind, "behind-name", voiced_by=name)
            if found is not None:
                yield found
    for word in parsed.doc:
        if word.lower_ not in lexicon.words("seat_participle") or parsed.skipped[word.i] or word.dep_ != "amod":
            continue
        place, holder = _based(word, index)
        if place is not None and holder is not None and not is_hedged(holder):
            person = index.mentions[index.at[holder.i]].type is EntityType.PERSON
            relation = lexicon.predicates()["live-in" if person else "be-locate-in"]
            found = link(parsed, index, claims, relation, (index.at[holder.i], index.at[place.i]), word, "seat")
            if found is not None:
                yield found


def _preposition_behind(name: Token, last: Token, mention: Mention) -> Token | None:
    """Return the preposition right behind a name, or behind a comma before what somebody is of: 'Jo Roe, of Oxfam'."""
    for word in children(name, "prep"):
        apart = mention.type is EntityType.PERSON and word.lower_ in lexicon.grammar("genitive")
        comma = apart and word.i == last.i + 2 and word.nbor(-1).text == ","
        if (word.i == last.i + 1 or comma) and has_child(word, "pobj"):
            return word
    return None


def _based(word: Token, index: MentionIndex) -> tuple[Token | None, Token | None]:
    """Return the place before '-based' and the name that it is said of: 'the Oslo-based firm Calder Mining'."""
    place = word.doc[word.i - 2] if word.i > 1 and word.nbor(-1).text in ("-", "‑", "–") else None
    if place is None or place.i not in index.at or index.mentions[index.at[place.i]].type not in _PLACES:
        return None, None
    noun = word.head
    if noun.dep_ in ("compound", "nmod") and noun.head.i in index.at:
        noun = noun.head  # 'Oslo-based lawyer Jo Roe'
    if any(t.dep_ == "cc" for t in word.doc[word.i : noun.i]):
        return None, None  # 'Oslo-based Calder and Bergen-based Harl'
    holder = by_name(noun, index)
    position = index.at.get(holder.i)
    known = (EntityType.ORGANIZATION, EntityType.PERSON)
    if position is None or index.mentions[position].type not in known:
        return None, None
    definite = holder != noun or noun.left_edge.lower_ in lexicon.grammar("definite_article")
    return place, holder if definite or index.mentions[position].kind is MentionKind.NAME else None


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

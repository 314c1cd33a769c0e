"""Find the body that a post is in: 'the bank's director', 'director at the bank', 'Sen. Jo Roe (D-Ohio)'."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, Mention, MentionKind
from graphkit.reading.grammar.joined_posts import post_before, prepositions_of
from graphkit.reading.grammar.seats import seat_behind
from graphkit.reading.grammar.syntax import child, children, has_child
from graphkit.reading.grammar.titles import is_another_person, is_capital_by_place, is_post, singular_of_post
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.holders import find_owner

__all__ = ["find_organization", "modifiers_before"]

_BODIES = (EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.PLACE, EntityType.GROUP, EntityType.UNKNOWN)


def find_organization(title: Token, member: Token, index: MentionIndex) -> int | None:
    """Return the body of a title: the possessor, a modifier, or the object of 'of', 'at', 'for', 'in'.

    Args:
        title: A noun that says what somebody is.
        member: The head of the mention of who it is.
        index: The document's mentions.

    Returns:
        The position of the body among the mentions, or None.
    """
    body, destination = lexicon.grammar("post_body"), lexicon.grammar("post_destination")
    place = lexicon.grammar("post_place")
    owner, shared, holder = child(title, "poss"), find_owner(title), index.at[member.i]
    if title.lemma_.lower() in lexicon.words("relational_post"):
        owner = shared = None
    candidates: list[Token | None] = [*_bodies_of_plural(title, owner, index), owner]
    behind = prepositions_of(title)
    objects = [child(c, "pobj") for c in behind if c.lower_ in lexicon.grammar("title_tail") | body]
    candidates += [child(c, "pobj") for c in behind if c.lower_ in body and c.lower_ not in place]
    # 'head of research at the Northern Bank'
    candidates += [child(c, "pobj") for o in objects if o is not None for c in children(o, "prep") if c.lower_ in body]
    candidates += list(children(title, "compound", "nmod", "amod"))
    candidates += modifiers_before(title)
    beside = post_before(title)
    candidates += [*children(beside, "compound", "nmod"), *modifiers_before(beside)] if beside is not None else []
    candidates += [child(c, "pobj") for c in behind if c.lower_ in place]  # 'a Guild member in Cork'
    candidates += [child(c, "pobj") for c in behind if c.lower_ in destination]
    if title.i < member.i and title.dep_ in ("compound", "nmod"):
        # 'Professor Roe of the University of Halden'
        name = title.doc[index.heads[holder]]
        candidates += [child(c, "pobj") for c in children(name, "prep") if c.lower_ in lexicon.grammar("name_body")]
    candidates += _seats(title, member, index)
    for token in (*candidates, shared):
        if token is None or token.i not in index.at or index.at[token.i] == holder or is_another_person(token, title):
            continue
        if _is_in_participle(token, index):
            continue  # 'the Hamas-linked cleric'
        if token.lemma_.lower() in lexicon.words("time_noun") | lexicon.words("rank_modifier"):
            continue  # 'the minister of the day', 'the majority leader'
        if token.head.lower_ in lexicon.grammar("genitive") and _is_subject(title, token):
            continue  # 'a professor of government at Halden University'
        mention = index.mentions[index.at[token.i]]
        if token not in (owner, shared) and mention.kind is MentionKind.NOMINAL and is_post(token):
            continue  # 'Brigadier General'
        placed = mention.type in (EntityType.COUNTRY, EntityType.PLACE)
        if token.dep_ in ("compound", "nmod") and not placed and is_capital_by_place(token):
            continue  # 'Fire Chief Roe'
        if _is_portfolio(title, token, mention) or _is_nationality(title, token):
            continue
        before = token.i < title.i and token.dep_ in ("compound", "nmod", "amod")  # 'Berg spokeswoman Jo Roe'
        serves = token.head.lower_ in lexicon.grammar("post_client")
        if title.lemma_.lower() in lexicon.words("personal_post"):  # 'an aide to Roe'
            serves = serves or token.head.lower_ in destination
        client = (before or serves) and mention.kind is MentionKind.NAME
        if token in (owner, shared) or client or mention.kind is MentionKind.PRONOUN or mention.type in _BODIES:
            return index.at[token.i]
    return _seat(title, member, index)


def _bodies_of_plural(title: Token, owner: Token | None, index: MentionIndex) -> Iterator[Token]:
    """Yield the body in whose name a plural possessor stands: 'Federation' of 'Anglers' Federation president'."""
    if owner is None or owner.tag_ not in ("NNS", "NNPS", "NNP") or not owner.text[:1].isupper():
        return
    if owner.i + 1 >= len(title.doc) or title.doc[owner.i + 1].text not in ("'", "’"):
        return
    for token in (*children(title, "compound", "nmod"), *modifiers_before(title)):
        after = token.i > owner.i and token.text[:1].isupper() and token.i in index.at
        if after and index.mentions[index.at[token.i]].type is EntityType.ORGANIZATION:
            yield token


def _is_in_participle(token: Token, index: MentionIndex) -> bool:
    """Check whether a name is joined to a participle by a hyphen: 'Oslo-based', 'Hamas-linked'."""
    last = token.i
    while index.at.get(last + 1) == index.at[token.i]:
        last += 1
    doc, behind = token.doc, last + 2
    return behind < len(doc) and doc[behind - 1].text in ("-", "‑", "–") and doc[behind].tag_ in ("VBN", "VBD")


def _seats(title: Token, member: Token, index: MentionIndex) -> Iterator[Token]:
    """Yield where a politician is told to have a seat: 'Senator Jo Roe, Republican of Ohio,'."""
    for noun in children(member, "appos") if _has_seat(title, member, index) else ():
        if noun.lemma_.lower() in lexicon.words("party_member"):
            yield from (t for c in children(noun, "prep") if (t := child(c, "pobj")) is not None)
            yield from (c for c in children(noun, "compound", "nmod", "amod") if c.i < noun.i)


def _seat(title: Token, member: Token, index: MentionIndex) -> int | None:
    """Return the place of the seat in a mark behind the name of a politician: 'Sen. Jo Roe (D-Ohio)'."""
    if not _has_seat(title, member, index):
        return None
    end = index.mentions[index.at[member.i]].span.end
    last = next(t for t in title.doc[member.i :] if t.idx + len(t) >= end)
    place = seat_behind(last)
    return index.find_at(place.start_char) if place is not None else None


def _has_seat(title: Token, member: Token, index: MentionIndex) -> bool:
    """Check whether a post is one whose seat stands behind a name, and somebody is named."""
    forms = (title.lemma_, title.text, singular_of_post(title) or "")
    named = index.mentions[index.at[member.i]].kind is MentionKind.NAME
    return named and not lexicon.words("post_of_seat").isdisjoint(form.lower().rstrip(".") for form in forms)


def _is_subject(title: Token, token: Token) -> bool:
    """Check whether the noun behind a teacher's post tells what is taught: 'professor of government'."""
    teaches = title.lemma_.lower() in lexicon.words("post_of_subject")
    return teaches and token.pos_ == "NOUN" and not has_child(token, "det", "poss")


def _is_portfolio(title: Token, token: Token, mention: Mention) -> bool:
    """Check whether a modifier is what somebody is minister for: 'Queensland Resources Minister Jo Roe'."""
    if title.lemma_.lower() not in lexicon.words("portfolio_post") or not token.i < title.i or token.dep_ == "poss":
        return False
    body = lexicon.nouns().get(mention.span.exact.split()[-1].casefold()) is EntityType.ORGANIZATION
    return mention.type not in (EntityType.COUNTRY, EntityType.PLACE) and not body


def _is_nationality(title: Token, token: Token) -> bool:
    """Check whether a modifier tells where somebody is from: 'Togolese trainer', but not 'the Togolese minister'."""
    adjective = token.dep_ in ("amod", "compound", "nmod") and token.i < title.i
    people = token.ent_type_ == "NORP" or token.text in gazetteer.demonyms()
    return adjective and people and title.lemma_.lower() not in lexicon.words("post_of_state")


def modifiers_before(title: Token) -> list[Token]:
    """List the words before a title that the parser attached to the name after it: 'Vasko coach Jo Roe'.

    Args:
        title: A noun that says what somebody is.
    """
    out: list[Token] = []
    if title.dep_ not in ("compound", "nmod"):
        return out
    first = title.left_edge.i
    while first and title.doc[first - 1].dep_ in ("compound", "nmod", "amod"):
        before = title.doc[first - 1]
        if before.head != title.head:
            break
        out.append(before)
        first = before.left_edge.i
    return out

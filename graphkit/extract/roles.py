"""Read who holds which post, and what is a member of what: appositions, titles, 'as', 'the X of Y', 'X's Y'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit import lexicon
from graphkit.extract.claims import Claims
from graphkit.extract.mentions import Found
from graphkit.extract.qualifiers import clause_qualifiers, is_hedged
from graphkit.extract.reading import Reading
from graphkit.extract.syntax import apposed, child, children, conjuncts, subject
from graphkit.model import Certainty, EntityType, MentionKind, Polarity, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_roles"]

_BODIES = (EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.PLACE)


def find_roles(reading: Reading, found: Found, made: Claims) -> tuple[Role, ...]:
    """Find the roles that a document gives.

    Args:
        reading: The document beside its parse.
        found: Its mentions.
        made: Its claims, for the voice that each role is in.

    Returns:
        The roles in order of their titles.
    """
    out: list[Role] = []
    names = frozenset(i for i, m in found.at.items() if found.mentions[m].kind is MentionKind.NAME)
    for token in reading.doc:
        if reading.skipped[token.i] or token.pos_ not in ("NOUN", "PROPN"):
            continue
        lemma = token.lemma_.lower()
        of_body = lemma in lexicon.words("role_body") and child(token, "poss") is not None
        if not (lemma in lexicon.words("role_title") or of_body) or is_hedged(token):
            continue
        for member in _holders(token, found, names):
            role = _make(reading, found, made, token, member)
            if role is not None and role not in out:
                out.append(role)
    return tuple(out)


def _holders(title: Token, found: Found, names: frozenset[int]) -> Iterator[Token]:
    """Yield whoever holds a title: the name beside it, or the subject of 'is', 'was elected', 'served as'."""
    mention = found.at.get(title.i)
    if mention is not None and found.mentions[mention].kind is MentionKind.NAME:
        return
    yield from apposed(title, names)
    if title.dep_ == "attr" and title.head.lemma_ in ("be", "become", "remain"):
        if _is_fact(title.head):
            doer = subject(title.head)
            if doer is not None and doer.i in found.at:
                yield from (t for t in conjuncts(doer) if t.i in found.at)
    elif title.dep_ == "pobj" and title.head.lower_ == "as":
        above = title.head.head
        if above.pos_ == "NOUN" and above.lemma_ in (
            "tenure",
            "term",
            "stint",
            "role",
            "career",
            "time",
            "job",
            "position",
        ):
            owner = child(above, "poss")
            if owner is not None and owner.i in found.at:
                yield owner
        elif above.pos_ == "VERB" and above.lemma_ in (
            "serve",
            "work",
            "act",
            "resign",
            "elect",
            "appoint",
            "name",
            "nominate",
            "confirm",
            "swear",
        ):
            doer = subject(above)
            if doer is not None and doer.i in found.at and _is_fact(above):
                yield doer


def _is_fact(verb: Token) -> bool:
    polarity, certainty = clause_qualifiers(verb)
    return polarity is Polarity.POSITIVE and certainty is Certainty.CERTAIN


def _make(reading: Reading, found: Found, made: Claims, title: Token, member: Token) -> Role | None:
    span = _title_span(reading, title)
    holder = found.at[member.i]
    if span is None:
        return None
    voice = made.voice[title.i]
    words = {t.lower_.rstrip("-") for t in title.doc[title.left_edge.i : title.i]}
    past = bool(words & lexicon.words("role_past")) or span.exact.casefold().startswith(("ex-", "former"))
    before = title.doc[title.left_edge.i - 1].lower_ if title.left_edge.i else ""
    return Role(
        member=holder,
        organization=_body(found, title, holder),
        title=_title(reading, title, span),
        title_span=span,
        current=not (past or before in ("former", "then")),
        within=voice if voice >= 0 else None,
    )


def _title_span(reading: Reading, title: Token) -> Span | None:
    """Cut out a title as the text words it: 'ambassador to the UN', 'senior China researcher at …'."""
    doc = reading.doc
    first, last = title.i, title.i
    for c in children(title):
        if c.i < title.i and c.dep_ in ("amod", "compound", "nmod", "quantmod", "npadvmod"):
            first = min(first, c.left_edge.i)
        elif c.i > title.i and c.dep_ == "prep" and c.lower_ in ("of", "to", "for", "at", "in", "on", "with"):
            held = child(c, "pobj")
            if held is not None and held.ent_type_ not in ("DATE", "TIME"):
                last = max(last, _end(held))
    if doc[first].dep_ == "poss":
        first += 1
    return reading.span(first, last)


def _end(token: Token) -> int:
    """Find the last token of a noun phrase without clauses and appositions."""
    last = token.i
    for c in children(token):
        if c.i > token.i and c.dep_ == "prep":
            held = child(c, "pobj")
            last = max(last, _end(held) if held is not None else c.i)
        elif c.i > token.i and c.dep_ == "conj":
            last = max(last, _end(c))
    return last


def _title(reading: Reading, title: Token, span: Span) -> str:
    words = " ".join(span.exact.split())
    for past in sorted(lexicon.words("role_past")):
        if words.casefold().startswith(f"{past} "):
            return words[len(past) + 1 :]
    return words


def _body(found: Found, title: Token, holder: int) -> int | None:
    """Find what a title is of: the possessor, the noun before it, or what follows 'of', 'at', 'for', 'in'."""
    owner = child(title, "poss")
    candidates: list[Token | None] = [owner]
    candidates += [
        child(c, "pobj") for c in children(title, "prep") if c.lower_ in ("of", "at", "for", "in", "with", "from")
    ]
    candidates += list(children(title, "compound", "nmod", "amod"))
    candidates += [child(c, "pobj") for c in children(title, "prep") if c.lower_ == "to"]
    for token in candidates:
        if token is None or token.i not in found.at or found.at[token.i] == holder:
            continue
        mention = found.mentions[found.at[token.i]]
        if mention.kind is MentionKind.PRONOUN or mention.type in _BODIES:
            return found.at[token.i]
    return None

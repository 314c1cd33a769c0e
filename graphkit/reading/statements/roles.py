"""Read roles: who holds which post, and what is part of what (appositions, titles, 'as', 'the X of Y', 'X's Y')."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, Mention, MentionKind, Role, Span
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.qualifiers import is_hedged
from graphkit.reading.grammar.joined_posts import first_post, prepositions_of
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import (
    child,
    children,
    has_child,
)
from graphkit.reading.grammar.titles import is_another_person, is_post, is_rank_behind, singular_of_post
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.holders import find_holders, find_several
from graphkit.reading.statements.organizations import find_organization, modifiers_before
from graphkit.reading.statements.post_verbs import held_by_verb
from graphkit.reading.statements.tenures import find_tenure, is_over, phase

__all__ = ["find_roles", "is_ahead"]


def find_roles(parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex) -> tuple[Role, ...]:
    """Find the roles of a document.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims, for the voice of each role.

    Returns:
        The roles in order of their titles.
    """
    out: list[Role] = []
    known: set[Role] = set()
    names = index.list_names()
    for token in parsed.doc:
        if parsed.skipped[token.i]:
            continue
        if token.pos_ == "VERB":
            found = held_by_verb(parsed, index, claims, token)
            if found is not None:
                known.add(found)
                out.append(found)
        if token.pos_ not in ("NOUN", "PROPN") or is_hedged(token) or is_ahead(token):
            continue
        holders: Iterable[tuple[Token, Token | None]] = ()
        if singular_of_post(token) is not None:
            holders = ((person, None) for person in find_several(token, index, names))
        elif _is_title(token, index):
            holders = find_holders(token, index, names)
        for member, verb in holders:
            if not _can_hold(index.mentions[index.at[member.i]].type, token) or _counts_members(token, member):
                continue
            role = _make(parsed, index, claims, token, member, verb)
            if role is not None and role not in known:
                known.add(role)
                out.append(role)
    return tuple(out)


def _is_title(token: Token, index: MentionIndex) -> bool:
    """Check whether a noun names a post, or a body that is part of another: 'a subsidiary of the Harald Group'."""
    lemma = token.lemma_.lower()
    if token.dep_ in ("compound", "nmod") and is_post(token.head):
        return False  # 'attorney general' is one post
    if is_rank_behind(token) or _goes_on(token):
        return False  # 'Attorney General Roe', 'Chief Executive Roe'
    if token.tag_ in ("NNS", "NNPS") and token.dep_ not in ("compound", "nmod"):
        return False  # 'the councillors' are no post of somebody
    if lemma in lexicon.words("courtesy_title"):
        return False  # 'Lord Roe'
    if is_post(token):
        return True
    if lemma not in lexicon.words("role_body"):
        return False
    whole = [child(c, "pobj") for c in children(token, "prep") if c.lower_ in lexicon.grammar("genitive")]
    named = (index.mentions[index.at[t.i]] for t in whole if t is not None and t.i in index.at)
    return child(token, "poss") is not None or any(
        m.kind is MentionKind.NAME and m.type is EntityType.ORGANIZATION for m in named
    )


def is_ahead(token: Token) -> bool:
    """Check whether a post is not held yet: 'the next editor'.

    Args:
        token: A noun that says what somebody is.
    """
    return any(c.lower_ in lexicon.words("role_ahead") for c in token.lefts)


def _goes_on(token: Token) -> bool:
    """Check whether a post before a name goes on with its next word: 'Chief Executive Roe'."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    beside = after is not None and token.dep_ == after.dep_ == "compound" and after.head == token.head
    return after is not None and beside and is_post(after) and not is_rank_behind(after)


def _can_hold(kind: EntityType | None, title: Token) -> bool:
    """Check whether something of a type can be what a noun says: people hold posts; bodies and states are members."""
    lemma = title.lemma_.lower()
    body = lemma in lexicon.words("role_body") or lemma in lexicon.words("role_of_body")
    return body or kind in (None, EntityType.PERSON, EntityType.UNKNOWN, EntityType.GROUP)


def _counts_members(title: Token, member: Token) -> bool:
    """Check whether a noun only tells of what a body consists: 'the seven member Federal Council'."""
    before = title.dep_ in ("compound", "nmod") and title.i < member.i
    return before and member.ent_type_ == "ORG" and title.lemma_.lower() in lexicon.words("role_of_body")


def _make(
    parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex, title: Token, member: Token, verb: Token | None
) -> Role | None:
    span = _title_span(parsed, title, member)
    holder, body = index.at[member.i], find_organization(title, member, index)
    if body is not None and _continues(index.mentions[body], index.mentions[holder], parsed):
        return None  # 'a member of the animal rights group Open Cages'
    if span is None or (body is None and (_is_comparison(title) or _is_body(index.mentions[holder]))):
        return None
    voice = claims.voice[title.i]
    # 'a former adviser and pollster', but not 'a former senator and now governor'
    apart = has_child(title, "det", "poss") or any(t.lower_ in lexicon.words("role_present") for t in title.lefts)
    first = title if apart else _post_joined(title) or first_post(title)
    words = {t.lower_.rstrip("-") for noun in {title, first} for t in title.doc[noun.left_edge.i : noun.i]}
    past = (
        bool(words & lexicon.words("role_past"))
        or any(is_over(word) for word in words)
        or span.exact.casefold().startswith(lexicon.sequence("past_prefix"))
    )
    behind = title.doc[title.i + 1 : parsed.token_at(max(span.start, span.end - 1)).i + 1]
    past |= any(t.lower_ in lexicon.grammar("bygone_prefix") and t.nbor().text == "-" for t in behind)
    before = title.doc[title.left_edge.i - 1].lower_ if title.left_edge.i else ""
    tenure = find_tenure(parsed, span.end, verb)
    # in the content of a claim, 'was' may only follow the tense of 'said'
    over = tenure.over and (voice < 0 or tenure.until is not None or (verb is not None and phase(verb) == "end"))
    return Role(
        member=holder,
        organization=body,
        title=_title(parsed, title, span),
        title_span=span,
        current=not (past or is_over(before) or over),
        since=tenure.since,
        until=tenure.until,
        within=voice if voice >= 0 else None,
    )


def _continues(body: Mention, holder: Mention, parsed: ParsedDocument) -> bool:
    """Check whether what is taken for the holder is only the name of the body, right behind its description."""
    beside = parsed.document.text[body.span.end : holder.span.start]
    nobody = holder.kind is not MentionKind.PRONOUN and holder.type is not EntityType.PERSON
    return nobody and body.span.end < holder.span.start and not beside.strip()


def _post_joined(title: Token) -> Token | None:
    """Return the post that is joined to a name with a post before it: 'Former prosecutor and mayor Jo Roe'."""
    name = title.head
    post = name.head if title.dep_ in ("compound", "nmod") and name.dep_ == "conj" else None
    if post is None or name.pos_ != "PROPN" or not is_post(post) or has_child(post, "det", "poss", "nummod"):
        return None
    return post if post.pos_ == "NOUN" and post.tag_ == "NN" else None


def _is_body(holder: Mention) -> bool:
    """Check whether what is described is a body, which holds no post of its own: 'the broadcaster Kanal Sept'."""
    return holder.type is EntityType.ORGANIZATION


def _is_comparison(title: Token) -> bool:
    """Check whether a noun only ranks somebody among others: 'the first candidate to …', 'the greatest president'."""
    ranks = lexicon.words("ranking_adjective")
    return any(
        c.text.islower() and (c.lower_ in ranks or c.tag_ == "JJS" or any(x.tag_ == "RBS" for x in c.children))
        for c in children(title, "amod")
    )


def _title_span(parsed: ParsedDocument, title: Token, member: Token) -> Span | None:
    """Return the span of a title: 'ambassador to the UN', 'senior China researcher at …'."""
    doc = parsed.doc
    first, last = title.i, title.i
    for c in children(title):
        if c == member:
            continue
        if c.i < title.i and c.dep_ in ("amod", "compound", "nmod", "quantmod", "npadvmod"):
            first = min(first, c.left_edge.i if not is_another_person(c, title) else first)
    for c in (c for c in _own_prepositions(title) if not title.i < member.i < c.i):
        obj = child(c, "pobj")
        if c.lower_ in lexicon.grammar("title_tail") and obj is not None and obj.ent_type_ not in ("DATE", "TIME"):
            last = max(last, _end(obj))
    first = min(first, *(t.left_edge.i for t in modifiers_before(title)), first)
    if last == title.i and title.i + 1 < len(doc) and is_rank_behind(doc[title.i + 1]):
        last += 1
    if doc[first].dep_ == "poss":
        first += 1
    return parsed.span(first, last)


def _own_prepositions(title: Token) -> list[Token]:
    """List the prepositions that continue a title, without those that a post behind it shares."""
    behind = min((c.i for c in children(title, "conj") if c.i > title.i and is_post(c)), default=len(title.doc))
    return [c for c in prepositions_of(title) if c.i < behind]


def _end(token: Token) -> int:
    """Return the last token of a noun phrase without clauses and appositions."""
    last = token.i
    for c in children(token):
        if c.i > token.i and c.dep_ == "prep":
            obj = child(c, "pobj")
            last = max(last, _end(obj) if obj is not None else c.i)
        elif c.i > token.i and c.dep_ == "conj":
            last = max(last, _end(c))
    return last


def _title(parsed: ParsedDocument, title: Token, span: Span) -> str:
    """Return the words of a title in the singular, without 'former' and the like."""
    at = title.idx - span.start
    words = span.exact[:at] + (singular_of_post(title) or title.text) + span.exact[at + len(title) :]
    words = " ".join(words.split())
    for past in sorted(lexicon.words("role_past")):
        if words.casefold().startswith(f"{past} "):
            return words[len(past) + 1 :]
    return words

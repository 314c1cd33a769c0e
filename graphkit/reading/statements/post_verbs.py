"""Read a post that a verb gives somebody: 'Jo Roe, who chairs the committee', 'a group headed by Roe'."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Certainty, EntityType, MentionKind, Polarity, Role
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.qualifiers import clause_qualifiers
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, is_passive, subject
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.tenures import find_tenure, is_past

__all__ = ["held_by_verb", "is_told_as_fact"]


def held_by_verb(parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex, verb: Token) -> Role | None:
    """Return the role that a verb gives its subject or its agent, or None: 'Jo Roe, who chairs the committee'.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims, for the voice of the verb.
        verb: Any verb of it.
    """
    title, body = _led(verb)
    if title is None or body is None or body.i not in index.at or not is_told_as_fact(verb):
        return None
    passive, agent = _is_undergone(verb), child(verb, "agent")
    if passive:
        holder = child(agent, "pobj") if agent is not None else None
    else:
        holder = subject(verb)
    if holder is None or holder.i not in index.at:
        return None
    member, organization = index.mentions[index.at[holder.i]], index.mentions[index.at[body.i]]
    person = member.type is EntityType.PERSON or (member.type is None and member.kind is MentionKind.PRONOUN)
    span = parsed.span(verb.i, verb.i)
    if not person or organization.type is not EntityType.ORGANIZATION or span is None:
        return None
    tenure, voice = find_tenure(parsed, organization.span.end, verb), claims.voice[verb.i]
    over = tenure.over or (tenure.until is None and is_past(verb) and not passive)
    return Role(
        member=index.at[holder.i],
        organization=index.at[body.i],
        title=title,
        title_span=span,
        current=not over,
        since=tenure.since,
        until=tenure.until,
        within=voice if voice >= 0 else None,
        rule="post-verb",
    )


def _led(verb: Token) -> tuple[str | None, Token | None]:
    """Return the post that a verb names, and the body that it is said of."""
    lemma, posts = verb.lemma_.lower(), _post_verbs()
    if lemma in posts:
        return posts[lemma], subject(verb) if _is_undergone(verb) else child(verb, "dobj")
    for prep in children(verb, "prep"):
        if f"{lemma}-{prep.lower_}" in posts:
            return posts[f"{lemma}-{prep.lower_}"], child(prep, "pobj")
    return None, None


def _is_undergone(verb: Token) -> bool:
    """Check whether a verb says what its subject undergoes: 'is headed by', 'a group headed by'."""
    return is_passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN")


@cache
def _post_verbs() -> Mapping[str, str]:
    return {lemma: post for lemmas, post in lexicon.rows("post_verbs", 2) for lemma in lemmas.split()}


def is_told_as_fact(verb: Token) -> bool:
    """Check whether a clause is told as a fact: neither negated nor hedged."""
    polarity, certainty = clause_qualifiers(verb)
    return polarity is Polarity.POSITIVE and certainty is Certainty.CERTAIN

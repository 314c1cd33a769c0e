"""Read a post that somebody holds now as a statement on holder and body: 'Jo Roe, the chairwoman of Calder Mining'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.language.relations import relations
from graphkit.model import EntityType, Mention, MentionKind, Predicate, Role, Statement
from graphkit.reading.grammar.joined_posts import prepositions_of
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, lemma_of

__all__ = ["state_posts"]

_EMPLOYERS = (EntityType.ORGANIZATION,)
_STATES = (EntityType.PLACE, EntityType.COUNTRY)
_NEVER = frozenset(
    [
        (EntityType.PLACE, "speaksFor", True),
        (EntityType.PLACE, "speaksFor", False),
        (EntityType.PLACE, "ministerOf", True),
        (EntityType.COUNTRY, "governorOf", True),
    ]
)
"""What a post is not, by the type of its body, the relation, and whether it is written small: a Representative of Ohio
does not speak for it, 'Cleveland minister Jo Roe' preaches, and an American governor governs a part of America."""


def state_posts(parsed: ParsedDocument, roles: Sequence[Role], mentions: Sequence[Mention]) -> Iterator[Statement]:
    """Yield a statement for each current role with a body, in the role's own voice.

    The head of the title is looked up as what somebody is of the body ('be-director-of'); any other post in an
    organization is work for it.

    Args:
        parsed: The parsed document.
        roles: Its roles.
        mentions: Its mentions with their types.
    """
    for role in roles:
        if role.organization is None or not role.current:
            continue
        relation = _relation(parsed, role, mentions[role.organization])
        if relation is not None and relation.name == "worksFor" and mentions[role.member].type in _EMPLOYERS:
            continue  # a company that finances a party does not work for it
        if relation is not None:
            yield Statement(
                subject=role.member,
                subject_span=mentions[role.member].span,
                predicate=relation,
                predicate_span=role.title_span,
                object=role.organization,
                object_span=mentions[role.organization].span,
                within=role.within,
                rule="post",
            )


def _relation(parsed: ParsedDocument, role: Role, body: Mention) -> Predicate | None:
    """Return the relation that a post is, or None where none is known."""
    words = _words(parsed, role, body)
    if not words or words[-1].lower_ in lexicon.words("generic_person"):
        return None
    head = words[-1]
    if _is_beat(head, body) or (head.lemma_.lower() in lexicon.words("client_post") and _is_at(body, head)):
        return None
    predicates = lexicon.predicates()
    if role.rule == "post-verb":
        return predicates.get(f"be-{role.title}-of")
    if body.type is EntityType.PERSON and head.lemma_.lower() in lexicon.words("personal_post"):
        anybody = body.span.exact.split()[0].casefold() in lexicon.grammar("indefinite_article")
        return None if anybody else predicates["work-for"]  # 'a teacher's aide' is nobody's in particular
    if not any(w.lower_ in lexicon.words("lesser_post") for w in words):
        for first in range(max(0, len(words) - 3), len(words)):
            name = "-".join(["be", *(w.lower_ for w in words[first:-1]), lemma_of(words[-1]), "of"])
            known = name in predicates and predicates[name].in_ontology
            if known and head.lemma_.lower() in lexicon.words("post_of_assembly") and not _is_assembly(body):
                return None  # 'a speaker at Halden University'
            if known and predicates[name].name == "speaksFor" and head.lower_ in lexicon.lemmas():
                continue  # 'Rep. Roe' speaks for nobody but the voters
            if known and predicates[name].name == "leads" and _is_one_of_many(head):
                return None  # 'a leader in his party'
            if known and _is_of_a_part(parsed, words[:first], words[-1], body):
                break
            if known and predicates[name].name == "memberOf" and body.type in _STATES:
                return None  # 'a member for the Volta region', 'the Spanish lawmaker'
            if known and (body.type, predicates[name].name, head.text.islower()) in _NEVER:
                return None
            if known and (not _is_person(role, body) or _is_of_people(predicates[name])):
                return predicates[name]
    kind = lexicon.nouns().get(words[-1].lemma_.lower())
    works = kind is EntityType.PERSON and head.tag_ in ("NN", "NNP") and head.lower_ not in lexicon.words("no_employee")
    if body.type in _EMPLOYERS and works:
        return predicates["work-for"]
    return None


def _is_beat(head: Token, body: Mention) -> bool:
    """Check whether a body is only what a journalist reports on: 'White House correspondent'."""
    watched = body.span.exact.casefold() in lexicon.words("reported_body") or body.type in _STATES
    return head.lemma_.lower() in lexicon.words("beat_post") and watched


def _is_one_of_many(head: Token) -> bool:
    """Check whether a post is one of several in a body, and none at its head: 'a leader in the party'."""
    article = any(c.lower_ in lexicon.grammar("indefinite_article") for c in children(head, "det"))
    behind = next((c for c in children(head, "prep") if c.i > head.i), None)
    return article and behind is not None and _is_place_word(behind)


def _is_assembly(body: Mention) -> bool:
    """Check whether a word of a body's name or description tells that it sits and votes: 'the House'."""
    return not lexicon.words("assembly").isdisjoint(body.span.exact.casefold().split())


def _is_at(body: Mention, head: Token) -> bool:
    """Check whether a place only tells where somebody works: 'a lawyer in Halden', 'a Halden lawyer'."""
    behind = next((c for c in children(head, "prep") if c.idx < body.span.start), None)
    serves = behind is not None and behind.lower_ in lexicon.grammar("post_client")
    return body.type in _STATES and not serves and head.text.islower()


def _is_of_a_part(parsed: ParsedDocument, modifiers: Sequence[Token], head: Token, body: Mention) -> bool:
    """Check whether a post is one of something inside its body: 'the bank's head of research', 'its depot chief'.

    Or in a part of a body that its name does not tell: 'chairman of the 6th District GOP'.
    """
    if head.lemma_.lower() not in lexicon.words("post_of_whole"):
        return False
    neutral = lexicon.words("neutral_modifier")
    relational = lexicon.sequence("relational_ending")
    parts = [w for w in modifiers if w.pos_ in ("NOUN", "PROPN") or w.lower_.endswith(relational)]
    parts = [w for w in parts if w.lower_ not in neutral]
    parts += [w for w in modifiers if w.like_num]  # '7th District chairman'
    of = next((c for c in prepositions_of(head) if c.i > head.i), None)
    matter = child(of, "pobj") if of is not None else None
    if of is not None and matter is not None and matter.pos_ in ("NOUN", "PROPN") and not _is_place_word(of):
        parts += [matter]  # 'director for civil liberties at the union'
    name = parsed.token_at(body.span.end - 1)
    if body.kind is MentionKind.NAME and name.i > head.i:
        parts += [c for c in children(name, "compound", "nmod") if c.lower_ not in neutral]
    return any(
        not body.span.start <= part.idx < body.span.end and part.lower_ not in lexicon.words("governing_body")
        for part in parts
    )


def _is_place_word(preposition: Token) -> bool:
    """Check whether a preposition tells where a post is, rather than what it is of: 'director in Ohio of the bank'."""
    return preposition.lower_ in lexicon.grammar("post_place")


def _is_person(role: Role, body: Mention) -> bool:
    """Check whether a post is one of a person: 'her director', but not 'Skok founder Jo Roe'."""
    return body.type is EntityType.PERSON and body.span.start < role.title_span.start


def _is_of_people(relation: Predicate) -> bool:
    """Check whether a relation is one to a person: her lawyer, but not her head."""
    return EntityType.PERSON in relations()[relation.name].objects


def _words(parsed: ParsedDocument, role: Role, body: Mention) -> list[Token]:
    """Return the words of a title up to its head: 'general manager' of 'general manager at the mine'.

    A preposition in the name of the body is none of the title: 'Bank of Halden chief'.
    """
    first, last = parsed.token_at(role.title_span.start), parsed.token_at(role.title_span.end - 1)
    words = [t for t in parsed.doc[first.i : last.i + 1] if t.is_alpha or "-" in t.text or t.lower_ in lexicon.lemmas()]
    words = [t for t in words if not (body.span.start <= t.idx < body.span.end and t.idx < words[-1].idx)]
    stop = next((n for n, t in enumerate(words) if t.tag_ == "IN" or t.dep_ == "prep"), len(words))
    return words[:stop]

"""Read roles: who holds which post, and what is part of what (appositions, titles, 'as', 'the X of Y', 'X's Y')."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import Certainty, EntityType, Mention, MentionKind, Polarity, Role, Span
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.claims.qualifiers import clause_qualifiers, is_hedged
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import apposed, child, children, conjuncts, is_passive, sentence_start, subject
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.tenures import find_tenure, is_over, phase

__all__ = ["complete_roles", "find_roles"]

_BODIES = (EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.PLACE, EntityType.GROUP, EntityType.UNKNOWN)


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
    names = frozenset(i for i, m in index.at.items() if index.mentions[m].kind is MentionKind.NAME)
    for token in parsed.doc:
        if parsed.skipped[token.i] or token.pos_ not in ("NOUN", "PROPN"):
            continue
        if not _is_title(token, index) or is_hedged(token):
            continue
        for member, verb in _holders(token, index, names):
            role = _make(parsed, index, claims, token, member, verb)
            if role is not None and role not in out:
                out.append(role)
    return tuple(out)


def complete_roles(roles: Sequence[Role], home: int | None, mentions: Sequence[Mention]) -> Iterator[Role]:
    """Yield roles, those of a state without a body as roles of the country that the document is about.

    Args:
        roles: The roles of a document.
        home: Position of a mention of that country, or None where no country is clear.
        mentions: The document's mentions.
    """
    for role in roles:
        words = role.title.split()
        of_state = bool(words) and words[-1].casefold() in lexicon.words("national_post")
        capital = of_state and words[-1][:1].isupper() and role.title_span.end < mentions[role.member].span.end
        if home is not None and role.organization is None and (capital or words[-1:] == ["minister"]):
            role = replace(role, organization=home)
        yield role


def _is_title(token: Token, index: MentionIndex) -> bool:
    """Check whether a noun names a post, or a body that is part of another: 'a subsidiary of the Harald Group'."""
    lemma = token.lemma_.lower()
    if token.dep_ in ("compound", "nmod") and _is_post(token.head):
        return False  # 'attorney general' is one post
    if _is_rank_behind(token):
        return False  # 'Attorney General Roe'
    if _is_post(token):
        return True
    if lemma not in lexicon.words("role_body"):
        return False
    whole = [child(c, "pobj") for c in children(token, "prep") if c.lower_ in lexicon.grammar("genitive")]
    named = (index.mentions[index.at[t.i]] for t in whole if t is not None and t.i in index.at)
    return child(token, "poss") is not None or any(
        m.kind is MentionKind.NAME and m.type is EntityType.ORGANIZATION for m in named
    )


def _is_rank_behind(token: Token) -> bool:
    """Check whether a word is the end of a post of two words before a name: 'Attorney General Roe'."""
    before = token.doc[token.i - 1] if token.i else None
    rank = token.lower_ in lexicon.words("rank_behind") and before is not None and before.head == token.head
    return rank and before is not None and before.lemma_.lower() in lexicon.words("role_title")


def _is_post(token: Token) -> bool:
    """Check whether a noun names a post or a profession, and not just a person."""
    lemma = token.lemma_.lower()
    if lemma in lexicon.words("role_title"):
        return True
    person = token.tag_ == "NN" and lexicon.nouns().get(lemma) is EntityType.PERSON
    return person and lemma not in lexicon.words("generic_person")


def _holders(title: Token, index: MentionIndex, names: frozenset[int]) -> Iterator[tuple[Token, Token | None]]:
    """Yield the holders of a title, each with its verb ('is', 'served as'), or None for an apposition."""
    mention = index.at.get(title.i)
    if mention is not None and index.mentions[mention].kind is MentionKind.NAME:
        return
    for name in apposed(title, names):
        yield name, None
    head = title.head
    copular = lexicon.grammar("copular_verb")
    appointed = title.dep_ in ("dobj", "oprd") and phase(head) == "begin" and head.lemma_ not in copular
    person = _named_before(title, index) if appointed else None
    if appointed and (person is not None or not is_passive(head)):
        holder = person if person is not None else child(head, "dobj")
        if holder is not None and holder != title and holder.i in index.at and _is_told_as_fact(head):
            yield holder, head
    elif title.dep_ in ("attr", "oprd") and (head.lemma_ in copular or phase(head) == "begin"):
        holder = _holder(head)
        if holder is not None and holder.i in index.at and _is_told_as_fact(head):
            yield from ((t, head) for t in conjuncts(holder) if t.i in index.at)
    elif title.dep_ == "pobj" and head.lower_ in lexicon.grammar("predicative_marker"):
        above = head.head
        if above.pos_ == "NOUN" and above.lemma_ in lexicon.words("post_noun"):
            owner = child(above, "poss")
            if owner is not None and owner.i in index.at:
                yield owner, None
        elif above.pos_ == "VERB":
            holder = _holder(above)
            if holder is None or holder.i not in index.at or not _is_told_as_fact(above):
                return
            if phase(above) is not None:
                yield holder, above
            elif head.i < holder.i and head.i == sentence_start(head):
                yield holder, None  # 'As director of the bank, she signed it'


def _named_before(title: Token, index: MentionIndex) -> Token | None:
    """Return the person who is parsed as part of the title: 'elected Ada Brandt mayor'."""
    names = (c for c in children(title, "compound", "nmod") if c.i in index.at)
    return next((c for c in names if index.mentions[index.at[c.i]].type is EntityType.PERSON), None)


def _holder(verb: Token) -> Token | None:
    """Return the holder of a post: the object of appointing and dismissing, else the subject."""
    obj = child(verb, "dobj") if phase(verb) in ("begin", "end") and not is_passive(verb) else None
    return subject(verb) if obj is None else obj


def _is_told_as_fact(verb: Token) -> bool:
    polarity, certainty = clause_qualifiers(verb)
    return polarity is Polarity.POSITIVE and certainty is Certainty.CERTAIN


def _make(
    parsed: ParsedDocument, index: MentionIndex, claims: ClaimIndex, title: Token, member: Token, verb: Token | None
) -> Role | None:
    span = _title_span(parsed, title, member)
    holder = index.at[member.i]
    if span is None:
        return None
    voice = claims.voice[title.i]
    words = {t.lower_.rstrip("-") for t in title.doc[title.left_edge.i : title.i]}
    past = (
        bool(words & lexicon.words("role_past"))
        or any(is_over(word) for word in words)
        or span.exact.casefold().startswith(lexicon.sequence("past_prefix"))
    )
    before = title.doc[title.left_edge.i - 1].lower_ if title.left_edge.i else ""
    tenure = find_tenure(parsed, span.end, verb)
    # in the content of a claim, 'was' may only follow the tense of 'said'
    over = tenure.over and (voice < 0 or tenure.until is not None or (verb is not None and phase(verb) == "end"))
    return Role(
        member=holder,
        organization=_organization(index, title, holder),
        title=_title(parsed, title, span),
        title_span=span,
        current=not (past or is_over(before) or over),
        since=tenure.since,
        until=tenure.until,
        within=voice if voice >= 0 else None,
    )


def _title_span(parsed: ParsedDocument, title: Token, member: Token) -> Span | None:
    """Return the span of a title: 'ambassador to the UN', 'senior China researcher at …'."""
    doc = parsed.doc
    first, last = title.i, title.i
    for c in children(title):
        if c == member:
            continue
        if c.i < title.i and c.dep_ in ("amod", "compound", "nmod", "quantmod", "npadvmod"):
            first = min(first, c.left_edge.i)
        elif c.i > title.i and c.dep_ == "prep" and c.lower_ in lexicon.grammar("title_tail"):
            obj = child(c, "pobj")
            if obj is not None and obj.ent_type_ not in ("DATE", "TIME"):
                last = max(last, _end(obj))
    if last == title.i and title.i + 1 < len(doc) and _is_rank_behind(doc[title.i + 1]):
        last += 1
    if doc[first].dep_ == "poss":
        first += 1
    return parsed.span(first, last)


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
    """Return the words of a title without 'former' and the like."""
    words = " ".join(span.exact.split())
    for past in sorted(lexicon.words("role_past")):
        if words.casefold().startswith(f"{past} "):
            return words[len(past) + 1 :]
    return words


def _organization(index: MentionIndex, title: Token, holder: int) -> int | None:
    """Return the body of a title: the possessor, a modifier, or the object of 'of', 'at', 'for', 'in'."""
    body, destination = lexicon.grammar("post_body"), lexicon.grammar("post_destination")
    owner = child(title, "poss")
    candidates: list[Token | None] = [owner]
    objects = [child(c, "pobj") for c in children(title, "prep") if c.lower_ in lexicon.grammar("title_tail") | body]
    candidates += [child(c, "pobj") for c in children(title, "prep") if c.lower_ in body]
    # 'head of research at the Northern Bank'
    candidates += [child(c, "pobj") for o in objects if o is not None for c in children(o, "prep") if c.lower_ in body]
    candidates += list(children(title, "compound", "nmod", "amod"))
    candidates += _modifiers_before(title)
    candidates += [child(c, "pobj") for c in children(title, "prep") if c.lower_ in destination]
    for token in candidates:
        if token is None or token.i not in index.at or index.at[token.i] == holder:
            continue
        mention = index.mentions[index.at[token.i]]
        client = token.head.lower_ in lexicon.grammar("post_client") and mention.kind is MentionKind.NAME
        if token == owner or client or mention.kind is MentionKind.PRONOUN or mention.type in _BODIES:
            return index.at[token.i]
    return None


def _modifiers_before(title: Token) -> list[Token]:
    """Return the noun before a title that the parser attached to the name after it: 'Vasko coach Jo Roe'."""
    before = title.doc[title.left_edge.i - 1] if title.left_edge.i else None
    modifies = before is not None and before.dep_ in ("compound", "nmod", "amod") and before.head == title.head
    return [before] if before is not None and modifies and title.dep_ in ("compound", "nmod") else []

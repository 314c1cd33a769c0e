"""Find who is what a noun says, and whose: 'the bank's director, Jo Roe', 'Jo Roe, who is his sister'."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind
from graphkit.reading.grammar.joined_posts import first_post
from graphkit.reading.grammar.syntax import (
    apposed,
    child,
    children,
    conjuncts,
    has_child,
    is_passive,
    sentence_start,
    subject,
)
from graphkit.reading.grammar.titles import is_post
from graphkit.reading.mentions.mentions import MentionIndex
from graphkit.reading.statements.post_verbs import is_told_as_fact
from graphkit.reading.statements.tenures import phase

__all__ = ["find_holders", "find_owner", "find_several"]


def find_holders(title: Token, index: MentionIndex, names: frozenset[int]) -> Iterator[tuple[Token, Token | None]]:
    """Yield the holders of a title, each with its verb ('is', 'served as'), or None for an apposition.

    Args:
        title: A noun that says what somebody is: a post, a profession, a kinship.
        index: The document's mentions.
        names: The tokens that are heads of names.
    """
    mention = index.at.get(title.i)
    if mention is not None and index.mentions[mention].kind is MentionKind.NAME:
        return
    head = title.head
    same = head if title.dep_ == "conj" and is_post(head) and child(title, "det") is None else title
    if same != title:
        yield from ((name, None) for name in apposed(same, names))  # 'its founder and chief executive, Jo Roe'
    behind = _person_behind(title, index)
    for name in apposed(title, names) if behind is None else (behind,):
        if not _is_of_conjunct(title, name):
            yield name, None
    if title.dep_ == "conj" and _is_of_another(title):
        # 'the editor Jo Roe and a reporter, Ada Berg', both of which the parser hangs on the first
        yield from ((c, None) for c in children(head, "appos") if c.i in names and _is_of_conjunct(head, c, title))
    for name in children(title, "conj"):
        # 'founder and chief executive Jo Roe', which the parser takes for two people
        if name.i in names and not has_child(title, "det", "poss") and any(map(is_post, children(name, "compound"))):
            yield name, None
    copular = lexicon.grammar("copular_verb")
    appointed = title.dep_ in ("dobj", "oprd") and phase(head) == "begin" and head.lemma_ not in copular
    person = _named_before(title, index) if appointed else None
    if appointed and (person is not None or not is_passive(head)):
        holder = person if person is not None else child(head, "dobj")
        if holder is not None and holder != title and holder.i in index.at and is_told_as_fact(head):
            yield holder, head
    elif _is_predicate(first_post(title)):
        verb = first_post(title).head  # 'is president of the guild and a director of the bank'
        holder = _holder(verb)
        if holder is not None and holder.i in index.at and is_told_as_fact(verb):
            yield from ((t, verb) for t in conjuncts(holder) if t.i in index.at)
    elif title.dep_ == "pobj" and head.lower_ in lexicon.grammar("predicative_marker"):
        above = head.head
        if above.pos_ == "NOUN" and above.lemma_ in lexicon.words("post_noun"):
            owner = child(above, "poss")
            if owner is not None and owner.i in index.at:
                yield owner, None
        elif above.pos_ == "VERB":
            holder = _holder(above)
            if holder is None or holder.i not in index.at or not is_told_as_fact(above):
                return
            if phase(above) is not None:
                yield holder, above
            elif head.i < holder.i and head.i == sentence_start(head):
                yield holder, None  # 'As director of the bank, she signed it'


def _is_of_conjunct(title: Token, name: Token, other: Token | None = None) -> bool:
    """Check whether a name is that of somebody joined to a title: 'the editor Jo Roe and a reporter, Ada Berg'."""
    between = [c for c in children(title, "conj") if title.i < c.i < name.i and _is_of_another(c)]
    return bool(between) and (other is None or between[-1] == other)


def _is_of_another(noun: Token) -> bool:
    """Check whether a noun that is joined to another describes somebody else: it has an article of its own."""
    return noun.pos_ == "NOUN" and has_child(noun, "det")


def find_several(title: Token, index: MentionIndex, names: frozenset[int]) -> Iterator[Token]:
    """Yield the people named beside a post in the plural: 'Justices Jo Roe and Ada Berg', 'its founders, Jo Roe and …'.

    Args:
        title: A noun that names a post in the plural.
        index: The document's mentions.
        names: The tokens that are heads of names.
    """
    before = title.dep_ in ("compound", "nmod") and title.head.i in names and title.i < title.head.i
    behind = (c for c in children(title, "appos") if c.i in names and c.i > title.i)
    listed = [title.head] if before else [c for c in behind if _is_beside(title, c)]
    people = [person for name in listed for person in conjuncts(name)]
    ends = (n for n, p in enumerate(people) if not _goes_on(p, people[n - 1] if n else title, title, index, names))
    people = people[: next(ends, None)]
    if before or len(people) > 1:  # 'Officials, Jo Roe said, were late'
        yield from people


def _is_beside(title: Token, name: Token) -> bool:
    """Check whether a name stands right behind a title, or is set apart by a comma, a bracket or a dash."""
    before = name.doc[name.left_edge.i - 1]
    return before == title or (before.text != ":" and before.is_punct)


def _goes_on(person: Token, before: Token, title: Token, index: MentionIndex, names: frozenset[int]) -> bool:
    """Check whether a name goes on with the people of a post: it has none of its own, and stands in the same list."""
    if person.i not in names or index.mentions[index.at[person.i]].type is not EntityType.PERSON:
        return False
    own = any(is_post(c) for c in children(person, "compound", "nmod") if c != title)
    return not own and all(t.text != ";" for t in title.doc[before.i : person.i])


def _is_predicate(title: Token) -> bool:
    """Check whether a clause says that its subject is something: 'is president', 'became president'."""
    verb = title.head
    says = verb.lemma_ in lexicon.grammar("copular_verb") or phase(verb) == "begin"
    return title.dep_ in ("attr", "oprd") and says


def _person_behind(title: Token, index: MentionIndex) -> Token | None:
    """Return the person named between commas right after a title with a possessor: 'the firm's lawyer, Jo Roe,'.

    The parser can attach both to a place before them: 'Outside Halden Castle, Roe's solicitor, Jo Berg, said …'.
    """
    doc, first = title.doc, title.i + 2
    if not has_child(title, "poss") or first >= len(doc) or doc[title.i + 1].text != ",":
        return None
    heads = (index.heads[m] for m in (index.at.get(i) for i in range(first, min(first + 4, len(doc)))) if m is not None)
    head = next((h for h in heads if index.mentions[index.at[h]].span.start == doc[first].idx), None)
    if head is None or index.mentions[index.at[head]].type is not EntityType.PERSON:
        return None
    named = index.mentions[index.at[head]].kind is MentionKind.NAME
    return doc[head] if named and head + 1 < len(doc) and doc[head + 1].text in (",", ".") else None


def find_owner(title: Token) -> Token | None:
    """Return the possessor of a title, also one that the parser attached to the name or to the post before it.

    'the bank's director Jo Roe', 'Calder's founder and chief executive', 'the bank, whose director Jo Roe'.

    Args:
        title: A noun that says what somebody is.
    """
    conjunct = title.dep_ == "conj" and is_post(title.head) and not has_child(title, "det")
    owner = child(title, "poss")
    if owner is None and (conjunct or title.dep_ in ("compound", "nmod")):
        owner = child(title.head, "poss")
        if owner is not None and any(t.text == "," for t in title.doc[owner.i : title.i]):
            return None  # 'his bride, top lawyer Jo Roe' is no lawyer of his
    if owner is None or owner.tag_ != "WP$":
        return owner
    clause = title
    while clause.dep_ != "relcl" and clause.head != clause:
        clause = clause.head
    return clause.head if clause.dep_ == "relcl" else None


def _named_before(title: Token, index: MentionIndex) -> Token | None:
    """Return the person who is parsed as part of the title: 'elected Ada Brandt mayor'."""
    names = (c for c in children(title, "compound", "nmod") if c.i in index.at)
    return next((c for c in names if index.mentions[index.at[c.i]].type is EntityType.PERSON), None)


def _holder(verb: Token) -> Token | None:
    """Return the holder of a post: the object of appointing and dismissing, else the subject."""
    obj = child(verb, "dobj") if phase(verb) in ("begin", "end") and not is_passive(verb) else None
    return subject(verb) if obj is None else obj

"""Find the mentions of a document: names, nominals and pronouns that can refer to an entity.

Names come from the model and are corrected by rules; nominals are noun phrases whose head is in nouns.tsv; pronouns
are personal and possessive, without the expletive 'it'.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, Mention, MentionKind
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.seats import find_seats
from graphkit.reading.grammar.syntax import NOMINAL_SUBJECTS, child, children, conjuncts, has_child
from graphkit.reading.grammar.titles import is_capital_by_place, is_post
from graphkit.reading.mentions.names import Name, find_names
from graphkit.reading.mentions.nested_places import find_nested_places

__all__ = ["MentionIndex", "find_mentions", "is_expletive"]

_UNFINISHED = ("VBN", "JJ", "JJR")
"""The tags of predicates without a verb in a clause of its own: 'makes it likely'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionIndex:
    """The mentions of a document, indexed by token.

    Args:
        mentions: In order of the text.
        heads: For each mention, its head token.
        at: Token → the mention that it is the head of, or, inside a name, the name.
        pairs: Positions of mentions of several people or bodies together ('Roe and Berg'), which only a pronoun takes
            as one entity.
    """

    mentions: tuple[Mention, ...]
    heads: tuple[int, ...]
    at: dict[int, int]
    pairs: frozenset[int] = frozenset()

    def is_nested(self, mention: int) -> bool:
        """Check whether a mention is a place nested in a longer name, which is no argument of the sentence."""
        return self.at.get(self.heads[mention]) != mention and mention not in self.pairs

    def is_seat(self, mention: int) -> bool:
        """Check whether a mention is the place of a seat behind a name, 'Ohio' of '(D-Ohio)', which is no argument."""
        return self.heads[mention] not in self.at

    def list_names(self) -> frozenset[int]:
        """List the tokens of names."""
        return frozenset(i for i, m in self.at.items() if self.mentions[m].kind is MentionKind.NAME)

    def find_at(self, start: int) -> int | None:
        """Return the first mention that begins at an offset, in code points, or None."""
        position = bisect_left(self.mentions, start, key=lambda mention: mention.span.start)
        found = position < len(self.mentions) and self.mentions[position].span.start == start
        return position if found else None


def find_mentions(parsed: ParsedDocument, sources: Iterable[tuple[int, int]] = ()) -> MentionIndex:
    """Find the mentions of a document.

    Args:
        parsed: The parsed document.
        sources: Stretches of the text (start, end), in code points, that name the source of a claim: their heads are
            mentions, whatever word they are.

    Returns:
        Its mentions, without chains.
    """
    names = find_names(parsed)
    drafts = [
        _Draft(t.start, t.end - 1, t.root.i, MentionKind.NAME, kind, range(t.start, t.end), why)
        for t, kind, why in names
    ]
    taken = {i for tokens, _, _ in names for i in range(tokens.start, tokens.end)}
    seats = [s for s in find_seats(parsed.doc) if s.start not in taken and not parsed.skipped[s.start]]
    for place in (*find_nested_places(names), *seats):
        # its tokens are indexed as those of the longer name, and those of a seat are nobody's: nothing refers to it
        drafts.append(
            _Draft(
                place.start,
                place.end - 1,
                place.root.i,
                MentionKind.NAME,
                EntityType.PLACE,
                range(0),
                "table of places",
            )
        )
    taken.update(i for seat in seats for i in range(seat.start, seat.end))
    people = {i for tokens, kind, _ in names if kind is EntityType.PERSON for i in range(tokens.start, tokens.end)}
    for token in parsed.doc:
        if token.i not in taken and not parsed.skipped[token.i]:
            draft = _draft_word(token, people)
            drafts += [draft] if draft is not None else []
    drafts += _draft_apposed(parsed, names, {i for draft in drafts for i in draft.own})
    drafts += _draft_pairs(parsed, drafts)
    drafts += _draft_owners(parsed, {i for draft in drafts for i in draft.own})
    drafts += _draft_objects(parsed, {i for draft in drafts for i in draft.own})
    drafts += _draft_sources(parsed, sources, {i for draft in drafts for i in draft.own})
    spans = [(span, draft) for draft in drafts if (span := parsed.span(draft.first, draft.last)) is not None]
    spans.sort(key=lambda pair: (pair[0].start, pair[0].end, not pair[1].own))
    mentions: list[Mention] = []
    heads: list[int] = []
    at: dict[int, int] = {}
    seen: set[tuple[int, int]] = set()
    pairs: list[int] = []
    for span, draft in spans:
        if (span.start, span.end) in seen:
            continue
        seen.add((span.start, span.end))
        at.update(dict.fromkeys(draft.own, len(mentions)))
        head = parsed.span(draft.head, draft.head) or span
        mentions.append(Mention(span=span, head=head, kind=draft.kind, type=draft.type, typed_by=draft.why))
        heads.append(draft.head)
        if draft.is_pair:
            pairs.append(len(mentions) - 1)
    return MentionIndex(mentions=tuple(mentions), heads=tuple(heads), at=at, pairs=frozenset(pairs))


class _Draft(NamedTuple):
    """A mention before it is indexed: its tokens, kind and type, the tokens of its own, and the basis of its type."""

    first: int
    last: int
    head: int
    kind: MentionKind
    type: EntityType | None
    own: range
    why: str | None = None
    is_pair: bool = False


def _draft_sources(
    parsed: ParsedDocument, sources: Iterable[tuple[int, int]], taken: Container[int]
) -> Iterator[_Draft]:
    """Yield the sources that no other rule takes for a mention: 'two of them', 'insiders', 'the other'."""
    for start, end in sorted(set(sources)):
        inside = range(parsed.token_at(start).i, parsed.token_at(end - 1).i + 1)
        head = next((parsed.doc[i] for i in inside if parsed.doc[i].head.i not in inside), None)
        if head is None or head.is_punct:
            continue
        letter = len(inside) == 1 and head.lower_ in lexicon.words("dialogue_speaker")  # however 'A: …' is parsed
        if head.i in taken or (not letter and any(c.i in taken for c in children(head, "appos"))):
            continue
        if head.lower_ in lexicon.pronouns():
            continue  # an expletive, or one that no rule follows
        first, last = _nominal_ends(head)
        yield _Draft(
            first, last, head.i, MentionKind.NOMINAL, EntityType.UNKNOWN, range(head.i, head.i + 1), "source of a claim"
        )


def _draft_apposed(parsed: ParsedDocument, names: Sequence[Name], taken: Container[int]) -> Iterator[_Draft]:
    """Yield what a person or a body is called behind its name, whatever word it is: 'Jo Roe, a chief purser, …'."""
    for tokens, kind, _ in names:
        name = tokens.root
        behind = next((c for c in children(name, "appos") if c.i > name.i), None)
        if kind not in (EntityType.PERSON, EntityType.ORGANIZATION) or behind is None or behind.i in taken:
            continue
        first = behind.left_edge
        article = first.lower_ in lexicon.grammar("article") and first.head == behind
        beside = first.i == tokens.end + 1 and parsed.doc[tokens.end].text == ","
        if behind.pos_ != "NOUN" or behind.tag_ != "NN" or not article or not beside or parsed.skipped[behind.i]:
            continue
        # at the end of a sentence it can be of the clause: 'they endorsed Roe, a sign that …'
        if name.dep_ in NOMINAL_SUBJECTS or _is_who(child(behind, "relcl")):
            own = range(behind.i, behind.i + 1)
            yield _Draft(*_nominal_ends(behind), behind.i, MentionKind.NOMINAL, kind, own, "apposition")


def _draft_owners(parsed: ParsedDocument, taken: Container[int]) -> Iterator[_Draft]:
    """Yield the bodies of posts that no other rule takes for a mention: 'the trust's director', 'head of the guard'."""
    for token in parsed.doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.i in taken or parsed.skipped[token.i]:
            continue
        of = token.dep_ == "pobj" and token.head.lower_ in lexicon.grammar("genitive") and _is_definite(token)
        post = token.head if token.dep_ == "poss" else token.head.head if of else None
        if post is not None and post.lemma_.lower() in lexicon.words("role_title"):
            own = range(token.i, token.i + 1)
            yield _Draft(
                *_nominal_ends(token), token.i, MentionKind.NOMINAL, EntityType.UNKNOWN, own, "owner of a post"
            )


def _draft_objects(parsed: ParsedDocument, taken: Container[int]) -> Iterator[_Draft]:
    """Yield the definite things that a relation of the ontology is said of: 'quashed its ban'."""
    for token in parsed.doc:
        if (
            token.dep_ not in ("dobj", "nsubjpass")
            or token.pos_ != "NOUN"
            or token.i in taken
            or parsed.skipped[token.i]
        ):
            continue
        if any(f"{token.lemma_.lower()}-{c.lower_}" in lexicon.predicates() for c in children(token, "prep")):
            continue  # 'ended its support for the rebels' is about the rebels
        if has_child(token, "acl", "ccomp", "relcl"):
            continue  # 'rejected the claim that …' is about the claim's content
        relation = lexicon.predicates().get(token.head.lemma_.lower())
        if relation is None or not relation.in_ontology or not _is_definite(token):
            continue
        own = range(token.i, token.i + 1)
        yield _Draft(
            *_nominal_ends(token), token.i, MentionKind.NOMINAL, EntityType.UNKNOWN, own, "object of a relation"
        )


def _is_definite(token: Token) -> bool:
    """Check whether a noun phrase is definite: 'the ban', 'its ban', 'that ban'."""
    return has_child(token, "poss") or any(
        c.lower_ in lexicon.grammar("definite_determiner") for c in children(token, "det")
    )


def _draft_pairs(parsed: ParsedDocument, drafts: Sequence[_Draft]) -> Iterator[_Draft]:
    """Yield the coordinations of people or of bodies: 'Roe, Berg and their lawyer'."""
    additive = lexicon.grammar("additive_conjunction")
    of_head = {draft.head: draft for draft in drafts if draft.own}
    for draft in drafts:
        token = parsed.doc[draft.head]
        if draft.type not in (EntityType.PERSON, EntityType.ORGANIZATION) or not draft.own:
            continue
        if token.dep_ in ("conj", "attr", "appos", "oprd"):
            continue  # 'is a writer and director' is one person
        together = conjuncts(token)
        if len(together) == 1 or not any(c.lower_ in additive for t in together for c in children(t, "cc")):
            continue
        members = [of_head.get(t.i) for t in together]
        if all(m is not None and m.type is draft.type and _stands_alone(parsed.doc[m.head], m) for m in members):
            last = max(m.last for m in members if m is not None)
            yield _Draft(
                draft.first, last, draft.head, draft.kind, EntityType.GROUP, range(0), "named together", is_pair=True
            )


def _stands_alone(token: Token, draft: _Draft) -> bool:
    """Check whether a conjunct is another entity: 'the minister and her aide', but not 'the actor and singer'."""
    first = token.dep_ != "conj"
    return first or draft.kind is MentionKind.NAME or token.tag_ == "NNS" or has_child(token, "det", "poss")


def _draft_word(token: Token, people: Container[int]) -> _Draft | None:
    """Return the mention that a word outside names is the head of, if it is one."""
    i = token.i
    own = range(i, i + 1)
    if token.pos_ in ("PRON", "DET") and token.lower_ in lexicon.pronouns() and not is_expletive(token):
        return _Draft(i, i, i, MentionKind.PRONOUN, None, own)
    if token.pos_ == "NOUN" and i + 1 in people and _is_title_of(token, people):
        return _Draft(_title_start(token), i, i, MentionKind.NOMINAL, EntityType.PERSON, own, "table of nouns")
    if _is_body_name(token):
        first = _body_start(token, people)
        return _Draft(first, i, i, MentionKind.NAME, EntityType.ORGANIZATION, range(first, i + 1), "before a post")
    if token.pos_ in ("ADJ", "PROPN") and token.text in gazetteer.demonyms() and _post_after(token):
        start = _demonym_start(token)
        if start is not None:
            own = range(start, i + 1)
            return _Draft(start, i, i, MentionKind.NAME, EntityType.COUNTRY, own, "table of territories")
    if (age := _age_start(token)) is not None:
        return _Draft(age, i, i, MentionKind.NOMINAL, EntityType.PERSON, own, "age")
    kind = _nominal_type(token) if token.pos_ in ("NOUN", "NUM", "PROPN") else None
    return None if kind is None else _Draft(*_nominal_ends(token), i, MentionKind.NOMINAL, kind, own, "table of nouns")


# -- nominals and pronouns


def _is_title_of(token: Token, people: Container[int]) -> bool:
    """Check whether a noun is the title of the name after it: 'actor Jo Roe'."""
    kind = lexicon.nouns().get(token.lemma_.lower())
    return kind is EntityType.PERSON and token.dep_ in ("compound", "nmod", "amod") and token.head.i in people


def _title_start(token: Token) -> int:
    """Return the first token of a title before a name: 'advice columnist', 'Swedish captain'."""
    start = token.i
    doc = token.doc
    while start and doc[start - 1].pos_ in ("NOUN", "ADJ") and doc[start - 1].head.i >= token.i:
        start -= 1
    return start


def _age_start(token: Token) -> int | None:
    """Return where an age starts that stands for a person: 'the 51-year-old', but not 'the 51-year-old man'."""
    doc, i = token.doc, token.i
    marker = lexicon.sequence("age_marker")
    if token.lower_ != marker[-1]:
        return None
    words = tuple(t.lower_ for t in doc[max(0, i - len(marker) + 1) : i + 1])
    start = i - len(marker) - 1
    if (
        words != marker
        or start < 0
        or not doc[start + 1].like_num
        or doc[start].lower_ not in lexicon.grammar("article")
    ):
        return None
    after = doc[i + 1] if i + 1 < len(doc) else None
    return None if after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ") else start


def _demonym_start(token: Token) -> int | None:
    """Return where the adjective of a state starts: at 'South' of 'South African'; None for 'eastern European'."""
    before = token.doc[token.i - 1].text if token.i else ""
    if f"{before} {token.text}" in gazetteer.demonyms():
        return token.i - 1
    return None if "part" in lexicon.place_sorts().get(before.casefold(), ()) else token.i


def _nominal_type(token: Token) -> EntityType | None:
    """Return the type of what a common noun names, or None where it is of no type that is followed."""
    quantities, genitive = lexicon.words("quantity_noun"), lexicon.grammar("genitive")
    if (one := _type_of_one(token)) is not None:
        return one
    if token.pos_ == "NUM" and not has_child(token, "nummod") and _is_who(child(token, "relcl")):
        return EntityType.GROUP  # 'including 26 who said …'
    if token.pos_ == "NUM" and token.ent_type_ == "CARDINAL" and token.lemma_.lower() not in quantities:
        return None
    if token.dep_ == "pobj" and token.head.lower_ in genitive and token.head.head.lemma_.lower() in quantities:
        return None  # 'dozens of individuals' is one mention, headed by 'dozens'
    if token.pos_ not in ("NOUN", "NUM", "PROPN"):
        return None
    if token.dep_ in ("compound", "nmod", "amod"):
        return lexicon.nouns().get(token.lemma_.lower()) if _is_body_of_post(token) else None
    if token.dep_ == "npadvmod" and token.pos_ != "PROPN":  # 'Mr. President' as a form of address
        return None
    if token.lemma_.lower() in quantities:
        of = child(token, "prep")
        inner = child(of, "pobj") if of is not None and of.lower_ in genitive else None
        kind = lexicon.nouns().get(inner.lemma_.lower()) if inner is not None else None
        people = inner is not None and inner.pos_ == "PROPN" and inner.tag_ == "NNPS"
        if kind in (EntityType.GROUP, EntityType.PERSON) or people or (inner is not None and inner.ent_type_ == "NORP"):
            return EntityType.GROUP
        return None
    if token.pos_ == "NUM":
        return None
    if (
        token.dep_ == "pobj"
        and token.tag_ == "NN"
        and not token.lefts
        and token.head.lower_ in lexicon.grammar("bare_noun_preposition")
    ):
        return None  # 'in office', 'at court', 'by letter'
    kind = lexicon.nouns().get(token.lemma_.lower()) or lexicon.nouns().get(token.lower_)
    if (
        kind is EntityType.PLACE
        and token.dep_ == "pobj"
        and lexicon.nouns().get(token.head.head.lower_) is EntityType.PERSON
    ):
        bare = token.head.lower_ in genitive and not token.lefts
        kind = None if bare else kind  # 'secretary of state'
    if kind is EntityType.EVENT and has_child(token, "nummod"):
        return None  # '60 million votes'
    if kind is EntityType.GROUP and any(c.lower_ in lexicon.grammar("nominal_object") for c in children(token, "prep")):
        return None  # 'her opposition to the law'
    if kind in (EntityType.EVENT, EntityType.WORK) and token.pos_ == "PROPN" and not has_child(token, "det", "poss"):
        return None  # 'War broke out'
    if kind is EntityType.PERSON and token.tag_ in ("NNS", "NNPS"):
        return EntityType.GROUP
    if kind is EntityType.ORGANIZATION and token.tag_ in ("NNS", "NNPS"):
        return EntityType.GROUP
    return kind


def _type_of_one(token: Token) -> EntityType | None:
    """Return the type of one of several: 'one of the freed students', 'one of its members'."""
    of = child(token, "prep") if token.lower_ in lexicon.grammar("one_of") else None
    several = child(of, "pobj") if of is not None and of.lower_ in lexicon.grammar("genitive") else None
    if several is None or several.tag_ not in ("NNS", "NNPS") or has_child(token, "conj"):
        return None
    kind = lexicon.nouns().get(several.lemma_.lower())
    return kind if kind in (EntityType.PERSON, EntityType.ORGANIZATION) else None


def _is_body_name(token: Token) -> bool:
    """Check whether a lone name is that of a post's body: 'Skok founder Jo Roe'."""
    lower = token.lower_.rstrip(".")
    if token.pos_ != "PROPN" or not token.text[:1].isupper() or len(token.text) < 3:
        return False
    post = _post_after(token)
    if post is None or post.text[:1].isupper():
        return False  # 'Battalion Chief Roe' has a title of two words
    titled = lower in lexicon.honorifics() or lower in lexicon.words("role_title") or lower in lexicon.nouns()
    # 'Transport Minister': what somebody is minister for
    portfolio = any(t.lower_ in lexicon.words("portfolio_post") for t in token.doc[token.i + 1 : token.i + 3])
    known = portfolio or lower in lexicon.words("lesser_post") or token.text in gazetteer.demonyms()
    return not titled and not known and not is_capital_by_place(token)


def _body_start(token: Token, names: Container[int]) -> int:
    """Return the first token of the name of a post's body: 'Tema Dockers trainer Jo Roe'."""
    first = token.i
    while first and token.doc[first - 1].pos_ == "PROPN" and first - 1 not in names:
        before = token.doc[first - 1]
        if before.dep_ != "compound" or before.head not in (token, token.head) or is_post(before):
            break
        first -= 1
    return first


def _is_body_of_post(token: Token) -> bool:
    """Check whether a noun says of which body a post is: 'police spokeswoman', 'league president Jo Roe'."""
    kind = lexicon.nouns().get(token.lemma_.lower())
    return kind in (EntityType.ORGANIZATION, EntityType.GROUP) and _post_after(token) is not None


def _post_after(token: Token) -> Token | None:
    """Return the post that a modifier is before, whose body or country it is: 'Tajik foreign minister'."""
    doc = token.doc
    if token.dep_ not in ("compound", "nmod", "amod") or token.head.tag_ not in ("NN", "NNP"):
        return None
    after = token.i + 1
    while after < len(doc) and doc[after].dep_ in ("compound", "nmod", "amod") and doc[after].head == token.head:
        if is_post(doc[after]):
            return doc[after]
        after += 1
    return token.head if after < len(doc) and doc[after] == token.head and is_post(token.head) else None


def _is_who(clause: Token | None) -> bool:
    return clause is not None and any(t.lower_ in lexicon.grammar("personal_relative") for t in clause.subtree)


def _nominal_ends(token: Token) -> tuple[int, int]:
    """Return the first and last token of a nominal: from its determiner to its last 'of …'."""
    doc = token.doc
    first, last = token.left_edge.i, token.right_edge.i
    for c in children(token):
        if c.i < token.i:
            if c.dep_ in ("relcl", "appos", "conj", "cc", "preconj"):
                first = max(first, c.right_edge.i + 1)
        elif c.left_edge.i <= last and (c.dep_ not in ("prep", "case") or (c.dep_ == "prep" and _is_loose(c))):
            last = c.left_edge.i - 1
    last = max(last, token.i)
    while last > token.i and (doc[last].is_punct or doc[last].is_space or doc[last].dep_ in ("cc", "case", "mark")):
        last -= 1
    while first < token.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while first < token.i and doc[first].lower_ in lexicon.words("focus_adverb"):
        first += 1  # 'even a Sikh man'
    return first, last


def _is_loose(prep: Token) -> bool:
    """Check whether a phrase after a noun is no part of its mention: 'the authorities since 2017'."""
    obj = child(prep, "pobj")
    when = obj is not None and obj.ent_type_ in ("DATE", "TIME")
    return (
        when
        or child(prep, "pcomp") is not None
        or prep.lower_ in lexicon.grammar("loose_preposition")
        or child(prep, "amod") is not None
    )


def is_expletive(token: Token) -> bool:
    """Check whether an 'it' is expletive: 'it is clear that …', 'it rained' (after Lappin and Leass, 1994)."""
    if token.lower_ not in lexicon.grammar("expletive"):
        return False
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if verb.lemma_ in lexicon.words("weather_verb") and child(verb, "dobj") is None:
        return True
    clausal = [c for c in children(verb, "ccomp", "csubj", "advcl", "xcomp", "acl", "relcl") if c.i > verb.i]
    if verb.tag_ in _UNFINISHED and verb.dep_ in ("ccomp", "xcomp") and not has_child(verb, "aux", "auxpass"):
        return any(c.dep_ == "ccomp" for c in clausal)  # 'makes it likely that …', 'had it discovered that …'
    if verb.lemma_ in lexicon.grammar("copula"):
        predicate = child(verb, "acomp", "attr")
        if predicate is None:
            return False
        if predicate.lower_ in lexicon.words("volitional_adjective") and not has_child(predicate, "ccomp"):
            return False  # 'it is willing to go': a state or a company is
        inner = [c for c in children(predicate, "xcomp", "ccomp", "acl", "advcl") if c.i > predicate.i]
        return bool(clausal or inner)
    return verb.lemma_ in lexicon.words("impersonal_verb") and any(c.dep_ in ("ccomp", "xcomp") for c in clausal)

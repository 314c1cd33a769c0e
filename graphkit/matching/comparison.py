"""Compare two claims: whether they are about one matter, and in what they then differ."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphkit.language import lexicon
from graphkit.matching.profiles import ClaimProfile, Word
from graphkit.matching.quantities import MEASURED, Number, read_days, read_numbers
from graphkit.matching.words import Stretch, Token, cover, negates, split

__all__ = ["CARRIED_OVER", "WORD_BY_WORD", "Comparison", "Difference", "Facets", "compare"]

WORD_BY_WORD = "word by word"
CARRIED_OVER = "carried over"
_CLAUSE_BY_CLAUSE = "clause by clause"

_VERBATIM = 0.7
"""The least share of words in one order of two contents that are held against each other word by word."""
_OWN = frozenset({"criticizes", "praises", "supports", "opposes", "promises", "intends", "declinesToComment"})
"""Acts that say something of their source: two who do the same make two claims."""
_JUDGING = frozenset({"criticizes", "praises"})
"""Those that may state what they judge, in a clause."""
_SCOPE = 4
"""So many words behind a negation are what it negates."""
_FEWEST = 3
"""The fewest words of a content that is held against another word by word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """In what two claims on one matter differ.

    Args:
        kind: 'polarity', 'number', 'day', 'place', 'agent' or 'post'.
        one: Where the first says it.
        other: Where the second says it.
    """

    kind: str
    one: Stretch
    other: Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of comparing two claims.

    Args:
        rule: How they were held against each other: 'word by word', 'clause by clause', or 'carried over' from claims
            that are one with them.
        differences: In what they differ; none where they are one claim.
    """

    rule: str
    differences: tuple[Difference, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the differences."""
        return frozenset(difference.kind for difference in self.differences)


class Facets:
    """What a claim is held against others by, worked out once.

    Args:
        profile: The claim.
        entities: The entity of each chain of its document.
        places: The entities that are places.
    """

    __slots__ = (
        "days", "doers", "numbers", "objects", "places", "predicates", "profile", "sources", "subjects", "tokens",
        "verbs",
    )  # fmt: skip

    def __init__(self, profile: ClaimProfile, entities: Sequence[int], places: frozenset[int]) -> None:
        self.profile = profile
        fillers = [_Filler(word, None if word.chain is None else entities[word.chain]) for word in profile.words]
        self.sources = frozenset(entities[chain] for chain in profile.sources)
        self.tokens = split(profile.pieces)
        self.numbers = tuple(read_numbers(self.tokens))
        self.days = tuple(read_days(self.tokens))
        self.verbs = frozenset(filler.word.lemma for filler in fillers if filler.word.slot == "verb")
        self.predicates = dict(self._find_predicates())
        self.doers = frozenset(word.start for word in profile.words if word.slot == "subject")
        self.subjects = tuple(filler for filler in fillers if filler.word.slot == "subject" and filler.tells)
        self.objects = tuple(filler for filler in fillers if filler.word.slot == "object" and filler.tells)
        self.places = tuple(filler for filler in fillers if filler.entity in places and filler.word.tag == "PROPN")

    def _find_predicates(self) -> Iterator[tuple[str, bool]]:
        """Yield the words that say something of a subject, each with whether it is negated."""
        places = {token.stretch.start: n for n, token in enumerate(self.tokens)}
        for word in self.profile.words:
            position = places.get(word.start)
            if position is None or word.slot not in ("verb", "object"):
                continue
            before = [token.word for token in self.tokens[max(0, position - _SCOPE) : position]]
            if word.tag in ("VERB", "ADJ"):
                yield word.lemma, negates(before)
            elif word.tag in ("NOUN", "PROPN"):
                # of a noun only what stands before it says that there is none
                yield word.lemma, not lexicon.grammar("negative_determiner").isdisjoint(before)

    def tells_branch(self, token: Token) -> bool:
        """Check whether a word before a post tells which it is: 'finance', 'foreign'."""
        nouns = (word for word in self.profile.words if word.start == token.stretch.start and word.tag == "NOUN")
        return token.word in lexicon.words("post_branch") or next(nouns, None) is not None

    def cover(self, start: int, end: int) -> Stretch:
        """Return where some of its words stand, at least one, as far as they are in the piece of the first."""
        stretch = cover(self.tokens[start:end], self.profile.pieces)
        if stretch is None:
            raise ValueError(f"there are no words from {start} to {end}")
        return stretch

    @property
    def whole(self) -> Stretch:
        """The first piece of the content."""
        start, text = self.profile.pieces[0]
        return Stretch(start, start + len(text))


@dataclass(frozen=True, slots=True)
class _Filler:
    """A word in a slot of the clause.

    Args:
        word: The word.
        entity: The position of the entity that it mentions, or None.
    """

    word: Word
    entity: int | None

    @property
    def tells(self) -> bool:
        """Whether it tells who or what is meant."""
        return self.word.tag in ("NOUN", "PROPN")

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.word.start, self.word.start + len(self.word.text))

    def is_like(self, others: Sequence[_Filler]) -> bool:
        """Check whether it is one of others, by its lemma or its entity."""
        return any(
            self.word.lemma == other.word.lemma or (self.entity is not None and self.entity == other.entity)
            for other in others
        )


def compare(one: Facets, other: Facets, *, one_story: bool = False) -> Comparison | None:
    """Find in what two claims on one matter differ; None where they are no two answers to one question.

    Args:
        one: A claim.
        other: Another claim.
        one_story: Whether their documents surely tell one story: there somebody without a name mostly is who promises
            or deplores the same in the other.
    """
    a, b = one.profile, other.profile
    if _valence(a.act) * _valence(b.act) < 0:
        return None  # that one praises what another criticises is told by their stances
    if a.open != b.open and (_valence(a.act) or _valence(b.act)):
        return None  # that somebody has yet to endorse what another endorses is no answer to one question
    if (_is_own_affair(one) or _is_own_affair(other)) and not one.sources & other.sources:
        if not one_story or not (a.anonymous or b.anonymous):
            return None
    matcher = difflib.SequenceMatcher(
        None, [t.word for t in one.tokens], [t.word for t in other.tokens], autojunk=False
    )
    alike = min(len(one.tokens), len(other.tokens)) >= _FEWEST and matcher.ratio() >= _VERBATIM
    if not alike and any(
        facets.tokens and facets.tokens[0].word in lexicon.grammar("question_opening") for facets in (one, other)
    ):
        return None  # what somebody was asked, or how something came about, is said of many things
    found = list(_compare_words(one, other, matcher) if alike else _compare_clauses(one, other))
    comparison = Comparison(rule=WORD_BY_WORD if alike else _CLAUSE_BY_CLAUSE, differences=tuple(found))
    if "" in comparison.kinds:
        return None  # each speaks of somebody else
    if comparison.kinds >= {"agent", "polarity"}:
        return None  # that one did it and that another did not can both be so
    if found and (a.open or b.open):
        return None  # who asks or doubts says nothing that could be otherwise
    return comparison


# -- word by word


def _compare_words(one: Facets, other: Facets, matcher: difflib.SequenceMatcher[str]) -> Iterator[Difference]:
    """Compare two contents of nearly the same words."""
    # Word by word every negation counts, however deep; the sign that was read tells only that of the whole content.
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    first, last = blocks[0], blocks[-1]
    ones, others = one.tokens[first.a : last.a + last.size], other.tokens[first.b : last.b + last.size]
    flipped = _weigh_negations(ones) != _weigh_negations(others)
    opposed = (one.profile.rejected != other.profile.rejected) != flipped
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "replace":
            yield from _compare_parts(one.tokens[i:j], other.tokens[k:m], one, other)
            posts = _find_other_posts(one, (i, j), other, (k, m))
            if posts is not None:
                yield Difference(kind=posts, one=one.cover(i, j), other=other.cover(k, m))
    if opposed:
        yield Difference(kind="polarity", one=one.whole, other=other.whole)


def _weigh_negations(tokens: Sequence[Token]) -> int:
    """Return 0 where no word negates, 1 for an odd number, 2 for another: 'does not, and neither should'."""
    number = sum(negates((token.word,)) for token in tokens)
    return number if number < 2 else 2 - number % 2


def _compare_parts(left: Sequence[Token], right: Sequence[Token], one: Facets, other: Facets) -> Iterator[Difference]:
    """Compare the words of one content with those that stand in their place in another."""
    days = [list(read_days(part)) for part in (left, right)]
    if all(days) and {(day.kind, day.number) for day in days[0]} != {(day.kind, day.number) for day in days[1]}:
        yield Difference(kind="day", one=days[0][0].stretch, other=days[1][0].stretch)
        return
    numbers = [list(read_numbers(part)) for part in (left, right)]
    if all(numbers):
        agree = any(x.agrees(y) for x in numbers[0] for y in numbers[1])
        if not agree or _disagree(one.numbers, other.numbers) is not None:
            yield Difference(kind="number", one=numbers[0][0].stretch, other=numbers[1][0].stretch)
        return
    directions = lexicon.grammar("direction")
    places = [{filler.word.start for filler in facets.places} for facets in (one, other)]
    found = [
        [token for token in part if token.word in directions or token.stretch.start in own]
        for part, own in zip((left, right), places, strict=True)
    ]
    if all(found):
        yield Difference(kind="place", one=found[0][0].stretch, other=found[1][0].stretch)


def _find_other_posts(one: Facets, left: tuple[int, int], other: Facets, right: tuple[int, int]) -> str | None:
    """Return in what contents differ in which two posts stand in one place.

    'was named chairman' and 'was named president' give one two posts, 'the president left' and 'the mayor left' have
    two doers; 'met the president' and 'met the mayor' can both be so, and are two claims ('').
    """
    held, branches, doing = [], [], []
    for facets, (start, end) in ((one, left), (other, right)):
        own = facets.tokens[start:end]
        post = next((token for token in own if token.word in lexicon.words("role_title")), None)
        post = post or next((t for t in facets.tokens[end : end + 1] if t.word in lexicon.words("role_title")), None)
        if post is None:
            return None
        held.append(post.word)
        branches.append(all(facets.tells_branch(token) for token in own))
        doing.append(post.stretch.start in facets.doers)
    one_post = any(posts.issuperset(held) for posts in lexicon.sets("same_post"))
    if one_post or (held[0] == held[1] and not all(branches)):
        return None
    if all(doing):
        return "agent"
    holding = not any(doing) and one.verbs | other.verbs <= lexicon.words("holding_verb")
    return "post" if holding else ""


# -- clause by clause


def _compare_clauses(one: Facets, other: Facets) -> Iterator[Difference]:
    """Compare two contents by what stands in the same slots of their clauses."""
    numbers = _disagree(one.numbers, other.numbers)
    if numbers is not None:
        yield Difference(kind="number", one=numbers[0].stretch, other=numbers[1].stretch)
    for kind in ("weekday", "day", "month", "year"):
        ones, others = ([day for day in facets.days if day.kind == kind] for facets in (one, other))
        if ones and others and not {day.number for day in ones} & {day.number for day in others}:
            yield Difference(kind="day", one=ones[0].stretch, other=others[0].stretch)
            break
    places = _find_other_place(one, other)
    if places is not None:
        yield Difference(kind="place", one=places[0].stretch, other=places[1].stretch)
    if _have_other_agents(one, other):
        yield Difference(kind="agent", one=one.subjects[0].stretch, other=other.subjects[0].stretch)
    if _have_other_signs(one, other):
        yield Difference(kind="polarity", one=one.whole, other=other.whole)


def _have_other_signs(one: Facets, other: Facets) -> bool:
    """Check whether one content says something of its subject and the other, in the same word, that it is not so."""
    rejected = one.profile.rejected != other.profile.rejected
    if not rejected and all(negates(token.word for token in facets.tokens) for facets in (one, other)):
        return False  # each says of something that it is not so
    shared = one.predicates.keys() & other.predicates.keys()
    if not shared and rejected:
        return one.profile.negative == other.profile.negative  # one rejects what the other says, in other words
    # who rejects 'her refusal to sign' says that she signed
    return any(one.predicates[lemma] != other.predicates[lemma] for lemma in shared) != rejected


def _disagree(ones: Sequence[Number], others: Sequence[Number]) -> tuple[Number, Number] | None:
    """Return two numbers of one thing that cannot both be true."""
    single = len(ones) == len(others) == 1
    for a in ones:
        for b in others:
            comparable = (a.unit == b.unit and a.unit) or (single and not {a.unit, b.unit} & MEASURED)
            if comparable and not _stands(a, b, others) and not _stands(b, a, ones):
                return a, b
    return None


def _stands(number: Number, rival: Number, others: Sequence[Number]) -> bool:
    """Check whether a number agrees with one of others of its rival's unit."""
    return any(number.agrees(other) for other in others if other.unit == rival.unit)


def _find_other_place(one: Facets, other: Facets) -> tuple[_Filler, _Filler] | None:
    """Return two places that stand in one slot and are not one."""
    known = {filler.entity for filler in other.places}
    for place in one.places:
        if place.word.slot in ("subject", "object", "verb") or place.entity in known:
            continue
        rivals = [filler for filler in other.places if filler.word.slot == place.word.slot]
        if rivals and not {filler.entity for filler in one.places} & {filler.entity for filler in rivals}:
            return place, rivals[0]
    return None


def _have_other_agents(one: Facets, other: Facets) -> bool:
    """Check whether two clauses have one verb and one object, and subjects that have nothing in common."""
    if not (one.subjects and other.subjects and one.verbs & other.verbs):
        return False
    if any(filler.is_like(other.subjects) for filler in one.subjects):
        return False
    return any(filler.is_like(other.objects) for filler in one.objects)


def _is_own_affair(facets: Facets) -> bool:
    """Check whether a claim is about its source: whom one backs, what one plans; 'complained that it leaks' is not."""
    judges = facets.profile.act in _JUDGING and facets.subjects and facets.verbs
    return facets.profile.act in _OWN and not judges


def _valence(act: str) -> int:
    """Return whether an act is for what it is about (1), against it (-1), or neither (0)."""
    return {"praises": 1, "supports": 1, "criticizes": -1, "opposes": -1}.get(act, 0)

"""Resolve the names of people by their parts, titles and numerals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Sequence

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.coreference.clusters import MentionClusters, NameIndex, WordIndex, Words, name_words

__all__ = ["People"]

_BEFORE = 20
"""The most words before a name that are looked through for titles."""


class People:
    """The people that the names of a document refer to.

    Args:
        clusters: The document's clusters; they are changed.
    """

    def __init__(self, clusters: MentionClusters) -> None:
        self.clusters = clusters
        self.by_word = WordIndex()
        self.by_name = NameIndex()
        self.named: dict[int, list[int]] = {}  # cluster → its names, in order
        self.starts = [sentence.start for sentence in clusters.parsed.doc.sents]
        self.full: Counter[int] = Counter()  # cluster → the number of its full names
        self.titled: dict[int, str] = {}  # cluster → the gender of a title

    def add(self, mention: int) -> None:
        """Add a name to the cluster of a person; longer names come before shorter ones."""
        clusters = self.clusters
        own = core_words(name_words(clusters.index.mentions[mention].span.exact))
        token = clusters.parsed.token_at(clusters.index.mentions[mention].span.start)
        gender = gender_of_title(token)
        same = [
            number
            for number in self.by_name.find(*_forms(own))
            if self._is(number, own) and self._may_be(number, gender)
        ]
        if len(own) == 1 and gender is not None:
            same = [number for number in same if self.full[number]] or same  # 'Mr Tarn' is somebody named in full
        if len(own) == 1 and len(same) > 1:
            # 'John' is Tom John rather than John Hammond: news calls people by their surnames
            same = [number for number in same if self._is_surname(number, own[0])] or same
        if len(own) == 1 and len(same) > 1:
            number = self._choose(mention, same)
        else:
            number = min(same, key=self._rank, default=None)
        if number is None and not same:
            number = self._by_middle(mention, own)
        if number is None:
            number = clusters.new(mention, EntityType.PERSON, "name")
        else:
            same_words = any(own == core_words(other) for other in clusters.items[number].names)
            clusters.put(mention, number, "name" if same_words else "part-of-name")
        self.full[number] += len(own) > 1
        self.by_word.add(own, number)
        self.by_name.add(*_forms(own), number)
        insort(self.named.setdefault(number, []), mention)
        cluster = clusters.items[number]
        if gender is not None:
            self.titled[number] = gender
        cluster.gender = cluster.gender or _gender(token, own)
        cluster.heads.update(_titles(token))

    def _by_middle(self, mention: int, own: Words) -> int | None:
        """Return who alone has a lone name as the first of two surnames, and is named in full before.

        'Jordi Ferrer Pou … Ferrer'. A given name there can be anybody's: 'Mary Ann Roe … Ann'.
        """
        if len(own) != 1 or len(own[0]) < 3 or own[0] in lexicon.given_names():
            return None
        items = self.clusters.items
        bearers = [
            number
            for number in self.by_word.sharing(own)
            if any(own[0] in core_words(name)[1:-1] for name in items[number].names)
        ]
        if len(bearers) != 1 or min(items[bearers[0]].mentions) > mention:
            return None
        return bearers[0]

    def _is_surname(self, number: int, word: str) -> bool:
        full = (core_words(name) for name in self.clusters.items[number].names)
        return any(len(words) > 1 and words[-1] == word for words in full)

    def _rank(self, number: int) -> tuple[int, int]:
        return -self.full[number], self.clusters.items[number].mentions[0]

    def _choose(self, mention: int, same: Sequence[int]) -> int | None:
        """Choose among several people of one name: the first of those who are introduced before, or nobody.

        News calls by the surname alone whoever it is about, and others of that name in full each time. Where another
        was named last, and the first not for some sentences, nothing decides.
        """
        last = {n: names[at - 1] for n in same if (at := bisect_left(names := self.named[n], mention))}
        before = list(last)
        if not before:
            return None
        first = min(before, key=lambda n: self.clusters.items[n].mentions[0])
        latest = max(before, key=last.__getitem__)
        if latest != first and self._apart(last[latest], mention) <= 1 < self._apart(last[first], mention):
            return None
        return first

    def _apart(self, before: int, mention: int) -> int:
        """Return how many sentences lie between the beginnings of two mentions."""
        heads = self.clusters.index.heads
        return bisect_right(self.starts, heads[mention]) - bisect_right(self.starts, heads[before])

    def _may_be(self, number: int, gender: str | None) -> bool:
        """Check whether a title agrees with those of a cluster, or its given name: 'Mr. Roe' is not 'Mrs. Roe'."""
        known = self.titled.get(number) or self.clusters.items[number].gender
        return gender is None or known is None or known == gender

    def _is(self, number: int, words: Words) -> bool:
        cluster = self.clusters.items[number]
        return cluster.type is EntityType.PERSON and any(same_person(words, core_words(o)) for o in cluster.names)


def core_words(words: Words) -> Words:
    """Return a name without titles and post-nominal letters: 'Dr. Jane Roe FRS'."""
    while len(words) > 1 and words[-1] in lexicon.words("post_nominal"):
        words = words[:-1]
    while len(words) > 1 and words[0] in lexicon.honorifics() and words[1] not in _numerals():
        words = words[1:]
    return words


def _forms(words: Words) -> tuple[Iterable[Words], Iterable[Words]]:
    """Return the forms of a name, and those that are short for it, by one of which `same_person` goes in each case."""
    words, _ = _split_mark(words)
    if len(words) < 2:
        return (words,), ()
    first, last = words[0], words[-1]
    surnames = (words[at:] for at in range(1, len(words) - 1))
    return (tuple(sorted(words)), (first, last), words[:2], words), ((first,), (last,), (first[0], last), *surnames)


def same_person(a: Words, b: Words) -> bool:
    """Check whether two names can be one person's.

    They have the same parts in any order, or one is the first part or the end of the other, as a surname of several
    words is; 'Louis XV' is not 'Louis XVI', and 'John Roe Jr.' is not 'John Roe Sr.'.

    >>> same_person(("jane", "roe"), ("roe",)), same_person(("louis", "xv"), ("louis", "xvi"))
    (True, False)
    >>> same_person(("gert", "van", "der", "berg"), ("van", "der", "berg"))
    True
    """
    a, first_mark = _split_mark(a)
    b, second_mark = _split_mark(b)
    if not a or not b or (first_mark and second_mark and first_mark != second_mark):
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1 and (first_mark if short is a else second_mark):
        return False  # 'Johann II' need not be Johann Roe
    if len(short) == 1:
        epithet = len(long) > 1 and long[-2] in lexicon.grammar("epithet_marker")  # 'Catherine of Siena'
        surname = long[-1] if len(long) > 1 and not epithet else ""
        return len(long) > 1 and short[0] in (surname, long[0]) and len(short[0]) > 1
    if sorted(short) == sorted(long):
        return True  # 'Mao Zedong' and 'Zedong Mao'
    if short[-1] != long[-1]:
        return long[: len(short)] == short  # 'Maya Wang Li' and 'Maya Wang'
    if long[-len(short) :] == short:
        return True  # 'Fahad Al Rashid' and 'Al Rashid'
    first, other = short[0], long[0]
    return first == other or (min(len(first), len(other)) == 1 and first[0] == other[0])


def _split_mark(words: Words) -> tuple[Words, str]:
    if len(words) > 1 and words[-1] in _numerals():
        return words[:-1], words[-1]
    return words, ""


def _numerals() -> frozenset[str]:
    return lexicon.words("suffix_person")


def gender_of_title(token: Token) -> str | None:
    """Return the gender of a title that begins a name or precedes it: 'Mrs.'."""
    previous = token.doc[token.i - 1] if token.i else None
    # 'bookmakers miss Roe' is no title
    before = previous.lower_.rstrip(".") if previous is not None and previous.text[:1].isupper() else ""
    for title in (token.lower_.rstrip("."), before):
        for gender in ("male", "female"):
            if title in lexicon.words(f"honorific_{gender}"):
                return gender
    return None


def _gender(token: Token, words: Words) -> str | None:
    """Return a person's gender by a title, or by a given name that is nearly always of one."""
    if (titled := gender_of_title(token)) is not None:
        return titled
    genders = [gender for gender in ("male", "female") if words[0] in lexicon.words(f"name_{gender}")]
    if genders:
        return genders[0] if len(genders) == 1 else None
    alone = len(words) == 1 and words[0] in lexicon.surnames()  # 'Thomas' can be anybody's
    gender = lexicon.gender_of(words[0]) if not alone else None
    return gender if gender != "either" else None


def _titles(token: Token) -> Sequence[str]:
    """List the nouns for people right before a name: 'President', 'former senator'."""
    out: list[str] = []
    i = token.i - 1
    least = max(0, token.i - _BEFORE)
    while i >= least and token.doc[i].pos_ in ("NOUN", "PROPN") and len(out) < 3:
        noun = token.doc[i].lemma_.lower()
        noun = lexicon.lemmas().get(token.doc[i].lower_, noun)
        if lexicon.nouns().get(noun) is EntityType.PERSON:
            out.append(noun)
        i -= 1
    return out

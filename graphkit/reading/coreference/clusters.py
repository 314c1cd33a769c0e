"""The clusters of mentions of a document while it is resolved; they become its chains."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graphkit.language.gazetteer import Territory
from graphkit.model import EntityType, MentionKind
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = ["MentionCluster", "MentionClusters", "NameIndex", "WordIndex", "Words", "name_words"]

type Words = tuple[str, ...]

_ALIKE = 50
"""The most entities of one name that a name is compared with."""


def name_words(name: str) -> Words:
    """Split a name into its words, in lower case and without the punctuation around them."""
    words = (part.casefold().strip(".,'’\"()") for part in name.split())
    return tuple(_undotted(word) for word in words if word)


def _undotted(word: str) -> str:
    """Return initials without dots: 'un' for 'u.n'."""
    return word.replace(".", "") if all(len(part) == 1 for part in word.split(".")) else word


class WordIndex:
    """The numbers of clusters by the words of their names."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {}

    def add(self, words: Iterable[str], number: int) -> None:
        """Add a cluster under the words of a name."""
        for word in words:
            numbers = self._numbers.setdefault(word, [])
            if number not in numbers[-8:]:
                numbers.append(number)

    def sharing(self, words: Iterable[str]) -> list[int]:
        """Return the clusters that share a word with a name; no other can have it."""
        return sorted({number for word in words for number in self._numbers.get(word, ())})


class NameIndex:
    """The numbers of clusters by what they are named, and by what else may be said for their names.

    Each list ends after `_ALIKE`, so that the cost is linear in a text of thousands that share a surname.
    """

    def __init__(self) -> None:
        self._named: dict[Words, list[int]] = {}
        self._short: dict[Words, list[int]] = {}

    def add(self, names: Iterable[Words], short: Iterable[Words], number: int) -> None:
        """Add a cluster under the forms of a name, and under those that are short for it."""
        for numbers, forms in ((self._named, names), (self._short, short)):
            for form in forms:
                known = numbers.setdefault(form, [])
                if len(known) < _ALIKE and number not in known:
                    known.append(number)

    def find(self, names: Iterable[Words], short: Iterable[Words]) -> list[int]:
        """Return the clusters that share a form with a name, or where one is short for the other."""
        names = tuple(names)
        places = ((self._named, names), (self._short, names), (self._named, short))
        return sorted({number for numbers, forms in places for form in forms for number in numbers.get(form, ())})


@dataclass(slots=True, kw_only=True)
class MentionCluster:
    """Mentions of the same entity.

    Args:
        type: Its type.
        mentions: Positions in `MentionIndex.mentions`, in order.
        at: The head tokens of its mentions, in order.
        gender: 'male', 'female' or None while it is not known.
        plural: Whether it is plural.
        territory: The state or region that it is, if any.
        heads: The lemmas of its nominals' heads ('report', 'ambassador').
        names: The words of each of its names, in lower case.
        ends: The last word of each name of several words.
        former: Its former names.
    """

    type: EntityType
    mentions: list[int] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    gender: str | None = None
    plural: bool = False
    territory: Territory | None = None
    heads: Counter[str] = field(default_factory=Counter)
    names: set[tuple[str, ...]] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)


class MentionClusters:
    """All clusters of one document.

    Args:
        parsed: The parsed document.
        index: Its mentions.
    """

    def __init__(self, parsed: ParsedDocument, index: MentionIndex) -> None:
        self.parsed = parsed
        self.index = index
        self.items: list[MentionCluster] = []
        self.home: int | None = None  # the country that the document is about
        self.of: list[int | None] = [None] * len(index.mentions)
        self.rules: list[str | None] = [None] * len(index.mentions)
        for pair in sorted(index.pairs):
            self.items[self.new(pair, EntityType.GROUP, "together")].plural = True
        self.names = index.list_names()

    def new(self, mention: int, kind: EntityType, rule: str) -> int:
        """Add a cluster with one mention, and return its number."""
        self.items.append(MentionCluster(type=kind))
        self.put(mention, len(self.items) - 1, rule)
        return len(self.items) - 1

    def open(self, kind: EntityType) -> int:
        """Add a cluster without mentions, and return its number."""
        self.items.append(MentionCluster(type=kind))
        return len(self.items) - 1

    def put(self, mention: int, cluster: int, rule: str) -> None:
        """Add a mention to a cluster, with the rule that resolved it."""
        self.of[mention] = cluster
        self.rules[mention] = rule
        self.items[cluster].mentions.append(mention)
        insort(self.items[cluster].at, self.index.heads[mention])
        if self.index.mentions[mention].kind is MentionKind.NAME:
            words = name_words(self.index.mentions[mention].span.exact)
            self.items[cluster].names.add(words)
            if len(words) > 1:
                self.items[cluster].ends.add(words[-1])

    def merge(self, into: int, other: int, rule: str) -> None:
        """Merge a cluster into another, with the rule; the second is left empty."""
        if into == other:
            return
        a, b = self.items[into], self.items[other]
        for mention in b.mentions:
            self.of[mention] = into
        self.rules[b.mentions[0]] = rule
        a.mentions = sorted({*a.mentions, *b.mentions})
        a.at = sorted([*a.at, *b.at])
        b.mentions, b.at = [], []
        a.heads.update(b.heads)
        a.names |= b.names
        a.ends |= b.ends
        a.former |= b.former
        a.gender = a.gender or b.gender
        a.territory = a.territory or b.territory

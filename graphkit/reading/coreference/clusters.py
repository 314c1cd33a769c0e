"""The clusters of mentions that grow while a document is resolved; they become chains when it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graphkit.language.lexicon import Territory
from graphkit.model import EntityType, MentionKind
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = ["ByWord", "MentionCluster", "MentionClusters", "name_words"]


def name_words(name: str) -> tuple[str, ...]:
    """Cut a name into its words, in lower case and without the signs around them."""
    return tuple(word for part in name.split() if (word := part.casefold().strip(".,'’\"()")))


class ByWord:
    """The numbers of clusters by the words of their names."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {}

    def enter(self, words: Iterable[str], number: int) -> None:
        """Note that a cluster has a name with some words."""
        for word in words:
            numbers = self._numbers.setdefault(word, [])
            if number not in numbers[-8:]:
                numbers.append(number)

    def sharing(self, words: Iterable[str]) -> list[int]:
        """Find the clusters that share a word with a name: no other can be the same, and a long text has many."""
        return sorted({number for word in words for number in self._numbers.get(word, ())})


@dataclass(slots=True, kw_only=True)
class MentionCluster:
    """Mentions that are taken to be the same entity.

    Args:
        type: What kind of thing it is.
        mentions: Positions in `MentionIndex.mentions`, in order.
        gender: 'male', 'female' or None while the text has not told.
        plural: Whether it is more than one.
        territory: The state or region that it is, if it is one.
        heads: Lemmas of the nouns that it was called by ('report', 'ambassador').
        names: The words of each of its names, in lower case.
        ends: The last word of each name of several words.
        former: Names that the text says it no longer has.
    """

    type: EntityType
    mentions: list[int] = field(default_factory=list)
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
        self.of: list[int | None] = [None] * len(index.mentions)
        self.rules: list[str | None] = [None] * len(index.mentions)
        for pair in sorted(index.pairs):
            self.items[self.new(pair, EntityType.GROUP, "together")].plural = True
        self.names = frozenset(i for i, m in index.at.items() if index.mentions[m].kind is MentionKind.NAME)

    def new(self, mention: int, kind: EntityType, rule: str) -> int:
        """Open a cluster with one mention."""
        self.items.append(MentionCluster(type=kind))
        self.put(mention, len(self.items) - 1, rule)
        return len(self.items) - 1

    def open(self, kind: EntityType) -> int:
        """Open a cluster that has no mention yet."""
        self.items.append(MentionCluster(type=kind))
        return len(self.items) - 1

    def put(self, mention: int, cluster: int, rule: str) -> None:
        """Put a mention into a cluster, and remember by which rule."""
        self.of[mention] = cluster
        self.rules[mention] = rule
        self.items[cluster].mentions.append(mention)
        if self.index.mentions[mention].kind is MentionKind.NAME:
            words = name_words(self.index.mentions[mention].span.exact)
            self.items[cluster].names.add(words)
            if len(words) > 1:
                self.items[cluster].ends.add(words[-1])

    def merge(self, into: int, other: int, rule: str) -> None:
        """Make two clusters one, and remember by which rule; the second is left empty."""
        if into == other:
            return
        a, b = self.items[into], self.items[other]
        for mention in b.mentions:
            self.of[mention] = into
        self.rules[b.mentions[0]] = rule
        a.mentions = sorted({*a.mentions, *b.mentions})
        b.mentions = []
        a.heads.update(b.heads)
        a.names |= b.names
        a.ends |= b.ends
        a.former |= b.former
        a.gender = a.gender or b.gender
        a.territory = a.territory or b.territory

"""Check whether a description can be of an entity, by what the earlier descriptions of it say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Token
from graphkit.model import MentionKind
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.grammar.syntax import child, children

__all__ = ["Descriptions", "figures_in", "modifiers_of", "names_in"]


_TITLE = 4
"""The most words of a title before a name."""


@dataclass(slots=True)
class _Said:
    """What the descriptions of an entity say of it, taken together.

    Args:
        figures: The numbers, years and ordinals in them.
        modifiers: Their adjectives and nouns before the head.
        names: The clusters of all names in them.
        definite: The clusters of the names in each that is not indefinite.
        owners: The mentions whose they are: 'the bank' in 'the bank's office'.
    """

    figures: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)
    names: set[int] = field(default_factory=set)
    definite: set[frozenset[int]] = field(default_factory=set)
    owners: set[int] = field(default_factory=set)


class Descriptions:
    """What the descriptions in a document said of each entity so far.

    It is gathered as they are read, so that the next one need not be compared with each of them.

    Args:
        clusters: The document's clusters, with its names.
    """

    def __init__(self, clusters: MentionClusters) -> None:
        self._clusters = clusters
        self._said: dict[int, _Said] = {}
        self._words: dict[int, frozenset[str]] = {}
        self._lemmas: set[str] = set()

    def add(self, number: int, token: Token) -> None:
        """Add a description of an entity.

        Args:
            number: Its cluster.
            token: The head of the description.
        """
        said = self._said.setdefault(number, _Said())
        said.figures |= figures_in(token)
        said.modifiers |= modifiers_of(self._clusters, token)
        names = names_in(self._clusters, token)
        determiner = child(token, "det")
        said.names |= names
        if names and (determiner is None or determiner.lower_ not in lexicon.grammar("indefinite_article")):
            said.definite.add(names)
        owner = self._owner(token)
        if owner is not None and self._clusters.index.mentions[owner].kind is not MentionKind.PRONOUN:
            said.owners.add(owner)  # pronouns are resolved later: see `join_owned`
        self._lemmas.add(token.lemma_.lower())

    def have(self, lemma: str) -> bool:
        """Check whether a noun is the head of one of them."""
        return lemma in self._lemmas

    def figures_agree(self, number: int, figures: frozenset[str]) -> bool:
        """Check whether a description with figures can refer to an entity: it has no other figures so far."""
        theirs = self._of(number).figures
        return not theirs or not theirs.isdisjoint(figures)

    def modifiers_agree(self, number: int, modifiers: frozenset[str]) -> bool:
        """Check whether a description with modifiers can refer to an entity.

        It has none of those that tell it from another ('the next summit'). Where it was described by others, it shares
        one: 'the ruling party' is not the opposition party. Where it was not, all are in its name: 'the central bank'
        is not Harbour Bank, and 'the exporters' association' no company that was named before.
        """
        described = self._of(number).modifiers
        new = modifiers - described - self._name_words(number)
        if new & lexicon.words("telling_modifier") or any(word in _peoples() for word in new):
            return False  # 'the French president' is not 'President Obama'
        return len(new) < len(modifiers) if described else not new

    def share_names(self, number: int, names: frozenset[int]) -> bool:
        """Check whether a description of an entity has one of several names in it."""
        return not names.isdisjoint(self._of(number).names)

    def names_agree(self, number: int, names: frozenset[int]) -> bool:
        """Check whether a description with names in it can refer to an entity: earlier ones have no other names."""
        return not any(names.isdisjoint(theirs) for theirs in self._of(number).definite)

    def has_owner(self, number: int, token: Token) -> bool:
        """Check whether 'her office' can be the earlier office: the owner is the same entity."""
        owner = self._owner(token)
        own = self._clusters.of[owner] if owner is not None else None
        if self._clusters.items[number].names:
            return own is not None and own != number
        return own is not None and any(self._clusters.of[m] == own for m in self._of(number).owners)

    def _of(self, number: int) -> _Said:
        return self._said.get(number) or _NOTHING

    def _owner(self, token: Token) -> int | None:
        """Return the mention whose something is."""
        owner = child(token, "poss")
        return self._clusters.index.at.get(owner.i) if owner is not None else None

    def _name_words(self, number: int) -> frozenset[str]:
        """Return the words of an entity's names and of the titles before them, in lower case."""
        words = self._words.get(number)
        if words is None:
            mentions = self._clusters.index.mentions
            own = (mentions[m] for m in self._clusters.items[number].mentions)
            names = [mention.span for mention in own if mention.kind is MentionKind.NAME]
            titles = (word for span in names for word in self._title(span.start))
            words = frozenset(word.casefold() for span in names for word in span.exact.split()).union(titles)
            self._words[number] = words
        return words

    def _title(self, start: int) -> Iterator[str]:
        """Yield the words of a title before a name, in lower case: 'chief', 'executive' of 'Chief Executive Jo Roe'."""
        doc = self._clusters.parsed.doc
        first = self._clusters.parsed.token_at(start).i
        for token in reversed(doc[max(0, first - _TITLE) : first]):
            if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
                return
            yield token.lower_


_NOTHING = _Said()


def figures_in(token: Token) -> frozenset[str]:
    """Return the numbers, years and ordinals before a noun: 'the 2012 election', 'the first woman'."""
    kinds = ("CARDINAL", "ORDINAL", "DATE", "QUANTITY", "PERCENT", "MONEY")
    return frozenset(t.lower_ for t in token.lefts if t.like_num or (t.ent_type_ in kinds and not t.is_stop))


def modifiers_of(clusters: MentionClusters, token: Token) -> frozenset[str]:
    """Return the words, without names, that tell which one is meant: 'the next summit', 'the commander of the army'."""
    before = {c for c in children(token, "amod", "compound", "nmod") if c.i < token.i and c.is_alpha}
    behind = {child(c, "pobj") for c in children(token, "prep") if c.lower_ in lexicon.grammar("genitive")}
    nouns = {c for c in (*children(token, "poss"), *behind) if c is not None and c.pos_ == "NOUN"}
    return frozenset(c.lower_ for c in before | nouns if c.i not in clusters.names or c.pos_ == "ADJ")


@cache
def _peoples() -> frozenset[str]:
    return frozenset(word.casefold() for word in gazetteer.demonyms())


def names_in(clusters: MentionClusters, token: Token) -> frozenset[int]:
    """Return the clusters of the names in a description: the UN in 'the UN report'."""
    at, of = clusters.index.at, clusters.of
    out = set()
    doc = token.doc
    for i in range(token.left_edge.i, token.right_edge.i + 1):
        if i != token.i and i in clusters.names and doc[i].dep_ in ("compound", "nmod", "poss", "pobj"):
            number = of[at[i]]
            if number is not None:
                out.add(number)
    return frozenset(out)

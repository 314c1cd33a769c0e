"""Understand a question: by the ways in which people ask, or else by which named question is near in meaning.

A blank for somebody or something takes only what the graph has a name for, so that a question is never understood as
one about nobody. What a question asks about in other words is looked for in what claims say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from graphkit.asking.values import Asked, Reading
from graphkit.asking.ways import Way, list_words, read_ways
from graphkit.documents.dating import find_day
from graphkit.language import lexicon, meaning
from graphkit.query import catalogue
from graphkit.query.bindings import find_near, fold, list_names

if TYPE_CHECKING:
    from graphkit.query.catalogue import NamedQuery, Parameter
    from graphkit.store import GraphStore

__all__ = ["Names", "understand"]

_LONGEST = 400
"""Of a longer question only so many characters are read: what a question asks stands in one sentence."""
_MOST_OTHERS = 3
_NEAR = 0.55
"""How near in meaning a named question must be to be taken for one that no way of asking fits, and how near to be
proposed. Of 60 questions of that kind, written without sight of the ways, two thirds of those above it were right."""
_PROPOSED = 0.3
_NAME = 6
"""A name has at most so many words."""
_SOMEBODY = "somebody"
_POSSESSIVE = re.compile(r"(?<=\w)(?:'s|s'(?=\s))(?!\w)")
_NOT = re.compile(r"\b(ca|wo|\w+)n't\b", re.IGNORECASE)
_CLOSING = " ?!.,;:…"
_QUOTES = re.compile('["“”„«»]')


class _Found(NamedTuple):
    """A way that fits a question: how well, what it means, and the name in it that the graph does not have."""

    rank: tuple[int, ...]
    reading: Reading
    unknown: str


@dataclass(frozen=True)
class Names:
    """The names that a graph has, in which those of a question are looked up.

    Args:
        store: The graph.
    """

    store: GraphStore

    def find(self, kind: str, text: str) -> str | None:
        """Find what is called so, and return its name as the graph writes it; None where nothing or several are.

        Titles before a name, and what a longer name has besides, may be left out: 'President Lind', 'Lind'.
        """
        listed, written = self._lists[kind]
        words = fold(text).split()
        for start in range(len(words)):
            name = " ".join(words[start:])
            if name in listed and (not start or self._is_title(words[:start])):
                return written[name]
        if kind == "document" or not words:
            return None
        bare = [word for word in words if word not in lexicon.honorifics()]
        longer = [name for name in self._having.get(bare[-1] if bare else "", ()) if _is_part(bare, name.split())]
        things = {thing for name in longer for thing in listed[name]}
        return written[min(longer, key=lambda name: (len(name), name))] if len(things) == 1 else None

    def list_near(self, kind: str, text: str) -> tuple[str, ...]:
        """List names that may have been meant by one that nothing has."""
        listed, written = self._lists[kind]
        wanted = fold(text)
        words = wanted.split()
        longer = (
            sorted(name for name in self._having.get(words[-1], ()) if _is_part(words, name.split())) if words else []
        )
        proposed: dict[frozenset[object], str] = {}
        for name in longer or find_near(wanted, listed):
            proposed.setdefault(frozenset(listed[name]), written[name])
        return tuple(proposed.values())[:3]

    def find_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Find the names of entities in a text: first and last offset, and the name as the graph writes it."""
        _, written = self._lists["entity"]
        words = list(re.finditer(r"\w[\w'’.-]*", text))
        at = 0
        while at < len(words):
            for end in range(min(at + _NAME, len(words)), at, -1):
                own = text[words[at].start() : words[end - 1].end()].rstrip(".")
                if fold(own) in written and any(word[0].isupper() for word in own.split()):
                    yield words[at].start(), words[at].start() + len(own), written[fold(own)]
                    at = end
                    break
            else:
                at += 1

    @cached_property
    def _lists(self) -> Mapping[str, tuple[Mapping[str, set[object]], Mapping[str, str]]]:
        return {kind: list_names(self.store, kind) for kind in ("entity", "document", "predicate")}  # type: ignore[misc]

    @cached_property
    def _having(self) -> Mapping[str, list[str]]:
        """The names of several words that have a word."""
        found: dict[str, list[str]] = {}
        for name in self._lists["entity"][0]:
            words = name.split()
            for word in set(words) if 1 < len(words) <= _NAME else ():
                found.setdefault(word, []).append(name)
        return found

    @staticmethod
    def _is_title(words: Sequence[str]) -> bool:
        titles = lexicon.honorifics() | lexicon.words("role_title")
        return all(word.strip(".") in titles or word in titles for word in words)


def understand(text: str, names: Names) -> Asked:
    """Understand a question.

    Args:
        text: The question, in English.
        names: The names that the graph has.
    """
    asked = _normalize(text)
    found = sorted((one for way in read_ways() if (one := _fit(way, asked, names))), key=lambda one: one.rank)
    readings = _drop_repeated([one.reading for one in found if not one.unknown])
    if readings:
        return Asked(text=text, best=readings[0], others=tuple(readings[1 : 1 + _MOST_OTHERS]))
    if found:
        unknown = found[0].unknown
        return Asked(text=text, best=None, unknown=unknown, near=names.list_near("entity", unknown))
    near = list(_rank_by_meaning(asked, names))
    proposed = _drop_repeated([reading for score, reading in near if score >= _PROPOSED])
    if near and near[0][0] >= _NEAR:
        return Asked(text=text, best=proposed[0], others=tuple(proposed[1 : 1 + _MOST_OTHERS]))
    return Asked(text=text, best=None, others=tuple(proposed[:_MOST_OTHERS]))


# -- by the words of the question


def _normalize(text: str) -> str:
    """Take off what asks nothing, and write short forms out."""
    asked = " ".join(text[:_LONGEST].replace("’", "'").split()).strip(_CLOSING)
    asked = _NOT.sub(lambda found: {"ca": "can", "wo": "will"}.get(found[1].lower(), found[1]) + " not", asked)
    asked = _POSSESSIVE.sub(" 's", asked)
    opening = "|".join(re.escape(word).replace("_", r"\s+") for word in list_words("opening"))
    closing = "|".join(re.escape(word).replace("_", r"\s+") for word in list_words("closing"))
    asked = re.sub(rf"^(?:(?:{opening})[\s,:]+)+(?=\S)", "", asked, flags=re.IGNORECASE)
    return re.sub(rf"(?:[\s,]+(?:{closing}))+$", "", asked, flags=re.IGNORECASE).strip(_CLOSING)


def _fit(way: Way, asked: str, names: Names) -> _Found | None:
    """Fit a way to a question; None where it is another."""
    match = way.pattern.fullmatch(f" {asked}")
    if match is None:
        return None
    question = catalogue.find(way.question)
    parameters = {parameter.name: parameter for parameter in question.parameters}
    values = dict(way.values)
    named, free, unknown = 0, 0, ""
    for group, name in way.blanks:
        words = _QUOTES.sub("", match[group] or "").strip(_CLOSING).strip()
        if not match[group] or fold(words) in _anybody():
            continue
        parameter = parameters[name]
        value = _fill(parameter, words, names)
        if value is None:
            unknown = unknown or words
        elif name in values:
            return None
        else:
            values[name] = value
            named += parameter.kind != "text"
            free += len(words.split()) if parameter.kind == "text" else 0
    if unknown and not _may_be_a_name(unknown):
        return None
    if not all(parameter.optional or parameter.name in values for parameter in parameters.values()):
        return None if not unknown else _Found((1, -named, -way.words), Reading(question=question), unknown)
    rank = (bool(unknown), -named, free, -way.words)
    return _Found(rank, Reading(question=question, values=values), unknown)


def _fill(parameter: Parameter, words: str, names: Names) -> str | None:
    """Return the value that words give a parameter; None where they give none."""
    if parameter.kind == "text":
        return re.sub(r"^(?:the|a|an|that)\s+(?=\S)", "", words, flags=re.IGNORECASE)
    if parameter.kind == "date":
        return find_day(words, words)
    if parameter.kind in catalogue.CHOICES:
        return words if words in catalogue.CHOICES[parameter.kind] else None
    return names.find(parameter.kind, words)


def _may_be_a_name(words: str) -> bool:
    """Check whether words that the graph does not know may be a name: only such are said not to be in it."""
    return len(words.split()) <= _NAME and any(word[0].isupper() for word in words.split())


def _anybody() -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in list_words("anybody"))


def _is_part(words: Sequence[str], name: Sequence[str]) -> bool:
    """Check whether words stand in a name in their order."""
    rest = iter(name)
    return bool(words) and all(word in rest for word in words)


# -- by its meaning


def _rank_by_meaning(asked: str, names: Names) -> Iterator[tuple[float, Reading]]:
    """Rank the named questions by how near they are in meaning, each with the names of the question in its blanks."""
    found, masked, last = [], [], 0
    for start, end, name in names.find_in(asked):
        found.append(name)
        masked += [asked[last:start], _SOMEBODY]
        last = end
    plain = "".join((*masked, asked[last:]))
    rated = []
    for question in catalogue.named():
        values = dict(zip(_list_entities(question), found, strict=False))
        fits = len(found) <= len(values) or not found
        if all(parameter.optional or parameter.name in values for parameter in question.parameters):
            near = max(meaning.similarity(plain, wording) for wording in _word(question))
            rated.append((near if fits else near / 2, question.name, Reading(question=question, values=values)))
    yield from ((near, reading) for near, _, reading in sorted(rated, key=lambda one: (-one[0], one[1])))


def _list_entities(question: NamedQuery) -> list[str]:
    """List the parameters of a question that take an entity, those first that it cannot do without."""
    taking = [parameter for parameter in question.parameters if parameter.kind == "entity"]
    return [parameter.name for parameter in sorted(taking, key=lambda parameter: parameter.optional)]


def _word(question: NamedQuery) -> tuple[str, str]:
    return question.question, re.sub(r"\s*\([^)]*\)", "", question.fill({}))


def _drop_repeated(readings: Sequence[Reading]) -> list[Reading]:
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}
    for reading in readings:
        found.setdefault((reading.question.name, tuple(sorted(reading.values.items()))), reading)
    return list(found.values())

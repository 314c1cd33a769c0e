"""Understand a question: by the ways in which people ask, or else by which named question is near in meaning.

A blank for somebody or something takes only what the graph has a name for, so that a question is never understood as
one about nobody. What a question asks about in other words is looked for in what claims say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal

from graphkit.asking.values import Asked, Reading
from graphkit.asking.ways import IGNORED, Way, join_words, list_own_words, list_words, read_acts, read_ways
from graphkit.documents.dating import find_day
from graphkit.language import lexicon, meaning
from graphkit.model.vocabulary import GK
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
"""How near in meaning a named question must be to be taken for one that no way of asking fits. Chosen by eye."""
_NEARER = 0.7
"""The same where its names and its act tell what it may ask."""
_PROPOSED = 0.3
"""How near it must be to be proposed."""
_NAME = 6
"""A name has at most so many words."""
_LONG = 5
_LONG_WORD = re.compile(rf"\b[a-z]{{{_LONG},20}}\b")
_SAID = f"ASK {{ ?claim <{GK}content> ?content FILTER(CONTAINS(LCASE(?content), %s)) }}"
_TAKING = frozenset({"criticizes", "praises", "supports", "opposes", "alleges"})
"""Acts of which 'of' has the object: 'criticism of Roe', but 'denials of Roe'."""
_TELLING = 2
"""A question that names nobody is read by its act only where so many words tell what it is about."""
_SOMEBODY = "somebody"
_WORD = re.compile(r"\w[\w'’.-]*")
_POSSESSIVE = re.compile(r"(?<=\w)'s(?!\w)|(?<=s)'(?=\s)")
_JOINED = re.compile(r"\s+'s(?!\w)")
_NOT = re.compile(r"\b(ca|wo|\w+)n't\b", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:\s[-–—]+|[:;.!?])\s+(?=\S)")
"""What stands between what somebody tells first and what they then ask."""
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

        What stands before a name may be left out, if it is a title or says what somebody is: 'President Lind', 'the
        hacker Lind'; and what a longer name of the graph has besides: 'Lind'.
        """
        listed, written = self._lists[kind]
        given = text.split()
        if fold(text) in list_words("asking"):
            return None
        for start in range(len(given)):
            name = fold(" ".join(given[start:]))
            if name in listed and (not start or _introduces(given[:start], given[start])):
                return written[name]
        if kind == "document" or not given:
            return None
        wanted = fold(text).split()
        while len(wanted) > 1 and wanted[0].strip(".") in lexicon.honorifics():
            del wanted[0]
        longer = [
            name
            for name in self._having.get(wanted[-1], ())
            if _is_part(wanted, name.split()) and _is_proper(written[name])
        ]
        things = {thing for name in longer for thing in listed[name]}
        return written[min(longer, key=lambda name: (len(name), name))] if len(things) == 1 else None

    def has_word(self, word: str) -> bool:
        """Check whether a word, in lower case, is a part of a name of several words."""
        return word in self._having

    def is_said(self, words: str) -> bool:
        """Check whether some claim has words in its content, in any case."""
        given = str(Literal(words.lower()))
        return bool(self.store.query(_SAID % given, use_default_graph_as_union=True))

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
        words = list(_WORD.finditer(text))
        at = 0
        while at < len(words):
            for end in range(min(at + _NAME, len(words)), at, -1):
                own = text[words[at].start() : words[end - 1].end()].rstrip(".")
                alone = not _goes_on(words, at, end) and fold(own) not in list_words("asking")
                if alone and fold(own) in written and any(word[0].isupper() for word in own.split()):
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


def understand(text: str, names: Names) -> Asked:
    """Understand a question.

    Args:
        text: The question, in English.
        names: The names that the graph has.
    """
    asked = _normalize(text)
    clauses = [asked, *(map(_normalize, _CLAUSE.split(asked)[1:][-1:]))]
    mended = [put for clause in clauses if (put := _mend(clause, names)) != clause]
    found: list[_Found] = []
    for clause in (*clauses, *mended):
        fitting = (one for way in read_ways() if (one := _fit(way, clause, names)))
        found = sorted((*found, *fitting), key=lambda one: one.rank)
        readings = _drop_repeated([one.reading for one in found if not one.unknown])
        if readings:
            return Asked(text=text, best=readings[0], others=tuple(readings[1 : 1 + _MOST_OTHERS]))
    if found:
        unknown = found[0].unknown
        return Asked(text=text, best=None, unknown=unknown, near=names.list_near("entity", unknown))
    rated = list(_rank_by_meaning(asked, names))
    loose = next(filter(None, (_read_loosely(clause, names) for clause in reversed(clauses))), None)
    proposed = [reading for score, reading in rated if score >= _PROPOSED]
    best = [reading for score, reading in rated[:1] if score >= (_NEARER if loose else _NEAR)]
    readings = _drop_repeated([*best, *([loose] if loose else ()), *proposed])
    if best or loose:
        return Asked(text=text, best=readings[0], others=tuple(readings[1 : 1 + _MOST_OTHERS]))
    return Asked(text=text, best=None, others=tuple(readings[:_MOST_OTHERS]))


# -- by the words of the question


def _normalize(text: str) -> str:
    """Take off what asks nothing, and write short forms out."""
    asked = " ".join(text[:_LONGEST].replace("’", "'").split()).strip(_CLOSING)
    asked = _NOT.sub(lambda found: {"ca": "can", "wo": "will"}.get(found[1].lower(), found[1]) + " not", asked)
    asked = _POSSESSIVE.sub(" 's", asked)
    opening, closing, idle, whoever = (
        join_words(list_words(name)) for name in ("opening", "closing", "idle", "whoever")
    )
    asked = re.sub(rf"\b(?:{idle})\s+(?=\S)", "", asked)
    asked = re.sub(rf"^(?:(?:{opening})[\s,:]+)+(?=\S)", "", asked, flags=re.IGNORECASE)
    asked = re.sub(rf"^(?:{whoever})\s+(?=\S)", "who ", asked, flags=re.IGNORECASE)
    return re.sub(rf"(?:[\s,]+(?:{closing}))+$", "", asked, flags=re.IGNORECASE).strip(_CLOSING)


def _mend(asked: str, names: Names) -> str:
    """Put words of asking for words that nearly are: 'abuot'. Words of names stay as they are."""

    def put(found: re.Match[str]) -> str:
        word = found[0]
        if word in list_own_words() or names.has_word(word):
            return word
        return next((own for own in list_own_words() if _is_slip(word, own)), word)

    return _LONG_WORD.sub(put, asked)


def _is_slip(typed: str, meant: str) -> bool:
    """Check whether two letters of a word changed places, or one is missing or too much; its first stays."""
    if typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1 or len(meant) < _LONG:
        return False
    if len(typed) == len(meant):
        apart = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(typed) == sorted(meant)
    longer, shorter = sorted((typed, meant), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)))


def _fit(way: Way, asked: str, names: Names) -> _Found | None:
    """Fit a way to a question; None where it is another."""
    match = way.pattern.fullmatch(f" {asked}")
    if match is None:
        return None
    question = _read_questions()[way.question]
    parameters = {parameter.name: parameter for parameter in question.parameters}
    values = dict(way.values)
    named, free, unknown = 0, 0, ""
    for group, name in way.blanks:
        words = _JOINED.sub("'s", _QUOTES.sub("", match[group] or "")).strip(_CLOSING).strip()
        if not match[group] or name == IGNORED or fold(words) in _anybody():
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
    opens = len(unknown.split()) == 1 and _JOINED.sub("'s", asked).startswith(unknown)  # any first word has a capital
    if unknown and (opens or not _may_be_a_name(unknown)):
        return None
    if not all(parameter.optional or parameter.name in values for parameter in parameters.values()):
        return None if not unknown else _Found((1, -named, -way.words), Reading(question=question), unknown)
    rank = (bool(unknown), -named, free, -way.words)
    return _Found(rank, Reading(question=question, values=values), unknown)


def _fill(parameter: Parameter, words: str, names: Names) -> str | None:
    """Return the value that words give a parameter; None where they give none."""
    if parameter.kind == "text":
        if len(words.split()) > 1 and words[0].isupper() and _may_be_a_name(words) and not names.find("entity", words):
            # a whole name is looked for in other words only where somebody speaks of it
            return words if names.is_said(words) else None
        return re.sub(r"^(?:the|a|an|that)\s+(?=\S)", "", words, flags=re.IGNORECASE)
    if parameter.kind == "date":
        return find_day(words, words)
    if parameter.kind in catalogue.CHOICES:
        return words if words in catalogue.CHOICES[parameter.kind] else None
    return names.find(parameter.kind, words)


def _may_be_a_name(words: str) -> bool:
    """Check whether words that the graph does not know may be a name: only such are said not to be in it."""
    given = words.split()
    particles = list_words("particle")
    while given and given[0].islower() and given[0] not in particles:
        del given[0]  # 'the hacker Lind'
    asks = any(word.lower() in list_words("asking") for word in given)
    named = all(word[0].isupper() or word.lower() in particles for word in given)
    return bool(given) and len(given) <= _NAME and named and not asks


def _introduces(words: Sequence[str], name: str) -> bool:
    """Check whether words before a name only say who it is: a title, or 'the hacker' before 'Guccifer'."""
    if all(
        word.lower().strip(".") in lexicon.honorifics() or word.lower() in lexicon.words("role_title") for word in words
    ):
        return True
    return name[0].isupper() and all(word.islower() and word not in lexicon.prepositions() for word in words)


def _goes_on(words: Sequence[re.Match[str]], start: int, end: int) -> bool:
    """Check whether a name goes on before or behind some words of a text: 'Anthony' in 'Anthony Fauci'."""
    around = [*words[max(0, start - 1) : start], *words[end : end + 1]]
    near = [
        word for word in around if word.start() - words[end - 1].end() <= 1 and words[start].start() - word.end() <= 1
    ]
    return any(
        word[0][0].isupper() and word.start() > 0 and word[0].lower() not in list_words("asking") for word in near
    )


def _is_proper(name: str) -> bool:
    """Check whether a name is one, and no description: 'Mara Lind', not 'fans of Lind'."""
    particles = list_words("particle")
    return all(word[0].isupper() or word in particles for word in name.split()) and name[0].isupper()


def _anybody() -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in list_words("anybody"))


def _is_part(words: Sequence[str], name: Sequence[str]) -> bool:
    """Check whether words stand in a name in their order."""
    rest = iter(name)
    return bool(words) and all(word in rest for word in words)


# -- by the names and the acts in it


def _read_loosely(asked: str, names: Names) -> Reading | None:
    """Read a question by whom it names and which act it asks for; None where it asks for none, or names nobody.

    Who speaks stands before the word for the act, or behind 'by'; what is left is what it is about.
    """
    words = list(_WORD.finditer(asked))
    acts = read_acts()
    telling = [word for word in words if word[0].lower() in acts]
    named = list(names.find_in(asked))
    # one that has 'you' or 'me' in it is put to the machine itself
    if not telling or any(word[0].lower() in list_words("ours") for word in words):
        return None
    questions = _read_questions()
    # what only one question is asked by tells most, then an act, then any word for saying
    verb = max(
        telling, key=lambda word: (acts[word[0].lower()] in questions, bool(acts[word[0].lower()]), -word.start())
    )
    told = acts[verb[0].lower()]
    capital = [word[0][0].isupper() and not _is_within(word, named) for word in words]
    unknown = [word for at, word in enumerate(words) if capital[at] and (at or capital[1:2] == [True])]
    helped = len(words) > 1 and words[1][0].lower() in (*list_words("do"), "s")  # 'what's'
    asks_who = words[0][0].lower() in list_words("which") and not helped
    before = [one for one in named if one[1] <= verb.start() and not asks_who]
    by = "by|from" if told in _TAKING else "by|from|of"
    behind = [one for one in named if re.search(rf"\b(?:{by})\s+(?:the\s+)?$", asked[: one[0]])]
    who = (before or [one for one in behind if one[0] > verb.start() and not asks_who])[:1]
    about = [one for one in named if one not in who]
    rest = [
        word[0]
        for word in words
        if word is not verb
        and not any(start <= word.start() < end for start, end, _ in who)
        and word[0].lower() not in list_words("asking") + list_words("be") + list_words("do")
        and word[0].lower() not in lexicon.grammar("light_word")
    ]
    if not who and any(word.start() < verb.start() for word in unknown):
        return None
    if told in questions:
        taking = [parameter.name for parameter in questions[told].parameters if parameter.kind == "entity"]
        given = dict(zip(taking, (name for _, _, name in (*who, *about)), strict=False))
        return Reading(question=questions[told], values=given) if given or not unknown else None
    if not named and (unknown or len(rest) < _TELLING):
        return None
    values = {"act": told} if told else {}
    if who:
        values["who"] = who[0][2]
    if not rest:
        return Reading(question=questions["who-said-what"], values=values) if who else None
    if len(about) == 1 and not values.get("act") and all(_is_word_of(word, about[0][2]) for word in rest):
        return Reading(question=questions["who-said-what-about"], values={**values, "about": about[0][2]})
    return Reading(question=questions["claims-like"], values={**values, "text": _JOINED.sub("'s", " ".join(rest))})


def _is_within(word: re.Match[str], named: Sequence[tuple[int, int, str]]) -> bool:
    return any(start <= word.start() < end for start, end, _ in named)


def _is_word_of(word: str, name: str) -> bool:
    return word.casefold() in name.casefold().split()


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
    for question in _read_questions().values():
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


@cache
def _read_questions() -> Mapping[str, NamedQuery]:
    """Read the named questions, once for all questions in plain words."""
    return {question.name: question for question in catalogue.named()}


def _drop_repeated(readings: Sequence[Reading]) -> list[Reading]:
    found: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}
    for reading in readings:
        found.setdefault((reading.question.name, tuple(sorted(reading.values.items()))), reading)
    return list(found.values())

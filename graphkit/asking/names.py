"""The names that a graph has, and how those of a question are found among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from graphkit.asking.words import DATE, Word, list_words
from graphkit.language import lexicon
from graphkit.model.vocabulary import GK, SKOS
from graphkit.query.bindings import find_near, fold, list_names
from graphkit.store.tables import select

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["Names", "find_spans", "is_slip", "may_be_a_name"]

_LONGEST = 6
"""A name of a question has at most so many words."""
_SAID = f"ASK {{ ?claim <{GK}content> ?content FILTER(CONTAINS(LCASE(?content), %s)) }}"
_POSTS = """SELECT ?title (MIN(?name) AS ?called) (COUNT(DISTINCT ?role) AS ?number) {
  GRAPH ?document { ?role a org:Membership ; org:member ?who ; gk:title ?title . ?who skos:prefLabel ?name }
} GROUP BY ?title ?who"""
_MOSTLY = 0.6
"""Who has a post in so large a share of its mentions is meant by it."""
_LONG = 5
"""A word may be mistyped if it has so many letters."""


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
        hacker Lind'; and what a longer name of the graph has besides: 'Lind'. One letter may be wrong.
        """
        listed, _ = self._lists[kind]
        given = text.split()
        if not given or fold(text) in list_words("asking"):
            return None
        for start in range(len(given)):
            name = fold(" ".join(given[start:]))
            if name in listed and (not start or _introduces(given[:start], given[start])):
                return self._call(kind, name)
        if kind == "document":
            return None
        wanted = _drop_titles(fold(text).split())
        longer = [name for name in self._having.get(wanted[-1], ()) if self._is_longer(wanted, name)]
        things = {thing for name in longer for thing in listed[name]}
        if len(things) > 1:  # 'Ryan' is Paul Ryan, and not the Ryan plan
            longer = [name for name in longer if name.split()[-len(wanted) :] == wanted]
            things = {thing for name in longer for thing in listed[name]}
        if len(things) == 1:
            return self._call(kind, min(longer, key=lambda name: (len(name), name)))
        return self._find_mistyped(wanted) if not longer else None

    def _call(self, kind: str, name: str) -> str:
        """Return the name to show of what has a name, if that too is no other's: 'Mara Lind' for 'Lind'."""
        listed, written = self._lists[kind]
        shown = fold(self._shown.get(next(iter(listed[name])), "")) if len(listed[name]) == 1 else ""
        return written[shown if listed.get(shown) == listed[name] else name]

    def find_holder(self, post: str) -> str | None:
        """Find who holds a post, if the articles give it to one person much oftener than to any other."""
        wanted = frozenset(fold(post).split())
        counts = sorted(((n, name) for title, name, n in self._posts if title == wanted), reverse=True)
        if not counts or counts[0][0] < _MOSTLY * sum(n for n, _ in counts):
            return None
        return self.find("entity", counts[0][1])

    def has_word(self, word: str) -> bool:
        """Check whether a word, in lower case, is a part of a name of several words."""
        return word in self._having

    def is_said(self, words: str) -> bool:
        """Check whether some claim has words in its content, in any case."""
        given = str(Literal(words.lower()))
        return bool(self.store.query(_SAID % given, use_default_graph_as_union=True))

    def is_written(self, text: str, *, proper: bool) -> bool:
        """Check whether the graph has just this name.

        Args:
            text: The name, in any case.
            proper: Whether it must be a proper name, and no description.
        """
        name = self._lists["entity"][1].get(fold(text))
        return name is not None and (not proper or _is_proper(name))

    def is_part_of_one(self, text: str) -> bool:
        """Check whether words without capitals may be a part of the name of one person: 'lind' of 'Mara Lind'."""
        name = self.find("entity", text)
        return name is not None and (" " in text or name.split()[0].lower() in lexicon.given_names())

    def list_near(self, text: str) -> tuple[str, ...]:
        """List names that may have been meant by one that nothing has."""
        listed, written = self._lists["entity"]
        wanted = fold(text)
        words = wanted.split()
        longer = (
            sorted(name for name in self._having.get(words[-1], ()) if _is_part(words, name.split())) if words else []
        )
        proposed: dict[frozenset[object], str] = {}
        for name in longer or find_near(wanted, listed):
            proposed.setdefault(frozenset(listed[name]), written[name])
        return tuple(proposed.values())[:3]

    def _is_longer(self, wanted: Sequence[str], name: str) -> bool:
        return _is_part(wanted, name.split()) and _is_proper(self._lists["entity"][1][name])

    def _find_mistyped(self, wanted: Sequence[str]) -> str | None:
        """Find the one name that has the same words but for a slip in one of them."""
        listed, _ = self._lists["entity"]
        found = {
            name
            for word in wanted
            for name in self._having.get(word, ())
            if len(name.split()) == len(wanted)
            and all(one == other or is_slip(one, other) for one, other in zip(wanted, name.split(), strict=True))
        }
        things = {thing for name in found for thing in listed[name]}
        return self._call("entity", min(found)) if len(wanted) > 1 and len(things) == 1 else None

    @cached_property
    def _lists(self) -> Mapping[str, tuple[Mapping[str, set[object]], Mapping[str, str]]]:
        return {kind: list_names(self.store, kind) for kind in ("entity", "document", "predicate")}  # type: ignore[misc]

    @cached_property
    def _shown(self) -> Mapping[object, str]:
        """The name to show of each entity."""
        rows = self.store.query(
            f"SELECT DISTINCT ?one ?name {{ ?one <{SKOS}prefLabel> ?name }}", use_default_graph_as_union=True
        )
        return {one: name.value for one, name in rows}  # type: ignore[union-attr]

    @cached_property
    def _posts(self) -> Sequence[tuple[frozenset[str], str, int]]:
        """The words of each post, the name of who is said to hold it, and how often that is said."""
        rows = select(self.store, _POSTS)
        return [(frozenset(fold(title).split()), name, int(number)) for title, name, number in rows]

    @cached_property
    def _having(self) -> Mapping[str, list[str]]:
        """The names of several words that have a word."""
        found: dict[str, list[str]] = {}
        for name in self._lists["entity"][0]:
            words = name.split()
            for word in set(words) if 1 < len(words) <= _LONGEST else ():
                found.setdefault(word, []).append(name)
        return found


def find_spans(words: Sequence[Word], names: Names) -> Iterator[tuple[int, int]]:
    """Find which words of a question are names, known or not: the first word of each and the one behind its last."""
    quiet = not any(word.text[0].isupper() for word in words[1:])
    at = 0
    while at < len(words):
        end = _find_end(words, at, names, quiet=quiet)
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _find_end(words: Sequence[Word], at: int, names: Names, *, quiet: bool) -> int:
    """Find where a name ends that begins with a word; `at` where none does."""
    if not words[at].text[0].isalpha() or words[at].form == DATE:
        return at
    run = _find_run(words, at)
    for end in range(min(at + _LONGEST, len(words)), at, -1):
        own = words[at:end]
        text = _join(own)
        if (end < run and words[at].text[0].isupper()) or not _is_whole(own):
            continue
        if own[-1].acts and any(word.form == "'s" for word in own):
            continue  # 'Lind's statements' are what Lind says
        capital = any(word.text[0].isupper() for word in own) and not (at == 0 and end == 1)
        if capital and names.is_written(text, proper=False) and not _asks(own):
            return end
        common = len(own) == 1 and _is_common(own[0])
        if not common and names.is_written(text, proper=True) and (quiet or at == 0) and not _asks(own):
            return end
    for end in (at + 2, at + 1) if quiet else ():
        own = words[at:end]
        if end == at + 2 and end <= len(words) and _is_likely_unknown(own, names):
            return end
        if end <= len(words) and not any(map(_is_common, own)) and names.is_part_of_one(_join(own)):
            return end
    if run > at + 1 and names.find("entity", _join(words[at:run])) is None:
        for end in range(run - 1, at, -1):  # two names side by side
            if all(names.find("entity", _join(own)) for own in (words[at:end], words[end:run])):
                return end
    return run


def _is_likely_unknown(words: Sequence[Word], names: Names) -> bool:
    """Check whether two words without capitals are the name of somebody whom no article has: 'emmanuel macron'."""
    first, second = words
    given = first.text.lower() in lexicon.given_names() and not _is_common(first)
    plain = second.text.isalpha() and not _is_common(second) and second.form not in list_words("verb")
    return given and plain and not names.has_word(second.text.lower()) and not names.is_said(_join(words))


def _find_run(words: Sequence[Word], at: int) -> int:
    """Find where a row of words with capitals ends; small words of names may stand within it."""
    if not words[at].text[0].isupper() or (at == 0 and _asks(words[:1])):
        return at
    end = at + 1
    while end < len(words) and end - at < _LONGEST:
        if words[end].text[0].isupper() and words[end].form != DATE and not _asks(words[end : end + 1]):
            end += 1
        elif (
            words[end].text.lower() in list_words("particle")
            and end + 1 < len(words)
            and words[end].text not in ("of", "for")
            and words[end + 1].text[0].isupper()
        ):
            end += 2
        else:
            break
    return at if end == at + 1 and at == 0 else end


def _join(words: Sequence[Word]) -> str:
    return "".join((" " if n and word.start > words[n - 1].end else "") + word.text for n, word in enumerate(words))


def _is_whole(words: Sequence[Word]) -> bool:
    """Check whether words may be a name: no mark, and no possessive at its ends."""
    return words[-1].form != "'s" and all(word.text[0].isalnum() or word.form == "'s" for word in words)


def _is_common(word: Word) -> bool:
    """Check whether a word without a capital is likelier a common one than a part of a name."""
    lower = word.text.lower()
    common = lower in list_words("asking") or lower in lexicon.grammar("light_word") or lower in lexicon.prepositions()
    return common or bool(word.acts) or word.form in lexicon.nouns() or not word.text[0].isalpha()


def _asks(words: Sequence[Word]) -> bool:
    return words[0].text.lower() in list_words("asking") and len(words) == 1


def may_be_a_name(words: str) -> bool:
    """Check whether words that the graph does not know may be a name: only such are said not to be in it."""
    given = words.split()
    particles = list_words("particle")
    while given and given[0].islower() and given[0] not in particles and given[0] not in lexicon.given_names():
        del given[0]  # 'the hacker Lind'
    asks = any(word.lower() in list_words("asking") for word in given)
    named = all(word[0].isupper() or word.lower() in particles for word in given)
    named = named or (len(given) == 2 and given[0] in lexicon.given_names())
    return bool(given) and len(given) <= _LONGEST and named and not asks


def is_slip(typed: str, meant: str) -> bool:
    """Check whether two letters of a word changed places, or one is missing or too much; its first stays."""
    if typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1 or len(meant) < _LONG:
        return False
    if len(typed) == len(meant):
        apart = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(typed) == sorted(meant)
    longer, shorter = sorted((typed, meant), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)))


def _drop_titles(words: list[str]) -> list[str]:
    first = 0
    while first < len(words) - 1 and (words[first].strip(".") in lexicon.honorifics()):
        first += 1
    return words[first:]


def _introduces(words: Sequence[str], name: str) -> bool:
    """Check whether words before a name only say who it is: a title, or 'the hacker' before 'Guccifer'."""
    if all(
        word.lower().strip(".") in lexicon.honorifics() or word.lower() in lexicon.words("role_title") for word in words
    ):
        return True
    return name[0].isupper() and all(word.islower() and word not in lexicon.prepositions() for word in words)


def _is_proper(name: str) -> bool:
    """Check whether a name is one, and no description: 'Mara Lind', not 'fans of Lind'."""
    particles = list_words("particle")
    return all(word[0].isupper() or word in particles for word in name.split()) and name[0].isupper()


def _is_part(words: Sequence[str], name: Sequence[str]) -> bool:
    """Check whether words stand in a name in their order."""
    rest = iter(name)
    return bool(words) and all(word in rest for word in words)

"""The ways in which people ask, from questions.tsv: each a pattern of words that a question must have as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graphkit.language import lexicon

__all__ = ["IGNORED", "Way", "join_words", "list_own_words", "list_words", "read_acts", "read_ways"]

_OTHER = "=@"
"""What lines begin with that are no ways: classes of words, and what words tell of an act."""
IGNORED = "_"
"""The blank for words that a question may have and that give it no value."""
_BLANK = re.compile(r"\[(\w+)\](\??)")
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprt]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way of asking a named question.

    Args:
        question: The name of the question.
        values: What it gets besides its blanks.
        pattern: What the whole question must be; each blank is a group, numbered by how often its name came before.
        blanks: The group of each blank, and the parameter that it fills.
        words: How many words of its own it has.
    """

    question: str
    values: Mapping[str, str]
    pattern: re.Pattern[str]
    blanks: tuple[tuple[str, str], ...]
    words: int


@cache
def read_ways() -> tuple[Way, ...]:
    """Read the ways of asking, in the order of the file.

    Raises:
        ValueError: A line names a class of words that there is not.
    """
    return tuple(_read(name, way) for name, way in lexicon.rows("questions", 2) if name[0] not in _OTHER)


@cache
def list_words(name: str) -> tuple[str, ...]:
    """List the words of a class, the longest first.

    Raises:
        ValueError: There is no such class.
    """
    return tuple(sorted(_classes(name), key=lambda word: (-len(word), word)))


def join_words(words: Iterable[str]) -> str:
    """Join words to a part of a pattern that any of them fits; '_' in one stands for white space."""
    return "|".join(re.escape(word).replace("_", r"\s+") for word in words)


@cache
def read_acts() -> Mapping[str, str]:
    """Read which act a word tells that a question is about; '' where any."""
    found: dict[str, str] = {}
    for name, told in lexicon.rows("questions", 2):
        if name.startswith("@"):
            for token in told.split():
                for word in list_words(token[1:-1]) if token.startswith("{") else (token,):
                    found.setdefault(word, name[1:])
    return {word: act for word, act in found.items() if "_" not in word}


@cache
def list_own_words() -> tuple[str, ...]:
    """List the single words that ways have of their own."""
    tokens = {token for _, way in lexicon.rows("questions", 2) for token in way.split() if token[0].isalpha()}
    words = {word for token in tokens for word in token.removesuffix("?").split("|")}
    classes = (own[1:] for own, _ in lexicon.rows("questions", 2) if own.startswith("="))
    return tuple(sorted(word for word in words.union(*map(list_words, classes)) if word.isalpha()))


def _classes(name: str) -> Iterator[str]:
    listed = {own[1:]: words for own, words in lexicon.rows("questions", 2) if own.startswith("=")}
    if name not in listed:
        raise ValueError(f"questions.tsv: there is no class of words {name!r}")
    for word in listed[name].split():
        yield from _inflect(word[1:]) if word.startswith("~") else (word,)


def _inflect(word: str) -> Iterator[str]:
    """Yield the forms of a regular verb; what follows it stays: 'call_for', 'calls_for'."""
    verb, mark, rest = word.partition("_")
    stem = verb.removesuffix("e")
    ends_in_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = verb[:-1] + "ies" if ends_in_y else verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    past = verb[:-1] + "ied" if ends_in_y else stem + "ed"
    yield from (form + mark + rest for form in (verb, third, past, stem + "ing"))
    if _DOUBLED.search(verb[-3:]):
        yield from (verb + verb[-1] + ending + mark + rest for ending in ("ed", "ing"))


def _read(name: str, way: str) -> Way:
    question, *given = name.split()
    pieces: list[str] = []
    blanks: list[tuple[str, str]] = []
    words = 0
    for token in way.split():
        blank = _BLANK.fullmatch(token)
        if blank:
            group = f"{blank[1]}_{sum(parameter == blank[1] for _, parameter in blanks)}"
            blanks.append((group, blank[1]))
            piece = rf"\s+(?P<{group}>\S.*?)"
        else:
            piece = rf"\s+(?:{join_words(_list_alternatives(token.removesuffix('?')))})"
            words += not token.endswith("?")
        pieces.append(f"(?:{piece})?" if token.endswith("?") else piece)
    return Way(
        question=question,
        values=dict(value.split("=", 1) for value in given),
        pattern=re.compile("".join(pieces), re.IGNORECASE),
        blanks=tuple(blanks),
        words=words,
    )


def _list_alternatives(token: str) -> Sequence[str]:
    """List the words that may stand for a token."""
    if token.startswith("{"):
        return [word for name in token[1:-1].split("|") for word in list_words(name)]
    return token.split("|")

"""Read the numbers and the days that a content gives, so that two contents can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graphkit.language import lexicon
from graphkit.matching.words import Stretch, Token

__all__ = ["MEASURED", "Day", "Number", "read_days", "read_numbers"]

MEASURED = frozenset({"minute", "kilogram", "metre", "litre", "%", "$", "£", "€", "¥"})
"""The units of what is measured and not counted."""

_DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)([a-z]+)?")
_MONEY = re.compile(r"[£$€¥]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DAYS = 31
_FAR = 3
"""So many words behind a number its unit may stand: '400 more jobs'."""
_BEFORE = 3
"""So many words before a number may bound it: 'as many as 12'."""
_ROUGH = 0.1
"""How far apart 'about' two numbers may be that are one, as a share of the greater."""
_TURNED = {"over": "most", "under": "least"}
"""What 'no more than' and 'no fewer than' make of 'more than' and 'fewer than'."""
_TENS, _HUNDRED = 10, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of something.

    Args:
        value: The number, in one unit of its kind: minutes for all times.
        unit: What is counted, as the singular of a noun; 'minute' for times, 'kilogram' for weights, the sign for
            money, '%' for shares; '' where nothing tells.
        bound: 'least' ('at least 12'), 'over' ('more than 12'), 'most' ('up to 12'), 'under' ('fewer than 12'),
            'about', or '' (just so many).
        stretch: Where it stands.
    """

    value: float
    unit: str
    bound: str
    stretch: Stretch

    def agrees(self, other: Number) -> bool:
        """Check whether two numbers can both be true, or are near enough for words like 'about'."""
        if self.value == other.value:
            return self.bound == other.bound or not {"over", "under"} & {self.bound, other.bound}
        if "about" in (self.bound, other.bound):
            return abs(self.value - other.value) <= _ROUGH * max(self.value, other.value)
        low, high = sorted((self, other), key=lambda number: number.value)
        return low.bound in ("least", "over") or high.bound == "under"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, a month or a year that a content names.

    Args:
        kind: 'weekday' (Monday is 0), 'day' of a month, 'month' (January is 1) or 'year'.
        number: Its number.
        stretch: Where it stands.
    """

    kind: str
    number: int
    stretch: Stretch


def read_numbers(tokens: Sequence[Token]) -> Iterator[Number]:
    """Yield the numbers in a content, those of years and of days of a month left out.

    Args:
        tokens: Its words.
    """
    words = [token.word for token in tokens]
    at = 0
    while at < len(words):
        share = _read_share(words, at)
        if share is not None:
            value, end = share
            yield _hold(tokens, words, at, end, value, "%")
        elif words[at] in _values("times"):
            end = at + 1
            yield _hold(tokens, words, at, end, _values("times")[words[at]], "time")
        else:
            found, end = _read_value(words, at)
            if found is not None and not _is_date(words, at, end):
                yield _make(tokens, words, at, end, found)
        at = end


def read_days(tokens: Sequence[Token]) -> Iterator[Day]:
    """Yield the days, months and years that a content names.

    Args:
        tokens: Its words.
    """
    for position, token in enumerate(tokens):
        word = token.word
        if word in _weekdays():
            yield Day(kind="weekday", number=_weekdays()[word], stretch=token.stretch)
        near = (*tokens[max(0, position - 1) : position], *tokens[position + 1 : position + 2])
        digits = [other for other in near if other.word.isdigit()]
        if word in _months() and (digits or word != "may"):
            yield Day(kind="month", number=_months()[word], stretch=token.stretch)
            for other in digits:
                if int(other.word) <= _DAYS:
                    yield Day(kind="day", number=int(other.word), stretch=other.stretch)
        if _YEAR.fullmatch(word) and not _is_counted([t.word for t in tokens], position):
            yield Day(kind="year", number=int(word), stretch=token.stretch)


def _read_share(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """Read the share that begins at a word, in hundredths, and the position after it: 'a third', 'one tram in five'."""
    lead, end = (1.0, at + 1) if words[at] in lexicon.grammar("indefinite_article") else _read_value(words, at)
    if lead is None or end >= len(words):
        return None
    if words[end] in _values("fraction"):
        # 'a third man' has a noun behind it
        after = words[end + 1] if end + 1 < len(words) else ""
        alone = not after or after in lexicon.grammar("light_word")
        return (lead * _values("fraction")[words[end]], end + 1) if alone else None
    for position in (end, end + 1):
        if words[position : position + 1] == ["in"] or words[position : position + 2] == ["out", "of"]:
            start = position + (1 if words[position] == "in" else 2)
            whole, behind = _read_value(words, start) if start < len(words) else (None, start)
            counted = {_singular(word) for word in words[behind : behind + 1]}
            if whole is None or _is_date(words, start, behind) or not counted.isdisjoint(_measures()):
                return None
            return (100 * lead / whole, behind) if lead < whole else None
    return None


def _read_value(words: Sequence[str], at: int) -> tuple[float | None, int]:
    """Read the number that begins at a word, and the position after it."""
    total: float | None = None
    start = at
    while at < len(words):
        word = words[at]
        digits = _DIGITS.fullmatch(word) if total is None else None
        if digits and (digits[2] is None or digits[2] in _values("factor")):
            total = float(digits[1].replace(",", "")) * _values("factor").get(digits[2] or "", 1)
        elif word in _values("number") and (total is None or _goes_on(total, _values("number")[word])):
            total = (total or 0) + _values("number")[word]
        elif word in _values("factor") and (total is not None or word in lexicon.grammar("round_number")):
            total = (1 if total is None else total) * _values("factor")[word]
        elif not (word == "and" and start < at and words[at + 1 : at + 2] and words[at + 1] in _values("number")):
            break
        at += 1
    return total, max(at, start + 1)


def _goes_on(total: float, value: float) -> bool:
    """Check whether a number in words goes on: 'twenty two', 'two hundred ten', and not 'two three'."""
    return (total >= _TENS and total % _TENS == 0 and value < _TENS) or (
        total >= _HUNDRED and total % _HUNDRED == 0 and value < _HUNDRED
    )


def _is_date(words: Sequence[str], start: int, end: int) -> bool:
    """Check whether a number is a year or the day of a month, or 'one' as a pronoun."""
    if {*words[max(0, start - 1) : start], *words[end : end + 1]} & _months().keys():
        return True
    alone = end == start + 1
    year = alone and _YEAR.fullmatch(words[start]) is not None and not _is_counted(words, start)
    return year or (alone and words[start] == "one" and end == len(words))


def _is_counted(words: Sequence[str], position: int) -> bool:
    """Check whether a number of four digits counts what follows: '2000 people', and not '2000 and'."""
    following = words[position + 1] if position + 1 < len(words) else ""
    return following.endswith("s") or following in lexicon.grammar("irregular_plural")


def _make(tokens: Sequence[Token], words: Sequence[str], start: int, end: int, value: float) -> Number:
    skipped = lexicon.grammar("light_word") | lexicon.grammar("additive")
    after = [word for word in words[end : end + _FAR] if word not in skipped]
    sign = _find_sign(tokens[start])
    unit = sign or next(iter(after), "")
    if not sign:
        for word in after:
            if _singular(word) in _measures():
                unit, size = _measures()[_singular(word)]
                value *= size
                break
            if word in lexicon.words("percent_sign") or word == "cent":
                unit = "%"
                break
    return _hold(tokens, words, start, end, value, _singular(unit))


def _hold(tokens: Sequence[Token], words: Sequence[str], start: int, end: int, value: float, unit: str) -> Number:
    """Return a number with what bounds it."""
    bound = _find_bound(words[max(0, start - _BEFORE) : start])
    if "or" in words[end : end + _FAR] and {"more", "over"} & {*words[end : end + _FAR + 1]}:
        bound = "least"
    first, last = tokens[start].stretch, tokens[end - 1].stretch
    return Number(value=value, unit=unit, bound=bound, stretch=Stretch(first.start, last.end))


def _find_bound(before: Sequence[str]) -> str:
    """Return how the words before a number bound it; 'no more than' bounds it from above."""
    for position in range(len(before) - 1, -1, -1):
        bound = _bounds().get(before[position])
        if bound is not None:
            negated = before[max(0, position - 1) : position] in (["no"], ["not"])
            return _TURNED.get(bound, bound) if negated else bound
    return ""


def _find_sign(token: Token) -> str:
    """Return the sign of the currency before a number, or ''."""
    found = _MONEY.match(token.before)
    return found[0] if found else ""


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def _values(kind: str) -> Mapping[str, float]:
    rows = lexicon.rows("quantities", 3)
    return {name: float(value) for own, value, names in rows if own == kind for name in names.split()}


@cache
def _measures() -> Mapping[str, tuple[str, float]]:
    rows = lexicon.rows("quantities", 3)
    return {name: (own, float(value)) for own, value, names in rows if own in MEASURED for name in names.split()}


@cache
def _bounds() -> Mapping[str, str]:
    rows = lexicon.rows("quantities", 3)
    return {name: value for own, value, names in rows if own == "bound" for name in names.split()}


@cache
def _months() -> Mapping[str, int]:
    return _calendar("month")


@cache
def _weekdays() -> Mapping[str, int]:
    return _calendar("weekday")


def _calendar(kind: str) -> Mapping[str, int]:
    rows = lexicon.rows("calendar", 3)
    return {name: int(number) for own, number, names in rows if own == kind for name in names.split()}

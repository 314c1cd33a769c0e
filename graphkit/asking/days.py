"""The days and other times of which a question asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from graphkit.asking.words import NUMBER, Word, list_words
from graphkit.documents.dating import find_day
from graphkit.language import lexicon

__all__ = ["find_times", "read_day"]

_LONGEST = 5
_YEAR = 4
"""A day has at most so many words and marks: 'August 10 , 2016'."""


def find_times(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Find the days, months and years in a question: the first word of each and the one behind its last."""
    at = 0
    while at < len(words):
        end = next((end for end in range(min(at + _LONGEST, len(words)), at, -1) if _is_time(words, at, end)), at)
        if end > at:
            yield at, end
        at = max(end, at + 1)


def read_day(text: str) -> str:
    """Return the day that a text names, as 2016-03-15, the month with its year, 2016-03, or the year; '' for others."""
    text = text.replace(" ,", ",")
    if day := find_day(text, text):
        return day
    *month, year = text.split()
    if not (year.isdigit() and len(year) == _YEAR):
        return ""
    return f"{year}-{_months()[month[0].lower()]}" if month and month[0].lower() in _months() else year


def _is_time(words: Sequence[Word], at: int, end: int) -> bool:
    own = words[at:end]
    text = " ".join(word.text for word in own)
    if any(word.form == NUMBER for word in own) and find_day(text.replace(" ,", ","), text):
        return True
    led = at > 0 and words[at - 1].text.lower() in list_words("time")
    year = own[-1].text.isdigit() and own[-1].text[:2] in ("19", "20") and len(own[-1].text) == 4
    if len(own) == 1:
        return led and (year or own[0].text.lower() in _months())
    return len(own) == 2 and year and own[0].text.lower() in _months()


@cache
def _months() -> Mapping[str, str]:
    """Return the two digits of each month by its names."""
    return {
        name: f"{int(number):02}"
        for kind, number, names in lexicon.rows("calendar", 3)
        if kind == "month"
        for name in names.split()
    }

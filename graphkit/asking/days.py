"""The days and other times of which a question asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from graphkit.asking.words import NUMBER, Word, list_words
from graphkit.documents.dating import find_day
from graphkit.language import lexicon

__all__ = ["find_times", "read_day"]

_LONGEST = 5
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
    """Return the day that a text names, as 2016-03-15; '' where it names a longer time."""
    text = text.replace(" ,", ",")
    return find_day(text, text) or ""


def _is_time(words: Sequence[Word], at: int, end: int) -> bool:
    own = words[at:end]
    if any(word.form == NUMBER for word in own) and read_day(" ".join(word.text for word in own)):
        return True
    led = at > 0 and words[at - 1].text.lower() in list_words("time")
    year = own[-1].text.isdigit() and own[-1].text[:2] in ("19", "20") and len(own[-1].text) == 4
    if len(own) == 1:
        return led and (year or own[0].text.lower() in _months())
    return len(own) == 2 and year and own[0].text.lower() in _months()


@cache
def _months() -> frozenset[str]:
    return frozenset(
        name for kind, _, names in lexicon.rows("calendar", 3) if kind == "month" for name in names.split()
    )

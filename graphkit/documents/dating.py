"""Find the day of an article that no metadata gives: in its dateline, in its address, or in the name of its file."""

from __future__ import annotations

import datetime
import re
from functools import cache

from graphkit.files import resources
from graphkit.files.tables import read_table

__all__ = ["find_day"]

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_LINES = 6
"""A dateline stands in one of so many lines at the beginning."""
_STAMP = 80
"""A longer line is a paragraph, not the day of one."""
_REACH = 90
"""A dateline before the first words of a paragraph is at most so long."""
_YEAR, _MONTH, _DAY = r"(?P<y>(?:19|20)\d\d)", r"(?P<m>0[1-9]|1[0-2])", r"(?P<d>0[1-9]|[12]\d|3[01])"
_IN_A_NAME = re.compile(rf"(?<!\d){_YEAR}(?:(?P<sep>[-_.]){_MONTH}(?P=sep){_DAY})(?!\d)")
_COMPACT = re.compile(rf"(?<![^\W_]){_YEAR}{_MONTH}{_DAY}(?![^\W_])")
_IN_AN_ADDRESS = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>0?[1-9]|1[0-2])/(?P<d>0?[1-9]|[12]\d|3[01])(?=/|$)")
_CLOCK = re.compile(r"\d{1,2}[:.h]?\d{0,2}")


def find_day(text: str, identifier: str, *, source: str | None = None) -> str | None:
    """Find the day on which an article was published, where its own metadata gives none.

    Args:
        text: The article.
        identifier: Its path below the input, or its id.
        source: Its address.

    Returns:
        The day, as 2016-03-15: that of a dateline with its year, else that in its address, else that in the name of its
        file; or None.

    >>> find_day("OSLO, 12 March 2016 - The bridge was closed.", "a.txt")
    '2016-03-12'
    >>> find_day("The bridge was closed.", "wire_2016-03-15_bridge.txt")
    '2016-03-15'
    """
    return _find_dateline(text) or _find_in(_IN_AN_ADDRESS, source or "") or _find_in_name(identifier)


def _find_dateline(text: str) -> str | None:
    lines = [line.group().strip() for line in _LINE.finditer(text[: 4 * _STAMP * _LINES])]
    for line in [line for line in lines if line][:_LINES]:
        for found in _date().finditer(line[:_REACH]):
            stamped = len(line) <= _STAMP and _is_stamp(line[: found.start()] + " " + line[found.end() :])
            if stamped or _opens(line[: found.start()], line[found.end() :]):
                month = _names("month")[(found["m1"] or found["m2"]).casefold()]
                if day := _make_day(found["y"], month, found["d1"] or found["d2"]):
                    return day
    return None


def _opens(before: str, after: str) -> bool:
    """Check whether a date between two stretches is that of a dateline: 'OSLO, 12 March 2016 (Wire) - '."""
    words = before.strip(" (,").split()
    placed = len(words) <= 4 and all(word[:1].isupper() for word in words)
    return placed and re.match(r"\)?\s*(?:\([^)]{1,40}\)\s*)?(?:[-\u2013\u2014]+\s|/\s)", after) is not None


def _is_stamp(rest: str) -> bool:
    """Check whether a line has little beside its date: 'Published on Tuesday, … at 10:15 GMT'."""
    words = [word for word in re.split(r"[\s,;|()\u00b7\u2013\u2014-]+", rest.casefold()) if word.strip(".:")]
    known = {**_names("stamp"), **_names("weekday")}
    return all(word.strip(".:") in known or _CLOCK.fullmatch(word) for word in words)


def _find_in_name(identifier: str) -> str | None:
    """Find a day in the name of a file, or in the folders it stands in by year, month and day."""
    name = identifier.rpartition("/")[2]
    folders = f"/{identifier.rpartition('/')[0]}/"
    return _find_in(_IN_A_NAME, name) or _find_in(_COMPACT, name) or _find_in(_IN_AN_ADDRESS, folders)


def _find_in(pattern: re.Pattern[str], text: str) -> str | None:
    days = (_make_day(found["y"], int(found["m"]), found["d"]) for found in pattern.finditer(text))
    return next(filter(None, days), None)


def _make_day(year: str, month: int, day: str) -> str | None:
    try:
        return datetime.date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


@cache
def _names(kind: str) -> dict[str, int]:
    table = read_table(resources.language("en") / "calendar.tsv", 3)
    return {name: int(number) for own, number, names in table if own == kind for name in names.split()}


@cache
def _date() -> re.Pattern[str]:
    month = "|".join(_names("month"))
    return re.compile(
        rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{month})\.?|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
        rf",?\s+(?P<y>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    )

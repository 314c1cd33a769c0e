"""Find when something was said: a full date next to the cue, or a weekday before the article's own date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import cache

from graphkit.language import lexicon
from graphkit.model import Span
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import children

__all__ = ["find_time", "months"]

_ZONES, _SOON = 1, 60
"""A day without a year that is so many days after the article's own is of the same year: it was evening elsewhere. One
that is up to the second number after it may be of either year; one farther ahead is of the year before."""


@cache
def months() -> Mapping[str, int]:
    """Return the names of the months and their abbreviations, in lower case, with the months' numbers from 1."""
    return _names("month")


@cache
def _names(kind: str) -> Mapping[str, int]:
    table = lexicon.rows("calendar", 3)
    return {name: int(number) for own, number, names in table if own == kind for name in names.split()}


@cache
def _date() -> re.Pattern[str]:
    month = "|".join(months())
    return re.compile(
        rf"(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{month})|(?P<m2>{month})\.?\s+(?P<d2>\d{{1,2}}))(?:,?\s+(?P<y>\d{{4}}))?\b",
        re.IGNORECASE,
    )


def find_time(parsed: ParsedDocument, cue: int, contents: Sequence[Span]) -> str | None:
    """Find the date of an utterance.

    Args:
        parsed: The parsed document.
        cue: The token of the cue.
        contents: What is said: a day in it or after it need not be the day on which it was said.

    Returns:
        An ISO date, or None where the text gives no day, or gives only a weekday and the article has no date.
    """
    verb = parsed.doc[cue]
    for c in children(verb, "npadvmod", "prep", "dobj", "nmod", "advmod"):
        token = next((t for t in c.subtree if t.ent_type_ == "DATE"), None)
        # after a content a day may as well belong to it: 'demanded a vote on June 5'
        if token is None or any(
            span.start <= token.idx < span.end or verb.idx < span.start <= token.idx for span in contents
        ):
            continue
        if any(t.pos_ == "VERB" for t in c.subtree):
            continue
        words = parsed.doc.cut(c.left_edge.i, c.right_edge.i + 1).text
        date = _parse(words, parsed.document.issued)
        if date is not None:
            return date
    return None


def _parse(words: str, issued: str | None) -> str | None:
    """Parse a date or a word for a day; None where the words name no day that is certain."""
    published = _published(issued)
    match = _date().search(words)
    if match is not None:
        month = months()[(match["m1"] or match["m2"]).casefold()]
        day = int(match["d1"] or match["d2"])
        year = int(match["y"]) if match["y"] else published.year if published else None
        if year is None:
            return None
        try:
            date = datetime.date(year, month, day)
        except ValueError:
            return None
        ahead = (date - published).days if published and not match["y"] else 0
        if _ZONES < ahead <= _SOON:
            return None  # a plan, or an article that was brought up to date: neither year is certain
        if ahead > _SOON:
            date = date.replace(year=year - 1) if (month, day) != (2, 29) else date
        return date.isoformat()
    if published is None:
        return None
    lower = words.casefold()
    for word, days in _names("days_ago").items():
        if word in lower:
            return (published - datetime.timedelta(days=days)).isoformat()
    weekday = next((n for name, n in _names("weekday").items() if re.search(rf"\b{name}\b", lower)), None)
    if weekday is None or any(word in lower for word in _names("future")):
        return None
    return (published - datetime.timedelta(days=(published.weekday() - weekday) % 7)).isoformat()


def _published(issued: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((issued or "")[:10])
    except ValueError:
        return None

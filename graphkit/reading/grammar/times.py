"""Find when something was said: a full date beside the cue, or a weekday counted back from the article's own date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from graphkit.model import Span
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import children

__all__ = ["MONTHS", "find_time"]

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_DATE = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{_MONTH})|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}}))(?:,?\s+(?P<y>\d{{4}}))?\b",
    re.IGNORECASE,
)


def find_time(parsed: ParsedDocument, cue: int, contents: Sequence[Span]) -> str | None:
    """Find the date of an utterance.

    Args:
        parsed: The document beside its parse.
        cue: The token of the cue.
        contents: What is said: a day that stands in it, or behind it, need not be the day on which it was said.

    Returns:
        An ISO date, or None where the text gives no day, or gives only a weekday and the article has no date.
    """
    verb = parsed.doc[cue]
    for c in children(verb, "npadvmod", "prep", "dobj", "nmod", "advmod"):
        token = next((t for t in c.subtree if t.ent_type_ == "DATE"), None)
        # behind a content a day may as well belong to it: 'demanded a vote on June 5'
        if token is None or any(
            span.start <= token.idx < span.end or verb.idx < span.start <= token.idx for span in contents
        ):
            continue
        if any(t.pos_ == "VERB" for t in c.subtree):
            continue
        words = parsed.doc.cut(c.left_edge.i, c.right_edge.i + 1).text
        found = _parse(words, parsed.document.issued)
        if found is not None:
            return found
    return None


def _parse(words: str, issued: str | None) -> str | None:
    published = _published(issued)
    match = _DATE.search(words)
    if match is not None:
        month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith((match["m1"] or match["m2"]).lower()[:3]))
        day = int(match["d1"] or match["d2"])
        year = int(match["y"]) if match["y"] else published.year if published else None
        if year is None:
            return None
        try:
            date = datetime.date(year, month, day)
        except ValueError:
            return None
        if not match["y"] and published and date > published:
            date = date.replace(year=year - 1) if (month, day) != (2, 29) else date
        return date.isoformat()
    if published is None:
        return None
    lower = words.casefold()
    if "today" in lower:
        return published.isoformat()
    if "yesterday" in lower:
        return (published - datetime.timedelta(days=1)).isoformat()
    named = next((n for n, day_name in enumerate(_DAYS) if re.search(rf"\b{day_name}\b", lower)), None)
    if named is None or "next" in lower:
        return None
    return (published - datetime.timedelta(days=(published.weekday() - named) % 7)).isoformat()


def _published(issued: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((issued or "")[:10])
    except ValueError:
        return None

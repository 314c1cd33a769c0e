"""Find since when and until when a post is held, and whether it is over: 'since 2017', 'from 2010 to March 2014'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, sentence_start
from graphkit.reading.grammar.times import MONTHS

__all__ = ["Tenure", "find_tenure", "is_over", "tells"]

_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?\.?" for name in MONTHS)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = rf"(?:the\s+)?(?:(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+(?:\d{{1,2}},?\s+)?)?{_YEAR}(?![\d-])"
_PERIOD = re.compile(
    rf"[\s,(]*(?:(?:since|from)\s+(?P<since>{_DATE})(?:\s*(?:to|until|till|through|–|-)\s*(?P<until>{_DATE}))?"
    rf"|between\s+(?P<after>{_DATE})\s+and\s+(?P<before>{_DATE})"
    rf"|(?:until|till|through)\s+(?P<end>{_DATE})"
    rf"|(?:in|on)\s+(?P<at>{_DATE})"
    rf"|(?<=\()(?P<first>{_YEAR})\s?[–-]\s?(?P<last>{_YEAR})(?=\)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """How long a post is held.

    Args:
        since: When it began, as precisely as the text says, or None.
        until: When it ended, or None.
        over: Whether it is no longer held when the article is written.
    """

    since: str | None = None
    until: str | None = None
    over: bool = False


def find_tenure(parsed: ParsedDocument, end: int, verb: Token | None) -> Tenure:
    """Find how long a post is held.

    Args:
        parsed: The document beside its parse.
        end: Offset after the title's last character.
        verb: What tells of the post ('become', 'serve', 'resign'), or None beside a name.
    """
    kind = tells(verb) if verb is not None else None
    text = parsed.document.text
    match = _PERIOD.match(text, end)
    if match is None and verb is not None:  # 'was elected in 2019 as mayor', 'Since 2017 she has been mayor'
        opening = _PERIOD.match(text, parsed.doc[sentence_start(verb)].idx)
        match = _PERIOD.match(text, verb.idx + len(verb)) or opening
    dates = {name: _write(words) for name, words in match.groupdict().items() if words} if match else {}
    at = dates.get("at")
    since = dates.get("since") or dates.get("after") or dates.get("first") or (at if kind == "begin" else None)
    until = next((dates[name] for name in ("until", "before", "end", "last") if name in dates), None)
    until = until or (at if kind == "end" else None)
    published = parsed.document.issued
    if until is not None and published:
        over = until <= published[: len(until)]
    elif until is not None:
        over = verb is None or not _is_present(verb)
    else:
        over = kind == "end" or (kind == "hold" and verb is not None and _is_past(verb))
    return Tenure(since=since, until=until, over=over)


def tells(verb: Token) -> str | None:
    """Tell whether a verb begins, holds or ends a post: 'begin', 'hold', 'end', or None."""
    particle = child(verb, "prt")
    words = (verb.lemma_.lower(), *([particle.lower_] if particle is not None else []))
    return _verbs().get("-".join(words))


def is_over(word: str) -> bool:
    """Tell whether a word right before a title says that the post is over: 'then', 'formerly'."""
    return _verbs().get(word) == "over"


@cache
def _verbs() -> Mapping[str, str]:
    return {lemma: kind for kind, lemmas in lexicon.rows("tenures", 2) for lemma in lemmas.split()}


def _is_past(verb: Token) -> bool:
    """Tell whether a verb says that something is over: 'was', 'served', 'had been'; 'has been' does not."""
    helpers = [c.lower_ for c in children(verb, "aux")]
    return "had" in helpers or (verb.tag_ == "VBD" and not helpers)


def _is_present(verb: Token) -> bool:
    return verb.tag_ in ("VBZ", "VBP") or any(c.tag_ in ("VBZ", "VBP") for c in children(verb, "aux"))


def _write(words: str) -> str:
    """Write a date as ISO 8601 does, as precisely as the words are.

    >>> _write("3 May 2015"), _write("March 2020"), _write("2017")
    ('2015-05-03', '2020-03', '2017')
    """
    year = words[-4:]
    month = re.search(rf"\b(?:{_MONTH})", words, re.IGNORECASE)
    if month is None:
        return year
    number = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month[0][:3].lower()))
    day = re.search(r"\b(\d{1,2})\b", words)
    precise = f"-{int(day[1]):02}" if day is not None and 1 <= int(day[1]) <= 31 else ""
    return f"{year}-{number:02}{precise}"

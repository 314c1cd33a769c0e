"""Find when a post began and ended, and whether it is over: 'since 2017', 'from 2010 to March 2014'."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.grammar.syntax import child, children, sentence_start
from graphkit.reading.grammar.times import months

__all__ = ["Tenure", "find_tenure", "is_over", "is_past", "phase"]

_YEAR = r"(?:1[5-9]|20)\d\d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """The period of a post.

    Args:
        since: When it began, with the precision of the text, or None.
        until: When it ended, or None.
        over: Whether it is over when the article is written.
    """

    since: str | None = None
    until: str | None = None
    over: bool = False


def find_tenure(parsed: ParsedDocument, end: int, verb: Token | None) -> Tenure:
    """Find the period of a post.

    Args:
        parsed: The parsed document.
        end: Offset after the title's last character.
        verb: The verb of the post ('become', 'serve', 'resign'), or None for a title beside a name.
    """
    kind = phase(verb) if verb is not None else None
    text = parsed.document.text
    match = _period().match(text, end)
    if match is None and verb is not None:  # 'was elected in 2019 as mayor', 'Since 2017 she has been mayor'
        opening = _period().match(text, parsed.doc[sentence_start(verb)].idx)
        match = _period().match(text, verb.idx + len(verb)) or opening
    dates = {name: _to_iso(words) for name, words in match.groupdict().items() if words} if match else {}
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
        over = kind == "end" or (kind == "hold" and verb is not None and is_past(verb))
    return Tenure(since=since, until=until, over=over)


def phase(verb: Token) -> str | None:
    """Return the phase of a post that a verb names: 'begin', 'hold', 'end', or None."""
    particle = child(verb, "prt")
    words = (verb.lemma_.lower(), *([particle.lower_] if particle is not None else []))
    return _verbs().get("-".join(words))


def is_over(word: str) -> bool:
    """Check whether a word right before a title says that the post is over: 'then', 'formerly'."""
    return _verbs().get(word) == "over"


@cache
def _verbs() -> Mapping[str, str]:
    return {lemma: kind for kind, lemmas in lexicon.rows("tenures", 2) for lemma in lemmas.split()}


def is_past(verb: Token) -> bool:
    """Check whether a verb is in the past: 'was', 'served', 'had been', but not 'has been'."""
    auxiliaries = [c.lower_ for c in children(verb, "aux")]
    perfect = any(word in lexicon.grammar("past_perfect_auxiliary") for word in auxiliaries)
    return perfect or (verb.tag_ == "VBD" and not auxiliaries)


def _is_present(verb: Token) -> bool:
    return verb.tag_ in ("VBZ", "VBP") or any(c.tag_ in ("VBZ", "VBP") for c in children(verb, "aux"))


@cache
def _month() -> str:
    return "|".join(rf"{re.escape(name)}\.?" for name in months())


@cache
def _period() -> re.Pattern[str]:
    """Build the pattern of a period: 'since 2017', 'from 2010 to March 2014', '(2010–2014)'."""

    def words(group: str, *marks: str) -> str:
        return "|".join(map(re.escape, (*lexicon.sequence(group), *marks)))

    day = rf"(?:(?:\d{{1,2}}\s+)?(?:{_month()})\s+(?:\d{{1,2}},?\s+)?)?"
    date = rf"(?:(?:{words('definite_article')})\s+)?{day}{_YEAR}(?![\d-])"
    until = rf"(?:\s*(?:{words('period_to', '–', '-')})\s*(?P<until>{date}))?"
    return re.compile(
        rf"[\s,(]*(?:(?:{words('period_since')})\s+(?P<since>{date}){until}"
        rf"|(?:{words('period_between')})\s+(?P<after>{date})\s+(?:{words('period_and')})\s+(?P<before>{date})"
        rf"|(?:{words('period_until')})\s+(?P<end>{date})"
        rf"|(?:{words('period_at')})\s+(?P<at>{date})"
        rf"|(?<=\()(?P<first>{_YEAR})\s?[–-]\s?(?P<last>{_YEAR})(?=\)))",
        re.IGNORECASE,
    )


def _to_iso(words: str) -> str:
    """Return a date in ISO 8601, with the precision of the words.

    >>> _to_iso("3 May 2015"), _to_iso("March 2020"), _to_iso("2017")
    ('2015-05-03', '2020-03', '2017')
    """
    year = words[-4:]
    month = re.search(rf"\b(?:{_month()})", words, re.IGNORECASE)
    if month is None:
        return year
    number = months()[month[0].casefold().rstrip(".")]
    day = re.search(r"\b(\d{1,2})\b", words)
    precise = f"-{int(day[1]):02}" if day is not None and 1 <= int(day[1]) <= 31 else ""
    return f"{year}-{number:02}{precise}"

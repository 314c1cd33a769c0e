"""Find the headline of a plain text: a short first line that is no sentence, above an article in paragraphs.

Where there is none, its first words stand in its place.
"""

from __future__ import annotations

import re
from functools import cache

from graphkit.files import resources
from graphkit.files.tables import read_table

__all__ = ["find", "find_first_words"]

_LINE = re.compile(r"[^\r\n]+")
_LONGEST = 150
_WORDS = 3
_LONG = 4
"""Letters from which a word has a capital in a headline that has capitals."""
_CAPITALS = 0.8
_CUT = 90
"""Of a longer first sentence so many characters are a title."""
_SENTENCE_END = re.compile(r"(?<=[a-z\d]{4})[.!?][\"”’)]*(?=\s+[\"“(]?[A-Z])")
_PARAGRAPHS = 1.5
"""How much longer the paragraph below a headline is that ends in a full stop."""
_DATELINE = re.compile(r"[A-Z][A-Z.,' -]{2,}(?:, [^\n(—–]{2,30})?(?: \([A-Za-z ]{2,20}\))? ?(?:—|–|--|-) ")
"""How an article begins that names where it was written: 'PORT MARSAN, Dec. 14 (UPI) — '."""


def find(text: str, boilerplate: tuple[tuple[int, int], ...] = ()) -> str | None:
    """Find the headline of an article.

    Args:
        text: The article.
        boilerplate: Its stretches that are no part of it, in code points.

    Returns:
        The headline, or None where the first line may as well be a sentence.

    >>> find("Bridge closed after flood\\n\\nThe bridge was closed.\\n")
    'Bridge closed after flood'
    >>> find("Bridge closed after flood.\\n\\nThe bridge over the Sela was closed on Monday, the mayor said.\\n")
    'Bridge closed after flood.'
    >>> find("Why is the bridge closed?\\n\\nPORT MARSAN (AP) — It was closed on Monday.\\n")
    'Why is the bridge closed?'
    >>> find("Bridge closed; \\nCity asks for help after flood.\\n\\nThe bridge was closed.\\n")
    'Bridge closed'
    >>> find("The bridge was closed.\\n\\nIt will stay so.\\n") is None
    True
    """
    kept = _list_lines(text, boilerplate)
    if len(kept) < 2:
        return None
    first = " ".join(kept[0].group().split())
    if first[-1] == ";" and len(kept) > 2 and _stands_apart(text, kept[1]):
        # a second headline below it is parted from it by a semicolon
        return first[:-1] if len(first) <= _LONGEST else None
    short = len(first) <= _LONGEST and len(first.split()) >= _WORDS
    if not _stands_apart(text, kept[0]) or not short or not (first[0].isalnum() or first[0] in "‘'"):
        return None
    if first[-1] in ':;,…"”':
        return None
    return first if first[-1] not in ".!?" or _is_stopped_headline(first, kept[1].group().strip()) else None


def find_first_words(text: str, boilerplate: tuple[tuple[int, int], ...] = ()) -> str | None:
    """Find the first words of an article, by which it can be called where it has no headline.

    Args:
        text: The article.
        boilerplate: Its stretches that are no part of it, in code points.

    Returns:
        Its first sentence, of a long one the beginning, or a short line that stands apart; None where there are no
        words.

    >>> find_first_words("The bridge was closed on Monday. It will stay so.")
    'The bridge was closed on Monday.'
    >>> find_first_words("LETTERS.\\n\\nOSLO, Dec. 14 (AP) — The bridge was closed.")
    'The bridge was closed.'
    >>> find_first_words("The mayor said " + "again and " * 20 + "again.")
    'The mayor said again and again and again and again and again and again and again and…'
    """
    lines = _list_lines(text, boilerplate)
    if not lines:
        return None
    chosen = next((line for line in lines if len(line.group().split()) >= _WORDS), lines[0])
    words = " ".join(chosen.group().split())
    words = words[dateline.end() :] if (dateline := _DATELINE.match(words)) else words
    apart = len(lines) > 1 and len(words) <= _CUT and _stands_apart(text, chosen)
    if not apart and (end := _SENTENCE_END.search(words)):
        words = words[: end.end()]
    if len(words) <= _CUT:
        return words
    return f"{words[:_CUT].rpartition(' ')[0].rstrip(' ,;:—–-') or words[:_CUT]}…"


def _list_lines(text: str, boilerplate: tuple[tuple[int, int], ...]) -> list[re.Match[str]]:
    """List the lines of an article that hold something and are no boilerplate."""
    skipped = {start for start, _ in boilerplate}
    lines = [line for line in _LINE.finditer(text) if line.group().strip()]
    return [line for line in lines if line.start() + len(line.group()) - len(line.group().lstrip()) not in skipped]


def _stands_apart(text: str, line: re.Match[str]) -> bool:
    """Check whether there is an empty line below a line."""
    return re.match(r"(\r\n|\r|\n)\s*(\r\n|\r|\n)", text[line.end() :]) is not None


def _is_stopped_headline(first: str, second: str) -> bool:
    """Check whether a line that ends as a sentence does is a headline all the same, above a paragraph.

    A headline leaves out articles and auxiliaries, or writes its words with capitals; a sentence does neither. What
    stands above the place where an article was written is one too.
    """
    words = first[:-1].split()
    if "." in first[:-1].replace("U.S.", "").replace("U.N.", ""):
        return False
    if _DATELINE.match(second):
        return True
    long = [word for word in words if len(word) >= _LONG and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    capitalized = capitals >= _CAPITALS * len(long)
    if len(second) < _PARAGRAPHS * len(first):
        return capitalized and len(long) >= _WORDS
    return capitalized or not {word.casefold() for word in words} & _function_words()


@cache
def _function_words() -> frozenset[str]:
    """Return the words that a headline leaves out."""
    rows = read_table(resources.language("en") / "headlines.tsv", 1)
    return frozenset(word for (words,) in rows for word in words.split())

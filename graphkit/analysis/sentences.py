"""Find the sentence around a stretch of an article."""

from __future__ import annotations

import re
from functools import lru_cache

from graphkit.language import lexicon

__all__ = ["sentence"]

# a full stop, perhaps with a closing quotation mark, then space and a capital or an opening mark; or a line break
_SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]*\s+(?=[\"“‘«(\[]?[^\W\da-z_])|\n+")
_STOPPED = re.compile(r"(?<![\w.])([^\W\d_][\w.]*)\.[^\S\n]+", re.ASCII)
_ABBREVIATED = re.compile(r"\.[^\S\n]+")
_LETTERS = re.compile(r"[A-Za-z](?:\.[A-Za-z])*")
_WORD = re.compile(r"(\w+)(\.?)")
_LONGEST = 12
_LONGEST_WORD = 40
"""Characters that hold any word that opens a sentence, and a stop behind it."""


def sentence(text: str, start: int, end: int, *, reach: int = 600) -> tuple[int, int]:
    """Find the sentence, or the sentences, that a stretch of text lies in.

    Args:
        text: The article.
        start: Offset of the stretch's first character.
        end: Offset after its last.
        reach: How far to look on either side, in characters.

    Returns:
        The offsets of the first character and after the last.

    >>> text = "It rained. Ada said so. Then it stopped."
    >>> text[slice(*sentence(text, 11, 14))]
    'Ada said so.'
    >>> text = "It rained. Gov. J. Roe of the U.S. Virgin Islands left the U.S. He said so."
    >>> text[slice(*sentence(text, 54, 58))]
    'Gov. J. Roe of the U.S. Virgin Islands left the U.S.'
    """
    low, high = max(0, start - reach), min(len(text), end + reach)
    first, last = low, high
    for match in _SENTENCE_END.finditer(text, low, high):
        if _is_abbreviation(text, match):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() + len(match[0].rstrip()) >= end:  # what ends with '.”' has its sentence's end in it
            last = match.end()
            break
    while last > end and text[last - 1].isspace():
        last -= 1
    while first < start and text[first].isspace():
        first += 1
    return first, last


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    """Check whether a full stop belongs to an abbreviation, behind which the sentence goes on."""
    if not _ABBREVIATED.fullmatch(match[0]):
        return False
    begin = max(0, match.start() - _LONGEST)
    return _ends_abbreviation(
        text[max(0, begin - 1) : match.end()], text[match.end() : match.end() + _LONGEST_WORD], begin > 0
    )


@lru_cache(maxsize=10_000)
def _ends_abbreviation(words: str, behind: str, cut: bool) -> bool:
    """Check it by the words around the stop: it is asked of each stop as often as there are claims near it.

    Args:
        words: What ends with the stop and the space behind it.
        behind: What stands behind them.
        cut: Whether the first character is that before the words.
    """
    stopped = next((m for m in _STOPPED.finditer(words, int(cut)) if m.end() == len(words)), None)
    if stopped is None:
        return False
    known = stopped[1].lower() in lexicon.words("abbreviation_inside")
    if not known and _LETTERS.fullmatch(stopped[1]) is None:
        return False
    opener = _WORD.match(behind)
    # 'A. Roe' is a name
    return opener is None or opener[1].lower() not in lexicon.words("sentence_opener") or bool(opener[2])

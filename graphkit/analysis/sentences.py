"""Find the sentence around a stretch of an article."""

from __future__ import annotations

import re

__all__ = ["sentence"]

# a full stop, perhaps with a closing quotation mark, then space and a capital or an opening mark; or a line break
_SENTENCE_END = re.compile(r"[.!?…][\"”’»')\]]*\s+(?=[\"“‘«(\[]?[^\W\da-z_])|\n+")


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
    """
    low, high = max(0, start - reach), min(len(text), end + reach)
    first, last = low, high
    for match in _SENTENCE_END.finditer(text, low, high):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end - 1:
            last = match.end()
            break
    while last > end and text[last - 1].isspace():
        last -= 1
    while first < start and text[first].isspace():
        first += 1
    return first, last

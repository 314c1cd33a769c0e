"""Find the headline of a plain text: a short first line that is no sentence, above an article in paragraphs."""

from __future__ import annotations

import re

__all__ = ["find"]

_LINE = re.compile(r"[^\r\n]+")
_LONGEST = 150
_WORDS = 3


def find(text: str, boilerplate: tuple[tuple[int, int], ...] = ()) -> str | None:
    """Find the headline of an article.

    Args:
        text: The article.
        boilerplate: Its stretches that are no part of it, in code points.

    Returns:
        The headline, or None where the first line may as well be a sentence.

    >>> find("Bridge closed after flood\\n\\nThe bridge was closed.\\n")
    'Bridge closed after flood'
    >>> find("The bridge was closed.\\n\\nIt will stay so.\\n") is None
    True
    """
    skipped = {start for start, _ in boilerplate}
    lines = [line for line in _LINE.finditer(text) if line.group().strip()]
    kept = [line for line in lines if line.start() + len(line.group()) - len(line.group().lstrip()) not in skipped]
    if len(kept) < 2:
        return None
    first = " ".join(kept[0].group().split())
    apart = re.match(r"(\r\n|\r|\n)\s*(\r\n|\r|\n)", text[kept[0].end() :]) is not None
    short = len(first) <= _LONGEST and len(first.split()) >= _WORDS
    return first if apart and short and first[-1] not in '.!?:;,…"”' and first[0].isalnum() else None

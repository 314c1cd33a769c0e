"""Mark the lines of a text that are no part of the article: adverts, bylines, copyright lines."""

from __future__ import annotations

import re
from functools import cache

from graphkit.files import resources
from graphkit.files.tables import read_table

__all__ = ["mark"]

# A longer line is a paragraph, whatever it begins with.
_LONGEST = 300
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


def mark(text: str, *, language: str = "en") -> tuple[tuple[int, int], ...]:
    """Find the lines that are boilerplate.

    Args:
        text: The article.
        language: Whose patterns to use.

    Returns:
        The stretches (start, end), in code points, in order, without the white space around them.

    >>> mark("Prices rose.\\n\\n300x250 Ad\\n")
    ((14, 24),)
    """
    pattern = _pattern(language)
    stretches = []
    for line in _LINE.finditer(text):
        content = line.group().strip()
        if content and len(content) <= _LONGEST and pattern.fullmatch(content):
            start = line.start() + line.group().index(content)
            stretches.append((start, start + len(content)))
    return tuple(stretches)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?:{row})" for (row,) in read_table(resources.language(language) / "boilerplate.tsv", 1))
    )

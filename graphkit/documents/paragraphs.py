"""Undo the line ends of a printed page or a mail: hard breaks inside paragraphs, words divided at line ends."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["join", "unwrap"]

_DIVIDED = re.compile(r"(?<=[a-z])[-\u2010\u00ad]$")
_END = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_ITEM = re.compile(r"(?:[-–—•*▪·]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
# A word that is divided only where a hyphen belongs into it: 'well-known' is not made 'wellknown'.
_PREFIXES = ("well", "self", "half", "long", "short", "high", "low", "so", "co", "ex", "non", "anti", "vice", "much")
_FULL = 0.75


def join(lines: Sequence[str]) -> str:
    """Make one line of the lines of a paragraph.

    >>> join(["The minis-", "ter said so,", "and well-", "known people too."])
    'The minister said so, and well-known people too.'
    """
    text = ""
    for line in lines:
        line = " ".join(line.split())
        if not text:
            text = line
        elif _DIVIDED.search(text) and line[:1].islower():
            before = text[:-1].rpartition(" ")[2].casefold()
            keep = text[-1] != "\u00ad" and ("-" in before or before in _PREFIXES)
            text = text + line if keep else text[:-1] + line
        else:
            text = f"{text} {line}"
    return text.replace("\u00ad", "")


def unwrap(lines: Iterable[str]) -> Iterator[str]:
    """Make paragraphs of the lines of a page, of which some are broken for its width only.

    A paragraph ends at an empty line, before a line that is indented or begins an item of a list, and behind a line
    that is much shorter than the page is wide and ends as a sentence does.

    Args:
        lines: The lines; empty ones part paragraphs.

    Yields:
        The paragraphs, each in one line.
    """
    given = [line.rstrip() for line in lines]
    lengths = [len(line.strip()) for line in given if line.strip()]
    width = statistics.quantiles(lengths, n=10)[8] if len(lengths) > 1 else 80
    margin = min((_indent(line) for line in given if line.strip()), default=0)
    paragraph: list[str] = []
    for line in given:
        last = paragraph[-1].strip() if paragraph else ""
        short = len(last) < _FULL * width
        begins = _ITEM.match(line.strip()) is not None or (_indent(line) > margin and _END.search(last) is not None)
        apart = short and (_END.search(last) is not None or (len(last) < _FULL * width / 1.5 and line[:1].isupper()))
        if paragraph and (not line.strip() or begins or apart):
            yield join(paragraph)
            paragraph = []
        if line.strip():
            paragraph.append(line)
    if paragraph:
        yield join(paragraph)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())

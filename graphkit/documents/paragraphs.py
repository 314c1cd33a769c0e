"""Undo the line ends of a printed page or a mail: hard breaks inside paragraphs, words divided at line ends."""

from __future__ import annotations

import re
import statistics
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache

from graphkit.files import resources
from graphkit.files.tables import read_table

__all__ = ["ends", "find_words", "join", "unwrap"]

_DIVIDED = re.compile(r"(?<=[a-z])[-\u2010\u00ad]$")
_HYPHEN = re.compile(r"(?<=[A-Za-z])-$")
_COMPOUND = re.compile(r"[a-z]+-[a-z]")
_WORD = re.compile(r"[^\W\d_]+")
_END = re.compile(r"[.!?:;…]['\"”’)\]]*$")
_ITEM = re.compile(r"(?:[-–—•*▪·]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_FULL = 0.75


def join(lines: Sequence[str], words: Container[str] = frozenset()) -> str:
    """Join the lines of a paragraph into one.

    Args:
        lines: Its lines.
        words: Words, folded in case, by which a hyphen at a line's end is known to belong there: it stays between two
            of them.

    >>> join(["The minis-", "ter said so,", "and well-", "known people too."])
    'The minister said so, and well-known people too.'
    """
    pieces: list[str] = []  # only the last is looked at, so that the time grows with the length alone
    for line in lines:
        line = " ".join(line.split())
        last = pieces[-1] if pieces else ""
        if last and _DIVIDED.search(last) and line[:1].islower():
            if not _is_compound(last, line, words):
                pieces[-1] = last[:-1]
            pieces.append(line)
        elif last and _HYPHEN.search(last) and line[:1].isupper():
            pieces.append(line)  # 'African-' 'American'
        elif line:
            pieces.append(f" {line}" if pieces else line)
    return "".join(pieces).replace("\u00ad", "")


def _is_compound(last: str, line: str, words: Container[str]) -> bool:
    """Check whether the hyphen between two lines belongs to the word."""
    if last[-1] == "\u00ad":
        return False
    before = last[:-1].rpartition(" ")[2].casefold()
    behind = _WORD.match(line)
    known = before in words and behind is not None and behind.group().casefold() in words
    return known or "-" in before or before in _prefixes() or _COMPOUND.match(line) is not None


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(prefix for (prefix,) in read_table(resources.language() / "hyphen_prefixes.tsv", 1))


def find_words(lines: Iterable[str]) -> frozenset[str]:
    """Find the words of three letters and more that stand whole in some lines, folded in case."""
    whole = " ".join(_DIVIDED.sub("-\n", line) for line in lines)
    return frozenset(word.casefold() for word in re.findall(r"(?<![\w-])[^\W\d_]{3,}(?![\w-])", whole))


def ends(line: str) -> bool:
    """Check whether a line ends as a sentence does."""
    return _END.search(line) is not None


def unwrap(lines: Iterable[str], *, guess: bool = True) -> Iterator[str]:
    """Make paragraphs of the lines of a page, of which some are broken for its width only.

    Args:
        lines: The lines; empty ones part paragraphs.
        guess: Empty lines may be missing: a paragraph also ends before a line that is indented, and behind one that is
            much shorter than the page is wide.

    Yields:
        The paragraphs, each in one line.
    """
    given = [line.rstrip() for line in lines]
    lengths = [len(line.strip()) for line in given if line.strip()]
    width = statistics.quantiles(lengths, n=10)[8] if len(lengths) > 1 else 80
    margin = min((_indent(line) for line in given if line.strip()), default=0)
    words = find_words(given)
    paragraph: list[str] = []
    for line in given:
        last = paragraph[-1].strip() if paragraph else ""
        apart = not line.strip() or (_ITEM.match(line.strip()) is not None and ends(last))
        if guess and not apart:
            short = len(last) < _FULL * width
            heading = len(last) < _FULL * width / 1.5 and line[:1].isupper()
            apart = (short and (ends(last) or heading)) or (_indent(line) > margin and ends(last))
        if paragraph and apart:
            yield join(paragraph, words)
            paragraph = []
        if line.strip():
            paragraph.append(line)
    if paragraph:
        yield join(paragraph, words)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())

"""Characters that a format cannot hold, or that a program which opens it would obey."""

from __future__ import annotations

import re

__all__ = ["UNFIT_FOR_XML", "defuse", "escape_markdown", "widen"]

UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML 1.0 document can hold, not even escaped."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defuse(cell: object) -> object:
    """Keep a spreadsheet from running what an article says as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


# Obsidian's comments (%%), highlights (==), tags (#), blocks (^), formulas ($) and fields (::) among them, and what
# readers of GitHub's Markdown make a link of without being asked to
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$%^@=!]|&(?=#?\w+;)|:(?=//|:)|(?<=www)\.|^[-+]", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d+)([.)])")
_LINKED = re.compile(r"[\\`*_{}\[\]<>#|~$%^@]|=(?==)|(?<==)=|&(?=#?\w+;)|:(?=//|:)|(?<=www)\.", re.IGNORECASE)
_WIDE = 0xFEE0
"""How far a character of ASCII is from the same in full width."""


def escape_markdown(text: str) -> str:
    """Write a text in one line such that no Markdown in it is obeyed; it is read as it was.

    >>> print(escape_markdown("![x](https://e.org) <b>"))
    \\!\\[x\\](https\\://e.org) \\<b\\>
    >>> print(escape_markdown("1. one"))
    1\\. one
    """
    line = UNFIT_FOR_XML.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    return _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", line))


def widen(text: str) -> str:
    """Write a text in one line with what Markdown obeys in full width, for where no backslash is read.

    >>> widen("[[Ada|Roe]]")
    '［［Ada｜Roe］］'
    """
    line = UNFIT_FOR_XML.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    return _LINKED.sub(lambda found: chr(ord(found.group()) + _WIDE), line)

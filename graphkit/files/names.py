"""Spell the names of files as text: a system's names are bytes, and not always those of characters."""

from __future__ import annotations

import os
import re

__all__ = ["escape", "spell"]

_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(r"\\(?:x[89a-f][0-9a-f]|ud[89a-f][0-9a-f]{2})")


def spell(path: str | os.PathLike[str]) -> str:
    r"""Spell a path so that it can be written down anywhere, and differently from every other path.

    A byte that belongs to no character becomes `\xe9`. In such a name, and in one that looks as if it were spelt so,
    each backslash is doubled: the name can be found from how it is spelt. All other names stay as they are.

    Args:
        path: The path, as Python has it: with lone surrogates for the bytes that it cannot decode (PEP 383).

    >>> spell("caf\udce9/a.txt"), spell("café/a.txt"), spell(r"caf\xe9/a.txt")
    ('caf\\xe9/a.txt', 'café/a.txt', 'caf\\\\xe9/a.txt')
    """
    name = os.fspath(path)
    if not (_HALF.search(name) or _ESCAPED.search(name)):
        return name
    return escape(name.replace("\\", "\\\\"))


def escape(text: str) -> str:
    r"""Write each half of a character (a lone surrogate) as `\xe9` or `\ud800`, and leave all else as it is."""
    return _HALF.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"

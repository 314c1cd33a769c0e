"""Wrap and shorten text for boxes, whose number of lines must be known before anything is drawn."""

from __future__ import annotations

import unicodedata

__all__ = ["clean", "shorten", "width", "wrap"]

_ELLIPSIS = "…"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")


def clean(text: str) -> str:
    """Remove what would break a line or change its direction: controls, line breaks, bidirectional overrides.

    >>> clean("a\\n b\\u202ec")
    'a bc'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if c.isspace() else c for c in text if c.isspace() or c in _JOINERS or not _is_invisible(c))
    return " ".join("".join(kept).split())


def width(text: str) -> int:
    """Return the width of text in columns: East Asian characters and emoji take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shorten(text: str, columns: int) -> str:
    """Shorten text to a width, at a space where there is one.

    >>> shorten("the dust may have caused lung disease", 20)
    'the dust may have…'
    """
    text = clean(text)
    if width(text) <= columns:
        return text
    kept = _fit(text, columns - 1)
    space = kept.rfind(" ")
    return (kept[:space] if space > columns // 2 else kept).rstrip(" ,;:.–—-") + _ELLIPSIS


def wrap(text: str, columns: int, lines: int) -> str:
    r"""Wrap text to at most `lines` lines of `columns`, and replace the rest by an ellipsis.

    >>> wrap("the dust may have caused lung disease", 16, 2)
    'the dust may\nhave caused…'
    """
    words = clean(text).split(" ")
    wrapped: list[str] = []
    line = ""
    while words:
        word = words.pop(0)
        joined = f"{line} {word}" if line else word
        if width(joined) <= columns:
            line = joined
        elif line:
            wrapped.append(line)
            line = ""
            words.insert(0, word)
        else:
            head = _fit(word, columns)
            wrapped.append(head)
            if word[len(head) :]:
                words.insert(0, word[len(head) :])
    if line:
        wrapped.append(line)
    if len(wrapped) > lines:
        last = wrapped[lines - 1].rstrip(" ,;:.–—-")
        cut = _fit(last, columns - 1)
        space = cut.rfind(" ")
        cut = cut[:space] if cut != last and space > 0 else cut
        wrapped = [*wrapped[: lines - 1], cut + _ELLIPSIS]
    return "\n".join(wrapped)


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE


def _fit(text: str, columns: int) -> str:
    """Return as many characters as fit, but at least one, so that a caller makes progress."""
    used = 0
    for at, character in enumerate(text):
        used += width(character)
        if used > columns and at:
            return text[:at]
    return text

"""Find a name in a text however it is spelt there: in other case, with other accents, escaped, broken over two lines.

A text is folded first: escapes of URLs, JSON and HTML become the characters that they stand for, accents and what is
not seen are taken off, and a word that is broken at the end of a line is joined. Names are then found in what is left.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from urllib.parse import unquote

__all__ = ["Folded", "Form", "Mode", "fold", "fold_in_place", "make_form"]

_ESCAPE = (
    r"(?:%[0-9A-Fa-f]{2})+|(?:\\u[0-9A-Fa-f]{4})+|(?:\\x[0-9A-Fa-f]{2})+"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});"
)
_BROKEN = r"(?<=\w)[-‐\u00ad][ \t]*\r?\n[ \t]*(?=\w)"
_UNIT = re.compile(rf"{_ESCAPE}|{_BROKEN}|.", re.DOTALL)
_SPECIAL = re.compile(rf"{_ESCAPE}|{_BROKEN}")
# Letters that Unicode does not take apart, and characters that are not seen.
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "Ð": "D", "ß": "ss"}
_LETTERS |= {"ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
_UNSEEN = (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
_PLAIN = {**{ord(letter): plain for letter, plain in _LETTERS.items()}, **dict.fromkeys(_UNSEEN, "")}
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_JOINT = r"(?:[^\w\"“”,;:!?()]|_){0,4}"
_PIECE = 4
"""A word of so many letters is looked for inside words too, where a name of several begins or ends with it."""
_LONG = 5
"""A name of so many letters is looked for inside words too; a shorter one stands in too many others."""


def fold(text: str) -> str:
    r"""Fold a text; its case is kept.

    >>> fold("Andr\u00e9 M\\u00fcller, Andr%C3%A9, Bache-\nlet, Zo&euml;")
    'Andre Muller, Andre, Bachelet, Zoe'
    """
    plain = _SPECIAL.sub(lambda found: _decode(found[0]), text)
    return plain if plain.isascii() else _fold_letters(plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A folded text that knows where its characters stood.

    Args:
        text: The folded text.
        starts: For each of its characters the offset where what it was folded from begins, in code points.
        ends: And where that ends.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold_in_place(text: str) -> Folded:
    """Fold a text, and keep where each character stood."""
    parts, starts, ends = [], [], []
    for unit in _UNIT.finditer(text):
        folded = _fold_unit(unit[0])
        if folded:
            parts.append(folded)
            starts += [unit.start()] * len(folded)
            ends += [unit.end()] * len(folded)
        elif ends:
            ends[-1] = unit.end()  # an accent belongs to the letter before it
    return Folded(text="".join(parts), starts=tuple(starts), ends=tuple(ends))


class Mode(Enum):
    """How a form is looked for."""

    ANYWHERE = "anywhere"
    """In any case, and inside words: 'Bachelet' is found in 'bacheletian' and in '/news/bachelet-visit'."""
    WORD = "word"
    """As a whole word with a capital, or in an address: 'May' is not found in 'may' nor in 'Mayor'."""
    CAPITALS = "capitals"
    """As a whole word in capitals, or in an address: 'US' is not found in 'us'."""
    ALONE = "alone"
    """As a whole word with a capital that no other such word follows: a given name that others may bear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A name in one of its forms.

    Args:
        words: Its words, folded and in lower case.
        mode: How it is looked for.
    """

    words: tuple[str, ...]
    mode: Mode

    @property
    def needles(self) -> tuple[str, str]:
        """Two texts of which one stands, in lower case, wherever the form does: a word of it, and that with dots."""
        word = max(self.words, key=len)
        return word, ".".join(word) if self.mode is Mode.CAPITALS else word

    def find(self, folded: str, lower: str, *, addresses: bool = True) -> Iterator[tuple[int, int]]:
        """Find where the form stands in a folded text.

        Args:
            folded: The text.
            lower: The same in lower case.
            addresses: Whether a short form is found in addresses too, where it has no capital.

        Returns:
            The offsets of each place; where it stands inside a word, those of the whole word.
        """
        word, dotted = self.needles
        if word not in lower and dotted not in lower:
            return
        reach = 0
        for at in self._candidates(folded, lower, addresses):
            found = _compile(self).match(folded, at)
            if found is None or at < reach:
                continue
            start, end = found.span()
            if self.mode is Mode.ANYWHERE:
                while start > reach and folded[start - 1].isalnum():
                    start -= 1
                if start < found.start() and len(self.words[0]) < _PIECE:
                    continue
            elif not self._is_name(folded, found, addresses):
                continue
            reach = end
            yield start, end

    def _candidates(self, folded: str, lower: str, addresses: bool) -> list[int]:
        """List where the form may begin: a search for plain words is a hundred times faster than for a pattern."""
        first = self.words[0]
        starts = {first, ".".join(first)} if self.mode is Mode.CAPITALS else {first}
        if self.mode is Mode.CAPITALS and not addresses:
            return sorted(at for start in starts for at in _find_all(folded, start.upper()))
        return sorted(at for start in starts for at in _find_all(lower, start))

    def _is_name(self, folded: str, found: re.Match[str], addresses: bool) -> bool:
        """Check whether what was found is written as a name is, or as a part of an address."""
        written = found[0].isupper() if self.mode is Mode.CAPITALS else not found[0][0].islower()
        if written and not (self.mode is Mode.ALONE and _FOLLOWED.match(folded, found.end())):
            return True
        if self.mode is Mode.ALONE or not addresses:
            return False
        before = _BEFORE.search(folded, max(0, found.start() - _ADDRESS), found.start())
        return bool(before or _BEHIND.match(folded, found.end()))


def _find_all(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


_FOLLOWED = re.compile(r"[ \u00a0]+[A-Z]")
_ADDRESS = 80
_BEFORE = re.compile(r"[/@#_][\w.%=&?-]*\Z")
_BEHIND = re.compile(r"[\w.%=&?-]*[/@_]\w")


def make_form(name: str, *, given: bool = False) -> Form | None:
    """Make the form of a name; None where nothing of it could be found again, as of a single letter.

    Args:
        name: The name.
        given: Whether it is a given name that others may bear.

    >>> make_form("U.N.")
    Form(words=('un',), mode=<Mode.CAPITALS: 'capitals'>)
    >>> make_form("the United Nations’").words
    ('united', 'nations')
    """
    plain = re.sub(r"['’]s?\W*\Z", "", fold(name))
    plain = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", plain)
    words = re.findall(r"[^\W_]+", plain)
    while len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    letters = sum(map(len, words))
    if letters < 2:
        return None
    mode = Mode.WORD
    if given:
        mode = Mode.ALONE
    elif letters >= _LONG:
        mode = Mode.ANYWHERE
    elif all(word.isupper() for word in words):
        mode = Mode.CAPITALS
    return Form(words=tuple(word.lower() for word in words), mode=mode)


@lru_cache(4096)
def _compile(form: Form) -> re.Pattern[str]:
    if form.mode is Mode.ANYWHERE:
        behind = r"[^\W_]*" if len(form.words[-1]) >= _PIECE else r"(?![^\W_])"
        return re.compile(rf"(?i){_JOINT.join(map(re.escape, form.words))}{behind}")
    dot = r"\.?" if form.mode is Mode.CAPITALS else ""
    words = _JOINT.join("".join(f"{re.escape(character)}{dot}" for character in word) for word in form.words)
    return re.compile(rf"(?i)(?<![^\W_]){words}(?![^\W_])")


@lru_cache(2**14)
def _fold_unit(unit: str) -> str:
    return fold(unit) if len(unit) == 1 else _decode(unit)


def _decode(escape: str) -> str:
    """Return what an escape stands for, folded; nothing for a word's break at the end of a line."""
    if escape[0] == "%":
        decoded = unquote(escape, errors="replace")
    elif escape[0] == "&":
        decoded = html.unescape(escape)
    elif escape[0] == "\\":
        pieces = re.findall(r"[0-9A-Fa-f]{4}" if escape[1] == "u" else r"[0-9A-Fa-f]{2}", escape)
        decoded = "".join(chr(int(piece, 16)) for piece in pieces)
        decoded = decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    else:
        return ""
    return _fold_letters(decoded)


def _fold_letters(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).translate(_PLAIN))

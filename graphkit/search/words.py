"""Understand what somebody types into a search field; nothing that can be typed is a mistake of syntax.

    dam permit        both words, in any order
    "dam permit"      the phrase
    permi*            words that begin so
    dam OR dyke       one of them
    dam -permit       the first, without the second

Case and accents do not matter. Every word reaches SQLite in quotation marks, so what its own language would take for
an operator, a column or a bracket is a word like any other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from graphkit.errors import QueryError

__all__ = ["Words", "fold_letters", "parse"]

_MOST = 40
"""So many words are looked for; SQLite's own limit of the depth of an expression is far above it."""
_LONGEST = 1000
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_MINUS = "-−–"
_ITEM = re.compile(rf'(?P<without>[{_MINUS}]?)(?:"(?P<phrase>[^"]*)"?(?P<begins>\*?)|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is looked for.

    Args:
        wanted: What must be there: of each group one at least. A phrase that ends in '*' goes on with any letters.
        without: What must not be.
    """

    wanted: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        """The same in the language of SQLite's FTS5."""
        groups = [f"({' OR '.join(map(_quote, group))})" for group in self.wanted]
        wanted = " AND ".join(groups)
        return f"({wanted}) NOT ({' OR '.join(map(_quote, self.without))})" if self.without else wanted


def parse(text: str) -> Words:
    """Parse what somebody types.

    Args:
        text: The words.

    Raises:
        QueryError: There is no word in it, only words that must not be there, or it is too long.

    >>> parse('Dam "the permit" -"no comment" lev* OR dyke')
    Words(wanted=(('Dam',), ('the permit',), ('lev*', 'dyke')), without=('no comment',))
    """
    if len(text) > _LONGEST:
        raise QueryError(f"the search is too long ({len(text):,} characters, and at most {_LONGEST:,})")
    wanted: list[list[str]] = []
    without: list[str] = []
    joins = False
    for item in _ITEM.finditer(_clean(text)):
        if item["word"] == "OR" and not item["without"]:
            joins = bool(wanted)
            continue
        phrase = item["word"] if item["phrase"] is None else item["phrase"] + item["begins"]
        if not _has_letters(phrase):
            continue
        if item["without"]:
            without.append(phrase)
        elif joins:
            wanted[-1].append(phrase)
        else:
            wanted.append([phrase])
        joins = False
    if not wanted:
        only = "; it says only what must not be there" if without else ""
        raise QueryError(f"the search has no word to look for{only}")
    if sum(map(len, wanted)) + len(without) > _MOST:
        raise QueryError(f"the search has more than {_MOST} words; look for fewer")
    return Words(wanted=tuple(map(tuple, wanted)), without=tuple(without))


def fold_letters(text: str) -> str:
    """Make letters comparable: neither case nor accents matter.

    >>> fold_letters("Île d’Été")
    'ile d’ete'
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _clean(text: str) -> str:
    """Replace what no text can hold, and every shape of quotation marks by the plain one."""
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text).translate(
        _QUOTES
    )


def _has_letters(phrase: str) -> bool:
    # what SQLite's tokenizer takes for a part of a word: letters, numbers, and what is for private use
    return any(unicodedata.category(letter)[0] in "LN" or unicodedata.category(letter) == "Co" for letter in phrase)


def _quote(phrase: str) -> str:
    begins = phrase.endswith("*")
    return f'"{phrase.rstrip("*")}"{"*" if begins else ""}'

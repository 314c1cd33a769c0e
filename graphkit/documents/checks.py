"""Check whether a text is what graphkit can read: English running text, without mark-up."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graphkit.files import resources
from graphkit.files.tables import read_table

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["find_markup", "find_other_language"]

OTHER = "another language"
"""The name of a language that is not English where nothing more is certain."""

_WORD = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(
    r"<(?:!doctype\b|/?(?:html|head|body|div|p|span|a|br|script|table|h[1-6]|li|ul|em|strong|img)\b[^<>]*)>", re.I
)
# Measured on news: no English article of 240 has less than a fifth, no other European language reaches a twentieth.
_LEAST_SHARE = 0.1
# One such word may be a name or a quotation.
_LEAST_WORDS = 2
# Below so many words neither the words nor the letters tell a language.
_FEWEST = 4
# Measured on 3,000 English paragraphs and 484 sentences in 67 other languages: a headline of names alone gets little,
# but seldom less than this; a sentence in another language hardly ever more.
_LEAST_LIKELY = 0.01
_CERTAIN = 0.8
_SAMPLE = 20_000
_SHORT_SAMPLE = 2_000


def find_other_language(text: str, *, language: str = "en") -> str | None:
    """Name the language of a text that is not in English.

    Function words tell English in most cases, and cheaply. What has too few of them is judged by its letters
    (py3langid: Lui and Baldwin's langid.py, ACL 2012).

    Args:
        text: The article.
        language: The language whose function words are looked for.

    Returns:
        'German', `OTHER` where it is less certain, or None where it may well be English or is too short to tell.

    >>> find_other_language("Der Minister sagte, dass die Regierung das Gesetz ändern werde.")
    'German'
    """
    words = _WORD.findall(text[:_SAMPLE].casefold())
    letters = sum(map(len, words))
    latin = sum(1 for word in words for letter in word if letter < "\u0250" or "\u1e00" <= letter < "\u1f00")
    foreign = letters > 0 and latin * 2 < letters
    if not foreign:
        known = [word for word in words if word in _function_words(language)]
        if len(words) < _FEWEST or (len({*known}) >= _LEAST_WORDS and len(known) >= _LEAST_SHARE * len(words)):
            return None
    ranked = dict(_identifier().rank(text[:_SHORT_SAMPLE]))
    if not foreign and ranked.get(language, 0.0) >= _LEAST_LIKELY:
        return None
    best = max((code for code in ranked if code != language), key=lambda code: (ranked[code], code))
    return _names().get(best, OTHER) if ranked[best] >= _CERTAIN else OTHER


def find_markup(text: str) -> int:
    """Count the HTML tags in a text."""
    return sum(1 for _ in _MARKUP.finditer(text))


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _names() -> dict[str, str]:
    return {code: name for code, name in read_table(resources.language().parent / "names.tsv", 2)}


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(word for (word,) in read_table(resources.language(language) / "function_words.tsv", 1))

"""Parse and compare names of people and of bodies.

A person's name has a given name, middle names, a surname and a suffix (Jr., III); titles are ignored. A body's name is
the set of its significant words; a short one in capitals may be the initials of a long one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from graphkit.language import lexicon

__all__ = [
    "PersonName",
    "abbreviate",
    "are_nicknames",
    "fold",
    "have_two_names",
    "is_acronym",
    "is_common",
    "is_generic",
    "is_particle",
    "known_acronyms",
    "may_be_one",
    "parse_person",
    "place_words",
    "significant_words",
    "slugify",
]

_FILE = "identity"
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PersonName:
    """The parts of a person's name, folded.

    Args:
        given: The first name or its initial; empty where the name is a lone surname.
        middle: The names between, or their initials.
        surname: The last word.
        suffix: 'jr', 'sr', 'ii', 'iii', 'iv', or empty.
    """

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def is_lone(self) -> bool:
        """Whether it is a lone surname, or a lone first name: they cannot be distinguished."""
        return not self.given


@lru_cache(2**16)
def slugify(label: str) -> str:
    """Return a label as a part of an address.

    >>> slugify("Ségolène  Royal's office")
    'segolene-royals-office'
    """
    plain = label.casefold().replace("'", "").replace("’", "")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:80].rstrip("-") or "unnamed"


@cache
def fold(name: str) -> tuple[str, ...]:
    """Split a name into words in lower case, without accents, dots of abbreviations, possessives and articles.

    >>> fold("the U.N. Security Council's")
    ('un', 'security', 'council')
    """
    text = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = _possessive().sub("", text).replace("'", "").replace("&", f" {lexicon.word('additive_conjunction')} ")
    text = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", text)
    words = re.findall(r"\w+", text)
    while len(words) > 1 and words[0] in _group("determiner"):
        words = words[1:]
    return tuple(words)


@cache
def _possessive() -> re.Pattern[str]:
    ending = "|".join(map(re.escape, lexicon.sequence("possessive_ending")))
    return re.compile(rf"'(?:{ending})?(?!\w)")


@cache
def parse_person(name: str) -> PersonName:
    """Parse a person's name.

    >>> parse_person("Dr. John A. Smith, Jr.")
    PersonName(given='john', middle=('a',), surname='smith', suffix='jr')
    >>> parse_person("Mr. Smith").is_lone
    True
    """
    spread = re.sub(r"\b([A-Z])\.\s*(?=[A-Z])", r"\1 ", name)
    words = list(fold(spread))
    while len(words) > 1 and words[0] in _honorifics():
        words = words[1:]
    suffix = ""
    if len(words) > 1 and words[-1] in _group("suffix"):
        suffix = words.pop()
    if not words:
        return PersonName(given="", middle=(), surname="", suffix=suffix)
    given = words[0] if len(words) > 1 else ""
    return PersonName(given=given, middle=tuple(words[1:-1]), surname=words[-1], suffix=suffix)


def are_nicknames(one: str, other: str) -> bool:
    """Check whether two given names are forms of one name.

    >>> are_nicknames("bill", "william")
    True
    """
    return bool(_nicknames().get(one, frozenset()) & _nicknames().get(other, frozenset()))


def may_be_one(one: str, other: str) -> bool:
    """Check whether two first or middle names may be the same: equal, an initial, or a nickname."""
    if one == other or are_nicknames(one, other):
        return True
    return (len(one) == 1 or len(other) == 1) and one[0] == other[0]


def have_two_names(one: str, other: str) -> bool:
    """Check whether two names of people have one last name and two first names.

    >>> have_two_names("Ada Lind", "Mara Lind"), have_two_names("Ada Lind", "A. Lind")
    (True, False)
    """
    a, b = parse_person(one), parse_person(other)
    return a.surname == b.surname and not (a.is_lone or b.is_lone or may_be_one(a.given, b.given))


def is_common(name: PersonName) -> bool:
    """Check whether a name is so common that it does not identify a person.

    >>> is_common(parse_person("John Smith")), is_common(parse_person("John Aldous Smith"))
    (True, False)
    """
    given = name.given in lexicon.words("name_male") or name.given in lexicon.words("name_female")
    few_middle = all(len(word) == 1 for word in name.middle) and len(name.middle) < 2
    return given and few_middle and name.surname in _group("surname")


def significant_words(name: str) -> tuple[str, ...]:
    """Return the significant words of a body's name: no articles, prepositions or legal forms.

    >>> significant_words("The Bank of Example, Inc.")
    ('bank', 'example')
    """
    words = fold(name)
    significant = tuple(w for w in words if w not in _group("filler"))
    while len(significant) > 1 and significant[-1] in _group("legal_form"):
        significant = significant[:-1]
    return significant or words


def is_generic(name: str) -> bool:
    """Check whether a body's name is one that every country or town has.

    >>> is_generic("Ministry of Health"), is_generic("Norwegian Ministry of Health")
    (True, False)
    """
    words = significant_words(name)
    body, matter = _group("body"), _group("matter")
    return any(w in body for w in words) and all(w in body or w in matter for w in words)


def place_words(name: str) -> tuple[tuple[str, ...], bool]:
    """Return the name of a place without the kind of place.

    Args:
        name: The name.

    Returns:
        Its other words, and whether the name may also be that of a place within that place.

    >>> place_words("the State of Example"), place_words("Example City")
    ((('example',), False), (('example',), True))
    """
    words = fold(name)
    if len(words) > 2 and words[0] in _group("place_kind") and words[1] in lexicon.grammar("genitive"):
        return words[2:], False
    if len(words) > 1 and words[-1] in _group("place_kind"):
        return words[:-1], True
    return words, False


def is_acronym(name: str) -> bool:
    """Check whether a name may be the initials of a longer one.

    >>> is_acronym("U.N."), is_acronym("NATO"), is_acronym("Oslo")
    (True, True, False)
    """
    letters = _beside_initials().sub("", name)
    return letters.isalpha() and letters.isupper() and 2 <= len(letters) <= _LONGEST_ACRONYM


@cache
def _beside_initials() -> re.Pattern[str]:
    """Match what is no part of initials: an article, a possessive ending, full stops."""
    article = "|".join(f"{re.escape(a)}|{re.escape(a.capitalize())}" for a in lexicon.sequence("definite_article"))
    ending = "|".join(map(re.escape, lexicon.sequence("possessive_ending")))
    return re.compile(rf"^(?:{article})\s+|['’](?:{ending})$|\.")


def abbreviate(name: str) -> str:
    """Return the initials of a name of two words or more, or an empty string.

    >>> abbreviate("Federal Bureau of Investigation")
    'fbi'
    """
    words = significant_words(name)
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def is_particle(word: str) -> bool:
    """Check whether a word, folded, stands before surnames and is no name itself.

    >>> is_particle("van"), is_particle("roe")
    (True, False)
    """
    return word in _group("particle")


@cache
def known_acronyms() -> frozenset[tuple[str, tuple[str, ...]]]:
    """Read the common acronyms: (initials, the significant words that they stand for)."""
    pairs = (line.split() for line in _lines("acronym"))
    return frozenset((short, significant_words(long.replace("_", " "))) for short, long in pairs)


def _lines(group: str) -> list[str]:
    return [members for name, members in lexicon.rows(_FILE, 2) if name == group]


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def _honorifics() -> frozenset[str]:
    words = frozenset(w.strip(".") for w in lexicon.honorifics())
    return (words | _group("title")) - _group("regnal")


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    forms: dict[str, frozenset[int]] = {}
    for number, line in enumerate(_lines("nickname")):
        for word in line.split():
            forms[word] = forms.get(word, frozenset()) | {number}
    return forms

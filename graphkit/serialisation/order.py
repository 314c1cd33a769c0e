"""Put statements in the order in which a person would read them, which is also always the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from graphkit.vocabulary import RDF, RDFS, SKOS

__all__ = ["arrange", "rank"]

_NUMBER = re.compile(r"\d+")
# What ends comes before a number, and that before a letter. The text itself stands behind its end, since '1' and '01'
# are one number. Neither N-Triples nor an address holds control characters.
_END = "\x02"
_DIGITS = "\x03"
# What a document's address goes on with, in the order of reading; an address that matches none comes between.
_RANKS = (
    (re.compile(r"/doc/[^/#]+\Z"), 0),
    (re.compile(r"/entity/[^/#]+\Z"), 1),
    (re.compile(r"/doc/[^/#]+/claim/"), 2),
    (re.compile(r"/doc/[^/#]+/statement/"), 3),
    (re.compile(r"/doc/[^/#]+/role/"), 4),
    (re.compile(r"/predicate/[^/#]+\Z"), 6),
    (re.compile(r"/proposition/[^/#]+\Z"), 7),
    (re.compile(r"/doc/[^/#]+#char="), 8),
)
_UNRANKED = 5
_FIRST = {f"<{RDF}type>": "0", f"<{SKOS}prefLabel>": "1", f"<{RDFS}label>": "2"}


def rank(subject: bytes) -> bytes:
    """Give a key that sorts subjects: documents, entities, claims, statements, roles and last the spans, in text order.

    Args:
        subject: As N-Triples writes it.

    Returns:
        The key, which no two subjects share.
    """
    iri = subject.decode()[1:-1]
    # What stands before the last slash or '#' is that of many subjects, so its part of the key is made once.
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    tail = iri[cut:]
    kind = "char=" if tail.startswith("char=") else tail[:1]
    return f"{_rank(iri[:cut], kind)}{_spell_out(tail)}{_END}{iri}".encode()


def arrange(properties: Iterable[bytes]) -> list[tuple[bytes, list[bytes]]]:
    """Sort what is said of one subject: its kinds and labels first, then by predicate, then by object.

    Args:
        properties: Predicates, each with a space and an object, as N-Triples writes them, in any order.

    Returns:
        Each predicate with its objects, each once.
    """
    groups: dict[bytes, list[bytes]] = {}
    for line in properties:
        predicate, _, value = line.partition(b" ")
        if predicate in groups:
            groups[predicate].append(value)
        else:
            groups[predicate] = [value]
    for predicate, values in groups.items():
        if len(values) > 1:
            groups[predicate] = sorted(set(values), key=_place_object)
    return sorted(groups.items(), key=_place)


def _place(group: tuple[bytes, list[bytes]]) -> str:
    return _place_predicate(group[0])


@lru_cache(4096)
def _place_predicate(predicate: bytes) -> str:
    text = predicate.decode()
    return _FIRST.get(text, "9") + text[1:-1]


@lru_cache(4096)
def _place_object(value: bytes) -> bytes:
    text = value.decode()
    return f"{_spell_out(text)}{_END}{text}".encode()


@lru_cache(4096)
def _rank(head: str, kind: str) -> str:
    number = next((number for pattern, number in _RANKS if pattern.search(head + kind)), _UNRANKED)
    return f"{number}{_spell_out(head)}"


def _spell_out(text: str) -> str:
    """Write numbers so that '9' comes before '10': how many digits there are, then the digits."""
    return _NUMBER.sub(_count, text)


def _count(found: re.Match[str]) -> str:
    return _counts(found[0])


@lru_cache(2**15)
def _counts(digits: str) -> str:
    if not digits.isascii():
        digits = "".join(str(int(digit)) for digit in digits)
    digits = digits.lstrip("0")
    return f"{_DIGITS}{len(digits):09}{digits}"

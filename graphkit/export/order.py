"""The order of statements: that in which a person would read them, and always the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from graphkit.model.vocabulary import RDF, RDFS, SKOS

__all__ = ["arrange", "rank"]

_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"(\D*)(\d+)(\D+)(\d+)\Z")
# What ends comes before a number, and that before a letter. Neither N-Triples nor an address holds control characters.
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
    """Return a key that sorts subjects: documents, entities, claims, statements, roles and last the spans.

    Args:
        subject: As N-Triples writes it.

    Returns:
        The key; where two subjects share it ('1' and '01' are one number), they sort as they are written.
    """
    iri = subject.decode()[1:-1]
    # What stands before the last slash or '#' is that of many subjects, so its part of the key is made once.
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    tail = iri[cut:]
    kind = "char=" if tail.startswith("char=") else tail[:1]
    if iri[:cut].endswith("/doc/"):
        # Documents stand in the order of their keys, in which a number is no number.
        return f"{_rank(iri[:cut], kind)}{tail}{_END}".encode()
    # Two numbers, as most have, are spelled out without the detour of a substitution.
    if found := _RANGE.match(tail):
        before, start, between, end = found.groups()
        return f"{_rank(iri[:cut], kind)}{before}{_spell(start)}{between}{_spell(end)}{_END}".encode()
    return f"{_rank(iri[:cut], kind)}{_spell_out(tail)}{_END}".encode()


def arrange(properties: Iterable[bytes]) -> list[bytes]:
    """Sort what is said of one subject: its kinds and labels first, then by predicate, then by object.

    Args:
        properties: Predicates, each with a space and an object, as N-Triples writes them, in any order.

    Returns:
        The same, each once.
    """
    # Most predicates have one object, and then only their own order matters.
    single: dict[bytes, bytes] = {}
    several: dict[bytes, list[bytes]] = {}
    for line in properties:
        predicate = line[: line.index(b" ")]
        if predicate not in single:
            single[predicate] = line
        elif predicate not in several:
            several[predicate] = [single[predicate], line]
        else:
            several[predicate].append(line)
    if not several:
        return [single[predicate] for predicate in sorted(single, key=_place_predicate)]
    arranged = []
    for predicate in sorted(single, key=_place_predicate):
        if predicate in several:
            arranged += sorted(set(several[predicate]), key=_place_object)
        else:
            arranged.append(single[predicate])
    return arranged


@lru_cache(4096)
def _place_predicate(predicate: bytes) -> str:
    text = predicate.decode()
    return _FIRST.get(text, "9") + text[1:-1]


@lru_cache(4096)
def _place_object(line: bytes) -> bytes:
    text = line[line.index(b" ") + 1 :].decode()
    return f"{_spell_out(text)}{_END}{text}".encode()


@lru_cache(4096)
def _rank(head: str, kind: str) -> str:
    number = next((number for pattern, number in _RANKS if pattern.search(head + kind)), _UNRANKED)
    return f"{number}{head}"


def _spell_out(text: str) -> str:
    """Write numbers so that '9' comes before '10'."""
    return _NUMBER.sub(lambda found: _spell(found[0]), text)


@lru_cache(2**15)
def _spell(digits: str) -> str:
    """Write a number as how many digits it has, then the digits; from nine on, the count itself has nine and a mark."""
    if not digits.isascii():
        digits = "".join(str(int(digit)) for digit in digits)
    digits = digits.lstrip("0")
    size = len(digits)
    return f"{_DIGITS}{size if size < 9 else f'9{size:09}'}{digits}"

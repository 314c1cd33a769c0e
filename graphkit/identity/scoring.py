"""Score the evidence that two nodes are the same: names first, then links, posts, bodies and company.

The pieces of evidence are independent: the score is 1 − ∏(1 − w) over the supporting ones (a noisy-or: Pearl, 1988),
times ∏(1 − w) over the opposing ones. The weights were set by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from graphkit.identity.names import (
    PersonName,
    abbreviate,
    is_acronym,
    is_common,
    is_generic,
    known_acronyms,
    may_be_one,
    parse_person,
    place_words,
    significant_words,
)
from graphkit.identity.nodes import NameNode, Rarity
from graphkit.model import Chain, EntityType

__all__ = ["LISTED", "SAME", "Match", "clash", "match"]

SAME = 0.75
"""The score from which two nodes are merged."""
LISTED = 0.35
"""The score from which a pair that is not merged is listed for people."""

_UNSURE_MOST = 0.7
_NEVER_SURE = ("lone name", "place within")
_COMPANY = 3
_ROLES = (("post", 0.7, "both are"), ("body", 0.5, "both belong to"), ("title", 0.35, "both are"))
_COUNTRY_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The evidence for and against two nodes being the same.

    Args:
        rule: The relation of their names.
        score: From 0 to 1.
        supporting: The evidence for it, in words.
        opposing: The evidence against it, in words.
    """

    rule: str
    score: float
    supporting: tuple[str, ...]
    opposing: tuple[str, ...] = ()


def match(one: NameNode, other: NameNode, rarity: Rarity) -> Match | None:
    """Score the evidence that two nodes are the same.

    Args:
        one: A node.
        other: Another.
        rarity: How rare each name is in the corpus.

    Returns:
        The evidence, or None where the names are unrelated.
    """
    named = _compare_names(one, other)
    if named is None:
        return None
    rule, weight, words = named
    supporting = [(weight, words)]
    opposing = list(_oppose(one, other))
    if rule != "same link":
        supporting += _compare_contexts(one, other, rarity, generic=rule == "same common name")
    doubt = prod(1 - w for w, _ in supporting)
    score = (1 - doubt) * prod(1 - w for w, _ in opposing)
    if rule in _NEVER_SURE:
        score = min(score, _UNSURE_MOST)
    return Match(
        rule=rule,
        score=round(score, 4),
        supporting=tuple(words for _, words in supporting),
        opposing=tuple(words for _, words in opposing),
    )


def clash(one: NameNode, other: NameNode) -> str | None:
    """Return why two nodes cannot be the same, or None where they can.

    Args:
        one: A node.
        other: Another.
    """
    a, b = one.first, other.first
    if a.link and b.link:
        return None if a.link == b.link else f"two links: {a.link} and {b.link}"
    if a.kind is not b.kind and {a.kind, b.kind} != {EntityType.ORGANIZATION, EntityType.WORK}:
        return f"two kinds: {a.kind.value} and {b.kind.value}"
    if a.gender and b.gender and a.gender != b.gender:
        return "'he' and 'she'"
    if a.inside and b.inside and not _may_contain(a.inside, b.inside):
        return f"one in {' '.join(a.inside).title()} and one in {' '.join(b.inside).title()}"
    if a.kind is EntityType.PERSON:
        return _clash_persons(parse_person(a.chain.label), parse_person(b.chain.label))
    if EntityType.ORGANIZATION in (a.kind, b.kind):
        return _clash_bodies(a.chain.label, b.chain.label)
    return None


def _may_contain(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Check whether two containing places may be one, or one in the other: 'Fla.', 'South Florida'."""
    short, long = sorted((one, other), key=lambda words: len("".join(words)))
    letters, rest = "".join(short), iter("".join(long))
    is_short_for = letters[:1] == "".join(long)[:1] and all(letter in rest for letter in letters)
    return bool({*one} & {*other}) or is_short_for


def _clash_bodies(one: str, other: str) -> str | None:
    """Return why two bodies cannot be the same: they have two full names without a common acronym."""
    words, other_words = significant_words(one), significant_words(other)
    if sorted(words) == sorted(other_words) or is_acronym(one) or is_acronym(other):
        return None
    known = ({short for short, long in known_acronyms() if long == name} for name in (words, other_words))
    return None if set.intersection(*known) else "two full names"


def _clash_persons(one: PersonName, other: PersonName) -> str | None:
    if one.surname != other.surname or one.is_lone or other.is_lone:
        return None
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return f"{one.suffix.title()}. and {other.suffix.title()}."
    if not may_be_one(one.given, other.given):
        return "two first names"
    if one.middle and other.middle and not _may_be_middle(one.middle, other.middle):
        return "two middle names"
    return None


def _may_be_middle(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Check whether two lists of middle names may be the same: as many, each equal or an initial."""
    return len(one) == len(other) and all(map(may_be_one, one, other))


def _compare_names(one: NameNode, other: NameNode) -> tuple[str, float, str] | None:
    """Return the relation of two names, its weight, and a description."""
    a, b = one.first, other.first
    names = f"'{a.chain.label}' and '{b.chain.label}'"
    if a.link and a.link == b.link:
        return "same link", 0.99, f"both are linked to {a.link}"
    if not (a.chain.named and b.chain.named):
        return None
    if a.kind is EntityType.PERSON and b.kind is EntityType.PERSON:
        return _compare_persons(parse_person(a.chain.label), parse_person(b.chain.label), names)
    if a.name == b.name:
        if is_generic(a.chain.label):
            return "same common name", 0.5, f"{names} are a name that many bear"
        if a.kind is not b.kind:
            return "same name", 0.8, f"{names} are the same name, for another kind of thing"
        return "same name", 0.9, f"{names} are the same name"
    if a.kind is not b.kind:
        return None
    if EntityType.ORGANIZATION is a.kind:
        return _compare_bodies(one, other, names)
    return _compare_places(a.chain, b.chain, names) if a.kind is EntityType.PLACE else None


def _compare_places(one: Chain, other: Chain, names: str) -> tuple[str, float, str] | None:
    (words, within), (other_words, other_within) = place_words(one.label), place_words(other.label)
    if words != other_words:
        return None
    if not within and not other_within:
        return "same place name", 0.8, f"{names} differ in the kind of place alone"
    if EntityType.COUNTRY in (one.type, other.type):
        return None  # Mexico City is not Mexico
    return "place within", 0.6, f"{names} differ in the kind of place, which may be within the other"


def _compare_persons(one: PersonName, other: PersonName, names: str) -> tuple[str, float, str] | None:
    if one.surname != other.surname:
        return None
    if one.is_lone or other.is_lone:
        return ("lone name", 0.1, f"{names} share a last name") if one.is_lone != other.is_lone else None
    if len(one.given) == 1 or len(other.given) == 1:
        return "initial", 0.4, f"{names} share an initial and a last name"
    common = is_common(one) or is_common(other)
    if one.given != other.given:
        weight = 0.45 if common else 0.6
        return "nickname", weight, f"{names} share a last name, and forms of one first name"
    if one.middle != other.middle:
        weight = 0.5 if common else 0.8
        return "middle name", weight, f"{names} differ in middle names that one of them leaves out or shortens"
    if common:
        return "same common name", 0.55, f"{names} are a name that many bear"
    return "same name", 0.9, f"{names} are the same name"


def _compare_bodies(one: NameNode, other: NameNode, names: str) -> tuple[str, float, str] | None:
    a, b = one.first, other.first
    if sorted(a.name) == sorted(b.name):
        return "same words", 0.7, f"{names} have the same words"
    for short, long in ((one, other), (other, one)):
        label = short.first.chain.label
        letters = "".join(short.first.name)
        if not is_acronym(label) or is_acronym(long.first.chain.label):
            continue
        if letters in long.acronyms:
            return "acronym", 0.9, f"an article uses '{label}' for '{long.first.chain.label}'"
        if (letters, long.first.name) in known_acronyms():
            return "acronym", 0.9, f"'{label}' is known to stand for '{long.first.chain.label}'"
        if letters == abbreviate(long.first.chain.label):
            return "initials", 0.3, f"'{label}' are the initials of '{long.first.chain.label}'"
    return None


def _compare_contexts(one: NameNode, other: NameNode, rarity: Rarity, *, generic: bool) -> Iterator[tuple[float, str]]:
    shared = one.roles & other.roles
    for kind, weight, words in _ROLES if shared else ():
        values = [value for what, value in shared if what == kind]
        if values:
            yield weight, f"{words} {min(values)}"
            break
    if generic and (common := one.countries & other.countries):
        yield 0.6, f"their articles speak most of {min(common).title()}"
    if one.documents & other.documents:
        return  # two nodes of one article have the same company
    names = {" ".join(one.first.name), " ".join(other.first.name)}
    company = (
        (rarity(n) * (_COUNTRY_SHARE if n[0] == EntityType.PLACE.value else 1), n) for n in one.company & other.company
    )
    significant = sorted(((weight, n) for weight, n in company if n[1] not in names and weight > 0), key=_rank)
    for weight, (_, name) in significant[:_COMPANY]:
        yield 0.35 * weight, f"both articles name {name.title()}"


def _rank(item: tuple[float, tuple[str, str]]) -> tuple[float, tuple[str, str]]:
    return -item[0], item[1]


def _oppose(one: NameNode, other: NameNode) -> Iterator[tuple[float, str]]:
    a, b = one.first, other.first
    if reason := clash(one, other):
        # 'Paris, France' may well be 'Paris, Europe': listed for people
        yield (0.5 if (a.inside and b.inside) or reason == "two middle names" else 0.9), reason
    elif a.kind is EntityType.PERSON:
        x, y = parse_person(a.chain.label), parse_person(b.chain.label)
        if x.suffix != y.suffix:
            yield 0.35, f"only one is called {(x.suffix or y.suffix).title()}."

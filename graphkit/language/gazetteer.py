"""Look up places: those of a name and what contains them (places.tsv), and the words for states (territories.tsv)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graphkit.files import resources
from graphkit.files.tables import read_table
from graphkit.language import lexicon

__all__ = [
    "Place",
    "Territory",
    "contains",
    "decode",
    "demonyms",
    "find",
    "fold",
    "places",
    "states",
    "surroundings",
    "territories",
]

_SHORT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the table.

    Args:
        id: Its Wikidata id ('Q148'), or None where the table lists only the name.
        kind: 'state', 'area', 'former', 'region' or 'city'.
        within: The id of the region or state that contains it, or None.
        inhabitants: Its rough number of inhabitants, which ranks the places of one name.
        names: Its names, the usual one first.
    """

    id: str | None
    kind: str
    within: str | None
    inhabitants: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A state or region, with the words for it and for its government.

    Args:
        name: Its usual English name.
        aliases: Its other names.
        capital: The city that stands for its government.
        demonyms: Adjectives and nouns for its people.
        is_state: Whether it is a state rather than a region or continent.
    """

    name: str
    aliases: tuple[str, ...]
    capital: str | None
    demonyms: tuple[str, ...]
    is_state: bool


@cache
def places() -> tuple[Place, ...]:
    """Read places.tsv."""
    out = []
    for number, kind, within, inhabitants, name, others in read_table(resources.language().parent / "places.tsv", 6):
        names = (name, *others.split(";")) if others else (name,)
        out.append(
            Place(
                id=None if number == "-" else number,
                kind=kind,
                within=None if within == "-" else within,
                inhabitants=int(inhabitants),
                names=names,
            )
        )
    return tuple(out)


@cache
def territories() -> tuple[Territory, ...]:
    """Read territories.tsv."""
    return tuple(
        Territory(
            name=name,
            aliases=tuple(a.strip() for a in aliases.split(";") if a.strip()),
            capital=capital or None,
            demonyms=tuple(d.strip() for d in demonyms.split(";") if d.strip()),
            is_state=kind == "state",
        )
        for kind, name, aliases, capital, demonyms in lexicon.rows("territories", 5)
    )


@cache
def demonyms() -> Mapping[str, str]:
    """Read territories.tsv: a demonym ('Norwegian', 'Scottish') → the name of the state or region."""
    return {demonym: t.name for t in territories() for demonym in t.demonyms}


def find(name: str) -> tuple[Place, ...]:
    """Find the places of a name.

    Short names are matched with their case: 'US' is a state and 'us' is not.

    >>> [place.id for place in find("the Netherlands")]
    ['Q55']
    >>> find("us"), find("LA")[0].names[0]
    ((), 'Los Angeles')
    """
    candidates = _index()[0].get(fold(name), ())
    if len(name.replace(".", "")) > _SHORT and not name.islower():
        return candidates
    return tuple(p for p in candidates if name.replace(".", "") in (own.replace(".", "") for own in p.names))


def decode(abbreviation: str) -> tuple[Place, ...]:
    """Find the region of an abbreviation after a place: 'Mass.', 'CA'.

    >>> [place.names[0] for place in decode("Mass.")]
    ['Massachusetts']
    """
    return _index()[1].get(fold(abbreviation), ()) if abbreviation[:1].isupper() else ()


def fold(name: str) -> str:
    """Normalise a name: lower case, without accents, dots and article, with straight apostrophes.

    >>> fold("The São Paulo"), fold("U.S.")
    ('sao paulo', 'us')
    """
    text = name.casefold().replace(".", "").replace("’", "'")
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return lexicon.without_article(text)


def surroundings(number: str | None) -> frozenset[str]:
    """Return the ids of a place and of all that contains it.

    >>> sorted(surroundings("Q1297"))
    ['Q1204', 'Q1297', 'Q30']
    """
    out: set[str] = set()
    while number is not None and number not in out:
        out.add(number)
        number = _within().get(number)
    return frozenset(out)


@cache
def states() -> frozenset[str]:
    """Return the ids of all states."""
    return frozenset(place.id for place in places() if place.kind == "state" and place.id is not None)


def contains(outer: str | None, place: Place) -> bool:
    """Check whether a place contains another."""
    return outer is not None and outer in surroundings(place.within)


@cache
def _index() -> tuple[Mapping[str, tuple[Place, ...]], Mapping[str, tuple[Place, ...]]]:
    """Index the places by their names, and the regions by their abbreviations."""
    named: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    coded: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for number, place in enumerate(places()):
        for name in place.names:
            short = place.kind == "region" and (len(name) == 2 or name.endswith("."))
            (coded if short else named)[fold(name)][place.id or str(number)] = place
    by_name, by_code = ({name: tuple(own.values()) for name, own in x.items()} for x in (named, coded))
    return by_name, by_code


@cache
def _within() -> Mapping[str, str]:
    return {place.id: place.within for place in places() if place.id is not None and place.within is not None}

"""Read the mark of a party and a seat behind a politician's name: 'Sen. Jo Roe (D-Ohio)', 'Rep. Jo Roe, R-Tex.'."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Parse, Token, Tokens

__all__ = ["find_seats", "seat_behind"]

_OPENING = frozenset(["(", "[", ","])
_CLOSING = frozenset([")", "]", ",", ".", ";"])
_LONGEST = 3


def find_seats(doc: Parse) -> Iterator[Tokens]:
    """Yield the place of each seat that stands behind a name with the mark of a party.

    Args:
        doc: A parse.
    """
    for token in doc:
        if token.text in _OPENING and token.i and (seat := seat_behind(doc[token.i - 1])) is not None:
            yield seat


def seat_behind(name: Token) -> Tokens | None:
    """Return the place of the seat behind a name, 'Ohio' of '(D-Ohio)', or None.

    Args:
        name: The last token of the name of a person.
    """
    doc, at = name.doc, name.i + 1
    if at + 3 >= len(doc) or doc[at].text not in _OPENING or not name.text[:1].isupper():
        return None
    at += 1
    if doc[at].text.rstrip(".") not in lexicon.sequence("party_letter"):
        return None
    at += 2 if doc[at + 1].text == "." else 1
    if doc[at].text not in ("-", "–", ","):
        return None
    for end in range(min(at + 1 + _LONGEST, len(doc) - 1), at + 1, -1):
        place = doc.cut(at + 1, end)
        closed = doc[end].text in _CLOSING or doc[end - 1].text == "."
        if closed and _is_region(place.text):
            return place
    return None


def _is_region(name: str) -> bool:
    """Check whether a name is that of a region, written out or short: 'Ohio', 'Wyo.', 'NY'."""
    places = gazetteer.decode(name) or gazetteer.find(name)
    return any(place.kind == "region" for place in places)

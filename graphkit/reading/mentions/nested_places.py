"""Find the places nested in longer names: 'University of Copenhagen', 'US Navy'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Tokens
from graphkit.model import EntityType
from graphkit.reading.mentions.names import Name

__all__ = ["find_nested_places"]

_PLACE_WORDS = 3


def find_nested_places(names: Sequence[Name]) -> list[Tokens]:
    """Find the places nested in longer names: 'University of Copenhagen', 'US Navy'.

    Args:
        names: The names of a document.

    Returns:
        The tokens of each place, in order of the text.
    """
    out: list[Tokens] = []
    for tokens, kind, _ in names:
        whole = kind in (EntityType.PLACE, EntityType.COUNTRY) and gazetteer.find(tokens.text)
        if len(tokens) > 1 and kind not in (EntityType.PERSON, EntityType.GROUP) and not whole:
            titled = kind in (EntityType.WORK, EntityType.EVENT)  # 'Captain America' is in no country
            out += (t for t in _nested(tokens) if not titled or _follows_preposition(t))
    return out


def _follows_preposition(tokens: Tokens) -> bool:
    before = tokens.doc[max(0, tokens.start - 2) : tokens.start]
    return any(t.lower_ in lexicon.grammar("nested_place_preposition") for t in before)


def _nested(tokens: Tokens) -> Iterator[Tokens]:
    doc, start = tokens.doc, tokens.start
    while start < tokens.end:
        for end in range(min(tokens.end, start + _PLACE_WORDS), start, -1):
            inner = doc.cut(start, end)
            if len(inner) == len(tokens) or inner[0].pos_ != "PROPN" or not _is_known_place(inner.text):
                continue
            before = doc[start - 1].lower_ if start > tokens.start else ""
            if "part" not in lexicon.place_sorts().get(before, ()):  # 'Eastern Europe' is not Europe
                yield inner
            start = end - 1
            break
        start += 1


def _is_known_place(name: str) -> bool:
    if name.lower() in lexicon.words("suffix_place") or name.lower() in lexicon.nouns():
        return False  # 'Halden Bay' is not in the Bay of Somalia
    return any(place.id is not None for place in gazetteer.find(name))

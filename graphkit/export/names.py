"""Name files after what they are about, so that every system can hold them side by side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from graphkit.export.characters import widen

__all__ = ["name_file", "name_files"]

_LONGEST = 88
"""So many bytes of UTF-8 leave room in a hundred for a number and a suffix."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin＄|conout＄|(?:com|lpt)[0-9¹²³]) *(?:\.|$)", re.IGNORECASE)
_FORBIDDEN = str.maketrans({character: chr(ord(character) + 0xFEE0) for character in '"*/:<>?\\|'})
# what is not seen, or turns the direction of what is; joiners are part of names in some scripts
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_JOINERS = "\u200c\u200d"


def name_file(label: str) -> str:
    """Return a label as the name of a file, without a suffix, in at most 88 bytes.

    >>> name_file("Who said: “yes/no”?"), name_file("aux.txt"), name_file("...")
    ('Who said： “yes／no”？', '_aux.txt', 'unnamed')
    """
    text = unicodedata.normalize("NFC", widen(label)).translate(_FORBIDDEN)
    seen = "".join(c for c in text if c in _JOINERS or unicodedata.category(c) not in _UNSEEN)
    cut = " ".join(seen.split()).strip(" .").encode()[:_LONGEST].decode(errors="ignore").rstrip(" .")
    return f"_{cut}" if _RESERVED.match(cut) else cut or "unnamed"


def name_files(labels: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a file's name for each thing, no two of which differ in case or in the form of their accents only.

    Args:
        labels: The address and the label of each thing; of those with one name the later get a number.

    >>> name_files([("a", "Ada"), ("b", "ADA"), ("c", "Roe")])
    {'a': 'Ada', 'b': 'ADA (2)', 'c': 'Roe'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for address, label in labels:
        first = name = name_file(label)
        number = 1
        while _fold(name) in taken:
            number += 1
            name = f"{first} ({number})"
        taken.add(_fold(name))
        names[address] = name
    return names


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())

"""A user's own list of entities: their names, types and addresses."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import InputError
from graphkit.language import lexicon
from graphkit.model import Chain, EntityType
from graphkit.model.vocabulary import WIKIDATA

__all__ = ["KnownEntities", "KnownEntity", "read"]

_TYPES = {kind.name.lower(): kind for kind in EntityType}
_COLUMNS = ("name", "aliases", "type", "iri")
_SHORT = 3
_ITEM = re.compile(r"(?:wd:|https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntity:
    """An entity of a user's list.

    Args:
        name: Its full name.
        aliases: Its other names.
        type: Its type, or None for any.
        iri: Its address.
    """

    name: str
    aliases: tuple[str, ...] = ()
    type: EntityType | None = None
    iri: str


class KnownEntities:
    """A user's list, indexed by name.

    Args:
        entities: The entities of the list; their order does not matter.
    """

    def __init__(self, entities: Iterable[KnownEntity]) -> None:
        self.entities = tuple(sorted(set(entities), key=lambda e: (e.iri, e.name, e.aliases, str(e.type))))
        self._by_name: defaultdict[str, list[KnownEntity]] = defaultdict(list)
        for entity in self.entities:
            for name in dict.fromkeys((entity.name, *entity.aliases)):
                self._by_name[_fold(name)].append(entity)

    @property
    def digest(self) -> str:
        """The digest of its entities, whatever their order."""
        return hashlib.sha256(repr(self.entities).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def find(self, chain: Chain) -> tuple[str, ...]:
        """Find the addresses of the entities that have a name and the type of a chain.

        Short names are matched with their case. A lone surname matches only an entity that has no other name.

        Returns:
            The addresses, sorted; several where the name is ambiguous.
        """
        addresses = {
            entity.iri
            for name in (chain.label, *chain.aliases)
            for entity in self._by_name.get(_fold(_untitled(name)), ())
            if _fits(entity, chain.type) and _identifies(entity, _untitled(name), chain.type)
        }
        return tuple(sorted(addresses))


def read(path: str | os.PathLike[str]) -> KnownEntities:
    """Read a list of entities: CSV in UTF-8 with the columns name, aliases (; between), type and iri.

    Raises:
        InputError: It cannot be read, or a line of it is wrong; the message names file and line.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"{path}: cannot be read: {reason}") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    columns = [str(column).strip().casefold() for column in rows.fieldnames or ()]
    if missing := [column for column in ("name", "iri") if column not in columns]:
        raise InputError(f"{path}, line 1: no column {missing[0]!r}; the first line names the columns {_COLUMNS}")
    rows.fieldnames = columns
    out = []
    for row in rows:
        cells = {column: str(value).strip() for column, value in row.items()}
        if any(cells.values()):
            out.append(_make(cells, f"{path}, line {rows.line_num}"))
    return KnownEntities(out)


def _make(cells: dict[str, str], where: str) -> KnownEntity:
    name, kind, iri = cells["name"], cells.get("type", "").casefold(), cells["iri"]
    if not name:
        raise InputError(f"{where}: no name")
    if kind and kind not in _TYPES:
        raise InputError(f"{where}: {kind!r} is no type; there are {', '.join(_TYPES)}")
    if item := _ITEM.fullmatch(iri):
        iri = WIKIDATA + item[1]
    elif not _IRI.fullmatch(iri):
        raise InputError(f"{where}: {iri!r} is no IRI; write a whole one, or a Wikidata item as Q148")
    aliases = tuple(alias.strip() for alias in cells.get("aliases", "").split(";") if alias.strip())
    return KnownEntity(name=name, aliases=aliases, type=_TYPES.get(kind), iri=iri)


def _fold(name: str) -> str:
    return lexicon.without_article(" ".join(name.casefold().replace("’", "'").split()))


def _untitled(name: str) -> str:
    """Return a name without the titles before it."""
    words = name.split()
    while len(words) > 1 and words[0].casefold().strip(".") in lexicon.honorifics():
        words = words[1:]
    return " ".join(words)


def _fits(entity: KnownEntity, kind: EntityType) -> bool:
    places = (EntityType.PLACE, EntityType.COUNTRY)
    return entity.type in (None, kind) or (entity.type in places and kind in places)


def _identifies(entity: KnownEntity, name: str, kind: EntityType) -> bool:
    """Check whether a name is specific enough for an entity."""
    if kind is EntityType.PERSON and " " not in name:
        return _fold(name) == _fold(entity.name)
    return len(name) > _SHORT or name in (entity.name, *entity.aliases)

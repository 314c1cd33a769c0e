"""Who owns which outlet: a short list of ours, and lists of the user's own, which outrank it.

A list is CSV in UTF-8 with the columns `outlet`, `owner` and, where there are any, `aliases` (; between). An outlet is
named by its host name ('gull.example'), which covers what lies below it, or by the name under which it publishes. A row
that cannot be used is left out and named with its line; the file stays as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from graphkit.errors import InputError, Problem
from graphkit.language import lexicon

__all__ = ["Outlet", "OwnerList", "OwnerRow", "Owners", "load_shipped", "read"]

_SHIPPED = Path(__file__).with_name("owners.csv")
_NEEDED = ("outlet", "owner")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,}|xn--[a-z0-9-]+)")
_ADDRESS_MARK = re.compile(r"[/:@*?#\\]")
_SITE = re.compile(r"https?://", re.IGNORECASE)
_BARE = re.compile(r"(?:https?://)?[^/?#]+/?", re.IGNORECASE)
"""A host name, by itself or as the address of a whole site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A newspaper, a station or a site.

    Args:
        name: What it is called; its host name where nothing else is known.
        owner: Who owns it; its own name where that is not known, or nobody else does.
    """

    name: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerRow:
    """A row of a list.

    Args:
        outlet: The outlet, and who owns it.
        keys: What it is recognised by: host names, and names without case and article.
    """

    outlet: Outlet
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerList:
    """What a file says.

    Args:
        rows: The rows that count.
        problems: Those that do not, and why.
    """

    rows: tuple[OwnerRow, ...] = ()
    problems: tuple[Problem, ...] = ()


class Owners:
    """Several lists as one.

    Where two lists name one outlet, by whichever of its names, the first of them counts for all of its names.

    Args:
        lists: The lists, the one that outranks the others first.
    """

    def __init__(self, lists: Iterable[OwnerList] = ()) -> None:
        self._found: dict[str, tuple[int, Outlet]] = {}
        spellings: dict[str, str] = {}
        problems: list[Problem] = []
        for rank, known in enumerate(lists):
            problems += known.problems
            for row in known.rows:
                owner = spellings.setdefault(_fold(row.outlet.owner), row.outlet.owner)
                own = (rank, replace(row.outlet, owner=owner))
                before = min((self._found[key] for key in row.keys if key in self._found), key=_rank, default=own)
                for key in row.keys:
                    self._found.setdefault(key, before)
        self.problems = tuple(problems)

    def find(self, publisher: str | None, address: str | None) -> Outlet | None:
        """Find the outlet of an article by what its document records.

        Of the lists' outlets the one that its address lies below is meant, unless a list that outranks knows the name.

        Args:
            publisher: Who published it, or None.
            address: The address that it came from, or None.

        Returns:
            The outlet; one that no list has belongs to nobody else. None where the document records neither.
        """
        name = " ".join((publisher or "").split())
        hosts = [_host_of(address or ""), _host_of(name)]
        keys = [*(key for host in hosts for key in _list_heads(host)), *([_fold(name)] if name else ())]
        known = self._look_up(keys)
        if known is not None:
            return known
        # Under one address an archive or a portal may hold the articles of many: the name tells more.
        name = hosts[1] or name or hosts[0]
        return Outlet(name=name, owner=name) if name else None

    def find_all(self, published: Iterable[tuple[str, str | None, str | None]]) -> dict[str, Outlet]:
        """Find the outlets of documents.

        Args:
            published: Their keys, each with publisher and address.

        Returns:
            The outlet of each document of which it is recorded; all articles of one share it.
        """
        outlets: dict[Outlet, Outlet] = {}
        found = {}
        for key, publisher, address in published:
            outlet = self.find(publisher, address)
            if outlet is not None:
                found[key] = outlets.setdefault(outlet, outlet)
        return found

    def find_named(self, names: Iterable[str]) -> Outlet | None:
        """Find the outlet that an article speaks of by one of its names; None where no list has it."""
        return self._look_up([_fold(name) for name in names])

    def _look_up(self, keys: Sequence[str]) -> Outlet | None:
        """Return what the list that outranks the others has under one of some keys, the first of them first."""
        found = min((self._found[key] for key in keys if key in self._found), key=_rank, default=None)
        return None if found is None else found[1]


@cache
def load_shipped() -> OwnerList:
    """Read the list that graphkit ships."""
    return read(_SHIPPED)


def read(path: Path) -> OwnerList:
    """Read a list; each line by itself, so that one that cannot be read takes no other with it.

    Args:
        path: The file.

    Raises:
        InputError: It cannot be read, or its head lacks a column.
    """
    try:
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    lines = [
        (n, line) for n, line in enumerate(data.splitlines(), 1) if line.strip() and line.lstrip(b'" ')[:1] != b"#"
    ]
    if not lines:
        return OwnerList()
    (first, head), *rest = lines
    where = f"{path}, line {first}"
    delimiter = max(",;\t", key=head.decode("utf-8", "replace").count)
    columns = _read_head(head, delimiter, where)
    reader = _Reader(path, columns, delimiter)
    for number, line in rest:
        reader.add(number, line)
    return OwnerList(rows=tuple(reader.rows), problems=tuple(reader.problems))


def _read_head(line: bytes, delimiter: str, where: str) -> tuple[str, ...]:
    try:
        columns = tuple(cell.casefold() for cell in _split(line, delimiter))
    except ValueError as error:
        raise InputError(f"{where}: {error}; the first line names the columns outlet, aliases, owner") from None
    for name in _NEEDED:
        if name not in columns:
            raise InputError(f"{where}: no column {name!r}; the first line names the columns outlet, aliases, owner")
    return columns


class _Reader:
    """Holds the rows of a file that were read so far."""

    def __init__(self, path: Path, columns: Sequence[str], delimiter: str) -> None:
        self._path = path
        self._columns = columns
        self._delimiter = delimiter
        self._given: dict[str, tuple[int, str]] = {}
        self.rows: list[OwnerRow] = []
        self.problems: list[Problem] = []

    def add(self, number: int, line: bytes) -> None:
        """Read a line, or name why it is left out."""
        try:
            row = self._parse(line)
        except ValueError as error:
            self.problems.append(Problem(where=f"{self._path}, line {number}", what=f"{error}; the row is left out"))
            return
        if row is not None:
            self.rows.append(row)
            for key in row.keys:
                self._given.setdefault(key, (number, row.outlet.owner))

    def _parse(self, line: bytes) -> OwnerRow | None:
        cells = _split(line, self._delimiter)
        if not any(cells):
            return None
        if any(cells[len(self._columns) :]):
            raise ValueError(f"it has {len(cells)} cells, the head has {len(self._columns)}")
        row = dict(zip(self._columns, [*cells, *([""] * len(self._columns))], strict=False))
        for name in _NEEDED:
            if not row[name]:
                raise ValueError(f"its column {name!r} is empty")
        outlet = Outlet(name=row["outlet"], owner=row["owner"])
        names = [outlet.name, *(name.strip() for name in row.get("aliases", "").split(";") if name.strip())]
        keys = tuple(dict.fromkeys(map(_read_key, names)))
        for name, key in zip(names, map(_read_key, names), strict=True):
            before, owner = self._given.get(key, (0, outlet.owner))
            if _fold(owner) != _fold(outlet.owner):
                raise ValueError(f"it gives {name!r} to {outlet.owner!r}, and line {before} to {owner!r}, which counts")
        return OwnerRow(outlet=outlet, keys=keys)


def _split(line: bytes, delimiter: str) -> list[str]:
    """Split a line into its cells.

    Raises:
        ValueError: It cannot be read.
    """
    try:
        [cells] = csv.reader([line.decode("utf-8")], delimiter=delimiter, strict=True)
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8; save the file from the spreadsheet as 'CSV UTF-8'") from None
    except csv.Error as error:
        raise ValueError(f"it cannot be read: {error}") from None
    return [cell.strip() for cell in cells]


def _read_key(text: str) -> str:
    """Read a host name or a name.

    Raises:
        ValueError: It is neither.
    """
    if " " not in text and (_ADDRESS_MARK.search(text) or "." in text.strip(".")):
        host = _host_of(text)
        if not host or not _BARE.fullmatch(text):
            raise ValueError(f"{text!r} is no host name and no name of an outlet; write 'gull.example' or 'The Gull'")
        return host
    if not any(letter.isalnum() for letter in text):
        raise ValueError(f"{text!r} is no name of an outlet")
    return _fold(text)


def _host_of(address: str) -> str:
    """Return the host name of an address, or of one that stands alone; nothing where there is none.

    >>> _host_of("https://www.gull.example/storm?x=1"), _host_of("Gull.example"), _host_of("The Gull")
    ('gull.example', 'gull.example', '')
    """
    try:
        host = urlsplit(address).hostname if _SITE.match(address) else address.split("/")[0]
    except ValueError:
        return ""
    host = _plain_host(host or "")
    return host if _HOST.fullmatch(host) else ""


def _plain_host(host: str) -> str:
    return host.casefold().strip(".").removeprefix("www.")


def _list_heads(host: str) -> list[str]:
    """List a host name and those that it lies below."""
    parts = host.split(".")
    return [".".join(parts[n:]) for n in range(len(parts) - 1)]


def _fold(name: str) -> str:
    return lexicon.without_article(" ".join(name.casefold().replace("’", "'").split()))


def _rank(found: tuple[int, Outlet]) -> int:
    return found[0]

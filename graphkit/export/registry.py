"""The output formats, each registered by a row in its own module below `formats/`."""

from __future__ import annotations

import io
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from graphkit.errors import OutputError
from graphkit.model.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = [
    "FORMATS",
    "OutputFormat",
    "Target",
    "find_format",
    "find_format_of",
    "list_prefixes",
    "serialize",
    "write",
]

type Kind = Literal["dataset", "graph", "network", "claims"]

_KINDS = ("graph", "dataset", "network", "claims")
_PATHS = ("doc", "entity", "predicate", "proposition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a graph is written to.

    Args:
        file: The open file.
        base: The base IRI of the instances.
        folder: Where to put aside what memory does not hold; None for the system's folder for such files.
        texts: The articles' texts by the address of their document, as far as they are at hand.
    """

    file: IO[bytes]
    base: str = BASE
    folder: Path | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that Turtle is written with."""
        return list_prefixes(self.base)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFormat:
    """A format that the graph can be written in.

    Args:
        name: What it is called, and its file suffix.
        title: Its full name.
        kind: Whether it keeps the named graphs ('dataset'), merges them ('graph'), or holds the network of parties and
            claims ('network'), or the claims ('claims'), alone.
        write: Writes a graph; raises `OutputError` where the format cannot hold it, and `OptionalDependencyError` where
            it needs an extra that is not installed.
        suffixes: Its other file suffixes.
        help: What it is for, where the title does not tell, for the help of the command.
    """

    name: str
    title: str
    kind: Kind
    write: Callable[[GraphStore, Target], None] = field(repr=False)
    suffixes: tuple[str, ...] = ()
    help: str = ""

    @property
    def suffix(self) -> str:
        """The suffix that files of it should have: '.ttl', '.neo4j.zip'."""
        return f".{next((suffix for suffix in self.suffixes if '.' in suffix), self.name)}"


def _find_formats() -> Mapping[str, OutputFormat]:
    package = import_module("graphkit.export.formats")
    modules = (import_module(f"{package.__name__}.{module.name}") for module in pkgutil.iter_modules(package.__path__))
    rows = [row for module in modules for row in module.FORMATS]
    return {row.name: row for row in sorted(rows, key=lambda row: _KINDS.index(row.kind))}


def find_format(name: str) -> OutputFormat:
    """Find a format by its name or by a file's suffix.

    Args:
        name: 'ttl', '.ttl', 'turtle' and the like; case does not matter.

    Raises:
        OutputError: There is none of that name.
    """
    key = name.lower().removeprefix(".")
    for known in FORMATS.values():
        if key in (known.name, *known.suffixes):
            return known
    raise OutputError(f"{name!r} is no format that graphkit writes; choose one of {', '.join(FORMATS)}")


def find_format_of(path: Path) -> OutputFormat:
    """Find the format of a file by its suffix: by '.ftm.json' before '.json'.

    Raises:
        OutputError: There is none of that suffix.
    """
    last = "".join(path.suffixes[-2:]).lower().removeprefix(".")
    longer = (known for known in FORMATS.values() if last in known.suffixes)
    return next(longer, None) or find_format(path.suffix)


def list_prefixes(base: str) -> dict[str, str]:
    """List the prefixes that Turtle is written with.

    Args:
        base: The base IRI of the instances.
    """
    # Turtle cannot abbreviate what comes after a slash without a backslash before it: a prefix a folder reads better.
    return {**PREFIXES, "ex": base, **{path: f"{base}{path}/" for path in _PATHS}}


def serialize(store: GraphStore, name: str, *, base: str = BASE, texts: Mapping[str, str] | None = None) -> bytes:
    """Write a store in a format, in memory.

    Args:
        store: The graph.
        name: The format's name.
        base: The base IRI of the instances, for the prefixes.
        texts: The articles' texts by the address of their document, for formats that show sentences.

    Returns:
        The file's bytes: the same for the same graph.

    Raises:
        OutputError: There is no such format, or it cannot hold the graph.
        OptionalDependencyError: The format needs an extra that is not installed.
    """
    buffer = io.BytesIO()
    write(store, name, buffer, base=base, texts=texts)
    return buffer.getvalue()


def write(
    store: GraphStore,
    name: str,
    file: IO[bytes],
    *,
    base: str = BASE,
    folder: Path | None = None,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Write a store in a format to an open file. Turtle, TriG and lines take no more memory for a larger graph.

    Args:
        store: The graph.
        name: The format's name.
        file: Where to.
        base: The base IRI of the instances, for the prefixes.
        folder: Where to put aside what memory does not hold; None for the system's folder for such files.
        texts: The articles' texts by the address of their document, for formats that show sentences.

    Raises:
        OutputError: There is no such format, or it cannot hold the graph.
        OptionalDependencyError: The format needs an extra that is not installed.
    """
    find_format(name).write(store, Target(file=file, base=base, folder=folder, texts=texts or {}))


FORMATS: Mapping[str, OutputFormat] = _find_formats()
"""Every format by its name, by kind, those of one kind in the order of their modules."""

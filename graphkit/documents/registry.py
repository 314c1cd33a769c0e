"""The input formats, each registered by a row in its own module below `formats/`, and how a file's format is found."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import IO

from graphkit.documents.content import Content
from graphkit.documents.items import LARGEST, Item
from graphkit.errors import Problem

__all__ = [
    "COMPRESSED",
    "UNKNOWN",
    "InputFormat",
    "Member",
    "classify",
    "describe_formats",
    "find_format",
    "formats",
    "list_libraries",
    "recognise",
    "recognise_compression",
]

UNKNOWN = "unknown"
"""The form of what has no telling name, as standard input: text, unless its bytes are certainly something else."""

COMPRESSED = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
"""What a file is compressed by, by its last suffix."""

_SHORT = {".tgz": ".tar.gz", ".tbz": ".tar.bz2", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
_MAGIC = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)

type Read = Callable[[Item, list[Problem]], Iterator[Content]]
type Cut = Callable[[IO[bytes], str, str, list[Problem]], Iterator[Item]]
type Unpack = Callable[[IO[bytes], str, list[Problem], bool], Iterator[Member]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside an archive, open until the next one is asked for.

    Args:
        name: Its path in the archive, as it stands there.
        stream: Its bytes; None where they cannot be had, and `error` says why.
        error: Why it cannot be opened.
    """

    name: str
    stream: IO[bytes] | None
    error: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFormat:
    """A format that articles are read from. It has one of `read`, `cut` and `unpack`; feeds have two.

    Args:
        name: What it is called: `Item.form`.
        suffixes: The file suffixes by which it is known, in lower case, each with its dot.
        shown: How it is listed among what can be read: '.pdf', 'feeds (.rss, .atom, .xml)'; empty for none.
        title: What a file of it is called in messages, with an article: 'a PDF file'.
        read: Reads the articles of one item; raises `Unreadable`, and libraries may raise anything else.
        cut: Cuts an open file, which can be read once, into items; takes the file, its path below the input, its name
            for messages, and the list of problems.
        unpack: Opens the members of an archive, one after the other; takes the file, its name for messages, the list of
            problems, and whether it stands in another archive.
        recognises: Whether bytes certainly are of this format, whatever the name; None where they never tell.
        is_text: Whether it is written in characters, so that binary data is refused.
        is_verbatim: Whether its text is taken as it stands, control characters included.
        never: The formats that its items are never taken for, whatever their bytes look like.
        libraries: The distributions that read it; what they make of a file may change with their release.
        limit: The most bytes that an item of it may have.
    """

    name: str
    suffixes: tuple[str, ...] = ()
    shown: str = ""
    title: str = ""
    read: Read | None = None
    cut: Cut | None = None
    unpack: Unpack | None = None
    recognises: Callable[[bytes], bool] | None = None
    is_text: bool = True
    is_verbatim: bool = False
    never: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    limit: int = LARGEST


@cache
def formats() -> Mapping[str, InputFormat]:
    """List the formats by name: those whose bytes tell them best, the binary ones, come first."""
    package = import_module("graphkit.documents.formats")
    modules = (import_module(f"{package.__name__}.{module.name}") for module in pkgutil.iter_modules(package.__path__))
    known = [row for module in modules for row in getattr(module, "FORMATS", ())]
    return {row.name: row for row in sorted(known, key=lambda row: (row.is_text, row.name))}


@cache
def _by_suffix() -> Mapping[str, str]:
    return {suffix: row.name for row in formats().values() for suffix in row.suffixes}


def find_format(form: str) -> InputFormat:
    """Find a format by its name; that of what is unknown is text.

    Raises:
        KeyError: There is none of that name.
    """
    return formats()["text" if form == UNKNOWN else form]


def classify(name: str) -> tuple[str | None, str | None]:
    """Find by a file's name what it is taken for.

    Args:
        name: Its name or path.

    Returns:
        What it is compressed by, and its format; None for what the name does not tell.

    >>> classify("in/page.HTML"), classify("all.tar.gz"), classify("notes.md.xz"), classify("README")
    ((None, 'html'), ('gzip', 'tar'), ('xz', None), (None, None))
    """
    lower = name.lower()
    for short, long in _SHORT.items():
        lower = lower.removesuffix(short) + long if lower.endswith(short) else lower
    stem, dot, last = lower.rpartition(".")
    compression = COMPRESSED.get(dot + last)
    if compression is not None:
        _, dot, last = stem.rpartition(".")
    return compression, _by_suffix().get(dot + last)


def recognise_compression(head: bytes) -> str | None:
    """Find what bytes are certainly compressed by, by the first of them."""
    return next((compression for magic, compression in _MAGIC if head.startswith(magic)), None)


def recognise(data: bytes) -> InputFormat | None:
    """Find the format that bytes certainly are of, whatever the name.

    >>> recognise(b"<!DOCTYPE html><p>Yes.").name, recognise(b"Yes.")
    ('html', None)
    """
    return next((row for row in formats().values() if row.recognises is not None and row.recognises(data)), None)


def describe_formats() -> str:
    """Describe in words what can be read: '.docx, .eml, …, .tar or .zip'.

    >>> describe_formats().startswith("text, .csv, .docx")
    True
    """
    shown = sorted((row.shown for row in formats().values() if row.shown), key=lambda name: (name != "text", name))
    return f"{', '.join(shown[:-1])} or {shown[-1]}"


@cache
def list_libraries(form: str) -> str:
    """List the releases of the libraries that read a format, for another release may make something else of a file.

    Args:
        form: The form of an item.

    Returns:
        'lxml 6.1, trafilatura 2.3', 'lxml 6.1, trafilatura -' where one is missing, or nothing where none is needed.
    """
    rows = [row for row in formats().values() if row.title] if form == UNKNOWN else [find_format(form)]
    releases = []
    for name in sorted({name for row in rows for name in row.libraries}):
        try:
            releases.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            releases.append(f"{name} -")
    return ", ".join(releases)

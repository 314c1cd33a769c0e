"""Cut a file into items: one, or as many as it holds, streamed, whatever it is packed in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from graphkit.documents import decoding, registry, streams
from graphkit.documents.content import Unequipped, Unreadable, quarantine
from graphkit.documents.items import Item
from graphkit.errors import Problem
from graphkit.files.names import spell

__all__ = ["describe", "expand", "report"]

_DEEPEST = 1
"""Archives that an archive may be in."""


def expand(
    stream: IO[bytes], name: str, where: str, problems: list[Problem], *, label: str | None = None, depth: int = 0
) -> Iterator[Item]:
    """Cut a file into items. What cannot be read is a problem, and never ends anything else.

    Args:
        stream: The open file.
        name: Its path below the input.
        where: The file, for messages.
        problems: Takes what was left out.
        label: The name that its format is found by; `name` unless given.
        depth: How many archives it stands in.
    """
    try:
        for item in _expand(stream, name, where, problems, label or name, depth):
            # So that it is read again where a library was installed or replaced meanwhile.
            libraries = registry.list_libraries(item.form)
            facts = {*item.facts, ("readers", libraries)} if libraries else item.facts
            yield replace(item, facts=tuple(sorted(facts)))
    except Exception as error:  # whatever a library makes of bytes that somebody may have made to trip it
        problems.append(report(where, error))


def _expand(
    stream: IO[bytes], name: str, where: str, problems: list[Problem], label: str, depth: int
) -> Iterator[Item]:
    compression, form = registry.classify(label)
    file = _decompress(stream, compression, where, problems)
    row = registry.find_format(form or registry.UNKNOWN)
    if row.unpack is not None:
        if depth > _DEEPEST:
            raise Unreadable("an archive in an archive in an archive; unpack it first")
        yield from _expand_members(row.unpack, file, name, where, problems, depth)
    elif row.cut is not None:
        if row.is_text and (refusal := decoding.refuse_binary(streams.peek(file))):
            raise Unreadable(f"it {refusal}")
        yield from row.cut(file, name, where, problems)
    else:
        data = streams.read_all(file, row.limit)
        yield Item(identifier=name, where=where, form=form or registry.UNKNOWN, data=data)


def _decompress(stream: IO[bytes], compression: str | None, where: str, problems: list[Problem]) -> IO[bytes]:
    """Expand a stream where its first bytes are those of a compression, whatever its name says."""
    file = io.BufferedReader(stream, streams.HEAD) if isinstance(stream, io.RawIOBase) else stream
    head = streams.peek(file)
    actual = registry.recognise_compression(head)
    if actual is not None:
        if compression != actual:
            what = f"is compressed by {actual}, whatever its name says; read as that"
            problems.append(Problem(where=where, what=what))
        return streams.decompress(file, actual)
    if compression is not None and head:
        what = f"is not compressed by {compression}, whatever its name says; read as it is"
        problems.append(Problem(where=where, what=what))
    return file


def _expand_members(
    unpack: registry.Unpack, file: IO[bytes], name: str, where: str, problems: list[Problem], depth: int
) -> Iterator[Item]:
    for member in unpack(file, where, problems, depth > 0):
        shown = spell(member.name).removeprefix("./")  # only ever shown: nothing is written by it
        here = f"{where}, {shown}"
        if member.stream is not None:
            inside = f"{name}/{shown}"
            yield from expand(member.stream, inside, here, problems, label=member.name, depth=depth + 1)
        elif member.error is not None:
            problems.append(report(here, member.error))


def report(where: str, error: Exception) -> Problem:
    """Make the problem of a file that could not be read.

    Args:
        where: The file, folder or member.
        error: Why. What the system does not give, or what needs an extra, counts as not opened; damage does not, which
            gzip too reports as an error of the system, but without a number.
    """
    withheld = isinstance(error, Unequipped) or (isinstance(error, OSError) and error.errno is not None)
    return quarantine(where, describe(error), opened=not withheld)


def describe(error: Exception) -> str:
    """Describe in words why a file could not be read, for 'was left out: …'."""
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, EOFError):
        return "it is cut off"
    if isinstance(error, MemoryError):
        return "it needs more memory than there is"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    message = " ".join(str(error).split())[:200]
    return f"it is damaged ({message or type(error).__name__})"

"""Cut a file into items: one, or as many as it holds, streamed, whatever it is packed in."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO

from graphkit.documents import crawls, decoding, forms, mail, records, streams, tables
from graphkit.documents.content import Unequipped, Unreadable, quarantine
from graphkit.documents.items import LARGEST, Item
from graphkit.errors import Kind, Problem

__all__ = ["describe", "expand", "report"]

_DEEPEST = 1
"""Archives that an archive may be in."""

_MEMBERS = 1_000_000
_HEAD = 8192
_CUTTERS: dict[str, Callable[[IO[bytes], str, str, list[Problem]], Iterator[Item]]] = {
    "lines": records.find_lines,
    "table": tables.find_rows,
    "mbox": mail.find_messages,
    "warc": crawls.find_pages,
}
_TEXTS = ("lines", "table", "mbox")


def expand(
    stream: IO[bytes], name: str, where: str, problems: list[Problem], *, label: str | None = None, depth: int = 0
) -> Iterator[Item]:
    """Cut a file into items. What cannot be read is a problem, and never ends anything else.

    Args:
        stream: The open file.
        name: Its path below the input.
        where: The file, for messages.
        problems: Takes what was left out.
        label: The name that tells what it is; `name` unless given.
        depth: How many archives it stands in.
    """
    try:
        for item in _expand(stream, name, where, problems, label or name, depth):
            # So that it is read again where a library was installed or replaced meanwhile.
            readers = forms.find_readers(item.form)
            known = {*item.facts, ("readers", readers)} if readers else item.facts
            yield replace(item, facts=tuple(sorted(known)))
    except Exception as error:  # whatever a library makes of bytes that somebody may have made to trip it
        problems.append(report(where, error))


def _expand(
    stream: IO[bytes], name: str, where: str, problems: list[Problem], label: str, depth: int
) -> Iterator[Item]:
    compression, form = forms.classify(label)
    file = io.BufferedReader(stream, _HEAD) if isinstance(stream, io.RawIOBase) else stream
    head = _peek(file)
    certain = forms.sniff(head)
    if certain is not None and certain in forms.COMPRESSED.values():
        if compression != certain:
            what = f"is compressed by {certain}, whatever its name says; read as that"
            problems.append(Problem(where=where, what=what))
        file = streams.decompress(file, certain)
        head = _peek(file)
    elif compression is not None and head:
        what = f"is not compressed by {compression}, whatever its name says; read as it is"
        problems.append(Problem(where=where, what=what))
    if form in ("zip", "tar"):
        if depth > _DEEPEST:
            raise Unreadable("an archive in an archive in an archive; unpack it first")
        find = _find_in_zip if form == "zip" else _find_in_tar
        yield from find(file, name, where, problems, depth)
    elif form in _CUTTERS:
        if form == "warc" and head and not head.startswith(b"WARC/"):
            raise Unreadable("no WARC: it does not begin with 'WARC/'")
        if form in _TEXTS and (refusal := decoding.refuse_binary(head)):
            raise Unreadable(f"it {refusal}")
        yield from _CUTTERS[form](file, name, where, problems)
    else:
        form = form or forms.UNKNOWN
        yield Item(identifier=name, where=where, form=form, data=streams.read_all(file, forms.limit(form)))


def _peek(file: IO[bytes]) -> bytes:
    peek = getattr(file, "peek", None)
    if peek is None:
        head = file.read(_HEAD)
        file.seek(0)
        return head
    return bytes(peek(_HEAD))[:_HEAD]


def _find_in_zip(file: IO[bytes], name: str, where: str, problems: list[Problem], depth: int) -> Iterator[Item]:
    if depth or not file.seekable():  # what a tar is streamed from says that it can be sought in, and cannot
        file = io.BytesIO(streams.read_all(file, LARGEST))
    with zipfile.ZipFile(file) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > _MEMBERS:
            raise Unreadable(f"{len(members):,} members; split it")
        packed = file.seek(0, io.SEEK_END)
        expanded = sum(member.file_size for member in members)
        # Members may share their bytes, so that no single one tells.
        if expanded > streams.FREE and expanded > streams.RATIO * packed:
            raise Unreadable(f"it expands to more than {streams.RATIO} times its size, as only a trap does")
        others = 0
        for member in members:
            here = f"{where}, {_show(member.filename)}"
            if _is_other(member.filename):
                others += 1
            elif member.flag_bits & 1:
                problems.append(quarantine(here, "encrypted; unpack it with its password first"))
            elif member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
                problems.append(quarantine(here, "compressed in a way that is not read; unpack it first"))
            else:
                try:
                    opened = archive.open(member)
                except Exception as error:  # as in `expand`
                    problems.append(report(here, error))
                    continue
                with opened as stream:
                    inside = f"{name}/{_show(member.filename)}"
                    yield from expand(stream, inside, here, problems, label=member.filename, depth=depth + 1)
    _count_others(others, where, problems)


def _find_in_tar(file: IO[bytes], name: str, where: str, problems: list[Problem], depth: int) -> Iterator[Item]:
    others = 0
    with tarfile.open(fileobj=file, mode="r|") as archive:
        for number, member in enumerate(archive, start=1):
            archive.members = []  # type: ignore[attr-defined]  # it would keep them all
            if number > _MEMBERS:
                raise Unreadable(f"more than {_MEMBERS:,} members; what follows was not read: split it")
            if member.isdir():
                continue
            # A sparse file is as long as it says, of nothing; links lead elsewhere.
            if not member.isreg() or member.issparse() or _is_other(member.name):
                others += 1
                continue
            stream = archive.extractfile(member)
            if stream is not None:
                here = f"{where}, {_show(member.name)}"
                inside = f"{name}/{_show(member.name)}"
                yield from expand(stream, inside, here, problems, label=member.name, depth=depth + 1)
    _count_others(others, where, problems)


def _is_other(member: str) -> bool:
    """Tell by its name that a member is no article: what is hidden, and what nothing here reads."""
    parts = [part for part in member.split("/") if part not in ("", ".", "..")]
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return hidden or forms.classify(member)[1] is None


def _show(member: str) -> str:
    """A member's name, only ever shown: nothing is written by it."""
    return member.translate(records.REPLACED).removeprefix("./")


def _count_others(others: int, where: str, problems: list[Problem]) -> None:
    if others:
        what = f"{others:,} of its members are no articles by their names: not read"
        problems.append(Problem(where=where, what=what, kind=Kind.SKIPPED))


def report(where: str, error: Exception) -> Problem:
    """Make the problem of a file that could not be read.

    Args:
        where: The file, folder or member.
        error: Why. What the system does not give, or what needs an extra, counts as not opened; damage does not, which
            gzip too tells as an error of the system, but without a number.
    """
    withheld = isinstance(error, Unequipped) or (isinstance(error, OSError) and error.errno is not None)
    return quarantine(where, describe(error), opened=not withheld)


def describe(error: Exception) -> str:
    """Say in words why a file could not be read, for 'was left out: …'."""
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
    said = " ".join(str(error).split())[:200]
    return f"it is damaged ({said or type(error).__name__})"

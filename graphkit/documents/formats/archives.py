"""Open the members of ZIP and tar archives."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from typing import IO

from graphkit.documents import streams
from graphkit.documents.content import Unreadable, quarantine
from graphkit.documents.items import LARGEST
from graphkit.documents.registry import InputFormat, Member, classify
from graphkit.errors import Kind, Problem
from graphkit.files.names import spell

__all__ = ["FORMATS"]

_MEMBERS = 1_000_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


def _unpack_zip(file: IO[bytes], where: str, problems: list[Problem], nested: bool) -> Iterator[Member]:
    if nested or not file.seekable():  # what a tar is streamed from says that it can be sought in, and cannot
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
            here = f"{where}, {spell(member.filename).removeprefix('./')}"
            if _is_other(member.filename):
                others += 1
            elif member.flag_bits & 1:
                problems.append(quarantine(here, "encrypted; unpack it with its password first"))
            elif member.compress_type not in _METHODS:
                problems.append(quarantine(here, "compressed in a way that is not read; unpack it first"))
            else:
                try:
                    stream = archive.open(member)
                except Exception as error:  # whatever the library makes of bytes that somebody may have made to trip it
                    yield Member(name=member.filename, stream=None, error=error)
                    continue
                with stream:
                    yield Member(name=member.filename, stream=stream)
    _count_others(others, where, problems)


def _unpack_tar(file: IO[bytes], where: str, problems: list[Problem], nested: bool) -> Iterator[Member]:
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
                yield Member(name=member.name, stream=stream)
    _count_others(others, where, problems)


def _is_other(member: str) -> bool:
    """Check by its name whether a member is no article: what is hidden, and what nothing here reads."""
    parts = [part for part in member.split("/") if part not in ("", ".", "..")]
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return hidden or classify(member)[1] is None


def _count_others(others: int, where: str, problems: list[Problem]) -> None:
    if others:
        what = f"{others:,} of its members are no articles by their names: not read"
        problems.append(Problem(where=where, what=what, kind=Kind.SKIPPED))


FORMATS = (
    InputFormat(name="zip", suffixes=(".zip",), shown=".zip", unpack=_unpack_zip, is_text=False),
    InputFormat(name="tar", suffixes=(".tar",), shown=".tar", unpack=_unpack_tar, is_text=False),
)

"""Pack files into a zip of which every byte follows from theirs, and read one back that nobody need trust."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from graphkit.errors import DamageError, InputError
from graphkit.export.archive import write_zip

__all__ = ["find_difference", "pack", "unpack"]

_LARGEST = 2 * 2**30
_MOST = 100_000
_NAME = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, RuntimeError),
    *(NotImplementedError, KeyError, IndexError, MemoryError),
)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Pack files, in the order of their names."""
    buffer = io.BytesIO()
    write_zip(buffer, sorted(files.items()))
    return buffer.getvalue()


def unpack(path: Path) -> tuple[bytes, dict[str, bytes]]:
    """Read a zip; nothing is written, and nothing in it can take more memory than it has bytes.

    Args:
        path: The file.

    Returns:
        Its bytes, and the files in it by their names.

    Raises:
        InputError: There is no such file, or it is too large.
        DamageError: It is no zip as `pack` writes it: cut off, compressed, or with names that lead elsewhere.
    """
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise InputError(f"{path}: has {size:,} bytes; unpack what is so large, and check it as VERIFY.txt says")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({(error.strerror or str(error)).lower()})") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return data, dict(_read(path, archive, size))
    except _FAULTS as error:
        hint = "it was cut off or damaged on its way; ask for it again"
        raise DamageError(f"{path}: is no whole package ({_tell(error)}): {hint}") from None


def find_difference(data: bytes, files: Mapping[str, bytes]) -> int | None:
    """Find the first byte of a zip that is not as `pack` writes it; None where there is none."""
    wanted = pack(files)
    if data == wanted:
        return None
    both = zip(data, wanted, strict=False)
    return next((at for at, (one, other) in enumerate(both) if one != other), min(len(data), len(wanted)))


def _read(path: Path, archive: zipfile.ZipFile, size: int) -> Iterator[tuple[str, bytes]]:
    members = archive.infolist()
    if len(members) > _MOST:
        raise DamageError(f"{path}: holds {len(members):,} files, and no package has more than {_MOST:,}")
    seen: set[str] = set()
    for member in members:
        name = member.filename
        if not _NAME.fullmatch(name):
            raise DamageError(
                f"{path}: holds a file called {name!r}, which is no name that graphkit gives; unpack nothing"
            )
        if name.lower() in seen:
            raise DamageError(f"{path}: holds {name} twice; unpack nothing")
        seen.add(name.lower())
        if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1:
            raise DamageError(f"{path}: {name} is compressed or locked, and graphkit packs files as they are")
        size -= member.file_size
        if member.file_size != member.compress_size or size < 0:
            raise DamageError(f"{path}: its files claim to be larger than it is; unpack nothing")
    for member in members:
        # The checksum of the zip is not asked: whether a file is as it was, SHA256SUMS tells, and which one it is.
        with archive.open(member) as file:
            file._expected_crc = None  # type: ignore[attr-defined]
            yield member.filename, file.read()


def _tell(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return text[:1].lower() + text[1:] or type(error).__name__

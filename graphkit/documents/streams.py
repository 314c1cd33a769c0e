"""Open files and what is compressed, without ever trusting them: neither their kind nor how much is in them."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from graphkit.documents.content import Unreadable, extra

if TYPE_CHECKING:
    import lzma

__all__ = ["FREE", "HEAD", "RATIO", "decompress", "open_file", "peek", "read_all"]

RATIO = 500
"""How many bytes one may expand to. Text gives some 3 to 20, one article a thousand times over 200, zeros 1,000."""

FREE = 64 * 1024 * 1024
"""Expanded bytes below which no ratio counts."""

HEAD = 8192
"""How many of a file's first bytes tell what it is."""

_CHUNK = 1 << 16
_XZ_MEMORY = 128 * 1024 * 1024


@contextmanager
def open_file(path: Path, *, explicit: bool) -> Iterator[IO[bytes]]:
    """Open a file for reading.

    Args:
        path: The file.
        explicit: The user named it, so that it may also be a pipe; what a folder holds must be a regular file, and is
            looked at only once it is open, so that nobody can exchange it in between.

    Raises:
        OSError: It cannot be opened.
        Unreadable: It is a pipe, a device or a socket.
    """
    # A pipe without a writer would be waited for without the flag.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | (0 if explicit else getattr(os, "O_NONBLOCK", 0))
    descriptor = os.open(path, flags)
    with open(descriptor, "rb") as file:  # noqa: PTH123  (a descriptor)
        if not explicit and not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Unreadable("no regular file: a pipe, a device or a socket")
        yield file


def read_all(stream: IO[bytes], limit: int) -> bytes:
    """Read a stream to its end.

    Raises:
        Unreadable: It has more bytes than `limit`.
    """
    pieces = []
    left = limit + 1
    while left and (piece := stream.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise Unreadable(f"more than {limit >> 20} MB; split it")
    return b"".join(pieces)


def peek(stream: IO[bytes]) -> bytes:
    """Return the first bytes of a stream, at most `HEAD`, and leave it where it stands."""
    buffered = getattr(stream, "peek", None)
    if buffered is None:
        head = stream.read(HEAD)
        stream.seek(0)
        return head
    return bytes(buffered(HEAD))[:HEAD]


def decompress(stream: IO[bytes], compression: str) -> IO[bytes]:
    """Expand a stream while it is read.

    Args:
        stream: What is compressed.
        compression: 'gzip', 'bzip2', 'xz' or 'zstd'.

    Returns:
        A stream; reading it raises `Unreadable` where far more comes out than went in.

    Raises:
        Unreadable: Nothing installed can expand it.
    """
    counter = _Counter(stream)
    raw = cast("IO[bytes]", counter)
    if compression == "gzip":
        import gzip

        expanded: IO[bytes] = cast("IO[bytes]", gzip.GzipFile(fileobj=raw, mode="rb"))
    elif compression == "bzip2":
        import bz2

        expanded = cast("IO[bytes]", bz2.BZ2File(raw))
    elif compression == "xz":
        expanded = cast("IO[bytes]", _Xz(raw))
    else:
        expanded = _open_zstd(raw)
    return cast("IO[bytes]", io.BufferedReader(_Guard(expanded, counter), _CHUNK))


def _open_zstd(raw: IO[bytes]) -> IO[bytes]:
    import sys

    with extra("Zstandard"):
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    return cast("IO[bytes]", zstd.ZstdFile(raw))


class _Counter(io.RawIOBase):
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size if 0 <= size < _CHUNK else _CHUNK)
        self.count += len(data)
        return data


class _Xz(io.RawIOBase):
    """Expand xz with a limit on memory, which `lzma.LZMAFile` has not: a header of some bytes can ask for 4 GB."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decompressor = self._make()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        pending = b""
        while True:
            if self._decompressor.eof:
                pending = self._decompressor.unused_data
                while not (pending := pending.lstrip(b"\0")):  # padding between streams
                    pending = self._stream.read(_CHUNK)
                    if not pending:
                        return b""
                self._decompressor = self._make()
            elif self._decompressor.needs_input:
                pending = self._stream.read(_CHUNK)
                if not pending:
                    raise EOFError
            data = self._decompressor.decompress(pending, size if size > 0 else _CHUNK)
            pending = b""
            if data:
                return data

    @staticmethod
    def _make() -> lzma.LZMADecompressor:
        from lzma import FORMAT_XZ, LZMADecompressor

        return LZMADecompressor(FORMAT_XZ, memlimit=_XZ_MEMORY)


class _Guard(io.RawIOBase):
    """A stream that ends with an error where it has become far longer than what it was made of."""

    def __init__(self, expanded: IO[bytes], counter: _Counter) -> None:
        self._expanded = expanded
        self._counter = counter
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._expanded.read(len(buffer))
        self._count += len(data)
        if self._count > FREE and self._count > RATIO * self._counter.count:
            raise Unreadable(f"it expands to more than {RATIO} times its size, as only a trap does")
        buffer[: len(data)] = data
        return len(data)

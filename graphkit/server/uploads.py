"""The files that a page sends to be read: their names made safe, their kinds and sizes checked, in a folder of ours."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import stat
import sys
import tempfile
import time
import unicodedata
from collections.abc import AsyncIterator, Collection
from pathlib import Path
from urllib.parse import unquote_to_bytes

from filelock import FileLock, Timeout

from graphkit.documents import registry
from graphkit.errors import InputError

__all__ = ["LARGEST_TEXT", "Tray", "clean_name", "read_name", "remove_empty"]

_PREFIX = "graphkit-read-"
_LOCK = ".lock"
_YOUNG = 60
"""Seconds in which a new folder may not be locked yet."""
_LARGEST = 64 << 20
_MOST = 512 << 20
_NUMBER = 500
LARGEST_TEXT = 2 << 20
"""Bytes of a text that is pasted."""

_LONGEST = 120
"""Bytes of a name: with what is put before and behind it, it fits into the names of every file system."""
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"}
_RESERVED |= {f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789¹²³"}
_FORBIDDEN = '<>:"|?*'


def read_name(header: str) -> str:
    """Read a name that was sent percent-encoded in a header.

    Raises:
        InputError: It is no UTF-8.
    """
    try:
        return unquote_to_bytes(header).decode()
    except UnicodeDecodeError:
        raise InputError("the file's name is not in UTF-8; rename it") from None


def clean_name(name: str) -> str:
    """Return a name as a file of it can be written on every system, in no other folder than ours.

    >>> clean_name("../../etc/passwd"), clean_name("nul.txt"), clean_name(" .hidden .TXT. ")
    ('passwd.txt', '_nul.txt', 'hidden.TXT')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        "" if unicodedata.category(c) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp") else "_" if c in _FORBIDDEN else c
        for c in unicodedata.normalize("NFC", last)
    )
    text = " ".join(kept.split()).lstrip(". ").rstrip(". ")
    stem, dot, suffix = text.rpartition(".")
    if not dot:
        stem, suffix = text or "article", "txt"
    if stem.partition(".")[0].strip().casefold() in _RESERVED:
        stem = f"_{stem}"
    room = _LONGEST - len(suffix.encode()) - 1
    if room < 1:
        raise InputError("the file's name has a suffix that is far too long; rename it")
    return f"{stem.encode()[:room].decode(errors='ignore').rstrip('. ') or 'article'}.{suffix}"


class Tray:
    """A folder of ours for what is to be read, which nobody else on this machine can open.

    Those of servers that were killed are removed first: the system lets go of their locks, however they died.

    Raises:
        OSError: No folder can be made.
    """

    def __init__(self) -> None:
        _remove_left()
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = FileLock(self._folder / _LOCK, thread_local=False)
        self._lock.acquire()
        self._bytes = 0
        self._files: list[Path] = []
        self._coming = 0

    @property
    def files(self) -> tuple[Path, ...]:
        """The files, in the order in which they came."""
        return tuple(self._files)

    async def add(self, name: str, parts: AsyncIterator[bytes]) -> Path:
        """Keep a file.

        Args:
            name: What it is called where it comes from.
            parts: Its bytes.

        Raises:
            InputError: It is of no kind that is read, too long, or one too many.
            OSError: It cannot be written.
        """
        path = self._place(name)
        size = 0
        whole = False
        self._coming += 1
        try:
            with path.open("xb") as file:
                async for part in parts:
                    size += len(part)
                    self._bytes += len(part)
                    if size > _LARGEST:
                        raise InputError(f"it is longer than {_LARGEST >> 20} MB; build it on the command line")
                    if self._bytes > _MOST:
                        raise InputError(f"all files together are longer than {_MOST >> 20} MB; read them in turns")
                    file.write(part)
            if not size:
                raise InputError("it is empty")
            whole = True
        finally:
            self._coming -= 1
            if not whole:
                self._bytes -= size
                path.unlink(missing_ok=True)
        self._files.append(path)
        return path

    async def add_text(self, text: str, publisher: str, date: str) -> Path:
        """Keep a text that was pasted: an article with its headline in the first line, or the source of a page.

        Args:
            text: The text.
            publisher: Its outlet; may be empty.
            date: Its day, as an ISO date; may be empty.

        Raises:
            InputError: There is no text, or there are too many files.
        """
        if not text.strip():
            raise InputError("there is no text")
        headline = " ".join(next(line for line in text.splitlines() if line.strip()).split())
        found = registry.recognise(text.encode())
        if found is not None and found.name == "html":
            return await self.add("saved page.html", _whole(text.encode()))
        name = clean_name(headline[:80] + ".txt")
        if not publisher and not date:
            return await self.add(name, _whole(text.encode()))
        facts = {"id": name, "title": headline, "publisher": publisher, "date": date, "text": text}
        line = json.dumps({key: value for key, value in facts.items() if value}, ensure_ascii=False)
        return await self.add(f"{name.removesuffix('.txt')}.jsonl", _whole(f"{line}\n".encode()))

    def add_file(self, path: Path) -> Path:
        """Keep a copy of a file of this machine.

        Raises:
            InputError: There are too many files.
            OSError: It cannot be copied.
        """
        kept = self._place(path.name)
        shutil.copyfile(path, kept)
        self._files.append(kept)
        return kept

    def take(self, names: Collection[str]) -> list[Path]:
        """Take files out, to be read; they stay in the folder."""
        taken = [path for path in self._files if path.name in names]
        self._files = [path for path in self._files if path.name not in names]
        self._bytes = sum(path.stat().st_size for path in self._files)
        return taken

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        self._lock.release()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, name: str) -> Path:
        if len(self._files) + self._coming >= _NUMBER:
            raise InputError(f"more than {_NUMBER} files at a time; name their folder on the command line")
        clean = clean_name(name)
        if registry.classify(clean)[1] is None:
            raise InputError(f"a .{clean.rpartition('.')[2]} file is none of those that are read")
        stem, dot, suffix = clean.partition(".")
        others = (f"{stem} ({number}){dot}{suffix}" for number in itertools.count(2))
        taken = {path.name.casefold() for path in self._folder.iterdir()}
        return self._folder / next(name for name in itertools.chain([clean], others) if name.casefold() not in taken)


def remove_empty(folder: Path) -> None:
    """Remove a folder of a server that is no more, if no file is left in it; others go at the next start of a server.

    Raises:
        OSError: It cannot be removed.
    """
    if all(path.name == _LOCK for path in folder.iterdir()):
        shutil.rmtree(folder)


def _remove_left() -> None:
    """Remove the folders that nobody holds any more, as far as they are ours."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if _is_ours(folder):
                with FileLock(folder / _LOCK, timeout=0):
                    pass
                shutil.rmtree(folder, ignore_errors=True)
        except (OSError, Timeout):
            continue


def _is_ours(folder: Path) -> bool:
    """Check whether a folder in a place where everybody may make some is one that a server of this user has made."""
    status = folder.lstat()
    owner = sys.platform == "win32" or status.st_uid == os.getuid()
    old = time.time() - status.st_mtime > _YOUNG
    return stat.S_ISDIR(status.st_mode) and owner and old and (folder / _LOCK).is_file()


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data

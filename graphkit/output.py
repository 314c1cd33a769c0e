"""Write files and folders so that what stands under the final name is always whole."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from graphkit.errors import OutputError, StoreError
from graphkit.resources import MARKER

__all__ = ["KEPT", "check_folder", "read_marker", "replace_file", "replace_folder", "write_file", "write_marker"]

KEPT = "identities.csv"
"""People's decisions: what no build may lose, whatever befalls it."""

_KEY = "graphkit"
_OWN = "files"


def check_folder(folder: Path) -> None:
    """Check that an output can be written, before hours are spent on making it.

    Args:
        folder: Where it is to stand: nothing, an empty folder, or an output of graphkit.

    Raises:
        OutputError: Something else stands there, or it cannot be written.
    """
    final = _resolve(folder)
    new = _beside(final, "new")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        new.mkdir(exist_ok=True)
        new.rmdir()
    except OSError as error:
        raise _explain(folder, error) from error


@contextmanager
def replace_folder(folder: Path) -> Iterator[Path]:
    """Give a new folder beside the one wanted, and put it in its place when the block ends well.

    What others have put into an output of graphkit moves over to the new one. If the block fails, or is broken off,
    the new folder is removed and what stood there is as it was.

    Args:
        folder: Where the output is to stand: nothing, an empty folder, or an output of graphkit.

    Returns:
        The folder to write in.

    Raises:
        OutputError: Something else stands there, or it cannot be written.
    """
    final = _resolve(folder)
    new = _beside(final, "new")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        yield new
        _swap(new, final)
    except OutputError as error:
        raise OutputError(str(error).replace(str(new), str(folder))) from error
    except OSError as error:
        raise _explain(folder, error) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Args:
        path: Where; what stands there is replaced. A device or a pipe is written to as it is.
        data: The bytes.

    Raises:
        OutputError: It cannot be written.
    """
    with replace_file(path) as file:
        file.write(data)


@contextmanager
def replace_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a new file beside the one wanted, and put it in its place when the block ends well.

    Args:
        path: Where; what stands there is replaced. A device or a pipe is written to as it is.

    Returns:
        The file to write to.

    Raises:
        OutputError: It cannot be written.
    """
    try:
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file in it")
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                yield file
            return
        path = path.resolve()
        new = _beside(path, "new")
        try:
            with new.open("wb") as file:
                yield file
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise _explain(path, error) from error


def write_marker(folder: Path, facts: dict[str, Any]) -> None:
    """Say in a folder what it was made with; only what is in it now counts as graphkit's own.

    Args:
        folder: The folder.
        facts: What to say, as JSON can hold it; no times, so that the same input gives the same bytes.
    """
    own = sorted([MARKER, *(path.name for path in folder.iterdir())])
    text = json.dumps({**facts, _OWN: own}, indent=2, ensure_ascii=False)
    # A file's name may hold bytes that are no text.
    (folder / MARKER).write_bytes(f"{text}\n".encode(errors="replace"))


def read_marker(folder: Path) -> dict[str, Any]:
    """Read what a folder was made with.

    Raises:
        StoreError: It is no output of graphkit, or a damaged one.
    """
    try:
        facts = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        hint = "name the folder that 'graphkit build INPUT -o FOLDER' wrote"
        raise StoreError(f"{folder}: is no output of graphkit; {hint}") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder / MARKER}: cannot be read ({error}); build it again") from error
    if not isinstance(facts, dict) or _KEY not in facts:
        raise StoreError(f"{folder / MARKER}: was not written by graphkit; build into another folder")
    return facts


def _beside(path: Path, role: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{role}")


def _resolve(folder: Path) -> Path:
    """Find where the output really is to stand, and refuse what is not graphkit's."""
    try:
        final = folder.resolve()
        if not final.exists():
            return final
        if not final.is_dir():
            raise OutputError(f"{folder}: is a file; name a folder for the output")
        if not any(final.iterdir()):
            return final
    except OSError as error:
        raise _explain(folder, error) from error
    try:
        read_marker(final)
    except StoreError:
        hint = "name a new or an empty folder"
        raise OutputError(f"{folder}: holds something that graphkit did not write; {hint}") from None
    return final


def _swap(new: Path, final: Path) -> None:
    old = _beside(final, "old")
    if not final.exists():
        new.rename(final)
        return
    # Were the work killed between the two names, the decisions of people would still stand in the new folder.
    if (final / KEPT).is_file():
        shutil.copy2(final / KEPT, new / KEPT)
    final.rename(old)
    try:
        new.rename(final)
    except BaseException:
        old.rename(final)
        raise
    own = read_marker(old).get(_OWN, []) if any(old.iterdir()) else []
    for path in old.iterdir():
        if path.name not in own and not (final / path.name).exists():
            path.rename(final / path.name)
    shutil.rmtree(old, ignore_errors=True)


def _explain(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    hints = {
        errno.ENOSPC: "free some space",
        errno.EDQUOT: "free some space",
        errno.EACCES: "choose a folder that you may write to",
        errno.EPERM: "choose a folder that you may write to",
        errno.EROFS: "choose a folder that you may write to",
    }
    hint = hints.get(error.errno or 0, "choose another place")
    return OutputError(f"{path}: cannot be written: {reason.lower()}; nothing there was changed; {hint}")

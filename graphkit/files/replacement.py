"""Write files and folders so that what stands under the final name is always whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from graphkit.errors import OutputError, StoreError
from graphkit.files import durable, faults
from graphkit.files.layout import CHECKSUMS, LEDGERS, MANIFEST, MARKER, WATCH, WORK
from graphkit.files.names import escape

__all__ = [
    "check_folder",
    "finish_replacement",
    "is_broken_off",
    "make_folders",
    "read_marker",
    "replace_file",
    "replace_folder",
    "write_file",
    "write_marker",
]

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
    probe = _beside(final, "probe")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        probe.mkdir(exist_ok=True)
        probe.rmdir()
    except OSError as error:
        raise _explain(folder, error) from error


def make_folders(folder: Path) -> None:
    """Make a folder and those above it, where they are not there.

    Raises:
        OutputError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _explain(folder, error) from error


def is_broken_off(folder: Path) -> bool:
    """Check whether a process was killed while it replaced an output."""
    final = folder.resolve()
    return any(_name(final, role).exists() for role in ("new", "old"))


def finish_replacement(folder: Path) -> None:
    """Finish or undo what a process was about when it was killed while it replaced an output.

    Args:
        folder: The output, whose lock is held.

    Raises:
        OutputError: It cannot be written.
    """
    final = folder.resolve()
    new, old = _name(final, "new"), _name(final, "old")
    try:
        if old.is_dir() and not final.exists() and not (new / MARKER).is_file():
            old.rename(final)
        elif new.is_dir() and (old.is_dir() and not final.exists()):
            _keep_ledgers(old, new)  # the power may have failed in the midst of that
            new.rename(final)
        elif (new / WORK).is_dir() and (new / MARKER).is_file() and not old.exists():
            # It was whole, and had taken over what the next build goes on from. Somebody may have answered since.
            _keep_ledgers(final, new)
            if final.exists():
                final.rename(old)
            new.rename(final)
        durable.sync_folder(final.parent)
        if old.is_dir():
            _take_over(old, final)
        shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise _explain(folder, error) from error


@contextmanager
def replace_folder(folder: Path, *, keep_work: bool = False) -> Iterator[Path]:
    """Yield a new folder beside the one wanted, and move it into place when the block succeeds.

    What others have put into an output of graphkit moves over to the new one. If the block fails, or is broken off,
    the new folder is removed and what stood there is as it was.

    Args:
        folder: Where the output is to stand: nothing, an empty folder, or an output of graphkit.
        keep_work: Whether what the next build goes on from is that of the new output too; else it is removed.

    Returns:
        The folder to write in.

    Raises:
        OutputError: Something else stands there, or it cannot be written.
    """
    final = _resolve(folder)
    new = _name(final, "new")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        yield new
        _swap(new, final, keep_work=keep_work)
    except OutputError as error:
        raise OutputError(str(error).replace(str(new), str(folder))) from error
    except OSError as error:
        raise _explain(folder, error) from error
    finally:
        # Broken off in the midst of the swap, it holds what the next build goes on from: `recover` ends the swap.
        if not (new / WORK).is_dir():
            shutil.rmtree(new, ignore_errors=True)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; when this returns it is on the disk.

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
    """Yield a new file beside the one wanted, and move it into place when the block succeeds.

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
            durable.sync_file(new)
            new.replace(path)
            durable.sync_folder(path.parent)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise _explain(path, error) from error


def write_marker(folder: Path, facts: dict[str, Any]) -> None:
    """Record in a folder what it was made with; only what is in it now counts as graphkit's own.

    Args:
        folder: The folder.
        facts: What to say, as JSON can hold it; no times, so that the same input gives the same bytes.
    """
    own = sorted({MARKER, CHECKSUMS, *(path.name for path in folder.iterdir())})
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
        hint = "is no output of graphkit; name the folder that 'graphkit build INPUT -o FOLDER' wrote"
        if (folder / WORK).is_dir():
            hint = "is not finished: a build is at work, or was broken off; the same command again goes on with it"
        raise StoreError(f"{folder}: {hint}") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder / MARKER}: cannot be read ({error}); build it again") from error
    if not isinstance(facts, dict) or _KEY not in facts:
        raise StoreError(f"{folder / MARKER}: was not written by graphkit; build into another folder")
    return facts


def _beside(path: Path, role: str) -> Path:
    """Name a file of this process beside another."""
    return path.with_name(f".{path.name}.{os.getpid()}.{role}")


def _name(path: Path, role: str) -> Path:
    """Name a folder of whoever holds the lock beside an output: another process must find it when this one dies."""
    return path.with_name(f".{path.name}.{role}")


def _resolve(folder: Path) -> Path:
    """Find where the output really is to stand, and refuse what is not graphkit's."""
    try:
        final = folder.resolve()
        if escape(str(final)) != str(final):
            raise OutputError(f"{escape(str(folder))}: its name is not valid UTF-8; rename it, or name another folder")
        if not final.exists():
            return final
        if not final.is_dir():
            raise OutputError(f"{folder}: is a file; name a folder for the output")
        if all(path.name in (WORK, WATCH, *LEDGERS) for path in final.iterdir()):
            return final
    except OSError as error:
        raise _explain(folder, error) from error
    try:
        read_marker(final)
    except StoreError:
        if (final / MANIFEST).is_file():
            return final  # it is ours, and the marker damaged
        hint = "name a new or an empty folder"
        raise OutputError(f"{folder}: holds something that graphkit did not write; {hint}") from None
    return final


def _keep_ledgers(final: Path, new: Path) -> None:
    """Copy what people decided to a new output, each file whole, and on the disk when this returns."""
    for name in LEDGERS:
        if (final / name).is_file():
            copy = _beside(new / name, "new")
            shutil.copy2(final / name, copy)
            durable.sync_file(copy)
            copy.replace(new / name)
    durable.sync_folder(new)


def _swap(new: Path, final: Path, *, keep_work: bool) -> None:
    """Swap the new folder for the old one; `finish_replacement` continues from wherever this is interrupted."""
    old = _name(final, "old")
    if not final.exists():
        durable.sync_tree(new)
        new.rename(final)
        with _after_swap(final):
            durable.sync_folder(final.parent)
        return
    _keep_ledgers(final, new)
    # Before any name changes: the new names may reach the disk before what was written under the old ones.
    durable.sync_tree(new)
    try:
        if keep_work and (final / WORK).is_dir():
            (final / WORK).rename(new / WORK)
            durable.sync_folder(new)
        final.rename(old)
        _keep_ledgers(old, new)  # somebody may have answered a moment ago
        new.rename(final)
    except BaseException:
        # Whoever breaks it off is heard when a step is done, so only what is where tells which.
        if new.exists():
            if not final.exists():
                old.rename(final)
            if (new / WORK).is_dir():
                (new / WORK).rename(final / WORK)
        raise
    with _after_swap(final):
        durable.sync_folder(final.parent)
        _take_over(old, final)


@contextmanager
def _after_swap(final: Path) -> Iterator[None]:
    """Say of what goes wrong in the block that the new output has its place: what is left, the next build does."""
    try:
        yield
    except OSError as error:
        kept = "the new output is there and whole, though a power failure may still lose it"
        raise faults.explain(final, error, kept=kept) from error


def _take_over(old: Path, final: Path) -> None:
    """Move over what others have put into the old output, and remove the rest."""
    own = _read_own(old)
    for path in old.iterdir():
        if path.name not in (*own, WORK) and not (final / path.name).exists():
            path.rename(final / path.name)
    durable.sync_folder(final)
    shutil.rmtree(old, ignore_errors=True)


def _read_own(folder: Path) -> list[str]:
    """Read which files of an output are graphkit's own, as far as its marker still tells."""
    try:
        own: list[str] = read_marker(folder).get(_OWN, [])
    except StoreError:
        return []
    return own


def _explain(path: Path, error: OSError) -> OutputError:
    return faults.explain(path, error, kept="nothing there was changed")

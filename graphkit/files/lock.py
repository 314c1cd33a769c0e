"""Keep two runs on one output apart, and say who holds it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from graphkit.errors import OutputError
from graphkit.files import faults
from graphkit.files.layout import FOLLOWED, MARKER, WORK

__all__ = ["hold", "hold_file"]


_PATIENCE = 30.0
"""Seconds to wait for a file: writing a row takes milliseconds."""


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Lock an output while the block runs. The system releases the lock when the process dies, however it dies.

    Args:
        folder: The output.

    Raises:
        OutputError: Another run holds it, or the lock cannot be written.
    """
    final = folder.resolve()
    path = final.with_name(f".{final.name}.lock")
    holder = final.with_name(f".{final.name}.holder")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise OutputError(
            f"{folder}: {_describe_holder(holder)} is writing it; wait until it is done, or stop it"
        ) from None
    except OSError as error:
        raise faults.explain(folder, error, kept="it cannot be locked") from error
    ours = _identify(path)
    try:
        try:
            holder.write_text(json.dumps({"process": os.getpid(), "machine": socket.gethostname()}), encoding="utf-8")
        except OSError as error:
            raise faults.explain(folder, error, kept="nothing there was changed") from error
        yield
    finally:
        # While it is still ours: whoever has opened it meanwhile finds that it is gone, and makes a new one. Removed
        # later, it might be another's already, and a third could take one of that name. Windows removes none that is
        # open; there `release` does.
        if _identify(path) == ours:
            with suppress(OSError):
                holder.unlink(missing_ok=True)
                path.unlink(missing_ok=True)
        lock.release()


def _identify(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _describe_holder(holder: Path) -> str:
    try:
        facts = json.loads(holder.read_text(encoding="utf-8"))
        return f"process {facts['process']} on {facts['machine']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


@contextmanager
def hold_file(path: Path) -> Iterator[None]:
    """Lock a file that people add to while the block runs; who comes later waits.

    Args:
        path: The file, which need not exist yet.

    Raises:
        OutputError: Another process does not let go of it, or the lock cannot be written.
    """
    final = path.resolve()
    folder = final.parent
    # A build replaces the folder of an output while it runs, so what locks a file in it stands beside it. People may
    # follow somebody before there is an output.
    inside = (folder / MARKER).exists() or (folder / WORK).is_dir() or final.name == FOLLOWED
    name = f".{folder.name}.{final.name}.lock" if inside else f".{final.name}.lock"
    lock = FileLock((folder if inside else final).with_name(name))
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise OutputError(f"{path}: another process is writing it, and does not end; try again") from None
    except OSError as error:
        raise faults.explain(path, error, kept="it cannot be locked") from error
    try:
        yield
    finally:
        lock.release()

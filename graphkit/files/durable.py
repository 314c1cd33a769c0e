"""Wait until what was written is on the disk: until then a power failure may lose it, or tear it in two.

A file and its name are two things: the name is in the folder, which has to be on the disk too.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

__all__ = ["sync_file", "sync_folder", "sync_tree"]

_CANNOT = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)
"""What file systems say that sync no folders, and of a folder that may be written and not read."""


def sync_file(path: Path) -> None:
    """Wait until the bytes of a file are on the disk."""
    # Windows syncs only what is open to be written.
    _sync(path, os.O_RDWR | getattr(os, "O_BINARY", 0) if sys.platform == "win32" else os.O_RDONLY)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can say so: Windows sees to that itself."""
    if sys.platform == "win32":
        return
    try:
        _sync(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise


def sync_tree(folder: Path) -> None:
    """Wait until a folder is on the disk, with all files and folders in it.

    A file that has another name elsewhere is one that was carried over, and is on the disk since it was written.
    """
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if path.stat().st_nlink == 1:
                sync_file(path)
        sync_folder(Path(place))


def _sync(path: Path, how: int) -> None:
    descriptor = os.open(path, how)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Explain why something cannot be written, and what to do: a full disk is told in many ways, and never by its name."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

from graphkit.errors import OutputError

__all__ = ["explain"]

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_SAYS_FULL = re.compile(r"no space left|disk is full|quota exceeded")
_SAYS_FORBIDDEN = re.compile(r"readonly|read-only|permission denied")
_LEAST = 256 * 1024
"""Bytes without which SQLite and the store can do nothing; they then say something else of a disk that is full."""


def explain(path: Path, error: Exception, *, kept: str) -> OutputError:
    """Make the error that says what could not be written, why, what is kept, and what to do.

    Args:
        path: What was to be written.
        error: What the system or a library said.
        kept: What became of what was there before.
    """
    number = error.errno if isinstance(error, OSError) else None
    # The store tells its whole story, files within files; what went wrong stands at its end.
    reason = ((error.strerror if isinstance(error, OSError) else None) or str(error)).rsplit(": ", 1)[-1].lower()
    free, size = _measure(path)
    hint = "choose another place"
    if number in _FULL or _SAYS_FULL.search(reason) or free < _LEAST:
        reason = "no space left on device" if number != errno.EDQUOT else reason
        hint = "free some space and say the same again, or choose another place"
        hint = f"{free / 1e6:.1f} of {size / 1e6:,.1f} MB are free: {hint}" if size else hint
    elif number in _FORBIDDEN or _SAYS_FORBIDDEN.search(reason):
        hint = "choose a folder that you may write to"
    return OutputError(f"{path}: cannot be written: {reason}; {kept}; {hint}")


def _measure(path: Path) -> tuple[int, int]:
    """Measure how many bytes are free where a path is to stand, of how many; of none where that is not known."""
    for folder in (path, *path.absolute().parents):
        try:
            usage = shutil.disk_usage(folder)
        except OSError:
            continue
        return usage.free, usage.total
    return _LEAST, 0

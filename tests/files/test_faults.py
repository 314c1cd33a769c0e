"""What people are told where something cannot be written: what, why, what is kept, and what to do."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest

from graphkit.errors import OutputError
from graphkit.files import faults
from graphkit.search import index


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        sqlite3.OperationalError("database or disk is full"),
        sqlite3.OperationalError("disk I/O error"),
        sqlite3.OperationalError("unable to open database file"),
        RuntimeError("While appending to file: /out/store/000004.log: No space left on device"),
    ],
)
def test_a_full_disk_is_called_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(64_000_000, 63_900_000, 100_000))
    assert str(faults.explain(tmp_path / "new" / "out", error, kept="the rest is kept")) == (
        f"{tmp_path / 'new' / 'out'}: cannot be written: no space left on device;"
        " the rest is kept; 0.1 of 64.0 MB are free: free some space and say the same again, or choose another place"
    )


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "permission denied; kept; choose a folder that you may"),
        (OSError(errno.EROFS, "Read-only file system"), "read-only file system; kept; choose a folder that you may"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "database; kept; choose a folder that you"),
        (sqlite3.OperationalError("disk I/O error"), "disk i/o error; kept; choose another place"),
    ],
)
def test_another_reason_is_given_as_it_is(tmp_path: Path, error: Exception, told: str) -> None:
    assert told in str(faults.explain(tmp_path, error, kept="kept"))


def test_an_index_that_finds_no_space_is_not_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(index, "_update", fail)
    with pytest.raises(OutputError, match="no space left on device"):
        index.write(tmp_path / "new", tmp_path / "old", None, {}, {})  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []

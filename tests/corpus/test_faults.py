"""Where a disk is full, may not be written, or the clock is wrong in the midst of a build, one line says so.

The output is then as it was, or the new one where that has its place already, and the same build succeeds afterwards.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, count, repeat
from pathlib import Path
from typing import IO, Any

import pytest
from builds import build, make_texts, read, write
from builds import in_this_process as in_this_process  # a fixture
from builds import quick as quick  # a fixture
from tiers import nightly

from graphkit.corpus import checking
from graphkit.errors import GraphkitError

EDITED = {"003.txt": "Anna Berg said the tower was closed."}


class Steps:
    """Counts the steps of a build that write, and disturbs it from one of them on.

    Args:
        disturb: Called with the function of a step and what it is called with, in its stead.
        start: The first step that is disturbed.
    """

    def __init__(self, disturb: Callable[..., Any], start: float = float("inf")) -> None:
        self.number = 0
        self._disturb = disturb
        self._start = start

    @contextmanager
    def watching(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for place, name in ((os, "mkdir"), (os, "link"), (os, "fsync"), (io, "open"), (shutil, "copyfile")):
                patch.setattr(place, name, self._wrap(getattr(place, name)))
            yield

    def _wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **options: Any) -> Any:  # noqa: ANN401
            if function is io_open and not set("wax+") & set(str((*given, "r")[1])):
                return function(*given, **options)
            self.number += 1
            if self.number < self._start:
                return function(*given, **options)
            return self._disturb(function, *given, **options)

        return step


io_open = io.open


def fill_up(function: Callable[..., Any], path: Path | int, *given: Any, **options: Any) -> IO[Any]:  # noqa: ANN401
    """Do a step on a disk without space: a file is made, and nothing gets into it."""
    if function is not io_open:
        raise OSError(errno.ENOSPC, "No space left on device", os.fspath(path) if isinstance(path, Path) else None)
    io_open(path, *given, **options).close()
    full: IO[Any] = io_open("/dev/full", *given, **options)
    return full


def forbid(function: Callable[..., Any], path: Path | int, *_: object, **__: object) -> IO[Any]:
    raise OSError(errno.EROFS, "Read-only file system", os.fspath(path) if isinstance(path, Path) else None)


@dataclass(frozen=True)
class Changed:
    """An output of before an article was edited, and what a build makes of it in how many steps."""

    articles: Path
    out: Path
    before: dict[str, bytes]
    after: dict[str, bytes]
    steps: int


@pytest.fixture(scope="module")
def kept() -> list[Changed]:
    return []


@pytest.fixture
def changed(kept: list[Changed], tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Changed:
    """Build an output once for all tests; each has its own copy."""
    if not kept:
        folder = tmp_path_factory.mktemp("faults")
        articles, out, again = write(folder / "in", make_texts(4)), folder / "out", folder / "again"
        build(articles, out)
        shutil.copytree(out, again)
        write(articles, EDITED)
        steps = Steps(fill_up)
        with steps.watching():
            build(articles, again)
        kept.append(Changed(articles, out, read(out), read(again), steps.number))
    shutil.copytree(kept[0].out, tmp_path / "out")
    return replace(kept[0], out=tmp_path / "out")


def fail(changed: Changed) -> str:
    """Build, and return the one line that says why that fails; nothing then holds what the build had opened."""
    told = ""
    try:
        build(changed.articles, changed.out)
    except GraphkitError as error:
        told = str(error)
    assert len(told.splitlines()) <= 1
    gc.collect()  # a store that could not be filled stays open until then
    return told


def check_whole(changed: Changed, told: str) -> None:
    """Check that what is said to stand there does, and that the same build then succeeds."""
    swapped = not told or "the new output is there and whole" in told
    assert read(changed.out) == (changed.after if swapped else changed.before)
    build(changed.articles, changed.out)
    assert read(changed.out) == changed.after
    assert checking.check(changed.out).is_whole
    left = [path.name for path in changed.out.parent.iterdir()]
    assert [name for name in left if not name.endswith((".lock", ".holder"))] == ["out"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(("disturb", "told"), [(fill_up, "no space left on device"), (forbid, "read-only file system")])
@pytest.mark.parametrize("part", [0, 0.3, 0.6, 0.98, *nightly(n / 100 for n in range(1, 100))])
def test_a_build_that_can_write_no_more_leaves_a_whole_output(
    changed: Changed, disturb: Callable[..., Any], told: str, part: float
) -> None:
    start = 1 + int(part * changed.steps)
    with Steps(disturb, start).watching():
        message = fail(changed)
    assert told in message
    check_whole(changed, message)


@pytest.mark.parametrize("calls", [0, 3, 9])
def test_a_clock_before_1970_changes_nothing(changed: Changed, monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
    times = chain(repeat(time.time(), calls), repeat(-1.0))
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: next(times))
        message = fail(changed)
    assert "stands before 1970; set it" in message
    check_whole(changed, message)


@pytest.mark.parametrize("calls", [0, 2])
def test_a_clock_that_is_set_back_is_no_matter(changed: Changed, monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
    now = time.time()
    times = chain(repeat(now, calls), (now - 3600 * n for n in count()))
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: next(times))
        build(changed.articles, changed.out)
    assert read(changed.out) == changed.after


@pytest.mark.nightly
@pytest.mark.parametrize("room", range(0, 1200, 40))
def test_a_disk_with_so_many_kilobytes_left(changed: Changed, tmp_path: Path, room: int) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("only who may mount a file system has a small disk")
    try:
        on_disk = replace(changed, out=Path(shutil.move(changed.out, disk / "out")))
        filler = disk / "filler"
        filler.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - 1024 * room)))
        message = fail(on_disk)
        assert not message or "no space left on device" in message
        filler.unlink()
        check_whole(on_disk, message)
    finally:
        subprocess.run(["umount", disk], check=True)

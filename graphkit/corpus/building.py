"""Build the graph of a corpus in a folder: go on where the last run stopped, and do only what changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from graphkit import store
from graphkit.corpus.running import BuildRun
from graphkit.corpus.salvaging import open_manifest
from graphkit.corpus.values import BuildReport, Location, Options, Progress
from graphkit.files import lock, replacement
from graphkit.files.layout import MARKER, SHARDS, WORK

__all__ = ["build", "recover_output"]


def build(
    inputs: Sequence[Location], folder: Path, options: Options, report: Callable[[Progress], None] | None = None
) -> BuildReport:
    """Read what is new among the inputs, and write the graph of all.

    Killed at any moment and run again, it goes on with what it had not done, and the graph is the same bytes as if it
    had never been killed.

    Args:
        inputs: Files, folders and the like; see `documents.find`.
        folder: The output: nothing, an empty folder, or an output of graphkit.
        options: How.
        report: Called with how far it is.

    Raises:
        InputError: An input cannot be read, or nothing could be.
        OutputError: The output cannot be written, or another run is writing it.
    """
    store.check_clock()
    replacement.check_folder(folder)
    with lock.hold(folder), ExitStack() as stack:
        replacement.finish_replacement(folder)
        work = folder / WORK
        stack.callback(_tidy, folder)
        replacement.make_folders(work)
        manifest, damaged = open_manifest(folder)
        stack.enter_context(manifest)
        run = BuildRun(inputs, folder, options, manifest, report or (lambda progress: None))
        run.damaged += damaged
        return run.build()


def recover_output(folder: Path) -> None:
    """Finish or undo what a build was about when it was killed while it replaced the output.

    Raises:
        OutputError: The output cannot be written, or another run is writing it.
    """
    if replacement.is_broken_off(folder):
        with lock.hold(folder):
            replacement.finish_replacement(folder)


def _tidy(folder: Path) -> None:
    """Leave nothing behind where nothing was done."""
    work = folder / WORK
    if not (folder / MARKER).exists() and not any((folder / SHARDS).glob("*/*")):
        shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):
            folder.rmdir()

"""Build in a process of its own, so that the server goes on answering, and tell how far it is."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import GraphkitError, Kind, Problem, StoreError
from graphkit.files import replacement
from graphkit.model.vocabulary import BASE
from graphkit.server import uploads

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

__all__ = ["Build", "File"]

_LEFT_OUT = (Kind.QUARANTINED, Kind.LANGUAGE, Kind.DUPLICATE)
_FAULT = "a fault in graphkit; try it on the command line: graphkit build FILE"
_ENDED = "the process that read ended: it ran out of memory, or was stopped; nothing was changed"


@dataclass(slots=True, kw_only=True)
class File:
    """A file that is read.

    Args:
        name: Its name.
        path: Where it stands.
        size: Its bytes.
        claims: How many claims were read in it so far; None before any article of it was read.
        why: Why it, or something in it, was left out.
    """

    name: str
    path: Path
    size: int = 0
    claims: int | None = None
    why: str = ""


class Build:
    """One build in a process of its own.

    Args:
        files: What is read.
        folder: The output.
    """

    def __init__(self, files: Sequence[File], folder: Path) -> None:
        self.files = files
        self.folder = folder
        self.stage = "starting"
        self.why = ""
        self.stopped = False
        self._began = 0.0
        self._lock = threading.Lock()
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        paths = [file.path for file in files]
        # it may start workers, which a daemon may not; `close` ends it
        self._process: SpawnProcess = context.Process(target=_build, args=(theirs, paths, folder))
        self._process.start()
        theirs.close()
        threading.Thread(target=self._follow, daemon=True).start()

    @property
    def is_running(self) -> bool:
        """Whether it is at work."""
        return self.stage not in ("done", "failed")

    @property
    def seconds_left(self) -> int | None:
        """About how many seconds of reading are left; None while that is not known."""
        whole = sum(file.size for file in self.files)
        done = sum(file.size for file in self.files if file.claims is not None or file.why)
        if self.stage != "reading" or not done:
            return None
        return max(1, round((time.monotonic() - self._began) * (whole - done) / done))

    @property
    def is_cleared(self) -> bool:
        """Whether the files that it read are removed."""
        return not any(file.path.exists() for file in self.files)

    def clear(self) -> None:
        """Remove the files that it read: the output holds their text."""
        for file in self.files:
            file.path.unlink(missing_ok=True)

    def cancel(self) -> None:
        """Read no more; the graph of what was read is written."""
        with self._lock:
            if self.is_running:
                self.stopped = True
                with suppress(OSError):
                    self._connection.send("stop")

    def close(self) -> None:
        """End it at once: what stood in the output stands there still, and what was read is kept for another build."""
        self._process.kill()
        self._process.join()

    def _follow(self) -> None:
        try:
            while True:
                self._take(self._connection.recv())
        except (EOFError, OSError):
            if self.is_running:
                self.why, self.stage = _ENDED, "failed"
        self._process.join()

    def _take(self, told: tuple[str, ...]) -> None:
        what, *rest = told
        if what == "stage":
            if rest[0] == "reading" and not self._began:
                self._began = time.monotonic()
            self.stage = rest[0]
        elif what == "finished":
            where, claims, why = rest
            file = self._find(str(where))
            if file is not None:
                file.claims = (file.claims or 0) + int(claims)
                file.why = file.why or str(why)
        elif what == "failed":
            self.why, self.stage = rest[0], "failed"
        elif what == "done":
            self.stage = "done"

    def _find(self, where: str) -> File | None:
        """Find the file that an article was found in; messages name a line or a member behind it."""
        for file in self.files:
            if where == str(file.path) or where.startswith(f"{file.path}, "):
                return file
        return None


def _build(connection: Connection, paths: Sequence[Path], folder: Path) -> None:
    """Build, and tell each step."""
    # Ctrl-C goes to every process of a terminal; the server ends this one
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = threading.Event()
    threading.Thread(target=_listen, args=(connection, stop, paths), daemon=True).start()

    def tell(*what: object) -> None:
        with suppress(OSError):
            connection.send(what)

    def finished(where: str, claims: int, problems: Sequence[Problem]) -> None:
        tell("finished", where, claims, _explain(problems))

    from graphkit import corpus, pipeline

    try:
        report = pipeline.build_corpus(
            paths,
            folder,
            base_iri=_find_base(folder),
            progress=lambda progress: tell("stage", progress.stage),
            watch=corpus.Watch(finished=finished, stopped=stop.is_set),
        )
    except GraphkitError as error:
        tell("failed", str(error))
    except Exception:
        tell("failed", _FAULT)
    else:
        for problem in report.problems:
            if problem.kind in _LEFT_OUT:
                tell("finished", problem.where, 0, _explain([problem]))
        tell("done")


def _find_base(folder: Path) -> str:
    """Return the base IRI of the output that stands there already: what is added lives with the rest."""
    try:
        return str(replacement.read_marker(folder).get("base_iri", BASE))
    except StoreError:
        return BASE


def _listen(connection: Connection, stop: threading.Event, paths: Sequence[Path]) -> None:
    """Wait for the word to stop; where the server is no more, end: nothing half-written is left, and no file of it."""
    try:
        while connection.recv() == "stop":
            stop.set()
    except (EOFError, OSError):
        with suppress(OSError):
            for path in paths:
                path.unlink(missing_ok=True)
            for folder in {path.parent for path in paths}:
                uploads.remove_empty(folder)
        os._exit(1)


def _explain(problems: Sequence[Problem]) -> str:
    return next((problem.what.removeprefix("was ") for problem in problems if problem.kind in _LEFT_OUT), "")

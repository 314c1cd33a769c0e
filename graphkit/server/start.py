"""The front door: a page to drop files on or to paste text, which are then read while it shows how far that is."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.documents.registry import describe_formats
from graphkit.errors import InputError
from graphkit.files import layout, replacement, resources
from graphkit.server import answers
from graphkit.server.building import Build, File
from graphkit.server.replies import HTML, Reply, load_template, refuse
from graphkit.server.uploads import Tray, read_name

if TYPE_CHECKING:
    from graphkit.server.answers import Answer

__all__ = ["Door"]

_LONGEST = 400
_NAMED = 3000
_BUSY = "articles are being read already; wait until that is done, or cancel it"


@dataclass(slots=True)
class Door:
    """What is about to be read, what is being read, and where the graph of it goes.

    Args:
        folder: The output.
        landed: Whether the output is shown, and no longer the start page.
    """

    folder: Path
    landed: bool = False
    _tray: Tray = field(default_factory=Tray)
    _build: Build | None = None
    _own: set[Path] = field(default_factory=set)

    @property
    def may_rebuild(self) -> bool:
        """Whether all that the output was built with is known: it was not there before this server read it."""
        return self.folder in self._own

    def render(self, token: str) -> Reply:
        """Render the start page."""
        page = load_template("start.html.j2").render(
            token=token, folder=str(self.folder.absolute()), there=_is_output(self.folder), formats=describe_formats()
        )
        return Reply(body=page.encode(), kind=HTML)

    async def add(self, header: str, parts: AsyncIterator[bytes]) -> Reply:
        """Take a file.

        Args:
            header: Its name, percent-encoded.
            parts: Its bytes.
        """
        if self._is_busy():
            return refuse(409, _BUSY)
        try:
            return _tell({"name": (await self._tray.add(read_name(header[:_NAMED]), parts)).name})
        except InputError as error:
            return refuse(422, str(error))

    async def paste(self, body: bytes) -> Reply:
        """Take a text that was pasted.

        Raises:
            InputError: It is no text, or its day is no date.
        """
        if self._is_busy():
            return refuse(409, _BUSY)
        answer = answers.parse(body)
        day = answer.read("date", 20)
        if day:
            try:
                date.fromisoformat(day)
            except ValueError:
                raise InputError(f"{day!r} is no date; write it as 2024-05-31") from None
        path = await self._tray.add_text(answer.read_raw("text"), answer.read("publisher", 200), day)
        return _tell({"name": path.name})

    def add_example(self) -> Reply:
        """Take the example that comes with graphkit."""
        if self._is_busy():
            return refuse(409, _BUSY)
        return _tell({"name": self._tray.add_file(resources.example()).name})

    def begin(self, body: bytes) -> Reply:
        """Read what was taken, and write the graph of it.

        Raises:
            InputError: There is nothing to read, or the output cannot be named so.
            OutputError: Nothing can be written there.
        """
        if self._is_busy():
            return refuse(409, _BUSY)
        answer = answers.parse(body)
        folder = _read_folder(answer, self.folder)
        names = answer.read_raw("names").split("\n")
        if not any(path.name in names for path in self._tray.files):
            raise InputError("there is nothing to read: choose a file, or paste a text")
        replacement.check_folder(folder)
        if not _is_output(folder):
            self._own.add(folder)
        self.folder = folder
        taken = self._tray.take(names)
        self._build = Build([File(name=path.name, path=path, size=path.stat().st_size) for path in taken], folder)
        return self.describe()

    def rebuild(self) -> Reply:
        """Carry out what people have answered: what was read is kept, and its graph written anew.

        Raises:
            InputError: The output was there before, so that it is not known how it is to be built.
        """
        if self._is_busy():
            return refuse(409, _BUSY)
        if not self.may_rebuild:
            raise InputError("it is not known how this graph was built; build it again on the command line")
        self._build = Build([], self.folder)
        return self.describe()

    def cancel(self) -> Reply:
        """Read no more."""
        if self._build is not None:
            self._build.cancel()
        return self.describe()

    def open(self) -> Reply:
        """Show what the output holds instead of the start page.

        Raises:
            InputError: There is nothing.
        """
        if not _is_output(self.folder):
            raise InputError(f"{self.folder} holds no graph yet")
        self.landed = True
        return _tell({})

    def describe(self) -> Reply:
        """Describe how far the build is."""
        build = self._build
        if build is None:
            return _tell({"stage": "idle"})
        if not build.is_running:
            self._finish(build)
        return _tell(
            {
                "stage": build.stage,
                "why": build.why,
                "stopped": build.stopped,
                "left": build.seconds_left,
                "folder": str(build.folder),
                "files": [{"name": file.name, "claims": file.claims, "why": file.why} for file in build.files],
            }
        )

    def close(self) -> None:
        """End what is being read, and remove what was taken."""
        if self._build is not None:
            self._build.close()
        self._tray.remove()

    def _is_busy(self) -> bool:
        return self._build is not None and self._build.is_running

    def _finish(self, build: Build) -> None:
        """Show what was read, and remove the files that it was read from."""
        if build.stage == "done" and not build.is_cleared:
            self.landed = True
        build.clear()


def _read_folder(answer: Answer, folder: Path) -> Path:
    """Read where the output is to stand, below the folder that graphkit was started in unless it is a whole path."""
    given = answer.read_raw("folder").strip()
    if not given:
        return folder
    if len(given) > _LONGEST or not given.isprintable():
        raise InputError("the output folder has no name that can be used")
    try:
        return Path(given).expanduser()
    except RuntimeError as error:
        raise InputError(f"the output folder cannot be found: {error}") from None


def _is_output(folder: Path) -> bool:
    return (folder / layout.MARKER).is_file()


def _tell(facts: dict[str, object]) -> Reply:
    return Reply(body=json.dumps(facts).encode(), kind="application/json")

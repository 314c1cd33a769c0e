"""What the tests of the server share: a server in a process of its own, as a user starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "SELECT DISTINCT ?who { ?who gk:opposes ?what }"


class Served:
    """A running server.

    Args:
        address: Where it listens, with '/' at the end.
        log: The file to which it writes.
    """

    def __init__(self, address: str, log: Path) -> None:
        self.address = address
        self._log = log
        self.client = httpx.Client(base_url=address, timeout=60, trust_env=False)

    @property
    def port(self) -> int:
        port = httpx.URL(self.address).port
        assert port is not None
        return port

    def ask(self, query: str, **headers: str) -> httpx.Response:
        return self.client.post("sparql", data={"query": query}, headers=headers)

    def read_log(self) -> str:
        return self._log.read_text(encoding="utf-8")


@contextmanager
def serve(folder: Path | None, log: Path, *options: str) -> Iterator[Served]:
    """Run `graphkit serve` on a free port; without a folder it opens the start page."""
    given = [] if folder is None else [str(folder)]
    command = [sys.executable, "-m", "graphkit", "serve", *given, "--port", "0", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with (
        log.open("wb") as sink,
        subprocess.Popen(command, stderr=subprocess.PIPE, stdout=sink, env=environment) as process,
    ):
        assert process.stderr is not None
        try:
            said = process.stderr.readline().decode()
            assert " at http" in said, said + process.stderr.read().decode()
            with subprocess.Popen(["cat"], stdin=process.stderr, stdout=sink):
                served = Served(said.split(" at ")[1].split()[0], log)
                try:
                    with served.client:
                        yield served
                except BaseException:
                    process.kill()  # or what it says is waited for, for ever
                    raise
                process.send_signal(signal.SIGINT)
                process.wait(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 0


@contextmanager
def open_watched(browser: Browser, served: Served, *allowed: str) -> Iterator[Page]:
    """Open a page that must ask nobody else, and must not complain.

    Args:
        browser: The browser.
        served: The server.
        allowed: How other addresses begin that it may ask.
    """
    context = browser.new_context(base_url=served.address)
    page = context.new_page()
    page.set_default_timeout(30_000)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((served.address, *allowed))] == []
    # of an answer that is a refusal the browser tells by itself
    assert [told for told in complaints if not told.startswith("Failed to load resource")] == []

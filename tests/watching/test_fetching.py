"""The network is asked where a user allows it: within limits, as servers ask to be, and never this machine unasked."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from articles import page, rss
from builds import in_this_process as in_this_process  # a fixture
from builds import quick as quick  # a fixture

import graphkit
from graphkit import watching
from graphkit.analysis.network.records import list_articles
from graphkit.errors import InputError, OptionalDependencyError
from graphkit.watching import Limits, Looked, Settings

TEXT = "Anna Berg said the bridge was closed."


class Site(ThreadingHTTPServer):
    """A small site: what stands at each path, and what was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[int, str, bytes]] = {}
        self.asked: list[str] = []
        self.slow = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def put(self, path: str, data: bytes, kind: str = "text/html", status: int = 200) -> None:
        self.answers[path] = status, kind, data


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        assert (self.headers["User-Agent"] or "").startswith("graphkit/")
        status, kind, data = self.server.answers.get(self.path, (404, "text/plain", b"no"))
        tag = f'"{hash(data)}"'
        if self.headers["If-None-Match"] == tag:
            self.server.asked[-1] += " (unchanged)"
            status, data = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", tag)
        if status in (301, 302):
            self.send_header("Location", data.decode())
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.path == "/slow":
            self.wfile.write(data[:1])
            self.wfile.flush()
            self.server.slow.wait(10)
        self.wfile.write(data if self.path != "/slow" else data[1:])

    def log_message(self, format: str, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.slow.set()
        server.shutdown()
        thread.join()


def look(out: Path, *addresses: str, pages: int = 0, size: int = 10**6, private: bool = True) -> Looked:
    limits = Limits(pages=pages, size=size, private=private, seconds=0.3 if "/slow" in str(addresses) else 20)
    return watching.look(addresses, out, Settings(settle=0, everything=True, network=limits))


def list_told(looked: Looked) -> list[str]:
    return [str(problem).partition(": was not fetched: ")[2] for problem in looked.problems]


def test_a_feed_is_fetched_and_asked_again_whether_it_changed(site: Site, tmp_path: Path) -> None:
    site.put("/feed", rss(TEXT), "application/rss+xml")
    site.put("/robots.txt", b"User-agent: *\nDisallow: /private", "text/plain")
    looked = look(tmp_path / "out", f"{site.address}/feed", f"{site.address}/private/feed")
    assert (looked.articles, list_told(looked)) == (1, ["the server's robots.txt does not want it"])
    assert site.asked == ["/robots.txt", "/feed"]
    looked = look(tmp_path / "out", f"{site.address}/feed", f"{site.address}/private/feed")
    assert (looked.changed, site.asked[2:]) == (False, ["/robots.txt (unchanged)", "/feed (unchanged)"])
    site.answers.clear()
    looked = look(tmp_path / "out", f"{site.address}/feed")
    assert (looked.changed, looked.articles, list_told(looked)) == (False, 0, ["the server answers 404 Not Found"])


def test_pages_that_entries_lead_to_are_fetched_so_many_at_a_time(site: Site, tmp_path: Path) -> None:
    feed = rss("A summary that is short.", "Another one.").replace(b"https://planet.example", site.address.encode())
    site.put("/feed", feed, "application/rss+xml")
    for number in (1, 2):
        site.put(f"/{number}", page(f"Anna Berg said the bridge {number} was closed. " * 8).encode())
    looked = look(tmp_path / "out", f"{site.address}/feed", pages=1)
    assert [str(problem) for problem in looked.problems if "wait" in str(problem)] == [
        "the feeds: 1 more pages wait for the next look (--pages 1)"
    ]
    assert [path for path in site.asked if path in ("/1", "/2")] == ["/1"]
    look(tmp_path / "out", f"{site.address}/feed", pages=1)
    look(tmp_path / "out", f"{site.address}/feed", pages=1)
    assert [path for path in site.asked if path in ("/1", "/2")] == ["/1", "/2"]
    found = list_articles(graphkit.open_graph(tmp_path / "out").store)
    pages = sorted((article.source, article.issued) for article in found if article.identifier.endswith(":1"))
    assert pages == [(f"{site.address}/{number}", "2022-09-01T10:00:00Z") for number in (1, 2)]


def test_what_is_too_much_is_broken_off(site: Site, tmp_path: Path) -> None:
    site.put("/large", rss(TEXT * 999), "application/rss+xml")
    site.put("/slow", rss(TEXT), "application/rss+xml")
    site.put("/round", b"/round", status=302)
    site.put("/away", b"ftp://127.0.0.1/x", status=302)
    site.put("/picture", b"\x89PNG\r\n", "image/png")
    names = ("large", "slow", "round", "away", "picture")
    looked = look(tmp_path / "out", *(f"{site.address}/{name}" for name in names), size=20_000)
    assert list_told(looked) == [
        "it has more than 0.019 MB".replace("0.019", f"{20_000 / 2**20:g}"),
        "it takes longer than 0.3 seconds",
        "it leads on more than 5 times",
        "it is no address of http or https, or holds a password",
        "it is neither a feed nor a page (image/png)",
    ]
    assert (looked.articles, looked.lost) == (0, True)


def test_this_machine_is_not_asked_unless_that_is_allowed(site: Site, tmp_path: Path) -> None:
    address = f"{site.address}/feed"
    looked = look(tmp_path / "out", address, private=False)
    assert list_told(looked) == [
        "127.0.0.1 is 127.0.0.1, an address of this machine or of its network (--allow-private)"
    ]
    assert site.asked == []
    with pytest.raises(InputError, match="the network is not asked unless that is allowed"):
        watching.look([address], tmp_path / "out", Settings())


def test_a_server_that_cannot_say_what_it_wants_is_left_alone(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", b"", status=503)
    looked = look(tmp_path / "out", f"{site.address}/feed")
    assert list_told(looked) == ["the server answers 503 for its robots.txt; it may be busy"]
    assert site.asked == ["/robots.txt"]


def test_the_extra_that_fetching_needs_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "protego", None)
    with pytest.raises(OptionalDependencyError, match=r"pip install 'graphkit\[inputs,network\]'"):
        look(tmp_path / "out", "https://example.org/feed")

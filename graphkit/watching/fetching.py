"""Fetch the feeds and pages that a user names, where that is allowed: never more, never faster, never elsewhere.

A server is asked as it asks to be (robots.txt, Crawl-delay, its caching), and by GET alone.
"""

from __future__ import annotations

import hashlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit
from uuid import NAMESPACE_URL, uuid5

from graphkit.documents import Found, registry
from graphkit.documents.content import Unreadable
from graphkit.documents.formats import feed
from graphkit.documents.values import is_address
from graphkit.errors import Kind, Problem
from graphkit.files import replacement
from graphkit.watching.session import AGENT, Limits, Refused, explain, open_session

if TYPE_CHECKING:
    from protego import Protego
    from requests import Response
    from urllib3.connection import HTTPConnection

__all__ = ["fetch"]

_CACHE, _PAGES = "cache", "pages"
_MOST_HOPS = 5
_CONNECT = 10.0
_PIECE = 1 << 16
_LARGEST_ROBOTS = 512 * 1024
_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
"""Seconds between two requests to one server: at least, unless it is this machine; at most, whatever it asks for."""
_TEXT = "text/plain"
_PAGE, _ARCHIVE = ".html", ".warc"


def fetch(addresses: Sequence[str], folder: Path, limits: Limits, problems: list[Problem]) -> tuple[Found, ...]:
    """Fetch feeds and pages into a folder; what cannot be fetched now stays there as it was.

    Args:
        addresses: Their addresses.
        folder: The folder, which is made where it is not there.
        limits: What may be fetched.
        problems: Takes what was not fetched, and why.

    Returns:
        The files that are there, each named by its address.

    Raises:
        OptionalDependencyError: The extra is not installed.
        OutputError: The folder cannot be written.
    """
    replacement.make_folders(folder / _PAGES)
    fetcher = _Fetcher(folder, limits, problems)
    found = [file for address in dict.fromkeys(addresses) if (file := fetcher.renew(address))]
    if limits.pages:
        led = {address: issued for file in found for address, issued in _list_led_to(file)}
        wanted = [address for address in led if fetcher.find(address) is None]
        for address in wanted[: limits.pages]:
            fetcher.renew(address, led[address])
        if len(wanted) > limits.pages:
            what = f"{len(wanted) - limits.pages} more pages wait for the next look (--pages {limits.pages})"
            problems.append(Problem(where="the feeds", what=what))
        found += [file for address in led if (file := fetcher.find(address))]
    return tuple({file.path: file for file in found}.values())


def _list_led_to(file: Found) -> Iterator[tuple[str, str]]:
    """List the pages that entries of a feed lead to, each with its day, but for those that hold an article."""
    assert file.path is not None
    if registry.classify(file.label or "")[1] != "feed":
        return
    try:
        entries = list(feed.read_entries(file.path.read_bytes(), file.name, []))
    except (OSError, Unreadable):
        return
    for entry in entries:
        address = urldefrag(urljoin(file.name, entry.link)).url if entry.link else ""
        if is_address(address) and not entry.is_whole:
            yield address, entry.issued


class _Fetcher:
    """Fetches what may be fetched, and remembers what servers ask for.

    Args:
        folder: Where to.
        limits: What may be fetched.
        problems: Takes what was not.
    """

    def __init__(self, folder: Path, limits: Limits, problems: list[Problem]) -> None:
        self._folder = folder
        self._limits = limits
        self._problems = problems
        self._connections: list[HTTPConnection] = []
        self._session = open_session(folder / _CACHE, limits, self._connections)
        self._robots: dict[str, Protego] = {}
        self._asked: dict[str, float] = {}

    def renew(self, address: str, issued: str = "") -> Found | None:
        """Fetch a page or a feed; where that fails, say why and take what is there.

        Args:
            address: Its address.
            issued: When it was published, as far as is known.
        """
        try:
            data, kind = self._get(address)
            suffix = _find_suffix(data, kind)
            if suffix == _PAGE:
                data, suffix = _archive(address, data, kind, issued), _ARCHIVE
            path = self._folder / _PAGES / f"{_name(address)}{suffix}"
            if not path.exists() or path.read_bytes() != data:
                replacement.write_file(path, data)
        except Refused as error:
            self._problems.append(Problem(where=address, what=f"was not fetched: {error}", kind=Kind.QUARANTINED))
        return self.find(address)

    def find(self, address: str) -> Found | None:
        """Find what was fetched of an address."""
        path = next(iter(sorted((self._folder / _PAGES).glob(f"{_name(address)}.*"))), None)
        return Found(name=address, path=path, explicit=False, label=path.name) if path else None

    def _get(self, address: str) -> tuple[bytes, str]:
        """Get the bytes of an address and their media type, with its charset, by way of where it leads."""
        for _ in range(_MOST_HOPS):
            if not self._find_robots(address).can_fetch(address, AGENT):
                raise Refused("the server's robots.txt does not want it")
            self._wait(address)
            with self._ask(address) as response:
                if response.is_redirect:
                    address = urldefrag(urljoin(address, response.headers["Location"])).url
                    continue
                if response.status_code != 200:
                    raise Refused(f"the server answers {response.status_code} {response.reason or ''}".rstrip())
                data = self._read(response, self._limits.size)
                return data, response.headers.get("Content-Type", "")
        raise Refused(f"it leads on more than {_MOST_HOPS} times")

    def _find_robots(self, address: str) -> Protego:
        """Find what a server wants fetched: all where it says nothing, nothing where it fails (RFC 9309)."""
        from protego import Protego

        parts = urlsplit(address)
        server = f"{parts.scheme}://{parts.netloc}"
        if server not in self._robots:
            text, place = "", f"{server}/robots.txt"
            for _ in range(_MOST_HOPS):
                with self._ask(place) as response:
                    if response.is_redirect:
                        place = urljoin(place, response.headers["Location"])
                        continue
                    if response.status_code >= 500:
                        raise Refused(f"the server answers {response.status_code} for its robots.txt; it may be busy")
                    if response.status_code == 200:
                        text = self._read(response, _LARGEST_ROBOTS).decode(errors="replace")
                break
            self._robots[server] = Protego.parse(text)
        return self._robots[server]

    def _wait(self, address: str) -> None:
        """Wait as long as a server wants between two requests."""
        server = urlsplit(address).netloc
        asked = float(self._find_robots(address).crawl_delay(AGENT) or (0.0 if self._limits.private else _PAUSE))
        left = self._asked.get(server, float("-inf")) + min(asked, _LONGEST_PAUSE) - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._asked[server] = time.monotonic()

    @contextmanager
    def _ask(self, address: str) -> Iterator[Response]:
        import requests
        from urllib3.exceptions import HTTPError

        if not is_address(address) or urlsplit(address).username is not None:
            raise Refused("it is no address of http or https, or holds a password")
        limit = self._limits.seconds
        late = threading.Event()
        clock = threading.Timer(limit, self._break_off, [late])
        clock.start()
        try:
            # the socket's own limit begins anew with each byte
            timeout = (min(_CONNECT, limit), limit + 1)
            with self._session.get(address, stream=True, allow_redirects=False, timeout=timeout) as response:
                yield response
                if late.is_set():  # what was broken off looks as if it were whole where no length was told
                    raise TimeoutError
        except (requests.RequestException, HTTPError, OSError) as error:
            if not late.is_set():
                raise Refused(explain(error)) from None
            self._forget(address)
            raise Refused(f"it takes longer than {limit:g} seconds") from None
        finally:
            clock.cancel()

    def _forget(self, address: str) -> None:
        """Remove an answer from the cache."""
        from cachecontrol.controller import CacheController

        for adapter in self._session.adapters.values():
            adapter.cache.delete(CacheController.cache_url(address))  # type: ignore[attr-defined]

    def _break_off(self, late: threading.Event) -> None:
        """Break off what a server sends too slowly."""
        late.set()
        for connection in self._connections:
            if connection.sock is not None:
                with suppress(OSError):
                    connection.sock.shutdown(socket.SHUT_RDWR)

    def _read(self, response: Response, most: int) -> bytes:
        """Read an answer; one that is too large is broken off."""
        pieces, size = [], 0
        for piece in response.iter_content(_PIECE):
            size += len(piece)
            if size > most:
                raise Refused(f"it has more than {most / 2**20:g} MB")
            pieces.append(piece)
        return b"".join(pieces)


def _name(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def _find_suffix(data: bytes, kind: str) -> str:
    """Find what was fetched, by its bytes before its media type."""
    if feed.is_feed(data):
        return ".xml"
    row = registry.recognise(data)
    if row is not None and row.suffixes:
        return row.suffixes[0]
    media = kind.partition(";")[0].strip().lower()
    if "html" in media:
        return _PAGE
    if media == _TEXT:
        return ".txt"
    raise Refused(f"it is neither a feed nor a page ({media or 'of no media type'})")


def _archive(address: str, page: bytes, kind: str, issued: str) -> bytes:
    """Write a page as a web archive (WARC, ISO 28500), which tells its address and its day too."""
    fit = " ".join(kind.split()).encode("latin-1", "replace")
    block = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\n\r\n%b" % (fit, page)
    fields = {
        "WARC-Type": "response",
        "WARC-Target-URI": address,
        "WARC-Record-ID": f"<{uuid5(NAMESPACE_URL, address).urn}>",
        "WARC-Date": issued,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return b"WARC/1.0\r\n%b\r\n%b\r\n\r\n" % (head.encode(), block)

"""Which requests the server answers at all: those of people and programs, not those of pages of other sites."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from loops import run_apart
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from graphkit.server.guards import LOOPBACK, Guards

SITES = ("cross-site", "same-site")


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    await Request(scope, receive).body()
    await PlainTextResponse("answered")(scope, receive, send)


def ask(path: str = "/", method: str = "GET", **headers: str) -> httpx.Response:
    async def request() -> httpx.Response:
        guarded = Guards(answer, hosts=(*LOOPBACK, "graph.example"))
        transport = httpx.ASGITransport(guarded)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, path, headers=named)

    return run_apart(request)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]", "[::1]:8000", "graph.example"])
def test_a_name_of_this_server(host: str) -> None:
    assert ask(host=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "[::1].evil.example",
        "[::1]evil.example:8000",
        "[::1]:8000.evil.example",
        "[::1]:evil.example",
        "localhost:evil.example",
        "localhost:80:80",
        "localhost@evil.example",
        "evil.example@localhost",
        "localhost/evil.example",
        "localhost#evil.example",
        "localhost?evil.example",
        "localhost\\.evil.example",
        "localhost .evil.example",
        "localhost.",
        "[localhost]",
        "::1",
        "[",
        "",
    ],
)
def test_a_name_that_only_looks_like_one_of_this_server(host: str) -> None:
    assert ask(host=host).status_code == 403


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("navigate", "iframe"),
        ("navigate", "frame"),
        ("navigate", "object"),
        ("navigate", "embed"),
        ("no-cors", "image"),
        ("no-cors", "script"),
        ("no-cors", "style"),
        ("no-cors", "object"),
        ("cors", "empty"),
        ("websocket", "websocket"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK{}", "/search?q=dam", "/static/server.css"])
def test_a_page_of_another_site_can_load_nothing(path: str, mode: str, kind: str, site: str) -> None:
    answered = ask(path, sec_fetch_site=site, sec_fetch_mode=mode, sec_fetch_dest=kind)
    assert (answered.status_code, answered.text) == (403, "pages of other sites may not ask this server\n")
    assert answered.headers["x-frame-options"] == "DENY"
    assert answered.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("site", SITES)
def test_a_link_of_another_site_leads_to_a_page_but_asks_no_query(site: str) -> None:
    visit = {"sec_fetch_site": site, "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert ask("/doc/", **visit).status_code == 200
    assert ask("/sparql", **visit).status_code == 200
    assert ask("/sparql?query=ASK{}", **visit).status_code == 403
    assert ask("/", "POST", **visit).status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_what_people_do_in_our_own_pages_is_answered(site: str) -> None:
    assert ask("/sparql?query=ASK{}", sec_fetch_site=site, sec_fetch_mode="cors").status_code == 200


def test_what_is_no_browser_is_answered() -> None:
    assert ask("/sparql?query=ASK{}").status_code == 200
    assert ask("/sparql", "POST", content_type="application/sparql-query").status_code == 200


@contextmanager
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(Guards(answer, hosts=LOOPBACK), log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def test_a_request_of_two_lengths_is_refused_and_the_connection_closed() -> None:
    hidden = b"GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with listening() as port, socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(head + hidden)
        answers = b"".join(iter(lambda: connection.recv(65536), b""))  # ends only where it is closed
    assert answers.startswith(b"HTTP/1.1 400 ")
    assert answers.count(b"HTTP/1.1") == 1

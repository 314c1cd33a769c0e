"""What goes wrong with a SPARQL server is said in plain words, and what is secret stays so."""

from __future__ import annotations

import base64
import copy
import logging
import pickle
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, parse_qsl, urlencode

import pytest
import urllib3
from pyoxigraph import BlankNode, NamedNode, Quad
from sparql import Request, run_oxigraph, run_stub

from graphkit import store
from graphkit.errors import QueryError, StoreError
from graphkit.query.evaluation import run
from graphkit.store.server import Server

JSON = "application/sparql-results+json"
YES = b'{"head":{},"boolean":true}'
PASSWORD, TOKEN = "correct-horse-battery", "tok-3f9a77c1"
A = NamedNode("urn:a")
QUAD = Quad(A, A, A, A)


@pytest.fixture(autouse=True)
def nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QUERY", "UPDATE", "DATA", "USER", "PASSWORD", "TOKEN", "TIMEOUT"):
        monkeypatch.delenv(f"GRAPHKIT_STORE_{name}", raising=False)


def complaint(work: Callable[[], object], kind: type[Exception] = StoreError) -> str:
    with pytest.raises(kind) as caught:
        work()
    # An answer of pyoxigraph must be let go in the thread that it is from, and a stub has threads of its own.
    traceback.clear_frames(caught.tb)
    message = str(caught.value)
    assert "\n" not in message
    return message


def always(status: int, body: bytes = b"", **headers: str) -> Callable[[Request], None]:
    return lambda request: request.reply(status, body, **headers)


# -- what goes wrong


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    message = complaint(store.connect(url).check)
    assert message == (
        f"{url}/query: the server cannot be reached: connection refused; is it running, and is this its address?"
    )


def test_there_is_no_such_machine() -> None:
    assert "there is no machine called nowhere.invalid" in complaint(store.connect("http://nowhere.invalid").check)


def test_a_server_that_speaks_no_tls() -> None:
    with run_stub(always(200, YES, Content_Type=JSON)) as (url, _):
        message = complaint(store.connect(url.replace("http:", "https:")).check)
    assert "its certificate is not trusted or the connection not safe" in message


@pytest.mark.parametrize("status", [401, 403])
def test_a_server_that_wants_to_know_who_asks(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with run_stub(always(status)) as (url, _):
        assert f"({status}); set GRAPHKIT_STORE_USER and" in complaint(store.connect(url).check)
        monkeypatch.setenv("GRAPHKIT_STORE_TOKEN", TOKEN)
        assert f"does not let us do this ({status}); check" in complaint(store.connect(url).check)


def test_a_page_is_no_answer() -> None:
    with run_stub(always(200, b"<html>Welcome</html>", Content_Type="text/html; charset=utf-8")) as (url, _):
        message = complaint(lambda: list(store.connect(url)))
    assert "answers with text/html, which is no answer to a SPARQL query; give the address of a SPARQL 1.1" in message


@pytest.mark.parametrize("body", [b"", b"{}", b"[1, 2", b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":1}]}}'])
def test_an_answer_that_is_not_what_it_says(body: bytes) -> None:
    with run_stub(always(200, body, Content_Type=JSON)) as (url, _):
        server = store.connect(url)
        assert f"{url}/query: the server's answer is no {JSON}" in complaint(lambda: list(server))
        assert f"{url}/query: the server's answer is no {JSON}" in complaint(
            lambda: run(server, "SELECT ?s { ?s ?p ?o }")
        )


def test_an_answer_that_breaks_off() -> None:
    def answer(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Type", JSON)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b'{"head":{"vars":["s"]},"results":{"bindings":[')

    with run_stub(answer) as (url, _):
        assert "broke off in the middle" in complaint(lambda: run(store.connect(url), "SELECT ?s { ?s ?p ?o }"))


def test_a_server_without_an_endpoint() -> None:
    with run_stub(always(404)) as (url, _):
        server = store.connect(url)
        message = complaint(server.check)
        assert message.startswith(
            f"{url}/query: the server does not take SPARQL queries here (404); set GRAPHKIT_STORE_QUERY"
        )
        assert "set GRAPHKIT_STORE_UPDATE" in complaint(lambda: server.update("DROP ALL"))
        assert "set GRAPHKIT_STORE_DATA" in complaint(lambda: store.replace_graphs(server, [QUAD]))


def test_a_query_that_the_server_does_not_take() -> None:
    with run_stub(always(400, b"Parse error:\n\x1b[2J no such\tfunction" + b"!" * 500)) as (url, _):
        message = complaint(lambda: run(store.connect(url), "ASK {}"), QueryError)
    assert f"{url}/query: the server refuses the query (400): Parse error: [2J no such function!!" in message
    assert len(message) < 300


def test_a_server_that_is_too_slow() -> None:
    done = threading.Event()
    with run_stub(lambda request: void(done.wait(10))) as (url, _):
        message = complaint(Server(url, timeout=0.2).check)
        done.set()
    assert message.startswith(f"{url}/query: the server did not answer within 0.2 seconds; ask for less, or set")


def test_a_server_that_answers_by_drips() -> None:
    done = threading.Event()

    def answer(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Type", JSON)
        request.end_headers()
        while not done.wait(0.05):
            request.wfile.write(b" ")

    with run_stub(answer) as (url, _):
        message = complaint(Server(url, timeout=0.3).check)
        done.set()
    assert "did not answer within 0.3 seconds" in message


def test_what_can_be_said_twice_is_and_nothing_else() -> None:
    def answer(request: Request) -> None:
        request.reply(503 if len(request.server.seen) == 1 else 204)  # type: ignore[attr-defined]

    with run_stub(answer) as (url, seen):
        store.connect(url).put_graph(A, [QUAD.triple])
        assert [request.command for request in seen] == ["PUT", "PUT"]
        assert seen[0].body == seen[1].body == b"<urn:a> <urn:a> <urn:a> .\n"
        assert seen[0].path == "/store?graph=urn%3Aa"
    with run_stub(answer) as (url, seen):
        assert "the server failed (503)" in complaint(lambda: store.connect(url).update("DROP ALL"))
        assert len(seen) == 1


def test_a_redirect_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_STORE_TOKEN", TOKEN)
    with run_stub(always(200, YES, Content_Type=JSON)) as (other, others):
        for status in (301, 302, 303, 307, 308):
            with run_stub(always(status, Location=f"{other}/query?a=b")) as (url, seen):
                server = store.connect(url)
                assert f"sends on to {other}/query; if you trust it" in complaint(server.check)
                assert f"sends on to {other}" in complaint(lambda server=server: server.put_graph(A, []))  # type: ignore[misc]
                assert seen[0].headers["Authorization"] == f"Bearer {TOKEN}"
        assert others == []
    for place in ("http://jo:secret@127.0.0.1/", "http://[/?secret", ""):
        with run_stub(always(302, Location=place)) as (url, _):
            assert "secret" not in complaint(store.connect(url).check)


# -- addresses


def test_endpoints_are_those_of_oxigraph_unless_said(monkeypatch: pytest.MonkeyPatch) -> None:
    places = store.connect("http://localhost:7878/").endpoints
    assert (places.query, places.update, places.data) == tuple(
        f"http://localhost:7878/{name}" for name in ("query", "update", "store")
    )
    monkeypatch.setenv("GRAPHKIT_STORE_DATA", "data")
    monkeypatch.setenv("GRAPHKIT_STORE_QUERY", "https://mirror.example.net/sparql")
    places = store.connect("http://localhost:3030/news", query="/sparql").endpoints
    assert places.query == "http://localhost:3030/news/sparql"
    assert places.data == "http://localhost:3030/news/data"
    assert store.connect("http://localhost:3030/news").endpoints.query == "https://mirror.example.net/sparql"


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("localhost:7878", "begins with http:// or https://"),
        ("ftp://localhost/", "begins with http:// or https://"),
        ("file:///etc/passwd", "begins with http:// or https://"),
        ("http://", "begins with http:// or https://"),
        ("http://[::1", "is malformed"),
        ("http://a:port/", "is malformed"),
        ("http://a/?query=x", "holds a '?'"),
        ("http://a/ b", "holds a '?', a '#' or a space"),
        ("http://a/\x1b[2J", "holds a '?', a '#' or a space"),
        ("out", "begins with http:// or https://"),
    ],
)
def test_what_is_no_address(url: str, part: str) -> None:
    message = complaint(lambda: store.connect(url))
    assert part in message
    assert message.isprintable()


@pytest.mark.parametrize(
    "url",
    [
        f"http://jo:{PASSWORD}@host.example/",
        f"https://{PASSWORD}@host.example/",
        f"http://jo:{PASSWORD}@host.example:x/",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PASSWORD not in complaint(lambda: store.connect(url))
    monkeypatch.setenv("GRAPHKIT_STORE_UPDATE", url)
    assert PASSWORD not in complaint(lambda: store.connect("http://localhost:7878"))
    with pytest.raises(StoreError) as caught:
        store.connect(url)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize("text", ["soon", "-1", "0", "nan", "inf"])
def test_a_time_limit_that_is_none(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_STORE_TIMEOUT", text)
    assert f"GRAPHKIT_STORE_TIMEOUT is '{text}'" in complaint(lambda: store.connect("http://localhost"))


# -- secrets


@pytest.mark.parametrize(
    ("given", "header"),
    [
        ({"USER": "jo", "PASSWORD": PASSWORD}, f"Basic {base64.b64encode(f'jo:{PASSWORD}'.encode()).decode()}"),
        ({"USER": "zoë", "PASSWORD": "pass:wörd"}, f"Basic {base64.b64encode('zoë:pass:wörd'.encode()).decode()}"),
        ({"TOKEN": TOKEN}, f"Bearer {TOKEN}"),
    ],
)
def test_credentials_reach_the_server_and_nobody_else(
    given: dict[str, str], header: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"GRAPHKIT_STORE_{name}", value)
    caplog.set_level(logging.DEBUG)

    def echo(request: Request) -> None:
        sent = request.headers["Authorization"]
        request.reply(500, f"who sends {sent} with {given}?".encode(), Content_Type="text/plain")

    with run_stub(echo) as (url, seen):
        server = store.connect(url)
        said = [complaint(server.check), complaint(lambda: server.update("DROP ALL")), complaint(lambda: list(server))]
        said += [complaint(lambda: store.replace_graphs(server, [QUAD]))]
        assert {request.headers["Authorization"] for request in seen} == {header}
    inner = [server, server.__dict__, server._client, server._client.__dict__, server.endpoints]
    said += [caplog.text, *map(repr, inner), repr(store.make_dataset(server))]
    secrets = [given.get("PASSWORD", TOKEN), header.split()[1]]
    for secret in secrets:
        assert not any(secret in text for text in said)
    for duplicate in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises((StoreError, TypeError)) as caught:
            duplicate(server._client._credentials)
        assert not any(secret in str(caught.value) for secret in secrets)


def test_credentials_must_be_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_STORE_PASSWORD", PASSWORD)
    message = complaint(lambda: store.connect("http://localhost"))
    assert "go together" in message
    monkeypatch.setenv("GRAPHKIT_STORE_TOKEN", TOKEN)
    message += complaint(lambda: store.connect("http://localhost"))
    assert "not both" in message
    monkeypatch.delenv("GRAPHKIT_STORE_PASSWORD")
    monkeypatch.setenv("GRAPHKIT_STORE_TOKEN", f"{TOKEN}\r\nHost: evil")
    message += complaint(lambda: store.connect("http://localhost"))
    assert PASSWORD not in message
    assert TOKEN not in message


# -- servers that differ


@pytest.fixture
def plain_server(empty_server: str) -> Iterator[tuple[str, list[Request]]]:
    """A server that knows nothing but the standard: the real one, behind a door that takes its own parameters away."""

    def answer(request: Request) -> None:
        body, kind = request.body, request.headers["Content-Type"]
        if "urlencoded" in kind:
            fields = [(name, value) for name, value in parse_qsl(body.decode()) if name != "union-default-graph"]
            body = urlencode(fields).encode()
        headers = {"Accept": request.headers["Accept"], "Content-Type": kind}
        got = urllib3.request(request.command, empty_server + request.path, headers=headers, body=body)
        request.reply(got.status, got.data, Content_Type=got.headers.get("Content-Type", "text/plain"))

    with run_stub(answer) as stub:
        yield stub


def test_a_server_without_a_union_is_told_all_graphs(
    plain_server: tuple[str, list[Request]], small_quads: list[Quad]
) -> None:
    url, seen = plain_server
    server = store.connect(url)
    server.bulk_extend(small_quads)
    question = "SELECT ?who ?g { ?who gk:opposes ?what GRAPH ?g { ?who gk:opposes ?what } }"
    assert len(run(server, question).rows) == 4
    asked = parse_qs(seen[-1].body.decode())
    assert len(asked["default-graph-uri"]) == len(asked["named-graph-uri"]) == 2
    assert set(server) == set(small_quads)


def test_a_server_whose_default_graph_is_the_union(small_quads: list[Quad]) -> None:
    with run_oxigraph("--union-default-graph") as url:
        server = store.connect(url)
        store.replace_graphs(server, small_quads)
        assert len(server) == len(small_quads)
        assert set(server) == set(small_quads)
        assert len(run(server, "SELECT ?who { ?who gk:opposes ?what }").rows) == 2
        store.close(server)


def test_a_server_that_answers_in_xml() -> None:
    body = b"""<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>"""
    with run_stub(always(200, body, Content_Type="application/sparql-results+xml;charset=UTF-8")) as (url, _):
        assert store.connect(url).query("ASK {}")


def test_a_server_is_not_asked_about_blank_nodes() -> None:
    server = store.connect("http://localhost")
    assert "blank node" in complaint(lambda: list(server.quads_for_pattern(BlankNode("b"), None, None)))


def void(value: object) -> None:
    """Take a value and give none."""

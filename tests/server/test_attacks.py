"""What hostile clients and pages try, and that the server goes on answering everybody else."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from serving import QUESTION, Served, serve

pytestmark = [pytest.mark.model, pytest.mark.slow]

CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

SWELLING = '"aaaaaaaaaaaaaaaaaaaa"'
for _ in range(6):
    SWELLING = f'REPLACE({SWELLING}, "a", "aaaaaaaaaaaaaaaaaaaa")'
SWELLING = f"SELECT ({SWELLING} AS ?text) {{}}"


@contextmanager
def listening() -> Iterator[tuple[socket.socket, str]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener, f"http://127.0.0.1:{listener.getsockname()[1]}/"


def was_asked(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return False
    return True


@pytest.fixture(scope="module")
def strict(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve with little time and memory."""
    log = tmp_path_factory.mktemp("strict") / "log.txt"
    with serve(out, log, "--time-limit", "5", "--memory-limit", "256", "--answer-limit", "1") as server:
        yield server


class TestQueriesThatReachOut:
    def test_service_asks_nobody(self, served: Served) -> None:
        with listening() as (listener, address):
            for text in (
                f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
                f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
                f"PREFIX x: <{address}> ASK {{ service x:y {{ }} }}",
                f"SELECT * {{ BIND(<{address}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
            ):
                assert served.ask(text).status_code == 400
            assert not was_asked(listener)

    def test_from_reads_no_file_and_asks_nobody(self, served: Served, tmp_path: Path) -> None:
        secret = tmp_path / "secret.ttl"
        secret.write_text("<x:a> <x:b> 'hunter2' .", encoding="utf-8")
        with listening() as (listener, address):
            for iri in (secret.as_uri(), f"file://{secret}", address):
                for text in (
                    f"SELECT * FROM <{iri}> {{ ?s ?p ?o }}",
                    f"SELECT * FROM NAMED <{iri}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
                ):
                    response = served.ask(text)
                    assert response.status_code == 400
                    assert "hunter2" not in response.text
                response = served.client.post(
                    "sparql", data={"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": iri}
                )
                assert response.json()["results"]["bindings"] == []
            assert not was_asked(listener)

    @pytest.mark.parametrize(
        "text",
        ["LOAD <{0}>", "INSERT DATA {{ <x:a> <x:b> <x:c> }}", "CLEAR ALL", "DROP ALL", "DELETE WHERE {{ ?s ?p ?o }}"],
    )
    def test_nothing_is_changed_or_loaded(self, served: Served, text: str) -> None:
        before = served.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text
        with listening() as (listener, address):
            assert served.ask(text.format(address)).status_code == 400
            assert not was_asked(listener)
        assert served.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text == before


class TestQueriesThatTakeTooMuch:
    @pytest.mark.parametrize(
        ("query", "told"),
        [
            (CARTESIAN, "longer than 5 s"),
            ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g", ""),
            ("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 8000", "the answer is longer than"),
            (SWELLING, "more memory"),
        ],
        ids=["time", "time or memory", "size", "memory"],
    )
    def test_it_is_stopped_and_said_so(self, strict: Served, query: str, told: str) -> None:
        response = strict.ask(query)
        assert response.status_code == 503
        assert told in response.text
        assert strict.ask(QUESTION).status_code == 200

    @pytest.mark.parametrize(
        "query",
        [
            "ASK " + "{" * 30_000 + "}" * 30_000,
            "ASK { FILTER(" + "(" * 30_000 + "1" + ")" * 30_000 + ") }",
            "ASK { FILTER(" + "!" * 30_000 + "true) }",
            "ASK { FILTER(1" + "+1" * 30_000 + ") }",
            "ASK { ?s " + "/".join(["<x:p>"] * 30_000) + " ?o }",
            "SELECT * { " + "?s ?p ?o . " * 30_000 + "}",
        ],
        ids=["braces", "brackets", "not", "sum", "path", "patterns"],
    )
    def test_what_would_overflow_the_stack_is_refused_at_once(self, strict: Served, query: str) -> None:
        begin = time.monotonic()
        assert strict.ask(query).status_code == 400
        assert time.monotonic() - begin < 2

    def test_a_catastrophic_pattern_is_none(self, strict: Served) -> None:
        response = strict.ask(f'ASK {{ FILTER(REGEX("{"a" * 5000}!", "^(a+)+$")) }}')
        assert response.json()["boolean"] is False

    def test_a_request_that_is_too_long(self, strict: Served) -> None:
        assert strict.ask("ASK {} #" + "x" * 2_000_000).status_code == 413

    def test_clients_that_stall_hold_nobody(self, strict: Served) -> None:
        stalled = [socket.create_connection(("127.0.0.1", strict.port)) for _ in range(40)]
        try:
            for number, connection in enumerate(stalled):
                head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{strict.port}\r\nContent-Length: 100000\r\n"
                connection.sendall((head + ("\r\nquery=" if number % 2 else "X-Slow: ")).encode())
            begin = time.monotonic()
            assert strict.ask(QUESTION).status_code == 200
            assert time.monotonic() - begin < 2
        finally:
            for connection in stalled:
                connection.close()

    def test_many_are_answered_beside_one_that_asks_for_too_much(self, out: Path, tmp_path: Path) -> None:
        with serve(out, tmp_path / "log.txt", "--time-limit", "12") as server, ThreadPoolExecutor(40) as pool:
            hostile = [pool.submit(server.ask, CARTESIAN) for _ in range(20)]
            begin = time.monotonic()
            answers = list(
                pool.map(
                    lambda _: httpx.post(server.address + "sparql", data={"query": QUESTION}, timeout=60), range(20)
                )
            )
            assert [answer.status_code for answer in answers] == [200] * 20
            assert time.monotonic() - begin < 11
            told = {future.result().text for future in hostile}
            assert any("others wait" in text for text in told)


class TestPagesOfOthers:
    def test_a_name_that_is_not_ours(self, served: Served) -> None:
        for host in (
            "evil.example",
            "evil.example:80",
            f"127.0.0.1.evil.example:{served.port}",
            "localhost@evil.example",
            "[",
        ):
            for path in ("", "sparql?query=ASK{}", "query", "static/server.css"):
                response = served.client.get(path, headers={"Host": host})
                assert response.status_code in (400, 403)
        for host in (f"localhost:{served.port}", "LOCALHOST", f"127.0.0.1:{served.port}", "[::1]:80"):
            assert served.client.get("query", headers={"Host": host}).status_code == 200

    def test_a_form_or_a_script_of_another_site(self, served: Served) -> None:
        for origin in ("http://evil.example", "null", f"http://localhost:{served.port + 1}", "http://127.0.0.1"):
            response = served.ask("ASK {}", Origin=origin)
            assert response.status_code == 403
            assert "access-control-allow-origin" not in response.headers
        own = {"Origin": served.address.rstrip("/")}
        assert served.ask("ASK {}", **own).status_code == 200
        assert served.ask("ASK {}", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}).status_code == 403
        assert (
            served.client.get("", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}).status_code
            == 200
        )

    def test_another_name_can_be_allowed(self, out: Path, tmp_path: Path) -> None:
        with serve(out, tmp_path / "log.txt", "--allow-host", "graph.example") as server:
            assert server.client.get("query", headers={"Host": "graph.example"}).status_code == 200

    @pytest.mark.parametrize(
        "path",
        [
            "/doc/../graphkit.json",
            "/doc/..%2fgraphkit.json",
            "/doc/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "/doc/....//etc/passwd",
            "/static/../pages.py",
            "/static/..%2fpages.py",
            "/static/%2e%2e/pages.py",
            "/static//etc/passwd",
            "/doc/0123456789abcdef%00",
            "/doc/*",
            "//etc/passwd",
        ],
    )
    def test_no_path_leads_out(self, served: Served, path: str) -> None:
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nConnection: close\r\n\r\n"
            connection.sendall(request.encode())
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        assert answer.split()[1] in (b"404", b"400")

    def test_every_answer_tells_browsers_to_be_careful(self, served: Served) -> None:
        for path in ("", "query", "sparql?query=ASK%7B%7D", "nowhere", "static/server.css"):
            headers = served.client.get(path).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert "server" not in headers

    def test_the_log_holds_no_words_of_a_query_or_a_header(self, served: Served) -> None:
        served.client.get(
            "sparql", params={"query": "ASK { ?s ?p 'hunter2' }"}, headers={"Authorization": "Bearer hunter3"}
        )
        served.ask("ASK { ?s ?p 'hunter4' ")
        served.client.get("doc/%0AGET%20/forged%20200")
        log = served.read_log()
        assert "hunter" not in log
        assert "\nGET /forged" not in log

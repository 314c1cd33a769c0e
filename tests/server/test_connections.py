"""Clients that stall are dropped, those that ask are answered, and what nobody reads does not stay."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import anyio
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from graphkit.server.connections import Bounds, configure

LONG = 16 << 20  # more than the operating system keeps for a client that does not read
HALF_A_HEAD = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "


class Server:
    """A server in a thread of its own, whose path says how long its answer is, or that it is to wait.

    Args:
        bounds: The limits of connections.
    """

    def __init__(self, bounds: Bounds) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.may_go_on = threading.Event()
        application = Starlette(routes=[Route("/wait", self._wait), Route("/{length:int}", self._answer)])
        self._server = uvicorn.Server(configure(application, bounds))

    @property
    def connections(self) -> int:
        return len(self._server.server_state.connections)

    def run(self) -> None:
        self._server.run([self._listener])

    def stop(self) -> None:
        self._server.should_exit = True

    def connect(self, sent: str = "", source: str = "127.0.0.1") -> socket.socket:
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(30)
        connection.bind((source, 0))
        connection.connect(("127.0.0.1", self.port))
        connection.sendall(sent.encode())
        return connection

    def answers(self) -> bool:
        with self.connect(ask("2")) as connection:
            return connection.recv(100).startswith(b"HTTP/1.1 200")

    def wait_for(self, connections: int) -> None:
        for _ in range(600):
            if self.connections == connections:
                return
            time.sleep(0.05)
        pytest.fail(f"the server holds {self.connections} connections")

    async def _wait(self, _: Request) -> Response:
        await anyio.to_thread.run_sync(self.may_go_on.wait)
        return PlainTextResponse("gone on")

    async def _answer(self, request: Request) -> Response:
        return PlainTextResponse("x" * int(request.path_params["length"]))


@contextmanager
def serving(bounds: Bounds) -> Iterator[tuple[Server, ExitStack]]:
    """Serve, and close the connections of a test before the server is stopped."""
    server = Server(bounds)
    thread = threading.Thread(target=server.run)
    thread.start()
    with ExitStack() as connections:
        yield server, connections
    server.stop()
    thread.join()


def ask(path: str) -> str:
    return f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


def read(connection: socket.socket) -> bytes:
    """Read up to the end, whether or not it is a good one."""
    parts = []
    try:
        while part := connection.recv(1 << 16):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@pytest.mark.parametrize("sent", ["", HALF_A_HEAD], ids=["none", "half"])
def test_a_request_that_does_not_come_is_not_waited_for(sent: str) -> None:
    with serving(Bounds(head=0.2)) as (server, connections):
        connection = connections.enter_context(server.connect(sent))
        assert read(connection) == b""


def test_a_head_that_drips_is_not_waited_for() -> None:
    with serving(Bounds(head=0.2)) as (server, connections):
        connection = connections.enter_context(server.connect(HALF_A_HEAD))
        connection.settimeout(0.02)
        for _ in range(1000):
            try:
                connection.sendall(b"x")
                if not connection.recv(1):
                    return
            except TimeoutError:
                pass
            except (ConnectionResetError, BrokenPipeError):
                return
        pytest.fail("the server waits on")


def test_no_part_of_an_answer_waits_until_the_client_has_acknowledged_the_part_before() -> None:
    """A client on Linux waits 40 ms with that, and hopes to send something along with it."""
    with serving(Bounds()) as (server, connections):
        connection = connections.enter_context(server.connect())
        taken = []
        for _ in range(12):
            begin = time.monotonic()
            connection.sendall(b"GET /2 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            answer = b""
            while not answer.endswith(b"xx"):
                answer += connection.recv(1000)
            taken.append(time.monotonic() - begin)
        assert sorted(taken)[len(taken) // 2] < 0.035


def test_an_answer_that_nobody_reads_is_dropped() -> None:
    with serving(Bounds(unread=0.2)) as (server, connections):
        connection = connections.enter_context(server.connect(ask(str(LONG))))
        connection.recv(1)
        server.wait_for(connections=0)
        assert len(read(connection)) < LONG


def test_answers_that_wait_to_be_read_take_little_together() -> None:
    with serving(Bounds(kept=LONG + LONG // 4)) as (server, connections):
        unread = [connections.enter_context(server.connect(ask(str(LONG)))) for _ in range(4)]
        for connection in unread:
            connection.recv(1)
        server.wait_for(connections=1)
        assert sum(len(read(connection)) >= LONG for connection in unread) == 1


def test_a_client_that_reads_slowly_gets_it_all() -> None:
    with serving(Bounds(head=0.1)) as (server, connections):
        connection = connections.enter_context(server.connect(ask(str(LONG))))
        connection.recv(1)
        assert server.answers()
        assert len(read(connection)) > LONG


def test_those_that_say_nothing_make_room_for_those_that_ask() -> None:
    with serving(Bounds(connections=8, share=1)) as (server, connections):
        for number in range(24):
            connections.enter_context(server.connect(HALF_A_HEAD if number % 2 else ""))
            assert number % 6 or server.answers()
        assert server.connections <= 8


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere this machine has one address")
def test_one_address_cannot_take_all_connections() -> None:
    with serving(Bounds(connections=8)) as (server, connections):
        other = connections.enter_context(server.connect(source="127.0.0.2"))
        for _ in range(24):
            connections.enter_context(server.connect())
        server.wait_for(connections=5)
        other.sendall(ask("2").encode())
        assert other.recv(100).startswith(b"HTTP/1.1 200")


def test_who_is_being_answered_is_not_dropped_for_another() -> None:
    with serving(Bounds(connections=2, share=1)) as (server, connections):
        asking = [connections.enter_context(server.connect(ask("wait"))) for _ in range(2)]
        server.wait_for(connections=2)
        with server.connect() as third:
            assert read(third).startswith(b"HTTP/1.1 503")
        server.may_go_on.set()
        assert all(connection.recv(100).startswith(b"HTTP/1.1 200") for connection in asking)

"""Ask a server beside clients that stall: `python tests/benchmarks/stalled.py`.

For each way to stall and number of stalled connections it prints how many of an honest client's requests failed, the
median and the 95th percentile of the seconds that the others took, how many connections the server held at the
end, its memory then, and the lines of tracebacks in its log.
"""

from __future__ import annotations

import argparse
import contextlib
import resource
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from serving import QUESTION, Served, serve

import graphkit
from graphkit.files import resources

_FILES = 1024
"""How many files a server may open where nobody has raised it."""


def say_nothing(connection: socket.socket, port: int) -> None:
    """Only connect."""


def send_half_a_head(connection: socket.socket, port: int) -> None:
    connection.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Slow: ".encode())


def send_half_a_body(connection: socket.socket, port: int) -> None:
    head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 1000\r\n"
    connection.sendall(f"{head}Content-Type: application/sparql-query\r\n\r\nASK".encode())


def read_nothing(connection: socket.socket, port: int) -> None:
    """Ask for a page again and again, and never read what comes."""
    connection.sendall(f"GET /picture HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode() * 20)


WAYS: dict[str, Callable[[socket.socket, int], None]] = {
    "says nothing": say_nothing,
    "half a head": send_half_a_head,
    "half a body": send_half_a_body,
    "reads nothing": read_nothing,
}


def stall(port: int, number: int, way: Callable[[socket.socket, int], None]) -> list[socket.socket]:
    stalled = []
    for _ in range(number):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(0.5)
        stalled.append(connection)
        with contextlib.suppress(OSError):
            connection.connect(("127.0.0.1", port))
            way(connection, port)
    return stalled


def measure(served: Served, number: int, name: str, rounds: int) -> None:
    (server,) = (p for p in psutil.Process().children() if "serve" in p.cmdline())
    stalled = stall(served.port, number, WAYS[name])
    begin = time.monotonic()
    times: list[float] = []
    failed = 0
    while len(times) + failed < rounds or time.monotonic() - begin < 20:
        asked = time.monotonic()
        try:
            answer = httpx.post(served.address + "sparql", data={"query": QUESTION}, timeout=5, trust_env=False)
            answer.raise_for_status()
            times.append(time.monotonic() - asked)
        except httpx.HTTPError as error:
            failed += 1
            print(f"  {error!r}")
        if failed >= 4 and not times:
            break
    held = sum(one.status == psutil.CONN_ESTABLISHED for one in server.net_connections("tcp"))
    memory = server.memory_info().rss >> 20
    for connection in stalled:
        connection.close()
    times.sort()
    p95 = f"{times[int(0.95 * len(times))]:.3f}" if times else "-"
    median = f"{statistics.median(times):.3f}" if times else "-"
    print(
        f"{name:14} {number:5}: {failed} of {failed + len(times)} failed, median {median}, p95 {p95} s; "
        f"{held} held after {time.monotonic() - begin:.0f} s, {memory} MB, "
        f"{served.read_log().count('Traceback')} tracebacks",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--numbers", type=int, nargs="+", default=[0, 60, 300, 1100])
    parser.add_argument("--ways", nargs="+", default=list(WAYS))
    given = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graphkit.build(resources.example()).save(folder / "out")
        for way in given.ways:
            for number in given.numbers:
                resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, hard))
                with serve(folder / "out", folder / f"{way}{number}.txt") as served:
                    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
                    served.ask("ASK {}")
                    measure(served, number, way, given.rounds)


if __name__ == "__main__":
    main()

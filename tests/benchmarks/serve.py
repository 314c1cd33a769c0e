"""Ask a server with many clients, alone and beside ones that ask for too much: `python tests/benchmarks/serve.py`.

Prints the median and the 95th percentile of the seconds that an answer takes, and what the hostile client was told.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from serving import serve

import graphkit
from graphkit.files import resources
from graphkit.query.catalogue import find

_FORM = "Content-Type: application/x-www-form-urlencoded"
HOSTILE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


class Client:
    """A client with a connection of its own, which takes so little time that what is measured is the server."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, query: str) -> tuple[float, int]:
        """Ask, and return the seconds until the whole answer is here, and its status."""
        body = urlencode({"query": query}).encode()
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nContent-Length: {len(body)}\r\n{_FORM}\r\n\r\n"
        )
        begin = time.perf_counter()
        self._streams = self._streams or await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(head.encode() + body)
        told = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        await reader.readexactly(int(told.partition("content-length:")[2].split()[0]))
        return time.perf_counter() - begin, int(told.split()[1])


async def load(port: int, query: str, clients: int, rounds: int, hostile: int) -> None:
    async def ask_on() -> list[tuple[float, int]]:
        client = Client(port)
        return [await client.ask(query) for _ in range(rounds)]

    async def attack() -> None:
        client = Client(port)
        while True:
            told.append((await client.ask(HOSTILE))[1])

    told: list[int] = []
    attackers = [asyncio.create_task(attack()) for _ in range(hostile)]
    await asyncio.sleep(0.5)
    begin = time.perf_counter()
    answers = [one for many in await asyncio.gather(*(ask_on() for _ in range(clients))) for one in many]
    whole = time.perf_counter() - begin
    for attacker in attackers:
        attacker.cancel()
    times = sorted(seconds for seconds, _ in answers)
    failed = sum(status != 200 for _, status in answers)
    p95 = times[int(0.95 * len(times))]
    print(
        f"{clients} clients, {hostile} hostile: median {statistics.median(times):.4f} s, p95 {p95:.4f} s, "
        f"slowest {times[-1]:.3f} s, {len(times) / whole:.0f} answers/s, {failed} failed; "
        f"hostile told {sorted(set(told))}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graphkit.build(resources.example()).save(folder / "out")
        query = find("who-denies-what").text
        with serve(folder / "out", folder / "log.txt") as served:
            served.ask("ASK {}")
            asyncio.run(load(served.port, query, 1, 10 * given.rounds, 0))
            for hostile in (0, 1, 10):
                asyncio.run(load(served.port, query, given.clients, given.rounds, hostile))


if __name__ == "__main__":
    main()

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

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from serving import serve

import graphkit
from graphkit.files import resources
from graphkit.query.catalogue import find

HOSTILE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


async def ask(client: httpx.AsyncClient, query: str) -> tuple[float, int]:
    begin = time.perf_counter()
    response = await client.post("sparql", data={"query": query})
    return time.perf_counter() - begin, response.status_code


async def load(address: str, query: str, clients: int, rounds: int, hostile: int) -> None:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits, trust_env=False) as client:

        async def ask_on() -> list[tuple[float, int]]:
            return [await ask(client, query) for _ in range(rounds)]

        async def attack() -> None:
            while True:
                told.append((await ask(client, HOSTILE))[1])

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
        f"{clients} clients, {hostile} hostile: median {statistics.median(times):.3f} s, p95 {p95:.3f} s, "
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
            for hostile in (0, 1, 10):
                asyncio.run(load(served.address, query, given.clients, given.rounds, hostile))


if __name__ == "__main__":
    main()

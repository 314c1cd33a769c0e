"""Short work does not wait for long work, and long work that others wait for ends after its share."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import anyio
import pytest
from loops import run_apart

from graphkit.query.processes import Ending, Limits
from graphkit.server.lanes import Job, Lanes
from graphkit.server.processes import YieldedError
from graphkit.server.replies import Reply, refuse

pytestmark = pytest.mark.slow


class Work:
    """Work that goes on until it may end, or is ended."""

    def __init__(self) -> None:
        self.may_end = Event()
        self.begun = 0

    def __call__(self, ending: Ending) -> Reply:
        self.begun += 1
        while not self.may_end.wait(0.01):
            if isinstance(ending.why, YieldedError):
                raise ending.why
            if ending.why is not None:
                return refuse(503, str(ending.why))
        return Reply(body=b"done")


def at_once(ending: Ending) -> Reply:
    return Reply(body=b"at once")


async def until(holds: Callable[[], bool]) -> None:
    with anyio.fail_after(20):
        while not holds():
            await anyio.sleep(0.01)


def test_short_work_does_not_wait_for_long_work() -> None:
    told: dict[int, bytes] = {}

    async def run() -> None:
        lanes = Lanes(Limits(processes=2, share=60))

        async def do(number: int, work: Callable[..., Reply]) -> None:
            told[number] = (await lanes.do(Job(work))).body

        long = [Work() for _ in range(3)]
        async with anyio.create_task_group() as group:
            for number, work in enumerate(long):
                group.start_soon(do, number, work)
            await until(lambda: all(work.begun for work in long[:2]))
            for number in range(10, 15):
                await do(number, at_once)
            assert set(told) == set(range(10, 15))
            # what stood in the way begins anew when its turn comes
            for work in long:
                work.may_end.set()

    run_apart(run)
    assert [told[number] for number in range(3)] == [b"done"] * 3


def test_the_longest_ends_after_its_share_where_long_work_waits() -> None:
    told: dict[int, bytes] = {}

    async def run() -> None:
        lanes = Lanes(Limits(processes=2, share=0))

        async def do(number: int, work: Callable[..., Reply]) -> None:
            told[number] = (await lanes.do(Job(work))).body

        first, second = Work(), Work()
        async with anyio.create_task_group() as group:
            group.start_soon(do, 1, first)
            await until(lambda: first.begun == 1)
            group.start_soon(do, 2, second)
            await until(lambda: second.begun == 1)
            group.start_soon(do, 3, at_once)
            await until(lambda: second.begun == 2)
            second.may_end.set()

    run_apart(run)
    assert told[1].startswith(b"others wait, and this query has run longest")
    assert (told[2], told[3]) == (b"done", b"at once")


def test_one_that_nobody_waits_for_runs_on_in_either_lane() -> None:
    told: list[bytes] = []

    async def run() -> None:
        lanes = Lanes(Limits(processes=2, share=0))
        jobs = [Work(), Work()]

        async def do(work: Work) -> None:
            told.append((await lanes.do(Job(work))).body)

        async with anyio.create_task_group() as group:
            for work in jobs:
                group.start_soon(do, work)
            await until(lambda: all(work.begun for work in jobs))
            await anyio.sleep(0.7)
            for work in jobs:
                work.may_end.set()

    run_apart(run)
    assert told == [b"done", b"done"]

"""Decide which request is worked on when, so that short work does not wait for long work."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import anyio
from anyio.to_thread import run_sync

from graphkit.query.processes import Ending, LeftError, Limits, StoppedError
from graphkit.server.processes import YieldedError
from graphkit.server.replies import Reply, refuse

__all__ = ["Job", "Lanes"]

_SHORT = 0.1
"""Seconds after which work is long: of ten clients who ask too much each keeps those who ask little waiting so long."""
_PATIENCE = 0.3  # seconds that long work waits before the longest may be stopped for it
_STEP = 0.05  # seconds between two looks for a free place


@dataclass(slots=True, eq=False)
class Job:
    """The work of one request.

    Args:
        run: Does it in a thread, and raises YieldedError where it was ended for that.
    """

    run: Callable[..., Reply]
    began: float = 0.0
    left: bool = False
    ending: Ending = field(default_factory=Ending)

    def leave(self) -> None:
        """End the work, since nobody waits for it any more."""
        self.left = True
        self.ending.ask(LeftError("the client went away"))


class Lanes:
    """Gives each job a process, in its turn.

    It is not known beforehand how long a job takes. What begins runs in one half of the processes. What is found to be
    long moves on to the other half, where it has a share of time; where that half is full and others wait, it is ended,
    and begins anew there when its turn comes. So whoever asks long questions waits for others like them, and whoever
    asks short ones does not.

    Args:
        limits: The limits: how many processes run, how many jobs may wait, and what share each has.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        long = max(1, limits.processes // 2)
        self._long = anyio.CapacityLimiter(long)
        self._short = anyio.CapacityLimiter(max(1, limits.processes - long))
        self._threads = anyio.CapacityLimiter(self._long.total_tokens + self._short.total_tokens)
        self._running: set[Job] = set()

    @property
    def is_full(self) -> bool:
        """Whether as many jobs wait as may."""
        waiting = (lane.statistics().tasks_waiting for lane in (self._short, self._long))
        return sum(waiting) >= self._limits.waiting

    async def do(self, job: Job) -> Reply:
        """Do a job when its turn comes.

        Returns:
            What it returns, or why it was stopped.
        """
        await self._short.acquire_on_behalf_of(job)
        try:
            return await self._run(job, move=True)
        except YieldedError:
            self._short.release_on_behalf_of(job)
            await self._wait(job)
            return await self._run(job)
        finally:
            self._release(job)

    async def _run(self, job: Job, *, move: bool = False) -> Reply:
        job.ending = Ending()
        if job.left:
            job.leave()
        job.began = time.monotonic()
        yielded: YieldedError | None = None
        reply = refuse(503, "too many are waiting; try again later")
        async with anyio.create_task_group() as group:
            if move:
                group.start_soon(self._move, job)
            try:
                reply = await run_sync(partial(job.run, ending=job.ending), limiter=self._threads)
            except YieldedError as error:
                yielded = error
            group.cancel_scope.cancel()
        if yielded is not None:
            raise yielded
        return reply

    async def _move(self, job: Job) -> None:
        """Move a job to the lane of long ones, or end it where it stands in the way of others."""
        await anyio.sleep(_SHORT)
        while True:
            try:
                self._long.acquire_on_behalf_of_nowait(job)
            except anyio.WouldBlock:
                if self._short.statistics().tasks_waiting:
                    job.ending.ask(YieldedError("others wait"))
                    return
            else:
                self._short.release_on_behalf_of(job)
                self._running.add(job)
                return
            await anyio.sleep(_STEP)

    async def _wait(self, job: Job) -> None:
        """Wait for a place among the long ones, for which the one that has run longest is stopped after its share."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._make_room)
            await self._long.acquire_on_behalf_of(job)
            group.cancel_scope.cancel()
        self._running.add(job)

    async def _make_room(self) -> None:
        while True:
            await anyio.sleep(_PATIENCE)
            longest = min(self._running, key=lambda job: job.began, default=None)
            if longest and time.monotonic() - longest.began > self._limits.share:
                longest.ending.ask(
                    StoppedError("others wait, and this query has run longest; ask for less, or try again later")
                )

    def _release(self, job: Job) -> None:
        self._running.discard(job)
        for lane in (self._short, self._long):
            if job in lane.statistics().borrowers:
                lane.release_on_behalf_of(job)

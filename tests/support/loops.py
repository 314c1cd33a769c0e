"""Run asynchronous work from a test, also beside a browser: Playwright keeps a loop of its own running."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import anyio

__all__ = ["run_apart"]


def run_apart[T](work: Callable[[], Awaitable[T]]) -> T:
    """Run work to its end in a thread of its own, where no loop runs."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, work).result()

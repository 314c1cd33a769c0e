"""Count the steps that Python takes, which a busy machine does not change, to see how work grows with what is given."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

__all__ = ["measure_growth"]

_TOOL = sys.monitoring.PROFILER_ID
_EVENTS = sys.monitoring.events
_STEPS = _EVENTS.PY_START | _EVENTS.PY_RESUME | _EVENTS.JUMP
"""A function begins or goes on, or a loop goes round. What compiled code does at a time is one step."""


def _count(work: Callable[[], object]) -> int:
    steps = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1

    sys.monitoring.use_tool_id(_TOOL, "steps")
    try:
        for event in (_EVENTS.PY_START, _EVENTS.PY_RESUME, _EVENTS.JUMP):
            sys.monitoring.register_callback(_TOOL, event, step)
        sys.monitoring.set_events(_TOOL, _STEPS)
        work()
    finally:
        sys.monitoring.set_events(_TOOL, 0)
        sys.monitoring.free_tool_id(_TOOL)
    return steps


def measure_growth[T](make: Callable[[int], T], work: Callable[[T], object], size: int) -> float:
    """Measure how the steps grow where what is given is doubled: 2 where they keep pace, 4 where they are its square.

    Args:
        make: Makes what is given, of a size; its own steps are not counted.
        work: What is done with it.
        size: The least size; it is doubled twice.

    Returns:
        How many more steps the second doubling adds than the first, so that what is done once does not count.
    """
    work(make(size))  # fills the caches
    once, twice, often = (_count(partial(work, make(size * times))) for times in (1, 2, 4))
    return (often - twice) / max(1, twice - once)

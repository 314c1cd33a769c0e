"""How much one client may ask for."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one client may ask for.

    Args:
        seconds: How long a query may take.
        memory: How many bytes a query may use beyond what opening the graph takes; not enforced on Windows.
        answer: How many bytes an answer may have.
        request: How many bytes a request may have.
        processes: How many queries may run at once.
        waiting: How many may wait for one of them to end.
        share: After how many seconds a query may be stopped early because others wait.
    """

    seconds: float = 10.0
    memory: int = 1 << 30
    answer: int = 32 << 20
    request: int = 1 << 20
    processes: int = field(default_factory=lambda: max(4, 2 * (os.cpu_count() or 1)))
    waiting: int = 256
    share: float = 1.0

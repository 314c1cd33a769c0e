"""Work in processes of its own: who has kept to the limits does the next work too, and nobody else."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from graphkit.errors import QueryError
from graphkit.query.processes import Ending, ExhaustedError, FaultError, LeftError, Limits, Processes, StoppedError

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="each piece of work has a process of its own there"),
]


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    made = Processes(Limits(seconds=1, memory=1 << 28), ["graphkit.query.processes"], kept=1)
    yield made
    made.close()


def refuse() -> None:
    raise QueryError("no such thing")


def fail() -> None:
    raise ZeroDivisionError


def swell(size: int) -> int:
    bytearray(size)[::4096] = b"x" * (size // 4096)
    return os.getpid()


def end_itself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_who_has_kept_to_the_limits_does_the_next_work(processes: Processes) -> None:
    number = processes.run(os.getpid)
    assert processes.run(os.getpid) == number != os.getpid()
    with pytest.raises(QueryError, match="no such thing"):
        processes.run(refuse)
    assert processes.run(os.getpid) == number


def test_a_process_waits_for_the_next_work_while_another_works(processes: Processes) -> None:
    processes.start_ahead()
    number = processes.run(os.getpid)
    with pytest.raises(StoppedError, match="longer than 1 s"):
        processes.run(time.sleep, 60)
    assert processes.run(os.getpid) != number


@pytest.mark.parametrize(
    ("work", "arguments", "error"),
    [(fail, (), FaultError), (end_itself, (), ExhaustedError), (swell, (1 << 30,), ExhaustedError)],
    ids=["fault", "killed", "memory"],
)
def test_who_has_not_does_no_more(
    processes: Processes, work: object, arguments: tuple[int, ...], error: type[Exception]
) -> None:
    number = processes.run(os.getpid)
    with pytest.raises(error):
        processes.run(work, *arguments)  # type: ignore[arg-type]
    assert processes.run(os.getpid) != number


def test_who_holds_much_does_no_more(processes: Processes) -> None:
    number = processes.run(swell, 100 << 20)
    assert processes.run(os.getpid) != number


def test_one_that_was_killed_while_it_waited_is_no_fault_of_the_next_work(processes: Processes) -> None:
    os.kill(processes.run(os.getpid), signal.SIGKILL)
    for _ in range(20):
        os.kill(processes.run(os.getpid), signal.SIGKILL)


def test_another_thread_ends_work(processes: Processes) -> None:
    ending = Ending()
    threading.Timer(0.1, ending.ask, [LeftError("nobody waits")]).start()
    with pytest.raises(LeftError, match="nobody waits"):
        processes.run(time.sleep, 60, ending=ending)


def test_without_keeping_each_work_has_a_process_of_its_own() -> None:
    made = Processes(Limits(), [])
    made.start_ahead()
    assert made.run(os.getpid) != made.run(os.getpid)

"""A signal is heard wherever it comes, and nobody is shown where it came."""

from __future__ import annotations

import os
import signal
import sys
import weakref

import pytest

from graphkit.cli import interruption


class Thing:
    """Something that can be waited for to go."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_one_that_comes_where_nothing_can_be_raised_is_raised_later(capfd: pytest.CaptureFixture[str]) -> None:
    def interrupt(_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with interruption.watch():
        thing = Thing()
        kept = weakref.ref(thing, interrupt)
        del thing
        assert kept() is None
        with pytest.raises(interruption.Interruption):
            interruption.check()
    assert capfd.readouterr().err == ""

"""One run at a time writes an output, at whatever moment another comes or goes."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from graphkit.errors import OutputError
from graphkit.files import lock


def take(folder: Path, stack: ExitStack) -> bool:
    try:
        stack.enter_context(lock.hold(folder))
    except OutputError:
        return False
    return True


def test_nothing_stays_behind(tmp_path: Path) -> None:
    with lock.hold(tmp_path / "out"), pytest.raises(OutputError, match="is writing it"), lock.hold(tmp_path / "out"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_who_comes_while_another_tidies_up_is_not_one_of_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, unlink, taken = tmp_path / "out", Path.unlink, []
    with ExitStack() as stack:

        def unlink_late(path: Path, missing_ok: bool = False) -> None:
            if path.suffix == ".lock":
                monkeypatch.setattr(Path, "unlink", unlink)
                taken.append(take(folder, stack))
            unlink(path, missing_ok=missing_ok)

        monkeypatch.setattr(Path, "unlink", unlink_late)
        with lock.hold(folder):
            pass
        taken.append(take(folder, stack))
    assert taken.count(True) == 1


def test_a_lock_that_somebody_deletes_and_another_takes_is_not_removed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with ExitStack() as stack:
        with lock.hold(folder):
            (tmp_path / ".out.lock").unlink()
            assert take(folder, stack)
        assert not take(folder, stack)

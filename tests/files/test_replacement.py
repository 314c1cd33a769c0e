from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from graphkit.errors import OutputError, StoreError
from graphkit.files import replacement
from graphkit.files.layout import DECISIONS, MARKER, REVIEWS


def fill(folder: Path, text: str) -> None:
    (folder / "graph.ttl").write_text(text, encoding="utf-8")
    replacement.write_marker(folder, {"graphkit": "1"})


def build(folder: Path, text: str = "new") -> None:
    with replacement.replace_folder(folder) as new:
        fill(new, text)


def listing(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") if path.is_file() else "/"
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.parametrize("folder", ["out", "a/b/out", "empty"])
def test_a_new_or_empty_folder_is_filled(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    build(tmp_path / folder)
    assert (tmp_path / folder / "graph.ttl").read_text(encoding="utf-8") == "new"
    assert [path.name for path in (tmp_path / folder).parent.iterdir() if path.name.startswith(".")] == []


def test_an_output_is_replaced_and_what_others_put_there_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(out, "old")
    (out / "notes").mkdir()
    (out / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    build(out, "new")
    kept = listing(out)
    assert kept["graph.ttl"] == "new"
    assert kept["notes/mine.txt"] == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_answers_of_people_are_in_the_new_folder_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(out, "old")
    (out / DECISIONS).write_text("answers", encoding="utf-8")
    rename = Path.rename

    def stop(path: Path, target: Path) -> Path:
        if path.parent.name.endswith(".old"):
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stop)
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        build(out, "new")
    assert listing(out)[DECISIONS] == "answers"
    assert listing(out)["graph.ttl"] == "new"
    assert DECISIONS not in replacement.read_marker(out)["files"]


def test_what_somebody_adds_while_the_new_folder_is_about_to_take_its_place_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(out, "old")
    (out / REVIEWS).write_text("one", encoding="utf-8")
    keep = replacement._keep_ledgers

    def keep_and_add(final: Path, new: Path) -> None:
        keep(final, new)
        if final == out:
            (out / REVIEWS).write_text("one, two", encoding="utf-8")

    monkeypatch.setattr(replacement, "_keep_ledgers", keep_and_add)
    build(out, "new")
    assert (out / REVIEWS).read_text(encoding="utf-8") == "one, two"


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    build(tmp_path / "out")
    build(tmp_path / "out", "newer")
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "disk" / "graph.ttl").read_text(encoding="utf-8") == "newer"


@pytest.mark.parametrize(
    "error", [OutputError("x"), KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")]
)
def test_what_stood_there_is_untouched_when_the_work_fails(tmp_path: Path, error: BaseException) -> None:
    out = tmp_path / "out"
    build(out, "old")
    before = listing(tmp_path)
    with pytest.raises((OutputError, KeyboardInterrupt)), replacement.replace_folder(out) as new:
        (new / "graph.ttl").write_text("half", encoding="utf-8")
        raise error
    assert listing(tmp_path) == before


def test_nothing_stands_under_the_name_when_the_first_work_fails(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match=r"out: cannot be written: no space left on device; .* free some space"),
        replacement.replace_folder(tmp_path / "out"),
    ):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert listing(tmp_path) == {}


def test_a_message_names_the_folder_that_was_wanted(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match=r"out/store: full$") as told,
        replacement.replace_folder(tmp_path / "out") as new,
    ):
        raise OutputError(f"{new / 'store'}: full")
    assert ".new" not in str(told.value)


def test_a_swap_that_fails_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    build(out, "old")
    before = listing(tmp_path)
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError(errno.EIO, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError, match="input/output error"):
        build(out)
    assert listing(tmp_path) == before


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x", encoding="utf-8")
    for attempt in (replacement.check_folder, build):
        with pytest.raises(OutputError, match="holds something that graphkit did not write; name a new or an empty"):
            attempt(tmp_path)
    assert listing(tmp_path) == {"thesis.txt": "x"}


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", "\udcff"])
def test_a_marker_of_something_else_is_no_marker(tmp_path: Path, text: str) -> None:
    (tmp_path / MARKER).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(StoreError, match=r"graphkit\.json"):
        replacement.read_marker(tmp_path)
    with pytest.raises(OutputError, match="did not write"):
        replacement.check_folder(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match="is a file; name a folder"):
        replacement.check_folder(tmp_path / "out")
    with pytest.raises(OutputError, match="cannot be written: file exists"):
        replacement.check_folder(tmp_path / "out" / "below")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(OutputError, match="choose a folder that you may write to"):
        replacement.check_folder(tmp_path / "out")


def test_a_check_leaves_nothing_behind(tmp_path: Path) -> None:
    replacement.check_folder(tmp_path / "out")
    assert listing(tmp_path) == {}


def test_the_marker_has_no_times_and_names_its_files(tmp_path: Path) -> None:
    fill(tmp_path, "x")
    assert replacement.read_marker(tmp_path) == {
        "graphkit": "1",
        "files": ["checksums.tsv", "graph.ttl", "graphkit.json"],
    }


def test_the_marker_takes_names_that_are_no_text(tmp_path: Path) -> None:
    replacement.write_marker(tmp_path, {"graphkit": "1", "problems": ["a\udcff.txt"]})
    assert replacement.read_marker(tmp_path)["problems"] == ["a?.txt"]


def test_what_is_no_output_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no output of graphkit; name the folder that 'graphkit build"):
        replacement.read_marker(tmp_path / "nowhere")


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    replacement.write_file(path, b"one")
    replacement.write_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.ttl"]


def test_a_file_is_as_it_was_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    replacement.write_file(path, b"one")

    with pytest.raises(OutputError, match="free some space"), replacement.replace_file(path) as file:
        file.write(b"two")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.ttl"]


def test_a_file_cannot_take_the_place_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder; name a file in it"):
        replacement.write_file(tmp_path, b"")
    with pytest.raises(OutputError, match="cannot be written: no such file or directory"):
        replacement.write_file(tmp_path / "a" / "b.ttl", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_device_is_written_to_and_not_replaced() -> None:
    replacement.write_file(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(OutputError, match="no space left on device"):
        replacement.write_file(Path("/dev/full"), b"x")

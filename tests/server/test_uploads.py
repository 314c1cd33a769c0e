"""What a page sends cannot leave its folder, fill the disk, or pass for what it is not."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loops import run_apart

from graphkit.errors import InputError
from graphkit.server import uploads
from graphkit.server.uploads import Tray, clean_name, read_name


async def stream(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def add(tray: Tray, name: str, *parts: bytes) -> Path:
    async def work() -> Path:
        return await tray.add(name, stream(*parts))

    return run_apart(work)


def paste(tray: Tray, text: str, publisher: str = "", date: str = "") -> Path:
    async def work() -> Path:
        return await tray.add_text(text, publisher, date)

    return run_apart(work)


@pytest.fixture
def tray() -> Iterator[Tray]:
    made = Tray()
    yield made
    made.remove()


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\win.txt", "win.txt"),
        ("/etc/cron.d/x.txt", "x.txt"),
        ("C:\\boot.txt", "boot.txt"),
        ("\\\\server\\share\\a.txt", "a.txt"),
        ("..", "article.txt"),
        ("", "article.txt"),
        ("a/", "article.txt"),
        (".bashrc.txt", "bashrc.txt"),
        ("a\x00.txt", "a.txt"),
        ("a\n\r\x1b[2J.txt", "a[2J.txt"),
        ("gpj.\u202etxt", "gpj.txt"),
        ("a\udcff.txt", "a.txt"),
        ("con.txt", "_con.txt"),
        ("LPT1.tar.gz", "_LPT1.tar.gz"),
        ("aux", "_aux.txt"),
        ("a. . ", "a.txt"),
        ('<a>:"|?*.txt', "_a______.txt"),
        ("-rf.txt", "-rf.txt"),
        ("Ünï 記事 😀.txt", "Ünï 記事 😀.txt"),
        ("notes", "notes.txt"),
    ],
)
def test_a_name_is_made_safe(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@given(st.text(max_size=300))
def test_no_name_leads_out_of_a_folder_or_is_too_long(name: str) -> None:
    try:
        clean = clean_name(name)
    except InputError:
        return
    assert Path("tray", clean).resolve().parent == Path("tray").resolve()
    assert 0 < len(clean.encode()) <= 130
    assert clean.isprintable()
    assert not clean.startswith(".")


def test_a_long_name_keeps_its_suffix(tray: Tray) -> None:
    assert add(tray, f"{'ä' * 4000}.txt", b"Yes.").suffix == ".txt"
    with pytest.raises(InputError, match="suffix that is far too long"):
        clean_name(f"a.{'x' * 4000}")


def test_a_name_that_is_no_utf8_is_refused() -> None:
    assert read_name("caf%C3%A9.txt") == "café.txt"
    with pytest.raises(InputError, match="not in UTF-8"):
        read_name("caf%E9.txt")


def test_files_of_one_name_are_kept_apart(tray: Tray) -> None:
    names = [add(tray, name, b"Yes.").name for name in ("a.txt", "x/A.TXT", "a.txt", "a.tar.gz", "a.tar.gz")]
    assert names == ["a.txt", "A (2).TXT", "a (3).txt", "a.tar.gz", "a (2).tar.gz"]


@pytest.mark.parametrize("name", ["photo.jpg", "run.exe", "page.php", "x.txt.lnk", "a.sh"])
def test_a_file_that_is_not_read_is_refused_by_its_name(tray: Tray, name: str) -> None:
    with pytest.raises(InputError, match=r"a \.\w+ file is none of those that are read"):
        add(tray, name, b"Yes.")
    assert not tray.files


def test_what_is_empty_or_too_large_is_refused_and_leaves_nothing(tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_LARGEST", 2 << 20)
    monkeypatch.setattr(uploads, "_MOST", 3 << 20)
    with pytest.raises(InputError, match="it is empty"):
        add(tray, "a.txt")
    with pytest.raises(InputError, match="longer than 2 MB"):
        add(tray, "a.txt", *[b"x" * (1 << 20)] * 3)
    kept = add(tray, "a.txt", b"x" * (2 << 20))
    with pytest.raises(InputError, match="together are longer than 3 MB"):
        add(tray, "b.txt", b"x" * (2 << 20))
    assert [path.name for path in kept.parent.glob("[!.]*")] == ["a.txt"]
    assert add(tray, "b.txt", b"x" * 1000).exists()  # what was refused counts no longer


def test_too_many_files_are_refused(tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_NUMBER", 2)
    for _ in range(2):
        add(tray, "a.txt", b"Yes.")
    with pytest.raises(InputError, match="more than 2 files at a time"):
        add(tray, "a.txt", b"Yes.")


def test_a_stream_that_breaks_off_leaves_nothing(tray: Tray) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"Yes."
        raise ConnectionError

    async def work() -> None:
        await tray.add("a.txt", broken())

    with pytest.raises(ConnectionError):
        run_apart(work)
    assert not tray.files
    assert add(tray, "a.txt", b"Yes.").name == "a.txt"


def test_the_folder_is_for_nobody_else(tray: Tray) -> None:
    folder = add(tray, "a.txt", b"Yes.").parent
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    tray.remove()
    assert not folder.exists()


def test_a_pasted_text_is_an_article_with_its_headline_outlet_and_day(tray: Tray) -> None:
    plain = paste(tray, "\nMinister: quits\n\nShe left.")
    assert (plain.name, plain.read_text(encoding="utf-8")) == ("Minister_ quits.txt", "\nMinister: quits\n\nShe left.")
    line = json.loads(paste(tray, "Minister quits\n\nShe left.", "Tide", "2031-05-04").read_text(encoding="utf-8"))
    assert (line["title"], line["publisher"], line["date"]) == ("Minister quits", "Tide", "2031-05-04")
    assert line["text"] == "Minister quits\n\nShe left."
    assert paste(tray, "<!DOCTYPE html><html><p>She left.").name == "saved page.html"
    assert paste(tray, "../../x").name == "x.txt"
    with pytest.raises(InputError, match="there is no text"):
        paste(tray, " \n")


# -- what servers that were killed have left


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_what_a_killed_server_has_left_is_removed_at_the_next_start(temporary: Path) -> None:
    living = Tray()
    [held] = temporary.iterdir()
    left, foreign = (temporary / f"graphkit-read-{name}" for name in ("left", "foreign"))
    for folder in (left, foreign):
        folder.mkdir()
        (folder / "article.txt").write_text("An article.", encoding="utf-8")
    (left / ".lock").write_bytes(b"")
    (temporary / "graphkit-read-link").symlink_to(foreign)
    for folder in (held, left, foreign):
        os.utime(folder, (1, 1))
    new = Tray()
    assert not left.exists()
    assert held.is_dir() and (foreign / "article.txt").is_file()
    living.remove()
    new.remove()
    assert {path.name for path in temporary.iterdir()} == {"graphkit-read-foreign", "graphkit-read-link"}

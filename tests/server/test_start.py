"""The front door: files come in, are read while the server goes on, and lead to the brief; attacks lead nowhere."""

from __future__ import annotations

import io
import os
import signal
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import psutil
import pytest
from reviewing import describe, find_entry, find_token, post
from serving import Served, serve
from tiers import nightly

import graphkit
from graphkit.server import building
from graphkit.server.building import Build, File

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

pytestmark = [pytest.mark.model, pytest.mark.slow]
ARTICLE = (
    b"Nordal Chemicals denied that a pipe had leaked. Ida Roe of Halden said that the plant should be closed down.\n"
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def door(out: Path, tmp_path: Path) -> Iterator[Served]:
    with serve(None, tmp_path / "log.txt", "-o", str(out)) as server:
        yield server


@pytest.fixture
def token(door: Served) -> str:
    return find_token(door.client.get("").text)


def send(door: Served, token: str, name: str, data: bytes, **headers: str) -> httpx.Response:
    own = {"X-Graphkit-Token": token, "Content-Type": "application/octet-stream", "X-File-Name": name, **headers}
    return door.client.post("start/file", content=data, headers=own)


def read(door: Served, token: str, *names: str, folder: str = "") -> httpx.Response:
    return post(door, "start/read", {"names": "\n".join(names), "folder": folder}, token)


def wait(door: Served) -> dict[str, Any]:
    """Wait until nothing is read any more; the server answers all the time."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        state: dict[str, Any] = door.client.get("start/state").json()
        if state["stage"] in ("done", "failed"):
            return state
        time.sleep(0.1)
    raise AssertionError(state)


def test_files_are_read_and_lead_to_the_brief(door: Served, token: str, out: Path) -> None:
    assert "Drop articles here" in door.client.get("").text
    names = [send(door, token, name, data).json()["name"] for name, data in (("a.txt", ARTICLE), ("b.txt", b"\0" * 99))]
    assert read(door, token, *names).status_code == 200
    assert read(door, token, *names).status_code == 409  # one at a time
    assert send(door, token, "c.txt", ARTICLE).status_code == 409
    state = wait(door)
    assert state["stage"] == "done"
    first, second = state["files"]
    assert (first["name"], first["claims"], first["why"]) == ("a.txt", 2, "")
    assert "no text" in second["why"]
    assert "Nordal Chemicals" in door.client.get("").text
    assert "Drop articles here" in door.client.get("start").text
    assert graphkit.open_graph(out).validate().conforms
    # what comes later is added
    name = post(door, "start/text", {"text": "Bo Ek resigns\n\nBo Ek said that he was tired."}, token).json()["name"]
    read(door, token, name)
    assert wait(door)["stage"] == "done"
    assert len(graphkit.open_graph(out).texts) == 2


def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(door: Served, token: str, out: Path) -> None:
    (out.parent / "taken").mkdir()
    (out.parent / "taken" / "mine.txt").write_text("mine", encoding="utf-8")
    name = send(door, token, "a.txt", ARTICLE).json()["name"]
    for answer, status, why in (
        (read(door, token), 400, "there is nothing to read"),
        (read(door, token, "../a.txt"), 400, "there is nothing to read"),
        (read(door, token, name, folder=str(out.parent / "taken")), 400, "holds something that graphkit did not write"),
        (read(door, token, name, folder="a\x00b"), 400, "no name that can be used"),
        (read(door, token, name, folder="x" * 500), 400, "no name that can be used"),
        (read(door, token, name, folder="/proc/x/y"), 400, "cannot be written"),
        (post(door, "start/text", {"text": " "}, token), 400, "there is no text"),
        (post(door, "start/text", {"text": "A text.", "date": "soon"}, token), 400, "'soon' is no date"),
        (post(door, "start/text", {"text": "A" * (3 << 20)}, token), 413, "longer than"),
        (post(door, "start/open", {}, token), 400, "holds no graph yet"),
        (send(door, token, "photo.jpg", ARTICLE), 422, "a .jpg file is none of those that are read"),
        (send(door, token, "caf%E9.txt", ARTICLE), 422, "not in UTF-8"),
        (send(door, token, "a.txt", b""), 422, "it is empty"),
    ):
        assert (answer.status_code, why in answer.text, answer.text.count("\n")) == (status, True, 1), answer.text
    assert not out.exists()
    assert [path.name for path in (out.parent / "taken").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("path", ["file", "text", "example", "read", "rebuild", "cancel", "open"])
def test_nobody_else_starts_anything(door: Served, token: str, path: str) -> None:
    for headers, status in (
        ({"X-Graphkit-Token": "guess"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ({"Host": "evil.example"}, 403),
        ({"X-Forwarded-For": "203.0.113.9"}, 403),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ):
        assert post(door, f"start/{path}", {}, token, **headers).status_code == status
    assert door.client.get(f"start/{path}").status_code == 405
    assert door.client.get("start/state", headers={"Host": "evil.example"}).status_code == 403
    assert door.client.get("start/state").json() == {"stage": "idle"}


def make_zip(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


def make_tar(name: str, link: str) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(ARTICLE)
        archive.addfile(member, io.BytesIO(ARTICLE))
        pointer = tarfile.TarInfo("link.txt")
        pointer.type, pointer.linkname = tarfile.SYMTYPE, link
        archive.addfile(pointer)
    return data.getvalue()


def test_what_people_answer_is_carried_out_without_the_files(door: Served, token: str, out: Path) -> None:
    read(door, token, send(door, token, "a.txt", ARTICLE).json()["name"])
    wait(door)
    [key] = [path.stem for path in (out / "articles").iterdir()]
    page = door.client.get(f"doc/{key}").text
    answered = post(door, "reviews", describe(find_entry(page, "a pipe had leaked"), "wrong"), token)
    assert "Rebuild now" in answered.text
    assert post(door, "start/rebuild", {}, token).status_code == 200
    assert wait(door)["stage"] == "done"
    page = door.client.get(f"doc/{key}").text
    assert "Rebuild now" not in page
    assert find_entry(page, "a pipe had leaked")["state"] == "wrong"
    assert not graphkit.open_graph(out).query('SELECT ?c { ?c gk:content "that a pipe had leaked" }').rows


def test_an_output_of_which_it_is_not_known_how_it_was_built_is_not_rebuilt(tmp_path: Path) -> None:
    graphkit.build_corpus(write(tmp_path / "a.txt"), tmp_path / "out")
    with serve(None, tmp_path / "log.txt", "-o", str(tmp_path / "out")) as server:
        token = find_token(server.client.get("").text)
        assert post(server, "start/open", {}, token).status_code == 200
        assert "Nordal Chemicals" in server.client.get("").text
        response = post(server, "start/rebuild", {}, token)
        assert (response.status_code, "not known how" in response.text) == (400, True)


def test_archives_write_nowhere_and_do_not_swell(door: Served, token: str, out: Path) -> None:
    secret = out.parent / "secret.txt"
    secret.write_text("Ida Roe said that hunter2 was the word.", encoding="utf-8")
    files = {
        "slip.zip": make_zip({"../../../slipped.txt": ARTICLE, "/slipped.txt": ARTICLE + b"Twice.\n"}),
        "bomb.zip": make_zip({f"{n}.txt": b"0" * (40 << 20) for n in range(8)}),
        "slip.tar": make_tar("../slipped.txt", str(secret)),
    }
    names = [send(door, token, name, data).json()["name"] for name, data in files.items()]
    assert names == list(files)
    read(door, token, *names)
    state = wait(door)
    assert state["stage"] == "done"
    found = {file["name"]: file for file in state["files"]}
    assert "as only a trap does" in found["bomb.zip"]["why"]
    assert found["slip.zip"]["claims"] > 0
    assert not list(out.parent.rglob("slipped*"))
    assert all("hunter2" not in text for text in graphkit.open_graph(out).texts.values())


def test_a_killed_server_leaves_no_half_output_no_process_and_no_file(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "temporary"
    kept.mkdir()
    monkeypatch.setenv("TMPDIR", str(kept))
    with pytest.raises(AssertionError), serve(None, tmp_path / "log.txt", "-o", str(out)) as server:
        token = find_token(server.client.get("").text)
        [own] = [one for one in psutil.process_iter() if is_server(one, out)]
        names = [send(server, token, f"{n}.txt", ARTICLE * 40).json()["name"] for n in range(40)]
        read(server, token, *names)
        while server.client.get("start/state").json()["stage"] != "reading":
            time.sleep(0.05)
        children = own.children(recursive=True)
        os.kill(own.pid, signal.SIGKILL)
        assert not psutil.wait_procs(children, timeout=60)[1]
    assert not list(kept.glob("graphkit-read-*"))
    assert not (out / "graphkit.json").exists()
    assert graphkit.build_corpus(write(tmp_path / "later.txt"), out).documents  # and stands in nobody's way


def is_server(process: psutil.Process, out: Path) -> bool:
    try:
        return str(out) in process.cmdline() and "serve" in process.cmdline()
    except psutil.Error:
        return False


def write(path: Path) -> Path:
    path.write_bytes(ARTICLE)
    return path


def test_cancelling_keeps_what_is_read(out: Path, tmp_path: Path) -> None:
    files = []
    for number in range(30):
        path = tmp_path / f"{number:02}.txt"
        path.write_bytes(b"No. %d. " % number + ARTICLE * 30)
        files.append(File(name=path.name, path=path, size=path.stat().st_size))
    build = Build(files, out)
    while not any(file.claims for file in files):
        time.sleep(0.02)
    assert build.seconds_left is not None
    build.cancel()
    while build.is_running:
        time.sleep(0.05)
    assert (build.stage, build.why) == ("done", "")
    read_files = [file for file in files if file.claims is not None]
    assert 0 < len(read_files) < 30
    assert len(graphkit.open_graph(out).texts) == len(read_files)
    build.close()


def test_a_build_that_dies_is_said(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_build", os._exit)
    path = write(tmp_path / "a.txt")
    build = Build([File(name="a.txt", path=path, size=10)], out)
    build.close()
    while build.is_running:
        time.sleep(0.02)
    assert (build.stage, build.why) == ("failed", building._ENDED)
    assert not out.exists()


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1400, 900), *nightly([(390, 844)])])
def test_the_page_leads_by_keys_from_a_text_to_its_brief(browser: Browser, door: Served, size: tuple[int, int]) -> None:
    library = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, color_scheme="dark" if size[0] < 400 else "light")
    page = context.new_page()
    page.set_default_timeout(60_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(door.address)

    def find_violations() -> list[str]:
        page.evaluate(library.Axe().axe_script)
        found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((results) => results.violations)")
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]

    page.locator("#paste summary").focus()
    page.keyboard.press("Enter")
    assert find_violations() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(ARTICLE.decode())
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Read it":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(door.address)
    page.locator(".brief").wait_for()
    page.goto(f"{door.address}start")
    files = [{"name": name, "mimeType": "", "buffer": ARTICLE + name.encode()} for name in ("b.txt", "photo.jpg")]
    page.locator("#files").set_input_files(files)  # type: ignore[arg-type]
    page.locator(".state.bad", has_text="✗ a .jpg file").wait_for()
    page.locator("#after").wait_for()
    assert find_violations() == []
    assert page.locator(".state").first.inner_text() == "✓ 2 claims"
    assert complaints == []
    context.close()

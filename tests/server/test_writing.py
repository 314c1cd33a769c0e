"""Who may write to a server: its own pages on this machine, and many of them at once, without any loss."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reviewing import PIPE, build, describe, find_entry, find_key, find_token, post, read_entries, read_rows
from serving import Served, serve

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("reviewed"))


@pytest.fixture(scope="module")
def desk(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(built, tmp_path_factory.mktemp("log") / "log.txt") as server:
        yield server


@pytest.fixture(scope="module")
def page(desk: Served, built: Path) -> str:
    return desk.client.get(f"doc/{find_key(built)}").text


@pytest.fixture(scope="module")
def token(page: str) -> str:
    return find_token(page)


@pytest.fixture(scope="module")
def answer(page: str) -> dict[str, str]:
    return describe(find_entry(page, PIPE), "wrong")


def is_untouched(out: Path) -> bool:
    return not (out / "reviews.csv").exists() and not (out / "identities.csv").exists()


WRITERS = ("reviews", "reviews/revoke", "identities", "identities/revoke")


@pytest.mark.parametrize("path", WRITERS)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Graphkit-Token": ""}, 403),
        ({"X-Graphkit-Token": "guess"}, 403),
        ({"X-Graphkit-Token": "gues\u00e9".encode("latin-1").decode("latin-1")}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),  # another server of this machine
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),  # a form that is sent from elsewhere
        ({"Host": "evil.example"}, 403),
        ({"X-Forwarded-For": "203.0.113.9"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ],
    ids=str,
)
def test_nobody_else_writes(
    desk: Served, built: Path, answer: dict[str, str], token: str, path: str, headers: dict[str, str], status: int
) -> None:
    given = {name: value.encode("latin-1") for name, value in headers.items()}
    response = post(desk, path, answer, token, **given)  # type: ignore[arg-type]
    assert response.status_code == status
    assert "access-control-allow-origin" not in response.headers
    assert is_untouched(built)


@pytest.mark.parametrize("path", WRITERS)
def test_only_a_post_writes(desk: Served, built: Path, token: str, path: str) -> None:
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
        assert desk.client.request(method, path, headers={"X-Graphkit-Token": token}).status_code == 405
    assert is_untouched(built)


def test_a_browser_that_asks_first_is_allowed_nothing(desk: Served) -> None:
    asked = {
        "Origin": "http://evil.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-graphkit-token",
    }
    response = desk.client.options("reviews", headers=asked)
    assert response.status_code == 403
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_what_is_too_long_or_too_slow_is_refused(built: Path, tmp_path: Path) -> None:
    with serve(built, tmp_path / "log.txt", "--time-limit", "2") as server:
        token = find_token(server.client.get(f"doc/{find_key(built)}").text)
        assert post(server, "reviews", b" " * (2 << 20), token).status_code == 413
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            head = f"POST /reviews HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nX-Graphkit-Token: {token}\r\n"
            connection.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{{".encode())
            assert connection.recv(200).split()[1] == b"408"
    assert is_untouched(built)


def test_the_token_is_new_at_every_start_and_in_no_log(built: Path, token: str, desk: Served, tmp_path: Path) -> None:
    with serve(built, tmp_path / "log.txt") as other:
        assert find_token(other.client.get(f"doc/{find_key(built)}").text) not in ("", token)
        assert post(other, "reviews", {}, token).status_code == 403
    assert token not in desk.read_log()


@pytest.mark.parametrize("options", [("--read-only",), ("--host", "0.0.0.0")], ids=str)
def test_a_server_for_others_or_for_reading_takes_no_answers(
    built: Path, answer: dict[str, str], token: str, tmp_path: Path, options: tuple[str, ...]
) -> None:
    with serve(built, tmp_path / "log.txt", *options) as server:
        server.client.base_url = f"http://127.0.0.1:{server.port}/"
        page = server.client.get(f"doc/{find_key(built)}").text
        assert find_entry(page, PIPE)
        assert find_token(page) == ""
        response = post(server, "reviews", answer, token)
        assert (response.status_code, "only reads" in response.text) == (403, True)
    assert is_untouched(built)


def test_a_server_behind_another_takes_no_answers(built: Path, answer: dict[str, str], tmp_path: Path) -> None:
    with serve(built, tmp_path / "log.txt", "--allow-host", "desk.example") as server:
        token = find_token(server.client.get(f"doc/{find_key(built)}").text)
        response = post(server, "reviews", answer, token, Host="desk.example")
        assert (response.status_code, response.text) == (403, "only this machine itself may write here\n")


def test_many_who_answer_at_once_lose_nothing(tmp_path: Path) -> None:
    out = build(tmp_path)
    keys = [find_key(out, name) for name in ("gull", "tide")]
    with serve(out, tmp_path / "log.txt") as server, ThreadPoolExecutor(6) as pool:
        pages = [server.client.get(f"doc/{key}").text for key in keys]
        token = find_token(pages[0])
        entries = [entry for page in pages for entry in read_entries(page) if "place" in entry]
        wishes = [
            {**describe(entry, verdict), "who": who}
            for who in ("Mara", "Bo", "Ada")
            for entry in entries
            for verdict in ("right", "wrong")
        ]
        command = [
            sys.executable,
            "-m",
            "graphkit",
            "review",
            str(out),
            "--right",
            entries[0]["place"],
            "--who",
            "Cleo",
        ]
        posts = [pool.submit(post, server, "reviews", wish, token) for wish in wishes]
        by_hand = pool.submit(subprocess.run, command, check=True, capture_output=True)
        assert [sent.result().status_code for sent in posts] == [200] * len(wishes)
        by_hand.result()
    rows = read_rows(out / "reviews.csv")
    said = sorted((row["who"], row["span"], row["as_read"], row["verdict"]) for row in rows)
    wanted = [(wish["who"], wish["place"], wish["as_read"], wish["verdict"]) for wish in wishes]
    assert said == sorted([*wanted, ("Cleo", entries[0]["place"], entries[0]["as-read"], "right")])
    assert len({row["id"] for row in rows}) == len(rows)


def test_a_build_meanwhile_loses_no_answer(tmp_path: Path) -> None:
    out = build(tmp_path)
    with serve(out, tmp_path / "log.txt") as server, ThreadPoolExecutor(1) as pool:
        page = server.client.get(f"doc/{find_key(out)}").text
        token, entry = find_token(page), find_entry(page, PIPE)
        building = pool.submit(build, tmp_path)
        kept = 0
        verdicts = ["right", "wrong"] * 20
        for verdict in verdicts:
            kept += post(server, "reviews", describe(entry, verdict), token).status_code == 200
            if building.done():
                break
        building.result()
    assert kept
    assert len(read_rows(out / "reviews.csv")) == kept

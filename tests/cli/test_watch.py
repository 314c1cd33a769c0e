"""`graphkit watch` tells what is new, and `graphkit follow` of whom."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from builds import in_this_process as in_this_process  # a fixture
from builds import quick as quick  # a fixture
from builds import write
from click.testing import CliRunner, Result

from graphkit.cli import cli
from graphkit.errors import QueryError


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [os.fspath(argument) for argument in arguments])


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return write(tmp_path / "in", {"a.txt": "Anna Berg said the bridge was closed."})


def test_one_look_tells_what_is_new(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = run("watch", inbox, "-o", out, "--once", "--settle", "0")
    assert (told.exit_code, told.stdout) == (0, "")
    assert told.stderr.startswith("First look: 1 article is known, and what comes from now on is told")
    assert f"Nobody is followed yet: graphkit follow {out} add NAME" in told.stderr
    assert run("follow", out, "add", "anna berg", "--subject", "inn", "--when", "2031-03-03").exit_code == 0
    assert run("watch", inbox, "-o", out, "--once", "--settle", "0").stderr == "Nothing new.\n"
    write(inbox, {"b.txt": "Anna Berg said the road was open."})
    told = run("watch", inbox, tmp_path / "gone", "-o", out, "--once", "--settle", "0")
    assert told.exit_code == 1
    assert "gone: there is no such file or folder" in told.stderr
    assert told.stdout.strip().startswith("New claim: Anna Berg says: the road was open\n    “Anna Berg said the road")
    assert "New: 1 claim (" in told.stderr


def test_watching_goes_on_until_it_is_stopped(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    steps: list[Callable[[], object]] = [
        lambda: write(inbox, {"b.txt": "Anna Berg said the road was open."}),
        lambda: (out / "watch" / "state.json").rename(tmp_path / "state.json"),
        lambda: (out / "watch" / "state.json").write_text("{", encoding="utf-8"),
        lambda: None,
    ]

    def sleep(seconds: float) -> None:
        assert seconds == 7
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()
        if len(steps) == 1:
            write(inbox, {"c.txt": "Anna Berg said the ice held."})

    monkeypatch.setattr("graphkit.cli.watch.time.sleep", sleep)
    assert run("follow", out, "add", "Anna Berg").exit_code == 0
    told = run("watch", inbox, "-o", out, "--every", "7", "--settle", "0")
    assert told.exit_code == 0
    assert told.stdout.count("New claim: Anna Berg says: the road was open") == 1
    assert told.stderr.count("state.json: is damaged") == 1
    assert told.stderr.endswith("Stopped. The same command goes on from here.\n")


def test_whom_is_followed_is_found_as_elsewhere(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = run("follow", out, "add", "Carl Dahl")
    assert f"{out} holds no graph yet: 'Carl Dahl' is followed by the name" in told.stderr
    run("watch", inbox, "-o", out, "--once", "--settle", "0")
    told = run("follow", out, "add", "Anna Bergh", "entity/anna-berg")
    assert told.stderr.splitlines() == [
        "no article mentions 'Anna Bergh' yet: followed by the name; did you mean 'Anna Berg'?",
        "Anna Bergh is followed",
        "Anna Berg is followed",
    ]
    assert "ANNA BERG is followed already" in run("follow", out, "add", "ANNA BERG").stderr
    assert "Anna Bergh is followed no more" in run("follow", out, "remove", "Anna Bergh").stderr
    listed = run("follow", out).stdout
    assert "Carl Dahl" in listed
    assert "#char=0,9" in listed
    refused = run("follow", out, "add", "Eva Frost", "entity/nobody").exception
    assert isinstance(refused, QueryError)
    assert "Eva" not in run("follow", out, "list").stdout


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["follow", "out", "add"], "say whom or what to add"),
        (["follow", "out", "list", "Anna"], "'list' takes no NAME"),
        (["follow", "out", "add", " "], "a NAME or WORDS are empty"),
        (["watch", "-", "--once"], "standard input cannot be watched"),
        (["watch", "https://example.org/feed"], "https://example.org/feed: is fetched only with --allow-network"),
        (["watch", "in", "--day", "soon"], "'soon' is no date"),
    ],
)
def test_what_is_not_understood_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run(*arguments)
    assert told.exit_code == 2
    assert what in told.stderr

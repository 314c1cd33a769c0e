"""`graphkit brief` says in the terminal, or in a file, what is in dispute."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from shore import QUIET, build_one, build_shore

from graphkit.cli import cli


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [os.fspath(argument) for argument in arguments])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_shore().save(tmp_path_factory.mktemp("brief") / "out")


def test_it_says_who_says_so_who_does_not_and_where(out: Path) -> None:
    told = run("brief", out).output
    assert told.startswith("2 articles, 2 points in dispute\n")
    for words in (
        "1. Accusation · yes or no · 2 articles, 2 outlets, 2 origins",
        "··▶ Who alleges it",
        "Mara Lind, fisherman\n       accuses Norvik Ltd of dumping waste",
        "◀── Reply of Norvik Ltd",
        "2. Number · ‘twelve’ or ‘fourteen’",
        "No reply found in these articles",
        "Halden Gull, 2031-03-03, characters 83–116",
    ):
        assert words in told
    assert max(map(len, told.splitlines())) <= 80


def test_it_shows_as_much_as_is_asked_for(out: Path) -> None:
    told = run("brief", out, "--limit", "1").output
    assert "1. Accusation" in told
    assert "2. Number" not in told
    assert "and 2 more: --limit 3 shows all" in told


def test_it_narrows_to_somebody_and_to_a_day(out: Path) -> None:
    told = run("brief", out, "--about", "Radio Ansel", "--since", "2031-03").output
    assert "About or by Radio Ansel, published since 2031-03" in told
    assert "Radio Ansel had invented the interview" in told
    assert "Norvik" not in told


def test_the_file_s_suffix_tells_the_format(out: Path, tmp_path: Path) -> None:
    for name, begin in (("a.md", "# 2 articles"), ("a.html", "<!doctype html>"), ("a.json", "{"), ("a.txt", "2 art")):
        result = run("brief", out, "-o", tmp_path / name)
        assert result.exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["cards"][0]["kind"] == "polarity"


def test_in_markdown_the_words_of_the_news_stay_words(tmp_path: Path) -> None:
    text = "Mara Lind accused Norvik Ltd of selling *pearls* and [links](https://example.org).\n"
    folder = build_one(text).save(tmp_path / "out")
    told = run("brief", folder, "--format", "markdown").output
    assert r"\*pearls\*" in told
    assert r"\[links\]" in told


def test_where_nothing_is_disputed_it_says_so(tmp_path: Path) -> None:
    folder = build_one(QUIET).save(tmp_path / "out")
    told = run("brief", folder).output
    assert told.startswith("1 article, nothing in dispute\n")
    assert "Nothing is in dispute in this article." in told
    assert "demands the quay be closed" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--about", "Nobody Known"], "Nobody Known"),
        (["--since", "yesterday"], "a date is written 2024-05-31"),
        (["-o", "brief.docx"], "say --format, or end FILE in .txt"),
        (["--limit", "-1"], "-1"),
        (["--format", "pdf"], "'pdf' is not one of"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(out: Path, arguments: list[str], told: str) -> None:
    result = run("brief", out, *arguments)
    assert result.exit_code != 0
    assert told in result.output or told in str(result.exception)

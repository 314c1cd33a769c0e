"""`graphkit diff` says what changed, from a build to the next and from an article to its next version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from shore import build_one

from graphkit.cli import cli

OLD, NEW = "Tom Hale said that 12 boats sank.\n", "Tom Hale said that 15 boats sank.\n"


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("diff")
    return str(build_one(OLD).save(folder / "old")), str(build_one(NEW).save(folder / "new"))


def test_a_change_is_told_with_both_sentences(builds: tuple[str, str]) -> None:
    told = CliRunner().invoke(cli, ["diff", *builds])
    assert told.exit_code == 0
    assert told.stdout.startswith("1 article changed: 1 another figure\n")
    assert (
        "− Tom Hale says: that 12 boats sank\n    “Tom Hale said that 12 boats sank.”\n    characters 0–33\n"
        in told.stdout
    )
    assert "+ Tom Hale says: that 15 boats sank\n" in told.stdout


def test_a_file_tells_by_its_suffix_how_it_is_written(builds: tuple[str, str], tmp_path: Path) -> None:
    for suffix, start in ((".md", "# 1 article changed"), (".json", "{"), (".txt", "1 article changed")):
        file = tmp_path / f"changes{suffix}"
        assert CliRunner().invoke(cli, ["diff", *builds, "-o", str(file)]).exit_code == 0
        assert file.read_text(encoding="utf-8").startswith(start)
    assert json.loads((tmp_path / "changes.json").read_text(encoding="utf-8"))["counts"] == {"number": 1}


def test_two_versions_of_an_article_are_read_first(tmp_path: Path) -> None:
    for name, text in (("monday.txt", OLD), ("tuesday.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = CliRunner().invoke(cli, ["diff", str(tmp_path / "monday.txt"), str(tmp_path / "tuesday.txt")])
    assert "monday.txt → tuesday.txt" in told.stdout


def test_what_is_not_there_is_named(builds: tuple[str, str], tmp_path: Path) -> None:
    told = CliRunner().invoke(cli, ["diff", builds[0], str(tmp_path / "none")])
    assert told.exit_code != 0
    assert "none" in str(told.exception)
    told = CliRunner().invoke(cli, ["diff", *builds, "-o", "x.pdf"])
    assert told.exit_code == 2

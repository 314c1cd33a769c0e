"""`graphkit who` lists who there is, and tells all that there is of one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from faces import build_faces

from graphkit.cli import cli


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_faces().save(tmp_path_factory.mktemp("faces") / "out")


def test_without_a_name_it_lists_who_there_is(out: Path) -> None:
    told = CliRunner().invoke(cli, ["who", str(out), "--limit", "2"])
    assert told.exit_code == 0
    first, counted, *_ = told.stdout.splitlines()
    assert first == "Ragna Thorvald, mayor of Halden (person)"
    assert counted.strip() == "5 own claims, 3 claims of others, 2 articles"
    assert told.stdout.splitlines()[-1] == "and 10 more"


def test_of_a_name_it_tells_all(out: Path) -> None:
    told = CliRunner().invoke(cli, ["who", str(out), "ragna thorvald"])
    assert told.exit_code == 0
    assert told.stdout.startswith("Ragna Thorvald\nPerson\n")
    assert "╌╌┤ denies the ferry had leaked" in told.stdout


def test_a_file_tells_by_its_suffix_how_it_is_written(out: Path, tmp_path: Path) -> None:
    for suffix, start in ((".md", "# Ragna Thorvald"), (".html", "<!doctype html>"), (".json", "{")):
        file = tmp_path / f"thorvald{suffix}"
        told = CliRunner().invoke(cli, ["who", str(out), "Ragna Thorvald", "-o", str(file)])
        assert told.exit_code == 0
        assert file.read_text(encoding="utf-8").lstrip().startswith(start)


def test_of_several_with_one_name_the_addresses_are_told(out: Path) -> None:
    told = CliRunner().invoke(cli, ["who", str(out), "David Brown"])
    assert told.exit_code != 0
    assert "2 are called 'David Brown'; give the address of one: entity/david-brown" in str(told.exception)
    told = CliRunner().invoke(cli, ["who", str(out), "entity/david-brown"])
    assert "director of Nordal Chemicals" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["-o", "x.md"], "name whom FILE or --format is about"),
        (["Halden", "-o", "x.pdf"], "say --format"),
    ],
)
def test_what_does_not_go_together_is_refused(out: Path, arguments: list[str], hint: str) -> None:
    told = CliRunner().invoke(cli, ["who", str(out), *arguments])
    assert told.exit_code == 2
    assert hint in told.stderr

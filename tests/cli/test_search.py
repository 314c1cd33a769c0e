"""`graphkit search` finds words in the terminal, and says what it did not find."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from shore import build_one, build_shore

from graphkit.cli import cli


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["search", *(os.fspath(argument) for argument in arguments)])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_shore().save(tmp_path_factory.mktemp("search") / "out")


def test_it_says_how_much_was_found_and_where_it_stands(out: Path) -> None:
    shown = run(out, "storm", "boats")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("2 of 2 articles hold: storm boats\n\n1. ")
    for words in (
        "Halden Gull, 2031-03-03: Boats lost",
        "   Tom Hale says\n   Tom Hale, the harbour master, said that twelve boats had been lost in the\n"
        "   storm of Halden.\n   characters 118–208\n",
        "   Coast guard, not named, says",
    ):
        assert words in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_it_shows_as_much_as_is_asked_for(out: Path) -> None:
    shown = run(out, "storm", "--limit", "1")
    assert "2. " not in shown.stdout
    assert shown.stderr == "1 of 2 are shown; --limit 2 shows all\n"


def test_what_is_not_there_is_said(out: Path) -> None:
    shown = run(out, "submarine")
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert shown.stderr.startswith("None of 2 articles holds: submarine. Words are found as they are written")
    shown = run(out, "storm", "--by", "Mara Lind", "--since", "2031")
    assert shown.stderr.startswith("No claim in 2 articles holds: storm; said by Mara Lind; since 2031. ")


def test_mistakes_are_said_in_a_line(out: Path) -> None:
    for arguments, why in (
        (['"'], "no word to look for"),
        (["storm", "--since", "soon"], "a date is written"),
        (["storm", "--by", "Mara Lind", "--kind", "article"], "not said by anybody"),
    ):
        shown = run(out, *arguments)
        assert shown.exit_code == 2
        assert why in shown.stderr
    assert "did you mean 'mara lind'?" in str(run(out, "storm", "--by", "Mara Lynd").exception)


def test_rows_and_values_can_be_taken_away(out: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(out, "pumps", "--format", "csv").stdout)))
    assert [(row["who"], row["act"], row["found"], row["outlet"]) for row in rows] == [
        ("Two employees", "asserts", "pumps", "Halden Gull")
    ]
    assert json.loads(run(out, "pumps", "--format", "json").stdout)["hits"][0]["article"]["title"] == "Boats lost"
    assert json.loads(run(out, "submarine", "--format", "json").stdout)["hits"] == []


def test_text_of_an_article_does_not_command_the_terminal(tmp_path: Path) -> None:
    hostile = 'Mara Lind said that "\x1b[2Jthe \u202edam [bold]\x07" was closed.\n'
    out = build_one(hostile).save(tmp_path / "out")
    shown = run(out, "dam").stdout
    assert "[bold]" in shown
    assert not {"\x1b", "\u202e", "\x07"} & set(shown)
    assert "\x1b" not in run(out, "\x1b[2Jstorms").stderr

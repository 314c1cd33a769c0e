"""What `graphkit build` says of a corpus: how far it is, what it did, and how to go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builds import make_texts, write
from builds import quick as quick  # a fixture
from click.testing import CliRunner, Result

from graphkit.cli import cli, progress
from graphkit.corpus import Progress


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)


def test_a_second_build_says_what_it_did(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(4))
    assert "anew" not in run("build", articles, "-o", tmp_path / "out").stderr
    write(articles, {"001.txt": "Anna Berg said the tower was closed."})
    (articles / "002.txt").unlink()
    said = run("build", articles, "-o", tmp_path / "out").stderr
    assert "1 of 3 read anew, 1 replaced\n" in said
    assert "1 article of earlier builds not among the inputs: kept (--sync lets them go)\n" in said
    assert "0 of 3 read anew, 1 removed\n" in run("build", articles, "-o", tmp_path / "out", "--sync").stderr


def test_what_is_left_out_is_counted_by_its_kind(tmp_path: Path) -> None:
    german = "Der Minister sagte, dass die Regierung das Gesetz noch in diesem Jahr ändern werde. " * 3
    articles = write(
        tmp_path / "in", {**make_texts(2), "empty.txt": "", "copy.txt": make_texts(1)["000.txt"], "de.txt": german}
    )
    said = run("build", articles, "-o", tmp_path / "out").stderr
    assert (
        "left out: 1 article could not be read, 1 article in another language, 1 article with the text of another\n"
        in said
    )


def test_machines_get_json_lines(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {**make_texts(4), "empty.txt": ""})
    result = run("build", articles, "-o", tmp_path / "out", "--json")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.stderr == ""
    assert {line["event"] for line in lines[:-1]} == {"progress"}
    reading = [line for line in lines if line.get("stage") == "reading"]
    assert (reading[-1]["done"], reading[-1]["total"], reading[-1]["quarantined"]) == (5, 5, 1)
    done = lines[-1]
    assert (done["event"], done["documents"], done["claims"], done["read"]) == ("done", 4, 8, 5)
    assert done["problems"]["quarantined"] == 1


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter(range(0, 1000, 20))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    with progress.follow(as_json=False) as update:
        for done in range(0, 12_000, 2_000):
            update(Progress(stage="reading", done=done, total=12_000, claims=5 * done, warnings=1, quarantined=2))
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Reading: 2,000 of 12,000, 100.0 a second, 10,000 claims, 1 warning, 2 quarantined, 2 min left"
    assert len(said) == 3


def test_a_terminal_shows_counts_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = progress._count(Progress(stage="reading", done=5, total=10, claims=1), 2.5)
    assert shown == "2.5 a second, 1 claim"
    assert progress._spell(20) == "less than a minute"
    assert progress._spell(7_200) == "2.0 hours"


@pytest.mark.parametrize("option", ["--store=http://localhost", "--workers=2", "--sync", "--json"])
def test_what_goes_with_a_folder_only(option: str) -> None:
    result = run("build", "--example", "-o", "-", option)
    assert result.exit_code == 2
    assert "go with a folder" in result.output

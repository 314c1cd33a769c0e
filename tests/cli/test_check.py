"""The command `check` says whether every file of an output is as it was written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graphkit
from graphkit import store
from graphkit.cli import cli
from graphkit.files import resources

ARTICLES = resources.ontology() / "examples" / "valid" / "two-articles.trig"


def check(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["check", *map(str, arguments)])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graphkit.KnowledgeGraph(store.load_file(ARTICLES)).save(tmp_path_factory.mktemp("check") / "out")


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "out"))


def test_a_whole_output_is_said_to_be_whole(out: Path) -> None:
    shown = check(out)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"{out} is whole (")
    told = json.loads(check(out, "--json").stdout)
    assert (told["whole"], told["findings"], told["command"]) == (True, [], None)
    assert told["bytes"] == sum(
        path.stat().st_size
        for path in out.rglob("*")
        if path.is_file() and not path.name.startswith(("LOG", "LOCK", "checksums"))
    )


def test_each_damaged_file_is_named_and_what_makes_it_anew(out: Path) -> None:
    size = (out / "graph.ttl").stat().st_size
    (out / "graph.ttl").write_bytes(b"x")
    (out / "graph.html").unlink()
    shown = check(out)
    assert shown.exit_code == 1
    *findings, verdict = shown.stdout.splitlines()
    assert findings == [f"{out}/graph.html: it is gone", f"{out}/graph.ttl: it has 1 bytes, and had {size:,}"]
    assert verdict.startswith(f"{out} is damaged: 2 findings; make it anew with 'graphkit import FILE -o {out}' (")
    told = json.loads((result := check(out, "--json")).stdout)
    assert result.exit_code == 1
    assert [finding["file"] for finding in told["findings"]] == ["graph.html", "graph.ttl"]


def test_what_is_no_output_or_has_no_checksums_is_told(out: Path, tmp_path: Path) -> None:
    (out / "checksums.tsv").unlink()
    for folder, told in ((tmp_path / "gone", "is no output of graphkit"), (out, "has no checksums")):
        failed = check(folder)
        assert isinstance(failed.exception, graphkit.StoreError)
        assert f"{folder}: {told}" in str(failed.exception)

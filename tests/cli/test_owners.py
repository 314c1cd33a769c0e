"""A user says who owns which outlet; the next build counts the origins by it, whatever stands beside in the list."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graphkit
from graphkit.cli import cli
from graphkit.graph import KnowledgeGraph

ARTICLES = [
    {
        "id": "gull",
        "date": "2025-03-03",
        "url": "https://www.gull.example/storm/dam",
        "text": "An official said that the dam at Halden was safe.",
    },
    {
        "id": "tide",
        "date": "2025-03-03",
        "publisher": "The Tide",
        "text": "A witness said that the dam at Halden was safe. It rained.",
    },
    {
        "id": "quay",
        "date": "2025-03-03",
        "publisher": "The Quay",
        "text": "The ferry to Oslo was late again, a sailor said.",
    },
]
OWNERS = "# families of ours\noutlet,owner\ngull.example,Foam Media\nThe Tide,Foam Media\n"
JOINED = ("one publisher: Foam Media (The Tide; gull.example)",)
APART = ("a source that is not named",)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [os.fspath(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    (tmp_path / "owners.csv").write_text(OWNERS, encoding="utf-8")
    return tmp_path


def build(folder: Path, *options: str | Path, out: str = "out") -> Result:
    result = run("build", folder / "news.jsonl", "-o", folder / out, *options)
    assert result.exit_code == 0, result.output
    return result


def reasons(folder: Path, out: str = "out") -> tuple[str, ...]:
    kg: KnowledgeGraph = graphkit.open_graph(folder / out)
    [cluster] = kg.clusters()
    assert (cluster.outlets, cluster.at_least, cluster.at_most) == (2, 1, 2)
    return cluster.reasons


def graphs(folder: Path, out: str = "out") -> list[bytes]:
    return [(folder / out / name).read_bytes() for name in ("graph.ttl", "graph.trig", "graph.html")]


def test_articles_of_one_publisher_are_told_to_be_one_voice_maybe(folder: Path) -> None:
    build(folder)
    assert reasons(folder) == APART
    build(folder, "--owners", folder / "owners.csv")
    assert reasons(folder) == JOINED
    shown = run("claims", folder / "out", "--show").stdout
    assert "2 claims in 2 articles, 2 outlets, 1 to 2 origins" in shown
    assert f"one voice {JOINED[0]}" in shown
    assert graphkit.open_graph(folder / "out").validate().conforms


def test_a_bad_row_is_named_counted_and_kept_and_the_build_goes_on(folder: Path) -> None:
    rows = 'gull.example,Salt\n*.quay.example,Foam Media\n"The Quay,Salt\nThe Oyster,\n'
    path = folder / "owners.csv"
    path.write_text(OWNERS + rows, encoding="utf-8")
    result = build(folder, "--owners", path)
    assert f"{path}, line 5: it gives 'gull.example' to 'Salt', and line 3 to 'Foam Media'" in result.stderr
    assert f"{path}, line 6: '*.quay.example' is no host name" in result.stderr
    assert f"{path}, line 7: it cannot be read" in result.stderr
    assert f"{path}, line 8: its column 'owner' is empty" in result.stderr
    assert reasons(folder) == JOINED
    assert len(graphkit.open_graph(folder / "out").problems) == 4
    assert path.read_text(encoding="utf-8") == OWNERS + rows
    told = [json.loads(line) for line in build(folder, "--owners", path, "--json").stdout.splitlines()]
    assert told[-1]["problems"]["noted"] == 4


def test_the_list_in_the_output_is_found_again_and_kept(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "owners.csv").rename(folder / "out" / "owners.csv")
    build(folder)
    assert reasons(folder) == JOINED
    build(folder)
    assert reasons(folder) == JOINED
    assert (folder / "out" / "owners.csv").read_text(encoding="utf-8") == OWNERS
    (folder / "given.csv").write_text("outlet,owner\nTide,Salt\n", encoding="utf-8")
    build(folder, "--owners", folder / "given.csv")
    assert reasons(folder) == APART


def test_a_changed_list_changes_the_graph_to_what_a_clean_build_gives(folder: Path) -> None:
    path = folder / "owners.csv"
    build(folder, "--owners", path)
    joined = graphs(folder)
    path.write_text(OWNERS.replace("The Tide,Foam Media", "The Tide,Salt"), encoding="utf-8")
    told = build(folder, "--owners", path, "--json").stdout.splitlines()[-1]
    assert json.loads(told)["read"] == json.loads(told)["written"] == 0
    assert reasons(folder) == APART
    build(folder, "--owners", path, out="clean")
    assert graphs(folder) == graphs(folder, "clean")
    path.write_text(OWNERS, encoding="utf-8")
    build(folder, "--owners", path)
    assert graphs(folder) == joined


def test_a_build_in_memory_counts_alike(folder: Path) -> None:
    build(folder, "--owners", folder / "owners.csv")
    kg = graphkit.build(folder / "news.jsonl", owners=folder / "owners.csv")
    assert kg.serialize("trig") == graphs(folder)[1]
    piped = run("build", folder / "news.jsonl", "-o", "-", "--owners", folder / "owners.csv")
    assert piped.stdout_bytes == graphs(folder)[1]


def test_a_list_that_is_not_there_stops_the_build_in_one_line(folder: Path) -> None:
    result = run("build", folder / "news.jsonl", "-o", folder / "out", "--owners", folder / "none.csv")
    assert result.exit_code != 0
    assert "none.csv: cannot be read: No such file" in str(result.exception) + result.output
    assert not (folder / "out").exists()

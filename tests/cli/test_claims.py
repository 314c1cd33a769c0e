"""A person says which claims are one from the terminal or by a sheet; the next build carries it out."""

from __future__ import annotations

import csv
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graphkit
from graphkit.cli import answering, cli

ARTICLES = [
    {
        "id": "gull",
        "date": "2025-03-03",
        "text": "Nordal Chemicals denied that a pipe had leaked. "
        "Ida Roe of Halden said that the whole plant should be closed down.",
    },
    {
        "id": "tide",
        "date": "2025-03-04",
        "text": "Nordal Chemicals said that no pipe had leaked. Ida Roe of Halden wants production to end.",
    },
]


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [os.fspath(argument) for argument in arguments], input=stdin)


def build(folder: Path, *options: str | Path) -> Result:
    result = run("build", folder / "news.jsonl", "-o", folder / "out", *options)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [json.dumps(article) for article in ARTICLES]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(tmp_path)
    return tmp_path


def graph(folder: Path) -> bytes:
    return (folder / "out" / "graph.trig").read_bytes()


def contents(folder: Path) -> set[frozenset[str]]:
    found = graphkit.open_graph(folder / "out").clusters()
    return {frozenset(side.content for side in cluster.claims) for cluster in found}


PIPE = frozenset({"that a pipe had leaked", "that no pipe had leaked"})
PLANT = frozenset({"that the whole plant should be closed down", "production to end"})


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def references(folder: Path) -> list[str]:
    """Return the contents of the pair that nobody has joined yet."""
    rows = graphkit.open_graph(folder / "out").query(
        "SELECT ?content ?span { ?c gk:content ?content ; gk:contentSpan ?span }"
    )
    return [
        str(span).strip("<>").partition("/kg/")[2]
        for content, span in rows.rows
        if getattr(content, "value", "") in PLANT
    ]


def test_claims_that_are_one_are_shown_with_their_origins(folder: Path) -> None:
    shown = run("claims", folder / "out", "--show")
    assert shown.exit_code == 0
    assert "2 claims in 2 articles, 1 origin" in shown.stdout
    assert "Nordal Chemicals denies: that a pipe had leaked" in shown.stdout
    assert "[that no pipe had leaked]" in shown.stdout
    assert run("claims", folder / "out", "--show", "--text", "PIPE").stdout == shown.stdout
    nothing = run("claims", folder / "out", "--show", "--text", "whale")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "has no claims that are one of which one holds 'whale'" in nothing.stderr
    assert contents(folder) == {PIPE}


def test_an_answer_joins_and_is_taken_back_with_nothing_left(folder: Path) -> None:
    before = graph(folder)
    first, second = references(folder)
    said = run("claims", folder / "out", "--same", first, second, "--who", "Mara", "--why", "one wish")
    assert (said.exit_code, said.stdout) == (0, "")
    assert "1 answer in" in said.stderr
    build(folder)
    assert contents(folder) == {PIPE, PLANT}
    assert graphkit.open_graph(folder / "out").validate().conforms
    assert b'dcterms:creator "Mara"' in graph(folder)
    (row,) = read_csv(folder / "out" / "claims.csv")
    assert run("claims", folder / "out", "--decisions").stdout.count("Mara") == 1
    assert run("claims", folder / "out", "--revoke", row["id"], "--why", "two wishes").exit_code == 0
    build(folder)
    assert graph(folder) == before


def test_different_parts_what_the_machine_joined(folder: Path) -> None:
    (cluster,) = graphkit.open_graph(folder / "out").clusters()
    first, second = (str(side.reference) for side in cluster.claims)
    assert run("claims", folder / "out", "--different", first, second, "--who", "Mara").exit_code == 0
    build(folder)
    assert contents(folder) == set()
    assert graphkit.open_graph(folder / "out").validate().conforms


def test_answers_of_others_are_read_beside_the_own_ones(folder: Path, tmp_path: Path) -> None:
    (cluster,) = graphkit.open_graph(folder / "out").clusters()
    first, second = (str(side.reference) for side in cluster.claims)
    other = tmp_path / "others.csv"
    assert run("claims", folder / "out", "--different", first, second, "--who", "Bo", "--claims", other).exit_code == 0
    build(folder, "--claims", other)
    assert contents(folder) == set()
    assert not (folder / "out" / "claims.csv").exists()


def test_a_sheet_goes_out_and_comes_back(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "pairs.csv"
    listed = run("claims", folder / "out")
    assert listed.stdout == run("claims", folder / "out", "--list").stdout
    assert run("claims", folder / "out", "--csv", sheet).exit_code == 0
    rows = read_csv(sheet)
    assert len(rows) == listed.stdout.count("score ")
    if rows:
        assert {"first", "second", "answer", "first_sentence", "score"} <= set(rows[0])


def test_an_answer_on_the_terminal_is_written_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphkit.analysis import claims as reading

    kg = graphkit.open_graph(folder / "out")
    (cluster,) = kg.clusters()
    pair = reading.ClaimPair(first=cluster.claims[0], second=cluster.claims[1], score=0.5)
    del kg
    monkeypatch.setattr(answering, "is_terminal", lambda: True)
    monkeypatch.setattr(reading, "find_uncertain", lambda *_: (pair,))
    result = run("claims", folder / "out", "--who", "Mara", stdin="x\nd\nanother pipe\n")
    assert result.exit_code == 0
    assert "'x' is no answer" in result.stdout
    (row,) = read_csv(folder / "out" / "claims.csv")
    assert (row["answer"], row["why"], row["when"]) == ("different", "another pipe", date.today().isoformat())
    assert "no uncertain pairs of claims but the 1 that are answered" in run("claims", folder / "out").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--list", "--show"], "say one wish at a time"),
        (["--text", "dam"], "--text goes with --show"),
        (["--same", "x", "y"], "'x' names no mention"),
        (["--same", "doc/0123456789abcdef#char=1,2", "doc/0123456789abcdef#char=1,2"], "are the same claim"),
        (["--same", "doc/0123456789abcdef#char=1,2", "doc/0123456789abcdef#char=1,3"], "has no claim whose content is"),
        (["--revoke", "x"], "'graphkit claims OUT --decisions' lists them"),
        (["--when", "soon"], "'soon' is no date"),
    ],
)
def test_a_mistake_is_one_line(folder: Path, arguments: list[str], message: str) -> None:
    result = run("claims", folder / "out", *arguments)
    assert result.exit_code != 0
    assert message in result.output + str(result.exception)


def test_a_bad_row_is_named_and_nothing_is_built(folder: Path) -> None:
    before = graph(folder)
    (folder / "out" / "claims.csv").write_text(
        "first,second,answer,who,when\nx,y,same,Mara,2025-03-01\n", encoding="utf-8"
    )
    result = run("build", folder / "news.jsonl", "-o", folder / "out")
    assert result.exit_code != 0
    assert "claims.csv, line 2: 'x' names no mention" in str(result.exception) + result.output
    assert graph(folder) == before

"""A person checks claims from the terminal or by a sheet; the state tells how often the machine is right."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graphkit
from graphkit.cli import answering, cli

ARTICLES = {
    "gull": "Nordal Chemicals denied that a pipe had leaked. Ida Roe of Halden said that the whole plant should be "
    "closed down. The police arrested Bo Ek.",
    "tide": "Nordal Chemicals said that no pipe had leaked. Ida Roe of Halden wants production to end.",
}
PIPE = "that a pipe had leaked"


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [os.fspath(argument) for argument in arguments], input=stdin)


def build(folder: Path) -> Result:
    result = run("build", folder / "news.jsonl", "-o", folder / "out")
    assert result.exit_code == 0, result.output
    assert graphkit.open_graph(folder / "out").validate().conforms
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = (json.dumps({"id": name, "text": text}) for name, text in ARTICLES.items())
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(tmp_path)
    return tmp_path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "is_terminal", lambda: True)


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def place(folder: Path, content: str) -> str:
    shown = run("review", folder / "out", "--next", "20").stdout
    found = re.search(rf": {re.escape(content)}\n.*(doc/\w+#char=\d+,\d+)", shown)
    assert found is not None, shown
    return found[1]


def contents(folder: Path) -> set[str]:
    rows = graphkit.open_graph(folder / "out").query("SELECT ?content { ?c a gk:Claim ; gk:content ?content }").rows
    return {getattr(content, "value", "") for (content,) in rows}


def test_a_verdict_is_carried_out_and_taken_back_with_nothing_left(folder: Path) -> None:
    before = (folder / "out" / "graph.trig").read_bytes()
    said = run("review", folder / "out", "--wrong", place(folder, PIPE), "--who", "Mara", "--why", "not so")
    assert (said.exit_code, said.stdout) == (0, "")
    assert "1 review in" in said.stderr
    assert "1 review not in the graph yet" in run("review", folder / "out").stdout
    build(folder)
    assert PIPE not in contents(folder)
    listed = run("review", folder / "out", "--verdicts").stdout
    assert "Mara" in listed
    (row,) = read_csv(folder / "out" / "reviews.csv")
    assert (row["words"], row["article"], row["why"]) == (PIPE, "gull", "not so")
    assert run("review", folder / "out", "--revoke", row["id"], "--why", "it is").exit_code == 0
    build(folder)
    assert (folder / "out" / "graph.trig").read_bytes() == before
    assert "revoked" in run("review", folder / "out", "--verdicts").stdout


@pytest.mark.usefixtures("terminal")
def test_answers_on_the_terminal_are_written_at_once(folder: Path) -> None:
    lines = ["x", "r", "as printed", "w", "", "", "q"]
    result = run("review", folder / "out", "--ask", "--who", "Mara", stdin="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    assert "'x' is no answer" in result.stdout
    assert "[that no pipe had leaked]" in result.stdout
    rows = read_csv(folder / "out" / "reviews.csv")
    assert [(row["verdict"], row["why"], row["who"]) for row in rows] == [
        ("right", "as printed", "Mara"),
        ("wrong", "", "Mara"),
    ]
    again = run("review", folder / "out", "--ask", stdin="q\n").stdout
    assert "1 of 2" in again  # what was answered is not asked again


@pytest.mark.usefixtures("terminal")
def test_a_correction_is_asked_field_by_field(folder: Path) -> None:
    answers = ["", "c", "Nobody", "Bo Ek", "a dam", "a pipe had  leaked", "shouts", "doubts", "unc", "", "possible", ""]
    result = run("review", folder / "out", "--ask", "--who", "Mara", stdin="\n".join((*answers, "q")) + "\n")
    assert result.exit_code == 0, result.output
    for message in (
        "'Nobody' stands nowhere in the article",
        "these words stand nowhere",
        "say one of asserts, denies",
    ):
        assert message in result.stdout
    (row,) = read_csv(folder / "out" / "reviews.csv")
    assert (row["source"], row["act"], row["stance"], row["polarity"], row["certainty"]) == (
        "Bo Ek",
        "doubts",
        "uncommitted",
        "",
        "possible",
    )
    build(folder)
    assert "a pipe had leaked" in contents(folder)
    nothing = run("review", folder / "out", "--ask", stdin="c\n\n\n\n\n\n\nq\n").stdout
    assert "Nothing was corrected; it is left unread" in nothing


def test_a_sheet_goes_out_and_comes_back_once(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    assert run("review", folder / "out", "--csv", sheet, "--random").exit_code == 0
    rows = read_csv(sheet)
    assert len(rows) == 4
    rows[0]["verdict"], rows[1]["verdict"], rows[2]["verdict"] = "right", "w", "rihgt"
    missed = {name: "" for name in rows[0]} | {"verdict": "missed", "source": "the police"}
    start = ARTICLES["gull"].index("The police arrested")
    (key,) = {row["span"].partition("#")[0] for row in rows if row["article"] == "gull"}
    missed["span"] = f"{key}#char={start},{start + len('The police arrested Bo Ek')}"
    write_csv(sheet, [*rows, missed])
    taken = run("review", folder / "out", "--read", sheet, "--who", "Mara", "--when", "2025-03-05")
    assert taken.exit_code == 0
    assert "3 reviews in" in taken.stderr
    assert f"{sheet}, line 4: the verdict is 'rihgt'" in taken.stderr
    again = run("review", folder / "out", "--read", sheet, "--who", "Mara", "--when", "2025-03-06")
    assert "0 reviews in" in again.stderr
    assert "3 were there already" in again.stderr
    build(folder)
    state = run("review", folder / "out").stdout
    assert "2 read by 1 person: 1 right, 1 wrong, 0 corrected; 1 missed" in state
    assert "claim: 1 of 2 right, 50 % (9–91 % at 95 %)" in state
    assert "The police arrested Bo Ek" in contents(folder)


def test_the_state_tells_precision_by_rule_and_how_far_two_agree(folder: Path) -> None:
    sheet = folder / "sheet.csv"
    for who, verdicts in (("Mara", "rrwr"), ("Bo", "rrww")):
        run("review", folder / "out", "--csv", sheet, "--again", "--random", "--who", who)
        rows = read_csv(sheet)
        assert len(rows) == 4  # what Mara read is put to Bo too
        write_csv(sheet, [{**row, "verdict": verdict} for row, verdict in zip(rows, verdicts, strict=True)])
        assert "4 reviews in" in run("review", folder / "out", "--read", sheet, "--who", who).stderr
    before = run("review", folder / "out").stdout
    build(folder)
    for state in (before, run("review", folder / "out").stdout):
        assert "4 read by 2 people: 2 right, 2 wrong, 0 corrected; 0 missed" in state
        assert "agreement on 4 things that two or more read: Krippendorff's alpha 0.53" in state
        assert "0 of 4 claims unread" in state or "0 of 2 claims unread" in state
        assert "  rule " not in state  # fewer than five were read of each
    assert "not in the graph yet" not in run("review", folder / "out").stdout


def test_what_is_of_an_earlier_text_or_of_nothing_is_counted_and_kept(folder: Path) -> None:
    run("review", folder / "out", "--wrong", place(folder, PIPE), "--who", "Mara")
    with (folder / "out" / "reviews.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("nothing,doc/ffffffffffffffff#char=1\r\n")
    articles = {**ARTICLES, "gull": f"{ARTICLES['gull']} Nobody was hurt."}
    lines = (json.dumps({"id": name, "text": text}) for name, text in articles.items())
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = build(folder)
    assert "it is of an earlier text of gull; its words are still in it" in told.stderr
    state = run("review", folder / "out").stdout
    assert "1 review of an earlier text of an article: kept, and not carried out" in state
    assert len(read_csv(folder / "out" / "reviews.csv")) == 2


def test_edges_are_reviewed_as_claims_are(folder: Path) -> None:
    shown = run("review", folder / "out", "--next", "5", "--edges").stdout
    assert "police arrests Bo Ek" in shown
    assert "[arrested]" in shown
    found = re.search(r"doc/\w+#char=\d+,\d+", shown)
    assert found is not None
    assert run("review", folder / "out", "--wrong", found[0], "--edges", "--who", "Mara").exit_code == 0
    build(folder)
    assert "has nothing that is unread" in run("review", folder / "out", "--next", "5", "--edges").stderr
    assert "edge: 0 of 1 right" in run("review", folder / "out").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--ask", "--verdicts"], "say one wish at a time"),
        (["--random"], "--random and --again go with"),
        (["--ask"], "--ask needs a terminal"),
        (["--wrong", "x"], "'x' is no place in a text"),
        (["--right", "doc/0123456789abcdef#char=1,2"], "has no claim at doc/0123456789abcdef#char=1,2"),
        (["--right", "doc/0123456789abcdef#char=1,2", "--edges"], "has no edge at"),
        (["--revoke", "x"], "'graphkit review OUT --verdicts' lists them"),
        (["--when", "soon"], "'soon' is no date"),
    ],
)
def test_a_mistake_is_one_line(folder: Path, arguments: list[str], message: str) -> None:
    result = run("review", folder / "out", *arguments)
    assert result.exit_code != 0
    assert message in result.output + str(result.exception)
    assert not (folder / "out" / "reviews.csv").exists()

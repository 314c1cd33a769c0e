"""A person says who is who from the terminal or by a sheet, and the next build carries it out and can take it back."""

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

ARTICLES = {
    "a.txt": "David Brown, the director of Nordal Chemicals, denied that the plant had leaked.\n",
    "b.txt": "Ines Corvo met Tomas Leif in Halden on Monday. David Brown opposed the new school, he said.\n",
    "c.txt": "Ines Corvo praised the library in Tromsdal.\n",
}


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, [os.fspath(argument) for argument in arguments], input=stdin)


def build(folder: Path, *options: str | Path) -> Result:
    result = run("build", folder / "articles", "-o", folder / "out", *options)
    assert result.exit_code == 0, result.output
    return result


def graph(folder: Path) -> bytes:
    return (folder / "out" / "graph.trig").read_bytes()


def read_csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def entities(folder: Path, name: str) -> int:
    result = graphkit.open_graph(folder / "out").query(
        f'SELECT (COUNT(DISTINCT ?e) AS ?n) {{ ?e skos:prefLabel "{name}" }}'
    )
    return int(result.table()[1][0][0])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build once; only to be read."""
    folder = tmp_path_factory.mktemp("built")
    write_articles(folder)
    build(folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_articles(tmp_path)
    build(tmp_path)
    return tmp_path


def write_articles(folder: Path) -> None:
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")


def mentions(folder: Path, name: str) -> list[str]:
    """Ask for the places of a name, as a user finds them."""
    told = run("identities", folder / "out", "--explain", name).stdout
    return sorted({part.strip("(),:") for part in told.split() if part.strip("(),:").startswith("doc/")})


# -- what is uncertain


def test_uncertain_pairs_are_listed_with_both_sentences_and_the_evidence(built: Path) -> None:
    told = run("identities", built / "out").stdout
    assert told == run("identities", built / "out", "--list").stdout
    assert told.startswith("1 of 1      David Brown | David Brown: score 0.55, rule 'same common name'; ")
    assert "[David Brown], the director of Nordal Chemicals, denied" in told
    assert "[David Brown] opposed the new school, he said." in told
    assert "director of Nordal Chemicals) in a.txt, doc/" in told
    assert "are a name that many bear" in told
    (pair,) = graphkit.open_graph(built / "out").identities()
    assert {pair.first.article, pair.second.article} == {"a.txt", "b.txt"}
    assert pair.verdict.rule == "same common name"


def test_nothing_uncertain_is_said(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "c.txt").write_text(ARTICLES["c.txt"], encoding="utf-8")
    build(tmp_path)
    result = run("identities", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{tmp_path / 'out'} has no uncertain pairs\n"
    assert run("identities", tmp_path / "out", "--decisions").stderr == "There are no answers yet\n"


def test_by_which_rules_an_article_was_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    text = "Ines Corvo, the mayor of Tindra, spoke. Corvo said she was tired."
    (tmp_path / "articles" / "a.txt").write_text(text, encoding="utf-8")
    build(tmp_path)
    told = run("identities", tmp_path / "out", "--explain", "Ines Corvo").stdout
    assert [line.split("(")[0].strip() for line in told.splitlines() if line.startswith("read by")] == [
        "read by     apposition: the mayor of Tindra",
        "read by     part-of-name: Corvo",
        "read by     pronoun: she",
    ]


def test_why_mentions_are_one_entity_is_told(built: Path) -> None:
    told = run("identities", built / "out", "--explain", "Ines Corvo").stdout
    assert "named in    b.txt: Ines Corvo (doc/" in told
    assert "'Ines Corvo' in c.txt (doc/" in told
    assert "rule 'same name', 0.90" in told.replace("\n            ", " ")
    assert "one article alone has it" in run("identities", built / "out", "--explain", "Tomas Leif").stdout
    assert isinstance(run("identities", built / "out", "--explain", "Nobody").exception, graphkit.QueryError)
    answer = graphkit.open_graph(built / "out").query("why-one-entity", who="Ines Corvo").records()
    assert [row["decidedBy"] for row in answer] == ["rule 'same name'"]


# -- answers


def test_an_answer_on_the_terminal_is_written_at_once_and_carried_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "is_terminal", lambda: True)
    out = folder / "out"
    result = run("identities", out, "--who", "Mara", "--when", "2024-05-31", stdin="x\ns\nthe same director\n")
    assert "'x' is no answer" in result.stdout
    assert result.stderr == f"1 answer in {out / 'identities.csv'}. Build again to carry it out.\n"
    (row,) = read_csv(out / "identities.csv")
    assert (row["answer"], row["who"], row["when"], row["why"]) == ("same", "Mara", "2024-05-31", "the same director")
    assert (row["first_label"], row["second_label"]) == ("David Brown", "David Brown")
    assert "but the 1 that are answered" in run("identities", out).stderr
    assert entities(folder, "David Brown") == 2
    build(folder)
    assert entities(folder, "David Brown") == 1
    assert run("identities", out).stderr == f"{out} has no uncertain pairs\n"
    assert "said Mara on 2024-05-31" in run("identities", out, "--explain", "David Brown").stdout.replace(
        "\n            ", " "
    )
    assert run("validate", out).exit_code == 0


@pytest.mark.parametrize("stdin", ["q\n", "\n", ""])
def test_leaving_writes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, stdin: str) -> None:
    monkeypatch.setattr(answering, "is_terminal", lambda: True)
    result = run("identities", folder / "out", stdin=stdin)
    assert result.exit_code == 0
    assert result.stderr == f"0 answers in {folder / 'out' / 'identities.csv'}.\n"
    assert not (folder / "out" / "identities.csv").exists()


def test_a_sheet_is_filled_in_and_read_back(folder: Path) -> None:
    out, sheet = folder / "out", folder / "pairs.csv"
    assert run("identities", out, "--csv", sheet).stderr.startswith(
        f"Wrote {sheet}: 1 pair. Fill in the column 'answer'"
    )
    text = sheet.read_bytes().decode("utf-8-sig")
    assert "[David Brown] opposed the new school" in text
    assert run("identities", out, "--read", sheet).stderr == f"0 answers in {out / 'identities.csv'}.\n"
    rows = read_csv(sheet)
    rows[0]["answer"] = "Different"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(reversed(rows[0])), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    for told in ("1 answer in", "0 answers in"):
        result = run("identities", out, "--read", sheet, "--who", "Jon")
        assert result.stderr.startswith(told)
    (row,) = read_csv(out / "identities.csv")
    assert (row["answer"], row["who"], row["when"]) == ("different", "Jon", date.today().isoformat())
    build(folder)
    assert entities(folder, "David Brown") == 2
    assert graphkit.open_graph(out).identities() == ()


def test_a_merge_is_undone_and_the_undoing_revoked_with_no_loss(folder: Path) -> None:
    out, before = folder / "out", graph(folder)
    one, other = mentions(folder, "Ines Corvo")
    why = ("--who", "Mara", "--when", "2024-05-31", "--why", "mother and daughter")
    assert run("identities", out, "--different", one, other, *why).stderr.startswith("1 answer in ")
    build(folder)
    assert entities(folder, "Ines Corvo") == 2
    assert b'dcterms:creator "Mara"' in graph(folder) and b"mother and daughter" in graph(folder)
    assert run("validate", out).exit_code == 0
    (row,) = read_csv(out / "identities.csv")
    result = run("identities", out, "--revoke", row["id"], "--who", "Jon", "--when", "2024-06-01", "--why", "an error")
    assert result.stderr.startswith(f"Took back line 2: {row['id']} ('different' of Ines Corvo and Ines Corvo, Mara")
    build(folder)
    assert graph(folder) == before
    shown = run("identities", out, "--decisions").stdout
    assert "mother and daughter" in shown
    assert "revoked 2024-06-01" in " ".join(shown.split())


def test_a_chain_of_one_article_is_parted(folder: Path) -> None:
    text = "Anna Berg opposed the report. Berg said that Nordal had denied it.\n"
    (folder / "articles" / "d.txt").write_text(text, encoding="utf-8")
    build(folder)
    one, other = mentions(folder, "Anna Berg")
    run("identities", folder / "out", "--different", one, other)
    build(folder)
    assert (entities(folder, "Anna Berg"), entities(folder, "Berg")) == (1, 1)
    assert run("validate", folder / "out").exit_code == 0


def test_answers_can_be_kept_elsewhere_and_shared(folder: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared.csv"
    one, other = mentions(folder, "Ines Corvo")
    run("identities", folder / "out", "--identities", shared, "--different", one, other)
    assert not (folder / "out" / "identities.csv").exists()
    build(folder)
    assert entities(folder, "Ines Corvo") == 1
    build(folder, "--identities", shared)
    assert entities(folder, "Ines Corvo") == 2
    kg = graphkit.build(folder / "articles", identities=shared)
    assert kg.serialize("trig") == graph(folder)


# -- what goes wrong


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--list", "--decisions"], "say one wish at a time"),
        (["--same", "Anna", "Berg"], "'Anna' names no mention; write it as doc/"),
        (["--when", "yesterday"], "'yesterday' is no date; write it as 2024-05-31"),
    ],
)
def test_a_wish_that_is_not_understood_leaves_with_2(built: Path, arguments: list[str], told: str) -> None:
    result = run("identities", built / "out", *arguments)
    assert result.exit_code == 2
    assert told in result.output


def test_what_is_not_there_is_said(built: Path, tmp_path: Path) -> None:
    assert isinstance(run("identities", tmp_path).exception, graphkit.StoreError)
    assert "is no output of graphkit" in str(run("identities", tmp_path / "gone").exception)
    absent = f"doc/{'0' * 16}#char=1,2"
    result = run("identities", built / "out", "--same", absent, mentions(built, "Tomas Leif")[0])
    assert (result.exit_code, "has no mention doc/0000" in result.output) == (1, True)
    result = run("identities", built / "out", "--revoke", "abc")
    assert "there is no decision 'abc'" in str(result.exception)


def test_a_bad_line_stops_the_build_before_it_begins_and_nothing_is_lost(folder: Path) -> None:
    ledger = folder / "out" / "identities.csv"
    ledger.write_text("first,second,answer,who,when\nx,y,same,Ada,2024-05-01\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()}
    for command in (("build", folder / "articles", "-o"), ("identities",)):
        result = run(*command, folder / "out")
        assert isinstance(result.exception, graphkit.InputError)
        assert "identities.csv, line 2: 'x' names no mention" in str(result.exception)
    assert {path: path.read_bytes() for path in (folder / "out").rglob("*") if path.is_file()} == before


def test_answers_outlast_builds_that_lose_the_article_and_are_said_to_wait(folder: Path) -> None:
    one, other = mentions(folder, "Ines Corvo")
    run("identities", folder / "out", "--different", one, other)
    kept = (folder / "out" / "identities.csv").read_bytes()
    (folder / "articles" / "c.txt").rename(folder / "c.txt")
    result = build(folder, "--sync")
    assert "1 decision speaks of articles that are not in this build; kept" in " ".join(result.stderr.split())
    facts = json.loads((folder / "out" / "graphkit.json").read_text(encoding="utf-8"))
    assert len(facts["problems"]) == 1
    assert "identities.csv" not in facts["files"]
    assert (folder / "out" / "identities.csv").read_bytes() == kept
    (folder / "c.txt").rename(folder / "articles" / "c.txt")
    build(folder)
    assert entities(folder, "Ines Corvo") == 2


def test_what_an_article_says_does_not_command_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name in "ab":
        text = f"David Brown {name} \x1b[2J opposed the report, he said.\n"
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    build(tmp_path)
    shown = run("identities", tmp_path / "out").stdout
    assert "David Brown" in shown
    assert "\x1b" not in shown

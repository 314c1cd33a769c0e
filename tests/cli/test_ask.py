"""`graphkit ask` answers a question in plain words with sentences, or says why it does not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from faces import build_faces

from graphkit.cli import cli


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["ask", *(os.fspath(argument) for argument in arguments)])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_faces().save(tmp_path_factory.mktemp("ask") / "out")


def test_it_says_what_it_understands_and_answers_in_sentences(out: Path) -> None:
    told = run(out, "What", "does", "Ragna", "Thorvald", "deny?")
    assert told.exit_code == 0
    assert told.stdout.startswith(
        "What does Ragna Thorvald deny?\nUnderstood as: What does Ragna Thorvald deny? (who-denies-what)\n"
    )
    assert "1. Ragna Thorvald denies\n   “" in told.stdout
    assert max(map(len, told.stdout.splitlines())) <= 80


def test_json_holds_the_characters_of_each_sentence(out: Path) -> None:
    told = json.loads(run(out, "What does Ragna Thorvald deny?", "--format", "json").stdout)
    assert told["understood"]["question"] == "who-denies-what"
    found = told["answer"]["rows"][0]["sentences"][0]
    [article] = [a for a in told["answer"]["articles"].values() if a["iri"] == found["sentence"]["article"]]
    [text] = [file for file in (out / "articles").iterdir() if found["sentence"]["text"] in file.read_text("utf-8")]
    assert text.read_text("utf-8")[found["sentence"]["start"] : found["sentence"]["end"]] == found["sentence"]["text"]
    assert article["identifier"]


def test_what_no_article_says_is_no_answer(out: Path) -> None:
    told = run(out, "What does Ragna Thorvald say about the price of bananas?")
    assert told.exit_code == 0
    assert "This graph does not say." in told.stdout
    assert "That is not a no." in told.stdout


def test_whoever_is_not_there_is_said_not_to_be(out: Path) -> None:
    told = run(out, "What does Ragna Thorwald deny?")
    assert told.exit_code == 1
    assert "Nobody and nothing here is called ‘Ragna Thorwald’. Did you mean Ragna Thorvald?" in " ".join(
        told.stdout.split()
    )


def test_what_is_not_understood_is_said_not_to_be(out: Path) -> None:
    told = run(out, "How tall is the tower?")
    assert told.exit_code == 1
    assert "This is not understood as a question that the graph answers." in told.stdout
    assert run(out, " ").exit_code == 2

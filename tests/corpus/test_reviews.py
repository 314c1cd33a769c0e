"""A review changes what the next build writes, to the same bytes as if everything were built anew."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import graphkit
from graphkit.errors import Problem
from graphkit.files.layout import PICTURE, REVIEWS, TRIG, TURTLE

ARTICLES = {
    "gull": "Nordal Chemicals denied that a pipe had leaked. Ida Roe said that the whole plant should be closed down.",
    "tide": "Nordal Chemicals said that no pipe had leaked. Ida Roe wants production to end.",
    "reed": "The police arrested Bo Ek. Halden Radio reported that a pipe had leaked.",
}
HEAD = "span,verdict,kind,source,act,article,words,who,when\n"


def write(folder: Path, articles: dict[str, str]) -> None:
    lines = (json.dumps({"id": name, "date": "2025-03-03", "text": text}) for name, text in articles.items())
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")


def build(folder: Path, output: str = "out") -> tuple[graphkit.corpus.BuildReport, dict[str, bytes]]:
    report = graphkit.build_corpus(folder / "news.jsonl", folder / output)
    assert graphkit.open_graph(folder / output).validate().conforms
    return report, {name: (folder / output / name).read_bytes() for name in (TURTLE, TRIG, PICTURE)}


def place(folder: Path, name: str, words: str) -> str:
    kg = graphkit.open_graph(folder / "out")
    ((address,),) = kg.query(f"SELECT ?d {{ ?d dcterms:identifier '{name}' }}").rows
    start = ARTICLES[name].index(words)
    return f'"{re.sub(".*(?=doc/)", "", address.value)}#char={start},{start + len(words)}"'  # type: ignore[union-attr]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, ARTICLES)
    build(tmp_path)
    return tmp_path


def review(folder: Path, *rows: str) -> None:
    (folder / "out" / REVIEWS).write_text(HEAD + "".join(f"{row},Mara,2025-03-05\n" for row in rows), encoding="utf-8")


def build_clean(folder: Path) -> dict[str, bytes]:
    """Build into a new folder, with the same reviews."""
    (folder / "clean").mkdir(exist_ok=True)
    (folder / "clean" / REVIEWS).write_bytes((folder / "out" / REVIEWS).read_bytes())
    return build(folder, "clean")[1]


def test_reviews_added_altered_and_taken_out_give_the_bytes_of_a_clean_build(folder: Path) -> None:
    before = build(folder)[1]
    rows = [
        f"{place(folder, 'gull', 'that a pipe had leaked')},wrong,,,,,",
        f"{place(folder, 'tide', 'that no pipe had leaked')},corrected,,Ida Roe,doubts,,",
        f"{place(folder, 'reed', 'The police arrested Bo Ek')},missed,,Halden Radio,,,",
    ]
    review(folder, *rows)
    report, after = build(folder)
    assert (report.read, report.written, report.problems) == (0, 3, ())
    assert after[TRIG] != before[TRIG]
    assert after == build_clean(folder)
    review(folder, rows[0].replace("wrong", "right"), *rows[1:])
    report, altered = build(folder)
    assert report.written == 1
    assert altered != after
    assert altered == build_clean(folder)
    review(folder)
    assert build(folder)[1] == before


def test_claims_that_matched_do_so_no_longer_when_one_is_wrong(folder: Path) -> None:
    def members() -> set[frozenset[str]]:
        found = graphkit.open_graph(folder / "out").clusters()
        return {frozenset(side.content for side in cluster.claims) for cluster in found}

    denials = frozenset({"that a pipe had leaked", "that no pipe had leaked"})
    assert denials in members()
    review(folder, f"{place(folder, 'gull', 'that a pipe had leaked')},wrong,,,,,")
    build(folder)
    assert denials not in members()


def test_a_review_of_an_earlier_text_is_kept_and_named(folder: Path) -> None:
    reed = place(folder, "reed", "that a pipe had leaked")
    review(folder, f"{reed},wrong,,,,reed,that a pipe had leaked")
    kept = (folder / "out" / REVIEWS).read_bytes()
    write(folder, {**ARTICLES, "reed": ARTICLES["reed"] + " Nobody was hurt."})
    report, after = build(folder)
    (problem,) = report.problems
    assert isinstance(problem, Problem)
    assert problem.where.endswith("reviews.csv, line 2")
    assert "it is of an earlier text of reed; its words are still in it" in problem.what
    assert (folder / "out" / REVIEWS).read_bytes() == kept
    assert after == build_clean(folder)
    write(folder, ARTICLES)  # the text comes back, and with it the review
    report, _ = build(folder)
    assert report.problems == ()
    assert b"gk:verdict gk:wrong" in (folder / "out" / TRIG).read_bytes()

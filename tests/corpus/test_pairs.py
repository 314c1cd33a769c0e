"""What came of comparing two articles is kept for as long as it holds, and makes no difference to any byte."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import graphkit
from graphkit.corpus.pairs import pack_findings, unpack_findings
from graphkit.files.layout import CLAIM_DECISIONS, DECISIONS, TRIG, TURTLE
from graphkit.matching.comparison import Comparison, Difference
from graphkit.matching.findings import Altered, Apart, One, PairFindings
from graphkit.matching.pairs import PairComparer
from graphkit.matching.quotations import Change
from graphkit.matching.words import Stretch

GULL = "Nordal Chemicals denied that a pipe had leaked. Ida Roe said that the whole plant should be closed down."
TIDE = "Nordal Chemicals said that no pipe had leaked. Ida Roe wants production to end."
REED = "The police arrested Bo Ek. Halden Radio reported that a pipe had leaked."
OTHER_REED = "Halden Radio reported that no pipe had leaked."


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The keys of the documents that are compared with one another."""
    found: list[tuple[str, str]] = []
    compare = PairComparer.compare

    def watch(comparer: PairComparer, first: str, second: str) -> PairFindings:
        found.append((first, second))
        return compare(comparer, first, second)

    monkeypatch.setattr(PairComparer, "compare", watch)
    return found


def build(folder: Path, *texts: str, output: str = "out", day: str = "2025-03-03") -> dict[str, bytes]:
    lines = (json.dumps({"id": f"a{number}", "date": day, "text": text}) for number, text in enumerate(texts))
    (folder / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    graphkit.build_corpus(folder / "news.jsonl", folder / output)
    return {name: (folder / output / name).read_bytes() for name in (TURTLE, TRIG)}


def read_pairs(folder: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "out" / "work" / "manifest.sqlite")) as base:
        return set(base.execute("SELECT first, second FROM pair"))


def test_only_what_has_changed_is_compared_again(tmp_path: Path, compared: list[tuple[str, str]]) -> None:
    build(tmp_path, GULL, TIDE, REED)
    assert len(compared) == 6  # each with each other, and with itself
    before = {key for pair in compared for key in pair}
    compared.clear()
    changed = build(tmp_path, GULL, TIDE, OTHER_REED)
    assert len(compared) == 3
    [new] = {key for pair in compared for key in pair} - before
    assert all(new in pair for pair in compared)
    assert len(read_pairs(tmp_path)) == 6  # nothing is kept of what is no longer there
    assert changed == build(tmp_path, GULL, TIDE, OTHER_REED, output="clean")
    compared.clear()
    assert changed == build(tmp_path, GULL, TIDE, OTHER_REED)
    assert not compared


def test_another_day_is_compared_again(tmp_path: Path, compared: list[tuple[str, str]]) -> None:
    build(tmp_path, GULL, TIDE)
    compared.clear()
    found = build(tmp_path, GULL, TIDE, day="2026-04-04")
    assert len(compared) == 3
    assert found == build(tmp_path, GULL, TIDE, output="clean", day="2026-04-04")


@pytest.mark.parametrize(
    ("name", "number"), [(DECISIONS, 3), (CLAIM_DECISIONS, 0)], ids=["who is who", "which claims are one"]
)
def test_what_people_answer_counts_at_once(
    tmp_path: Path, compared: list[tuple[str, str]], name: str, number: int
) -> None:
    before = build(tmp_path, GULL, TIDE)
    words = "Nordal Chemicals" if name == DECISIONS else "pipe had leaked"
    ends = [
        f'"doc/{key}#char={text.index(words)},{text.index(words) + len(words)}"' for key, text in read_texts(tmp_path)
    ]
    row = f"different,{','.join(ends)},Mara,2025-03-05"
    (tmp_path / "out" / name).write_text(f"answer,first,second,who,when\n{row}\n", encoding="utf-8")
    compared.clear()
    found = build(tmp_path, GULL, TIDE)
    assert found != before
    assert len(compared) == number
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / name).write_bytes((tmp_path / "out" / name).read_bytes())
    assert found == build(tmp_path, GULL, TIDE, output="clean")


def read_texts(folder: Path) -> list[tuple[str, str]]:
    """Read the articles, each with its key."""
    return [(path.stem, path.read_text(encoding="utf-8")) for path in (folder / "out" / "articles").iterdir()]


def test_findings_are_kept_as_they_were() -> None:
    one, other = Stretch(3, 9), Stretch(12, 20)
    differences = (Difference(kind="number", one=one, other=other), Difference(kind="day", one=other, other=one))
    found = PairFindings(
        same=(One(0, 3, 0.71), One(1, 1, 0.9)),
        doubtful=(One(2, 0, 0.35),),
        apart=(Apart(4, 2, 0.58, Comparison(rule="word by word", differences=differences)),),
        altered=(
            Altered(0, 1, Change(kind="cut", one=one, other=None)),
            Altered(0, 2, Change(kind="altered", one=one, other=other)),
        ),
    )
    assert unpack_findings(pack_findings(found)) == found
    assert unpack_findings(pack_findings(PairFindings())) == PairFindings()

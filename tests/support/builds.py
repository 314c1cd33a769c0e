"""Build small corpora with a reader that needs no model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import quickdesk

import graphkit
from graphkit.corpus import BuildReport, Options, Settings, building, running
from graphkit.corpus.workers import Inline
from graphkit.files.layout import BRIEF, PICTURE
from graphkit.graph import KnowledgeGraph
from graphkit.query.narrowing import Narrowed

__all__ = ["BASE", "build", "in_this_process", "make_texts", "quick", "read", "write"]

BASE = "https://example.org/kg/"
FILES = ("graph.ttl", "graph.trig", "graph.html", "brief.json", "graphkit.json", "graphs.tsv")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("__init__", "run", "read", "_extract"):
        monkeypatch.setattr(f"graphkit.reader.Reader.{name}", vars(quickdesk.QuickReader)[name], raising=False)
    monkeypatch.setattr(running, "_ITEMS", 3)
    monkeypatch.setattr(running, "_FEW", 100)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build in this process alone, and draw in no time, for every test of a module that takes this fixture in.

    What a process may have died on is read here too: others know nothing of the quick reader.
    """
    monkeypatch.setattr(running.BuildRun, "choose", lambda run, *_: Inline(run.options.settings))

    def draw(kg: KnowledgeGraph, _pictured: Narrowed | None = None) -> dict[str, bytes]:
        return dict.fromkeys((PICTURE, BRIEF), repr(kg.count()).encode())

    monkeypatch.setattr(KnowledgeGraph, "draw", draw)


def write(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def make_texts(number: int) -> dict[str, str]:
    people = ["Anna Berg", "Carl Dahl", "Eva Frost", "Gina Holm", "Ida Jensen"]
    return {
        f"{n:03}.txt": f"{people[n % 5]} said the bridge {n} was closed. {people[(n + 2) % 5]} denied it was the {n}."
        for n in range(number)
    }


def build(inputs: Path | Iterable[Path], out: Path, *, sync: bool = False, workers: int | None = None) -> BuildReport:
    options = Options(settings=Settings(), base=BASE, sync=sync, workers=workers)
    given = [inputs] if isinstance(inputs, Path) else list(inputs)
    return building.build(given, out, options)


def read(out: Path) -> dict[str, bytes]:
    """Read all that an output says; the store by its quads."""
    files = {name: (out / name).read_bytes() for name in FILES}
    files |= {path.name: path.read_bytes() for path in (out / "articles").iterdir()}
    return {**files, "store": graphkit.open_graph(out).serialize("nq")}

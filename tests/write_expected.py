"""Write the expected answers anew: run as `python tests/write_expected.py`, then read the difference before you commit.

The answers over the hand-made articles go to tests/data/answers, those over the example article (which needs the
language model) to ontology/queries/expected.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import test_queries

import graphkit
from graphkit import resources
from graphkit.queries import named
from graphkit.store import GraphStore


def write(folder: Path, find: Callable[[str], GraphStore], values: dict[str, dict[str, str]]) -> None:
    """Write the answer to every question, and remove answers to questions that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for question in named():
        file, content = test_queries.answer(find(question.name), question.name, values)
        (folder / file).write_bytes(content)


def main() -> None:
    """Write both sets of answers."""
    write(test_queries.CHECKED, test_queries.load_articles, test_queries.VALUES)
    if resources.example().exists():
        values = json.loads((test_queries.EXPECTED.parent / "parameters.json").read_text(encoding="utf-8"))
        example = graphkit.build(resources.example()).store
        write(test_queries.EXPECTED, lambda _: example, values)


if __name__ == "__main__":
    main()

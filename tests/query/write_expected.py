"""Write the expected answers anew: run `PYTHONPATH=tests/support python tests/query/write_expected.py`.

Read the difference before you commit it.

The answers over the hand-made articles go to tests/data/answers, those over the example article (which needs the
language model) to ontology/queries/expected.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from answers import CHECKED, EXPECTED, VALUES, answer, load_articles

import graphkit
from graphkit.files import resources
from graphkit.query.evaluation import named
from graphkit.store import GraphStore


def write(folder: Path, find: Callable[[str], GraphStore], values: dict[str, dict[str, str]]) -> None:
    """Write the answer to every question, and remove answers to questions that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for question in named():
        file, content = answer(find(question.name), question.name, values)
        (folder / file).write_bytes(content)


def main() -> None:
    """Write both sets of answers."""
    write(CHECKED, load_articles, VALUES)
    if resources.example().exists():
        values = json.loads((EXPECTED.parent / "parameters.json").read_text(encoding="utf-8"))
        example = graphkit.build(resources.example()).store
        write(EXPECTED, lambda _: example, values)


if __name__ == "__main__":
    main()

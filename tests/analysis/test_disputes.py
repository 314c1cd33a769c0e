"""Whoever asks what is disputed gets one answer: from the questions, the analysis and the picture."""

from __future__ import annotations

import csv

import pytest
from answers import load_articles
from pyoxigraph import Store

from graphkit.analysis.metrics import analyse
from graphkit.query.evaluation import run
from graphkit.visualisation.scene import compose


def ask(store: Store, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(run(store, name).serialize("csv").decode().splitlines()))


@pytest.mark.parametrize("example", ["disputes", "disagreements", "changed-positions"])
def test_the_questions_the_analysis_and_the_picture_agree(example: str) -> None:
    store = load_articles(example)
    pairs = {
        (row["holds"], row["contests"])
        for row in ask(store, "disputes")
        if not any(row[side].startswith("(the article ") for side in ("holder", "contester"))
    }
    disputes = [dispute for dispute in analyse(store).disputes if dispute.kind == "claim"]
    evidence = [set(dispute.evidence) for dispute in disputes]
    assert all(any({*pair} <= own for own in evidence) for pair in pairs)
    assert all(any({*pair} <= own for pair in pairs) for own in evidence)

    most = ask(store, "most-disputed")
    assert len(disputes) == sum(row["kind"] != "entity" for row in most)
    assert len(analyse(store).disputes) == len(most)
    assert run(store, "is-disputed").answer is bool(pairs)

    scene = compose(store)
    contested = {key for key, node in scene.nodes.items() if node.state == "contested" and node.middle}
    shown = {link.reading for link in scene.claim_links() if link.target in contested}
    assert shown == {claim for pair in pairs for claim in pair}

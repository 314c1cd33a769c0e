"""Whoever asks what is disputed gets one answer: from the questions, the analysis and the picture."""

from __future__ import annotations

import csv

import pytest
from answers import load_articles
from shore import build_one

from graphkit.analysis.brief import brief
from graphkit.analysis.metrics import analyse
from graphkit.query.evaluation import run
from graphkit.store import GraphStore
from graphkit.visualisation.scene import compose


def ask(store: GraphStore, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(run(store, name).serialize("csv").decode().splitlines()))


@pytest.mark.parametrize("example", ["disputes", "disagreements", "changed-positions"])
def test_the_questions_the_analysis_and_the_picture_agree(example: str) -> None:
    store = load_articles(example)
    pairs = {
        (row["holds"], row["contests"])
        for row in ask(store, "disputes")
        if row["in"] != "stance" and not any(row[side].startswith("(the article ") for side in ("holder", "contester"))
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
    contested = {key for key, node in scene.nodes.items() if node.state == "contested" and node.kind == "claim"}
    shown = {link.reading for link in scene.claim_links() if link.target in contested}
    assert shown == {claim for pair in pairs for claim in pair}


def test_who_is_against_a_report_that_speaks_disputes_what_it_says() -> None:
    store = build_one(
        "The inspectors published a report on Tuesday. The report says that the dam in Vell was unsafe. "
        "The Ministry of Water opposes the report. Ada Brandt, the mayor, criticized the law.\n"
    ).store
    [card] = brief(store, {}).disputes
    assert [(side.manner, side.stands[0].speakers[0].name) for side in card.sides] == [
        ("affirms", "report"),
        ("opposes", "Ministry of Water"),
    ]
    assert card.sides[0].stands[0].words.endswith("the dam in Vell was unsafe")
    [row] = ask(store, "disputes")
    assert (row["in"], row["what"]) == ("stance", "that the dam in Vell was unsafe")
    assert (row["holder"], row["contester"]) == ("report", "Ministry of Water")
    [most] = ask(store, "most-disputed")
    assert (most["disputed"], most["for"], most["against"]) == ("report", "1", "1")
    [dispute] = analyse(store).disputes
    assert (dispute.affirm, dispute.reject) == (("report",), ("Ministry of Water",))
    assert run(store, "is-disputed").answer

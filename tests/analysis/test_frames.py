from __future__ import annotations

import sys

import pytest
from newsroom import Newsroom
from shore import build_shore

from graphkit.analysis.frames import TABLES
from graphkit.errors import OptionalDependencyError, QueryError
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import GK

HOSTILE = "=SUM(1) <b>\u202e \x07\r\nnext"


class Storm(Newsroom):
    """Two articles: a denial in two wordings, two numbers, an edge between two parties."""

    def __init__(self) -> None:
        super().__init__()
        gull = self.write(
            f"Kester denied that a pipe leaked. Roe said 12 boats sank {HOSTILE}.", title="Gull", issued="2025-03-03"
        )
        tide = self.write("Kester said no pipe leaked. Hale said 14 boats sank. Hale left.", title="Tide")
        kester = self.name(gull, "Kester", slug="kester")
        self.name(tide, "Kester", slug="kester")
        roe, hale = self.name(gull, "Roe", slug="roe"), self.name(tide, "Hale", slug="hale")
        self.denial = self.claim(gull, "Kester", "denied", "that a pipe leaked", who=kester, act="denies")
        self.negation = self.claim(tide, "Kester", "said", "no pipe leaked", who=kester)
        self.twelve = self.claim(gull, "Roe", "said", f"12 boats sank {HOSTILE}", who=roe)
        self.fourteen = self.claim(tide, "Hale", "said", "14 boats sank", who=hale)
        self.cluster = self.unite(self.denial, self.negation, reasons=["one speaker: Kester"])
        self.count = self.oppose(self.twelve, self.fourteen, "number", (self.twelve, "12"), (self.fourteen, "14"))


@pytest.fixture
def storm() -> Storm:
    return Storm()


def test_a_row_of_claims_is_what_parquet_holds(storm: Storm) -> None:
    pytest.importorskip("pandas")
    frame = KnowledgeGraph(storm.store).frame("claims").set_index("claim")
    denial, twelve = frame.loc[storm.denial], frame.loc[storm.twelve]
    assert (denial["source_label"], denial["act"], denial["article_issued"]) == (["Kester"], "denies", "2025-03-03")
    assert (denial["cluster"], denial["origins_at_least"]) == (storm.cluster, 1)
    assert (twelve["disagrees_with"], twelve["disagrees_in"]) == ([storm.fourteen], ["number"])
    assert twelve["content"] == f"12 boats sank {HOSTILE}"
    assert (twelve["cluster"], frame.loc[storm.fourteen]["article_issued"]) == (None, None)
    assert frame["start"].dtype == "Int64" and frame["confidence"].dtype == "float64"


def test_an_entity_has_the_number_of_its_claims(storm: Storm) -> None:
    pytest.importorskip("pandas")
    frame = KnowledgeGraph(storm.store).frame("entities")
    assert dict(zip(frame["label"], frame["claims_made"], strict=True)) == {"Kester": 2, "Roe": 1, "Hale": 1}
    assert list(frame["entity"]) == sorted(frame["entity"])


def test_a_disagreement_has_both_claims_and_the_words_in_which_they_differ(storm: Storm) -> None:
    pytest.importorskip("pandas")
    (row,) = KnowledgeGraph(storm.store).frame("disagreements").to_dict("records")
    assert (row["disagreement"], row["kinds"]) == (storm.count, ["number"])
    sides = {row[name]: (row[f"{name}_source"], row[f"{name}_words"]) for name in ("one", "other")}
    assert sides == {storm.twelve: (["Roe"], ["12"]), storm.fourteen: (["Hale"], ["14"])}


def test_a_cluster_has_its_claims_and_why_they_are_one_voice(storm: Storm) -> None:
    pytest.importorskip("pandas")
    (row,) = KnowledgeGraph(storm.store).frame("clusters").to_dict("records")
    assert (row["cluster"], row["claims"]) == (storm.cluster, sorted([storm.denial, storm.negation]))
    assert (sorted(row["contents"]), row["reasons"]) == (
        ["no pipe leaked", "that a pipe leaked"],
        ["one speaker: Kester"],
    )


def test_every_edge_of_the_network_between_parties_is_a_row_with_its_statement() -> None:
    pytest.importorskip("pandas")
    shore = build_shore()
    frame = shore.frame("statements")
    edges = [data for _, _, data in shore.network().edges(data=True) if data["kind"] == "stance"]
    assert sorted(frame["statement"]) == sorted(data["statement"] for data in edges) != []
    assert {(row["subject_label"], row["object_label"]) for row in frame.to_dict("records")} >= {
        ("Mara Lind", "Norvik Ltd")
    }
    assert all(predicate.startswith(GK) for predicate in frame["predicate"])


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_graph_has_the_same_columns(storm: Storm, name: str) -> None:
    pytest.importorskip("pandas")
    full, empty = KnowledgeGraph(storm.store).frame(name), KnowledgeGraph(Newsroom().store).frame(name)
    assert list(empty.columns) == list(full.columns) and len(empty) == 0
    assert list(empty.dtypes) == list(full.dtypes)


def test_a_narrowed_graph_has_only_its_rows(storm: Storm) -> None:
    pytest.importorskip("pandas")
    frame = KnowledgeGraph(storm.store).narrow(source="Roe").frame("claims")
    assert set(frame["claim"]) == {storm.denial, storm.twelve}


def test_a_table_that_there_is_not_is_named_with_those_that_there_are(storm: Storm) -> None:
    with pytest.raises(QueryError, match="'people' is no table of a graph; choose one of claims, entities, statements"):
        KnowledgeGraph(storm.store).frame("people")


def test_what_to_install_is_said(monkeypatch: pytest.MonkeyPatch, storm: Storm) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(OptionalDependencyError, match=r"pip install 'graphkit\[frames\]'"):
        KnowledgeGraph(storm.store).frame("claims")

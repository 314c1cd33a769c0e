"""A wire story in three papers and an article about the same: four documents, two voices, in all that counts."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, RdfFormat

import graphkit
from graphkit import Document
from graphkit.analysis import metrics, network
from graphkit.analysis.tables import describe_copies
from graphkit.cli import cli
from graphkit.documents import mark
from graphkit.model.vocabulary import BASE, GK
from graphkit.query import evaluation
from graphkit.visualisation.payload import payload
from graphkit.visualisation.scene import compose

WIRE = """\
The mayor of Halden, Ragna Thorvald, said on Monday that Nordal Chemicals polluted the bay.

Nordal Chemicals denied the allegation. The company said that it would release readings of its own instruments by
the end of the month, and that no worker had reported a leak since the spring.

The harbour was closed for two days while divers looked for the source of the oil. Fishermen waited on the quay with
full nets, and two of them went home before the boats of the coast guard came back after dark.
"""
PAPERS = {
    "wire": ("Mayor blames plant for oil in bay", "2031-05-01", WIRE),
    "echo": (
        "Oil in our bay!",
        "2031-05-02",
        f"Oil in our bay!\n\nBy Jane Doe\n\n{WIRE}\nTelephone us if you have seen birds with oil on their wings.\n",
    ),
    "gazette": (
        "Harbour shut for two days",
        "2031-05-02",
        WIRE.replace("on Monday ", "").rsplit(". ", 1)[0] + ".\n\nThe council meets on Friday in the old town hall.\n",
    ),
    "radio": (
        "A walk along the shore",
        "2031-05-03",
        "Eleven dead birds lay between the stones this morning, and the water smelled of petrol up to the church.\n\n"
        "Ragna Thorvald said that Nordal Chemicals polluted the bay. She came in rubber boots and carried a sample home"
        " in a jam jar, which she later showed to the children of the school above the ferry.\n",
    ),
}


def write(names: Iterable[str] = PAPERS) -> list[Document]:
    return [
        Document(text=text, identifier=name, title=title, issued=issued, boilerplate=mark(text))
        for name, (title, issued, text) in ((name, PAPERS[name]) for name in names)
    ]


@pytest.fixture(scope="module")
def kg() -> graphkit.KnowledgeGraph:
    return graphkit.build(write())


def address(name: str) -> str:
    [document] = write([name])
    return f"{BASE}doc/{document.key}"


def test_copies_point_to_the_wire_story_and_the_other_article_to_nothing(kg: graphkit.KnowledgeGraph) -> None:
    rows = kg.query("near-duplicates").records()
    assert [(row["article"], row["repeats"]) for row in rows] == [("echo", "wire"), ("gazette", "wire")]
    assert all(0.75 <= float(str(row["similarity"])) <= 1 for row in rows)
    assert kg.validate().conforms


def test_claim_in_four_articles_has_the_one_origin_that_all_of_them_quote(kg: graphkit.KnowledgeGraph) -> None:
    [row] = [
        r
        for r in kg.query("independent-sources", what="Nordal Chemicals").records()
        if str(r["claimed"]).endswith("polluted the bay")
    ]
    assert (row["articles"], row["atLeast"], row["atMost"], row["sources"]) == ("4", "1", "1", "Ragna Thorvald")
    [heard] = [r for r in kg.query("most-quoted").records() if r["source"] == "Ragna Thorvald"]
    assert (heard["documents"], heard["independent"]) == ("4", "2")


def test_what_a_document_says_does_not_change_when_a_copy_arrives(kg: graphkit.KnowledgeGraph) -> None:
    graph = NamedNode(address("wire"))
    alone = graphkit.build(write(["wire", "radio"])).store
    assert set(alone.quads_for_pattern(None, None, None, graph)) == set(
        kg.store.quads_for_pattern(None, None, None, graph)
    )
    assert not list(alone.quads_for_pattern(None, NamedNode(f"{GK}nearDuplicateOf"), None, None))


def test_order_of_articles_does_not_change_a_byte(kg: graphkit.KnowledgeGraph) -> None:
    assert graphkit.build(write(reversed(PAPERS))).serialize("trig") == kg.serialize("trig")


def test_graph_comes_back_whole_from_turtle(kg: graphkit.KnowledgeGraph, tmp_path: Path) -> None:
    """Turtle has no graphs, and what is said of a copy stands below its address without being in its graph."""
    kg.export(tmp_path / "graph.ttl")
    again = graphkit.open_rdf(tmp_path / "graph.ttl")
    assert again.serialize("trig") == kg.serialize("trig")


def test_analysis_counts_a_copied_article_once(kg: graphkit.KnowledgeGraph) -> None:
    report, single = kg.analyse(), graphkit.build(write(["wire", "radio"])).analyse()
    assert (report.documents, report.copies, single.copies) == (4, 2, 0)
    assert {s.label: (s.claims, s.pagerank) for s in report.standings if s.label != "council"} == {
        s.label: (s.claims, s.pagerank) for s in single.standings
    }
    assert describe_copies(report) == "2 of 4 articles are near duplicates of others: what they repeat counts once"
    assert describe_copies(single) == ""


def test_command_says_how_many_articles_are_copies(kg: graphkit.KnowledgeGraph, tmp_path: Path) -> None:
    kg.save(tmp_path / "out")
    result = CliRunner().invoke(cli, ["analyse", str(tmp_path / "out")])
    assert "2 of 4 articles are near duplicates of others" in result.output


def test_network_keeps_every_edge_and_weighs_the_independent_ones(kg: graphkit.KnowledgeGraph) -> None:
    projected = network.project(kg.store)
    thorvald, nordal = f"{BASE}entity/ragna-thorvald", f"{BASE}entity/nordal-chemicals"
    said = [data for source, _, data in projected.edges(data=True) if source == thorvald and data["kind"] == "says"]
    assert {data["document"]: data["near_duplicate_of"] for data in said} == {
        address("wire"): "",
        address("echo"): address("wire"),
        address("gazette"): address("wire"),
        address("radio"): "",
    }
    assert metrics.condense(projected)[thorvald][nordal]["weight"] == 2


def test_exports_say_which_article_is_a_copy(kg: graphkit.KnowledgeGraph, tmp_path: Path) -> None:
    kg.export(tmp_path / "edges.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "edges.csv").read_text(encoding="utf-8"))))
    assert {row["near_duplicate_of"] for row in rows if row["document"] == address("echo")} == {address("wire")}
    kg.export(tmp_path / "graph.neo4j.zip", format="neo4j")
    with zipfile.ZipFile(tmp_path / "graph.neo4j.zip") as archive:
        edges = list(csv.DictReader(io.StringIO(archive.read("relationships.csv").decode())))
    repeated = {(e[":START_ID"], e[":END_ID"]) for e in edges if e[":TYPE"] == "NEAR_DUPLICATE_OF"}
    assert repeated == {(address("echo"), address("wire")), (address("gazette"), address("wire"))}
    written = json.loads(kg.serialize("jsonld"))
    assert any(graph["@id"].endswith("graph/duplicates") for graph in written["@graph"])
    assert set(pyoxigraph.parse(kg.serialize("jsonld"), format=RdfFormat.JSON_LD)) == set(kg.store)


def test_parquet_says_which_article_is_a_copy(kg: graphkit.KnowledgeGraph, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    kg.export(tmp_path / "claims.parquet")
    rows = parquet.read_table(tmp_path / "claims.parquet").to_pylist()
    assert {(r["document"], r["article_near_duplicate_of"]) for r in rows} >= {
        (address("echo"), address("wire")),
        (address("radio"), None),
    }


def test_picture_says_of_each_article_which_one_it_repeats(kg: graphkit.KnowledgeGraph) -> None:
    articles = payload(compose(kg.store), title="x", texts=kg.texts)["articles"]
    rows = [dict(zip(articles["fields"], row, strict=False)) for row in articles["rows"]]
    names = [row["title"] for row in rows]
    repeats = {row["title"]: names[row["repeats"]] for row in rows if row.get("repeats") is not None}
    assert repeats == dict.fromkeys(
        ("Oil in our bay!", "Harbour shut for two days"), "Mayor blames plant for oil in bay"
    )


def test_counts_are_right_where_each_copy_says_more_than_the_other() -> None:
    said = [("a", "wire"), ("b", "copy"), ("b", "copy"), ("a", "copy"), ("a", "other")]
    assert network.count_independent(said, {"copy": "wire"}) == {"a": 2, "b": 2}


def test_query_of_a_graph_without_copies_counts_every_article() -> None:
    store = graphkit.build(write(["wire", "radio"])).store
    [row] = [r for r in evaluation.run(store, "most-quoted").records() if r["source"] == "Ragna Thorvald"]
    assert (row["documents"], row["independent"]) == ("2", "2")

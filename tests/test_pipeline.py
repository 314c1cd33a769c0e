from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat
from tiers import nightly

import graphkit
from graphkit import documents
from graphkit.files.layout import CHECKSUMS
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import BASE, GK, OA

ARTICLE = """China has denied the report.

Zhang Jun, China's ambassador to the UN, said Beijing was "firmly opposed" to the report.

"The report is a lie," he told reporters on Monday.

Advertisement

Human Rights Watch said the camps may hold a million people.
"""
OTHER = "Maya Wang of Human Rights Watch said that China had blocked the resolution. Beijing rejected the claim.\n"


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return graphkit.build([documents.make(ARTICLE, identifier="a.txt"), documents.make(OTHER, identifier="b.txt")])


@pytest.fixture(scope="module")
def out(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kg.save(tmp_path_factory.mktemp("kg") / "out")


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    return folder


def test_the_graph_holds_both_documents_and_their_claims(kg: KnowledgeGraph) -> None:
    counts = kg.count()
    assert counts["documents"] == 2
    assert counts["claims"] >= 4
    assert counts["entities"] >= 3
    assert repr(kg).startswith("<KnowledgeGraph documents=2 claims=")
    assert kg.problems == ()
    assert set(kg.texts.values()) == {ARTICLE, OTHER}


def test_it_answers_sparql(kg: KnowledgeGraph) -> None:
    rows = kg.query("SELECT DISTINCT ?label { ?who gk:opposes ?what . ?who skos:prefLabel ?label }").records()
    assert {"label": "Zhang Jun"} in rows
    named = kg.query("who-said-what", who="Zhang Jun").records()
    assert named == kg.query("who-said-what", {"who": "Zhang Jun"}).records() != []


def test_the_dataset_is_a_plain_rdflib_dataset(kg: KnowledgeGraph) -> None:
    assert type(kg.dataset) is rdflib.Dataset
    assert kg.dataset is kg.dataset
    assert len(kg.dataset) == len({quad.triple for quad in kg.store})
    spans = kg.dataset.query("SELECT ?text { ?s oa:exact ?text } ORDER BY ?text")
    assert len(list(spans)) > 0


def test_it_can_be_projected_and_analysed_and_conforms(kg: KnowledgeGraph) -> None:
    assert isinstance(kg.network(), nx.MultiDiGraph)
    assert kg.analyse().claims == kg.count()["claims"]
    report = kg.validate()
    assert report.findings == ()
    assert report.conforms


def test_every_span_is_true_and_no_node_is_blank(kg: KnowledgeGraph) -> None:
    spans = 0
    for quad in kg.store.quads_for_pattern(None, NamedNode(f"{OA}exact"), None):
        assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
        document, _, place = quad.subject.value.partition("#char=")
        start, end = map(int, place.split(","))
        assert kg.texts[document][start:end] == quad.object.value
        spans += 1
    assert spans > 10
    assert not any(isinstance(node, BlankNode) for quad in kg.store for node in (quad.subject, quad.object))


def test_boilerplate_is_marked_and_claims_nothing(kg: KnowledgeGraph) -> None:
    marked = kg.query("SELECT ?text { ?s a gk:Boilerplate ; oa:exact ?text }").records()
    assert marked == [{"text": "Advertisement"}]
    start = ARTICLE.index("Advertisement")
    inside = f"SELECT ?c {{ ?c gk:contentSpan/oa:start ?s FILTER(?s >= {start} && ?s < {start + 13}) }}"
    assert kg.query(inside).records() == []


def test_a_saved_graph_opens_as_it_was(kg: KnowledgeGraph, out: Path) -> None:
    opened = graphkit.open_graph(out)
    assert set(opened.store) == set(kg.store)
    assert dict(opened.texts) == dict(kg.texts)
    assert opened.base_iri == kg.base_iri
    assert opened.model == kg.model
    assert opened.query("who-said-what").records() == kg.query("who-said-what").records()


def test_the_files_hold_the_graph(kg: KnowledgeGraph, out: Path) -> None:
    assert {path.name for path in out.iterdir()} == {
        "articles",
        "brief.json",
        "checksums.tsv",
        "graph.html",
        "graph.trig",
        "graph.ttl",
        "graphkit.json",
        "search.sqlite",
        "store",
    }
    assert set(pyoxigraph.parse((out / "graph.trig").read_bytes(), format=RdfFormat.TRIG)) == set(kg.store)
    facts = json.loads((out / "graphkit.json").read_text(encoding="utf-8"))
    assert facts["counts"] == kg.count()
    assert facts["model"] == "en_core_web_md 3.8.0"
    html = (out / "graph.html").read_text(encoding="utf-8")
    assert "2 articles" in html


def test_an_opened_graph_can_be_saved_over_itself(out: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(out, copy)
    before = {path.name: path.read_bytes() for path in (*copy.glob("graph*"), copy / "brief.json")}
    graphkit.open_graph(copy).save(copy)
    assert {path.name: path.read_bytes() for path in (*copy.glob("graph*"), copy / "brief.json")} == before


def test_it_can_be_shown_and_exported(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert kg.export(tmp_path / "g.nq").read_bytes() == kg.serialize("nq")
    assert kg.export(tmp_path / "g.data", format="ttl").read_bytes() == kg.serialize("ttl")
    assert kg.show(tmp_path / "g.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    assert "srcdoc=" in kg.show(view="table")._repr_html_()
    assert b"<svg" in kg.show(tmp_path / "g.SVG", view="who").read_bytes()


def test_another_base_is_used_everywhere(tmp_path: Path) -> None:
    kg = graphkit.build(documents.make(OTHER), base_iri="https://data.example.net/news/")
    text = kg.serialize("nq").decode()
    assert BASE not in text
    assert "<https://data.example.net/news/entity/china>" in text
    assert kg.query("ASK { ex:entity\\/china a schema:Country }").answer
    assert graphkit.open_graph(kg.save(tmp_path / "out")).base_iri == "https://data.example.net/news/"


@pytest.mark.parametrize("base", ["news", "https://a b/", "https://example.org/kg", "https://example.org/kg#", ""])
def test_a_base_that_makes_no_addresses_is_refused(base: str) -> None:
    with pytest.raises(graphkit.InputError, match="the base IRI"):
        graphkit.build(documents.make(OTHER), base_iri=base)


def test_the_order_of_the_inputs_changes_nothing(kg: KnowledgeGraph, tmp_path: Path) -> None:
    write(tmp_path, a=ARTICLE, b=OTHER)
    for inputs in ([tmp_path / "b.txt", tmp_path / "a.txt"], [tmp_path]):
        assert graphkit.build(inputs).serialize("trig") == kg.serialize("trig")


def test_the_same_text_under_two_names_is_read_once_and_told(tmp_path: Path) -> None:
    write(tmp_path, a=OTHER, b=OTHER)
    kg = graphkit.build(tmp_path)
    assert kg.count()["documents"] == 1
    assert [str(problem) for problem in kg.problems] == ["b.txt: was left out: its text is that of a.txt"]
    assert graphkit.open_graph(kg.save(tmp_path / "out")).problems == kg.problems
    assert kg.query("SELECT ?i { ?d dcterms:identifier ?i }").records() == [{"i": "a.txt"}]


def test_nothing_to_read_is_an_error_that_says_why(tmp_path: Path) -> None:
    write(tmp_path, a="", b=" ", c="\n", d="\t")
    with pytest.raises(graphkit.InputError, match=r"nothing to read: .*a\.txt: was left out: the text is empty; .*; …"):
        graphkit.build(tmp_path)
    with pytest.raises(graphkit.InputError, match="no input given"):
        graphkit.build([])


def test_a_text_of_a_document_must_be_whole() -> None:
    with pytest.raises(graphkit.InputError, match="a: the text holds lone surrogates"):
        graphkit.build(graphkit.Document(text="a\ud800", identifier="a"))


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    graphkit.build(write(tmp_path, a=ARTICLE, b=OTHER), progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]


@pytest.mark.slow
def test_an_unknown_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(graphkit.ModelError, match="no_such_model cannot be loaded"):
        graphkit.build(documents.make(OTHER), model="no_such_model")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word " * 40_000, marks=[pytest.mark.model, pytest.mark.slow]),
        "“The “report” is “a lie, he said. " * 40,
        '"No" "no" "no said Zhang Jun. ' * 40,
        "\u200fZhang Jun\u200e said \u202ethe report\u202c was \U0001f600 false \U0001f469\u200d\U0001f680.",
        "<p>Zhang Jun said <b>no</b>.</p><script>alert(1)</script> The report was false, he said.",
        "Zhang Jun said\0 that the report was false.",
        "!!! ??? ... --- *** ((( )))",
        "The list\n\nof\n\nwords\n\nwithout\n\nsentences",
        "Zhang Jun said the report was false. " * 5 + "\r\n\r\n" + "\u2028He denied it.\u2029" * 3,
    ],
    ids=["no-sentence", "unbalanced", "straight", "bidi-emoji", "html", "nul", "punctuation", "list", "separators"],
)
def test_hard_text_gives_a_graph_that_conforms(text: str, tmp_path: Path) -> None:
    kg = graphkit.build(documents.make(text))
    assert kg.validate().conforms
    for quad in kg.store.quads_for_pattern(None, NamedNode(f"{OA}exact"), None):
        assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
        start, end = map(int, quad.subject.value.partition("#char=")[2].split(","))
        assert text[start:end] == quad.object.value
    kg.save(tmp_path / "out")


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("clauses", [800, *nightly([8_000])])
def test_a_sentence_of_up_to_two_hundred_kilobytes(clauses: int) -> None:
    text = "Zhang Jun said that " + "the report was false and " * clauses + "that was it."
    kg = graphkit.build(documents.make(text))
    assert kg.count()["documents"] == 1


@pytest.mark.model
@pytest.mark.slow
def test_the_bytes_depend_on_no_seed_order_zone_locale_or_mask(tmp_path: Path) -> None:
    abroad = {"TZ": "XXX+99", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    write(tmp_path, a=ARTICLE, b=OTHER)
    made = []
    for seed in ("1", "2"):
        out = tmp_path / f"out{seed}"
        command = [sys.executable, "-m", "graphkit", "build", "b.txt", "a.txt", "-o", os.fspath(out)]
        inputs = command if seed == "1" else [*command[:4], "a.txt", "b.txt", *command[6:]]
        environment = {**os.environ, "PYTHONHASHSEED": seed, **(abroad if seed == "2" else {})}
        umask = 0o077 if seed == "2" else 0o022
        subprocess.run(inputs, check=True, cwd=tmp_path, env=environment, umask=umask, capture_output=True)
        # the checksums are of the store's files too, which are not the same each time
        apart = {"store", "work", CHECKSUMS}
        files = sorted(path for path in out.rglob("*") if path.is_file() and not apart & {*path.parts})
        nquads = graphkit.open_graph(out).serialize("nq")
        made.append(({path.relative_to(out).as_posix(): path.read_bytes() for path in files}, nquads))
    assert made[0] == made[1]


def test_a_real_article_reads_and_conforms(shared: Path) -> None:
    kg = graphkit.build(shared / "data" / "article" / "un-report.txt")
    assert kg.count()["claims"] >= 20
    assert kg.validate().conforms
    plain = kg.query("SELECT DISTINCT ?l { ?s gk:opposes ?o . ?s skos:prefLabel ?l }").records()
    assert {"l": "Zhang Jun"} in plain
    assert f"<{GK}opposes>" in kg.serialize("nt").decode()

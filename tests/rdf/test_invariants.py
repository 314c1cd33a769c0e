"""What holds of every graph, whatever the text: the example, made-up text, every real article there is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Variable
from tiers import nightly

import graphkit
from graphkit.files import resources
from graphkit.graph import KnowledgeGraph
from graphkit.model import Document
from graphkit.model.vocabulary import GK, OA, RDF, RDFS
from graphkit.store import GraphStore

PIECES = [
    "Angela Merkel", "the minister", "Norway", "Beijing", "She", "it", "the report", "officials", "26 people",
    "Dr. Wang",
    "said", "denied that", "accuses", "may have attacked", "according to", "allegedly", "did not", "supports",
    "opposed to",
    "was told to", "if", "because", "who", "and", "of", "the claim that", "a spokesman for", "called on", "to leave",
    '"', "“", "”", "'", "«", "»", ",", ".", "?", ":", ";", "—", "(", ")", "\n\n", "\n", "  ", "\t", "\r\n",
    "\U0001f600", "e\u0301", "\u200f", "\x00", "<b>", "&amp;", "http://a.b/c", "#char=1,2", "Ünïcode", "2022",
    "on Monday",
]  # fmt: skip


def check_everything(kg: KnowledgeGraph, texts: dict[str, str]) -> None:
    """Check all invariants of one graph.

    Args:
        kg: The graph.
        texts: The address of each document → its text.
    """
    store = kg.store
    check_spans(store, texts)
    check_nodes(store)
    check_firewall(store)
    check_reach(store)


def check_spans(store: GraphStore, texts: dict[str, str]) -> None:
    for quad in store.quads_for_pattern(None, NamedNode(f"{OA}exact"), None, None):
        start, end = (
            int(next(store.quads_for_pattern(quad.subject, NamedNode(OA + name), None, quad.graph_name)).object.value)  # type: ignore[union-attr]
            for name in ("start", "end")
        )
        assert texts[quad.graph_name.value][start:end] == quad.object.value  # type: ignore[union-attr]


def check_nodes(store: GraphStore) -> None:
    for quad in store:
        assert not isinstance(quad.subject, BlankNode), quad
        assert not isinstance(quad.object, BlankNode), quad


def check_firewall(store: GraphStore) -> None:
    """No triple that stands only inside claims, or negated, or hedged, is a plain triple."""
    relations = {q.subject for q in store.quads_for_pattern(None, NamedNode(f"{RDFS}subPropertyOf"), None, None)}
    for relation in relations:
        assert isinstance(relation, NamedNode)
        for edge in store.quads_for_pattern(None, relation, None, None):
            found = store.query(
                f"""
                ASK {{ GRAPH ?g {{
                  ?statement <{RDF}subject> ?s ; <{RDF}predicate> ?p ; <{RDF}object> ?o ;
                             <{GK}polarity> <{GK}positive> ; <{GK}certainty> <{GK}certain> .
                  FILTER NOT EXISTS {{ ?statement <{GK}within> ?claim }}
                }} }}
                """,
                substitutions={
                    Variable(name): term
                    for name, term in zip(
                        "gspo", (edge.graph_name, edge.subject, edge.predicate, edge.object), strict=True
                    )
                    if not isinstance(term, DefaultGraph)
                },
            )
            assert bool(found), edge


def check_reach(store: GraphStore) -> None:
    """Every claim and statement reaches its document and characters of it."""
    for kind, spans in (("Claim", ("cueSpan", "contentSpan")), ("Statement", ("subjectSpan",))):
        for quad in store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(GK + kind), None):
            documents = list(store.quads_for_pattern(quad.subject, NamedNode(f"{GK}inDocument"), None, None))
            assert len(documents) == 1
            assert documents[0].object == quad.graph_name
            assert any(
                True for name in spans for _ in store.quads_for_pattern(quad.subject, NamedNode(GK + name), None, None)
            )


def texts_of(kg: KnowledgeGraph, documents: list[Document]) -> dict[str, str]:
    return {f"{kg.base_iri}doc/{d.key}": d.text for d in documents}


def test_example(example_kg: KnowledgeGraph) -> None:
    text = resources.example().read_text(encoding="utf-8")
    check_everything(example_kg, texts_of(example_kg, [Document(text=text, identifier="example.txt")]))
    report = example_kg.validate()
    assert report.conforms, report


@pytest.mark.model
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60), st.sampled_from([" ", ""]))
def test_made_up_text(pieces: list[str], between: str) -> None:
    document = Document(text=f"The council met. {between.join(pieces)}", identifier="made up")
    kg = graphkit.build(document)
    check_everything(kg, texts_of(kg, [document]))


@pytest.mark.slow
def test_made_up_text_conforms_to_the_shapes() -> None:
    documents = [
        Document(text=" ".join(PIECES[i:] + PIECES[:i]), identifier=f"made up {i}") for i in range(0, len(PIECES), 9)
    ]
    report = graphkit.build(documents).validate()
    assert report.conforms, report


@pytest.mark.slow
@pytest.mark.parametrize("part", [0, *nightly(range(1, 8))])
def test_real_articles(shared: Path, part: int) -> None:
    paths = sorted((shared / "data").glob("article/*.txt")) + sorted((shared / "data").glob("attribution/*/text/*.txt"))
    documents = [Document(text=p.read_text(encoding="utf-8", newline=""), identifier=str(p)) for p in paths]
    documents += [
        Document(text=json.loads(line)["text"], identifier=json.loads(line)["id"])
        for path in sorted((shared / "data").glob("identity/*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    documents = documents[part::8]
    assert documents
    kg = graphkit.build(documents)
    check_everything(kg, texts_of(kg, documents))


@pytest.mark.slow
def test_a_real_article_conforms_to_the_shapes(shared: Path) -> None:
    report = graphkit.build(sorted((shared / "data" / "article").glob("*.txt"))).validate()
    assert report.conforms, report


@pytest.mark.model
@pytest.mark.slow
def test_same_bytes_whatever_the_seed_and_the_order_of_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    example = resources.example().read_text(encoding="utf-8")
    (folder / "a.txt").write_text(example, encoding="utf-8")
    (folder / "b.txt").write_text(example.replace("Thorvald", "Lindqvist"), encoding="utf-8")
    made = []
    for seed, order in (("0", ("a.txt", "b.txt")), ("1", ("b.txt", "a.txt"))):
        out = tmp_path / f"out{seed}"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        inputs = [str(folder / name) for name in order]
        command = [sys.executable, "-m", "graphkit"]
        subprocess.run([*command, "build", *inputs, "-o", str(out)], check=True, env=environment, capture_output=True)
        subprocess.run(
            [*command, "export", str(out), str(out / "x.nq")], check=True, env=environment, capture_output=True
        )
        made.append([(out / name).read_bytes() for name in ("graph.ttl", "graph.trig", "graph.html", "x.nq")])
    assert made[0] == made[1]

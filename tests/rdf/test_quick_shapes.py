"""What is said fast of a graph is what pyshacl finds: it may be unsure, and never lets through what pyshacl refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from graphkit.files import resources
from graphkit.model.vocabulary import BASE, GK, RDF, RDFS, SCHEMA, XSD
from graphkit.rdf.validation import quick
from graphkit.rdf.validation.index import make_index
from graphkit.rdf.validation.quick import surely_conforms
from graphkit.rdf.validation.shapes import check_shapes

EXAMPLES = sorted((resources.ontology() / "examples").glob("*/*.trig"))
SMALL = (
    "boilerplate",
    "claim",
    "entities",
    "identity-decisions",
    "mentions",
    "role",
    "run",
    "stance",
    "reported-claim",
)


def load(path: Path) -> Store:
    store = Store()
    store.load(path=str(path))
    return store


def graphs(store: Store) -> list[NamedNode]:
    return [graph for graph in store.named_graphs() if isinstance(graph, NamedNode)]


def judge(store: Store, graph: NamedNode) -> bool:
    return surely_conforms(make_index(store.quads_for_pattern(None, None, None, graph)))


def test_all_that_the_shapes_use_is_read() -> None:
    assert quick._load() is not None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_judged_as_pyshacl_does(path: Path) -> None:
    store = load(path)
    for graph in graphs(store):
        assert judge(store, graph) == (not list(check_shapes(store, graph)))


WHOLE = [quad for name in SMALL for quad in load(resources.ontology() / "examples" / "valid" / f"{name}.trig")]
TERMS = sorted({term for quad in WHOLE for term in (quad.object, quad.subject)}, key=str)
ODD = [
    Literal(""),
    Literal("x", language="en"),
    Literal("x", datatype=NamedNode(f"{XSD}date")),
    Literal("2024-02-30", datatype=NamedNode(f"{XSD}date")),
    Literal("1e400", datatype=NamedNode(f"{XSD}decimal")),
    Literal("1.5", datatype=NamedNode(f"{XSD}decimal")),
    Literal("-1", datatype=NamedNode(f"{XSD}integer")),
    Literal("NaN", datatype=NamedNode(f"{XSD}double")),
    Literal("yes", datatype=NamedNode(f"{XSD}boolean")),
    Literal("2017-13", datatype=NamedNode(f"{XSD}gYearMonth")),
    Literal("007", datatype=NamedNode(f"{XSD}integer")),
    NamedNode("urn:x"),
    NamedNode("https://www.wikidata.org/wiki/Q1"),
    NamedNode(f"{GK}Claim"),
    NamedNode(f"{SCHEMA}Country"),
    BlankNode("b"),
]
PREDICATES = sorted(
    {quad.predicate.value for quad in WHOLE} | {f"{RDFS}subClassOf", f"{GK}linkedBy", f"{GK}reportedIn"}
)
CHANGE = st.tuples(
    st.integers(0, len(WHOLE) - 1),
    st.sampled_from(["remove", "replace", "add", "predicate"]),
    st.sampled_from(TERMS + ODD),
    st.sampled_from(PREDICATES),
)


@pytest.mark.slow
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=st.lists(CHANGE, min_size=1, max_size=3))
def test_a_changed_graph_is_never_let_through_where_pyshacl_refuses_it(
    changes: list[tuple[int, str, NamedNode | BlankNode | Literal, str]],
) -> None:
    store = Store()
    store.extend(WHOLE)
    touched = set()
    for number, how, term, predicate in changes:
        quad = WHOLE[number]
        touched.add(quad.graph_name)
        if how != "add":
            store.remove(quad)
        if how != "remove":
            name = NamedNode(predicate) if how in ("predicate", "add") else quad.predicate
            store.add(Quad(quad.subject, name, term, quad.graph_name))
    for graph in touched:
        assert isinstance(graph, NamedNode)
        if judge(store, graph):
            assert list(check_shapes(store, graph)) == []


def test_what_is_not_sure_is_left_to_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    store = load(resources.ontology() / "examples" / "valid" / "claim.trig")
    [graph] = graphs(store)
    assert judge(store, graph)
    below = Quad(NamedNode("urn:x"), NamedNode(f"{RDFS}subClassOf"), NamedNode(f"{GK}Claim"), graph)
    store.add(below)
    assert not judge(store, graph)
    assert list(check_shapes(store, graph)) == []
    store.remove(below)
    monkeypatch.setattr(quick, "_load", lambda: None)
    assert not judge(store, graph)


@pytest.mark.parametrize(
    "shape",
    [
        "sh:property [ sh:path gk:act ; sh:uniqueLang true ]",
        "sh:property [ sh:path [ sh:inversePath gk:act ] ; sh:minCount 1 ]",
        "sh:property [ sh:path gk:act ; sh:datatype xsd:duration ]",
        "sh:property [ sh:path gk:act ; sh:nodeKind sh:BlankNodeOrIRI ]",
        "sh:property [ sh:path gk:act ; sh:not [ sh:minLength 2 ] ]",
        "sh:closed true",
        "sh:targetNode gk:x",
    ],
)
def test_shapes_that_use_more_are_not_read(shape: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "graphkit.ttl").write_text(
        f"@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix gk: <{GK}> . @prefix xsd: <{XSD}> .\n"
        f"<urn:shape> a sh:NodeShape ; sh:targetClass gk:Claim ; {shape} .\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(resources, "ontology", lambda: tmp_path)
    quick._load.cache_clear()
    try:
        assert quick._load() is None
    finally:
        quick._load.cache_clear()


def test_a_graph_of_nothing_known_conforms() -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode(f"{RDF}value"), Literal(1), NamedNode(f"{BASE}graph/x")))
    assert judge(store, NamedNode(f"{BASE}graph/x"))

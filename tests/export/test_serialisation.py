from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graphkit import export, store
from graphkit.errors import OutputError
from graphkit.model.vocabulary import BASE, GK, SKOS

READERS = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


@pytest.fixture
def small(small_quads: list[Quad]) -> Store:
    return store.create(small_quads)


@pytest.mark.parametrize("name", READERS)
def test_what_is_written_reads_back_as_the_same_graph(small: Store, name: str) -> None:
    quads = set(pyoxigraph.parse(export.serialize(small, name), format=READERS[name]))
    if export.FORMATS[name].kind == "dataset":
        assert quads == set(small)
    else:
        assert {quad.triple for quad in quads} == {quad.triple for quad in small}


@pytest.mark.parametrize("name", export.FORMATS)
def test_the_order_of_loading_and_the_kind_of_store_change_no_byte(
    small_quads: list[Quad], tmp_path: Path, name: str
) -> None:
    wanted = export.serialize(store.create(small_quads), name)
    random.Random(3).shuffle(small_quads)
    assert export.serialize(store.create(small_quads * 2), name) == wanted
    assert export.serialize(store.create(small_quads, path=tmp_path / "store"), name) == wanted


def test_turtle_is_in_the_order_of_reading_and_short(small: Store) -> None:
    head, *blocks = export.serialize(small, "ttl").decode().split("\n\n")
    assert [block.split(" ")[0] for block in blocks] == [
        "doc:aaaaaaaaaaaaaaaa",
        "doc:bbbbbbbbbbbbbbbb",
        "entity:the-report",
        "entity:zhang-jun",
        "doc:aaaaaaaaaaaaaaaa\\/claim\\/9-112",
        "doc:bbbbbbbbbbbbbbbb\\/claim\\/9-112",
        *(f"doc:{key * 16}\\#char\\={span}" for key in "ab" for span in ("9\\,18", "20\\,26", "100\\,112")),
    ]
    assert blocks[3].startswith('entity:zhang-jun a schema:Person ;\n\tskos:prefLabel "Zhang Jun"')
    assert head.splitlines() == sorted(head.splitlines())
    assert "<http" not in "".join(blocks)


def test_rdflib_reads_turtle_and_trig(small: Store) -> None:
    triples = {quad.triple for quad in small}
    assert len(rdflib.Graph().parse(data=export.serialize(small, "ttl"), format="turtle")) == len(triples)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=export.serialize(small, "trig"), format="trig")
    assert len(dataset) == len(triples)


def test_lines_are_sorted_as_bytes(small: Store) -> None:
    for name in ("nq", "nt"):
        lines = export.serialize(small, name).splitlines()
        assert lines == sorted(set(lines))


def test_the_network_reads_back(small: Store) -> None:
    graphml = nx.parse_graphml(export.serialize(small, "graphml").decode(), force_multigraph=True)
    gexf = nx.read_gexf(io.BytesIO(export.serialize(small, "gexf")))
    rows = list(csv.DictReader(io.StringIO(export.serialize(small, "csv").decode())))
    assert set(graphml) == set(gexf) >= {f"{BASE}entity/zhang-jun", f"{BASE}entity/the-report"}
    assert graphml.number_of_edges() == len(rows) > 0
    assert {"source_label": "Zhang Jun", "kind": "says"}.items() <= rows[0].items()
    assert b"lastmodifieddate" not in export.serialize(small, "gexf")


def test_an_empty_graph_is_written_in_every_format() -> None:
    for name in export.FORMATS:
        export.serialize(Store(), name)


def test_characters_that_xml_cannot_hold(small: Store) -> None:
    entity = NamedNode(f"{BASE}entity/zhang-jun")
    small.add(Quad(entity, NamedNode(f"{SKOS}altLabel"), Literal("Zhang\x00Jun"), NamedNode(f"{BASE}doc/{'a' * 16}")))
    assert b"\\u0000" in export.serialize(small, "ttl")
    with pytest.raises(OutputError, match=r"RDF/XML has no way to write 'Zhang\\x00Jun'"):
        export.serialize(small, "rdf")
    nx.parse_graphml(export.serialize(small, "graphml").decode())


def test_a_predicate_that_xml_cannot_name(small: Store) -> None:
    subject = NamedNode(f"{BASE}entity/zhang-jun")
    small.add(Quad(subject, NamedNode(f"{BASE}predicate/2"), subject, NamedNode(f"{BASE}doc/x")))
    with pytest.raises(OutputError, match=r"no way to write .*predicate/2"):
        export.serialize(small, "rdf")


@pytest.mark.parametrize(
    ("name", "wanted"), [(".ttl", "ttl"), ("TURTLE", "ttl"), ("xml", "rdf"), (".json", "jsonld"), ("gexf", "gexf")]
)
def test_a_format_is_found_by_its_names(name: str, wanted: str) -> None:
    assert export.find_format(name).name == wanted


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(OutputError, match=r"'docx' is no format that graphkit writes; choose one of ttl, nt, rdf"):
        export.find_format("docx")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
QUADS = st.lists(
    st.builds(
        lambda s, p, o, g: Quad(NamedNode(BASE + s), NamedNode(GK + p), Literal(o), NamedNode(f"{BASE}doc/{g}")),
        st.sampled_from(["entity/a", "doc/1#char=1,2", "doc/1#char=01,2", "doc/1/claim/1-2", "x"]),
        st.sampled_from("pq"),
        TEXTS,
        st.sampled_from("12"),
    ),
    max_size=12,
)


@given(QUADS, st.randoms(use_true_random=False))
def test_any_graph_comes_back_from_trig_and_its_order_is_one(quads: list[Quad], chance: random.Random) -> None:
    written = export.serialize(store.create(quads), "trig")
    assert set(pyoxigraph.parse(written, format=RdfFormat.TRIG)) == set(quads)
    shuffled = quads * 2
    chance.shuffle(shuffled)
    assert export.serialize(store.create(shuffled), "trig") == written

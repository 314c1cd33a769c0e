from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from newsroom import Newsroom
from paths import ROOT
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from graphkit import export, store
from graphkit.analysis import network
from graphkit.cli import cli
from graphkit.errors import OptionalDependencyError
from graphkit.export import sorting, streaming
from graphkit.export.formats import jsonld
from graphkit.export.terms import Terms
from graphkit.files import resources
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import BASE, GK, OWL, PREFIXES, RDF, SCHEMA, SKOS
from graphkit.store import GraphStore

HOSTILE = '=cmd|" /C calc"!A0, "quoted"; <b>&amp;</b>\\n 😀 \x00\x07\x1b[31m\u2028\u202e\r\nnext – “line”'
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture
def news() -> Newsroom:
    """A graph of two articles: one party asserts what another denies, one claim is hostile to every reader."""
    room = Newsroom()
    first = room.write(
        "Norway said the plant leaked. Nordal denied that it had leaked.", title="-1+1", issued="2024-05-31"
    )
    norway = room.name(first, "Norway", f"{SCHEMA}Country", link="http://www.wikidata.org/entity/Q20", slug="norway")
    nordal = room.name(first, "Nordal", f"{SCHEMA}Organization", slug="nordal")
    room.claim(first, "Norway", "said", "the plant leaked", who=norway)
    denial = room.claim(first, "Nordal", "denied", "that it had leaked", who=nordal, act="denies")
    room.claim(first, "", "leaked", "leaked", who=norway, outer=denial)
    second = room.write(f"Ana Roe said {HOSTILE}", title=HOSTILE, publisher="@SUM(1)")
    room.claim(second, "Ana Roe", "said", HOSTILE, who=room.name(second, "=Ana Roe", slug="ana-roe"))
    return room


def write(room: Newsroom, name: str) -> bytes:
    return export.serialize(room.store, name)


@pytest.mark.parametrize("name", export.FORMATS)
def test_hostile_text_changes_neither_order_nor_safety(news: Newsroom, name: str) -> None:
    if name == "rdf":
        pytest.skip("RDF/XML refuses what XML cannot hold")
    quads = list(news.store)
    random.Random(1).shuffle(quads)
    assert export.serialize(store.create(quads), name) == write(news, name)


@pytest.mark.parametrize("name", ["ttl", "neo4j", "ftm", "nanopub", "obsidian", "schemaorg", "jsonld"])
def test_no_hash_seed_changes_a_byte(tmp_path: Path, news: Newsroom, name: str) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(write(news, "nq"))
    script = (
        "import sys, pyoxigraph; from graphkit import export; s = pyoxigraph.Store();"
        "s.extend(pyoxigraph.parse(path=sys.argv[1])); sys.stdout.buffer.write(export.serialize(s, sys.argv[2]))"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", script, path, name], env=environment, capture_output=True, check=True
        )
        assert done.stdout == write(news, name)


# -- Turtle, TriG and lines, as a stream


NAMES = [
    "entity/a",
    "entity/-a",
    "entity/a.b",
    "doc/1#char=1,2",
    "doc/1#char=1,",
    "doc/1/claim/1-2.2",
    "x",
    "",
    "a%20é",
]
QUADS = st.lists(
    st.builds(
        lambda s, p, o, g: Quad(NamedNode(s), NamedNode(p), o, NamedNode(g)),
        st.sampled_from([BASE + name for name in NAMES] + ["urn:x:1", "doc:1", "https://e.org"]),
        st.sampled_from([f"{RDF}type", f"{GK}p", "https://e.org/p", f"{SKOS}prefLabel", f"{BASE}predicate/2"]),
        st.one_of(
            st.builds(Literal, TEXTS),
            st.builds(Literal, TEXTS, language=st.sampled_from(["en", "de-AT"])),
            st.builds(Literal, st.integers() | st.booleans() | st.floats()),
            st.builds(NamedNode, st.sampled_from([BASE + name for name in NAMES])),
        ),
        st.sampled_from([f"{BASE}doc/1", "doc:g"]),
    ),
    max_size=12,
)
ALL = {**PREFIXES, "ex": BASE, **{name: f"{BASE}{name}/" for name in ("doc", "entity", "predicate", "proposition")}}


@given(QUADS)
def test_terms_are_written_as_pyoxigraph_writes_them(quads: list[Quad]) -> None:
    terms = Terms(ALL)
    for quad in store.create(quads):
        [line] = (pyoxigraph.serialize([quad.triple], format=RdfFormat.N_TRIPLES) or b"").splitlines()
        subject, predicate, value = line.removesuffix(b" .").split(b" ", 2)
        whole = pyoxigraph.serialize([quad.triple], format=RdfFormat.TURTLE, prefixes=ALL) or b""
        assert terms.describe(subject, [predicate + b" " + value]) == whole.split(b"\n", len(ALL))[-1]


@given(QUADS)
def test_json_ld_means_the_same_to_other_readers(quads: list[Quad]) -> None:
    kept = store.create(quads)
    written = export.serialize(kept, "jsonld")
    assert set(pyoxigraph.parse(written, format=RdfFormat.JSON_LD)) == set(kept)


@pytest.mark.parametrize("size", [1, 3, 40])
def test_lines_come_sorted_from_however_little_memory(size: int) -> None:
    lines = [b"%d\n" % (number * 7919 % 500) for number in range(2000)]
    with sorting.LineSorter(memory=size * 70) as sorter:
        for start in range(0, len(lines), 10):
            sorter.add(lines[start : start + 10])
        assert list(sorter) == sorted(set(lines))


@pytest.mark.parametrize("name", ["ttl", "trig", "nq", "nt", "jsonld", "rdf"])
def test_what_is_put_aside_on_disk_changes_no_byte(
    small_quads: list[Quad], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    graph = KnowledgeGraph(store.create(small_quads))
    whole = graph.serialize(name)
    monkeypatch.setattr(sorting.LineSorter.__init__, "__kwdefaults__", {"memory": 100})
    monkeypatch.setattr(streaming, "_BATCH", 1)
    assert graph.export(tmp_path / f"graph.{name}").read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir()] == [f"graph.{name}"]


def test_a_number_of_ten_thousand_digits_has_its_place() -> None:
    said = [Quad(NamedNode("x:a"), NamedNode("x:b"), Literal("9" * size), NamedNode("x:g")) for size in (10_000, 2)]
    assert export.serialize(store.create(said), "ttl").endswith(b'x:b> "99" , "' + b"9" * 10_000 + b'" .\n')


# -- JSON-LD


def test_rdflib_reads_json_ld_as_the_same_quads(news: Newsroom) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=write(news, "jsonld").decode(), format="json-ld")
    read = pyoxigraph.parse(dataset.serialize(format="nquads").encode(), format=RdfFormat.N_QUADS)
    assert set(read) == set(news.store)


def test_json_ld_is_short_and_refers_to_nothing_elsewhere(small_quads: list[Quad]) -> None:
    written = json.loads(export.serialize(store.create(small_quads), "jsonld"))
    assert isinstance(written["@context"], dict)
    assert [graph["@id"] for graph in written["@graph"]] == ["doc:aaaaaaaaaaaaaaaa", "doc:bbbbbbbbbbbbbbbb"]
    claim = next(node for node in written["@graph"][0]["@graph"] if node["@type"] == "gk:Claim")
    assert (claim["gk:act"], claim["gk:source"], claim["gk:content"]) == ("gk:opposes", "entity:zhang-jun", "firmly")


def test_an_address_that_looks_like_an_abbreviation_is_none(small_quads: list[Quad]) -> None:
    doubtful = [NamedNode(text) for text in ("gk:act", "doc:1", "schema://x", "entity:a")]
    quads = [*small_quads, *(Quad(term, NamedNode(f"{SKOS}exactMatch"), term, term) for term in doubtful)]
    written = export.serialize(store.create(quads), "jsonld")
    assert set(pyoxigraph.parse(written, format=RdfFormat.JSON_LD)) == set(quads)
    dataset = rdflib.Dataset()
    dataset.parse(data=written.decode(), format="json-ld")
    again = pyoxigraph.parse(dataset.serialize(format="nquads").encode(), format=RdfFormat.N_QUADS)
    assert {quad.object for quad in again} >= set(doubtful)


def test_the_context_says_what_the_ontology_says() -> None:
    context = jsonld.read_context()
    assert {term: value for term, value in context.items() if isinstance(value, str)} == PREFIXES
    kind, kinds = NamedNode(f"{RDF}type"), NamedNode(f"{OWL}ObjectProperty")
    ontology = list(pyoxigraph.parse(path=resources.ontology() / "graphkit.ttl"))
    links = {q.subject.value.replace(GK, "gk:") for q in ontology if (q.predicate, q.object) == (kind, kinds)}
    assert {term for term, value in context.items() if value == {"@type": "@id"} and term.startswith("gk:")} == links


# -- rdflib reads what is written by others


@pytest.mark.parametrize(("name", "reader"), [("trig", "trig"), ("nq", "nquads"), ("ttl", "turtle"), ("nt", "nt")])
def test_rdflib_reads_the_same_statements(news: Newsroom, name: str, reader: str) -> None:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=write(news, name), format=reader)
    read = list(pyoxigraph.parse(dataset.serialize(format="nquads").encode(), format=RdfFormat.N_QUADS))
    if export.FORMATS[name].kind == "dataset":
        assert set(read) == set(news.store)
    assert {quad.triple for quad in read} == {quad.triple for quad in news.store}


# -- spreadsheets and databases


def test_a_spreadsheet_runs_nothing_of_what_an_article_says(news: Newsroom) -> None:
    rows = list(csv.reader(io.StringIO(write(news, "csv").decode())))
    cells = [cell for row in rows[1:] for cell in row]
    assert "'=Ana Roe" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def read_neo4j(data: bytes) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tables = [archive.read(name).decode() for name in ("nodes.csv", "relationships.csv")]
    assert all(table.count("\n") == len(list(csv.reader(io.StringIO(table)))) for table in tables)
    nodes, edges = (list(csv.DictReader(io.StringIO(table), strict=True)) for table in tables)
    return nodes, edges


def test_neo4j_gets_every_node_that_an_edge_names_and_no_claim_as_an_edge(news: Newsroom) -> None:
    nodes, edges = read_neo4j(write(news, "neo4j"))
    known = {node["iri:ID"]: node for node in nodes}
    assert len(known) == len(nodes) == len(network.project(news.store)) + 2
    assert {edge[end] for edge in edges for end in (":START_ID", ":END_ID")} <= known.keys()
    kinds = {(known[e[":START_ID"]][":LABEL"], e[":TYPE"], known[e[":END_ID"]][":LABEL"]) for e in edges}
    assert kinds == {
        ("Place;Country", "SAYS", "Claim"),
        ("Organization", "SAYS", "Claim"),
        ("Person", "SAYS", "Claim"),
        ("Claim", "RELAYS", "Claim"),
        ("Claim", "IN_ARTICLE", "Article"),
    }
    assert {node["stance"] for node in nodes if node[":LABEL"] == "Claim"} == {"affirms", "rejects"}


def test_neo4j_gets_the_edges_of_the_example(example_kg: KnowledgeGraph) -> None:
    nodes, edges = read_neo4j(example_kg.serialize("neo4j"))
    parties = {node["iri:ID"] for node in nodes if node[":LABEL"] not in ("Claim", "Article")}
    between = [edge for edge in edges if edge[":START_ID"] in parties and edge[":END_ID"] in parties]
    assert {edge[":TYPE"] for edge in between} == {"STANCE", "ROLE"}
    plain = {(str(q.subject.value), q.predicate.value, q.object.value) for q in find_plain(example_kg.store)}
    assert {(e[":START_ID"], e["predicate"], e[":END_ID"]) for e in between if e[":TYPE"] == "STANCE"} == plain


def find_plain(graph: GraphStore) -> Iterator[Any]:
    entity = f"{BASE}entity/"
    for quad in graph:
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(entity):
            if str(quad.subject).startswith(f"<{entity}"):
                yield quad


def test_parquet_reads_back_as_the_claims(news: Newsroom, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = KnowledgeGraph(news.store).export(tmp_path / "claims.parquet")
    table = parquet.read_table(path)
    rows = {row["content"]: row for row in table.to_pylist()}
    assert set(rows) == {"the plant leaked", "that it had leaked", "leaked", HOSTILE}
    denied = rows["that it had leaked"]
    assert (denied["source_label"], denied["stance"], denied["article_issued"]) == (["Nordal"], "rejects", "2024-05-31")
    assert (denied["start"], denied["article_publisher"]) == (30, None)
    assert b"It is not said that what they say is true" in table.schema.metadata[b"description"]


def test_parquet_says_how_to_get_what_it_needs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, news: Newsroom) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OptionalDependencyError, match=r"pip install 'graphkit\[parquet\]'"):
        KnowledgeGraph(news.store).export(tmp_path / "claims.parquet")
    assert not list(tmp_path.iterdir())


# -- FollowTheMoney


def read_ftm(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_what_is_denied_is_no_link_in_follow_the_money(news: Newsroom) -> None:
    entities = read_ftm(write(news, "ftm"))
    assert len({entity["id"] for entity in entities}) == len(entities)
    assert {entity["schema"] for entity in entities} == {"Article", "LegalEntity", "Organization", "Person", "Note"}
    notes = [entity["properties"] for entity in entities if entity["schema"] == "Note"]
    assert all(note["description"][0].startswith("Reported claim, not a fact. ") for note in notes)
    [denial] = [note for note in notes if note["name"] == ["Reported claim (denies)"]]
    assert "Nordal (denies; stance rejects" in denial["description"][0]


def test_follow_the_money_holds_all_that_it_can(example_kg: KnowledgeGraph) -> None:
    kinds = {entity["schema"] for entity in read_ftm(example_kg.serialize("ftm"))}
    assert {"Person", "Organization", "Article", "Mention", "Note", "UnknownLink", "Membership"} <= kinds
    assert "Company" not in kinds and "PublicBody" not in kinds


_VALIDATE = """
import json, sys
from followthemoney import model
for line in sys.stdin.buffer:
    data = json.loads(line)
    schema = model.get(data["schema"])
    assert not schema.abstract and not schema.validate(data), (schema, schema.validate(data))
    proxy = model.get_proxy(data, cleaned=False)
    assert proxy.to_dict()["properties"].keys() == data["properties"].keys(), data
    for prop, value in proxy.itervalues():
        assert prop.type.validate(value), (prop, value)
"""


@pytest.mark.parametrize("which", ["example", "hostile"])
def test_follow_the_money_s_own_library_finds_nothing_wrong(
    example_kg: KnowledgeGraph, news: Newsroom, which: str
) -> None:
    # It goes with no current networkx, so it lives apart.
    folder = ROOT / ".clients" / "followthemoney"
    if not folder.is_dir():
        pytest.skip("no followthemoney (./run tests brings it)")
    data = example_kg.serialize("ftm") if which == "example" else write(news, "ftm")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", _VALIDATE]
    done = subprocess.run(command, input=data, capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode()


# -- nanopublications


NP = "http://www.nanopub.org/nschema#"


def test_nanopublications_are_whole_and_assert_no_content(news: Newsroom) -> None:
    quads = list(pyoxigraph.parse(write(news, "nanopub"), format=RdfFormat.TRIG))
    heads = [quad for quad in quads if quad.object == NamedNode(f"{NP}Nanopublication")]
    assert len(heads) == 4
    assert len({quad.graph_name for quad in quads}) == 16
    asserted = [quad for quad in quads if str(quad.graph_name).endswith("/assertion>")]
    contents = {quad.object.value for quad in asserted if quad.predicate == NamedNode(f"{GK}content")}
    assert contents == {"the plant leaked", "that it had leaked", "leaked", HOSTILE}
    assert not [quad for quad in asserted if "predicate/" in str(quad.predicate)]


def test_the_nanopub_library_finds_them_valid(example_kg: KnowledgeGraph, news: Newsroom) -> None:
    nanopub = pytest.importorskip("nanopub")
    for graph in (example_kg, KnowledgeGraph(news.store)):
        data = graph.serialize("nanopub")
        parts: dict[str, list[Quad]] = {}
        for quad in pyoxigraph.parse(data, format=RdfFormat.TRIG):
            parts.setdefault(str(quad.graph_name).rsplit("/", 1)[0], []).append(quad)
        matches = network.read(graph.store).matches
        matched = (*matches.clusters, *matches.conflicts, *matches.changes)
        assert len(parts) == graph.count()["claims"] + len(matched)
        for quads in list(parts.values())[:12]:
            dataset = rdflib.Dataset()
            dataset.parse(data=pyoxigraph.serialize(quads, format=RdfFormat.TRIG), format="trig")
            published = nanopub.Nanopub(rdf=dataset)
            assert published.is_valid and published.has_valid_trusty


# -- schema.org


def test_schema_org_names_as_author_only_who_puts_a_claim_forward(news: Newsroom) -> None:
    nodes = json.loads(write(news, "schemaorg"))["@graph"]
    claims = {node["text"]: node for node in nodes if node["@type"] == "Claim"}
    assert claims["the plant leaked"]["author"] == [{"@id": f"{BASE}entity/norway"}]
    assert "author" not in claims["that it had leaked"]
    assert "Source: Nordal; act: denies" in claims["that it had leaked"]["description"]
    assert "author" not in claims["leaked"]
    assert f"as told in the claim {claims['that it had leaked']['@id']}" in claims["leaked"]["description"]
    assert "Nothing here says whether a claim is true" in nodes[0]["description"]


def test_schema_org_is_read_with_no_network(news: Newsroom) -> None:
    data = write(news, "schemaorg")
    quads = set(pyoxigraph.parse(data, format=RdfFormat.JSON_LD))
    graph = rdflib.Graph().parse(data=data.decode(), format="json-ld")
    assert len(graph) == len(quads)
    assert {q.object.value for q in quads if q.predicate.value == f"{SCHEMA}text"} >= {HOSTILE}


# -- the command


def test_a_suffix_of_two_parts_tells_the_format(tmp_path: Path) -> None:
    told = {name: export.find_format_of(Path(name)).name for name in ("a.ftm.json", "a.json", "v1.2.nanopub.trig")}
    assert told == {"a.ftm.json": "ftm", "a.json": "jsonld", "v1.2.nanopub.trig": "nanopub"}
    assert export.find_format_of(Path("graph.neo4j.zip")).name == "neo4j"


def test_help_lists_every_format() -> None:
    shown = CliRunner().invoke(cli, ["export", "--help"]).output
    assert [name for name in export.FORMATS if name not in shown] == []

"""Claims that are one, that disagree or that were quoted otherwise, in the formats that have a place for them."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph
import pytest
import rdflib
from newsroom import Newsroom
from paths import ROOT
from pyoxigraph import NamedNode, Quad, RdfFormat

from graphkit import export, pipeline, store
from graphkit.analysis import network
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import BASE, GK, PROV, RDF, RDFS, SCHEMA

HOSTILE = '=cmd|"</script><b>&amp;" \\n 😀 \x07\u2028\u202e'


class Storm(Newsroom):
    """Three articles on one storm: a denial in two wordings, an accusation, two numbers, a quotation that was cut."""

    def __init__(self) -> None:
        super().__init__()
        gull = self.write(
            f"Kester denied that a pipe leaked. Roe said 12 boats sank {HOSTILE}. We asked, and you slept, Hale said.",
            title="Gull",
            issued="2025-03-03",
        )
        tide = self.write(
            "Kester said no pipe leaked. The guard said 14 boats sank. We asked, Hale said.", title="Tide"
        )
        wire = self.write("Berg said that a pipe had leaked.", title="Wire")
        speakers = [(gull, "Kester"), (tide, "Kester"), (wire, "Berg"), (gull, "Roe"), (tide, "guard"), (gull, "Hale")]
        who = {name: self.name(document, name, slug=name.lower()) for document, name in speakers}
        self.name(tide, "Hale", slug="hale")
        self.denial = self.claim(gull, "Kester", "denied", "that a pipe leaked", who=who["Kester"], act="denies")
        self.negation = self.claim(tide, "Kester", "said", "no pipe leaked", who=who["Kester"])
        self.charge = self.claim(wire, "Berg", "said", "that a pipe had leaked", who=who["Berg"])
        self.twelve = self.claim(gull, "Roe", "said", f"12 boats sank {HOSTILE}", who=who["Roe"])
        self.fourteen = self.claim(tide, "guard", "said", "14 boats sank", who=who["guard"])
        self.whole = self.claim(gull, "Hale", "said", "We asked, and you slept", who=who["Hale"])
        self.part = self.claim(tide, "Hale", "said", "We asked", who=who["Hale"])
        self.cluster = self.unite(self.denial, self.negation, reasons=[f"one speaker: {HOSTILE}"])
        self.sign = self.oppose(self.denial, self.charge, "polarity")
        self.count = self.oppose(self.twelve, self.fourteen, "number", (self.twelve, "12"), (self.fourteen, "14"))
        self.cut = self.requote(self.whole, self.part, "cut", (self.whole, "and you slept"))


@pytest.fixture
def storm() -> Storm:
    return Storm()


def write(room: Newsroom, name: str) -> bytes:
    return export.serialize(room.store, name)


@pytest.mark.parametrize("name", export.FORMATS)
def test_the_order_of_statements_changes_no_byte(storm: Storm, name: str) -> None:
    if name == "rdf":
        pytest.skip("RDF/XML refuses what XML cannot hold")
    quads = list(storm.store)
    random.Random(1).shuffle(quads)
    assert export.serialize(store.create(quads), name) == write(storm, name)


@pytest.mark.parametrize("name", ["ftm", "schemaorg", "nanopub", "neo4j", "obsidian"])
def test_no_hash_seed_changes_a_byte(storm: Storm, tmp_path: Path, name: str) -> None:
    path = tmp_path / "graph.nq"
    path.write_bytes(write(storm, "nq"))
    script = (
        "import sys, pyoxigraph; from graphkit import export; s = pyoxigraph.Store();"
        "s.extend(pyoxigraph.parse(path=sys.argv[1])); sys.stdout.buffer.write(export.serialize(s, sys.argv[2]))"
    )
    command = [sys.executable, "-c", script, str(path), name]
    done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "3"}, capture_output=True, check=True)
    assert done.stdout == write(storm, name)


@pytest.mark.parametrize("name", ["jsonld", "trig", "ttl"])
def test_matches_survive_being_read_back(storm: Storm, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"graph.{name}"
    path.write_bytes(write(storm, name))
    back = pipeline.open_rdf(path)
    assert network.read(back.store).matches == network.read(storm.store).matches
    matching = NamedNode(f"{BASE}graph/matching")
    kept = [[*s.quads_for_pattern(None, None, None, matching)] for s in (back.store, storm.store)]
    assert set(kept[0]) == set(kept[1])


# -- FollowTheMoney


def read_ftm(room: Newsroom) -> list[dict[str, Any]]:
    return [json.loads(line) for line in write(room, "ftm").splitlines()]


def test_follow_the_money_gets_a_note_on_the_notes_of_claims_that_match(storm: Storm) -> None:
    entities = {entity["id"]: entity for entity in read_ftm(storm)}
    notes = {e["properties"]["name"][0]: e["properties"] for e in entities.values() if e["schema"] == "Note"}
    one = notes["Claims that are one"]
    on = [entities[key]["properties"]["name"][0] for key in one["entity"]]
    assert sorted(on) == ["Reported claim (asserts)", "Reported claim (denies)"]
    assert {entities[key]["schema"] for key in one["proof"]} == {"Article"}
    assert "2 reported claims in 2 articles are one claim, as likely as 0.9; from 1 origin (" in one["description"][0]
    disagreement = notes["Claims that disagree (number)"]["description"][0]
    assert "(differs in '12')" in disagreement and "(differs in '14')" in disagreement
    assert "Nothing is said on who is right." in disagreement
    assert "(differs in 'and you slept')" in notes["Changed quotation (cut)"]["description"][0]
    assert "Claims that disagree (polarity)" in notes


def test_follow_the_money_links_no_claims_as_the_same_record(storm: Storm) -> None:
    assert {e["schema"] for e in read_ftm(storm)} == {"Article", "Person", "Note"}


_VALIDATE = """
import json, sys
from followthemoney import model
for line in sys.stdin.buffer:
    data = json.loads(line)
    schema = model.get(data["schema"])
    assert not schema.abstract and not schema.validate(data), (schema, schema.validate(data))
    proxy = model.get_proxy(data, cleaned=False)
    assert proxy.to_dict()["properties"].keys() == data["properties"].keys(), data
"""


def test_follow_the_money_s_own_library_finds_nothing_wrong(storm: Storm) -> None:
    folder = ROOT / ".clients" / "followthemoney"
    if not folder.is_dir():
        pytest.skip("no followthemoney (./run tests brings it)")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", _VALIDATE]
    done = subprocess.run(command, input=write(storm, "ftm"), capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode()


# -- schema.org


def read_schema_org(room: Newsroom) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in json.loads(write(room, "schemaorg"))["@graph"]}


def test_a_denial_is_a_review_by_whoever_denies_of_what_they_deny(storm: Storm) -> None:
    nodes = read_schema_org(storm)
    [review] = [node for node in nodes.values() if node["@type"] == "ClaimReview"]
    assert review["author"] == [{"@id": f"{BASE}entity/kester"}]
    assert review["claimReviewed"] == "that a pipe leaked"
    assert review["itemReviewed"] == [{"@id": storm.denial}, {"@id": storm.charge}]
    assert nodes[review["isBasedOn"]["@id"]]["headline"] == "Gull"
    assert "reviewRating" not in review
    assert "no verdict" in review["description"]


def test_nobody_reviews_by_what_only_others_say_that_they_deny() -> None:
    room = Newsroom()
    document = room.write("Ann said Bob denied it rained. A voice denied it froze.")
    outer = room.claim(document, "Ann", "said", "Bob denied it rained", who=room.name(document, "Ann"))
    room.claim(document, "Bob", "denied", "it rained", who=room.name(document, "Bob"), act="denies", outer=outer)
    room.claim(document, "", "denied", "it froze", act="denies")
    assert "ClaimReview" not in {node["@type"] for node in read_schema_org(room).values()}


def test_claims_of_several_articles_are_the_same_as_one_with_all_its_appearances(storm: Storm) -> None:
    also = storm.write("A pipe has leaked, Lund said.", title="Post")
    lund = storm.claim(also, "Lund", "said", "A pipe has leaked", who=storm.name(also, "Lund", slug="lund"))
    cluster = storm.unite(storm.charge, lund, least=2, most=2)
    nodes = read_schema_org(storm)
    assert nodes[storm.charge]["sameAs"] == nodes[lund]["sameAs"] == {"@id": cluster}
    joined = nodes[cluster]
    assert joined["text"] == "A pipe has leaked"
    assert {nodes[place["@id"]]["headline"] for place in joined["appearance"]} == {"Post", "Wire"}
    assert [author["@id"].rpartition("/")[2] for author in joined["author"]] == ["berg", "lund"]
    assert "from 2 origins" in joined["description"]


def test_what_is_denied_is_not_the_same_as_its_opposite(storm: Storm) -> None:
    nodes = read_schema_org(storm)
    assert "sameAs" not in nodes[storm.denial]
    assert nodes[storm.negation]["sameAs"] == {"@id": storm.cluster}
    assert nodes[storm.cluster]["text"] == "no pipe leaked"


def test_schema_org_knows_a_party_of_unknown_kind() -> None:
    room = Newsroom()
    document = room.write("Qux said it rained.")
    room.claim(document, "Qux", "said", "it rained", who=room.name(document, "Qux", f"{GK}Unknown", slug="qux"))
    assert read_schema_org(room)[f"{BASE}entity/qux"]["@type"] == "Thing"


def test_every_term_is_one_of_schema_org(storm: Storm) -> None:
    quads = pyoxigraph.parse(write(storm, "schemaorg"), format=RdfFormat.JSON_LD)
    terms = {quad.predicate.value for quad in quads} - {f"{RDF}type"}
    reviewing = {"author", "claimReviewed", "itemReviewed", "isBasedOn", "description"}
    claiming = {"text", "appearance", "sameAs", "headline", "datePublished", "identifier", "name"}
    assert terms == {SCHEMA + term for term in reviewing | claiming}


# -- nanopublications


class Said(NamedTuple):
    graph: str
    subject: str
    predicate: str
    value: str


def read_nanopubs(room: Newsroom) -> list[Said]:
    quads = pyoxigraph.parse(write(room, "nanopub"), format=RdfFormat.TRIG)
    return [Said(*(getattr(term, "value", str(term)) for term in (q.graph_name, *q.triple))) for q in quads]


def find_provenance(quads: list[Said], match: str) -> list[Said]:
    """Find the provenance of the assertion of a match."""
    [assertion] = {said.graph for said in quads if (said.subject, said.predicate) == (match, f"{RDF}type")}
    wanted = assertion.replace("/assertion", "/provenance")
    return [said for said in quads if said.graph == wanted]


def values(quads: list[Said], predicate: str) -> list[str]:
    return [said.value for said in quads if said.predicate == predicate]


def test_a_cluster_is_derived_from_the_nanopublications_of_its_claims(storm: Storm) -> None:
    quads = read_nanopubs(storm)
    derived = values(find_provenance(quads, storm.cluster), f"{PROV}wasDerivedFrom")
    contents = values([said for said in quads if said.graph in derived], f"{GK}content")
    assert sorted(contents) == ["no pipe leaked", "that a pipe leaked"]


def test_graphkit_vouches_for_a_cluster_by_its_rule_and_score(storm: Storm) -> None:
    found = find_provenance(read_nanopubs(storm), storm.cluster)
    assert (values(found, f"{GK}rule"), values(found, f"{GK}confidence")) == (["by hand"], ["0.9"])
    assert values(found, f"{PROV}wasAttributedTo") == [f"{BASE}agent/graphkit"]


def test_whoever_said_that_claims_are_one_vouches_for_it(storm: Storm) -> None:
    answer = storm.answer(storm.denial, storm.negation, "Jo Editor")
    found = find_provenance(read_nanopubs(storm), storm.cluster)
    [person] = values(found, f"{PROV}wasAttributedTo")
    assert values([said for said in found if said.subject == person], f"{RDFS}label") == ["Jo Editor"]
    assert answer in values(found, f"{PROV}wasDerivedFrom")
    assert values(found, f"{GK}rule") == []


def test_graphkit_and_a_person_vouch_for_what_both_joined(storm: Storm) -> None:
    also = storm.write("Kester said that its pipes held.")
    third = storm.claim(also, "Kester", "said", "that its pipes held", who=storm.name(also, "Kester", slug="kester"))
    other = storm.unite(storm.twelve, storm.fourteen, third)
    storm.answer(storm.twelve, storm.fourteen, "Jo Editor")
    found = find_provenance(read_nanopubs(storm), other)
    assert len(values(found, f"{PROV}wasAttributedTo")) == 2


def test_the_nanopub_library_finds_matches_valid(storm: Storm) -> None:
    nanopub = pytest.importorskip("nanopub")
    storm.answer(storm.denial, storm.negation, "Jo Editor")
    parts: dict[str, list[Quad]] = {}
    for quad in pyoxigraph.parse(write(storm, "nanopub"), format=RdfFormat.TRIG):
        parts.setdefault(str(quad.graph_name).rsplit("/", 1)[0], []).append(quad)
    assert len(parts) == 7 + 4
    for quads in parts.values():
        dataset = rdflib.Dataset()
        dataset.parse(data=pyoxigraph.serialize(quads, format=RdfFormat.TRIG), format="trig")
        published = nanopub.Nanopub(rdf=dataset)
        assert published.is_valid and published.has_valid_trusty


# -- databases and networks


def test_neo4j_leads_from_claims_to_their_cluster_and_to_those_that_differ(storm: Storm) -> None:
    with zipfile.ZipFile(io.BytesIO(write(storm, "neo4j"))) as archive:
        nodes, edges = (
            list(csv.DictReader(io.StringIO(archive.read(name).decode()), strict=True))
            for name in ("nodes.csv", "relationships.csv")
        )
    [cluster] = [node for node in nodes if node[":LABEL"] == "ClaimCluster"]
    assert (cluster["name"], cluster["origins_at_most:int"]) == ("no pipe leaked", "1")
    found = {(e[":START_ID"], e[":TYPE"], e[":END_ID"], e["label"]) for e in edges}
    assert {end for start, kind, end, _ in found if kind == "IN_CLUSTER"} == {storm.cluster}
    assert {(kind, label) for _, kind, _, label in found if kind in ("DISAGREES", "REQUOTES")} == {
        ("DISAGREES", "number"),
        ("DISAGREES", "polarity"),
        ("REQUOTES", "cut"),
    }
    known = {node["iri:ID"] for node in nodes}
    assert {end for start, _, other, _ in found for end in (start, other)} <= known


def test_a_network_tells_which_claims_are_one_and_which_differ(storm: Storm) -> None:
    graph = KnowledgeGraph(storm.store).network()
    together = {iri for iri, known in graph.nodes(data=True) if known.get("cluster") == storm.cluster}
    assert together == {storm.denial, storm.negation}
    between = {(data["kind"], data["label"]) for _, _, data in graph.edges(data=True)} - {("says", "asserts")}
    assert between == {("says", "denies"), ("disagrees", "number"), ("disagrees", "polarity"), ("requotes", "cut")}


def test_a_row_of_parquet_names_the_claims_that_differ(storm: Storm, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = KnowledgeGraph(storm.store).export(tmp_path / "claims.parquet")
    rows = {row["claim"]: row for row in parquet.read_table(path).to_pylist()}
    assert rows[storm.denial]["cluster"] == rows[storm.negation]["cluster"] == storm.cluster
    assert (rows[storm.denial]["origins_at_least"], rows[storm.charge]["origins_at_least"]) == (1, None)
    assert (rows[storm.twelve]["disagrees_with"], rows[storm.twelve]["disagrees_in"]) == ([storm.fourteen], ["number"])
    assert (rows[storm.part]["quoted_otherwise_in"], rows[storm.part]["quotation_change"]) == ([storm.whole], ["cut"])

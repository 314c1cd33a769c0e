"""Validation finds what is wrong wherever it stands, and says it once, in plain words."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from graphkit.files import resources
from graphkit.model.vocabulary import BASE, GK, OA, RDF
from graphkit.rdf.validation import Finding, validate

EXAMPLE = resources.ontology() / "examples" / "valid" / "two-articles.trig"
DOCUMENT = NamedNode(f"{BASE}doc/45125b8b3bfd1665")
FIREWALL = "(the firewall)"


@pytest.fixture
def store() -> Store:
    store = Store()
    store.load(path=str(EXAMPLE))
    return store


def entity(name: str) -> NamedNode:
    return NamedNode(f"{BASE}entity/{name}")


def test_report_counts_what_was_checked(store: Store) -> None:
    report = validate(store)
    assert report.conforms
    assert report.findings == ()
    assert report.counts == {
        "triples": 1609,
        "graphs": 4,
        "documents": 2,
        "claims": 19,
        "statements": 17,
        "propositions": 14,
        "mentions": 44,
        "spans": 95,
        "roles": 3,
        "identity decisions": 4,
        "reviews": 0,
    }


def test_empty_graph_conforms() -> None:
    report = validate(Store())
    assert report.conforms
    assert report.counts["triples"] == 0


def test_report_goes_into_json(store: Store) -> None:
    store.add(Quad(entity("norvik"), NamedNode(f"{GK}opposes"), entity("ines-corvo"), DOCUMENT))
    written = json.loads(json.dumps(validate(store, shapes=False).to_dict()))
    assert written["conforms"] is False
    assert written["findings"][0]["graph"] == DOCUMENT.value
    assert FIREWALL in written["findings"][0]["what"]


def test_finding_reads_as_a_line() -> None:
    assert str(Finding(graph="g", where="ex:it", what="It is wrong.")) == "ex:it: It is wrong."


@pytest.mark.parametrize("name", ["rule", "typedBy"])
@pytest.mark.parametrize("values", [(), ("table of nouns",), ("table of nouns", "name"), (1,)])
def test_a_mention_is_explained_by_one_text_at_most(store: Store, name: str, values: tuple[str | int, ...]) -> None:
    mention = NamedNode(f"{DOCUMENT.value}#char=117,123")
    for quad in list(store.quads_for_pattern(mention, NamedNode(f"{GK}{name}"), None, None)):
        store.remove(quad)
    for value in values:
        store.add(Quad(mention, NamedNode(f"{GK}{name}"), Literal(value), DOCUMENT))
    findings = [f for f in validate(store).findings if f"gk:{name}" in f.what]
    assert bool(findings) == (len(values) > 1 or 1 in values)
    assert all("117,123" in f.where for f in findings)


def test_shapes_can_be_left_out(store: Store) -> None:
    store.add(Quad(entity("new"), NamedNode(f"{RDF}type"), NamedNode(f"{GK}Group"), DOCUMENT))
    assert validate(store, shapes=False).conforms
    assert not validate(store).conforms


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        # alleged inside a claim, denied by another
        ("norvik", f"{BASE}predicate/pay", "abel-quist"),
        # demanded
        ("norvik", f"{BASE}predicate/repay", "port-ansel"),
        # hedged and said by somebody
        ("two-former-clerks", f"{BASE}predicate/sue", "norvik"),
        # reported of her by somebody else
        ("ines-corvo", f"{GK}praises", "the-fishermen"),
        # read nowhere
        ("ines-corvo", f"{GK}meets", "norvik"),
        # by a predicate that nobody declared, in no vocabulary
        ("ines-corvo", "https://elsewhere.example.org/bribed", "norvik"),
    ],
)
def test_firewall_finds_every_edge_that_only_a_claim_states(
    store: Store, subject: str, predicate: str, object_: str
) -> None:
    store.add(Quad(entity(subject), NamedNode(predicate), entity(object_), DOCUMENT))
    findings = validate(store, shapes=False).findings
    assert [FIREWALL in finding.what for finding in findings] == [True]


def test_firewall_asks_for_the_statement_in_the_same_document(store: Store) -> None:
    other = NamedNode(f"{BASE}doc/48ef15f3b677ec1f")
    store.add(Quad(entity("norvik"), NamedNode(f"{GK}opposes"), entity("the-harbour-report"), other))
    assert [f.graph for f in validate(store, shapes=False).findings] == [other.value]


def test_edge_to_a_text_is_no_edge() -> None:
    store = Store()
    statement = NamedNode(f"{BASE}doc/1/statement/1")
    document = NamedNode(f"{BASE}doc/1")
    predicate = NamedNode(f"{GK}opposes")
    text = Literal("officials")
    values: dict[str, NamedNode | Literal] = {
        f"{RDF}type": NamedNode(f"{GK}Statement"),
        f"{RDF}subject": entity("a"),
        f"{RDF}predicate": predicate,
        f"{RDF}object": text,
        f"{GK}polarity": NamedNode(f"{GK}positive"),
        f"{GK}certainty": NamedNode(f"{GK}certain"),
    }
    for name, value in values.items():
        store.add(Quad(statement, NamedNode(name), value, document))
    store.add(Quad(entity("a"), predicate, text, document))
    found = {finding.what for finding in validate(store, shapes=False).findings}
    assert "A plain edge connects two entities, not an entity and a text." in found


def test_same_findings_from_a_store_that_was_written_and_read(store: Store) -> None:
    store.add(Quad(entity("norvik"), NamedNode(f"{GK}opposes"), entity("ines-corvo"), DOCUMENT))
    again = Store()
    again.load(input=store.dump(format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS)
    assert validate(again) == validate(store)


def test_a_text_where_an_entity_belongs_is_said_once(store: Store) -> None:
    claim = NamedNode(f"{DOCUMENT.value}/claim/117-159")
    store.add(Quad(claim, NamedNode(f"{GK}source"), Literal("Norvik"), DOCUMENT))
    assert [(f.where, f.what) for f in validate(store).findings] == [
        (claim.value, "The source of a claim (gk:source) is an entity, not a text.")
    ]


# -- what has no address


BLANK = "A graph has no blank nodes: everything has an address of its own."
LENGTH = "A span is as long as its characters: oa:end minus oa:start, counted in code points."


@pytest.mark.parametrize("place", [DOCUMENT, BlankNode("g"), DefaultGraph()], ids=["document", "blank", "default"])
@pytest.mark.parametrize("blank", ["subject", "object", ""])
def test_a_blank_node_and_an_unknown_term_are_found_wherever_they_stand(
    store: Store, place: NamedNode | BlankNode | DefaultGraph, blank: str
) -> None:
    subject = BlankNode("b") if blank == "subject" else entity("norvik")
    object_ = BlankNode("b") if blank == "object" else NamedNode(f"{GK}Nonsense")
    quad = Quad(subject, NamedNode(f"{GK}nonsense"), object_, place)
    store.add(quad)
    found = {(finding.what, finding.where, finding.graph) for finding in validate(store, shapes=False).findings}
    graph = DOCUMENT.value if place == DOCUMENT else ""
    triple = f"{quad.subject} {quad.predicate} {quad.object}"
    assert ((BLANK, triple, graph) in found) == (bool(blank) or isinstance(place, BlankNode))
    unknown = {quad.predicate.value, *([object_.value] if isinstance(object_, NamedNode) else [])}
    told = {where for what, where, of in found if what == "The ontology does not define this term." and of == graph}
    assert told == (set() if place == DefaultGraph() else unknown)


def test_what_is_wrong_with_a_thing_without_an_address_is_told(store: Store) -> None:
    span = BlankNode("span")
    for name, value in (("start", 3), ("end", 9), ("exact", "short")):
        store.add(Quad(span, NamedNode(OA + name), Literal(value), BlankNode("g")))
    [finding] = [found for found in validate(store, shapes=False).findings if found.what == LENGTH]
    assert (finding.where, finding.node, finding.graph) == ("span", "", "")


@pytest.mark.parametrize("name", ["start", "end"])
def test_a_blank_node_in_place_of_a_number_is_told_as_all_else(store: Store, name: str) -> None:
    span = NamedNode(f"{DOCUMENT.value}#char=117,123")
    [quad] = store.quads_for_pattern(span, NamedNode(OA + name), None, None)
    store.remove(quad)
    store.add(Quad(span, quad.predicate, BlankNode("number"), DOCUMENT))
    found = {(finding.where, finding.what) for finding in validate(store).findings}
    assert (f"{span} {quad.predicate} _:number", BLANK) in found

"""Every class of a graph has a shape, and each shape finds what is wrong with a graph that was whole before."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store
from rdflib import RDF as R
from rdflib import SH

import graphkit
from graphkit import store
from graphkit.cli import cli
from graphkit.files import replacement, resources
from graphkit.model.vocabulary import BASE, DCTERMS, GK, OA, ORG, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS
from graphkit.rdf.validation import Finding, ValidationReport, validate
from graphkit.rdf.validation.shapes import load_shapes

VALID = resources.ontology() / "examples" / "valid"
SHAPES = "https://w3id.org/graphkit/shapes#"
HARBOUR = f"{BASE}doc/45125b8b3bfd1665"
DAM = f"{BASE}doc/70e865e37a678a09"
CLAIM = f"{HARBOUR}/claim/117-159"
STATEMENT = f"{HARBOUR}/statement/668-675-679"
IDENTITY, PROVENANCE, DUPLICATES, CORPUS, MATCHING, REVIEWS, VERSIONS = (
    f"{BASE}graph/{name}"
    for name in ("identity", "provenance", "duplicates", "corpus", "matching", "reviews", "versions")
)

# What is taken away (a node and a property, all its values) or put in, where, and the message that must come.
DAMAGES: dict[str, tuple[str, str, str, str, str | int | None, str]] = {
    "Document": (HARBOUR, "harbour", HARBOUR, f"{GK}textSha256", "ABC", "exactly one SHA-256 of its text"),
    "Span": (HARBOUR, "harbour", f"{HARBOUR}#char=124,130", f"{OA}exact", None, "repeats its characters exactly once"),
    "Boilerplate": (DAM, "dam.txt", f"{DAM}#char=0,5", f"{RDF}type", None, "gk:Span"),
    "Mention": (HARBOUR, "harbour", f"{HARBOUR}#char=117,123", f"{GK}mentionKind", None, "exactly one kind"),
    "Entity": (HARBOUR, "harbour", f"{BASE}entity/norvik", f"{SKOS}prefLabel", "Norvik AS", "exactly one name to show"),
    "Linked": (HARBOUR, "harbour", f"{BASE}entity/norvik", f"{GK}linkedBy", "known-list", "is matched to something"),
    "Country": (HARBOUR, "harbour", f"{BASE}entity/norvik", f"{RDF}type", f"{SCHEMA}Country", "also a schema:Place"),
    "Claim": (HARBOUR, "harbour", CLAIM, f"{GK}stance", f"{GK}affirms", "exactly one stance"),
    "Statement": (HARBOUR, "harbour", STATEMENT, f"{GK}objectSpan", None, "where its object stands"),
    "Proposition": (HARBOUR, "harbour", f"{BASE}proposition/", f"{RDF}type", None, "is a gk:Proposition"),
    "Predicate": (HARBOUR, "harbour", f"{GK}meets", f"{GK}valence", 2, "exactly one valence"),
    "Role": (HARBOUR, "harbour", f"{HARBOUR}/role/", f"{ORG}member", None, "exactly one holder"),
    "IdentityDecision": (IDENTITY, "", f"{BASE}identity/1b1c", f"{GK}answer", None, "exactly one answer"),
    "NearDuplicate": (DUPLICATES, "", f"{BASE}doc/", f"{GK}similarity", None, "how much it has in common"),
    "Shared": (CORPUS, "", f"{BASE}entity/norvik", f"{GK}documentCount", None, "more than one document"),
    "ClaimCluster": (MATCHING, "", f"{BASE}cluster/", f"{GK}originsAtMost", None, "origins it has at most"),
    "ClaimInClusters": (
        MATCHING,
        "",
        f"{BASE}doc/",
        f"{GK}inCluster",
        f"{BASE}cluster/other",
        "in one cluster at most",
    ),
    "ClaimDecision": (MATCHING, "", f"{BASE}claim-decision/", f"{GK}answer", None, "exactly one answer"),
    "Disagreement": (MATCHING, "", f"{BASE}difference/", f"{GK}disagreesIn", None, "says in what"),
    "QuotationChange": (MATCHING, "", f"{BASE}difference/", f"{GK}change", None, "exactly one kind"),
    "Review": (REVIEWS, "", f"{BASE}review/abc", f"{GK}reviewedSpan", None, "exactly one stretch"),
    "Reviewed": (REVIEWS, "", f"{BASE}review/abc", f"{GK}verdict", f"{GK}certain", "one verdict"),
    "Reviewer": (REVIEWS, "", f"{BASE}reviewer/Bo%20Ek", f"{RDFS}label", None, "exactly one name"),
    "EarlierVersion": (VERSIONS, "", f"{BASE}doc/", f"{GK}knownBy", "guess", "by what it is known"),
    "Edit": (VERSIONS, "", f"{BASE}edit/", f"{GK}editKind", None, "one or more kinds"),
    "Run": (PROVENANCE, "", f"{BASE}run/4590029953334cd5", f"{GK}model", None, "exactly one language model"),
    "Software": (PROVENANCE, "", f"{BASE}agent/graphkit", f"{SCHEMA}softwareVersion", None, "has a version"),
}


def load_whole() -> Store:
    whole = Store()
    for name in ("two-articles", "boilerplate", "near-duplicates", "shared", "matching", "reviews", "earlier-versions"):
        whole.load(path=str(VALID / f"{name}.trig"))
    return whole


def damage(whole: Store, name: str) -> tuple[str, str]:
    """Damage a graph so that a shape must find it, and say which node in which property."""
    graph, _, node, property_, value, _ = DAMAGES[name]
    if node.endswith("/"):  # the first one of that address
        found = whole.quads_for_pattern(None, NamedNode(property_), None, NamedNode(graph))
        node = min(
            q.subject.value
            for q in found
            if not isinstance(q.subject, pyoxigraph.Triple) and q.subject.value.startswith(node)
        )
    if value is None:
        for quad in list(whole.quads_for_pattern(NamedNode(node), NamedNode(property_), None, NamedNode(graph))):
            whole.remove(quad)
        if name == "Boilerplate":
            whole.add(Quad(NamedNode(node), NamedNode(f"{RDF}type"), NamedNode(f"{GK}Boilerplate"), NamedNode(graph)))
    else:
        is_address = isinstance(value, str) and "://" in value
        term = NamedNode(str(value)) if is_address else Literal(value)
        whole.add(Quad(NamedNode(node), NamedNode(property_), term, NamedNode(graph)))
    return node, property_


def test_every_shape_has_a_case() -> None:
    shapes = {str(shape).removeprefix(SHAPES) for shape in load_shapes().subjects(R.type, SH.NodeShape)}
    assert shapes == set(DAMAGES)


def test_whole_graph_conforms_and_every_shape_looks_at_something_in_the_examples() -> None:
    assert validate(load_whole()).conforms
    data = rdflib.Dataset(default_union=True)
    for path in VALID.iterdir():
        data.parse(path, format="trig")
    shapes = load_shapes()
    for shape in shapes.subjects(R.type, SH.NodeShape):
        kinds = any((None, R.type, kind) in data for kind in shapes.objects(shape, SH.targetClass))
        subjects = any((None, name, None) in data for name in shapes.objects(shape, SH.targetSubjectsOf))
        assert kinds or subjects, shape


def test_every_class_of_a_graph_has_a_shape() -> None:
    targets = {str(kind) for kind in load_shapes().objects(predicate=SH.targetClass)}
    for path in VALID.iterdir():
        used = {q.object.value for q in pyoxigraph.parse(path=str(path)) if q.predicate.value == f"{RDF}type"}
        assert used <= targets, path


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_told_with_article_thing_and_reason(name: str) -> None:
    whole = load_whole()
    node, _ = damage(whole, name)
    graph, article, _, _, _, reason = DAMAGES[name]
    report = validate(whole)
    assert not report.conforms
    [finding] = [f for f in report.findings if f.where == node and reason in f.what and f.shape == SHAPES + name]
    assert (finding.graph, finding.article, finding.node) == (graph, article, node)
    assert finding.what.endswith(".")
    assert finding.component.startswith(str(SH))
    assert {f.graph for f in report.findings} <= {graph, *(f.graph for f in report.findings if not f.shape)}


@pytest.mark.parametrize(
    ("node", "kind", "reason"),
    [
        (CLAIM, f"{GK}Claim", "is a gk:Claim."),
        (STATEMENT, f"{GK}Statement", "is a gk:Statement."),
        (f"{HARBOUR}#char=124,130", f"{GK}Span", "is a gk:Span."),
        (f"{HARBOUR}#char=117,123", f"{GK}Mention", "is a gk:Mention."),
        (HARBOUR, f"{GK}Document", "is a gk:Document."),
        (f"{BASE}run/4590029953334cd5", f"{PROV}Activity", "is a run (prov:Activity)."),
        (f"{BASE}agent/graphkit", f"{PROV}SoftwareAgent", "is a prov:SoftwareAgent."),
        (f"{BASE}identity/1b1c", f"{GK}IdentityDecision", "is a gk:IdentityDecision."),
        (f"{BASE}review/abc", f"{GK}Review", "is a gk:Review."),
        (f"{BASE}entity/norvik", f"{SCHEMA}Organization", "An entity is a schema:Person, Organization,"),
    ],
)
def test_a_thing_that_lost_its_class_is_found(node: str, kind: str, reason: str) -> None:
    whole = load_whole()
    for quad in list(whole.quads_for_pattern(NamedNode(node), NamedNode(f"{RDF}type"), NamedNode(kind), None)):
        whole.remove(quad)
    assert any(f.where == node and reason in f.what for f in validate(whole).findings)


def test_findings_say_what_the_thing_reads_like() -> None:
    whole = load_whole()
    for name in ("Claim", "Mention", "Entity"):
        damage(whole, name)
    words = {finding.where: finding.words for finding in validate(whole).findings}
    assert words[CLAIM] == "that it had bribed officials"
    assert words[f"{HARBOUR}#char=117,123"] == "Norvik"
    assert words[f"{BASE}entity/norvik"] == "Norvik"


# -- the SHACL report


def damaged() -> Store:
    whole = load_whole()
    for name in DAMAGES:
        damage(whole, name)
    whole.add(
        Quad(
            NamedNode(f"{BASE}entity/norvik"),
            NamedNode(f"{GK}opposses"),
            Literal('a\n"b"', language="en"),
            NamedNode(HARBOUR),
        )
    )
    whole.add(Quad(NamedNode(CLAIM), NamedNode(f"{GK}cue"), Literal("two\nlines"), NamedNode(HARBOUR)))
    whole.add(Quad(BlankNode("x"), NamedNode(f"{RDFS}label"), Literal("lost")))
    return whole


def test_report_is_shacl_that_others_read() -> None:
    report = validate(damaged())
    data = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    [root] = data.subjects(R.type, SH.ValidationReport)
    assert data.value(root, SH.conforms).toPython() is False  # type: ignore[union-attr]
    results = set(data.objects(root, SH.result))
    assert len(results) == len(report.findings) == len(set(data.subjects(R.type, SH.ValidationResult)))
    assert not any(isinstance(term, rdflib.BNode) for triple in data for term in triple)
    for result in results:
        for name in (SH.focusNode, SH.resultMessage, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(data.objects(result, name))) == 1
    claims = {r for r in results if data.value(r, SH.focusNode) == rdflib.URIRef(CLAIM)}
    assert {str(data.value(r, SH.resultPath)) for r in claims} >= {f"{GK}stance", f"{GK}cue"}
    assert {str(data.value(r, rdflib.URIRef(f"{DCTERMS}source"))) for r in claims} == {HARBOUR}
    assert f"{SHAPES}Claim" in {str(data.value(r, SH.sourceShape)) for r in claims}


def test_report_has_the_shape_that_shacl_gives_reports() -> None:
    import pyshacl

    wanted = """
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        [] a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
            sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
            sh:property [ sh:path sh:result ; sh:class sh:ValidationResult ] .
        [] a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
            sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ;
            sh:property [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
            sh:property [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( sh:Violation ) ] ;
            sh:property [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .
    """
    shapes = rdflib.Graph().parse(data=wanted, format="turtle")
    for report in (validate(damaged()), ValidationReport(conforms=True)):
        data = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
        conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
        assert conforms, text


@pytest.mark.slow
def test_report_has_the_same_bytes_each_time() -> None:
    again = Store()
    again.bulk_extend(reversed(list(damaged())))
    assert validate(again).to_turtle() == validate(damaged()).to_turtle()
    assert validate(again) == validate(damaged())
    other = ValidationReport(conforms=False, findings=(Finding(graph="", where="urn:x", what="It is wrong."),))
    assert other.to_turtle() != ValidationReport(conforms=True).to_turtle()


def test_conforming_report_says_so() -> None:
    written = validate(load_whole()).to_turtle().decode()
    assert "sh:conforms true" in written
    assert "sh:result " not in written


# -- the command


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shapes") / "out"
    folder.mkdir()
    store.create(damaged(), path=folder / "store")
    replacement.write_marker(folder, {"graphkit": graphkit.__version__, "base_iri": BASE})
    return folder


def test_command_tells_findings_article_by_article(out: Path) -> None:
    result = CliRunner().invoke(cli, ["validate", str(out)])
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert any(line.startswith(f"harbour ({HARBOUR}): ") and line.endswith(" findings") for line in lines)
    place = lines.index(f"  {CLAIM} “that it had bribed officials”")
    assert lines[place + 1] == "    A claim has exactly one cue (gk:cue), a text."
    assert any(line.startswith("outside all graphs: ") for line in lines)
    assert f"{PROVENANCE}: 2 findings" in lines
    assert "does not conform: " in lines[-1]


def test_command_writes_json_and_shacl(out: Path) -> None:
    listed = json.loads(CliRunner().invoke(cli, ["validate", str(out), "--format", "json"]).stdout)
    one = next(finding for finding in listed["findings"] if finding["where"] == CLAIM)
    assert (one["article"], one["shape"]) == ("harbour", f"{SHAPES}Claim")
    result = CliRunner().invoke(cli, ["validate", str(out), "--format", "ttl"])
    assert result.exit_code == 1
    assert len(list(pyoxigraph.parse(input=result.stdout, format=RdfFormat.TURTLE))) > len(listed["findings"])
    assert PREFIXES["gk"] in result.stdout

"""The ontology is well written, its examples pass and fail as they say, and the code keeps to it."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import NamedNode, Store
from rdflib import OWL, RDF, RDFS, SH, SKOS

from graphkit import model
from graphkit.files import resources
from graphkit.model.vocabulary import GK
from graphkit.rdf.validation import validate

ONTOLOGY = resources.ontology()
VALID = sorted((ONTOLOGY / "examples" / "valid").iterdir())
INVALID = sorted((ONTOLOGY / "examples" / "invalid").iterdir())
TURTLE = sorted([*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("shapes/*.ttl")])


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "graphkit.ttl")


def first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n", 1)[0]


def load(path: Path) -> Store:
    store = Store()
    store.load(path=str(path))
    return store


def local(ontology: rdflib.Graph, scheme: str) -> set[str]:
    return {str(c).removeprefix(GK) for c in ontology.subjects(SKOS.inScheme, rdflib.URIRef(GK + scheme))}


@pytest.mark.slow
def test_ontology_keeps_to_the_style_shapes(ontology: rdflib.Graph) -> None:
    import pyshacl

    style = rdflib.Graph().parse(ONTOLOGY / "shapes" / "style.ttl")
    conforms, _, text = pyshacl.validate(ontology, shacl_graph=style, advanced=True, meta_shacl=True)
    assert conforms, text


@pytest.mark.slow
def test_style_shapes_catch_slips() -> None:
    import pyshacl

    text = (ONTOLOGY / "graphkit.ttl").read_text(encoding="utf-8")
    for old, new in (
        ('    rdfs:label "accuses"@en ;\n', ""),
        ('rdfs:label "praises"@en', 'rdfs:label "praises "@en'),
        ('rdfs:label "supports"@en', 'rdfs:label "criticizes"@en'),
        ("of a wrong.", "of a wrong. Often."),
        ("gk:Group a owl:Class", "gk:group a owl:Class"),
        ("gk:valence -1 ;", ""),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    broken = rdflib.Graph().parse(data=text, format="turtle")
    style = rdflib.Graph().parse(ONTOLOGY / "shapes" / "style.ttl")
    conforms, results, _ = pyshacl.validate(broken, shacl_graph=style, advanced=True)
    assert not conforms
    messages = {str(value) for value in results.objects(predicate=SH.resultMessage)}
    for message in (
        "A term has exactly one English label (rdfs:label).",
        "A label has no spaces at its ends.",
        "No two terms share a label.",
        "A comment is one sentence: a capital at the start, one full stop, at",
        "A class has a name that starts with a capital letter.",
        "A relation between entities has exactly one valence (gk:valence): -1, 0 or 1.",
    ):
        assert any(found.startswith(message) for found in messages), message


@pytest.mark.parametrize("path", TURTLE, ids=lambda p: p.name)
def test_turtle_is_tidy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith(".\n")
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)
    assert "\t" not in text
    prefixes = re.findall(r"^@prefix (\w+):", text, re.MULTILINE)
    assert prefixes == sorted(prefixes)


def test_closed_lists_are_those_of_the_model(ontology: rdflib.Graph) -> None:
    for scheme, values in {
        "ActScheme": model.Act,
        "StanceScheme": model.Stance,
        "PolarityScheme": model.Polarity,
        "CertaintyScheme": model.Certainty,
        "QuotationScheme": model.Quotation,
        "MentionKindScheme": model.MentionKind,
    }.items():
        assert local(ontology, scheme) == {member.value for member in values}


def test_shapes_list_the_same_values_as_the_schemes(ontology: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes" / "graphkit.ttl")
    for axis, scheme in {
        "act": "ActScheme",
        "stance": "StanceScheme",
        "polarity": "PolarityScheme",
        "certainty": "CertaintyScheme",
        "quotation": "QuotationScheme",
        "mentionKind": "MentionKindScheme",
    }.items():
        lists = [
            {str(item).removeprefix(GK) for item in shapes.items(values)}
            for shape in shapes.subjects(SH.path, rdflib.URIRef(GK + axis))
            if (values := shapes.value(shape, SH["in"])) is not None
        ]
        assert lists
        assert all(values == local(ontology, scheme) for values in lists)


def test_alignments_speak_of_terms_that_exist(ontology: rdflib.Graph) -> None:
    alignments = rdflib.Graph().parse(ONTOLOGY / "alignments.ttl")
    used = {t for triple in alignments for t in triple if isinstance(t, rdflib.URIRef) and str(t).startswith(GK)}
    assert used
    assert used <= set(ontology.subjects())


def test_acts_that_are_properties_are_punned(ontology: rdflib.Graph) -> None:
    for name in ("opposes", "supports", "criticizes", "praises"):
        term = rdflib.URIRef(GK + name)
        assert {OWL.ObjectProperty, SKOS.Concept} <= set(ontology.objects(term, RDF.type))
        assert (term, RDFS.subPropertyOf, rdflib.URIRef(f"{GK}relatesTo")) in ontology


@pytest.mark.slow
def test_shapes_are_valid_shacl() -> None:
    import pyshacl

    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes" / "graphkit.ttl")
    pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)  # raises where they are not


def test_shapes_use_known_terms(ontology: rdflib.Graph) -> None:
    quads = list(pyoxigraph.parse(path=str(ONTOLOGY / "shapes" / "graphkit.ttl")))
    used = {t.value for q in quads for t in (q.subject, q.object) if isinstance(t, NamedNode)}
    known = {str(term) for term in ontology.subjects()}
    assert {term for term in used if term.startswith(GK)} <= known


def test_there_are_enough_examples() -> None:
    assert len(VALID) >= 8
    assert len(INVALID) >= 25


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_valid_example_conforms(path: Path) -> None:
    assert first_line(path).startswith("# shows: ")
    report = validate(load(path))
    assert report.conforms, report.findings


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_invalid_example_fails_for_the_one_reason_that_it_names(path: Path) -> None:
    reason = first_line(path).removeprefix("# fails: ")
    report = validate(load(path))
    assert not report.conforms
    assert {finding.what for finding in report.findings} == {reason}


def test_every_message_of_the_shapes_has_an_example_or_a_sibling() -> None:
    """Each class of the design has at least one example that its shape refuses."""
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes" / "graphkit.ttl")
    reasons = {first_line(path).removeprefix("# fails: ") for path in INVALID}
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        messages = {str(shapes.value(prop, SH.message)) for prop in shapes.objects(shape, SH.property)}
        assert messages & reasons, shape

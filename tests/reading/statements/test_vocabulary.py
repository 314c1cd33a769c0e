"""An edge is one of the ontology's relations, between things that can stand in it; anything else stays a statement."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import rdflib
from paths import ROOT
from rdflib import RDFS, SKOS

import graphkit
from graphkit.files import resources
from graphkit.language import lexicon
from graphkit.language.relations import relations
from graphkit.model.vocabulary import GK, SCHEMA
from graphkit.query.evaluation import run

PAGE = ROOT / "docs" / "relations.md"
EDGES = """
SELECT DISTINCT ?subject ?label ?object {
  GRAPH ?document {
    ?document a gk:Document .
    ?s ?p ?o .
    ?p rdfs:subPropertyOf gk:relatesTo ; rdfs:label ?label .
    ?s skos:prefLabel ?subject .
    ?o skos:prefLabel ?object .
  }
}
"""


def edges(text: str, folder: Path) -> list[str]:
    path = folder / "article.txt"
    path.write_text(text, encoding="utf-8")
    store = graphkit.build(path).store
    return sorted(f"{r['subject']} {r['label']} {r['object']}" for r in run(store, EDGES).records())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway invaded Sweden.", ["Norway attacks Sweden"]),
        ("Norway baffled Sweden.", []),  # no relation
        ("Corvane Industries acquired Westmark Bank.", ["Corvane Industries buys Westmark Bank"]),
        ("Rosa Diaz was arrested by the police.", ["police arrests Rosa Diaz"]),
        ("The court quashed its ban on the Workers' Union.", []),
        ("The minister approved the merger.", ["minister approves merger"]),
        # What a relation is said of must be of a kind that can stand in it.
        ("Norway led the way.", []),
        ("Rosa Diaz sacked Tom Berg.", ["Rosa Diaz dismisses Tom Berg"]),
        # A post that somebody holds now.
        (
            "Rosa Diaz, the chairwoman of the Northern Bank, spoke on Monday.",
            ["Rosa Diaz chairs Northern Bank"],
        ),
        ("Rosa Diaz, a former chairwoman of the Northern Bank, spoke on Monday.", []),
        ("Rosa Diaz, deputy director of the Northern Bank, spoke.", ["Rosa Diaz works for Northern Bank"]),
        ("Rosa Diaz is the chairwoman of the Northern Bank.", ["Rosa Diaz chairs Northern Bank"]),
        ("Tom Berg said that Rosa Diaz, the chairwoman of the Northern Bank, had left.", []),
        # Who is at the head of a part is not at the head of the whole.
        ("Rosa Diaz, head of research at the Northern Bank, spoke.", ["Rosa Diaz works for Northern Bank"]),
        ("The Northern Bank's medical director, Rosa Diaz, spoke.", ["Rosa Diaz works for Northern Bank"]),
        ("The Northern Bank's board chairwoman, Rosa Diaz, spoke.", ["Rosa Diaz chairs Northern Bank"]),
        ("Rosa Diaz, a candidate of the Northern Party, spoke.", []),
        ("Rosa Diaz, who edits the Northern Times, spoke.", ["Rosa Diaz is editor of Northern Times"]),
        ("South African Foreign Minister Tom Berg spoke.", ["Tom Berg is minister of South Africa"]),
        ("Togolese trainer Tom Berg spoke.", []),
        # A verb means something else with another object, and what it has not is no object of it.
        ("Rosa Diaz, who studies elections at the University of Oslo, spoke.", []),
        ("Rosa Diaz studied at the University of Oslo.", ["Rosa Diaz studies at University of Oslo"]),
        ("Tom Berg ran aground and sank the Halden Queen.", ["Tom Berg damages Halden Queen"]),
        ("Rosa Diaz ran for the Northern Council in 2021.", []),
        ("The Northern Bank owns 3 percent of Norvik Steel.", ["Northern Bank holds a share of Norvik Steel"]),
        ("Tom Berg pressed Rosa Diaz on the cuts.", []),
        ("Tom Berg pressed Rosa Diaz to resign.", ["Tom Berg urges Rosa Diaz"]),
        ("Rosa Diaz struck a softer note. The Law Society struck Tom Berg off the roll.", []),
        ("The contractor, Halden Engineering Limited, is a financier of the Northern Party.", []),
        ("The mining company Karsten Potash sued the Northern Bank.", ["Karsten Potash sues Northern Bank"]),
        ("Hockey coach Tom Berg spoke.", []),
        ("Rosa Diaz, the Spanish lawmaker, spoke.", []),
        ("Rosa Diaz directed Tom Berg to return.", ["Rosa Diaz urges Tom Berg"]),
        ("The Northern Bank blamed rising bills.", []),
        # Nobody can tell what these are.
        ("Norway criticised both sides.", []),
        ("Norway disputed that account.", []),
        ("Rosa Diaz beat Tom Berg in an imagined run-off.", []),
    ],
)  # fmt: skip
def test_edges_of_a_sentence(text: str, expected: list[str], tmp_path: Path) -> None:
    assert edges(text, tmp_path) == expected


def test_what_a_source_did_is_no_edge_because_it_says_so_itself(tmp_path: Path) -> None:
    text = '"We attacked Norway and we hail the treaty," Rosa Diaz said.'
    assert edges(text, tmp_path) == ["Rosa Diaz praises treaty"]


def test_every_listed_relation_is_in_the_ontology_and_every_other_is_read_somehow() -> None:
    listed = {p.name for p in lexicon.predicates().values() if p.in_ontology}
    assert listed == set(relations())


def test_the_page_lists_the_relations() -> None:
    ontology = rdflib.Graph().parse(resources.ontology() / "graphkit.ttl")
    head, table, tail = PAGE.read_text(encoding="utf-8").partition("| Relation |")
    rows = ["| Relation | Read as | The other way | Means | Between |", "|---|---|---|---|---|"]
    for name in relations():
        term = rdflib.URIRef(GK + name)
        other = ontology.value(term, rdflib.URIRef(f"{GK}inverseLabel")) or "–"
        ends = [
            ", ".join(sorted(str(kind).removeprefix(SCHEMA).removeprefix(GK) for kind in ontology.objects(term, p)))
            or "any"
            for p in (rdflib.URIRef(f"{SCHEMA}domainIncludes"), rdflib.URIRef(f"{SCHEMA}rangeIncludes"))
        ]
        label, meaning = ontology.value(term, RDFS.label), ontology.value(term, SKOS.definition)
        rows.append(f"| `gk:{name}` | {label} | {other} | {meaning} | {' → '.join(ends)} |")
    written = "\n".join(rows) + "\n"
    if os.environ.get("GRAPHKIT_WRITE_DOCS"):
        PAGE.write_text(head + written, encoding="utf-8", newline="\n")
    assert table + tail == written

"""What stands in an input never becomes a statement of its own, in any format that is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

import graphkit

pytestmark = [pytest.mark.model, pytest.mark.slow]

EVIL = "http://x/a> . <http://evil/s> <http://evil/p> <http://evil/o"
TEXT_EVIL = '" . <http://evil/s> <http://evil/p> "\\" .\n<http://evil/s> <http://evil/p> <http://evil/o> .\n#'
FORMATS = ("ttl", "trig", "nq", "nt", "jsonld", "rdf")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> graphkit.KnowledgeGraph:
    """A graph of an article whose every field tries to end its statement and begin another."""
    folder = tmp_path_factory.mktemp("hostile")
    fields = {name: TEXT_EVIL + name for name in ("id", "title", "publisher", "author")}
    said = f'Mara Lind said the bridge was safe. "{TEXT_EVIL.strip()}" Oslo\'s mayor said. China denied the report.'
    article = {**fields, "text": said, "url": EVIL, "date": "2024-05-31"}
    (folder / "in.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    return graphkit.build(folder / "in.jsonl")


@pytest.mark.parametrize("name", FORMATS)
def test_no_field_becomes_a_statement(hostile: graphkit.KnowledgeGraph, name: str) -> None:
    data = hostile.serialize(name)
    quads = list(parse(data, format=RdfFormat.from_extension(name)))
    assert quads
    assert not [quad for quad in quads if "evil" in str(quad.predicate) or str(quad.subject).startswith("<http://evil")]
    assert {str(quad.triple if hasattr(quad, "triple") else quad) for quad in quads} == {
        str(quad.triple) for quad in hostile.store
    }


@pytest.mark.parametrize("name", ["ttl", "trig", "nq", "nt", "json-ld", "xml"])
def test_another_library_reads_none_either(hostile: graphkit.KnowledgeGraph, name: str) -> None:
    own = {"json-ld": "jsonld", "xml": "rdf"}.get(name, name)
    form = {"nq": "nquads", "nt": "nt", "ttl": "turtle"}.get(name, name)
    dataset = rdflib.Dataset()
    dataset.parse(data=hostile.serialize(own), format=form)
    assert not [quad for quad in dataset.quads() if "evil" in str(quad[1])]


def test_an_address_that_ends_its_statement_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("China denied the report.", encoding="utf-8")
    with pytest.raises(graphkit.InputError, match="address"):
        graphkit.build(tmp_path / "a.txt", base_iri=f"{EVIL}/")

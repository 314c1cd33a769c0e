"""The same attacks on plain rdflib and on a plain SPARQL server, where they work: what our own tests refuse is real.

All but one of each wait for `./run nightly`: they tell of others, and change only where a release of theirs does.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from sparql import Request, run_oxigraph, run_stub

pytestmark = pytest.mark.slow

BRACES = "ASK " + "{" * 30_000 + "}" * 30_000
ORIGIN = {"Origin": "http://evil.example"}


@pytest.fixture
def plain() -> Iterator[httpx.Client]:
    """Start a plain server for each test, since some tests end it."""
    with run_oxigraph() as address, httpx.Client(base_url=address, timeout=10, trust_env=False) as client:
        yield client


def run_python(code: str, seconds: float) -> int | None:
    """Run code in a process of its own; give its exit code, or None where it had to be ended."""
    command = [sys.executable, "-W", "ignore", "-c", code]
    try:
        return subprocess.run(command, capture_output=True, timeout=seconds, check=False).returncode
    except subprocess.TimeoutExpired:
        return None


class TestRdflib:
    def test_from_reads_a_file(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.ttl"
        secret.write_text("<x:a> <x:b> 'hunter2' .", encoding="utf-8")
        rows = list(rdflib.Dataset(default_union=True).query(f"SELECT ?o FROM <{secret.as_uri()}> {{ ?s ?p ?o }}"))
        assert [str(row[0]) for row in rows] == ["hunter2"]  # type: ignore[index]

    @pytest.mark.nightly
    def test_service_asks_whomever_it_names(self) -> None:
        with run_stub(lambda request: request.reply(500)) as (address, seen):
            with suppress(Exception):
                list(rdflib.Graph().query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
            assert seen

    @pytest.mark.nightly
    def test_load_reads_whatever_it_names(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.ttl"
        secret.write_text("<x:a> <x:b> 'hunter2' .", encoding="utf-8")
        dataset = rdflib.Dataset(default_union=True)
        dataset.update(f"LOAD <{secret.as_uri()}>")
        assert "hunter2" in {str(quad[2]) for quad in dataset.quads()}

    @pytest.mark.nightly
    def test_a_context_is_fetched_from_wherever_it_is(self) -> None:
        def answer(request: Request) -> None:
            request.reply(200, b'{"@context": {"a": "http://x/a"}}', Content_Type="application/ld+json")

        with run_stub(answer) as (address, seen):
            rdflib.Graph().parse(data=f'{{"@context": "{address}/", "a": "1"}}', format="json-ld")
            assert seen

    @pytest.mark.nightly
    def test_entities_swell(self) -> None:
        assert len(str(next(rdflib.Graph().parse(data=make_bomb(5), format="xml").objects()))) == 100_000

    @pytest.mark.nightly
    def test_a_datatype_ends_its_statement(self) -> None:
        evil = rdflib.URIRef("http://x/d> . <http://x/evil> <http://x/p> <http://x/o")
        assert "> . <http://x/evil>" in rdflib.Literal("x", datatype=evil).n3()

    @pytest.mark.nightly
    @pytest.mark.parametrize(
        "query",
        [
            'ASK { FILTER(REGEX("%s!", "^(a+)+$")) }' % ("a" * 40),
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
        ],
        ids=["regex", "cartesian"],
    )
    def test_a_query_goes_on_for_ever(self, query: str) -> None:
        data = " . ".join(f"<x:{number}> <x:p> {number}" for number in range(200))
        load = f"import rdflib; g = rdflib.Graph().parse(data={data + ' .'!r}, format='turtle')"
        code = f"{load}; print(list(g.query({query!r})))"
        assert run_python(code, 6) is None


class TestOxigraph:
    def test_any_name_and_any_page_may_ask_and_change(self, plain: httpx.Client) -> None:
        assert plain.get("/query", params={"query": "ASK {}"}, headers={"Host": "evil.example"}).status_code == 200
        update = plain.post("/update", data={"update": "INSERT DATA { <x:a> <x:b> <x:c> }"}, headers=ORIGIN)
        assert update.status_code == 204
        assert plain.post("/query", data={"query": "ASK { <x:a> <x:b> <x:c> }"}, headers=ORIGIN).json()["boolean"]

    @pytest.mark.nightly
    @pytest.mark.parametrize("word", ["query", "update"])
    def test_it_asks_whomever_a_query_names(self, plain: httpx.Client, word: str) -> None:
        with run_stub(lambda request: request.reply(500)) as (address, seen):
            text = f"ASK {{ SERVICE <{address}/> {{ ?s ?p ?o }} }}" if word == "query" else f"LOAD <{address}/x.ttl>"
            plain.post(f"/{word}", data={word: text})
            assert seen

    @pytest.mark.nightly
    def test_nested_braces_end_it(self, plain: httpx.Client) -> None:
        with pytest.raises(httpx.HTTPError):
            plain.post("/query", data={"query": BRACES})
        with pytest.raises(httpx.HTTPError):
            plain.post("/query", data={"query": "ASK {}"})

    @pytest.mark.nightly
    def test_a_query_goes_on_until_the_client_gives_up(self, plain: httpx.Client) -> None:
        numbers = " . ".join(f"<x:{number}> <x:p> {number}" for number in range(200))
        plain.post("/update", data={"update": f"INSERT DATA {{ {numbers} }}"})
        query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        with pytest.raises(httpx.ReadTimeout):
            plain.post("/query", data={"query": query}, timeout=6)

    @pytest.mark.nightly
    def test_the_engine_s_stack_overflows(self) -> None:
        assert run_python(f"import pyoxigraph; pyoxigraph.Store().query({BRACES!r})", 20) not in (0, 1, None)

    @pytest.mark.nightly
    def test_entities_swell(self) -> None:
        [triple] = parse(make_bomb(6), format=RdfFormat.RDF_XML)
        assert len(triple.object.value) == 1_000_000


def make_bomb(levels: int) -> str:
    """Make RDF/XML of a few hundred characters that is ten to the power of `levels` long when it is read."""
    letters = "abcdefghi"[:levels]
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {letter} "{f"&{before};" * 10}">' for before, letter in pairwise(letters)
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE r [{entities}]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
        f'<rdf:Description rdf:about="http://x/s"><x:p>&{letters[-1]};</x:p></rdf:Description></rdf:RDF>'
    )

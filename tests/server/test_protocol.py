"""The cases of the SPARQL 1.1 Protocol's test suite that an endpoint which only reads can meet, and negotiation."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import RdfFormat, parse
from serving import QUESTION, Served

from graphkit import pipeline
from graphkit.model.vocabulary import BASE
from graphkit.query import evaluation
from graphkit.query.processes import Limits
from graphkit.server import brief, endpoint
from graphkit.server.processes import Processes
from graphkit.visualisation.brief.wording import find_headline

pytestmark = [pytest.mark.model, pytest.mark.slow]

JSON = "application/sparql-results+json"


def graphs(out: Path) -> list[str]:
    rows = pipeline.open_graph(out).query("SELECT DISTINCT ?g { GRAPH ?g { ?d a gk:Document } }").rows
    return [str(term)[1:-1] for (term,) in rows]


class TestQueryOperation:
    def test_by_get_by_form_and_directly(self, served: Served) -> None:
        query = "PREFIX gk: <https://w3id.org/graphkit/ns#> ASK { ?claim a gk:Claim }"
        for response in (
            served.client.get("sparql", params={"query": query}),
            served.client.post("sparql", data={"query": query}),
            served.client.post("sparql", content=query, headers={"Content-Type": "application/sparql-query"}),
            served.client.post(
                "sparql", content=query, headers={"Content-Type": "application/sparql-query; charset=utf-8"}
            ),
        ):
            assert response.status_code == 200
            assert response.json() == {"head": {}, "boolean": True}

    @pytest.mark.parametrize("way", ["get", "form", "direct"])
    def test_the_dataset_is_what_the_request_says(self, served: Served, out: Path, way: str) -> None:
        one, other = graphs(out)

        def count(query: str, *dataset: tuple[str, str]) -> int:
            if way == "get":
                response = served.client.get("sparql", params=[("query", query), *dataset])
            elif way == "form":
                fields: dict[str, str | list[str]] = {"query": query}
                for name, value in dataset:
                    fields[name] = [*fields.get(name, []), value]
                response = served.client.post("sparql", data=fields)
            else:
                kind = {"Content-Type": "application/sparql-query"}
                response = served.client.post("sparql", params=dataset, content=query, headers=kind)
            assert response.status_code == 200, response.text
            return int(response.json()["results"]["bindings"][0]["n"]["value"])

        default = "SELECT (COUNT(*) AS ?n) { ?document a gk:Document }"
        named = "SELECT (COUNT(*) AS ?n) { GRAPH ?graph { ?document a gk:Document } }"
        assert count(default) == 2
        assert count(default, ("default-graph-uri", one)) == 1
        assert count(default, ("default-graph-uri", one), ("default-graph-uri", other)) == 2
        assert count(named, ("named-graph-uri", one)) == 1
        assert count(named, ("named-graph-uri", one), ("named-graph-uri", other)) == 2
        assert count(default, ("named-graph-uri", one)) == 0
        assert count(named, ("default-graph-uri", one)) == 0
        assert count(named, ("default-graph-uri", one), ("named-graph-uri", other)) == 1
        assert count(default, ("default-graph-uri", "http://example.org/none")) == 0

    @pytest.mark.parametrize(
        ("query", "kinds"),
        [
            ("SELECT ?s { ?s ?p ?o } LIMIT 1", {JSON, "application/sparql-results+xml", "text/csv"}),
            ("ASK {}", {JSON, "application/sparql-results+xml"}),
            ("DESCRIBE <http://example.org/>", {"text/turtle", "application/rdf+xml", "application/n-triples"}),
            ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1", {"text/turtle", "application/rdf+xml"}),
        ],
    )
    def test_the_content_types_of_the_standard(self, served: Served, query: str, kinds: set[str]) -> None:
        assert served.ask(query).headers["content-type"].split(";")[0] in kinds
        for kind in kinds:
            assert served.ask(query, Accept=kind).headers["content-type"].split(";")[0] == kind

    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
    def test_other_methods_are_not_allowed(self, served: Served, method: str) -> None:
        response = served.client.request(method, "sparql", params={"query": "ASK {}"})
        assert response.status_code == 405
        assert "GET" in response.headers["allow"]

    @pytest.mark.parametrize(
        ("content", "kind", "status"),
        [
            (b"query=ASK+%7B%7D&query=SELECT+*+%7B%7D", "application/x-www-form-urlencoded", 400),
            (b"ASK {}", "text/plain", 415),
            (b"query=ASK+%7B%7D", None, 415),
            (b"ASK {}", None, 415),
            ("ASK {} # ü".encode("utf-16"), "application/sparql-query", 400),
            (b"query=%FF%FE", "application/x-www-form-urlencoded", 400),
            (b"query=ASK+%7B", "application/x-www-form-urlencoded", 400),
            (b"", "application/x-www-form-urlencoded", 400),
            (b"update=CLEAR+ALL", "application/x-www-form-urlencoded", 403),
            (b"CLEAR ALL", "application/sparql-update", 403),
            (b"query=CLEAR+ALL", "application/x-www-form-urlencoded", 400),
        ],
    )
    def test_bad_requests_are_refused_with_the_reason(
        self, served: Served, content: bytes, kind: str | None, status: int
    ) -> None:
        response = served.client.post("sparql", content=content, headers={"Content-Type": kind} if kind else {})
        assert response.status_code == status
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        assert response.text.strip()

    def test_an_address_that_is_not_utf_8(self, served: Served) -> None:
        assert served.client.get("sparql?query=%FF").status_code == 400

    def test_updates_by_address_are_refused(self, served: Served) -> None:
        assert served.client.get("sparql", params={"update": "CLEAR ALL"}).status_code == 403
        assert served.client.get("sparql").status_code == 400


class TestAnswers:
    def test_the_same_as_the_command_gives(self, served: Served, out: Path) -> None:
        kg = pipeline.open_graph(out)
        for known in evaluation.named():
            if all(parameter.optional for parameter in known.parameters):
                expected = kg.query(known.name)
                form, kind = ("turtle", "text/turtle") if expected.kind == "graph" else ("csv", "text/csv")
                assert served.ask(known.text, Accept=kind).content == expected.serialize(form), known.name

    def test_texts_are_compared_by_meaning_within_the_limits(self, served: Served) -> None:
        answer = served.ask(
            'ASK { FILTER(gk:likeness("the firm faked its books", "the company falsified records") > 0.5) }'
        )
        assert (answer.status_code, answer.json()["boolean"]) == (200, True)

    def test_a_mistake_is_explained(self, served: Served) -> None:
        response = served.ask("SELECT ?who {\n  ?who gx:opposes ?what\n}")
        assert response.status_code == 400
        assert "line 2" in response.text
        assert "the prefix gx: is unknown" in response.text

    def test_every_form_can_be_read_by_what_reads_such_forms(self, served: Served) -> None:
        names = [row["who"]["value"] for row in served.ask(QUESTION, Accept=JSON).json()["results"]["bindings"]]
        assert names
        rows = list(csv.DictReader(io.StringIO(served.ask(QUESTION, Accept="text/csv").text)))
        assert [row["who"] for row in rows] == names
        tree = ElementTree.fromstring(served.ask(QUESTION, Accept="application/sparql-results+xml").text)
        assert [element.text for element in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")] == names
        tsv = served.ask(QUESTION, Accept="text/tab-separated-values").text.split()
        assert tsv == ["?who", *(f"<{name}>" for name in names)]

    @pytest.mark.parametrize(
        ("kind", "form"),
        [
            ("text/turtle", RdfFormat.TURTLE),
            ("application/n-triples", RdfFormat.N_TRIPLES),
            ("application/rdf+xml", RdfFormat.RDF_XML),
            ("application/ld+json", RdfFormat.JSON_LD),
        ],
    )
    def test_every_form_of_a_graph(self, served: Served, kind: str, form: RdfFormat) -> None:
        query = "CONSTRUCT { ?who gk:opposes ?what } { ?who gk:opposes ?what }"
        plain = set(parse(served.ask(query, Accept="application/n-triples").text, format=RdfFormat.N_TRIPLES))
        assert plain
        assert set(parse(served.ask(query, Accept=kind).text, format=form)) == plain

    @pytest.mark.parametrize(
        ("accept", "kind"),
        [
            ("*/*", JSON),
            ("text/csv;q=0.4, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
            ("text/html, application/json;q=0.9, */*;q=0.1", "application/json"),
            ("text/*", "text/csv"),
            ("", JSON),
        ],
    )
    def test_the_client_gets_what_it_likes_best(self, served: Served, accept: str, kind: str) -> None:
        assert served.ask(QUESTION, Accept=accept).headers["content-type"].split(";")[0] == kind

    @pytest.mark.parametrize("accept", ["image/png", "text/turtle", "nonsense"])
    def test_what_there_is_not_is_not_acceptable(self, served: Served, accept: str) -> None:
        response = served.ask(QUESTION, Accept=accept)
        assert response.status_code == 406
        assert JSON in response.text

    def test_values_are_bound_and_not_pasted(self, served: Served) -> None:
        text = "SELECT ?what { VALUES ?who { UNDEF } ?claim gk:source ?who ; gk:content ?what }"
        whole = served.client.post("sparql", data={"query": text}).json()["results"]["bindings"]
        some = served.client.post("sparql", data={"query": text, "$who": "Norway"}).json()["results"]["bindings"]
        assert 0 < len(some) < len(whole)
        injected = served.client.post("sparql", data={"query": text, "$who": "<x:a> } SERVICE <http://x/> {}"})
        assert injected.json()["results"]["bindings"] == []


class TestPages:
    def test_an_article_is_a_page_or_a_graph(self, served: Served, out: Path) -> None:
        for graph in graphs(out):
            path = graph.removeprefix(BASE)
            page = served.client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            turtle = served.client.get(path, headers={"Accept": "text/turtle"})
            kept = {quad.triple for quad in pipeline.open_graph(out).store if str(quad.graph_name)[1:-1] == graph}
            assert {quad.triple for quad in parse(turtle.text, format=RdfFormat.TURTLE)} == kept

    def test_the_picture_is_the_one_that_was_drawn(self, served: Served, out: Path) -> None:
        drawn = (out / "graph.html").read_bytes()
        before, after = drawn.split(b"<!-- links of a server -->")
        shown = served.client.get("picture").content
        assert shown.startswith(before)
        assert shown.endswith(after)
        assert shown.count(b'href="/doc/"') == 1

    def test_it_opens_on_the_brief(self, served: Served, out: Path) -> None:
        answer = served.client.get("")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert f"<h1>{find_headline(pipeline.open_graph(out).brief())}</h1>" in answer.text
        assert "<script>alert" not in answer.text

    def test_the_brief_is_the_one_that_was_written_and_a_damaged_one_is_made_anew(
        self, out: Path, tmp_path: Path
    ) -> None:
        folder = Path(shutil.copytree(out, tmp_path / "out"))
        (folder / "store").rename(tmp_path / "store")
        shown = brief.render(folder).body
        (tmp_path / "store").rename(folder / "store")
        (folder / "brief.json").write_bytes((folder / "brief.json").read_bytes().replace(b"bridge", b"castle"))
        assert brief.render(folder).body == shown
        (folder / "brief.json").unlink()
        assert brief.render(folder).body == shown

    def test_the_questions_are_listed(self, served: Served) -> None:
        listed = json.loads(served.client.get("queries.json").text)
        assert [query["name"] for query in listed["queries"]] == [query.name for query in evaluation.named()]

    def test_what_is_not_there_is_said_so(self, served: Served) -> None:
        for path in ("nowhere", "doc/0123456789abcdef", "static/nothing.js"):
            assert served.client.get(path).status_code == 404


def test_a_damaged_store_is_for_the_log(out: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = Path(shutil.copytree(out, tmp_path / "out"))
    (folder / "store" / "CURRENT").write_bytes(b"nonsense\n")
    reply = Processes(Limits()).run(endpoint.answer, folder, endpoint.Query(text="ASK {}"))
    assert reply.status == 500
    assert reply.body == b"the graph is damaged; who runs the server finds in the log what to do\n"
    assert f"{folder}/store: is damaged (store/CURRENT: it has 9 bytes, and had 16)" in caplog.text

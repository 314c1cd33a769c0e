"""A server refuses what strangers must not ask, and never mistakes a word in a text, a comment or a name for it.

The attacks are shown to work on rdflib as it comes, so that refusing them is worth something.
"""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphkit.errors import QueryError
from graphkit.model.vocabulary import PREFIXES
from graphkit.query.evaluation import refuse_remote

PREFIXED = {**PREFIXES, "ex": "https://example.org/kg/", "from": "urn:from:", "service": "urn:service:"}
SERVICE, FROM, UPDATE = "asks another server (SERVICE)", "picks graphs by FROM", "queries only read"


def refusal(text: str) -> str:
    with pytest.raises(QueryError) as caught:
        refuse_remote(text, PREFIXED)
    return str(caught.value)


# -- the attacks, where they work


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """Answer on the loopback, and remember who asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = b'{"head": {"vars": []}, "results": {"bindings": []}}'
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_from_reads_a_file_of_the_machine_with_rdflib_and_not_here(tmp_path: Path, clause: str) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> 'the secret' .", encoding="utf-8")
    pattern = "?s ?p ?o" if clause == "FROM" else "GRAPH ?g { ?s ?p ?o }"
    text = f"SELECT ?o {clause} <{secret.as_uri()}> {{ {pattern} }}"
    rows = rdflib.Dataset().query(text)
    assert [str(row[0]) for row in rows] == ["the secret"]  # type: ignore[index]
    assert FROM in refusal(text)


def test_service_asks_another_server_with_rdflib_and_not_here(listener: tuple[str, list[str]]) -> None:
    url, asked = listener
    text = f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"
    list(rdflib.Dataset().query(text))
    assert len(asked) == 1
    assert SERVICE in refusal(text)
    assert SERVICE in refusal(f"ASK {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}")
    assert len(asked) == 1


def test_update_changes_a_graph_with_rdflib_and_not_here() -> None:
    graph = rdflib.Graph()
    text = "INSERT DATA { <urn:a> <urn:b> 1 }"
    graph.update(text)
    assert len(graph) == 1
    assert UPDATE in refusal(text)


# -- what is refused


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <urn:g> { ?s ?p ?o }",
        "SELECT *FROM<urn:g>{ ?s ?p ?o }",
        "SELECT ?x FROM NAMED <urn:g> { GRAPH ?g { ?x ?p ?o } }",
        "SELECT ?x\nfrom\n# from\nnamed <urn:g> { ?x ?p ?o }",
        "ASK fRoM ex:g { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } FROM <urn:g> WHERE { ?s ?p ?o }",
        "CONSTRUCT FROM <urn:g> WHERE { ?s ?p ?o }",
        "DESCRIBE ex:a FROM <urn:g>",
        "PREFIX : <urn:>\nDESCRIBE ex:a FROM :g",
        # a prefix that only differs in case, or that is what another spelling would be
        "PREFIX : <urn:> PREFIX FrOM: <urn:x:> DESCRIBE ex:a From:b",
        "PREFIX : <urn:> PREFIX frxm: <urn:x:> PREFIX frqm: <urn:x:> DESCRIBE ex:a FROM:b",
        "SELECT * FROM <urn:g> { ?s ?p ?o FILTER(?s<?o#>'''\n) } #'''",
        "SELECT ?from FROM <urn:from> { ?from from:from 'from' } # from",
    ],
)
def test_from_is_refused(text: str) -> None:
    assert FROM in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?service { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . service silent service:x { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICESILENT <http://x/> { ?s ?p ?o } } }",
        "SELECT * { { SELECT * { SERVICE #service\n <http://x/> { ?s ?p ?o } } } }",
        "PREFIX : <urn:>\nASK { SERVICE:x { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(text: str) -> None:
    assert SERVICE in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
        "delete data { <urn:a> <urn:b> 1 }",
        "LOAD <file:///etc/passwd>",
        "LOAD SILENT <http://127.0.0.1/> INTO GRAPH <urn:g>",
        "CLEAR ALL",
        "CREATE GRAPH <urn:g>",
        "DROP SILENT NAMED",
        "COPY DEFAULT TO <urn:g>",
        "MOVE <urn:g> TO <urn:h>",
        "ADD <urn:g> TO <urn:h>",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "# read\nPREFIX a: <urn:a> BASE <urn:x>\n\nDROP ALL",
    ],
)
def test_every_update_is_refused(text: str) -> None:
    assert UPDATE in refusal(text)


@pytest.mark.parametrize(
    "text", ["ASK {} ; DROP ALL", "SELECT * { INSERT DATA {} }", "\\u0049NSERT DATA {}", "DESCRIBE"]
)
def test_what_is_no_query_does_not_parse(text: str) -> None:
    assert "does not parse" in refusal(text)


@pytest.mark.parametrize("text", ["SELECT * FR\\u004FM <urn:g> {}", "ASK { \\u0053ERVICE <http://x/> {} }"])
def test_escaped_keyword_is_refused(text: str) -> None:
    """The engine does not undo escapes there today; the query must not be let through should it learn to."""
    assert refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK " + "{" * 30_000 + "}" * 30_000,
        "{" * 30_000,
        "SELECT * { BIND(" + "(" * 30_000 + "1" + ")" * 30_000 + " AS ?x) }",
        "SELECT * { BIND(1" + "+1" * 5_000 + " AS ?x) }",
        "SELECT * { BIND(" + "!" * 15_000 + "1 AS ?x) }",
        "SELECT * { ?s ?p '" + "x" * 5_000_000 + "' }",
        "SELECT * { ?s ?p ?o } #" + "from service " * 400_000,
        "SELECT * {" + "?s ?p " * 3_000 + "}",
        "SELECT * {" + "abcd " * 3_900 + "}",
        "'''" * 16_000,
        "\"'" * 20_000,
        "<" * 49_000,
        "VALUES" + " " * 49_000,
        "VALUES ?x {" * 4_000,
        "PREFIX " * 7_000,
        "#\n" * 24_000 + "DROP ALL",
        "\\u0066" * 8_000,
    ],
    ids=range(17),
)
def test_monster_is_refused_fast(text: str) -> None:
    start = time.process_time()
    refusal(text)
    assert time.process_time() - start < 0.5  # some 0.05 s on a laptop


@pytest.mark.parametrize(
    "text",
    [
        # every short spelling of the words is taken
        "ASK {} # " + " ".join(f"fr{a}{b}m servi{a}{b}e" for a in "abcdefghijklmnopqrstuvwxyz" for b in "aeioxqz"),
        "ASK {} #" + "_" * 49_000,
        "ASK {} # " + "service from " * 3_500,
        # a product that would take ages to answer, also over an empty graph
        "ASK {"
        + "".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(100)))} }} " for n in range(9))
        + "FILTER(?v0 < 0) }",
    ],
    ids=range(4),
)
def test_long_query_is_judged_fast_and_not_answered(text: str) -> None:
    start = time.process_time()
    refuse_remote(text, PREFIXED)
    assert time.process_time() - start < 0.5  # some 0.05 s on a laptop


# -- what is no harm


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?from { ?from ?p ?service FILTER(CONTAINS(STR(?from), 'secret service from LOAD')) }",
        "ASK { <http://x/from> <http://service/INSERT> 'x'@from , 'y'@service }",
        "ASK { from:from service:service from:\\-from }",
        "SELECT (1 AS ?from) (2 AS ?frxm) (3 AS ?service) {}",
        'ASK { ?s ?p "\\u0066rom", "\\\\u0066rom", "\\\\u0073ervice", "FR\\u004fM" }',
        "ASK { ?s ?p '''from\nSERVICE <http://x/>''' } # } FROM <urn:g> SERVICE",
        "ASK { _:from ?p _:service }",
        "PREFIX From: <urn:1> PREFIX fRom: <urn:2> ASK { From:a fRom:b 1 }",
    ],
)
def test_words_in_texts_comments_and_names_are_no_harm(text: str) -> None:
    refuse_remote(text, PREFIXED)


WORDS = st.sampled_from(
    "from FROM From named service SERVICE silent Service INSERT delete LOAD clear DROP with copy frxm frqm servixe"
    " { } } # ' \" \\ \\u0066rom <http://x/from> ?from".split()
)
PHRASES = st.lists(WORDS, max_size=6).map(" ".join)
NAMES = st.lists(
    st.sampled_from("from FROM From fRoM service SERVICE frxm FRXM insert load x".split()), min_size=1, max_size=3
).map("".join)


def quote(text: str) -> str:
    for old, new in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        text = text.replace(old, new)
    return f'"{text}"'


@settings(max_examples=300, deadline=None)
@given(text=PHRASES, comment=PHRASES, names=st.lists(NAMES, min_size=3, max_size=3), form=st.integers(0, 3))
@example(text="FROM <urn:g>", comment="FROM <urn:g>", names=["from", "FROM", "From"], form=3)
def test_words_are_never_misjudged(text: str, comment: str, names: list[str], form: int) -> None:
    variable, local, prefix = names
    head = f"PREFIX {prefix}: <urn:{local}:>\nPREFIX : <urn:>\n"
    pattern = f"?{variable} {prefix}:{local} {quote(text)}, <http://x/{local}>, :{local}, _:{local} # {comment}\n"
    start, picked = {
        0: ("SELECT ?" + variable, "{ %s }"),
        1: ("ASK", "{ %s }"),
        2: (f"CONSTRUCT {{ ?{variable} a {prefix}:{local} }}", "WHERE { %s }"),
        3: (f"DESCRIBE {prefix}:{local} ?{variable}", "WHERE { %s }"),
    }[form]
    body = picked % pattern
    refuse_remote(f"{head}{start}\n{body}", PREFIXED)
    for clause in (f"FROM <urn:{local}>", f"from named {prefix}:{local}", f"FROM#{comment}\n:{local}"):
        assert FROM in refusal(f"{head}{start} {clause}\n{body}")
    for service in ("SERVICE <http://127.0.0.1:9/>", f"service silent {prefix}:{local}", f"SERVICE ?{variable}"):
        nested = picked % f"{pattern} {service} {{ ?a ?b {quote(text)} }}"
        assert SERVICE in refusal(f"{head}{start}\n{nested}")
    assert UPDATE in refusal(f"# {comment}\n{head}INSERT DATA {{ <urn:{local}> :{local} {quote(text)} }}")

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad, Store

import graphkit
from graphkit.cli import cli
from graphkit.errors import InputError
from graphkit.export import FORMATS
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import BASE, GK, RDF
from graphkit.store import nesting

RDF_FORMATS = [known.name for known in FORMATS.values() if known.kind in ("dataset", "graph")]
MERGED = [name for name in RDF_FORMATS if FORMATS[name].kind == "graph"]
TEXTS = {
    "one.txt": "China has denied the report. Zhang Jun, China's ambassador to the UN, said Beijing opposed it.\n",
    "two.txt": "China opposed the new law. Zhang Jun criticized Norway, and said that Norway had praised China.\n",
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def two(articles: Path) -> KnowledgeGraph:
    return graphkit.build(articles, base_iri="https://data.example.net/news/")


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_a_graph_that_was_taken_away_comes_back_whole(two: KnowledgeGraph, tmp_path: Path, name: str) -> None:
    file = two.export(tmp_path / f"graph.{name}")
    back = graphkit.open_rdf(file)
    assert set(back.store) == set(two.store)
    assert (back.base_iri, back.model) == (two.base_iri, two.model)
    assert back.export(tmp_path / f"again.{name}").read_bytes() == file.read_bytes()
    assert back.validate().conforms


def test_the_command_writes_what_build_wrote(two: KnowledgeGraph, articles: Path, tmp_path: Path) -> None:
    built, out = two.save(tmp_path / "built"), tmp_path / "out"
    done = run("import", built / "graph.ttl", "-o", out, "--texts", articles)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("2 articles, ")
    for name in ("graph.ttl", "graph.trig", "graph.html"):
        assert (out / name).read_bytes() == (built / name).read_bytes()
    texts = graphkit.open_graph(out).texts
    assert sorted(texts.values()) == sorted(TEXTS.values())
    assert run("export", out, tmp_path / "again.ttl").exit_code == 0
    assert (tmp_path / "again.ttl").read_bytes() == (built / "graph.ttl").read_bytes()


def test_a_text_that_is_not_the_article_s_is_not_taken_for_it(two: KnowledgeGraph, tmp_path: Path) -> None:
    file = two.export(tmp_path / "graph.trig")
    (tmp_path / "one.txt").write_text(TEXTS["one.txt"].replace("denied", "denies"), encoding="utf-8")
    back = graphkit.open_rdf(file, texts=tmp_path / "one.txt")
    assert not back.texts
    assert [str(problem).endswith("its claims are shown without it") for problem in back.problems] == [True, True]


@pytest.mark.parametrize("name", MERGED)
def test_what_merged_formats_do_not_tell_is_given_to_every_document_that_speaks_of_it(
    small_quads: list[Quad], tmp_path: Path, name: str
) -> None:
    graph = KnowledgeGraph(Store())
    graph.store.bulk_extend(small_quads)
    back = graphkit.open_rdf(graph.export(tmp_path / f"graph.{name}"))
    graphs = {str(quad.graph_name) for quad in back.store}
    labels = back.store.quads_for_pattern(NamedNode(f"{BASE}entity/zhang-jun"), None, None, None)
    assert {f"<{BASE}doc/{key * 16}>" for key in "ab"} <= graphs
    assert {str(q.graph_name) for q in labels if "Label" in str(q)} == {f"<{BASE}doc/{key * 16}>" for key in "ab"}
    assert back.serialize(name) == graph.serialize(name)


def test_a_plain_edge_for_which_nothing_vouches_is_found_out(tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    file.write_text(f"<{BASE}entity/a> <{GK}opposes> <{BASE}entity/b> .\n", encoding="utf-8")
    assert any("firewall" in finding.what for finding in graphkit.open_rdf(file).validate().findings)


def test_several_files_are_one_graph(small_quads: list[Quad], tmp_path: Path) -> None:
    parts = []
    for name, key in (("nq", "a"), ("jsonld", "b")):
        part = KnowledgeGraph(Store())
        part.store.bulk_extend(quad for quad in small_quads if f"doc/{key}" in str(quad.graph_name))
        parts.append(part.export(tmp_path / f"part.{name}"))
    assert set(graphkit.open_rdf(parts).store) == set(small_quads)


# -- what cannot be read

XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">{}</rdf:RDF>'
THING = '<rdf:Description rdf:about="http://e/a"><e:p>{}</e:p></rdf:Description>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.ttl", "<http://e/a> <http://e/b> 1 .\n<http://e/a> oops .", "line 2, column 14: oops is not a valid"),
        ("a.nt", "<http://e/a> <http://e/b> 1 .", "line 1, column 27: "),
        ("a.trig", "<http://e/g> { <http://e/a> <http://e/b> 1", "line 1, column "),
        ("a.nq", "<a> <http://e/b> <http://e/c> .", "line 1, column 1: No scheme found"),
        ("a.jsonld", '{"@id": oops', "line 1, column 9: "),
        ("a.rdf", "<rdf:RDF>\n<oops", "line 2, column 1: unclosed token"),
        ("a.rdf", "", "line 1, column 1: no element found"),
        ("a.ttl", "[] <http://e/b> 1 .", "holds a blank node, which no graph of graphkit does"),
        (
            "a.graphml",
            "<graphml/>",
            "GraphML does not hold all of a graph, so none can be made of it; take one of .ttl",
        ),
        ("a.docx", "", "its suffix tells no format of RDF; take one of .ttl"),
        ("a.ttl", None, "cannot be read: No such file"),
        ("a.rdf", f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>' + XML.format(THING.format("&l9;")), "document type"),
        ("a.ttl", "\n".join(f"<http://{h}/doc/a> a <{GK}Document> ." for h in "ab"), "live below several addresses"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    file, out = tmp_path / name, tmp_path / "out"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.|several") as raised:
        graphkit.open_rdf(file)
    assert told in str(raised.value)
    done = run("import", file, "-o", out)
    assert isinstance(done.exception, InputError)
    assert not out.exists()


DEEP = {
    "quoted.nt": ("<x:a> <x:b> ", "<<( <x:a> <x:b> ", "<x:c>", " )>>", " ."),
    "quoted.nq": ("<x:a> <x:b> ", "<<( <x:a> <x:b> ", "<x:c>", " )>>", " ."),
    "quoted.ttl": ("<x:a> <x:b> ", "<<( <x:a> <x:b> ", "<x:c>", " )>>", " ."),
    "reified.trig": ("<x:a> <x:b> ", "<< <x:a> <x:b> ", "<x:c>", " >>", " ."),
    "escaped.ttl": (r"@prefix x: <x:> . x:a\#b <x:b\u0041#> ", "<<( <x:a> <x:b> ", "<x:c>", " )>>", " ."),
    "blank.ttl": ("<x:a> <x:b> ", "[ <x:b> ", "<x:c>", " ]", " ."),
    "list.ttl": ("<x:a> <x:b> ", "( ", "<x:c>", " )", " ."),
    "notes.ttl": ("<x:a> <x:b> <x:c> ", "{| <x:b> <x:c> ", "", " |}", " ."),
    "objects.jsonld": ("", '{"@id":"x:a","x:b":', '"c"', "}", ""),
    "lists.jsonld": ('{"@graph":', "[", "", "]", "}"),
    "open.jsonld": ("", '{"@graph":[', "", "", ""),
    "elements.rdf": (f"<r:RDF xmlns:r='{RDF}' xmlns:b='x:'>", "<b:C><b:b>", "c", "</b:b></b:C>", "</r:RDF>"),
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_deeply_is_refused_before_it_is_parsed(tmp_path: Path, name: str) -> None:
    before, opens, middle, closes, after = DEEP[name]
    file = tmp_path / name
    file.write_text(f"{before}{opens * 20_000}{middle}{closes * 20_000}{after}", encoding="utf-8")
    with pytest.raises(InputError, match="line 1: is nested more than 100 deep, as no graph of graphkit is"):
        graphkit.open_rdf(file)


MANY, PLAIN = "<<([{" * 200, "((" * 200
SHALLOW = {
    "a.nt": f'# {MANY}\n<x:a> <x:b{PLAIN}> "{MANY}\\"{MANY}" .\n',
    "b.ttl": f"<x:a> <x:b> \"\\\"{MANY}\", '{MANY}\\'{MANY}' .\n",
    "c.ttl": f"<x:a> <x:b> \"\"\"{MANY}\"\n''{MANY}\"\"\", '''{MANY}'\n{MANY}''' .\n",
    "d.jsonld": json.dumps({"@id": "x:a", "x:b": f'{MANY}"{MANY}'}),
}


@pytest.mark.parametrize("name", SHALLOW)
def test_brackets_in_texts_addresses_and_remarks_are_no_nesting(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SHALLOW[name], encoding="utf-8")
    assert len(graphkit.open_rdf(tmp_path / name).store) >= 1


@pytest.mark.parametrize("text", ['"', "'", '"\\"', "'\\'", "<", "#", "\\", '"""\\"', "<a"])
def test_what_is_not_closed_is_read_once(text: str) -> None:
    for is_json in (False, True):  # it would take minutes, were each of them read to the end
        nesting.find_deeper(text.encode() * 100_000, json=is_json)


def test_a_base_that_is_not_the_documents_is_refused(two: KnowledgeGraph, tmp_path: Path) -> None:
    file = two.export(tmp_path / "graph.nq")
    with pytest.raises(InputError, match=r"live below https://data\.example\.net/news/, not below"):
        graphkit.open_rdf(file, base_iri="https://e.org/")
    assert graphkit.open_rdf(file, base_iri=two.base_iri).base_iri == two.base_iri


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """Listen on loopback; give the address, and the list of who has called."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def wait() -> None:
            try:
                connection, caller = server.accept()
                calls.append(caller)
                connection.close()
            except OSError:
                pass

        waiting = threading.Thread(target=wait)
        waiting.start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        yield address, calls
        # One call of our own ends the wait: had there been another before it, this one would not be the first.
        if waiting.is_alive():
            socket.create_connection(server.getsockname()).close()
        waiting.join()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.jsonld", '{"@context": "http://HOST/context", "@id": "http://e/a", "p": 1}', "nothing is fetched"),
        ("a.jsonld", '{"@context": {"@import": "http://HOST/context"}, "@id": "http://e/a"}', "nothing is fetched"),
        ("a.rdf", f'<!DOCTYPE r [<!ENTITY x SYSTEM "http://HOST/x">]>{XML.format(THING.format("&x;"))}', "DOCTYPE"),
        ("a.rdf", f'<!DOCTYPE r SYSTEM "http://HOST/x.dtd">{XML.format("")}', "DOCTYPE"),
        ("a.rdf", f'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://HOST/x"> %x;]>{XML.format("")}', "DOCTYPE"),
    ],
)
def test_nothing_is_ever_fetched(
    tmp_path: Path, listener: tuple[str, list[object]], name: str, text: str, told: str
) -> None:
    host, calls = listener
    file = tmp_path / name
    file.write_text(text.replace("HOST", host), encoding="utf-8")
    with pytest.raises(InputError, match=told):
        graphkit.open_rdf(file)
    time.sleep(0.1)
    assert calls == []

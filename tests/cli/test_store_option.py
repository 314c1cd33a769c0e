"""The commands on a graph that a SPARQL server holds, and the same from Python."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad
from sparql import Request, run_stub

import graphkit
from graphkit import documents, store
from graphkit.__main__ import main
from graphkit.cli import cli
from graphkit.errors import StoreError
from graphkit.store import operations

ARTICLE = (
    "China has denied the report.\n\n"
    "Zhang Jun, China's ambassador to the UN, said Beijing was “firmly opposed” to the report.\n"
)
BASE = "https://data.example.net/news/"
PASSWORD = "correct-horse-battery"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [os.fspath(argument) for argument in arguments])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kg = graphkit.build(documents.make(ARTICLE, identifier="article.txt"), base_iri=BASE)
    return kg.save(tmp_path_factory.mktemp("cli") / "out")


@pytest.fixture
def url(out: Path, empty_server: str) -> str:
    """The address of a server that holds the graph in `out`."""
    assert graphkit.open_graph(out).upload(empty_server) == 0
    return empty_server


# -- building


def test_build_loads_the_server_too(tmp_path: Path, empty_server: str) -> None:
    article, new = tmp_path / "article.txt", tmp_path / "out"
    article.write_text(ARTICLE, encoding="utf-8")
    foreign = Quad(*[NamedNode("urn:foreign")] * 4)
    store.connect(empty_server).add(foreign)
    for told in ("2 graphs", "2 graphs (0 changed)"):
        result = run("build", article, "-o", new, "--store", empty_server)
        assert result.exit_code == 0, result.output
        assert result.stderr.endswith(f"Loaded {told} into {empty_server}, beside 1 other\n")
        kept = set(store.connect(empty_server))
        assert kept == {*graphkit.open_graph(new).store, foreign}


def test_build_sends_a_server_only_what_changed_and_takes_from_it_what_left(tmp_path: Path, empty_server: str) -> None:
    articles, new = tmp_path / "in", tmp_path / "out"
    articles.mkdir()
    for n in range(3):
        (articles / f"{n}.txt").write_text(f"{ARTICLE}\n\nPage {n}.", encoding="utf-8")
    server = store.connect(empty_server)

    def build() -> str:
        result = run("build", articles, "-o", new, "--sync", "--store", empty_server)
        assert result.exit_code == 0, result.output
        assert set(server) == set(graphkit.open_graph(new).store)
        return result.stderr.splitlines()[-1]

    number = len(list(graphkit.open_graph(new).store.named_graphs())) if build() else 0
    (articles / "0.txt").unlink()
    told = build()
    assert told.startswith(f"Loaded {number - 1} graphs (")
    assert told.endswith(f"into {empty_server}, removed 1 graph that left")
    (articles / "3.txt").write_text("The mayor, Jo Roe, said the bridge was safe.", encoding="utf-8")
    assert build().startswith(f"Loaded {number} graphs (")
    # Somebody has emptied the server meanwhile.
    for name in list(server.named_graphs()):
        server.remove_graph(name)
    assert build() == f"Loaded {number} graphs into {empty_server}"


def test_a_graph_that_did_not_reach_the_server_is_sent_the_next_time(
    tmp_path: Path, empty_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, new = tmp_path / "article.txt", tmp_path / "out"
    article.write_text(ARTICLE, encoding="utf-8")
    assert run("build", article, "-o", new, "--store", empty_server).exit_code == 0
    article.write_text(f"{ARTICLE}\n\nCorrected.", encoding="utf-8")

    def fail(*_: object) -> int:
        raise StoreError("the server has gone away")

    with monkeypatch.context() as patched:
        patched.setattr(operations, "replace_graphs", fail)
        result = run("build", article, "-o", new, "--store", empty_server)
        assert result.exit_code == 1
        assert "0 of 1 graphs were replaced" in str(result.exception) + result.output
    assert run("build", article, "-o", new, "--store", empty_server).exit_code == 0
    assert set(store.connect(empty_server)) == set(graphkit.open_graph(new).store)


def test_build_asks_the_server_before_it_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def answer(request: Request) -> None:
        request.reply(401)

    with run_stub(answer) as (address, _), pytest.raises(SystemExit) as left:
        main(["build", "--example", "-o", str(tmp_path / "out"), "--store", address])
    assert left.value.code == 1
    assert "the server wants to know who asks (401); set GRAPHKIT_STORE_USER" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_build_to_standard_output_loads_nothing() -> None:
    result = run("build", "--example", "-o", "-", "--store", "http://localhost")
    assert result.exit_code == 2
    assert "--store, --workers, --cluster, --sync, --day, --versions and --json go with a folder" in result.output


def test_no_secret_reaches_a_file_or_a_message(
    tmp_path: Path, empty_server: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("GRAPHKIT_STORE_USER", "jo")
    monkeypatch.setenv("GRAPHKIT_STORE_PASSWORD", PASSWORD)
    caplog.set_level(logging.DEBUG)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    said = run("build", tmp_path / "article.txt", "-o", tmp_path / "out", "--store", empty_server).output
    said += run("query", "--store", f"http://jo:{PASSWORD}@127.0.0.1/", "who-denies-what").output
    said += run("show", "--store", empty_server, tmp_path / "page.html").output
    kg = graphkit.open_graph(store=empty_server)
    assert PASSWORD not in said + caplog.text + repr(kg) + repr(kg.store) + repr(kg.dataset)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert not any(PASSWORD.encode() in path.read_bytes() for path in files)
    assert empty_server not in (tmp_path / "out" / "graphkit.json").read_text()


# -- reading


@pytest.mark.parametrize("before", [True, False])
def test_query(out: Path, url: str, before: bool) -> None:
    wanted = run("query", out, "who-denies-what")
    assert wanted.exit_code == 0
    assert "China" in wanted.stdout
    options = ("--store", url)
    for place in ((), (out,)):
        arguments = (*place, "who-denies-what")
        result = run("query", *(options + arguments if before else arguments + options))
        assert (result.exit_code, result.stdout) == (0, wanted.stdout)


def test_query_takes_text_and_values_and_lists(out: Path, url: str) -> None:
    # '//' is no path that may be tidied up.
    text = "SELECT DISTINCT ?who { ?who a schema:Person FILTER(!STRSTARTS(STR(?who), 'https://example.net//')) }"
    assert "ex:entity/zhang-jun" in run("query", "--store", url, text).stdout
    person = f"<{BASE}entity/zhang-jun>"
    assert "yes" in run("query", "--store", url, f"ASK {{ {person} a <https://schema.org/Person> }}").stdout
    bound = run("query", f"--store={url}", "who-said-what", "-b", "who=China", "--format", "csv")
    assert bound.stdout == run("query", out, "who-said-what", "-b", "who=China", "--format", "csv").stdout
    assert "who-denies-what" in run("query", "--store", url).stdout


def test_analyse_and_validate(out: Path, url: str) -> None:
    for place in ((), (out,)):
        assert run("analyse", *place, "--store", url).stdout == run("analyse", out).stdout
        wanted = run("validate", out).stdout.replace(str(out), url)
        assert run("validate", *place, "--store", url).stdout == wanted


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "jsonld", "graphml", "csv"])
def test_export(out: Path, url: str, tmp_path: Path, suffix: str) -> None:
    wanted, got = tmp_path / f"wanted.{suffix}", tmp_path / f"got.{suffix}"
    assert run("export", out, wanted).exit_code == 0
    assert run("export", "--store", url, got).exit_code == 0
    assert got.read_bytes() == wanted.read_bytes()
    piped = run("export", out, "-", "--format", suffix, "--store", url)
    assert piped.stdout_bytes == wanted.read_bytes()


def test_show_has_the_sentences_of_the_folder(out: Path, url: str, tmp_path: Path) -> None:
    assert run("show", "--store", url, out, tmp_path / "page.html").exit_code == 0
    assert (tmp_path / "page.html").read_bytes() == (out / "graph.html").read_bytes()
    assert run("show", "--store", url, tmp_path / "bare.html").exit_code == 0


def test_a_command_needs_one_or_the_other(url: str) -> None:
    result = run("analyse")
    assert result.exit_code == 2
    assert "Missing argument 'OUT'" in result.output
    result = run("export", "--store", url)
    assert result.exit_code == 2
    assert "Missing argument 'FILE'" in result.output
    result = run("show", "--store", url)
    assert result.exit_code == 2
    assert "name a FILE to draw what the server holds" in result.output
    with pytest.raises(StoreError, match="name the folder"):
        graphkit.open_graph()


# -- from Python


def test_a_graph_on_a_server_is_a_graph(out: Path, url: str, tmp_path: Path) -> None:
    kg, wanted = graphkit.open_graph(store=url), graphkit.open_graph(out)
    assert kg.base_iri == BASE
    assert repr(kg) == repr(wanted)
    assert kg.query("who-denies-what").rows == wanted.query("who-denies-what").rows
    assert json.dumps(kg.analyse().to_dict()) == json.dumps(wanted.analyse().to_dict())
    assert kg.identities() == wanted.identities()
    assert kg.validate() == wanted.validate()
    assert dict(graphkit.open_graph(out, store=url).texts) == dict(wanted.texts)
    again = graphkit.open_graph(kg.save(tmp_path / "again"))
    assert set(again.store) == set(wanted.store)


def test_an_empty_server_is_an_empty_graph(empty_server: str) -> None:
    kg = graphkit.open_graph(store=empty_server)
    assert kg.count()["claims"] == 0
    assert kg.base_iri == graphkit.KnowledgeGraph(store.create()).base_iri


def test_a_load_that_breaks_off_says_what_stands(out: Path) -> None:
    def answer(request: Request) -> None:
        request.reply(204 if len(request.server.seen) < 2 else 403)  # type: ignore[attr-defined]

    with run_stub(answer) as (address, seen), pytest.raises(StoreError) as caught:
        graphkit.open_graph(out).upload(address)
    assert str(caught.value).endswith("; 1 of 2 graphs were replaced, each whole: load them again")
    assert [request.command for request in seen] == ["PUT"] * 2

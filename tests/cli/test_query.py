"""The command `query` takes a query however it comes, answers in every form, and is never silent."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner, Result

import graphkit
from graphkit import store
from graphkit.cli import cli
from graphkit.files import replacement, resources
from graphkit.language import encoder
from graphkit.query import processes
from graphkit.query.evaluation import named

ARTICLES = resources.ontology() / "examples" / "valid" / "two-articles.trig"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output of graphkit that no model was needed for."""
    import pyoxigraph

    folder = tmp_path_factory.mktemp("querying") / "out"
    folder.mkdir()
    graph = pyoxigraph.Store()
    graph.load(path=str(ARTICLES))
    store.create(graph, path=folder / "store")
    replacement.write_marker(folder, {"graphkit": graphkit.__version__, "base_iri": "https://example.org/kg/"})
    return folder


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["query", *map(str, arguments)], input=stdin)


def test_questions_are_listed_with_the_values_that_they_take(out: Path) -> None:
    shown = run("--list")
    assert shown.exit_code == 0
    assert shown.stdout == run(out).stdout == run(out, "--list").stdout
    assert all(question.name in shown.stdout for question in named())
    assert "[who], [act], [document]" in shown.stdout
    listed = json.loads(run("--list", "--format", "json").stdout)
    assert [question["name"] for question in listed] == [question.name for question in named()]
    assert {"name": "text", "kind": "text", "optional": False} in next(
        question["parameters"] for question in listed if question["name"] == "search-claims"
    )
    assert all(question["question"] and question["expects"] for question in listed)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument 'OUT'"),
        (["--list", "x", "ASK {}"], "go with a QUERY"),
        (["--list", "--format", "csv"], "go with a QUERY"),
        (["x", "--bind", "who=x"], "go with a QUERY"),
    ],
)
def test_listing_takes_no_query(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_query_comes_from_standard_input_with_its_head(out: Path) -> None:
    text = "# parameters: who (entity)\nSELECT DISTINCT ?d { VALUES ?who { UNDEF } ?c gk:source ?who ; gk:content ?d }"
    for written in (text, b"\xef\xbb\xbf" + text.encode()):
        result = run(out, "-", "--bind", "who=Abel Quist", "--format", "csv", stdin=written)
        assert result.stdout.splitlines() == ["d", "whether Norvik would sue"]


def test_standard_input_that_is_no_text_is_refused(out: Path) -> None:
    result = run(out, "-", stdin=b"\xff\xfe")
    assert isinstance(result.exception, graphkit.QueryError)
    assert "standard input cannot be read as UTF-8" in str(result.exception)


@pytest.mark.parametrize("form", ["table", "ttl", "nt", "jsonld", "xml", "json"])
@pytest.mark.parametrize("text", ["DESCRIBE ex:entity\\/norvik", "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t , gk:Group }"])
def test_graphs_come_in_every_form_of_graphs(out: Path, text: str, form: str) -> None:
    result = run(out, text, "--format", form)
    assert result.exit_code == 0
    assert "Norvik" in result.stdout or "Group" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_an_empty_answer_is_said(out: Path, form: str) -> None:
    assert run(out, "SELECT ?s { ?s a ex:Nothing }", "--format", form).stderr == "no rows\n"
    assert run(out, "ASK { ?s a ex:Nothing }", "--format", form).stderr == ""


def test_an_empty_answer_names_terms_that_there_are_not(out: Path) -> None:
    shown = run(out, "SELECT ?s { ?s gk:opposses ?o ; gk:xyzzy 'gk:z', <gk:y> }").stderr
    assert shown.splitlines() == [
        "no rows",
        "the ontology has no gk:opposses; did you mean gk:opposes?",
        "the ontology has no gk:xyzzy",
    ]


def test_an_empty_graph_is_said(out: Path) -> None:
    result = run(out, "CONSTRUCT WHERE { ?s a ex:Nothing }", "--format", "nt")
    assert (result.stdout, result.stderr) == ("", "no triples\n")


def test_explanation_is_shown(out: Path) -> None:
    shown = run(out, "who-denies-what", "--bind", "who=Norvik", "--explain").stdout
    assert "?who = <https://example.org/kg/entity/norvik>" in shown
    assert "?claim gk:act gk:denies   # 2" in shown
    assert "Measured: 1 rows in each of 3 runs" in shown
    assert run(out, "ASK {}", "--explain", "--format", "csv").exit_code == 2


def test_a_mistake_is_shown_with_its_line_and_a_mark(out: Path) -> None:
    graphkit_ = shutil.which("graphkit", path=str(Path(sys.executable).parent))
    command = [graphkit_] if graphkit_ else [sys.executable, "-m", "graphkit"]
    done = subprocess.run(
        [*command, "query", str(out), "-"],
        input="SELECT *\n{ ?s skso:prefLabel '\x1b[2J' }",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "graphkit: the query does not parse at line 2, column 6, after “SELECT * { ?s”:"
        " the prefix skso: is unknown; did you mean skos:?",
        "   2 | { ?s skso:prefLabel '\N{REPLACEMENT CHARACTER}[2J' }",
        "            ^",
    ]


# -- limits

CARTESIAN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize(
    ("text", "limit", "told"),
    [
        (CARTESIAN, "--time-limit=0.3", "longer than 0.3 s; ask for less at a time, or allow more with --time-limit"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a", "--memory-limit=64", "the query needs more memory"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000", "--answer-limit=1", "add a LIMIT to the query, or allow more"),
    ],
    ids=["time", "memory", "answer"],
)
def test_a_query_that_takes_too_much_is_stopped(out: Path, text: str, limit: str, told: str) -> None:
    stopped = run(out, text, limit, "--format", "csv")
    assert isinstance(stopped.exception, graphkit.QueryError)
    assert told in str(stopped.exception)


def test_a_query_that_a_damaged_store_keeps_busy_names_the_store(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graphkit.open_graph(out).save(tmp_path / "out")
    index = max((tmp_path / "out" / "store").glob("*.sst"), key=lambda path: path.stat().st_size)
    data = index.read_bytes()
    index.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    def search_on(*_: object) -> None:
        raise processes.StoppedError("the query took longer than 300 s; ask for less at a time")

    monkeypatch.setattr(processes.Processes, "run", search_on)
    with pytest.raises(graphkit.StoreError, match=r"store: is damaged .* make it anew with 'graphkit import FILE -o"):
        raise run(tmp_path / "out", "ASK {}").exception or AssertionError


@pytest.mark.slow
def test_a_request_to_stop_ends_a_query_at_once(out: Path) -> None:
    command = [sys.executable, "-c", "from graphkit.__main__ import main; print(1, flush=True); main()"]
    with subprocess.Popen([*command, "query", str(out), CARTESIAN], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
        [child] = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        assert process.wait(timeout=2) == 143
        assert not child.is_running()


@pytest.mark.slow
def test_a_request_to_stop_is_heard_where_the_engine_searches_on() -> None:
    """As `brief` on a damaged store would, that is too large to be read whole before it is asked."""
    code = f"""
from pyoxigraph import Literal, NamedNode, Quad, Store
from graphkit.cli import interruption
interruption._PATIENCE = 0.2
store = Store()
store.extend(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(number)) for number in range(500))
with interruption.watch():
    interruption.guard()
    print(1, flush=True)
    list(store.query("{CARTESIAN}"))
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.3)
        process.terminate()
        assert process.wait(timeout=2) == 143
        assert process.stderr.read() == b"graphkit: broken off\n"


# -- by meaning


def test_claims_are_found_by_what_they_mean(out: Path) -> None:
    found = run(out, "claims-like", "--bind", "text=the firm paid off public servants", "--format", "csv")
    assert (found.exit_code, found.stderr) == (0, "")
    assert "that it had bribed officials" in found.stdout
    assert found.stdout.startswith("likeness,source,does,content,article,claim")


def test_without_the_encoder_words_are_compared_and_one_line_says_so(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes.Processes, "run", lambda _, work, *arguments: work(*arguments))  # see the patches
    monkeypatch.setattr(encoder, "load", lambda: None)
    monkeypatch.setattr(encoder, "why_not", lambda: encoder.MISSING)
    found = run(out, "claims-like", "--bind", "text=bribed officials", "--format", "csv")
    assert found.exit_code == 0
    assert found.stderr == f"{encoder.MISSING}\n"
    assert "that it had bribed officials" in found.stdout
    assert run(out, "claims-like", "--bind", "text=corrupt public servants", "--format", "csv").stdout.count("\n") == 1
    assert run(out, "most-quoted").stderr == "", "nothing is said of the encoder where it is not asked for"

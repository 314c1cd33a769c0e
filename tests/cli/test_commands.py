from __future__ import annotations

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graphkit
from graphkit import documents
from graphkit.__main__ import main
from graphkit.cli import cli, terminal
from graphkit.errors import Kind, Problem

ARTICLE = (
    "China has denied the report.\n\n"
    "Zhang Jun, China's ambassador to the UN, said Beijing was “firmly opposed” to the report.\n"
)


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [os.fspath(argument) for argument in arguments], input=stdin)


def call(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in a process of its own."""
    command = [sys.executable, "-m", "graphkit", *(os.fspath(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kg = graphkit.build(documents.make(ARTICLE, identifier="article.txt"))
    return kg.save(tmp_path_factory.mktemp("cli") / "out")


# -- help and the ways to leave


@pytest.mark.parametrize("command", [[], *([name] for name in cli.commands)])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_shows_examples(command: list[str], flag: str) -> None:
    result = run(*command, flag)
    assert result.exit_code == 0
    assert "Examples:\n    graphkit " in result.output


def test_the_version_is_the_package_s() -> None:
    assert run("--version").output == f"graphkit {graphkit.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "-o", "x"], "name an INPUT, or say --example"),
        (["explain"], "name an ARTICLE"),
        (["build", "a.txt", "-o", "x", "--format", "ttl"], "--format goes with '-o -'"),
        (["nonsense"], "No such command 'nonsense'"),
        (["query", "x", "ASK {}", "--bind", "novalue"], "'novalue' is not of the form NAME=VALUE"),
        (["query", "x", "--format", "csv"], "go with a QUERY"),
        (["query", "x", "ASK {}", "--format", "docx"], "'docx' is not one of"),
        (["export", "x", "-"], "say the --format"),
        (["export", "x", "file"], "say the --format"),
        (["show", "x", "--open", "--view", "disputes"], "a page has no view 'disputes'"),
        (["show", "x", "--view", "who"], "--view goes with a FILE, or with --open"),
    ],
)
def test_a_command_that_is_not_understood_leaves_with_2(arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "gone.txt", "-o", "new"], "gone.txt: there is no such file or folder"),
        (["build", "empty", "-o", "new"], "empty: no article in this folder"),
        (
            ["build", "https://example.org/a.html"],
            "https://example.org/a.html: no address is ever opened; save the page",
        ),
        (["build", "article.txt", "-o", "."], ".: holds something that graphkit did not write"),
        (["build", "article.txt", "-o", "article.txt"], "article.txt: is a file; name a folder for the output"),
        (["build", "article.txt", "-o", "new", "--base-iri", "x"], "the base IRI 'x' is no absolute address"),
        (["build", "article.txt", "-o", "-", "--format", "docx"], "'docx' is no format that graphkit writes"),
        (["build", "article.txt", "-o", "new", "--model", "xx_none"], "xx_none cannot be loaded"),
        (["build", "article.txt", "-o", "new", "--entities", "gone.csv"], "gone.csv: cannot be read: No such file"),
        (["build", "article.txt", "-o", "new", "--entities", "article.txt"], "article.txt, line 1: no column 'name'"),
        (["query", "empty", "who-said-what"], "empty: is no output of graphkit"),
        (["show", "empty"], "empty: is no output of graphkit"),
        (["analyse", "gone"], "gone: is no output of graphkit"),
        (["validate", "empty"], "empty: is no output of graphkit"),
        (["export", "empty", "x.ttl"], "empty: is no output of graphkit"),
        (["export", "empty", "x.docx"], "'.docx' is no format that graphkit writes"),
    ],
)
def test_what_goes_wrong_is_one_line_and_leaves_with_1(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(article.parent)
    Path("empty").mkdir()
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr()
    assert left.value.code == 1
    assert said.out == ""
    assert said.err.startswith(f"graphkit: {told}")
    assert said.err.count("\n") == 1
    assert sorted(path.name for path in article.parent.iterdir()) == ["article.txt", "empty"]


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (KeyboardInterrupt(), 130, "graphkit: broken off; nothing was changed\n"),
        (
            OSError(28, "No space left on device", "/x"),
            1,
            "graphkit: /x: No space left on device; what was being written there is not whole: free some space and say"
            " the same again\n",
        ),
        (ZeroDivisionError("1 by\n0"), 1, "graphkit: a fault in graphkit: ZeroDivisionError: 1 by 0; please report it"),
    ],
)
def test_no_traceback_whatever_happens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, told: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("graphkit.pipeline.build", fail)
    with pytest.raises(SystemExit) as left:
        main(["build", "--example", "-o", "-"])
    assert left.value.code == code
    assert told in capsys.readouterr().err


def test_a_traceback_comes_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_TRACEBACK", "1")
    with pytest.raises(graphkit.StoreError):
        main(["show", "nowhere"])


@pytest.mark.parametrize("wished", [None, "2"])
def test_products_are_left_to_one_thread_unless_another_number_is_wished(
    monkeypatch: pytest.MonkeyPatch, wished: str | None
) -> None:
    monkeypatch.setattr(os, "environ", {} if wished is None else {"OPENBLAS_NUM_THREADS": wished})
    with pytest.raises(SystemExit):
        main(["build"])
    assert os.environ["OPENBLAS_NUM_THREADS"] == (wished or "1")


def test_usage_errors_leave_through_main(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["build"])
    assert left.value.code == 2
    assert capsys.readouterr().err == "graphkit: name an INPUT, or say --example (see 'graphkit build --help')\n"
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_request_to_stop_is_heeded_even_if_a_library_swallows_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, number: int, code: int
) -> None:
    def swallow(*_: object, **__: object) -> None:
        with suppress(BaseException):
            signal.raise_signal(number)

    monkeypatch.setattr("graphkit.pipeline.build_corpus", swallow)
    with pytest.raises(SystemExit) as left:
        main(["build", "--example", "-o", str(tmp_path / "out")])
    assert left.value.code == code
    assert capsys.readouterr().err == "graphkit: broken off; nothing was changed\n"
    assert not list(tmp_path.iterdir())


# -- build


def test_build_writes_a_folder_and_says_so(article: Path) -> None:
    out = article.parent / "out"
    result = run("build", article, "-o", out)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("1 article, ")
    assert result.stderr.endswith(f"Open {out / 'graph.html'}\n")
    assert graphkit.open_graph(out).count()["documents"] == 1


def test_build_pipes_trig_or_another_format(article: Path, out: Path) -> None:
    kg = graphkit.open_graph(out)
    assert run("build", article, "-o", "-").stdout_bytes == kg.serialize("trig")
    assert run("build", article, "-o", "-", "--format", "turtle").stdout_bytes == kg.serialize("ttl")


def test_build_reads_standard_input(tmp_path: Path) -> None:
    result = run("build", "-", "-o", tmp_path / "out", stdin=ARTICLE.encode())
    assert result.exit_code == 0
    assert list(graphkit.open_graph(tmp_path / "out").texts.values()) == [ARTICLE]


@pytest.mark.slow
def test_build_tells_what_was_left_out(article: Path) -> None:
    for number in range(12):
        (article.parent / f"empty{number:02}.txt").write_bytes(b"")
    out = article.parent / "out"
    result = run("build", article.parent, "-o", out)
    assert result.exit_code == 0
    assert result.stderr.count("warning: ") == 10
    assert f"… and 2 more warnings: see {out / 'graphkit.json'}\n" in result.stderr
    kept = json.loads((out / "graphkit.json").read_text(encoding="utf-8"))["problems"]
    assert len(kept) == 12


def test_build_does_not_lose_what_stood_there_when_it_fails(article: Path) -> None:
    out = article.parent / "out"
    assert run("build", article, "-o", out).exit_code == 0

    def read() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and "work" not in path.parts}

    before = read()
    article.write_bytes(b"")
    assert isinstance(run("build", article, "-o", out).exception, graphkit.InputError)
    assert read() == before


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_build_that_is_stopped_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text((ARTICLE + "\n") * 3_000, encoding="utf-8")
    command = [sys.executable, "-m", "graphkit", "build", "long.txt", "-o", "out"]
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
            deadline = time.monotonic() + 30
            while not _has_handler(process.pid) and time.monotonic() < deadline:
                os.sched_yield()
            process.send_signal(number)
            _, said = process.communicate(timeout=60)
        assert process.returncode == code
        assert "Traceback" not in said
        assert [path.name for path in tmp_path.iterdir()] == ["long.txt"]


def _has_handler(pid: int) -> bool:
    """Tell whether a process catches SIGTERM yet."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        pytest.skip("needs /proc")
    [mask] = [line.split()[1] for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("SigCgt")]
    return bool(int(mask, 16) >> (signal.SIGTERM - 1) & 1)


# -- query, show, analyse, export, validate


def test_query_lists_the_questions(out: Path) -> None:
    result = run("query", out)
    assert result.exit_code == 0
    assert "who-denies-what" in result.stdout
    assert "What does [who] deny?" in result.stdout


def test_query_answers_text_names_and_files(out: Path, tmp_path: Path) -> None:
    text = "SELECT DISTINCT ?who { ?who gk:opposes ?what } ORDER BY ?who"
    (tmp_path / "mine.rq").write_text(text, encoding="utf-8")
    for query in (text, tmp_path / "mine.rq"):
        result = run("query", out, query, "--format", "csv")
        assert result.stdout.splitlines()[1:] == [
            "https://example.org/kg/entity/china",
            "https://example.org/kg/entity/zhang-jun",
        ]
    assert "Zhang Jun" in run("query", out, "who-said-what", "--bind", "who=Zhang Jun").stdout
    assert "denies" not in run("query", out, "who-said-what", "-b", "?who=Zhang Jun").stdout


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_query_writes_the_standard_formats(out: Path, form: str) -> None:
    result = run("query", out, "SELECT ?s { ?s a gk:Document }", "--format", form)
    assert result.exit_code == 0
    assert "https://example.org/kg/doc/" in result.stdout


def test_query_writes_a_graph_as_turtle(out: Path) -> None:
    result = run("query", out, "CONSTRUCT { ?s gk:opposes ?o } WHERE { ?s gk:opposes ?o }", "--format", "ttl")
    assert "gk:opposes" in result.stdout


def test_query_refuses_what_it_cannot_answer(out: Path) -> None:
    assert isinstance(run("query", out, "SELEKT").exception, graphkit.QueryError)
    assert isinstance(run("query", out, "SELECT * {").exception, graphkit.QueryError)


def test_show_says_where_the_picture_is(out: Path) -> None:
    assert run("show", out).stdout == f"Open {out / 'graph.html'} in a browser, or say --open\n"


@pytest.mark.slow
def test_show_draws_anew_and_opens(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    page = tmp_path / "page.html"
    assert run("show", out, page).stderr == f"Wrote {page}\n"
    assert run("show", out, page, "--open").output == ""
    assert page.read_bytes() == (out / "graph.html").read_bytes()
    assert run("show", out, "--open", "--view", "timeline").output == ""
    assert opened == [page.as_uri(), f"{(out / 'graph.html').as_uri()}#view=timeline"]
    timeline = tmp_path / "timeline.html"
    assert run("show", out, timeline, "--view", "timeline").exit_code == 0
    assert '"view":"timeline"' in timeline.read_text(encoding="utf-8")
    assert "a page can show" in str(run("show", out, page, "--view", "disputes").exception)
    assert run("show", out, tmp_path / "a.png", "--view", "who").exit_code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_analyse_prints_tables_and_json(out: Path) -> None:
    assert "Zhang Jun" in run("analyse", out).stdout
    report = json.loads(run("analyse", out, "--format", "json").stdout)
    assert report["documents"] == 1
    assert report["claims"] == graphkit.open_graph(out).count()["claims"]


@pytest.mark.parametrize("command", ["analyse", "brief"])
@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_a_terminal_without_the_letters_gets_their_numbers(
    monkeypatch: pytest.MonkeyPatch, out: Path, command: str, errors: str
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii", errors=errors, write_through=True))
    with pytest.raises(SystemExit) as left:
        main([command, os.fspath(out)])
    assert left.value.code == 0
    assert "Zhang Jun" in written.getvalue().decode("ascii")


def test_export_tells_the_format_by_the_suffix(out: Path, tmp_path: Path) -> None:
    kg = graphkit.open_graph(out)
    result = run("export", out, tmp_path / "g.graphml")
    assert result.stderr == f"Wrote {tmp_path / 'g.graphml'}\n"
    assert (tmp_path / "g.graphml").read_bytes() == kg.serialize("graphml")
    assert run("export", out, "-", "--format", "nq").stdout_bytes == kg.serialize("nq")
    assert run("export", out, tmp_path / "g.data", "--format", "jsonld").exit_code == 0
    assert (tmp_path / "g.data").read_bytes() == kg.serialize("jsonld")


def test_export_to_a_place_that_cannot_be_written(out: Path, tmp_path: Path) -> None:
    result = run("export", out, tmp_path / "no" / "g.ttl")
    assert isinstance(result.exception, graphkit.OutputError)


def test_validate_says_that_all_is_well(out: Path) -> None:
    result = run("validate", out)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{out} conforms (")
    assert json.loads(run("validate", out, "--format", "json").stdout)["conforms"] is True


def test_validate_leaves_with_1_where_something_is_wrong(tmp_path: Path) -> None:
    from pyoxigraph import BlankNode, Literal, NamedNode, Quad

    kg = graphkit.build(documents.make(ARTICLE))
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    kg.store.bulk_extend([Quad(BlankNode("x"), label, Literal("\x1b[2J"))])
    kg.save(tmp_path / "out")
    result = run("validate", tmp_path / "out")
    assert result.exit_code == 1
    assert "does not conform: " in result.stdout
    assert "\x1b" not in result.stdout


# -- the terminal


def test_what_an_article_holds_does_not_command_the_terminal(tmp_path: Path) -> None:
    kg = graphkit.build(documents.make(ARTICLE, identifier="[bold]a[/bold] \x1b]0;title\x07 \u202eb\u202c.txt"))
    kg.save(tmp_path / "out")
    shown = run("query", tmp_path / "out", "SELECT ?i { ?d dcterms:identifier ?i }").stdout
    assert "[bold]a[/bold] \ufffd]0;title" in shown
    assert not any(mark in shown for mark in "\x1b\x07\u202e")


HOSTILE = "\x1b[31ma\x1b[8m \u202eb\x9b2J.txt"
COMMANDS = (["query", "who-said-what"], ["analyse"], ["search", "report"], ["identities"], ["claims"], ["brief"],
            ["review", "--next", "9"], ["review"], ["validate"], ["show"])  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kg = graphkit.build(documents.make(ARTICLE, identifier=HOSTILE))
    return kg.save(tmp_path_factory.mktemp("cli") / f"out{HOSTILE}")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_colours_and_hiding_in_an_article_do_not_reach_the_terminal(hostile: Path, command: list[str]) -> None:
    name, *rest = command
    shown = run(name, hostile, *rest).output
    assert shown
    assert not any(mark in shown for mark in "\x1b\x9b\u202e")


def test_colours_of_our_own_do_reach_the_terminal(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = run("query", hostile, "who-said-what").stdout
    assert "\x1b[1m" in shown and "\x1b[31m" not in shown and "\x1b[8m" not in shown


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_format_is_as_it_is_but_on_a_terminal(hostile: Path, form: str) -> None:
    asked = ("query", hostile, "SELECT ?i { ?d dcterms:identifier ?i }", "--format", form)
    assert "\u202e" in run(*asked).stdout
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "graphkit", *(os.fspath(part) for part in asked)]
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL):
        os.close(follower)
        shown = _drain(leader)
    assert ".txt" in shown and not any(mark in shown for mark in "\x1b\x9b\u202e")


def test_an_error_does_not_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["show", HOSTILE],
        ["query", HOSTILE, "ASK {}", "--bind", HOSTILE],
        [HOSTILE],
        ["show", "a\udce9"],
    ):
        with pytest.raises(SystemExit):
            main(arguments)
        shown = capsys.readouterr().err
        assert shown and not any(mark in shown for mark in "\x1b\x9b\u202e\udce9")


def test_only_what_cleans_a_text_prints() -> None:
    folder = Path(graphkit.__file__).parent
    prints = re.compile(r"(?<![\w.])print\(|click\.s?echo\(|std(?:out|err)\.(?:buffer\.)?write\(|Console\(")
    modules = [folder / "__main__.py", *(folder / "cli").glob("*.py")]
    assert {m.name for m in modules if prints.search(m.read_text(encoding="utf-8"))} == {"progress.py", "terminal.py"}


def test_more_problems_than_can_be_read_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.report_problems([Problem(where="a", what=str(number)) for number in range(11)])
    assert capsys.readouterr().err.splitlines()[-1] == "… and 1 more warning"


def test_articles_in_other_languages_are_one_line_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    what = "was left out: it is in German, not in English"
    problems = [Problem(where=f"{number}.txt", what=what, kind=Kind.LANGUAGE) for number in range(300)]
    terminal.report_problems([*problems, *(Problem(where="a", what=str(number)) for number in range(11))])
    shown = capsys.readouterr().err.splitlines()
    assert len(shown) == 12
    assert shown[-1].endswith("0.txt and others: 300 articles were left out: they are not in English (German 300)")


def test_nothing_of_the_terminal_goes_into_a_pipe(out: Path) -> None:
    done = call("query", out, "who-said-what", env={**os.environ, "FORCE_COLOR": "", "NO_COLOR": ""})
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr


def test_progress_is_drawn_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for is_terminal in (False, True):
        monkeypatch.setattr(sys.stderr, "isatty", lambda shown=is_terminal: shown)
        with terminal.track("Reading") as progress:
            progress(0, 2)
            progress(2, 2)
        drawn = capsys.readouterr()
        assert drawn.out == ""
        assert ("Reading" in drawn.err) == is_terminal


@pytest.mark.model
@pytest.mark.slow
def test_a_terminal_gets_colours_and_progress_unless_it_declines(article: Path) -> None:
    (article.parent / "empty.txt").write_bytes(b"")
    seen = {}
    for declined in ("", "1"):
        leader, follower = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": declined}
        out = article.parent.parent / f"{article.parent.name}-out{declined}"
        command = [sys.executable, "-m", "graphkit", "build", os.fspath(article.parent), "-o", os.fspath(out)]
        with subprocess.Popen(command, stderr=follower, stdout=subprocess.DEVNULL, env=environment):
            os.close(follower)
            seen[declined] = _drain(leader)
    assert "\x1b[33mwarning:\x1b[0m" in seen[""] and "Reading" in seen[""]
    assert "warning:" in seen["1"] and "\x1b[33m" not in seen["1"]


def _drain(leader: int) -> str:
    data = b""
    try:
        while chunk := os.read(leader, 4096):
            data += chunk
    except OSError:  # the other end is closed
        pass
    os.close(leader)
    return data.decode()


# -- one way to say what is wrong, and lines that fit


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], "no such command 'nonsense' (see 'graphkit --help')"),
        (["query", "x", "--nonsense"], "no such option '--nonsense' (see 'graphkit query --help')"),
        (["export", "x"], "missing argument 'FILE' (see 'graphkit export --help')"),
    ],
)
def test_what_is_not_understood_is_one_line_too(
    capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err == f"graphkit: {told}\n"


@pytest.mark.parametrize("command", [[], *([name] for name in cli.list_commands(None))])  # type: ignore[arg-type]
def test_help_fits_a_terminal_of_eighty_columns(command: list[str]) -> None:
    lines = CliRunner(env={"COLUMNS": "80"}).invoke(cli, [*command, "--help"]).output.splitlines()
    assert [line for line in lines if len(line) > 80] == []


def test_a_table_with_too_many_columns_becomes_blocks_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = ["source", "does", "stance", "content", "article", "claim", "start"]
    row = [f"{name} that is long enough" for name in columns]
    monkeypatch.setenv("COLUMNS", "80")
    terminal.print_table(columns, [row])
    lines = capsys.readouterr().out.splitlines()
    shown = [line.rstrip().split(None, 1) for line in lines if line.strip()]
    assert shown == [[name, cell] for name, cell in zip(columns, row, strict=True)]
    assert max(map(len, lines)) <= 80


def test_a_line_is_wrapped_for_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "graphkit: " + "word " * 30 + "end"
    assert terminal.wrap(text) == text
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    lines = terminal.wrap(text).split("\n")
    assert len(lines) > 1
    assert max(map(len, lines)) <= 80
    assert " ".join(" ".join(lines).split()) == text


# -- building


def test_an_output_is_no_input(out: Path, tmp_path: Path) -> None:
    done = call("build", out, "-o", tmp_path / "new")
    assert done.returncode == 1
    assert done.stderr == (
        f"graphkit: {out}: is what graphkit wrote, not articles; name those that it was built from,"
        f" or see what it holds: graphkit show {out}\n"
    )
    assert not (tmp_path / "new").exists()


def test_a_build_has_a_folder_where_none_is_named(monkeypatch: pytest.MonkeyPatch, article: Path) -> None:
    monkeypatch.chdir(article.parent)
    result = run("build", "article.txt")
    assert result.exit_code == 0
    assert "Open graphkit-out/graph.html" in result.output
    assert Path("graphkit-out/graph.html").is_file()
    assert "[default: graphkit-out]" in " ".join(run("build", "--help").output.split())


# -- the rest


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_what_completes_graphkit(shell: str) -> None:
    result = CliRunner().invoke(cli, ["completion", shell], prog_name="graphkit")
    assert result.exit_code == 0
    assert f"_GRAPHKIT_COMPLETE={shell}_complete" in result.output


def test_the_shell_completes_commands() -> None:
    asked = {"_GRAPHKIT_COMPLETE": "bash_complete", "COMP_WORDS": "graphkit val", "COMP_CWORD": "1"}
    assert call(env={**os.environ, **asked}).stdout == "plain,validate\n"


def test_validating_tells_how_far_it_is(out: Path) -> None:
    steps: list[tuple[int, int]] = []
    graphkit.open_graph(out).validate(progress=lambda done, total: steps.append((done, total)))
    total = steps[0][1]
    assert total > 20
    assert steps == [(done, total) for done in range(total + 1)]


def test_a_figure_with_nothing_to_draw_is_not_written(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "disputes.svg"
    done = call("show", out, file, "--view", "disputes")
    assert done.returncode == 1
    assert done.stderr == (
        "graphkit: there is nothing to draw, so nothing was written: Nobody here rejects what somebody else affirms.\n"
    )
    assert not file.exists()

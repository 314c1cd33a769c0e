"""A corpus is built once and for all: killed, resumed, edited and rebuilt, it is what one clean build gives."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from builds import BASE, build, make_texts, read, write
from builds import quick as quick  # a fixture
from paths import SUPPORT
from tiers import nightly

import graphkit
from graphkit import documents, pipeline, store
from graphkit.corpus import Options, Progress, Settings, budget, building, mirror, packing, running, workers
from graphkit.documents import checks, streams
from graphkit.errors import InputError, Kind, OutputError, StoreError
from graphkit.files import lock
from graphkit.files.layout import DECISIONS, SEARCH
from graphkit.identity.resolution import Profile, make_profiles, resolve_profiles
from graphkit.language import annotation
from graphkit.query.narrowing import Narrowed
from graphkit.reading.extraction import extract

# One of each kind in every run: with an output that is there already, and without.
SEEDS = [0, *nightly(range(1, 12))]
KILLS = 6


def name_all(out: Path) -> set[str]:
    kg = graphkit.open_graph(out)
    return {getattr(name, "value", "") for (name,) in kg.query("SELECT ?name { ?d dcterms:identifier ?name }").rows}


def test_a_corpus_is_the_same_graph_as_one_built_in_memory(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(7))
    build(articles, tmp_path / "out")
    kg = graphkit.open_graph(tmp_path / "out")
    assert kg.count()["documents"] == 7
    for name in ("ttl", "trig"):
        assert (tmp_path / "out" / f"graph.{name}").read_bytes() == kg.serialize(name)
    assert kg.validate().conforms


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2])
def test_the_bytes_do_not_depend_on_the_workers(tmp_path: Path, number: int) -> None:
    articles = write(tmp_path / "in", make_texts(7))
    build(articles, tmp_path / "one")
    run(tmp_path / "many", articles, number)
    assert read(tmp_path / "one") == read(tmp_path / "many")


def test_what_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(7))
    assert build(articles, tmp_path / "out").read == 7
    before = read(tmp_path / "out")
    again = build(articles, tmp_path / "out")
    assert (again.found, again.read, again.written) == (7, 0, 0)
    assert read(tmp_path / "out") == before


def test_an_edited_article_is_replaced(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(7))
    build(articles, tmp_path / "out")
    write(articles, {"003.txt": "Anna Berg said the tower was closed."})
    report = build(articles, tmp_path / "out")
    assert (report.read, report.replaced, report.documents) == (1, 1, 7)
    build(articles, tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")
    assert "tower" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("locked", ["a", "a/001.txt"])
def test_what_cannot_be_opened_is_not_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locked: str) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a", {"001.txt": "Anna Berg said the tower was closed."})
    write(tmp_path / "in" / "ab", {"002.txt": "Carl Dahl said the gate was closed."})
    write(tmp_path / "in" / "c", {"003.txt": "Eva Frost said the bridge was closed."})
    build(tmp_path / "in", tmp_path / "out")
    (tmp_path / "in" / "ab" / "002.txt").unlink()
    place = str(tmp_path / "in" / locked)

    def refuse(call: Callable[..., Any]) -> Callable[..., Any]:
        def check(path: str | Path, **named: bool) -> object:
            if str(path) == place:
                raise PermissionError(13, "Permission denied", place)
            return call(path, **named)

        return check

    stat = os.stat

    def refuse_below(path: str | Path, **named: bool) -> os.stat_result:
        if str(path).startswith(place + os.sep):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refuse(os.scandir))
        patched.setattr(os, "stat", refuse_below)
        patched.setattr(streams, "open_file", refuse(streams.open_file))
        report = build(tmp_path / "in", tmp_path / "out", sync=True)
    assert (report.removed, report.absent, report.documents) == (1, 1, 2)
    assert [problem.where for problem in report.problems] == [place]
    assert "denied" in report.problems[0].what
    assert (build(tmp_path / "in", tmp_path / "out", sync=True).read, report.documents) == (0, 2)


@pytest.mark.parametrize("seed", [0, *nightly(range(1, 8))])
def test_change_upon_change_gives_what_one_clean_build_gives(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts = make_texts(30)
    build(write(tmp_path / "in", texts), tmp_path / "out")
    for step in range(5):
        for name in chance.sample(sorted(texts), 2):
            (tmp_path / "in" / name).unlink()
            del texts[name]
        new = make_texts(40)[f"{chance.randrange(30, 40):03}.txt"]
        texts |= {f"x{step}.txt": new, chance.choice(sorted(texts)): f"{new} {step} of them were closed."}
        build(write(tmp_path / "in", texts), tmp_path / "out", sync=True)
    build(tmp_path / "in", tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")


@pytest.mark.parametrize("sync", [True, False])
def test_what_stays_is_read_anew_by_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sync: bool
) -> None:
    write(tmp_path / "in", {"001.txt": "Anna Berg said the tower was closed.", "002.txt": "Eva Frost said it was."})
    build(tmp_path / "in", tmp_path / "out")
    locked = tmp_path / "in" / "001.txt"
    open_file = streams.open_file

    def refuse(path: Path, *, explicit: bool) -> object:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return open_file(path, explicit=explicit)

    monkeypatch.setattr("graphkit.files.resources.fingerprint", lambda: "another")
    monkeypatch.setattr(streams, "open_file", refuse)
    report = build(tmp_path / "in", tmp_path / "out", sync=sync)
    assert (report.read, report.absent, report.documents) == (2, 1, 2)
    monkeypatch.setattr(streams, "open_file", open_file)
    assert build(tmp_path / "in", tmp_path / "out", sync=sync).read == 0
    build(tmp_path / "in", tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")


@pytest.mark.parametrize("step", range(3))
def test_a_swap_that_is_broken_off_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Ctrl-C is heard when a step is done; then a person answers, and the same command goes on."""
    articles = write(tmp_path / "in", make_texts(5))
    build(articles, tmp_path / "out")
    write(articles, {"new.txt": "Anna Berg said the tower was closed."})
    rename = Path.rename
    steps = iter(range(10))

    def break_off(path: Path, target: Path) -> Path:
        moved = rename(path, target)
        in_swap = any(frame.name == "_swap" for frame in traceback.extract_stack())
        if in_swap and next(steps) == step:
            raise KeyboardInterrupt
        return moved

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", break_off)
        with pytest.raises(KeyboardInterrupt):
            build(articles, tmp_path / "out")
    answers = "answer,first,second\n"
    if (tmp_path / "out").is_dir():
        (tmp_path / "out" / DECISIONS).write_text(answers, encoding="utf-8")
    report = build(articles, tmp_path / "out")
    assert (report.read, report.documents) == (0, 6)
    if step == 0:
        assert (tmp_path / "out" / DECISIONS).read_text(encoding="utf-8") == answers
    build(articles, tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")


def test_decisions_that_a_killed_build_has_put_aside_are_found(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(5))
    graphkit.build_corpus(articles, tmp_path / "out")
    shutil.copytree(tmp_path / "out", tmp_path / ".out.old")
    (tmp_path / ".out.old" / DECISIONS).write_text("no answers\n", encoding="utf-8")
    shutil.rmtree(tmp_path / "out")
    with pytest.raises(InputError, match=DECISIONS):
        graphkit.build_corpus(articles, tmp_path / "out")


def test_a_server_loses_what_is_no_longer_said_of_all(tmp_path: Path, empty_server: str) -> None:
    wire = " ".join(f"the bridge number {n} was closed on day {n}" for n in range(20))
    articles = write(tmp_path / "in", {**make_texts(12), "wire.txt": f"Anna Berg said {wire}."})
    write(articles, {"copy.txt": f"Late edition. Anna Berg said {wire}."})
    server = store.connect(empty_server)
    for leaves in ((), ("copy.txt",)):
        for name in leaves:
            (articles / name).unlink()
        build(articles, tmp_path / "out", sync=True)
        graphs = {str(name) for name in graphkit.open_graph(tmp_path / "out").store.named_graphs()}
        assert (f"<{BASE}graph/duplicates>" in graphs) is (not leaves)
        mirror(tmp_path / "out", BASE, empty_server)
        assert set(server) == set(graphkit.open_graph(tmp_path / "out").store)


def test_a_damaged_store_is_made_anew(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(7))
    build(articles, tmp_path / "out")
    for path in (tmp_path / "out" / "store").glob("*.sst"):
        data = path.read_bytes()
        path.write_bytes(bytes(len(data) // 2) + data[len(data) // 2 :])
    write(articles, {"003.txt": "Anna Berg said the tower was closed."})
    build(articles, tmp_path / "out")
    build(articles, tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")


def test_a_removed_article_stays_until_it_is_let_go(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(7))
    build(articles, tmp_path / "out")
    (articles / "003.txt").unlink()
    report = build(articles, tmp_path / "out")
    assert (report.absent, report.documents) == (1, 7)
    report = build(articles, tmp_path / "out", sync=True)
    assert (report.removed, report.absent, report.documents) == (1, 0, 6)
    build(articles, tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")


def test_articles_can_be_added_from_elsewhere(tmp_path: Path) -> None:
    build(write(tmp_path / "one", {"a.txt": "Anna Berg said the bridge was closed."}), tmp_path / "out")
    build(write(tmp_path / "two", {"b.txt": "Anna Berg denied the bridge was closed."}), tmp_path / "out")
    assert name_all(tmp_path / "out") == {"a.txt", "b.txt"}
    build([tmp_path / "one", tmp_path / "two"], tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")


def test_a_line_put_before_the_others_leaves_them_as_they_were_read(tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "text": text}) for name, text in make_texts(5).items()]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    build(tmp_path / "in.jsonl", tmp_path / "out")
    lines.insert(0, json.dumps({"id": "new", "text": "Anna Berg said the tower was closed."}))
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert build(tmp_path / "in.jsonl", tmp_path / "out").read == 1


def test_another_version_reads_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write(tmp_path / "in", make_texts(4))
    build(articles, tmp_path / "out")
    (articles / "003.txt").unlink()
    monkeypatch.setattr("graphkit.files.resources.fingerprint", lambda: "another")
    report = build(articles, tmp_path / "out")
    assert (report.read, report.absent, report.documents) == (4, 1, 4)  # what is gone is read from what was kept


def test_of_articles_with_one_text_the_same_is_kept_in_any_order(tmp_path: Path) -> None:
    texts = {f"{n}.txt": "Anna Berg said the bridge was closed." for n in (3, 1, 2)}
    articles = write(tmp_path / "in", texts)
    report = build(articles, tmp_path / "out")
    assert name_all(tmp_path / "out") == {"1.txt"}
    assert report.count(Kind.DUPLICATE) == 2
    (articles / "1.txt").unlink()
    build(articles, tmp_path / "out", sync=True)
    assert name_all(tmp_path / "out") == {"2.txt"}


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the text is empty"):
        build(write(tmp_path / "in", {"a.txt": " "}), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_output_that_is_not_finished_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write(tmp_path / "in", make_texts(3))
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(running, "decide", interrupt)
        build(articles, tmp_path / "out")
    with pytest.raises(StoreError, match=r"is not finished: .* the same command again goes on with it"):
        graphkit.open_graph(tmp_path / "out")
    assert build(tmp_path, tmp_path / "out").found == 3  # it is no article of the folder that it stands in


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_progress_counts(tmp_path: Path) -> None:
    told: list[Progress] = []
    articles = write(tmp_path / "in", {**make_texts(4), "empty.txt": ""})
    building.build([articles], tmp_path / "out", Options(settings=Settings(), base=BASE), told.append)
    assert [p.stage for p in told] == sorted(
        (p.stage for p in told), key=["finding", "reading", "deciding", "writing", "storing"].index
    )
    last = [p for p in told if p.stage == "reading"][-1]
    assert (last.done, last.total, last.claims, last.quarantined) == (5, 5, 8, 1)


# -- articles that nobody can read


def test_an_article_that_breaks_the_reading_is_named_and_its_neighbours_are_read(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {**make_texts(5), "001.txt": "BREAKME"})
    report = build(articles, tmp_path / "out")
    (problem,) = (p for p in report.problems if p.kind is Kind.QUARANTINED)
    assert problem.where.endswith("001.txt")
    assert "LookupError at quickdesk.py" in problem.what
    assert report.documents == 4


def test_an_article_that_hangs_in_this_very_process_is_named_and_its_neighbours_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "_LEAST", 0.2)
    monkeypatch.setattr(budget, "_AGAIN", 0.05)
    articles = write(tmp_path / "in", {**make_texts(4), "001.txt": "HANGME"})
    report = build(articles, tmp_path / "out")
    (problem,) = report.problems
    assert (problem.where, problem.kind) == ("001.txt", Kind.QUARANTINED)
    assert problem.what.startswith("was left out: reading it took too long")
    assert report.documents == 3


def test_a_file_whose_format_takes_for_ever_is_named_and_its_neighbours_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(text: str) -> None:
        if "HANGME" in text:
            with suppress(BaseException):  # as some libraries do
                while True:
                    pass
        while "HANGME" in text:
            pass

    monkeypatch.setattr(budget, "_LEAST", 0.2)
    monkeypatch.setattr(budget, "_AGAIN", 0.05)
    monkeypatch.setattr(checks, "find_other_language", hang)
    articles = write(tmp_path / "in", {**make_texts(4), "001.txt": "HANGME"})
    report = build(articles, tmp_path / "out")
    assert [Path(problem.where).name for problem in report.problems] == ["001.txt"]
    assert report.documents == 3


@pytest.mark.parametrize("size", [1, 10_000, 16 * 2**20, 256 * 2**20])
def test_no_article_may_take_longer_than_minutes(size: int) -> None:
    assert 60 <= budget.allow(size) <= 15 * 60


@pytest.mark.slow
@pytest.mark.parametrize(
    ("word", "reason"),
    [("HANGME", "took too long"), pytest.param("KILLME", "killed by SIGKILL", marks=pytest.mark.nightly)],
)
def test_an_article_that_kills_its_reader_is_named_and_its_neighbours_are_read(
    tmp_path: Path, word: str, reason: str
) -> None:
    articles = write(tmp_path / "in", {**make_texts(7), "001.txt": word})
    run(tmp_path / "out", articles, 2)
    facts = json.loads((tmp_path / "out" / "graphkit.json").read_text(encoding="utf-8"))
    (problem,) = facts["problems"]
    assert problem["where"].endswith("001.txt")
    assert reason in problem["what"]
    assert problem["kind"] == "quarantined"
    assert facts["counts"]["documents"] == 6


@pytest.mark.slow
def test_an_article_that_killed_the_whole_build_is_read_apart_the_next_time(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {**make_texts(3), "001.txt": "KILLME"})
    code = (
        f"import sys; sys.path.insert(0, {str(SUPPORT)!r}); import quickdesk; quickdesk.install();"
        "from pathlib import Path; from graphkit.corpus import *;"
        f"build([sys.argv[1]], Path(sys.argv[2]), Options(settings=Settings(), base={BASE!r}))"
    )
    command = [sys.executable, "-c", code, str(articles), str(tmp_path / "out")]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    run(tmp_path / "out", articles, 1)
    facts = json.loads((tmp_path / "out" / "graphkit.json").read_text(encoding="utf-8"))
    assert [p["kind"] for p in facts["problems"]] == ["quarantined"]


@pytest.mark.slow
def test_workers_that_cannot_begin_cost_no_article(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(2))
    script = tmp_path / "script.py"
    script.write_text(
        f"import graphkit\ngraphkit.build_corpus({str(articles)!r}, {str(tmp_path / 'out')!r}, workers=1)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "no worker can begin (the process that read it ended with 1); a script that builds with" in done.stderr
    assert not (tmp_path / "out").exists()


# -- runs that are killed


def start(out: Path, articles: Path, number: int) -> subprocess.Popen[bytes]:
    program = SUPPORT / "quickdesk.py"
    return subprocess.Popen(
        [sys.executable, str(program), str(out), str(number), str(articles)], stderr=subprocess.PIPE
    )


def run(out: Path, articles: Path, number: int) -> None:
    with start(out, articles, number) as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors.decode()


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_build_killed_again_and_again_ends_with_the_same_bytes(tmp_path: Path, seed: int) -> None:
    """Kill workers, the driver or all at moments that the seed tells, let each next run go on, and the last one end."""
    chance = random.Random(seed)
    if seed % 2:  # there is an output already, and an article that changes
        build(write(tmp_path / "in", make_texts(20)), tmp_path / "out")
    articles = write(tmp_path / "in", {**make_texts(30), "002.txt": "Anna Berg said the tower was closed."})
    for whom in chance.sample([*("driver", "worker", "both") * 2], KILLS):
        with start(tmp_path / "out", articles, 2) as process:
            try:
                process.wait(timeout=chance.uniform(0.2, 3.0))
            except subprocess.TimeoutExpired:
                kill(process.pid, whom)
            process.communicate(timeout=60)
    run(tmp_path / "out", articles, 2)
    build(articles, tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "in", "out"]


def kill(driver: int, whom: str) -> None:
    try:
        process = psutil.Process(driver)
        victims = process.children(recursive=True) if whom != "driver" else []
        for victim in [*victims[: None if whom == "both" else 1], *([process] if whom != "worker" else [])]:
            victim.kill()
    except psutil.NoSuchProcess:
        pass


# -- two at once, and what disks do


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such name")
def test_a_file_whose_name_is_no_text_is_read_beside_its_neighbours(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", {**make_texts(2), "caf\udce9.txt": "Anna Berg said the tower was closed."})
    assert build(articles, tmp_path / "out").documents == 3
    assert name_all(tmp_path / "out") == {"000.txt", "001.txt", r"caf\xe9.txt"}
    before = read(tmp_path / "out")
    assert build(articles, tmp_path / "out", sync=True).read == 0
    assert read(tmp_path / "out") == before
    with pytest.raises(OutputError, match=r"caf\\xe9: its name is not valid UTF-8"):
        build(articles, tmp_path / "caf\udce9")


def test_a_second_build_of_one_output_is_told_who_is_at_it(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(2))
    with lock.hold(tmp_path / "out"), pytest.raises(OutputError, match=f"process {os.getpid()} on .* is writing it"):
        build(articles, tmp_path / "out")
    build(articles, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


@pytest.mark.slow
def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write(tmp_path / "in", make_texts(7))
    build(articles, tmp_path / "out")
    before = read(tmp_path / "out")
    write(articles, {"new.txt": "Anna Berg said the tower was closed."})

    def fail(file: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(OutputError, match="no space left on device"):
        patched.setattr(os, "fsync", fail)
        build(articles, tmp_path / "out")
    assert read(tmp_path / "out") == before
    assert build(articles, tmp_path / "out").documents == 8


def test_a_wrong_clock_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write(tmp_path / "in", make_texts(4))
    build(articles, tmp_path / "out")
    write(articles, {"002.txt": "Anna Berg said the tower was closed."})
    os.utime(articles / "002.txt", (0, 0))
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert build(articles, tmp_path / "out").read == 1


def test_a_shard_that_is_gone_or_damaged_is_made_again(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(7))
    build(articles, tmp_path / "out")
    before = read(tmp_path / "out")
    shards = sorted((tmp_path / "out" / "work" / "shards").glob("*/*"))
    shards[0].unlink()
    shards[1].write_bytes(b"damaged")
    assert build(articles, tmp_path / "out").read > 0
    assert read(tmp_path / "out") == before


def test_an_output_from_elsewhere_is_built_upon_once_it_is_known(tmp_path: Path) -> None:
    """What `save` or `import` wrote has nothing to go on from, so all of it is replaced."""
    articles = write(tmp_path / "in", make_texts(2))
    build(articles, tmp_path / "out")
    graphkit.open_graph(tmp_path / "out").save(tmp_path / "out")
    assert not (tmp_path / "out" / "work").exists()
    assert build(articles, tmp_path / "out").read == 2


def test_a_copy_of_an_output_can_be_gone_on_from(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(4))
    build(articles, tmp_path / "out")
    shutil.move(tmp_path / "out", tmp_path / "moved")
    assert build(articles, tmp_path / "moved").read == 0


def test_a_store_changed_in_place_is_the_one_made_from_the_start(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(12))
    build(articles, tmp_path / "out")
    (articles / "004.txt").unlink()
    write(articles, {"005.txt": "Anna Berg said Carl Dahl closed the tower.", "new.txt": "Eva Frost denied the tower."})
    build(articles, tmp_path / "out", sync=True)
    build(articles, tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")


def test_the_manifest_is_plain_sqlite(tmp_path: Path) -> None:
    build(write(tmp_path / "in", make_texts(3)), tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "out" / "work" / "manifest.sqlite")) as base:
        assert base.execute("SELECT COUNT(*) FROM item WHERE version IS NOT NULL").fetchone() == (3,)


def test_the_same_from_python(tmp_path: Path) -> None:
    articles = write(tmp_path / "in", make_texts(3))
    report = pipeline.build_corpus(articles, tmp_path / "out")
    assert report.documents == 3
    assert workers.Inline.isolated is False


def test_what_was_read_is_kept_as_it_was(shared: Path) -> None:
    nlp = annotation.load()
    for article in documents.read([shared / "data" / "article" / "un-report.txt"], problems=[]):
        [(_, doc)] = annotation.annotate([article], nlp)
        extraction = extract(article, doc)
        assert packing.unpack(packing.pack(extraction)) == extraction
        assert packing.unpack_text(packing.pack(extraction)) == extraction.document.text
        profiles = tuple(make_profiles(extraction))
        unpacked = packing.unpack_profiles(packing.pack_profiles(profiles))
        assert [p for p in unpacked if isinstance(p, Profile)] == [p for p in profiles if p.chain.named or p.chain.link]
        assert resolve_profiles(unpacked) == resolve_profiles(profiles)


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"document": {"text": ""}}', "null", "1"])
def test_what_was_damaged_is_no_value(text: str) -> None:
    for read_back in (packing.unpack, packing.unpack_profiles):
        with pytest.raises(ValueError, match=r"\S"):
            read_back(text)


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"document": {"text": 1}}', '{"document": {}}', "null"])
def test_what_was_damaged_has_no_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        packing.unpack_text(text)


def test_the_picture_of_a_large_corpus_is_drawn_again_only_where_it_shows_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.graph.PICTURED", 4)
    drawn = []
    draw = graphkit.KnowledgeGraph.draw

    def watch(kg: graphkit.KnowledgeGraph, pictured: Narrowed | None = None) -> dict[str, bytes]:
        drawn.append(pictured)
        return draw(kg, pictured)

    monkeypatch.setattr(graphkit.KnowledgeGraph, "draw", watch)
    articles = write(tmp_path / "in", make_texts(8))
    build(articles, tmp_path / "out")
    shown = graphkit.open_graph(tmp_path / "out").pictured
    assert shown is not None
    identifiers = {key: name for key, name in read_identifiers(tmp_path / "out") if key not in shown.documents}
    write(articles, {min(identifiers.values()): "The bridge is closed."})
    build(articles, tmp_path / "out")
    assert len(drawn) == 1
    build(articles, tmp_path / "clean")
    assert read(tmp_path / "out") == read(tmp_path / "clean")


def test_the_picture_is_drawn_here_where_whoever_was_to_draw_it_has_died(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = write(tmp_path / "in", make_texts(3))
    build(articles, tmp_path / "whole")
    monkeypatch.setattr(workers.Inline, "begin", lambda *_: lambda: workers.Failure(reason="it was killed"))
    build(articles, tmp_path / "out")
    assert read(tmp_path / "out") == read(tmp_path / "whole")


def read_identifiers(out: Path) -> list[tuple[str, str]]:
    rows = graphkit.open_graph(out).query("SELECT ?d ?name { ?d dcterms:identifier ?name }").rows
    return [(getattr(d, "value", ""), getattr(name, "value", "")) for d, name in rows]


def test_an_edited_corpus_is_searched_as_one_built_anew(tmp_path: Path) -> None:
    texts = make_texts(12)
    folder, out = write(tmp_path / "in", texts), tmp_path / "out"
    build(folder, out)
    built = (out / SEARCH).read_bytes()
    build(folder, out)
    assert (out / SEARCH).read_bytes() == built
    texts["003.txt"] = "Eva Frost said the ferry was late. Carl Dahl denied it was the ferry.\n"
    (folder / "007.txt").unlink()
    del texts["007.txt"]
    write(folder, texts)
    build(folder, out, sync=True)
    build(folder, tmp_path / "clean")
    for words in ("ferry", "bridge", "closed -7", '"the 3"'):
        for kind in (None, "claim"):
            edited, clean = (
                graphkit.open_graph(o).search(words, kind=kind, limit=99) for o in (out, tmp_path / "clean")
            )
            assert edited == clean
    assert graphkit.open_graph(out).search("ferry").total == 1
    assert graphkit.open_graph(out).search('"bridge 7"').total == 0


@pytest.mark.parametrize("damage", [b"", b"no database" * 500])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    folder, out = write(tmp_path / "in", make_texts(3)), tmp_path / "out"
    build(folder, out)
    (out / SEARCH).write_bytes(damage)
    build(folder, out)
    assert graphkit.open_graph(out).search("bridge").total == 3

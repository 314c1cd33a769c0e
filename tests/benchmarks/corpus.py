"""Print what a corpus costs: throughput, workers, growth, the load of its store, and a rebuild after one change.

    python tests/benchmarks/corpus.py speed   [FOLDER] [--articles N]     against spaCy alone, a core
    python tests/benchmarks/corpus.py workers [FOLDER] [--articles N]     one worker against two
    python tests/benchmarks/corpus.py growth  [FOLDER] [--sizes N,N,N]    time and memory as the corpus grows
    python tests/benchmarks/corpus.py rebuild [FOLDER] [--articles N]     one changed article, start-up aside
    python tests/benchmarks/corpus.py memory  [FOLDER] [--articles N]     a worker over many articles

FOLDER holds articles to make others of: each is made of paragraphs drawn from them, with a first line of its own, so
that there are as many as are wanted, no two alike, of the words and names that news has. Without it the example article
is drawn from. All builds are whole commands in processes of their own.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from graphkit import documents
from graphkit.corpus.packing import pack, pack_profiles
from graphkit.documents import near_duplicates
from graphkit.files import resources
from graphkit.identity import resolution
from graphkit.language import annotation
from graphkit.reader import apply_decisions
from graphkit.reading.extraction import extract

_PARAGRAPHS = 14
_STAGES = ("finding", "reading", "deciding", "writing", "storing")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time corpora.")
    parser.add_argument("what", choices=("speed", "workers", "growth", "rebuild", "memory"))
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--sizes", default="1000,2000,4000,8000")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place), given.folder)
        if given.what == "growth":
            growth(bench, [int(size) for size in given.sizes.split(",")], given.workers)
        else:
            {"speed": speed, "workers": workers, "rebuild": rebuild, "memory": memory}[given.what](
                bench, given.articles
            )


@dataclass
class Bench:
    """A place for corpora, and the paragraphs that their articles are made of."""

    place: Path
    source: Path | None = None
    paragraphs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        inputs = [str(self.source or resources.example())]
        for article in documents.read(inputs, problems=[]):
            self.paragraphs += [line for line in article.text.splitlines() if len(line.split()) > 12]

    def write(self, number: int) -> Path:
        """Write a corpus of so many articles."""
        folder = self.place / f"in{number}"
        folder.mkdir()
        for n in range(number):
            (folder / f"{n:06}.txt").write_text(self.draw(n), encoding="utf-8")
        return folder

    def draw(self, n: int) -> str:
        """Draw an article."""
        chance = random.Random(n)
        drawn = [chance.choice(self.paragraphs) for _ in range(_PARAGRAPHS)]
        return "\n\n".join([f"Report {n} of the day", *drawn])


@dataclass
class Cost:
    """What a build took: seconds in all and by stage, and the most memory of the first process and of any worker."""

    seconds: float
    stages: dict[str, float]
    driver: float
    worker: float
    facts: dict[str, int]


def build(articles: Path, out: Path, *options: str) -> Cost:
    """Run the command, and watch how long its stages take and how much memory its processes hold."""
    command = [sys.executable, "-m", "graphkit", "build", str(articles), "-o", str(out), "--json", *options]
    began = time.perf_counter()
    stages = dict.fromkeys(_STAGES, 0.0)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        memory = _Memory(process.pid)
        assert process.stdout is not None
        now, stage, facts = began, "", {}
        for line in process.stdout:
            told = json.loads(line)
            stages[stage or _STAGES[0]] += time.perf_counter() - now
            now, stage = time.perf_counter(), told.get("stage", stage)
            facts = told
        memory.stop()
    assert process.returncode == 0
    stages[stage] += time.perf_counter() - now
    return Cost(time.perf_counter() - began, stages, memory.driver, memory.worker, facts)


class _Memory:
    """Watches the memory of a process and of those below it."""

    def __init__(self, number: int) -> None:
        self.driver = self.worker = 0.0
        self._process = psutil.Process(number)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            try:
                self.driver = max(self.driver, _resident(self._process))
                for child in self._process.children():
                    self.worker = max(self.worker, _resident(child))
            except psutil.Error:
                continue


def _resident(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20


def speed(bench: Bench, number: int) -> None:
    """Compare all that a worker does for an article with spaCy alone, in alternating rounds, on one core."""
    articles = list(documents.read([bench.write(number)], problems=[]))
    words = sum(len(article.text.split()) for article in articles)
    nlp = annotation.load()

    def parse() -> None:
        list(nlp.pipe([article.text for article in articles], batch_size=16))

    def read() -> None:
        for document, doc in annotation.annotate(articles, nlp):
            extraction = extract(document, doc)
            near_duplicates.sign(document)
            pack(extraction)
            pack_profiles(resolution.make_profiles(apply_decisions(extraction, None)))

    times = {run: [_time(run) for _ in range(3)] for run in (parse, read)}
    alone, whole = (sorted(times[run])[1] for run in (parse, read))
    print(
        f"{number} articles, {words:,} words, a core: spaCy alone {words / alone:,.0f} words a second, graphkit "
        f"{words / whole:,.0f}, ratio {alone / whole:.2f}"
    )


def _time(run: Callable[[], None]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def workers(bench: Bench, number: int) -> None:
    """Compare one worker with two, whole commands."""
    articles = bench.write(number)
    one, two = (build(articles, bench.place / f"out{n}", "--workers", str(n)) for n in (1, 2))
    times = one.seconds / two.seconds
    print(f"{number} articles: one worker {one.seconds:.1f} s, two {two.seconds:.1f} s, {times:.2f} times")
    for stage in _STAGES:
        print(f"  {stage:10} {one.stages[stage]:8.1f} s {two.stages[stage]:8.1f} s")


def growth(bench: Bench, sizes: Sequence[int], number: int) -> None:
    """Show how time, memory and disk grow with the corpus, and with what exponent."""
    costs = []
    articles = out = bench.place
    print("articles   seconds    an article   driver MB  worker MB  " + "  ".join(f"{s:>9}" for s in _STAGES))
    for size in sizes:
        shutil.rmtree(out / "store", ignore_errors=True)  # of the size before; it takes most of the place
        articles, out = bench.write(size), bench.place / f"out{size}"
        cost = build(articles, out, "--workers", str(number))
        costs.append(cost)
        parts = "  ".join(f"{1000 * cost.stages[stage] / size:6.1f} ms" for stage in _STAGES)
        figures = f"{size:8,} {cost.seconds:9.1f} {1000 * cost.seconds / size:10.1f} ms"
        print(f"{figures} {cost.driver:11.0f} {cost.worker:10.0f}  {parts}", flush=True)
        sizes_on_disk = {path.name: _weigh(path) for path in sorted(out.iterdir())}
        print(
            "         " + ", ".join(f"{name} {kb / size:.1f} KB" for name, kb in sizes_on_disk.items()) + " an article"
        )
    first, last = costs[0], costs[-1]
    times = math.log(sizes[-1] / sizes[0])
    time_, driver, worker = (
        math.log(getattr(last, name) / getattr(first, name)) / times for name in ("seconds", "driver", "worker")
    )
    print(f"exponent of time {time_:.2f}, of the driver's memory {driver:.2f}, of a worker's {worker:.2f}")
    _change_one(bench, articles, out, last)


def _weigh(path: Path) -> float:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1024


def rebuild(bench: Bench, number: int) -> None:
    """Compare a rebuild after one change with a full build; one that finds nothing changed tells the start-up."""
    articles, out = bench.write(number), bench.place / "out"
    _change_one(bench, articles, out, build(articles, out, "--workers", "1"))


def _change_one(bench: Bench, articles: Path, out: Path, full: Cost) -> None:
    """Change one article of a corpus that has been built, build again, and compare."""
    number = full.facts["documents"]
    small = bench.place / "small"
    small.mkdir()
    (small / "one.txt").write_text(resources.example().read_text(encoding="utf-8"), encoding="utf-8")
    start = build(small, bench.place / "smallout").seconds
    (articles / f"{number // 2:06}.txt").write_text(bench.draw(number), encoding="utf-8")
    changed = build(articles, out)
    assert (changed.facts["read"], changed.facts["replaced"]) == (1, 1)
    share = (changed.seconds - start) / (full.seconds - start)
    print(
        f"{number} articles: full build {full.seconds:.1f} s, rebuild with one changed "
        f"{changed.seconds:.1f} s ({changed.facts['written']} graphs written), one article alone {start:.1f} s: "
        f"{100 * share:.1f} % of a full build, start-up aside"
    )
    for stage in _STAGES:
        print(f"  {stage:10} {full.stages[stage]:8.1f} s {changed.stages[stage]:8.1f} s")


def memory(bench: Bench, number: int) -> None:
    """Show that the memory of a process that reads stays what it is, article after article."""
    process = psutil.Process(os.getpid())
    nlp = annotation.load()
    held = []
    for n in range(number):
        chance = random.Random(n)
        drawn = [chance.choice(bench.paragraphs) for _ in range(_PARAGRAPHS)]
        # words that were never seen before, as names and slips of the pen are
        drawn += [f"Mr {_invent(chance)} said {_invent(chance)} met {_invent(chance)} in {_invent(chance)}."]
        document = documents.make("\n\n".join(drawn))
        for _, doc in annotation.annotate([document], nlp):
            pack(extract(document, doc))
        if n % max(1, number // 20) == 0:
            held.append((n, _resident(process)))
            print(f"{n:7,} articles {held[-1][1]:7.0f} MB", flush=True)
    late = held[len(held) // 4 :]
    slope = (late[-1][1] - late[0][1]) / max(1, late[-1][0] - late[0][0]) * 1000
    print(f"{slope:+.2f} MB a thousand articles after the first quarter")


def _invent(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4)).title()


if __name__ == "__main__":
    main()

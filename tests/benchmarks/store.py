"""Print how fast the store answers against rdflib's own in memory, and loads a file against Oxigraph alone.

    python tests/benchmarks/store.py [QUADS_ASKED [QUADS_LOADED]]

Two questions are put to a made-up graph of 100,000 quads: who denies what, and what is disputed by two organisations.
rdflib is given each in a process of its own, and a minute for it; a '>' says that it was not done by then. Then
1,000,000 quads are loaded from N-Quads to disk; rounds alternate, so that a busy moment of the machine falls on both,
and the medians are compared.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_ASKED, _LOADED, _ROUNDS, _PATIENCE = 100_000, 1_000_000, 3, 60
_GK, _RDF = "https://w3id.org/graphkit/ns#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS, _SCHEMA, _DCTERMS = "http://www.w3.org/2004/02/skos/core#", "https://schema.org/", "http://purl.org/dc/terms/"
_BASE = "https://example.org/kg/"
_SIDE = """GRAPH ?document{n} {{
    ?claim{n} gk:stance gk:rejects ; gk:source ?party{n} .
    ?statement{n} gk:within ?claim{n} ; gk:proposition ?proposition .
    ?party{n} a schema:Organization ; skos:prefLabel ?label{n} .
  }}"""
_DISPUTED = f"""SELECT DISTINCT ?proposition ?label1 ?label2 {{
  {_SIDE.format(n=1)}
  {_SIDE.format(n=2)}
  FILTER(STR(?party1) < STR(?party2))
}}"""
_RDFLIB = """
import json, sys, time
from rdflib import Dataset
from graphkit.model.vocabulary import PREFIXES
dataset = Dataset(default_union=True)
dataset.parse(sys.argv[1], format="nquads")
print("ready", flush=True)
started = time.perf_counter()
rows = sorted({tuple(map(str, row)) for row in dataset.query(sys.argv[2], initNs=PREFIXES)})
print(json.dumps([time.perf_counter() - started, rows]))
"""
_LOADERS = {
    "bare": "import pyoxigraph as p; p.Store(to).bulk_load(path=file)",
    "graphkit": "store.load_file(Path(file), path=Path(to))",
}
_LOADING = """
import sys, time
from pathlib import Path
import pyoxigraph
from graphkit import store
file, to = sys.argv[1:]
started = time.perf_counter()
{work}
print(time.perf_counter() - started)
"""


def make_lines(number: int, *, seed: int = 1) -> Iterator[str]:
    """Make up articles, as N-Quads: in each some parties, who claim things of which others speak too.

    Args:
        number: How many quads.
        seed: The same number gives the same quads.
    """
    dice, lines = random.Random(seed), 0
    article = 0
    while True:
        article += 1
        document = f"{_BASE}doc/{article:016x}"
        for line in _make_article(dice, document, article):
            yield f"{line} <{document}> .\n"
            lines += 1
            if lines == number:
                return


def _make_article(dice: random.Random, document: str, number: int) -> Iterator[str]:
    def say(subject: str, predicate: str, value: str) -> str:
        return f"<{subject}> <{predicate}> {value if value.startswith('"') else f'<{value}>'}"

    yield say(document, f"{_RDF}type", f"{_GK}Document")
    yield say(document, f"{_DCTERMS}identifier", f'"{number}.txt"')
    parties = dice.sample(range(2_000), 8)
    for party in parties:
        entity = f"{_BASE}entity/{party}"
        yield say(entity, f"{_RDF}type", _SCHEMA + ("Organization" if party % 3 == 0 else "Person"))
        yield say(entity, f"{_SKOS}prefLabel", f'"Party {party}"')
    for place in range(12):
        claim, statement = f"{document}/claim/{place}-{place + 9}", f"{document}/statement/{place}-{place + 9}"
        denied = dice.random() < 0.2
        yield say(claim, f"{_RDF}type", f"{_GK}Claim")
        yield say(claim, f"{_GK}act", _GK + ("denies" if denied else "asserts"))
        yield say(claim, f"{_GK}stance", _GK + ("rejects" if denied else "affirms"))
        yield say(claim, f"{_GK}source", f"{_BASE}entity/{dice.choice(parties)}")
        yield say(claim, f"{_GK}content", f'"what is said at {place} of {number}"')
        yield say(statement, f"{_RDF}type", f"{_GK}Statement")
        yield say(statement, f"{_GK}within", claim)
        yield say(statement, f"{_GK}proposition", f"{_BASE}proposition/{dice.randrange(3_000)}")


def ask(file: Path) -> None:
    """Put the questions to both, and print."""
    from graphkit import store
    from graphkit.query import evaluation

    kept = store.load_file(file)
    [named] = (query for query in evaluation.named() if query.name == "who-denies-what")
    denials = named.text.replace("VALUES ?who { UNDEF }", "")  # which graphkit leaves out too
    for name, query in (("who denies what", denials), ("disputed by two organisations", _DISPUTED)):
        times = []
        for _ in range(_ROUNDS):
            started = time.perf_counter()
            answer = evaluation.run(kept, query)
            times.append(time.perf_counter() - started)
        ours = statistics.median(times)
        theirs, rows = _ask_rdflib(file, query)
        if rows is not None:
            found = sorted({tuple("" if t is None else t.value for t in row) for row in answer.rows})  # type: ignore[union-attr]
            assert [tuple(row) for row in rows] == found, "the answers differ"
        sign = "" if rows is not None else ">"
        print(
            f"{name:32} {len(answer.rows):6,} rows   graphkit {ours * 1000:7.1f} ms   rdflib {sign}{theirs:6.2f} s   "
            f"{sign}{theirs / ours:,.0f} times as fast (wanted: 100)"
        )


def _ask_rdflib(file: Path, query: str) -> tuple[float, list[list[str]] | None]:
    command = [sys.executable, "-c", _RDFLIB, str(file), query]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        started = time.perf_counter()
        try:
            out, _ = process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return time.perf_counter() - started, None
    seconds, rows = json.loads(out)
    return seconds, rows


def load(file: Path, folder: Path) -> None:
    """Load the file by both, and print."""
    times: dict[str, list[float]] = {name: [] for name in _LOADERS}
    for number in range(_ROUNDS + 1):
        for name, work in _LOADERS.items():
            command = [sys.executable, "-c", _LOADING.format(work=work), str(file), str(folder / f"{name}{number}")]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            if number:  # the first round warms the caches up
                times[name].append(float(done.stdout))
    bare, ours = (statistics.median(times[name]) for name in ("bare", "graphkit"))
    print(
        f"{'load N-Quads to disk':32} pyoxigraph alone {bare:.2f} s   graphkit {ours:.2f} s   "
        f"{ours / bare:.2f} times the time (wanted: at most 1.3)"
    )


def main() -> None:
    """Measure and print."""
    numbers = [int(argument) for argument in sys.argv[1:]]
    asked, loaded = numbers[0] if numbers else _ASKED, numbers[1] if len(numbers) > 1 else _LOADED
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, file in ((asked, folder / "asked.nq"), (loaded, folder / "loaded.nq")):
            with file.open("w", encoding="utf-8") as lines:
                lines.writelines(make_lines(number))
        print(f"{asked:,} quads")
        ask(folder / "asked.nq")
        print(f"{loaded:,} quads")
        load(folder / "loaded.nq", folder)


if __name__ == "__main__":
    main()

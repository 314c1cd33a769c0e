"""Print how fast Turtle is written, against rdflib's serializer, and what memory an export takes as the graph grows.

    python tests/benchmarks/export.py [QUADS] [SIZE...]

QUADS (100,000) is the size of the invented graph on which the two serializers run, one after the other, both from
memory. Then `graphkit export` writes graphs of each SIZE (100,000, 300,000 and 1,000,000) from stores on disk, each in
a process of its own; its memory is told above what that process has before it opens the store (Linux only), and beside
what it takes to read the store and write nothing: that grows with the store.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from graphkit.model.vocabulary import BASE, DCTERMS, GK, OA, PREFIXES, RDF, SCHEMA, SKOS, XSD, Addresses

FORMATS = ("ttl", "trig", "nq", "nt")
_EXPORT = """
import sys, time
from pathlib import Path
# getrusage would tell the parent's peak, which a new process starts with
def measure():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
import pyoxigraph
from graphkit import serialisation, store
from graphkit.export import formats, jsonld, streaming
before = measure()
opened = store.open_read_only(Path(sys.argv[1]))
start = time.process_time()
with open(sys.argv[3], "wb") as file:
    if sys.argv[2] == "read":
        for quad in opened:
            pass
    else:
        serialisation.write(opened, sys.argv[2], file, folder=Path(sys.argv[3]).parent)
taken = time.process_time() - start
print(taken, measure() - before)
"""


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    sizes = [int(text) for text in sys.argv[2:]] or [100_000, 300_000, 1_000_000]
    compare(size)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "store")
            made = Store(path)
            made.bulk_extend(make_quads(size))
            made.flush()
            del made
            for form in ("read", *FORMATS):
                target = Path(folder, f"graph.{form}")
                command = [sys.executable, "-c", _EXPORT, str(path), form, str(target)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                taken, memory = done.stdout.split()
                print(
                    f"{size:>9,} quads as {form:<4} {float(taken):6.2f} s from disk, {int(memory) / 1024:5.0f} MiB "
                    f"more memory, {target.stat().st_size / 2**20:5.0f} MiB written"
                )


def compare(size: int) -> None:
    """Time Turtle by graphkit and by rdflib, of the same triples, both in memory."""
    import rdflib

    from graphkit import export

    store = Store()
    store.bulk_extend(make_quads(size))
    start = time.process_time()
    written = export.serialize(store, "ttl")
    ours = time.process_time() - start
    graph = rdflib.Graph().parse(data=export.serialize(store, "nt"), format="nt")
    folders = {path: f"{BASE}{path}/" for path in ("doc", "entity", "predicate", "proposition")}
    for prefix, iri in {**PREFIXES, "ex": BASE, **folders}.items():
        graph.bind(prefix, iri)
    start = time.process_time()
    graph.serialize(io.BytesIO(), format="turtle")
    theirs = time.process_time() - start
    million = 1_000_000 / size
    print(
        f"Turtle of {size:,} quads ({len(written) / 2**20:.0f} MiB): graphkit {ours:.2f} s ({ours * million:.1f} s a "
        f"million), rdflib {theirs:.2f} s ({theirs * million:.1f}), ratio {theirs / ours:.1f}"
    )


def make_quads(size: int) -> Iterator[Quad]:
    """Invent the graph of an archive, some 300 quads an article."""
    left = size
    for number in range(size):
        for quad in _make_article(number):
            if not left:
                return
            left -= 1
            yield quad


def _make_article(number: int) -> Iterator[Quad]:
    ex = Addresses()
    key = hashlib.sha256(str(number).encode()).hexdigest()[:16]
    document = NamedNode(ex.document(key))

    def say(subject: str, predicate: str, value: str | Literal) -> Quad:
        node = value if isinstance(value, Literal) else NamedNode(value)
        return Quad(NamedNode(subject), NamedNode(predicate), node, document)

    def describe_span(start: int, end: int) -> Iterator[Quad]:
        span = ex.span(key, start, end)
        for kind in (f"{GK}Span", f"{OA}TextPositionSelector", f"{OA}TextQuoteSelector"):
            yield say(span, f"{RDF}type", kind)
        yield say(span, f"{GK}inDocument", document.value)
        for name, at in (("start", start), ("end", end)):
            yield say(span, OA + name, Literal(str(at), datatype=NamedNode(f"{XSD}integer")))
        yield say(span, f"{OA}exact", Literal(f"words from {start} “as they stand” to {end}"))

    yield say(document.value, f"{RDF}type", f"{GK}Document")
    yield say(document.value, f"{DCTERMS}identifier", Literal(f"{number}.txt"))
    people = [ex.entity(f"person-{(number * 7 + turn * turn) % 5000}") for turn in range(12)]
    for person in people:
        yield say(person, f"{RDF}type", f"{SCHEMA}Person")
        yield say(person, f"{SKOS}prefLabel", Literal(f"Person {person[-4:]}"))
    axes = {"act": "asserts", "stance": "affirms", "polarity": "positive", "certainty": "certain"}
    for turn in range(10):
        start, end = turn * 97 + 3, turn * 97 + 83
        claim = ex.claim(key, f"{start}-{end}")
        yield say(claim, f"{RDF}type", f"{GK}Claim")
        yield say(claim, f"{GK}inDocument", document.value)
        for axis, value in axes.items():
            yield say(claim, GK + axis, GK + value)
        yield say(claim, f"{GK}content", Literal(f"that number {number} did\n{turn} things, “so to say”"))
        yield say(claim, f"{GK}confidence", Literal("0.9", datatype=NamedNode(f"{XSD}decimal")))
        yield say(claim, f"{GK}source", people[turn])
        yield say(claim, f"{GK}about", people[turn + 1])
        for role, (first, last) in (("sourceSpan", (start, start + 9)), ("contentSpan", (start + 20, end))):
            yield say(claim, GK + role, ex.span(key, first, last))
            yield from describe_span(first, last)


if __name__ == "__main__":
    main()

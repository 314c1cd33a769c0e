"""Put the graph of a corpus together: what has changed is written anew, all else is taken as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graphkit import __version__, articles, duplicates, output, serialisation, store
from graphkit.corpus.deciding import speak_of
from graphkit.corpus.rendering import Job, Rendering, tell_basis, unpack_piece, write_lines
from graphkit.corpus.workers import Failure
from graphkit.errors import StoreError
from graphkit.graph import ARTICLES, PICTURE, STORE, KnowledgeGraph
from graphkit.rdf import duplicates as repetition
from graphkit.rdf import identity, provenance
from graphkit.serialisation.pieces import Assembly, make_piece
from graphkit.serialisation.terms import Terms
from graphkit.vocabulary import Addresses

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graphkit.corpus.manifest import Entry, Manifest
    from graphkit.corpus.shards import Shelf
    from graphkit.corpus.stages import Settings
    from graphkit.corpus.workers import Executor
    from graphkit.decisions import Decision
    from graphkit.entities import Resolution
    from graphkit.errors import Problem
    from graphkit.model import Extraction
    from graphkit.rdf.provenance import Run

__all__ = ["Corpus", "assemble"]

_JOBS = 24
_TRIES = 3
_MOST_CHANGED = 0.3
"""Beyond this share of changed documents a new store is made faster than the old one is changed."""
_GRAPHS = "graphs.tsv"
"""Which version of each document's graph stands in the store beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Where what was read stands.

    Args:
        manifest: The manifest.
        shelf: The shards.
        settings: What articles are read with.
        base: The base IRI.
    """

    manifest: Manifest
    shelf: Shelf
    settings: Settings
    base: str

    def read(self, entry: Entry) -> Extraction:
        """Read what was read in a document."""
        return self.shelf.open(entry.shard).extraction(entry.line)


def assemble(
    corpus: Corpus,
    entries: Sequence[Entry],
    resolution: Resolution,
    decisions: Sequence[Decision],
    executor: Executor,
    folder: Path,
    problems: Sequence[Problem],
    tell: Callable[[str, int, int], None],
) -> int:
    """Write an output, whole or not at all.

    Args:
        corpus: Where what was read stands.
        entries: The documents, by key.
        resolution: Which entity each of their chains is.
        decisions: People's decisions that stand.
        executor: Who writes the graphs of documents.
        folder: The output.
        problems: What was left out or guessed.
        tell: Called with a stage, how much of it is done, and how much there is.

    Returns:
        How many documents' graphs were written anew.
    """
    made_by = corpus.manifest.read_run(corpus.settings.version)
    addresses = Addresses(corpus.base)
    bases = _tell_bases(corpus, entries, resolution, decisions, made_by)
    known = corpus.manifest.list_bases()
    wanted = [entry for entry in entries if known.get(entry.key) != bases[entry.key]]
    _render(corpus, wanted, bases, resolution, decisions, made_by, executor, tell)
    repeated = duplicates.find(corpus.manifest.list_signed(entries))
    with output.replace_folder(folder, keep_work=True) as new:
        tell("storing", 0, len(entries))
        others = {
            addresses.graph("duplicates"): write_lines(repetition.to_quads(repeated, addresses=addresses, run=made_by)),
            addresses.graph("identity"): write_lines(identity.to_quads(resolution, addresses=addresses, run=made_by)),
            addresses.graph("provenance"): write_lines(provenance.to_quads(made_by, addresses)),
        }
        _write_texts(corpus, entries, others, new, tell)
        graph = _fill_store(corpus, bases, addresses, others, folder, new)
        _keep_articles(corpus, entries, folder / ARTICLES, new / ARTICLES)
        kg = KnowledgeGraph(
            graph,
            base_iri=corpus.base,
            model=made_by.model,
            texts=articles.Articles(new / ARTICLES, addresses),
            problems=problems,
        )
        kg.show(new / PICTURE)
        facts = kg.describe()
        del kg, graph  # lets go of the store: it cannot be renamed under them
        (new / _GRAPHS).write_text("".join(f"{key}\t{bases[key]}\n" for key in sorted(bases)), encoding="utf-8")
        output.write_marker(new, facts)
        corpus.manifest.close()
    return len(wanted)


# -- the graphs of documents


def _tell_bases(
    corpus: Corpus, entries: Iterable[Entry], resolution: Resolution, decisions: Sequence[Decision], made_by: Run
) -> dict[str, str]:
    """Say of each document what its graph depends on: what was read, by what, who is who, and what people decided."""
    entities = [
        hashlib.sha256(repr(entity).encode("utf-8", "surrogatepass")).hexdigest() for entity in resolution.entities
    ]
    chains: dict[str, list[str]] = {}
    for (key, _), position in sorted(resolution.places.items()):
        chains.setdefault(key, []).append(entities[position])
    own: dict[str, list[str]] = {}
    for decision in decisions:
        for key in {decision.first.document, decision.second.document}:
            own.setdefault(key, []).append(repr(decision))
    return {
        entry.key: tell_basis(
            __version__,
            corpus.settings.version,
            corpus.base,
            made_by.digest,
            *map(str, entry.item),
            *own.get(entry.key, ()),
            entities=chains.get(entry.key, ()),
        )
        for entry in entries
    }


def _render(
    corpus: Corpus,
    wanted: Sequence[Entry],
    bases: Mapping[str, str],
    resolution: Resolution,
    decisions: Sequence[Decision],
    made_by: Run,
    executor: Executor,
    tell: Callable[[str, int, int], None],
) -> None:
    """Have the graphs of documents written, those of one shard together."""
    spoken = speak_of(decisions)
    numbers: dict[str, int] = {}
    for key, position in resolution.places:
        numbers[key] = max(numbers.get(key, 0), position + 1)

    def make_jobs(entries: Iterable[Entry]) -> Iterator[Rendering]:
        for shard, group in groupby(sorted(entries, key=lambda e: (e.shard, e.line)), key=lambda e: e.shard):
            file = corpus.shelf.open(shard)
            for batch in batched(group, _JOBS):
                jobs = tuple(
                    Job(
                        key=entry.key,
                        line=file.line(entry.line),
                        entities=tuple(resolution.entity(entry.key, n) for n in range(numbers.get(entry.key, 0))),
                        basis=bases[entry.key],
                    )
                    for entry in batch
                )
                own = decisions if any(job.key in spoken for job in jobs) else ()
                yield Rendering(jobs=jobs, decisions=tuple(own), base=corpus.base, made_by=made_by)

    done = 0
    tell("writing", 0, len(wanted))
    left = list(wanted)
    for _ in range(_TRIES):
        lost: list[str] = []
        reason = ""
        for rendering, result in executor.run(make_jobs(left)):
            if isinstance(result, Failure):
                lost += [job.key for job in rendering.jobs]
                reason = result.reason
                continue
            corpus.manifest.note_renditions(result)
            done += len(result)
            tell("writing", done, len(wanted))
        if not lost:
            return
        left = [entry for entry in left if entry.key in set(lost)]
    raise StoreError(f"the graphs of {len(left)} articles, {left[0].identifier} first, cannot be written: {reason}")


# -- the output


def _write_texts(
    corpus: Corpus,
    entries: Sequence[Entry],
    others: Mapping[str, bytes],
    new: Path,
    tell: Callable[[str, int, int], None],
) -> None:
    """Write Turtle and TriG: the documents' graphs as they were written, the others behind them."""
    prefixes = serialisation.list_prefixes(corpus.base)
    terms = Terms(prefixes)
    with (
        (new / "graph.ttl").open("wb") as turtle,
        (new / "graph.trig").open("wb") as trig,
        Assembly(turtle, trig, prefixes, new) as assembly,
    ):
        for done, (_, data) in enumerate(corpus.manifest.read_renditions()):
            assembly.add(unpack_piece(data))
            if done % 100 == 0:
                tell("storing", done, len(entries))
        for name in sorted(others):
            if others[name]:
                assembly.add(make_piece(name, others[name], terms))
        assembly.finish()


def _fill_store(
    corpus: Corpus, bases: Mapping[str, str], addresses: Addresses, others: Mapping[str, bytes], old: Path, new: Path
) -> Store:
    """Make the new store: of the old one where most of it stays as it is, and else from the start."""
    before = _read_graphs(old)
    changed = sorted(key for key, basis in bases.items() if before.get(key) != basis)
    gone = sorted(before.keys() - bases.keys())
    if not before or len(changed) + len(gone) > _MOST_CHANGED * len(bases):
        return store.load_file(new / "graph.trig", path=new / STORE)
    graph = store.copy(old / STORE, new / STORE)
    for key in (*gone, *changed):
        graph.remove_graph(NamedNode(addresses.document(key)))
    if changed:
        opening = Terms(serialisation.list_prefixes(corpus.base)).declare()
        pieces = (unpack_piece(corpus.manifest.read_rendition(key)).trig for key in changed)
        store.load_trig(graph, (opening, *pieces))
    store.replace_lines(graph, others)
    graph.flush()
    return graph


def _read_graphs(folder: Path) -> dict[str, str]:
    """Read which version of each document's graph stands in the store of an output; nothing where there is none."""
    try:
        text = (folder / _GRAPHS).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return dict(line.split("\t") for line in text.splitlines())


def _keep_articles(corpus: Corpus, entries: Iterable[Entry], old: Path, new: Path) -> None:
    """Write the texts of the articles; those that stood in the old output are linked, not written again."""
    missing = articles.link([entry.key for entry in entries], old, new)
    by_place = sorted((entry for entry in entries if entry.key in missing), key=lambda e: (e.shard, e.line))
    for shard, group in groupby(by_place, key=lambda entry: entry.shard):
        file = corpus.shelf.open(shard)
        for entry in group:
            articles.write(new, entry.key, file.extraction(entry.line).document.text)

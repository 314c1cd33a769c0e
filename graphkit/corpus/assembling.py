"""Put the graph of a corpus together: what has changed is written anew, all else is taken as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graphkit import articles, duplicates, output, serialisation, store
from graphkit.corpus.planning import Corpus, Plan
from graphkit.corpus.rendering import tell_basis, unpack_piece, write_lines
from graphkit.corpus.workers import Failure
from graphkit.errors import StoreError
from graphkit.graph import ARTICLES, PICTURE, STORE, KnowledgeGraph
from graphkit.rdf import corpus as sharing
from graphkit.rdf import duplicates as repetition
from graphkit.rdf import identity, provenance
from graphkit.serialisation.pieces import Assembly, make_piece
from graphkit.serialisation.sorting import LineSorter
from graphkit.serialisation.terms import Terms
from graphkit.vocabulary import Addresses

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graphkit.corpus.manifest import Entry
    from graphkit.corpus.workers import Executor
    from graphkit.errors import Problem

__all__ = ["assemble"]

_TRIES = 3
_MOST_CHANGED = 0.3
"""Beyond this share of changed documents a new store is made faster than the old one is changed."""
_GRAPHS = "graphs.tsv"
"""Which version of each document's graph stands in the store beside it, and of what the picture was drawn."""


def assemble(
    plan: Plan,
    executor: Executor,
    folder: Path,
    problems: Sequence[Problem],
    tell: Callable[[str, int, int], None],
    *,
    threads: int,
) -> None:
    """Write an output, whole or not at all.

    Args:
        plan: What there is to write.
        executor: Who writes the graphs of documents.
        folder: The output.
        problems: What was left out or guessed.
        tell: Called with a stage, how much of it is done, and how much there is.
        threads: How many parts of a new store are loaded at a time.
    """
    corpus, entries, bases, resolution = plan.corpus, plan.entries, plan.bases, plan.resolution
    made_by = plan.made_by
    addresses = Addresses(corpus.base)
    _render(plan, executor, tell)
    repeated = duplicates.find(corpus.manifest.list_signed(entries))
    with output.replace_folder(folder, keep_work=True) as new:
        tell("storing", 0, len(entries))
        others = {
            addresses.graph("duplicates"): write_lines(repetition.to_quads(repeated, addresses=addresses, run=made_by)),
            addresses.graph("identity"): write_lines(identity.to_quads(resolution, addresses=addresses, run=made_by)),
            addresses.graph("provenance"): write_lines(provenance.to_quads(made_by, addresses)),
        }
        before = _read_graphs(folder)
        write = partial(_write_texts, plan, others, {copy.document: copy.of for copy in repeated}, new, tell)
        if _is_new(plan, before):
            with store.Loader(new / STORE, _declare(corpus), threads=threads) as loader:
                write(loader.add)
                graph = loader.finish()
        else:
            write()
            graph = _change_store(plan, before, others, folder / STORE, new / STORE)
        _keep_articles(corpus, entries, folder / ARTICLES, new / ARTICLES)
        kg = KnowledgeGraph(
            graph,
            base_iri=corpus.base,
            model=made_by.model,
            texts=articles.Articles(new / ARTICLES, addresses),
            problems=problems,
        )
        versions = {**bases, PICTURE: _tell_picture(kg, plan, others[addresses.graph("duplicates")])}
        if before.get(PICTURE) != versions[PICTURE] or not _link(folder / PICTURE, new / PICTURE):
            kg.show(new / PICTURE)
        facts = kg.describe()
        del kg, graph  # lets go of the store: it cannot be renamed under them
        (new / _GRAPHS).write_text(
            "".join(f"{name}\t{versions[name]}\n" for name in sorted(versions)), encoding="utf-8"
        )
        output.write_marker(new, facts)
        corpus.manifest.close()


# -- the graphs of documents


def _render(plan: Plan, executor: Executor, tell: Callable[[str, int, int], None]) -> None:
    """Have the graphs of documents written, those of one shard together."""
    done = 0
    tell("writing", 0, len(plan.wanted))
    left = plan.wanted
    for _ in range(_TRIES):
        lost: set[str] = set()
        reason = ""
        for rendering, result in executor.run(plan.make_jobs(left)):
            if isinstance(result, Failure):
                lost |= {job.key for job in rendering.jobs}
                reason = result.reason
                continue
            plan.corpus.manifest.note_renditions(result)
            done += len(result)
            tell("writing", done, len(plan.wanted))
        if not lost:
            return
        left = [entry for entry in left if entry.key in lost]
    raise StoreError(f"the graphs of {len(left)} articles, {left[0].identifier} first, cannot be written: {reason}")


# -- the output


def _write_texts(
    plan: Plan,
    others: dict[str, bytes],
    originals: Mapping[str, str],
    new: Path,
    tell: Callable[[str, int, int], None],
    take: Callable[[bytes], None] = lambda trig: None,
) -> None:
    """Write Turtle and TriG: the documents' graphs as they were written, the others behind them.

    What documents share is known when all of them have gone by; it is added to the others. The TriG of each graph is
    handed to `take` too.
    """
    corpus, addresses = plan.corpus, Addresses(plan.corpus.base)
    prefixes = serialisation.list_prefixes(corpus.base)
    terms = Terms(prefixes)
    with (
        (new / "graph.ttl").open("wb") as turtle,
        (new / "graph.trig").open("wb") as trig,
        Assembly(turtle, trig, prefixes, new) as assembly,
        LineSorter(new) as propositions,
    ):
        for done, (key, data) in enumerate(corpus.manifest.read_renditions()):
            piece = unpack_piece(data)
            assembly.add(piece)
            take(piece.trig)
            propositions.add([b"%b %b\n" % (iri, key.encode()) for iri in piece.list_propositions()])
            if done % 100 == 0:
                tell("storing", done, len(plan.entries))
        things = chain(plan.list_places(addresses), _group(propositions))
        shared = sharing.to_quads(sharing.share(things, originals), addresses=addresses, run=plan.made_by)
        others[addresses.graph("corpus")] = write_lines(shared)
        for name in sorted(others):
            if others[name]:
                piece = make_piece(name, others[name], terms)
                assembly.add(piece)
                take(piece.trig)
        assembly.finish()


def _group(lines: Iterable[bytes]) -> Iterator[tuple[str, list[str]]]:
    """Put together the documents of each proposition."""
    pairs = (line.decode().split() for line in lines)
    for iri, group in groupby(pairs, key=lambda pair: pair[0]):
        yield iri, [key for _, key in group]


def _declare(corpus: Corpus) -> bytes:
    return Terms(serialisation.list_prefixes(corpus.base)).declare()


def _list_changed(plan: Plan, before: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """List the documents whose graphs are not in the old store as they are now, and those that are no longer there."""
    changed = sorted(key for key, basis in plan.bases.items() if before.get(key) != basis)
    return changed, sorted(before.keys() - plan.bases.keys() - {PICTURE})


def _is_new(plan: Plan, before: Mapping[str, str]) -> bool:
    """Tell whether the store is to be made from the start."""
    return not before or sum(map(len, _list_changed(plan, before))) > _MOST_CHANGED * len(plan.bases)


def _change_store(plan: Plan, before: Mapping[str, str], others: Mapping[str, bytes], old: Path, new: Path) -> Store:
    """Make the new store of the old one."""
    corpus, addresses = plan.corpus, Addresses(plan.corpus.base)
    changed, gone = _list_changed(plan, before)
    graph = store.copy(old, new)
    for key in (*gone, *changed):
        graph.remove_graph(NamedNode(addresses.document(key)))
    if changed:
        pieces = (unpack_piece(corpus.manifest.read_rendition(key)).trig for key in changed)
        store.load_trig(graph, (_declare(corpus), *pieces))
    store.replace_lines(graph, others)
    graph.flush()
    return graph


def _tell_picture(kg: KnowledgeGraph, plan: Plan, repeated: bytes) -> str:
    """Name all that the picture depends on: of a large corpus, the few documents that it shows."""
    narrowed, addresses = kg.pictured, Addresses(plan.corpus.base)
    shown = plan.bases if narrowed is None else {iri.removeprefix(addresses.document("")) for iri in narrowed.documents}
    counted = "" if narrowed is None else f"{narrowed.counted} {narrowed.fitting}"
    # Of the whole graph of near duplicates, what is said of those that are shown.
    said = sorted(line for line in repeated.decode().splitlines() if line[: line.find(">")].rpartition("/")[2] in shown)
    return tell_basis(plan.corpus.settings.version, counted, *said, entities=[plan.bases[key] for key in sorted(shown)])


def _link(old: Path, new: Path) -> bool:
    """Give a file a second name, and tell whether that went well."""
    try:
        new.hardlink_to(old)
    except OSError:
        return False
    return True


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

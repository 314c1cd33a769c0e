"""Assemble the output of a corpus: what has changed is written anew, everything else is carried over."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import export, store
from graphkit.corpus import notes, previous
from graphkit.corpus.changing import change
from graphkit.corpus.common import Common, list_common
from graphkit.corpus.drawing import Drawing
from graphkit.corpus.planning import Corpus, Plan
from graphkit.corpus.previous import Previous
from graphkit.corpus.rendering import digest_basis, unpack_piece
from graphkit.corpus.workers import Failure
from graphkit.errors import Problem, StoreError
from graphkit.export.pieces import Assembly, Piece, make_parts
from graphkit.export.terms import Terms
from graphkit.files import articles, checksums, collector, replacement
from graphkit.files.layout import ARTICLES, BRIEF, PICTURE, SEARCH, STORE, TRIG, TURTLE, VERSIONS
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import GK, Addresses
from graphkit.search import index

if TYPE_CHECKING:
    from graphkit.corpus.records import Entry
    from graphkit.corpus.workers import Executor
    from graphkit.files.checksums import Inspection
    from graphkit.query.narrowing import Narrowed

__all__ = ["assemble"]

_IN_CLUSTER, _BETWEEN = f"<{GK}inCluster>", f"<{GK}between>"
_TRIES = 3
_DRAWN = (PICTURE, BRIEF)
_MOST_CHANGED = 0.2
"""Beyond this share of changed documents everything is written anew faster than the old is changed."""
_FEW_CHANGED = 20
_MOST_OF_MANY = 0.05
"""Of more than a few changed documents this is the share: of 8,000 each costs a second, for others share its things."""
_MOST_AT_ONCE = 1000
"""What is said in so many changed documents is held in memory, and no more: half a gigabyte."""
_FEW_LOADED = 200
"""So many documents are loaded into the store by this very process: another takes half a second to start."""
_TOLD = 100
"""So many documents are stored between one word of it and the next."""


def assemble(
    plan: Plan,
    executor: Executor,
    folder: Path,
    inspected: Inspection | None,
    problems: Sequence[Problem],
    tell: Callable[[str, int, int], None],
    *,
    threads: int,
) -> tuple[Problem, ...]:
    """Write an output, whole or not at all.

    Args:
        plan: What there is to write.
        executor: Who writes the graphs of documents.
        folder: The output.
        inspected: What was found of the files of the output that is there.
        problems: What was left out or guessed.
        tell: Called with a stage, how much of it is done, and how much there is.
        threads: How many parts of a new store are loaded at a time.

    Returns:
        What was damaged in the output that was there, and was made anew; the new output does not tell of it, for it is
        the same bytes as if nothing had been.
    """
    corpus, entries = plan.corpus, plan.entries
    addresses = Addresses(corpus.base)
    _render(plan, executor, tell)
    many = executor.isolated and len(entries) > _FEW_LOADED
    if many:
        executor.close()  # whoever has read holds half a gigabyte; the picture is drawn by somebody new
    with replacement.replace_folder(folder, keep_work=True) as new:
        tell("storing", 0, len(entries))
        before = previous.read(folder, inspected)
        common = list_common(plan, new)
        if not _change(plan, before, common, folder, new):
            _write(plan, common, new, tell, threads=threads, apart=many)
            collector.give_back()
        # From here on it is read only: by this process, and by whoever draws.
        graph = store.open_read_only(new / STORE)
        damaged = _keep_articles(corpus, entries, folder / ARTICLES, new / ARTICLES, before.versions)
        found = before.found
        kg = KnowledgeGraph(
            graph,
            base_iri=corpus.base,
            model=plan.made_by.model,
            texts=articles.Articles(new / ARTICLES, addresses),
            problems=problems,
        )
        store.check_clock()
        plan.revised.write(new)
        pictured = kg.pictured
        versions = {**plan.bases, PICTURE: _digest_picture(pictured, plan, common)}
        same = before.versions.get(PICTURE) == versions[PICTURE] and all(map(found.is_sound, _DRAWN))
        drawn = None
        if not same or not all(_link(folder / name, new / name) for name in _DRAWN):
            shown = pictured.documents if pictured else None
            drawn = executor.begin(
                Drawing(folder=new, base=corpus.base, model=kg.model, documents=shown, total=len(entries))
            )
        bases = {addresses.document(key): basis for key, basis in plan.bases.items()}
        index.write(new / SEARCH, folder / SEARCH if found.is_sound(SEARCH) else None, graph, kg.texts, bases)
        store.check_clock()
        if drawn is not None:
            _write_drawn(drawn(), kg, pictured, new)
        store.check_clock()
        facts = kg.describe()
        del kg, graph  # lets go of the store: it cannot be renamed under them
        notes.write(new / previous.GRAPHS, versions)
        replacement.write_marker(new, facts)
        checksums.write(new, old=folder, known=found.sound)
        previous.note(folder, new, {name: one.versions for name, one in common.items()})
        del common  # what it has put aside stands in there too
        corpus.manifest.close()
    return (*_describe_damage(folder, found.damaged), *damaged)


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


def _write(
    plan: Plan,
    common: Mapping[str, Common],
    new: Path,
    tell: Callable[[str, int, int], None],
    *,
    threads: int,
    apart: bool,
) -> None:
    """Write store, Turtle and TriG: the documents' graphs as they were written, the others behind them."""
    corpus, addresses = plan.corpus, Addresses(plan.corpus.base)
    prefixes = export.list_prefixes(corpus.base)
    terms = Terms(prefixes)
    make_loader = store.ApartLoader if apart else store.Loader
    with (
        (new / TURTLE).open("wb") as turtle,
        (new / TRIG).open("wb") as trig,
        Assembly(turtle, trig, prefixes, new) as assembly,
        make_loader(new / STORE, terms.declare(), threads=threads) as loader,
    ):

        def load(parts: Iterable[Piece]) -> Iterator[Piece]:
            for part in parts:
                loader.add(part.trig)
                yield part

        for done, data in enumerate(corpus.manifest.read_renditions()):
            assembly.add(load([unpack_piece(data)]))
            if done % _TOLD == 0:
                tell("storing", done, len(plan.entries))
        for name in sorted(name for name in common if common[name].versions):
            assembly.add(load(make_parts(addresses.graph(name), common[name].write(None), terms, new)))
        assembly.finish()
        loader.finish()


def _change(plan: Plan, before: Previous, common: Mapping[str, Common], folder: Path, new: Path) -> bool:
    """Make store, Turtle and TriG of those that are there, if that can be done, and is less work than to write them."""
    if before.common is None:
        return False
    coming = [key for key, basis in plan.bases.items() if before.versions.get(key) != basis]
    gone = before.versions.keys() - plan.bases.keys() - {PICTURE}
    going = [*sorted(gone), *(key for key in coming if key in before.versions)]
    number = len(plan.bases)
    most = min(_MOST_CHANGED * number, max(_FEW_CHANGED, _MOST_OF_MANY * number), _MOST_AT_ONCE)
    if len(coming) + len(gone) > most:
        return False
    try:
        change(plan.corpus, (going, coming), before.common, common, (folder, new))
    except (StoreError, OSError, RuntimeError):
        # A store that is damaged is made anew; what cannot be written at all is told then.
        shutil.rmtree(new / STORE, ignore_errors=True)
        return False
    return True


def _write_drawn(drawn: dict[str, bytes] | Failure, kg: KnowledgeGraph, pictured: Narrowed | None, new: Path) -> None:
    """Write what was drawn; where whoever was to draw it has died, draw it here."""
    for name, data in (kg.draw(pictured) if isinstance(drawn, Failure) else drawn).items():
        (new / name).unlink(missing_ok=True)
        replacement.write_file(new / name, data)


def _digest_picture(narrowed: Narrowed | None, plan: Plan, common: Mapping[str, Common]) -> str:
    """Name all that the picture depends on: of a large corpus, the few documents that it shows."""
    addresses = Addresses(plan.corpus.base)
    shown = plan.bases if narrowed is None else {iri.removeprefix(addresses.document("")) for iri in narrowed.documents}
    counted = "" if narrowed is None else f"{narrowed.counted} {narrowed.fitting}"
    # Of the whole graphs of near duplicates and of matches, what is said of those that are shown.
    repeated = (
        line for line in _list_lines(common["duplicates"]) if line[: line.find(">")].rpartition("/")[2] in shown
    )
    matched = _list_lines(common["matching"])
    if narrowed is not None:
        matched = _select_shown(common["matching"], f"<{addresses.document('')}", shown)
    return digest_basis(
        plan.corpus.settings.version,
        counted,
        *sorted(repeated),
        *sorted(matched),
        entities=[plan.bases[key] for key in sorted(shown)],
    )


def _list_lines(graph: Common) -> Iterator[str]:
    """List the N-Triples of a graph that belongs to no document."""
    return (line.decode() for text in graph.write(None) for line in text.splitlines())


def _select_shown(matching: Common, base: str, keys: Collection[str]) -> Iterator[str]:
    """Select the N-Triples about matches of claims that are all in some documents: what the picture shows of them."""
    outside = {
        match
        for match, predicate, claim in map(_read_match, _list_lines(matching))
        if predicate in (_IN_CLUSTER, _BETWEEN) and claim.removeprefix(base).partition("/")[0] not in keys
    }
    return (line for line in _list_lines(matching) if _read_match(line)[0] not in outside)


def _read_match(line: str) -> tuple[str, str, str]:
    """Return which match of claims a line is about, its predicate, and the claim that it names, if it names one."""
    subject, predicate, rest = line.split(" ", 2)
    other = rest.removesuffix(" .")
    return (other, predicate, subject) if predicate == _IN_CLUSTER else (subject, predicate, other)


def _link(old: Path, new: Path) -> bool:
    """Give a file a second name, and return whether that succeeded."""
    try:
        new.hardlink_to(old)
    except OSError:
        return False
    return True


def _describe_damage(folder: Path, damaged: Mapping[str, str]) -> Iterator[Problem]:
    """Describe what was damaged in an output, the files of its store as one."""
    ours = (name for name in damaged if not name.startswith(f"{VERSIONS}/"))  # of those, what cannot be made anew
    for name, files in groupby(ours, key=lambda path: path.partition("/")[0]):
        first, *others = files
        more = f", and {len(others)} more" if others else ""
        why = damaged[first] if first == name else f"{first.removeprefix(f'{name}/')}: {damaged[first]}{more}"
        yield Problem(where=str(folder / name), what=f"was damaged ({why}), and is made anew")


def _keep_articles(
    corpus: Corpus, entries: Iterable[Entry], old: Path, new: Path, known: Collection[str]
) -> list[Problem]:
    """Write the texts of the articles; those that stand unchanged in the old output are linked, not written again.

    Args:
        corpus: Where what was read stands.
        entries: The documents.
        old: The old folder, or none at all.
        new: The new folder.
        known: The keys of the documents whose texts should stand in the old one.

    Returns:
        That some did not stand there as they were written.
    """
    missing, damaged = articles.link([entry.key for entry in entries], old, new)
    damaged = sorted({*damaged, *missing.intersection(known)})
    by_place = sorted((entry for entry in entries if entry.key in missing), key=lambda e: (e.shard, e.line))
    for shard, group in groupby(by_place, key=lambda entry: entry.shard):
        file = corpus.shelf.open(shard)
        for entry in group:
            articles.write(new, entry.key, file.text(entry.line))
    if not damaged:
        return []
    number = "1 text was" if len(damaged) == 1 else f"{len(damaged)} texts were"
    what = f"{number} damaged or gone ({damaged[0]}.txt first), and made anew"
    return [Problem(where=str(old), what=what)]

"""Build once over the inputs: find what is new, read it, decide who is who, and write the output."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from graphkit import documents, store
from graphkit.corpus.assembling import assemble
from graphkit.corpus.deciding import carry_out, decide, find_lost_reviews, match_claims
from graphkit.corpus.manifest import Manifest
from graphkit.corpus.planning import Corpus, Plan
from graphkit.corpus.records import Outcome
from graphkit.corpus.shards import Kept, Shard, ShardResult, Shelf
from graphkit.corpus.tracking import Tracker
from graphkit.corpus.values import BuildReport, Location, Options, Progress
from graphkit.corpus.workers import Executor, Failure, Inline, Local
from graphkit.documents import STANDARD_INPUT, Item, near_duplicates
from graphkit.errors import InputError, Kind, Problem, StoreError, summarise
from graphkit.files import checksums, collector, layout
from graphkit.matching.lightening import lighten

__all__ = ["BuildRun"]

_ITEMS = 24
_BYTES = 120_000
"""A shard is full with so many articles, or so many bytes: some ten seconds of work."""
_ROUNDS = 8
"""Of what is left a shard holds one part in so many at most, so that no worker waits long for the last one."""
_FEW = 8
"""So many articles are read by this very process, unless workers are asked for."""
_LARGE = 1000
"""Of so many articles the first process holds what it decides by: it does not take in, beside that, what reads them."""
_FEW_TO_WRITE = 200
"""So many graphs are written by this very process."""
_THREADS = 8
"""So many parts of a store are loaded at a time at most: each takes some 50 MB."""
_NOTED = 1000
"""Items that are noted in one go."""
_TRIES = 2
"""A process may die of something else than its article; when it dies twice of one that it reads alone, it is that."""


class BuildRun:
    """One run over the inputs, step by step.

    Args:
        inputs: Files, folders and the like.
        folder: The output, whose lock is held.
        options: How it is built.
        manifest: The output's manifest.
        report: Called with how far it is.
    """

    def __init__(
        self,
        inputs: Sequence[Location],
        folder: Path,
        options: Options,
        manifest: Manifest,
        report: Callable[[Progress], None],
    ) -> None:
        self.inputs = inputs
        self.folder = folder
        self.options = options
        self.manifest = manifest
        self.version = options.settings.version
        self.shelf = Shelf(folder / layout.SHARDS)
        self.problems: list[Problem] = []
        self.damaged: list[Problem] = []
        self.held: list[Item] = []
        self.counts: Counter[str] = Counter()
        self.noted = False
        self._report = report

    def build(self) -> BuildReport:
        """Run all steps.

        Raises:
            InputError: An input cannot be read, or nothing could be.
            OutputError: The output cannot be written.
        """
        manifest, options = self.manifest, self.options
        found = self.find()
        closed = [problem.where for problem in self.problems if not problem.opened]
        waiting = manifest.list_waiting(self.version, run=self.number)
        outdated = self.list_outdated(closed if options.sync else None)
        with ExitStack() as stack:
            executor = stack.enter_context(closing(self.choose(len(waiting) + len(outdated), waiting)))
            self.read(executor, waiting, outdated)
            before = checksums.inspect(self.folder)
            corpus = Corpus(manifest=manifest, shelf=self.shelf, settings=options.settings, base=options.base)
            tracker = Tracker(corpus, options, self.folder, before)
            self.damaged += tracker.damaged
            tracker.put_aside(manifest.list_going(run=self.number, closed=closed, sync=options.sync))
            with manifest.change():
                replaced = manifest.drop_replaced(run=self.number, closed=closed)
                removed = manifest.drop_gone(run=self.number, closed=closed) if options.sync else 0
            manifest.drop_unused()
            self.shelf.keep(manifest.list_shards())
            entries, duplicates = manifest.list_documents()
            problems = [*self.problems, *manifest.list_problems(), *duplicates]
            if not entries:
                raise InputError(f"there was nothing to read: {summarise(problems)}")
            self.tell("deciding", 0, len(entries))
            with collector.paused():
                repeated = near_duplicates.find(manifest.list_signed(entries))
                entries, repeated, revised = tracker.revise(entries, repeated)
                reviewed = carry_out(corpus, entries, options.answers)
                lost = find_lost_reviews(corpus, entries, options.answers.reviews)
                resolution = decide(corpus, entries, options.answers.decisions, reviewed)
                matching = lighten(
                    match_claims(
                        corpus,
                        entries,
                        resolution,
                        repeated,
                        reviewed,
                        options.claim_decisions,
                        options.owners,
                    )
                )
                plan = Plan(corpus, entries, resolution, options.answers, reviewed, repeated, matching, revised)
            collector.give_back()  # of what claims were compared by nothing is needed any more
            said = [*options.problems, *lost, *(p for key in sorted(reviewed) for p in reviewed[key].problems)]
            report = BuildReport(
                found=found,
                read=self.counts["read"],
                replaced=replaced,
                removed=removed,
                absent=manifest.count_gone(run=self.number),
                written=len(plan.wanted),
                documents=len(entries),
                versions=len(revised.history.replaced),
                problems=(
                    *problems,
                    *revised.problems,
                    *options.owners.problems,
                    *said,
                    *resolution.problems,
                    *matching.problems,
                ),
            )
            if not executor.isolated and len(plan.wanted) > _FEW_TO_WRITE:
                executor = stack.enter_context(closing(self.choose(len(plan.wanted), {})))
            threads = min(options.workers or _count_processors(), _THREADS)
            self.damaged += assemble(plan, executor, self.folder, before, report.problems, self.tell, threads=threads)
            shutil.rmtree(self.folder / layout.REPLACED, ignore_errors=True)
        return replace(report, damaged=tuple(self.damaged))

    def tell(self, stage: str, done: int, total: int) -> None:
        """Report the progress.

        Raises:
            StoreError: The clock of this machine has been set to before 1970 meanwhile; what was there still stands.
        """
        store.check_clock()
        counts = self.counts
        progress = Progress(
            stage=stage,
            done=done,
            total=total,
            claims=counts["claims"],
            words=counts["words"],
            warnings=counts["warnings"],
            quarantined=counts["quarantined"],
        )
        self._report(progress)

    # -- finding

    def find(self) -> int:
        """Note all that is among the inputs; it is read when all of it is known."""
        manifest = self.manifest
        with manifest.change():
            self.number = manifest.begin_run()
            lost = self.shelf.find_lost(manifest.list_shards())
            manifest.forget_shards(lost)
        if lost:
            number = "1 file was" if len(lost) == 1 else f"{len(lost)} files were"
            what = f"{number} damaged or gone: what stood in there is read anew"
            self.damaged.append(Problem(where=str(self.folder / layout.SHARDS), what=what))
        found = 0
        items = self.list_items(self.problems)
        done = False
        while not done:
            with manifest.change():
                for _ in range(_NOTED):
                    item = next(items, None)
                    if item is None:
                        done = True
                        break
                    found += manifest.note_item(item.digest, item.identifier, item.where, run=self.number)
            self.tell("finding", found, 0)
        # Told here only, whenever the inputs are listed.
        self.counts["quarantined"] += sum(p.kind is Kind.QUARANTINED for p in self.problems)
        return found

    @property
    def is_again(self) -> bool:
        """Whether there are no inputs, and what was read before is to be decided and written anew."""
        return not self.inputs and not self.options.sync and bool(self.manifest.list_shards())

    def list_items(self, problems: list[Problem]) -> Iterator[Item]:
        """List the items of the inputs. Standard input can be read once only, so it is held."""
        named = [path for path in self.inputs if os.fspath(path) != STANDARD_INPUT]
        if len(named) < len(self.inputs) and not self.held:
            self.held = list(documents.find([STANDARD_INPUT], problems=self.problems))
        yield from self.held
        if named or not (self.held or self.is_again):
            yield from documents.find(named, problems=problems)

    # -- reading

    def choose(self, number: int, attempts: dict[str, int]) -> Executor:
        """Choose who works on so many articles: where a process has died on one before, never this one."""
        settings, workers = self.options.settings, self.options.workers
        if self.options.cluster is not None:
            from graphkit.corpus.cluster import DaskCluster

            return DaskCluster(settings, self.options.cluster)
        if workers is None:
            if number <= _FEW and not any(attempts.values()) and self.manifest.count_documents() < _LARGE:
                return Inline(settings)
            workers = max(1, min(_count_processors(), number // _FEW))
        return Local(settings, workers)

    def list_outdated(self, closed: Sequence[str] | None) -> list[Kept]:
        """List what earlier runs read with something else, and is not among the inputs to be read again.

        Args:
            closed: What could not be opened, where only what is in that stays; None where all stays.
        """
        kept: dict[str, Kept] = {}
        for digest, entry, problems in self.manifest.list_outdated(self.version, run=self.number, closed=closed):
            try:
                document = self.shelf.open(entry.shard).extraction(entry.line).document
            except StoreError as error:
                hint = "name it again, or say --sync, which lets go of it"
                raise InputError(f"{entry.identifier}: {error}; it is not among the inputs: {hint}") from error
            before = kept.get(digest, Kept(digest=digest, documents=(), problems=problems))
            kept[digest] = replace(before, documents=(*before.documents, document))
        return list(kept.values())

    def read(self, executor: Executor, waiting: dict[str, int], outdated: Sequence[Kept]) -> None:
        """Read what waits; then again, each alone, what was in the hands of a process that died."""
        total = len(waiting) + len(outdated)
        if total == 0:
            return
        self.tell("reading", 0, total)
        doubtful = {digest for digest, attempts in waiting.items() if attempts}
        # one process alone waits for nobody
        rounds = _ROUNDS if executor.isolated else 1
        shards = self.batch(waiting.keys() - doubtful, doubtful, outdated, rounds=rounds)
        done = 0
        lost: list[Shard] = []
        for shard, result in executor.run(self.watch(shards, alone=not executor.isolated)):
            if isinstance(result, Failure):
                lost += shard.split()
                continue
            self.keep(shard, result)
            done += len(shard.digests)
            self.tell("reading", done, total)
        for shard in lost:
            self.read_alone(executor, shard)
            done += 1
            self.tell("reading", done, total)

    def watch(self, shards: Iterable[Shard], *, alone: bool) -> Iterator[Shard]:
        """Note before a shard is read in this process that it may be the end of it; no more where that is wished."""
        for shard in shards:
            if self.options.watch and self.options.watch.stopped():
                return
            if alone:
                with self.manifest.change():
                    self.manifest.note_attempt(shard.digests)
            yield shard

    def batch(self, wanted: set[str], doubtful: set[str], outdated: Sequence[Kept], *, rounds: int) -> Iterator[Shard]:
        """Sort what is to be read into shards, by going through the inputs once more."""
        full = _Filler(1 if self.options.watch else _ITEMS, len(wanted), rounds=rounds)
        left = set(wanted | doubtful)
        for item in self.list_items([]):
            digest = item.digest
            if digest not in left:
                continue
            left.remove(digest)
            if digest in doubtful:
                yield Shard(items=(item,))
            elif shard := full.add(item):
                yield shard
        if shard := full.empty():
            yield shard
        yield from (Shard(kept=(kept,)) for kept in outdated)
        for digest in sorted(left):
            self.forget(digest)

    def forget(self, digest: str) -> None:
        """Note of an item that it was gone or had changed when it was to be read."""
        problem = Problem(
            where=self.manifest.read_place(digest),
            what="was left out: it was gone, or had changed, when it was to be read; build again",
            kind=Kind.QUARANTINED,
        )
        self.problems.append(problem)
        with self.manifest.change():
            self.manifest.drop_item(digest)

    def read_alone(self, executor: Executor, shard: Shard) -> None:
        """Read an article with nothing beside it; the one whose process dies again is the one to leave out."""
        (digest,) = shard.digests
        while True:
            with self.manifest.change():
                self.manifest.note_attempt([digest])
                attempts = self.manifest.count_attempts(digest)
            [(_, result)] = executor.run([shard])
            if not isinstance(result, Failure):
                break
            if attempts >= _TRIES:
                what = f"was left out: {result.reason}, {attempts + 1} times; look at what is in it"
                problem = Problem(where=self.manifest.read_place(digest), what=what, kind=Kind.QUARANTINED)
                result = ShardResult(outcomes=(Outcome(digest=digest, problems=(problem,)),))
                break
        self.keep(shard, result)

    def keep(self, shard: Shard, result: ShardResult) -> None:
        """Write a shard to disk, and then record what is in it."""
        name = shard.name(self.version)
        if result.data:
            self.shelf.put(name, result.data)
        if result.made_by is not None and not self.noted:
            self.manifest.note_run(self.version, result.made_by)
            self.noted = True
        self.manifest.note_outcomes(result.outcomes, version=self.version, shard=name)
        for outcome in result.outcomes:
            self.counts["claims"] += sum(reading.claims for reading in outcome.readings)
            self.counts["words"] += sum(reading.words for reading in outcome.readings)
            self.counts["warnings"] += len(outcome.problems)
            self.counts["quarantined"] += any(p.kind is Kind.QUARANTINED for p in outcome.problems)
            self.counts["read"] += 1
            if self.options.watch:
                claims = sum(reading.claims for reading in outcome.readings)
                self.options.watch.finished(self.manifest.read_place(outcome.digest), claims, outcome.problems)


class _Filler:
    """Fills one shard after the other, the last ones with less and less.

    Args:
        most: How many items a shard may hold.
        left: How many items there are in all.
        rounds: Of the items that are left, a shard may hold one in so many.
    """

    def __init__(self, most: int, left: int, *, rounds: int) -> None:
        self._most = most
        self._left = left
        self._rounds = rounds
        self._items: list[Item] = []
        self._bytes = 0

    def add(self, item: Item) -> Shard | None:
        """Add an item; gives a shard when that is full."""
        self._items.append(item)
        self._bytes += len(item.data)
        most = min(self._most, self._left // self._rounds)
        return self.empty() if len(self._items) >= most or self._bytes >= _BYTES else None

    def empty(self) -> Shard | None:
        """Yield what has been collected, if there is anything."""
        shard = Shard(items=tuple(self._items)) if self._items else None
        self._left -= len(self._items)
        self._items, self._bytes = [], 0
        return shard


def _count_processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS, nor on Windows
        return os.cpu_count() or 1

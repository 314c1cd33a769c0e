"""Report the progress of a build: a bar on a terminal, now and then a line elsewhere, or JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.cli import interruption, terminal
from graphkit.errors import Kind

if TYPE_CHECKING:
    from graphkit.corpus import BuildReport, Mirrored, Progress
    from graphkit.graph import KnowledgeGraph

__all__ = ["follow", "report_build", "report_mirrored"]

_NOW_AND_THEN = 30.0
"""Seconds between two lines of a log."""
_LABELS = {
    "finding": "Finding articles",
    "reading": "Reading",
    "deciding": "Deciding who is who",
    "writing": "Writing graphs",
    "storing": "Storing",
}
_KINDS = {
    Kind.QUARANTINED: "could not be read",
    Kind.LANGUAGE: "in another language",
    Kind.DUPLICATE: "with the text of another",
}

type Follow = Callable[[Progress], None]


@contextmanager
def follow(*, as_json: bool) -> Iterator[Follow]:
    """Report the progress of a build on standard error, while the block runs.

    Args:
        as_json: Whether to tell it as lines of JSON on standard output instead.

    Returns:
        A function to call with each step; it breaks off where that was asked for.
    """
    if not as_json and sys.stderr.isatty():
        with _draw() as update:
            yield update
        return
    log = _Log(as_json=as_json)
    yield log.update


def report_build(report: BuildReport, kg: KnowledgeGraph, folder: Path, *, sync: bool, as_json: bool) -> None:
    """Report what a build did.

    Args:
        report: What it did.
        kg: The graph that it wrote.
        folder: Where.
        sync: Whether articles that are no longer among the inputs were let go.
        as_json: Whether to say it as a line of JSON on standard output.
    """
    from graphkit.files import layout
    from graphkit.files.layout import PICTURE, TURTLE

    counts = kg.count()
    left_out = {kind.value: report.count(kind) for kind in Kind}
    if as_json:
        facts = {name: value for name, value in asdict(report).items() if name not in ("problems", "damaged")}
        facts["damaged"] = [str(problem) for problem in report.damaged]
        problems = {"problems": left_out, "files": [str(folder / TURTLE), str(folder / PICTURE)]}
        terminal.write_bytes(json.dumps({"event": "done", **facts, **counts, **problems}).encode() + b"\n")
        return
    terminal.report_problems(report.damaged)
    terminal.report_problems(report.problems, where=str(folder / layout.MARKER))
    parts = [f"{terminal.plural(report.count(kind), 'article')} {what}" for kind, what in _KINDS.items()]
    if any(report.count(kind) for kind in _KINDS):
        terminal.say("left out: " + ", ".join(t for t, kind in zip(parts, _KINDS, strict=True) if report.count(kind)))
    if report.read < report.found or report.replaced or report.removed:
        changes = (
            f"{report.read:,} of {report.found:,} read anew",
            f"{report.replaced:,} replaced" if report.replaced else "",
            f"{report.removed:,} removed" if report.removed else "",
        )
        terminal.say(", ".join(filter(None, changes)))
    if report.versions and report.read:
        kept = terminal.plural(report.versions, "earlier version")
        terminal.say(f"{kept} kept; 'graphkit diff {folder}' says what the last build changed")
    if report.absent:
        stay = terminal.plural(report.absent, "article") + " of earlier builds"
        why = "not among the inputs: kept (--sync lets them go)"
        if sync:
            why = "kept: whether they are gone is not known, for where they stood could not be opened"
        terminal.say(f"{stay} {why}")
    terminal.report_output(counts, folder / PICTURE)


def report_mirrored(mirrored: Mirrored, url: str) -> None:
    """Report what was done to a server.

    Args:
        mirrored: What was done.
        url: Its address.
    """
    sent = "" if mirrored.sent == mirrored.graphs else f" ({mirrored.sent:,} changed)"
    removed = f", removed {terminal.plural(mirrored.removed, 'graph')} that left" if mirrored.removed else ""
    beside = f", beside {terminal.plural(mirrored.others, 'other')}" if mirrored.others else ""
    terminal.say(f"Loaded {terminal.plural(mirrored.graphs, 'graph')}{sent} into {url}{removed}{beside}")


class _Log:
    """Writes a line now and then, and one for each stage.

    Args:
        as_json: Whether as JSON on standard output.
    """

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._began = self._last = time.monotonic()
        self._stage = ""

    def update(self, progress: Progress) -> None:
        interruption.check()
        now = time.monotonic()
        if progress.stage != self._stage:
            self._stage, self._began = progress.stage, now
            # A log of a few seconds' work is noise; a machine wants to know every stage.
            if not self._as_json:
                return
        elif now - self._last < _NOW_AND_THEN and not (self._as_json and progress.done == progress.total):
            return
        self._last = now
        rate, left = _measure(progress, now - self._began)
        if self._as_json:
            facts = {
                **asdict(progress),
                "per_second": round(rate, 2),
                "seconds_left": None if left is None else round(left),
            }
            terminal.write_bytes(json.dumps({"event": "progress", **facts}).encode() + b"\n")
        else:
            terminal.say(_format_progress(progress, rate, left))


@contextmanager
def _draw() -> Iterator[Follow]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[counts]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, counts="")
        began, stage = time.monotonic(), ""

        def update(progress: Progress) -> None:
            nonlocal began, stage
            if progress.stage != stage:
                began, stage = time.monotonic(), progress.stage
                bar.reset(task, description=_LABELS[stage])
            rate, _ = _measure(progress, time.monotonic() - began)
            counts = _count(progress, rate) if stage == "reading" else ""
            bar.update(task, completed=progress.done, total=progress.total or None, counts=counts)
            interruption.check()

        yield update


def _measure(progress: Progress, seconds: float) -> tuple[float, float | None]:
    """Return how many are done in a second, and how many seconds are left."""
    rate = progress.done / seconds if seconds > 0 else 0.0
    return rate, (progress.total - progress.done) / rate if rate > 0 and progress.total else None


def _format_progress(progress: Progress, rate: float, left: float | None) -> str:
    of = f" of {progress.total:,}" if progress.total else ""
    rest = f", {_spell(left)} left" if left is not None else ""
    counts = f", {_count(progress, rate)}" if progress.stage == "reading" else ""
    return f"{_LABELS[progress.stage]}: {progress.done:,}{of}{counts}{rest}"


def _count(progress: Progress, rate: float) -> str:
    parts = [f"{rate:.1f} a second", terminal.plural(progress.claims, "claim")]
    if progress.warnings:
        parts.append(terminal.plural(progress.warnings, "warning"))
    if progress.quarantined:
        parts.append(f"{progress.quarantined:,} quarantined")
    return ", ".join(parts)


def _spell(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute"
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} hours"

"""Carry on the history of an output: which texts took the place of which, and in which build that was."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.corpus.succession import Standing, Successor, find_successors
from graphkit.errors import Problem, StoreError
from graphkit.files.history import BuildRecord, History, TextRecord, edits_file, read_history, write_history
from graphkit.files.layout import HISTORY, VERSIONS

if TYPE_CHECKING:
    from graphkit.corpus.records import Entry
    from graphkit.corpus.versions import Versions

__all__ = ["Revised", "open_history", "revise"]

_DAMAGED = f"{VERSIONS}-damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """The history of an output that is about to be written.

    Args:
        history: The history.
        versions: The earlier versions that it tells of.
        edits: What was edited in them, as N-Triples, by the name of the file.
        moved: Whether its things live elsewhere than in the output that is there.
        problems: Which texts could not be kept.
    """

    history: History
    versions: Versions
    edits: Mapping[str, bytes]
    moved: bool
    problems: tuple[Problem, ...] = ()

    def write(self, new: Path) -> None:
        """Write the history, and what stands beside it, to a new output."""
        write_history(new, self.history)
        for text in self.history.replaced:
            self.versions.write(text, new / VERSIONS, moved=self.moved)
        for name, lines in self.edits.items():
            (new / VERSIONS / name).write_bytes(lines)


def open_history(output: Path, base: str, *, damaged: Sequence[str]) -> tuple[History, tuple[Problem, ...]]:
    """Read the history of an output; begin a new one where there is none, or it is damaged.

    Args:
        output: The output.
        base: The base IRI of the next one.
        damaged: The files of its earlier versions that are not as they were written.

    Returns:
        The history, and that something was damaged: all that stood there is then copied, for it cannot be made anew.
    """
    found = None
    with suppress(StoreError):
        found = read_history(output)
        if found is None and not damaged:
            return History(base=base), ()
    if found is not None and not damaged:
        return found, ()
    with suppress(OSError):
        shutil.copytree(output / VERSIONS, output / _DAMAGED, dirs_exist_ok=True)
    begun = found is None or HISTORY in damaged
    what = "a new history is begun" if begun else "the versions that are whole are carried on"
    problem = Problem(
        where=str(output / VERSIONS), what=f"was damaged: {what}, and all is kept as it was in {_DAMAGED}"
    )
    return History(base=base) if begun or found is None else found, (problem,)


def revise(
    old: History,
    standing: Mapping[str, Standing],
    superseded: Mapping[str, Successor],
    entries: Mapping[str, Entry],
    versions: Versions,
    *,
    base: str,
    day: str | None,
    most: int | None,
) -> Revised:
    """Carry on the history of an output.

    Args:
        old: The history so far.
        standing: The texts that are to stand, by key.
        superseded: Those among the inputs that another has taken the place of.
        entries: The documents of both, by key.
        versions: The texts that are kept or put aside.
        base: The base IRI.
        day: The day the build is said to be of; None for the newest that a text carries.
        most: How many earlier versions of an article are kept; None keeps all.
    """
    before = old.standing
    earlier = frozenset(old.replaced)
    known = {text.document for text in earlier}
    changed = before.keys() != standing.keys()
    number = old.last + changed
    problems: list[Problem] = []
    successors = {**_find_successors(before, standing, superseded, versions, problems), **superseded}
    texts = [
        *(
            _end(text, superseded[text.document], text.until) if text.document in superseded else text
            for text in old.replaced
        ),
        *(text for key, text in before.items() if key in standing),
        *(
            _end(text, successors[key], number)
            for key, text in before.items()
            if key not in standing and key in successors
        ),
    ]
    come = [key for key in (*standing, *superseded) if key not in before and (key in standing or key not in known)]
    for key in sorted(come):
        entry = entries[key]
        text = TextRecord(document=key, name=entry.identifier, number=entry.item[1], since=number)
        texts.append(_end(text, superseded[key], number) if key in superseded else text)
    builds = old.builds
    if changed:
        newest = max((text.moment[:10] for text in standing.values() if len(text.moment) >= 10), default=None)
        builds = (*builds, BuildRecord(number=number, day=day or newest, articles=len(standing)))
    history = _prune(History(base=base, builds=builds, texts=tuple(texts)), most)
    edits: dict[str, bytes] = {}
    lost = set()
    for text in history.replaced:
        found = versions.read_edits(text) if old.base == base and text in earlier else None
        successor = entries.get(text.replaced_by or "") if text.replaced_by in standing else None
        lines = found or versions.compare(text, successor)
        if lines is None or not versions.has(text.document):
            lost.add(text)
            problems.append(_tell_loss(text))
        else:
            edits[edits_file(text, Path()).name] = lines
    history = replace(history, texts=tuple(text for text in history.texts if text not in lost))
    return Revised(history=history, versions=versions, edits=edits, moved=old.base != base, problems=tuple(problems))


def _end(text: TextRecord, successor: Successor, build: int | None) -> TextRecord:
    return replace(text, until=build, replaced_by=successor.document, known_by=successor.known_by)


def _find_successors(
    before: Mapping[str, TextRecord],
    standing: Mapping[str, Standing],
    superseded: Mapping[str, Successor],
    versions: Versions,
    problems: list[Problem],
) -> dict[str, Successor]:
    """Find what took the place of the texts that no longer stand."""
    gone = []
    come = [text for key, text in standing.items() if key not in before]
    for key, text in before.items():
        if key in standing or key in superseded:
            continue
        if (kept := versions.find(key)) is not None:
            gone.append(kept)
        elif any((other.name, other.number) == (text.name, text.number) for other in come):
            problems.append(_tell_loss(text))
    return find_successors(gone, come)


def _tell_loss(text: TextRecord) -> Problem:
    what = f"its earlier version {text.document} could not be kept: what was read in it is damaged or gone"
    return Problem(where=text.name, what=what)


def _prune(history: History, most: int | None) -> History:
    """Let go of versions of articles that are gone, and of all but the last ones of each."""
    standing = history.standing
    kept: dict[str, list[TextRecord]] = {}
    for text in history.replaced:
        last = history.find_successor(text.replaced_by or "", standing)
        if last is not None:
            kept.setdefault(last, []).append(text)
    chosen: set[TextRecord] = set()
    for texts in kept.values():
        texts.sort(key=lambda text: (text.until or 0, text.since, text.document))
        chosen.update(texts if most is None else texts[len(texts) - min(most, len(texts)) :])
    return replace(history, texts=tuple(text for text in history.texts if text.until is None or text in chosen))

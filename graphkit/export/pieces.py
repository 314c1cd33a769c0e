"""Write each document's graph by itself, and put Turtle and TriG of many documents together from what was written.

What is said of statements, roles and spans stands in one graph alone, so its Turtle is written once and copied ever
after. What several graphs may speak of (documents, claims, entities, predicates, propositions) is merged each time.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import batched, groupby
from pathlib import Path
from typing import IO

from graphkit.export.sorting import LineSorter
from graphkit.export.streaming import BETWEEN, KEY_END, join_subjects, merge_subjects
from graphkit.export.terms import Terms

__all__ = ["Assembly", "Piece", "make_parts", "make_piece"]

_OWN = (b"3", b"4", b"8")
"""The ranks of what belongs to one document: statements, roles, spans (see `order`)."""
_PROPOSITION = b"7"
"""The rank of propositions."""
_SUBJECTS = 5000
"""So many subjects of a large graph are one part of it: some megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One graph, or a part of it, written.

    Args:
        opening: How its TriG begins.
        sections: What stands in it as TriG, by rank.
        shared: What other graphs may speak of too, as lines to be sorted and merged.
    """

    opening: bytes
    sections: Mapping[bytes, bytes]
    shared: bytes

    @property
    def trig(self) -> bytes:
        """Its TriG, without the prefixes."""
        return self.opening + self.inside + b"}\n"

    @property
    def inside(self) -> bytes:
        """What stands between the braces of its TriG."""
        return b"\n".join(self.sections[number] for number in sorted(self.sections))

    @property
    def own(self) -> dict[bytes, bytes]:
        """What belongs to it alone, as Turtle, by rank."""
        return {number: _undent(text) for number, text in self.sections.items() if number in _OWN}

    def list_propositions(self) -> list[bytes]:
        """List the addresses of the propositions that stand in it."""
        lines = (line for line in self.shared.splitlines() if line[:1] == _PROPOSITION)
        return [line[line.index(KEY_END) + 2 :].split(BETWEEN, 1)[0] for line in lines]


def make_piece(name: str, text: bytes, terms: Terms) -> Piece:
    """Write one graph.

    Args:
        name: The graph's address.
        text: What stands in it as N-Triples, in any order; some of it may come twice.
        terms: The prefixes to write it with.
    """
    lines = b"".join(sorted(set(text.splitlines(keepends=True))))
    return _make(name, sorted(join_subjects(lines)), terms)


def make_parts(name: str, texts: Iterable[bytes], terms: Terms, folder: Path) -> Iterator[Piece]:
    """Write one graph in parts, in a memory that does not grow with the graph.

    Args:
        name: The graph's address.
        texts: What stands in it as N-Triples, in pieces of whole lines in any order; some of it may come twice.
        terms: The prefixes to write it with.
        folder: Where to put aside what memory does not hold.

    Returns:
        The parts, in the order in which they stand in the graph; each subject is in one of them.
    """
    with LineSorter(folder) as sorter:
        for text in texts:
            sorter.add([*join_subjects(text)])
        subjects = ([*lines] for _, lines in groupby(sorter, key=_read_key))
        for some in batched(subjects, _SUBJECTS):
            yield _make(name, [line for lines in some for line in lines], terms)


def _make(name: str, joined: Sequence[bytes], terms: Terms) -> Piece:
    """Write a graph, or a part of one, of lines that `join_subjects` made, sorted."""
    ranked = groupby(joined, key=lambda line: line[:1])
    return Piece(
        opening=b"\n" + terms.shorten(b"<%b>" % name.encode()) + b" {\n",
        sections={
            number: b"\n".join([terms.describe(*subject, b"\t") for subject in merge_subjects(group)])
            for number, group in ranked
        },
        shared=b"".join(line for line in joined if line[:1] not in _OWN),
    )


def _read_key(line: bytes) -> bytes:
    """Return what a line that `join_subjects` made begins with: all up to its properties."""
    return line[: line.index(BETWEEN, line.index(KEY_END))]


def _undent(section: bytes) -> bytes:
    """Make Turtle of the inside of a graph in TriG. Texts hold no line ends: they are escaped."""
    return (b"\n" + section).replace(b"\n\t", b"\n")


class Assembly:
    """Puts Turtle and TriG together, graph by graph; to be used with `with`.

    Args:
        turtle: Where the Turtle goes.
        trig: Where the TriG goes.
        prefixes: What they are written with.
        folder: Where to put aside what memory does not hold.
    """

    def __init__(self, turtle: IO[bytes], trig: IO[bytes], prefixes: Mapping[str, str], folder: Path) -> None:
        self._terms = Terms(prefixes)
        self._turtle, self._trig = turtle, trig
        with ExitStack() as stack:
            self._sorter = stack.enter_context(LineSorter(folder))
            self._own = {number: stack.enter_context(tempfile.TemporaryFile(dir=folder)) for number in _OWN}
            for file in (turtle, trig):
                file.write(self._terms.declare())
            self._stack = stack.pop_all()

    def __enter__(self) -> Assembly:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, parts: Iterable[Piece]) -> None:
        """Add a graph, which comes in one part or more; graphs come in the order of their names."""
        for place, part in enumerate(parts):
            self._trig.write(b"\n" if place else part.opening)
            self._trig.write(part.inside)
            for number, text in part.own.items():
                self._own[number].write(text)
            self._sorter.add(part.shared.splitlines(keepends=True))
        self._trig.write(b"}\n")

    def finish(self) -> None:
        """Write the Turtle, when all graphs have been added."""
        shared = groupby(self._sorter, key=lambda line: line[:1])
        waiting = iter(_OWN)
        own = next(waiting, None)
        for number, lines in shared:
            while own is not None and own < number:
                self._copy(own)
                own = next(waiting, None)
            self._turtle.writelines(self._describe(lines))
        while own is not None:
            self._copy(own)
            own = next(waiting, None)

    def _describe(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        return (b"\n" + self._terms.describe(*subject) for subject in merge_subjects(lines))

    def _copy(self, number: bytes) -> None:
        file = self._own[number]
        file.seek(0)
        shutil.copyfileobj(file, self._turtle, 1 << 20)

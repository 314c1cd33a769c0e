"""Write a graph statement by statement, in a memory that does not grow with the graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import batched
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from graphkit.export.order import arrange, rank
from graphkit.export.sorting import LineSorter
from graphkit.export.terms import Terms
from graphkit.store import dump

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode

    from graphkit.store import GraphStore

    type Graph = NamedNode | BlankNode | DefaultGraph

__all__ = [
    "BETWEEN",
    "KEY_END",
    "join_subjects",
    "list_graphs",
    "merge_subjects",
    "read_subjects",
    "sort_key",
    "to_lines",
    "write_lines",
    "write_turtle",
]

# In a line that is sorted these stand behind the key and between the properties. N-Triples itself escapes them.
KEY_END = b"\x01"
BETWEEN = b"\x02"
_OPENING = ord("<")
# Lines of one subject, one behind the other.
_SAME_SUBJECT = re.compile(rb"(\S+) .*+(?:\n\1 .*+)*+\n")
# How many subjects are written at a time.
_BATCH = 500

type Subject = tuple[bytes, list[bytes]]
"""A subject, and its predicates, each with a space and an object, as N-Triples writes them."""


def list_graphs(store: GraphStore) -> list[Graph]:
    """List the graphs of a store by name, the one without a name last."""
    from pyoxigraph import DefaultGraph

    return [*sorted(store.named_graphs(), key=str), DefaultGraph()]


def read_subjects(store: GraphStore, graphs: Iterable[Graph], folder: Path | None = None) -> Iterator[Subject]:
    """Read graphs, merged, in the order of reading.

    Args:
        store: The graph.
        graphs: The names of those to read.
        folder: Where to put aside what memory does not hold.
    """
    with LineSorter(folder) as sorter:
        intake = _take(lambda text: sorter.add([*join_subjects(text)]))
        for graph in graphs:
            dump(store, intake, graph=graph)
        yield from merge_subjects(sorter)


def merge_subjects(lines: Iterable[bytes]) -> Iterator[Subject]:
    """Merge the properties of each subject.

    Args:
        lines: Lines that `join_subjects` made, sorted.
    """
    last, pending = b"", list[bytes]()
    for line in lines:
        subject, *properties = line[line.index(KEY_END) + 1 : -1].split(BETWEEN)
        if subject[0] == _OPENING:
            subject += b">"
        # one of several graphs, or whose statements came in two pieces
        if subject == last:
            pending += properties
            continue
        if pending:
            yield last, arrange(pending)
        last, pending = subject, properties
    if pending:
        yield last, arrange(pending)


def to_lines(subject: Subject) -> bytes:
    """Write a subject as N-Triples."""
    name, properties = subject
    return b"".join([b"%b %b .\n" % (name, line) for line in properties])


def write_lines(store: GraphStore, file: IO[bytes], *, merged: bool, folder: Path | None = None) -> None:
    """Write N-Quads or, where the graphs are merged, N-Triples: sorted as `LC_ALL=C sort` would.

    Args:
        store: The graph.
        file: Where to.
        merged: Whether the names of the graphs are left out.
        folder: Where to put aside what memory does not hold.
    """
    with LineSorter(folder) as sorter:
        intake = _take(lambda text: sorter.add(text.splitlines(keepends=True)))
        for graph in list_graphs(store) if merged else [None]:
            dump(store, intake, graph=graph)
        file.writelines(sorter)


def write_turtle(
    store: GraphStore, file: IO[bytes], *, prefixes: Mapping[str, str], merged: bool, folder: Path | None = None
) -> None:
    """Write TriG or, where the graphs are merged, Turtle: in the order of reading, with the subjects set apart.

    Args:
        store: The graph.
        file: Where to.
        prefixes: The prefixes, by name.
        merged: Whether the names of the graphs are left out.
        folder: Where to put aside what memory does not hold.
    """
    from pyoxigraph import DefaultGraph

    terms = Terms(prefixes)
    file.write(terms.declare())
    graphs = list_graphs(store)
    for group in [graphs] if merged else [[graph] for graph in graphs]:
        named = not merged and not isinstance(group[0], DefaultGraph)
        indent = b"\t" if named else b""
        opening = terms.shorten(str(group[0]).encode()) + b" {\n" if named else b""
        opened = False
        for batch in batched(read_subjects(store, group, folder), _BATCH):
            written = b"\n".join([terms.describe(*subject, indent) for subject in batch])
            file.write(b"\n" + (b"" if opened else opening) + written)
            opened = True
        if opened and named:
            file.write(b"}\n")


class _Intake:
    """Takes a dump in the pieces that it comes in, and hands over whole lines."""

    def __init__(self, hand_over: Callable[[bytes], None]) -> None:
        self._hand_over = hand_over
        self._rest = b""

    def write(self, piece: bytes) -> int:
        whole, end, rest = piece.rpartition(b"\n")
        if end:
            self._hand_over(self._rest + whole + end)
            self._rest = b""
        self._rest += rest
        return len(piece)

    def flush(self) -> None:
        """Do nothing: nothing is left after the last line end."""


def _take(hand_over: Callable[[bytes], None]) -> IO[bytes]:
    # Oxigraph asks no more of a file than to write.
    return cast("IO[bytes]", _Intake(hand_over))


def join_subjects(text: bytes) -> Iterator[bytes]:
    """Join the consecutive properties of a subject into one line, which begins with the subject's sort key.

    Args:
        text: N-Triples.
    """
    for found in _SAME_SUBJECT.finditer(text):
        subject = found[1]
        joined = found[0][len(subject) + 1 : -3].replace(b" .\n" + subject + b" ", BETWEEN)
        yield b"%b%b%b\n" % (sort_key(subject), BETWEEN, joined)


def sort_key(subject: bytes) -> bytes:
    """Return the key that subjects, or graphs by their names, are sorted by; it ends with the subject itself.

    Args:
        subject: As N-Triples writes it.
    """
    # Without the '>' a shorter address comes before a longer one that begins with it.
    return rank(subject) + KEY_END + subject.removesuffix(b">")

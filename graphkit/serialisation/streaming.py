"""Write a graph statement by statement, in a memory that does not grow with the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import batched
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from graphkit.serialisation.order import arrange, rank
from graphkit.serialisation.sorting import LineSorter
from graphkit.serialisation.terms import Terms
from graphkit.store import dump

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode

    from graphkit.store import GraphStore

    type Graph = NamedNode | BlankNode | DefaultGraph

__all__ = ["list_graphs", "read_subjects", "to_lines", "write_lines", "write_turtle"]

# In a line that is sorted these stand behind the key and between the properties. N-Triples itself escapes them.
_KEY_END = b"\x01"
_BETWEEN = b"\x02"
# How many subjects are written at a time.
_BATCH = 500

type Subject = tuple[bytes, list[tuple[bytes, list[bytes]]]]
"""A subject, and its predicates with their objects, each as N-Triples writes it."""


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
        intake = _take(lambda lines: sorter.add([*_join_subjects(lines)]))
        for graph in graphs:
            dump(store, intake, graph=graph)
        last, held = b"", list[bytes]()
        for line in sorter:
            subject, *properties = line[line.index(_KEY_END) + 1 : -1].split(_BETWEEN)
            # one of several graphs, or whose statements came in two pieces
            if subject == last:
                held += properties
                continue
            if held:
                yield last, arrange(held)
            last, held = subject, properties
        if held:
            yield last, arrange(held)


def to_lines(subject: Subject) -> bytes:
    """Write a subject as N-Triples."""
    name, groups = subject
    return b"".join(b"%b %b %b .\n" % (name, predicate, value) for predicate, values in groups for value in values)


def write_lines(store: GraphStore, file: IO[bytes], *, merged: bool, folder: Path | None = None) -> None:
    """Write N-Quads or, where the graphs are merged, N-Triples: sorted as `LC_ALL=C sort` would.

    Args:
        store: The graph.
        file: Where to.
        merged: Whether the names of the graphs are left out.
        folder: Where to put aside what memory does not hold.
    """
    with LineSorter(folder) as sorter:
        if merged:
            for graph in list_graphs(store):
                dump(store, _take(sorter.add), graph=graph)
        else:
            dump(store, _take(sorter.add))
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
    file.write("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items())).encode())
    graphs = list_graphs(store)
    for group in [graphs] if merged else [[graph] for graph in graphs]:
        named = not merged and not isinstance(group[0], DefaultGraph)
        indent = b"\t" if named else b""
        opening = terms.shorten(str(group[0]).encode()) + b" {\n" if named else b""
        opened = False
        for batch in batched(read_subjects(store, group, folder), _BATCH):
            written = b"\n".join([terms.describe(subject, groups, indent) for subject, groups in batch])
            file.write(b"\n" + (b"" if opened else opening) + written)
            opened = True
        if opened and named:
            file.write(b"}\n")


class _Intake:
    """Takes a dump in the pieces that it comes in, and hands over whole lines."""

    def __init__(self, hand_over: Callable[[list[bytes]], None]) -> None:
        self._hand_over = hand_over
        self._rest = b""

    def write(self, piece: bytes) -> int:
        whole, end, rest = piece.rpartition(b"\n")
        if end:
            self._hand_over((self._rest + whole + end).splitlines(keepends=True))
            self._rest = b""
        self._rest += rest
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what is left after the last line end is nothing."""


def _take(hand_over: Callable[[list[bytes]], None]) -> IO[bytes]:
    # Oxigraph asks no more of a file than to write.
    return cast("IO[bytes]", _Intake(hand_over))


def _join_subjects(lines: list[bytes]) -> Iterator[bytes]:
    """Make one line of what is said of a subject in one go; it begins with the key that tells the subject's place."""
    subject, cut, joined = b"", 0, list[bytes]()
    for line in lines:
        if not joined or not line.startswith(subject):
            if joined:
                yield _BETWEEN.join(joined) + b"\n"
            cut = line.index(b" ") + 1
            subject = line[:cut]
            name = subject[:-1]
            joined = [rank(name) + _KEY_END + name]
        joined.append(line[cut:-3])
    if joined:
        yield _BETWEEN.join(joined) + b"\n"

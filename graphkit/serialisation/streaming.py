"""Write a graph statement by statement, in a memory that does not grow with the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import batched
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from graphkit.serialisation.order import arrange, rank
from graphkit.serialisation.sorting import LineSorter

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

    type Graph = NamedNode | BlankNode | DefaultGraph

__all__ = ["list_graphs", "read_subjects", "write_lines", "write_turtle"]

# In a line that is sorted these stand behind the key and in place of line ends. N-Triples itself escapes them.
_KEY_END = b"\x01"
_LINE_END = b"\x02"
# How many subjects are written at a time.
_BATCH = 500


def list_graphs(store: Store) -> list[Graph]:
    """List the graphs of a store by name, the one without a name last."""
    from pyoxigraph import DefaultGraph

    return [*sorted(store.named_graphs(), key=str), DefaultGraph()]


def read_subjects(store: Store, graphs: Iterable[Graph], folder: Path | None = None) -> Iterator[bytes]:
    """Read graphs, merged, in the order of reading.

    Args:
        store: The graph.
        graphs: The names of those to read.
        folder: Where to put aside what memory does not hold.

    Returns:
        For each subject what is said of it: lines of N-Triples, each once.
    """
    from pyoxigraph import RdfFormat

    with LineSorter(folder) as sorter:
        intake = _take(lambda lines: sorter.add([*_join_subjects(lines)]))
        for graph in graphs:
            store.dump(intake, format=RdfFormat.N_TRIPLES, from_graph=graph)
        last, held = b"", list[bytes]()
        for line in sorter:
            key, _, joined = line.rstrip(b"\n").partition(_KEY_END)
            if key != last and held:
                yield b"".join(arrange(held))
                held = []
            held += joined.replace(_LINE_END, b"\n").splitlines(keepends=True)
            last = key
        if held:
            yield b"".join(arrange(held))


def write_lines(store: Store, file: IO[bytes], *, merged: bool, folder: Path | None = None) -> None:
    """Write N-Quads or, where the graphs are merged, N-Triples: sorted as `LC_ALL=C sort` would.

    Args:
        store: The graph.
        file: Where to.
        merged: Whether the names of the graphs are left out.
        folder: Where to put aside what memory does not hold.
    """
    from pyoxigraph import RdfFormat

    with LineSorter(folder) as sorter:
        if merged:
            for graph in list_graphs(store):
                store.dump(_take(sorter.add), format=RdfFormat.N_TRIPLES, from_graph=graph)
        else:
            store.dump(_take(sorter.add), format=RdfFormat.N_QUADS)
        file.writelines(sorter)


def write_turtle(
    store: Store, file: IO[bytes], *, prefixes: Mapping[str, str], merged: bool, folder: Path | None = None
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

    file.write("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items())).encode())
    graphs = list_graphs(store)
    for group in [graphs] if merged else [[graph] for graph in graphs]:
        name = "" if merged or isinstance(group[0], DefaultGraph) else str(group[0])
        opened = False
        for batch in batched(read_subjects(store, group, folder), _BATCH):
            first, body = _render(b"".join(batch), name, prefixes)
            file.write(b"\n" + (b"" if opened else first) + body)
            opened = True
        if opened and name:
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
    subject, joined = b"", b""
    for line in lines:
        if not line.startswith(subject) or not joined:
            if joined:
                yield joined + b"\n"
            subject = line[: line.index(b" ") + 1]
            joined = rank(subject[:-1]) + _KEY_END
        joined += line[:-1] + _LINE_END
    if joined:
        yield joined + b"\n"


def _render(lines: bytes, graph: str, prefixes: Mapping[str, str]) -> tuple[bytes, bytes]:
    """Write N-Triples of one graph as TriG: the line that opens the graph, and what stands in it."""
    import pyoxigraph
    from pyoxigraph import RdfFormat

    quads = lines.replace(b" .\n", f" {graph} .\n".encode()) if graph else lines
    parsed = pyoxigraph.parse(quads, format=RdfFormat.N_QUADS)
    written = pyoxigraph.serialize(parsed, format=RdfFormat.TRIG, prefixes=dict(prefixes)) or b""
    body = written.split(b"\n", len(prefixes))[-1]
    first = b""
    if graph:
        first, _, body = body.removesuffix(b"}\n").partition(b"\n")
        first += b"\n"
    return first, body.replace(b" .\n", b" .\n\n").removesuffix(b"\n")

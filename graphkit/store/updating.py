"""Bring a store on this machine up to date without loading again what it holds already."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import StoreError
from graphkit.store.local import open_read_only, open_to_write

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["change_graph", "copy", "load_trig", "read_graph", "read_subjects", "read_trig", "remove_graph"]


def copy(old: Path, new: Path) -> Store:
    """Copy a store on disk, at next to no cost: its files never change, and both stores have them (hard links).

    Args:
        old: The store, which others may be reading.
        new: The folder for the copy, which must not exist.

    Returns:
        The copy, to be changed.

    Raises:
        StoreError: There is no store, it is damaged, or the copy cannot be written.
    """
    try:
        open_read_only(old).backup(str(new))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{old}: the store cannot be copied ({error}); build it again") from error
    return open_to_write(new)


def load_trig(store: Store, pieces: Iterable[bytes]) -> None:
    """Add what stands in TriG.

    Args:
        store: The store.
        pieces: The TriG, in pieces.
    """
    from pyoxigraph import RdfFormat

    store.bulk_load(io.BytesIO(b"".join(pieces)), RdfFormat.TRIG)


def read_trig(pieces: Iterable[bytes]) -> list[bytes]:
    """Read TriG, which comes in pieces, as lines of N-Triples."""
    from pyoxigraph import RdfFormat, parse, serialize

    triples = (quad.triple for quad in parse(b"".join(pieces), RdfFormat.TRIG))
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)


def read_graph(store: Store, name: str) -> list[bytes]:
    """Read a graph as N-Triples, line by line."""
    from pyoxigraph import NamedNode, RdfFormat

    file = io.BytesIO()
    store.dump(file, format=RdfFormat.N_TRIPLES, from_graph=NamedNode(name))
    return file.getvalue().splitlines(keepends=True)


def remove_graph(store: Store, name: str) -> None:
    """Remove a graph, and all that stands in it."""
    from pyoxigraph import NamedNode

    store.remove_graph(NamedNode(name))


def change_graph(store: Store, name: str, lost: Iterable[bytes], found: Iterable[bytes]) -> None:
    """Change what stands in a graph.

    Args:
        store: The store.
        name: The name of the graph.
        lost: What no longer stands there, as lines of N-Triples.
        found: What stands there now.
    """
    from pyoxigraph import NamedNode, Quad, RdfFormat, parse

    node = NamedNode(name)
    for lines, change in ((lost, store.remove), (found, store.add)):
        for quad in parse(b"".join(lines), RdfFormat.N_TRIPLES):
            change(Quad(quad.subject, quad.predicate, quad.object, node))


def read_subjects(store: Store, subjects: Iterable[bytes], graph: str | None = None) -> list[bytes]:
    """Read what is said of subjects, as lines of N-Triples in no particular order.

    Args:
        store: The store.
        subjects: The subjects, as N-Triples writes them.
        graph: The name of the graph where it is said; None for all graphs.
    """
    from pyoxigraph import NamedNode, RdfFormat, serialize

    node = None if graph is None else NamedNode(graph)
    triples = (
        quad.triple
        for subject in subjects
        for quad in store.quads_for_pattern(NamedNode(subject[1:-1].decode()), None, None, node)
    )
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)

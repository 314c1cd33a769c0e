"""Bring a store on this machine up to date without loading again what it holds already."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import StoreError
from graphkit.store.local import open_read_only, open_to_write

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["copy", "load_trig", "replace_lines"]


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


def replace_lines(store: Store, graphs: Mapping[str, bytes]) -> None:
    """Make graphs hold just what they are to hold, by the difference to what they hold now.

    Args:
        store: The store.
        graphs: N-Triples, by the name of the graph.
    """
    from pyoxigraph import NamedNode, Quad, RdfFormat, parse

    for name, text in graphs.items():
        node = NamedNode(name)
        held = io.BytesIO()
        store.dump(held, format=RdfFormat.N_TRIPLES, from_graph=node)
        before, after = set(held.getvalue().splitlines(keepends=True)), set(text.splitlines(keepends=True))
        for lines, change in ((before - after, store.remove), (after - before, store.add)):
            for quad in parse(b"".join(lines), RdfFormat.N_TRIPLES):
                change(Quad(quad.subject, quad.predicate, quad.object, node))

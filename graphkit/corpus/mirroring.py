"""Keep a SPARQL server up to date with an output: send it what has changed, and take from it what has left.

What a server was sent is noted beside the output, so that a corpus of thousands of graphs is not sent again for one
that changed. A graph counts as sent only when all of them were; one that is about to be sent counts as unknown.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graphkit import store
from graphkit.corpus import notes, previous
from graphkit.files import checksums, layout, lock
from graphkit.model.vocabulary import Addresses

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graphkit.store.server import Server

__all__ = ["Mirrored", "mirror"]

_UNKNOWN = "?"
"""The version of a graph of which it is not known how much of it stands on a server."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirrored:
    """What was done to a server.

    Args:
        graphs: The graphs of the output, all of which the server holds now.
        sent: How many of them were sent.
        removed: How many graphs were removed that an earlier build had sent.
        others: How many graphs of others the server holds; they stay as they are.
    """

    graphs: int
    sent: int
    removed: int
    others: int


def mirror(folder: Path, base: str, url: str) -> Mirrored:
    """Make a server hold the graphs of an output: each is replaced whole, and only where it has changed.

    Args:
        folder: The output.
        base: The address below which its things live.
        url: The server's address; see `graphkit.store.connect`.

    Raises:
        StoreError: The server does not answer, or does not let us write.
        OutputError: Somebody else is writing the output.
    """
    server = store.connect(url)
    try:
        with lock.hold(folder):
            return _mirror(folder, Addresses(base), server)
    finally:
        store.close(server)


def _mirror(folder: Path, addresses: Addresses, server: Server) -> Mirrored:
    graph = store.open_output(folder)
    versions = _read_versions(graph, folder, addresses)
    ledger = folder / layout.SERVERS / f"{_digest(server.endpoints.data)}.tsv"
    known = notes.read(ledger) if ledger.exists() else {}
    present = {str(name.value) for name in server.named_graphs() if isinstance(name, NamedNode)}
    wanted = [n for n, v in versions.items() if v == _UNKNOWN or known.get(n) != v or n not in present]
    gone = sorted(known.keys() - versions.keys())
    notes.write(ledger, {**known, **dict.fromkeys(wanted, _UNKNOWN)})
    store.send_graphs(server, graph, [NamedNode(name) for name in sorted(wanted)])
    for name in gone:
        server.remove_graph(NamedNode(name))
    notes.write(ledger, versions)
    return Mirrored(
        graphs=len(versions),
        sent=len(wanted),
        removed=len(present & set(gone)),
        others=len(present - versions.keys() - set(gone)),
    )


def _read_versions(graph: Store, folder: Path, addresses: Addresses) -> dict[str, str]:
    """Return the version of each graph in an output by its name; for an unknown one, a version that it never had."""
    before = previous.read(folder, checksums.inspect(folder))
    known = {addresses.document(key): version for key, version in before.versions.items()}
    for name, subjects in (before.common or {}).items():
        known[addresses.graph(name)] = _digest(repr(sorted(subjects.items())))
    names = (name.value for name in graph.named_graphs() if isinstance(name, NamedNode))
    return {name: known.get(name, _UNKNOWN) for name in names}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]

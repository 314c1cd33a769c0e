"""Keep a SPARQL server up to date with an output: send it what has changed, and take from it what has left.

What a server was sent is noted beside the output, so that a corpus of thousands of graphs is not sent again for one
that changed. A graph counts as sent only when all of them were; one that is about to be sent counts as unknown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graphkit import lock, output, store
from graphkit.corpus import previous
from graphkit.errors import StoreError
from graphkit.graph import STORE
from graphkit.vocabulary import Addresses

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
    graph = store.open_read_only(folder / STORE)
    versions = _tell_versions(graph, folder, addresses)
    ledger = _Ledger(folder, server.endpoints.data)
    known = ledger.read()
    held = {str(name.value) for name in server.named_graphs() if isinstance(name, NamedNode)}
    wanted = [n for n, v in versions.items() if v == _UNKNOWN or known.get(n) != v or n not in held]
    gone = sorted(known.keys() - versions.keys())
    ledger.write({**known, **dict.fromkeys(wanted, _UNKNOWN)})
    done = 0
    try:
        # One graph at a time is in memory. The documents come before what is said of all of them together.
        for name in sorted(wanted):
            store.replace_graphs(server, graph.quads_for_pattern(None, None, None, NamedNode(name)))
            done += 1
        for name in gone:
            server.remove_graph(NamedNode(name))
    except StoreError as error:
        stands = f"{done} of {len(wanted)} graphs were replaced, each whole: the same command again sends the rest"
        raise StoreError(f"{error}; {stands}") from None
    ledger.write(versions)
    return Mirrored(
        graphs=len(versions),
        sent=len(wanted),
        removed=len(held & set(gone)),
        others=len(held - versions.keys() - set(gone)),
    )


def _tell_versions(graph: Store, folder: Path, addresses: Addresses) -> dict[str, str]:
    """Tell the version of each graph in an output by its name; of one that is not known, one that it never had."""
    before = previous.read(folder)
    known = {addresses.document(key): version for key, version in before.versions.items()}
    for name, subjects in (before.common or {}).items():
        known[addresses.graph(name)] = hashlib.sha256(repr(sorted(subjects.items())).encode()).hexdigest()[:32]
    names = (name.value for name in graph.named_graphs() if isinstance(name, NamedNode))
    return {name: known.get(name, _UNKNOWN) for name in names}


class _Ledger:
    """The note of what a server was sent."""

    def __init__(self, folder: Path, address: str) -> None:
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        self._path = folder / output.WORK / "servers" / f"{name}.tsv"

    def read(self) -> dict[str, str]:
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        return dict(line.split("\t") for line in text.splitlines())

    def write(self, versions: Mapping[str, str]) -> None:
        output.make_folders(self._path.parent)
        text = "".join(f"{name}\t{versions[name]}\n" for name in sorted(versions))
        output.write_file(self._path, text.encode())

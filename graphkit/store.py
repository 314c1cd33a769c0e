"""Keep the graph in Oxigraph, in memory or on disk, and show it to rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import OutputError, StoreError
from graphkit.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store
    from rdflib import Dataset

__all__ = ["create", "make_dataset", "open_read_only"]


def create(quads: Iterable[Quad] = (), *, path: Path | None = None) -> Store:
    """Make a store and fill it.

    Args:
        quads: What to load, streamed: they are never all in memory at once.
        path: The folder to make it in, which must not exist; None for one in memory.

    Raises:
        OutputError: The folder exists or cannot be written.
    """
    from pyoxigraph import Store

    if path is None:
        store = Store()
        store.bulk_extend(quads)
        return store
    if path.exists():
        raise OutputError(f"{path}: a store would be made here, but something is here already")
    try:
        store = Store(path)
        store.bulk_extend(quads)
        store.flush()
    except (OSError, RuntimeError) as error:
        # Oxigraph tells its whole story, files within files; what went wrong stands at its end.
        reason = str(error).rsplit(": ", 1)[-1].lower()
        raise OutputError(f"{path}: the store cannot be written: {reason}") from error
    return store


def open_read_only(path: Path) -> Store:
    """Open a store on disk; any number of readers may do so at once.

    Raises:
        StoreError: There is none, or it is damaged.
    """
    from pyoxigraph import Store

    if not (path / "CURRENT").is_file():
        raise StoreError(f"{path}: there is no store here; make one with 'graphkit build INPUT -o {path.parent}'")
    try:
        return Store.read_only(str(path))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path}: the store cannot be opened ({error}); build it again") from error


def make_dataset(store: Store, *, base: str = BASE) -> Dataset:
    """Show a store as an rdflib dataset, live: what is read is the store, and what is added is added to it.

    Args:
        store: The store.
        base: The base IRI of the instances, for the prefix `ex:`.

    Returns:
        A dataset whose default graph is the union of all graphs, so that plain SPARQL sees everything.
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    dataset = Dataset(store=OxigraphStore(store=store), default_union=True)
    for prefix, iri in {**PREFIXES, "ex": base}.items():
        dataset.bind(prefix, iri, override=True, replace=True)
    return dataset

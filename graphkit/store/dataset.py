"""Show any store to rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from graphkit.model.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph
    from rdflib import Dataset

    from graphkit.store.face import GraphStore

__all__ = ["make_dataset"]


def make_dataset(store: GraphStore, *, base: str = BASE) -> Dataset:
    """Show a store as an rdflib dataset, live: what is read is the store, and what is added is added to it.

    Args:
        store: The store; what a `graphkit.store.server.Server` is asked goes to the server each time.
        base: The base IRI of the instances, for the prefix `ex:`.

    Returns:
        A dataset whose default graph is the union of all graphs, so that plain SPARQL sees everything.
    """
    from rdflib import Dataset

    from graphkit.store.bridge import Bridge

    # A server has every method of pyoxigraph.Store that oxrdflib calls.
    bridge = Bridge(store=cast("pyoxigraph.Store", store))
    dataset = Dataset(store=bridge, default_union=True)
    for prefix, iri in {**PREFIXES, "ex": base}.items():
        dataset.bind(prefix, iri, override=True, replace=True)
    return dataset

"""Write which documents are near duplicates of another, in a graph of its own: no document's graph ever changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from graphkit.documents.near_duplicates import NearDuplicate
from graphkit.model.provenance import Provenance
from graphkit.model.vocabulary import GK, PROV, Addresses
from graphkit.rdf.literals import write_decimal

__all__ = ["to_quads"]


def to_quads(found: Iterable[NearDuplicate], *, addresses: Addresses, run: Provenance) -> Iterator[Quad]:
    """Write near duplicates as quads.

    Args:
        found: The copies, each once.
        addresses: Where the graph's things live.
        run: What they were found with.

    Returns:
        The quads of the graph 'duplicates', in no particular order; none where there are no copies.
    """
    graph = NamedNode(addresses.graph("duplicates"))
    generated = Quad(graph, NamedNode(f"{PROV}wasGeneratedBy"), NamedNode(addresses.run(run.digest)), graph)
    for number, copy in enumerate(found):
        if not number:
            yield generated
        node, of = (NamedNode(addresses.document(key)) for key in (copy.document, copy.of))
        yield Quad(node, NamedNode(f"{GK}nearDuplicateOf"), of, graph)
        yield Quad(node, NamedNode(f"{GK}similarity"), write_decimal(copy.similarity, 2), graph)

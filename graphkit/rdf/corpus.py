"""Write what several documents share, and how many say it, in a graph of its own: no document's graph ever changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from graphkit.model.provenance import Provenance
from graphkit.model.vocabulary import GK, PROV, RDF, Addresses
from graphkit.rdf.literals import write_count

__all__ = ["Shared", "proposition_of", "share", "to_quads"]

_TYPE = NamedNode(f"{RDF}type")
_PROPOSITION = NamedNode(f"{GK}Proposition")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Shared:
    """An entity or a proposition of more than one document.

    Args:
        thing: Its address.
        documents: How many documents it stands in.
        independent: How many of them there are when near duplicates of one text count once.
    """

    thing: str
    documents: int
    independent: int


def proposition_of(quad: Quad) -> str | None:
    """Return the address of the proposition that a quad declares; None where it declares none."""
    declares = quad.object == _PROPOSITION and quad.predicate == _TYPE
    return quad.subject.value if declares and isinstance(quad.subject, NamedNode) else None


def share(things: Iterable[tuple[str, Collection[str]]], originals: Mapping[str, str]) -> Iterator[Shared]:
    """Count the documents of things, and leave out what stands in one alone.

    Args:
        things: The address of each thing, with the keys of its documents, each once.
        originals: For each near duplicate the document that it repeats, by key.
    """
    for thing, documents in things:
        if len(documents) > 1:
            independent = len({originals.get(key, key) for key in documents})
            yield Shared(thing=thing, documents=len(documents), independent=independent)


def to_quads(shared: Iterable[Shared], *, addresses: Addresses, run: Provenance) -> Iterator[Quad]:
    """Write what documents share as quads.

    Args:
        shared: The things, each once.
        addresses: Where the graph's things live.
        run: What they were counted with.

    Returns:
        The quads of the graph 'corpus', in no particular order; none where nothing is shared.
    """
    graph = NamedNode(addresses.graph("corpus"))
    for number, one in enumerate(shared):
        if not number:
            yield Quad(graph, NamedNode(f"{PROV}wasGeneratedBy"), NamedNode(addresses.run(run.digest)), graph)
        node = NamedNode(one.thing)
        yield Quad(node, NamedNode(f"{GK}documentCount"), write_count(one.documents), graph)
        yield Quad(node, NamedNode(f"{GK}independentDocumentCount"), write_count(one.independent), graph)

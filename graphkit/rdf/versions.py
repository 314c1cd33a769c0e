"""Write which texts are earlier versions of articles, and what was edited, in a graph of their own.

It stands beside the graphs of the earlier versions, and apart from those of the articles as they are: what is asked of
these finds nothing of it, and they are the same bytes as if there had never been another version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model.versions import EarlierVersion, Edit, Place
from graphkit.model.vocabulary import DCTERMS, GK, RDF, Addresses
from graphkit.rdf.literals import write_count, write_date

__all__ = ["to_quads"]


def to_quads(version: EarlierVersion, edits: Iterable[Edit], *, addresses: Addresses) -> Iterator[Quad]:
    """Write an earlier version, and what was edited in it, as quads.

    Args:
        version: The earlier version.
        edits: What was edited from it to what took its place.
        addresses: Where the graph's things live.

    Returns:
        The quads of the graph 'versions', in no particular order.
    """
    graph = NamedNode(addresses.graph("versions"))
    before, after = (NamedNode(addresses.document(key)) for key in (version.document, version.replaced_by))

    def quad(node: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
        return Quad(node, NamedNode(predicate), value, graph)

    yield quad(before, f"{RDF}type", NamedNode(f"{GK}EarlierVersion"))
    yield quad(before, f"{DCTERMS}identifier", Literal(version.identifier))
    yield quad(before, f"{GK}earlierTextSha256", Literal(version.sha256))
    yield quad(before, f"{DCTERMS}isReplacedBy", after)
    yield quad(before, f"{GK}replacedIn", write_count(version.replaced_in))
    yield quad(before, f"{GK}knownBy", Literal(version.known_by))
    for name in ("title", "publisher", "source"):
        if value := getattr(version, name):
            yield quad(before, DCTERMS + name, Literal(value))
    for name in ("issued", "modified"):
        if value := getattr(version, name):
            yield quad(before, DCTERMS + name, write_date(value))
    for edit in edits:
        node = NamedNode(addresses.edit(_digest(version, edit)))
        yield quad(node, f"{RDF}type", NamedNode(f"{GK}Edit"))
        yield quad(node, f"{GK}before", before)
        yield quad(node, f"{GK}after", after)
        for kind in edit.kinds:
            yield quad(node, f"{GK}editKind", NamedNode(GK + kind))
        for side, key, claim, place in (
            ("Before", version.document, edit.claim_before, edit.before),
            ("After", version.replaced_by, edit.claim_after, edit.after),
        ):
            if claim is not None:
                yield quad(node, f"{GK}claim{side}", NamedNode(claim))
            if place is not None:
                yield quad(node, f"{GK}text{side}", Literal(place.text))
                if place.end:
                    span = NamedNode(addresses.span(key, place.start, place.end))
                    yield quad(node, f"{GK}span{side}", span)


def _digest(version: EarlierVersion, edit: Edit) -> str:
    """Name an edit by the two texts and by what it is of."""

    def name(place: Place | None) -> str:
        return f"{place.start}-{place.end}-{place.text}" if place else ""

    parts = (version.document, version.replaced_by, *edit.kinds, edit.claim_before or "", edit.claim_after or "")
    return hashlib.sha256("\x00".join((*parts, name(edit.before), name(edit.after))).encode()).hexdigest()[:16]

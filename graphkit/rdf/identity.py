"""Write what was decided about identity, by people and by the machine, in a graph of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.decisions import Answer, Reference
from graphkit.entities import Applied, Link, Resolution
from graphkit.rdf.provenance import Run
from graphkit.vocabulary import DCTERMS, GK, PROV, RDF, RDFS, XSD, Addresses

__all__ = ["to_quads"]


def to_quads(resolution: Resolution, *, addresses: Addresses, run: Run) -> Iterator[Quad]:
    """Write what was decided about identity as quads.

    Args:
        resolution: Which entity each chain is, and why.
        addresses: Where the graph's things live.
        run: What the machine decided with.

    Returns:
        The quads of the graph 'identity', in no particular order.
    """
    writer = _Writer(addresses, run)
    for applied in resolution.decisions:
        yield from writer.decision(applied)
    for link in resolution.merges:
        yield from writer.link(link, Answer.SAME)
    for link in resolution.uncertain:
        yield from writer.link(link, Answer.UNSURE)


class _Writer:
    """Holds what every quad needs."""

    def __init__(self, addresses: Addresses, run: Run) -> None:
        self.addresses = addresses
        self.run = NamedNode(addresses.run(run.digest))
        self.graph = NamedNode(addresses.graph("identity"))

    def decision(self, applied: Applied) -> Iterator[Quad]:
        decision = applied.decision
        node = NamedNode(self.addresses.identity(decision.id))
        yield from self._pair(node, applied.first, applied.second, decision.answer)
        yield self._say(node, f"{DCTERMS}creator", Literal(decision.who))
        yield self._say(node, f"{DCTERMS}date", Literal(decision.when, datatype=NamedNode(f"{XSD}date")))
        if decision.why:
            yield self._say(node, f"{RDFS}comment", Literal(decision.why))

    def link(self, link: Link, answer: Answer) -> Iterator[Quad]:
        digest = hashlib.sha256(f"{link.first} {link.second}".encode()).hexdigest()[:16]
        node = NamedNode(self.addresses.identity(digest))
        yield from self._pair(node, link.first, link.second, answer)
        yield self._say(node, f"{PROV}wasGeneratedBy", self.run)
        yield self._say(node, f"{GK}rule", Literal(link.rule))
        score = Literal(f"{link.score:.4f}".rstrip("0").rstrip("."), datatype=NamedNode(f"{XSD}decimal"))
        yield self._say(node, f"{GK}confidence", score)
        for predicate, words in (("supportedBy", link.supporting), ("opposedBy", link.opposing)):
            for text in words:
                yield self._say(node, GK + predicate, Literal(text))

    def _pair(self, node: NamedNode, first: Reference, second: Reference, answer: Answer) -> Iterator[Quad]:
        yield self._say(node, f"{RDF}type", NamedNode(f"{GK}IdentityDecision"))
        yield self._say(node, f"{GK}first", self._mention(first))
        yield self._say(node, f"{GK}second", self._mention(second))
        yield self._say(node, f"{GK}answer", NamedNode(GK + answer.value))

    def _mention(self, reference: Reference) -> NamedNode:
        return NamedNode(self.addresses.span(reference.document, reference.start, reference.end))

    def _say(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, NamedNode(predicate), value, self.graph)

"""Write what was decided about identity, by people and by the machine, in a graph of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.identity.resolution import Applied, IdentityLink, Resolution
from graphkit.model.decisions import Answer, Reference
from graphkit.model.provenance import Provenance
from graphkit.model.vocabulary import DCTERMS, GK, PROV, RDF, RDFS, XSD, Addresses
from graphkit.rdf.literals import write_decimal

__all__ = ["list_versions", "to_quads"]


def to_quads(
    resolution: Resolution, *, addresses: Addresses, run: Provenance, only: Collection[str] | None = None
) -> Iterator[Quad]:
    """Write what was decided about identity as quads.

    Args:
        resolution: Which entity each chain is, and why.
        addresses: Where the graph's things live.
        run: What the machine decided with.
        only: The addresses of the decisions to write; None for all of them.

    Returns:
        The quads of the graph 'identity', in no particular order.
    """
    writer = _Writer(addresses, run)
    for applied in resolution.decisions:
        node = addresses.identity(applied.decision.id)
        if only is None or node in only:
            yield from writer.decision(node, applied)
    for answer, links in _list_links(resolution):
        for link in links:
            node = addresses.identity(_name(link))
            if only is None or node in only:
                yield from writer.link(node, link, answer)


def list_versions(resolution: Resolution, *, addresses: Addresses, run: Provenance) -> dict[str, str]:
    """Return a version of each decision about identity, which changes with everything that is written of it.

    Args:
        resolution: Which entity each chain is, and why.
        addresses: Where the graph's things live.
        run: What the machine decided with.

    Returns:
        The version of each decision, by its address.
    """
    texts = {addresses.identity(applied.decision.id): repr(applied) for applied in resolution.decisions}
    for answer, links in _list_links(resolution):
        for link in links:
            node = addresses.identity(_name(link))
            text = f"{run.digest} {answer.value} {link.rule} {link.score} {link.supporting} {link.opposing}"
            texts[node] = f"{texts[node]} {text}" if node in texts else text
    return {node: _digest(text) for node, text in texts.items()}


def _list_links(resolution: Resolution) -> tuple[tuple[Answer, tuple[IdentityLink, ...]], ...]:
    return (Answer.SAME, resolution.merges), (Answer.UNSURE, resolution.uncertain)


def _name(link: IdentityLink) -> str:
    return _digest(f"{link.first} {link.second}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_TYPE = NamedNode(f"{RDF}type")
_DECISION = NamedNode(f"{GK}IdentityDecision")
_FIRST = NamedNode(f"{GK}first")
_SECOND = NamedNode(f"{GK}second")
_ANSWER = NamedNode(f"{GK}answer")
_ANSWERS = {answer: NamedNode(GK + answer.value) for answer in Answer}
_CREATOR = NamedNode(f"{DCTERMS}creator")
_DATE = NamedNode(f"{DCTERMS}date")
_COMMENT = NamedNode(f"{RDFS}comment")
_GENERATED = NamedNode(f"{PROV}wasGeneratedBy")
_RULE = NamedNode(f"{GK}rule")
_CONFIDENCE = NamedNode(f"{GK}confidence")
_SUPPORTED = NamedNode(f"{GK}supportedBy")
_OPPOSED = NamedNode(f"{GK}opposedBy")
_XSD_DATE = NamedNode(f"{XSD}date")


class _Writer:
    """Holds what every quad needs."""

    def __init__(self, addresses: Addresses, run: Provenance) -> None:
        self.addresses = addresses
        self.run = NamedNode(addresses.run(run.digest))
        self.graph = NamedNode(addresses.graph("identity"))

    def decision(self, address: str, applied: Applied) -> Iterator[Quad]:
        node, decision = NamedNode(address), applied.decision
        yield from self._pair(node, applied.first, applied.second, decision.answer)
        yield self._quad(node, _CREATOR, Literal(decision.who))
        yield self._quad(node, _DATE, Literal(decision.when, datatype=_XSD_DATE))
        if decision.why:
            yield self._quad(node, _COMMENT, Literal(decision.why))

    def link(self, address: str, link: IdentityLink, answer: Answer) -> Iterator[Quad]:
        node = NamedNode(address)
        yield from self._pair(node, link.first, link.second, answer)
        yield self._quad(node, _GENERATED, self.run)
        yield self._quad(node, _RULE, Literal(link.rule))
        yield self._quad(node, _CONFIDENCE, write_decimal(link.score, 4))
        for predicate, words in ((_SUPPORTED, link.supporting), (_OPPOSED, link.opposing)):
            for text in words:
                yield self._quad(node, predicate, Literal(text))

    def _pair(self, node: NamedNode, first: Reference, second: Reference, answer: Answer) -> Iterator[Quad]:
        yield self._quad(node, _TYPE, _DECISION)
        yield self._quad(node, _FIRST, self._mention(first))
        yield self._quad(node, _SECOND, self._mention(second))
        yield self._quad(node, _ANSWER, _ANSWERS[answer])

    def _mention(self, reference: Reference) -> NamedNode:
        return NamedNode(self.addresses.span(reference.document, reference.start, reference.end))

    def _quad(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(subject, predicate, value, self.graph)

"""Write which claims are one, which disagree and how quotations changed, in a graph of its own.

No document's graph ever changes by it. The words in which two claims differ stand here too, so that it can be read by
itself; the addresses of their spans tell where they stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.matching.clustering import Decided, Link
from graphkit.matching.matching import Cluster, Disagreement, Matching, QuotationChange
from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.words import Stretch
from graphkit.model.decisions import Answer
from graphkit.model.provenance import Provenance
from graphkit.model.vocabulary import DCTERMS, GK, PROV, RDF, RDFS, XSD, Addresses
from graphkit.rdf.literals import write_count, write_decimal

__all__ = ["to_quads"]

_TYPE = NamedNode(f"{RDF}type")
_CONFIDENCE = NamedNode(f"{GK}confidence")
_RULE = NamedNode(f"{GK}rule")
_GENERATED = NamedNode(f"{PROV}wasGeneratedBy")


def to_quads(matching: Matching, *, addresses: Addresses, run: Provenance) -> Iterator[Quad]:
    """Write what came of matching as quads.

    Args:
        matching: The clusters, the disagreements and the changes.
        addresses: Where the graph's things live.
        run: What they were found with.

    Returns:
        The quads of the graph 'matching', in no particular order, some of them more than once.
    """
    writer = _Writer(addresses, run)
    for cluster in matching.clusters:
        yield from writer.cluster(cluster)
    for disagreement in matching.disagreements:
        yield from writer.disagreement(disagreement)
    for change in matching.changes:
        yield from writer.change(change)
    for decided in matching.decisions:
        yield from writer.decision(decided)
    for link in matching.uncertain:
        yield from writer.uncertain(link)


class _Writer:
    """Holds what every quad needs."""

    def __init__(self, addresses: Addresses, run: Provenance) -> None:
        self.addresses = addresses
        self.run = NamedNode(addresses.run(run.digest))
        self.graph = NamedNode(addresses.graph("matching"))

    def cluster(self, cluster: Cluster) -> Iterator[Quad]:
        claims = [self._claim(member) for member in cluster.members]
        node = NamedNode(self.addresses.cluster(_digest(*(claim.value for claim in claims))))
        yield from self._found(node, "ClaimCluster", "one claim")
        yield self._quad(node, _CONFIDENCE, write_decimal(cluster.score, 2))
        for name, number in (("originsAtLeast", cluster.origins.least), ("originsAtMost", cluster.origins.most)):
            yield self._quad(node, NamedNode(GK + name), write_count(number))
        yield self._quad(node, NamedNode(f"{GK}outletCount"), write_count(cluster.outlets))
        for reason in cluster.reasons:
            yield self._quad(node, NamedNode(f"{GK}supportedBy"), Literal(reason))
        for claim in claims:
            yield self._quad(claim, NamedNode(f"{GK}inCluster"), node)

    def disagreement(self, found: Disagreement) -> Iterator[Quad]:
        node = self._difference("disagreement", found.one, found.other)
        yield from self._found(node, "Disagreement", found.comparison.rule)
        yield self._quad(node, _CONFIDENCE, write_decimal(found.score, 2))
        yield from self._between(node, found.one, found.other)
        for difference in found.comparison.differences:
            yield self._quad(node, NamedNode(f"{GK}disagreesIn"), NamedNode(GK + difference.kind))
            yield from self._span(node, found.one, difference.one)
            yield from self._span(node, found.other, difference.other)

    def change(self, found: QuotationChange) -> Iterator[Quad]:
        node = self._difference("change", found.one, found.other)
        yield from self._found(node, "QuotationChange", "word by word")
        yield from self._between(node, found.one, found.other)
        yield self._quad(node, NamedNode(f"{GK}change"), NamedNode(GK + found.change.kind))
        for profile, stretch in ((found.one, found.change.one), (found.other, found.change.other)):
            if stretch is not None:
                yield from self._span(node, profile, stretch)

    def decision(self, decided: Decided) -> Iterator[Quad]:
        decision = decided.decision
        node = NamedNode(self.addresses.claim_decision(decision.id))
        yield from self._answer(node, decided.one, decided.other, decision.answer)
        yield self._quad(node, NamedNode(f"{DCTERMS}creator"), Literal(decision.who))
        day = Literal(decision.when, datatype=NamedNode(f"{XSD}date"))
        yield self._quad(node, NamedNode(f"{DCTERMS}date"), day)
        if decision.why:
            yield self._quad(node, NamedNode(f"{RDFS}comment"), Literal(decision.why))

    def uncertain(self, link: Link) -> Iterator[Quad]:
        claims = (self._claim(link.one).value, self._claim(link.other).value)
        node = NamedNode(self.addresses.claim_decision(_digest(*claims)))
        yield from self._answer(node, link.one, link.other, Answer.UNSURE)
        yield self._quad(node, _GENERATED, self.run)
        yield self._quad(node, _RULE, Literal("one claim"))
        yield self._quad(node, _CONFIDENCE, write_decimal(link.score, 2))

    def _answer(self, node: NamedNode, one: ClaimProfile, other: ClaimProfile, answer: Answer) -> Iterator[Quad]:
        yield self._quad(node, _TYPE, NamedNode(f"{GK}ClaimDecision"))
        yield from self._between(node, one, other)
        yield self._quad(node, NamedNode(f"{GK}answer"), NamedNode(GK + answer.value))

    def _difference(self, kind: str, one: ClaimProfile, other: ClaimProfile) -> NamedNode:
        digest = _digest(kind, self._claim(one).value, self._claim(other).value)
        return NamedNode(self.addresses.difference(digest))

    def _found(self, node: NamedNode, kind: str, rule: str) -> Iterator[Quad]:
        yield self._quad(node, _TYPE, NamedNode(GK + kind))
        yield self._quad(node, _GENERATED, self.run)
        yield self._quad(node, _RULE, Literal(rule))

    def _between(self, node: NamedNode, one: ClaimProfile, other: ClaimProfile) -> Iterator[Quad]:
        for profile in (one, other):
            yield self._quad(node, NamedNode(f"{GK}between"), self._claim(profile))

    def _span(self, node: NamedNode, profile: ClaimProfile, stretch: Stretch) -> Iterator[Quad]:
        span = self.addresses.span(profile.place[0], stretch.start, stretch.end)
        yield self._quad(node, NamedNode(f"{GK}differingSpan"), NamedNode(span))
        yield self._quad(node, NamedNode(f"{GK}differingWords"), Literal(profile.cut(stretch)))

    def _claim(self, profile: ClaimProfile) -> NamedNode:
        return NamedNode(self.addresses.claim(profile.place[0], profile.name))

    def _quad(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(subject, predicate, value, self.graph)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]

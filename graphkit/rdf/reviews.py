"""Write what persons found of claims and edges, in a graph of its own, each with what was read there.

What is right stays in its document's graph, what is wrong leaves it, what is corrected or was missed stands there with
a person's values. So nothing here has the properties of a claim: a query for claims finds none that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.model import AXES, Claim, Entity, Statement
from graphkit.model.vocabulary import DCTERMS, GK, PROV, RDF, RDFS, XSD, Addresses
from graphkit.rdf.literals import write_decimal
from graphkit.reviews.values import Outcome

__all__ = ["DocumentReviews", "to_quads"]

_READ_OF_AN_EDGE = ("polarity", "certainty")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReviews:
    """The reviews of a document.

    Args:
        document: Its key.
        outcomes: The reviews with what they are of.
        entities: The entity of each of its chains.
    """

    document: str
    outcomes: Sequence[Outcome]
    entities: Sequence[Entity]


def to_quads(documents: Iterable[DocumentReviews], *, addresses: Addresses) -> Iterator[Quad]:
    """Write reviews as quads.

    Args:
        documents: The reviews of each document.
        addresses: Where the graph's things live.

    Returns:
        The quads of the graph 'reviews', in no particular order, some of them more than once.
    """
    for reviews in documents:
        writer = _Writer(reviews, addresses)
        for outcome in reviews.outcomes:
            yield from writer.review(outcome)


class _Writer:
    """Holds what every quad of one document's reviews needs."""

    def __init__(self, reviews: DocumentReviews, addresses: Addresses) -> None:
        self.key = reviews.document
        self.entities = reviews.entities
        self.addresses = addresses
        self.graph = NamedNode(addresses.graph("reviews"))

    def review(self, outcome: Outcome) -> Iterator[Quad]:
        review = outcome.review
        node = NamedNode(self.addresses.review(review.id))
        address = self.addresses.claim if outcome.statement is None else self.addresses.statement
        target = NamedNode(address(self.key, outcome.name))
        place = review.place
        yield self._quad(node, f"{RDF}type", NamedNode(f"{GK}Review"))
        yield self._quad(node, f"{GK}reviews", target)
        span = self.addresses.span(place.document, place.start, place.end)
        yield self._quad(node, f"{GK}reviewedSpan", NamedNode(span))
        yield self._quad(node, f"{GK}verdict", NamedNode(GK + review.verdict.value))
        counts = Literal(str(outcome.counts).lower(), datatype=NamedNode(f"{XSD}boolean"))
        yield self._quad(node, f"{GK}isCounted", counts)
        yield from self._author(node, review.who)
        yield self._quad(node, f"{DCTERMS}date", Literal(review.when, datatype=NamedNode(f"{XSD}date")))
        if review.why:
            yield self._quad(node, f"{RDFS}comment", Literal(review.why))
        if outcome.claim is not None:
            yield from self._claim(node, outcome.claim, outcome.sources)
        if outcome.statement is not None:
            yield from self._statement(node, outcome.statement)
        yield self._quad(target, f"{GK}verdict", NamedNode(GK + outcome.verdict.value))

    def _author(self, node: NamedNode, who: str) -> Iterator[Quad]:
        person = NamedNode(self.addresses.reviewer(who))
        yield self._quad(node, f"{DCTERMS}creator", Literal(who))
        yield self._quad(node, f"{PROV}wasAttributedTo", person)
        yield self._quad(person, f"{RDF}type", NamedNode(f"{PROV}Person"))
        yield self._quad(person, f"{RDFS}label", Literal(who))

    def _claim(self, node: NamedNode, claim: Claim, sources: Iterable[int]) -> Iterator[Quad]:
        """Write how a claim was read, before any person corrected it."""
        for chain in sources:
            entity = NamedNode(self.addresses.entity(self.entities[chain].slug))
            yield self._quad(node, f"{GK}readSource", entity)
        if claim.content_spans:
            yield self._quad(node, f"{GK}readContent", Literal(claim.content))
        yield from self._axes(node, claim, AXES)
        yield self._quad(node, f"{GK}readRule", Literal(claim.rule))
        yield self._quad(node, f"{GK}readConfidence", write_decimal(claim.confidence, 2))

    def _statement(self, node: NamedNode, statement: Statement) -> Iterator[Quad]:
        """Write how a statement was read, before any person corrected it."""
        predicate = statement.predicate
        words = (statement.subject_span.exact, predicate.label, statement.object_span.exact)
        yield self._quad(node, f"{GK}readContent", Literal(" ".join(" ".join(words).split())))
        address = GK + predicate.name if predicate.in_ontology else self.addresses.predicate(predicate.name)
        yield self._quad(node, f"{GK}readPredicate", NamedNode(address))
        yield from self._axes(node, statement, _READ_OF_AN_EDGE)
        yield self._quad(node, f"{GK}readRule", Literal(statement.rule))

    def _axes(self, node: NamedNode, read: Claim | Statement, axes: Iterable[str]) -> Iterator[Quad]:
        for axis in axes:
            value = NamedNode(GK + getattr(read, axis).value)
            yield self._quad(node, f"{GK}read{axis.capitalize()}", value)

    def _quad(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, NamedNode(predicate), value, self.graph)

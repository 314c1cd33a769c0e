"""Write one document's extraction as quads, all of them in the graph that bears the document's name.

The firewall stands here: `_plain_triple` is the only place that writes a plain edge between two entities.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.language.relations import relations
from graphkit.model import (
    AXES,
    Claim,
    Entity,
    EntityType,
    Extraction,
    Mention,
    MentionKind,
    Predicate,
    Role,
    Span,
    Statement,
)
from graphkit.model.provenance import Provenance
from graphkit.model.vocabulary import DCTERMS, GK, OA, ORG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD, Addresses
from graphkit.rdf.literals import write_count, write_date, write_decimal
from graphkit.reviews.values import Marks

__all__ = ["to_quads"]

_TYPES = {
    EntityType.PERSON: (f"{SCHEMA}Person",),
    EntityType.ORGANIZATION: (f"{SCHEMA}Organization",),
    EntityType.PLACE: (f"{SCHEMA}Place",),
    EntityType.COUNTRY: (f"{SCHEMA}Country", f"{SCHEMA}Place"),
    EntityType.GROUP: (f"{GK}Group",),
    EntityType.WORK: (f"{SCHEMA}CreativeWork",),
    EntityType.EVENT: (f"{SCHEMA}Event",),
    EntityType.UNKNOWN: (f"{GK}Unknown",),
}
_TYPE = NamedNode(f"{RDF}type")


def to_quads(
    extraction: Extraction,
    entities: Sequence[Entity],
    *,
    addresses: Addresses,
    run: Provenance,
    marks: Marks | None = None,
) -> Iterator[Quad]:
    """Write an extraction as quads.

    Args:
        extraction: What was read in one document.
        entities: The entity of each of its chains.
        addresses: Where the graph's things live.
        run: What it was read with.
        marks: What persons left out of it or gave other values; None where nobody reviewed it.

    Returns:
        The quads of the document's graph, in no particular order, some of them more than once.
    """
    return _Writer(extraction, entities, addresses, run, marks or Marks(names=extraction.claim_names)).quads()


class _Writer:
    """Holds what every quad of one document needs, so that the methods below read like the design's table."""

    def __init__(
        self, extraction: Extraction, entities: Sequence[Entity], addresses: Addresses, run: Provenance, marks: Marks
    ) -> None:
        self.extraction = extraction
        self.addresses = addresses
        self.key = extraction.document.key
        self.document = NamedNode(addresses.document(self.key))
        self.run = NamedNode(addresses.run(run.digest))
        self.entities = entities
        self.described = {m.chain for m in extraction.mentions if m.kind is not MentionKind.PRONOUN}
        self.written: set[tuple[int, int]] = set()
        self.marks = marks

    def quads(self) -> Iterator[Quad]:
        yield from self._document()
        for mention in self.extraction.mentions:
            yield from self._mention(mention)
        for entity, chain in zip(self.entities, self.extraction.chains, strict=True):
            yield from self._entity(entity)
            if chain.linked_by:
                yield self._quad(self._entity_node(entity), f"{GK}linkedBy", Literal(chain.linked_by))
        marks = self.marks
        for number, claim in enumerate(self.extraction.claims):
            if number not in marks.claims:
                node = self._claim_node(marks.names[number])
                yield from self._claim(claim, node)
                yield from self._author(node, marks.claim_authors.get(number))
        for number, name in enumerate(self.extraction.statement_names):
            if number not in marks.statements:
                node = NamedNode(self.addresses.statement(self.key, name))
                yield from self._statement(self.extraction.statements[number], node)
                yield from self._author(node, marks.statement_authors.get(number))
        for number, name in enumerate(self.extraction.role_names):
            if number not in marks.roles:
                yield from self._role(self.extraction.roles[number], NamedNode(self.addresses.role(self.key, name)))

    # -- documents and their characters

    def _document(self) -> Iterator[Quad]:
        document, node = self.extraction.document, self.document
        for kind in (f"{GK}Document", f"{SCHEMA}Article", f"{PROV}Entity"):
            yield self._quad(node, f"{RDF}type", NamedNode(kind))
        yield self._quad(node, f"{DCTERMS}identifier", Literal(document.identifier))
        yield self._quad(node, f"{GK}textSha256", Literal(document.sha256))
        for predicate, value in (("title", document.title), ("publisher", document.publisher)):
            if value:
                yield self._quad(node, DCTERMS + predicate, Literal(value))
        for predicate, value in (("issued", document.issued), ("modified", document.modified)):
            if value:
                yield self._quad(node, DCTERMS + predicate, write_date(value))
        if document.source:
            yield self._quad(node, f"{DCTERMS}source", Literal(document.source))
        for start, end in document.boilerplate:
            span = document.span(start, end)
            yield from self._span(span)
            yield self._quad(self._span_node(span), f"{RDF}type", NamedNode(f"{GK}Boilerplate"))

    def _span(self, span: Span) -> Iterator[Quad]:
        if (span.start, span.end) in self.written:
            return  # a stretch that several claims share is described once
        self.written.add((span.start, span.end))
        node = self._span_node(span)
        for kind in (f"{GK}Span", f"{OA}TextPositionSelector", f"{OA}TextQuoteSelector"):
            yield Quad(node, _TYPE, NamedNode(kind), self.document)
        yield self._quad(node, f"{GK}inDocument", self.document)
        yield self._quad(node, f"{OA}start", write_count(span.start))
        yield self._quad(node, f"{OA}end", write_count(span.end))
        yield self._quad(node, f"{OA}exact", _text(span.exact))

    def _mention(self, mention: Mention) -> Iterator[Quad]:
        yield from self._span(mention.span)
        node = self._span_node(mention.span)
        yield self._quad(node, f"{RDF}type", NamedNode(f"{GK}Mention"))
        yield self._quad(node, f"{GK}mentionKind", NamedNode(GK + mention.kind.value))
        for predicate, name in (("rule", mention.rule), ("typedBy", mention.typed_by)):
            if name is not None:
                yield self._quad(node, GK + predicate, Literal(name))
        if mention.chain is not None:
            yield self._quad(node, f"{GK}refersTo", self._entity_node(self.entities[mention.chain]))

    def _entity(self, entity: Entity) -> Iterator[Quad]:
        node = self._entity_node(entity)
        for kind in _TYPES[entity.type]:
            yield self._quad(node, f"{RDF}type", NamedNode(kind))
        yield self._quad(node, f"{SKOS}prefLabel", _text(entity.label))
        for alias in entity.aliases:
            yield self._quad(node, f"{SKOS}altLabel", _text(alias))
        if entity.link:
            yield self._quad(node, f"{SKOS}exactMatch", NamedNode(entity.link))

    # -- claims, statements, roles

    def _claim(self, claim: Claim, node: NamedNode) -> Iterator[Quad]:
        yield self._quad(node, f"{RDF}type", NamedNode(f"{GK}Claim"))
        yield from self._read_here(node, claim.rule)
        yield self._quad(node, f"{GK}cue", _text(claim.cue))
        if claim.content_spans:
            yield self._quad(node, f"{GK}content", _text(claim.content))
        for axis in AXES:
            yield self._quad(node, GK + axis, NamedNode(GK + getattr(claim, axis).value))
        for predicate, spans in (
            ("sourceSpan", claim.source_spans),
            ("cueSpan", claim.cue_spans),
            ("contentSpan", claim.content_spans),
        ):
            for span in spans:
                yield from self._link_span(node, predicate, span)
        for predicate, mentions in (("source", claim.sources), ("addressee", claim.addressees)):
            for mention in mentions:
                entity = self._entity_of(mention)
                if entity is not None:
                    yield self._quad(node, GK + predicate, entity)
        for chain in claim.about:
            yield self._quad(node, f"{GK}about", self._entity_node(self.entities[chain]))
        if claim.reported_in is not None:
            yield self._quad(node, f"{GK}reportedIn", self._claim_node(self.marks.names[claim.reported_in]))
        if claim.uttered_on:
            yield self._quad(node, f"{GK}utteredOn", write_date(claim.uttered_on))
        yield self._quad(node, f"{GK}confidence", write_decimal(claim.confidence, 2))

    def _statement(self, statement: Statement, node: NamedNode) -> Iterator[Quad]:
        for kind in (f"{GK}Statement", f"{RDF}Statement"):
            yield self._quad(node, f"{RDF}type", NamedNode(kind))
        yield from self._read_here(node, statement.rule)
        subject = self._argument(statement.subject, statement.subject_span)
        obj = self._argument(statement.object, statement.object_span)
        predicate = self._predicate_node(statement.predicate)
        yield from self._predicate(statement.predicate, predicate)
        proposition = self._proposition_node(subject, predicate, obj)
        yield self._quad(proposition, f"{RDF}type", NamedNode(f"{GK}Proposition"))
        for thing in (node, proposition):
            yield self._quad(thing, f"{RDF}subject", subject)
            yield self._quad(thing, f"{RDF}predicate", predicate)
            yield self._quad(thing, f"{RDF}object", obj)
        yield self._quad(node, f"{GK}proposition", proposition)
        yield self._quad(node, f"{GK}polarity", NamedNode(GK + statement.polarity.value))
        yield self._quad(node, f"{GK}certainty", NamedNode(GK + statement.certainty.value))
        for name, span in (
            ("subjectSpan", statement.subject_span),
            ("subjectSpan", statement.subject_antecedent),
            ("predicateSpan", statement.predicate_span),
            ("objectSpan", statement.object_span),
            ("objectSpan", statement.object_antecedent),
        ):
            if span is not None:
                yield from self._link_span(node, name, span)
        for name, claim in (("within", statement.within), ("derivedFrom", statement.derived_from)):
            if claim is not None:
                yield self._quad(node, GK + name, self._claim_node(self.marks.names[claim]))
        yield from self._plain_triple(statement, subject, predicate, obj)

    def _plain_triple(
        self, statement: Statement, subject: NamedNode | Literal, predicate: NamedNode, obj: NamedNode | Literal
    ) -> Iterator[Quad]:
        """Write the plain edge, if the article itself vouches for it and both ends are entities."""
        if statement.is_fact and isinstance(subject, NamedNode) and isinstance(obj, NamedNode):
            ends = [self.extraction.mentions[i].chain for i in (statement.subject, statement.object) if i is not None]
            if not self.described.issuperset(ends):
                return  # nobody knows who 'they' are
            relation = relations().get(statement.predicate.name)
            if relation is None or not relation.admits(
                *(self.entities[chain].type for chain in ends if chain is not None)
            ):
                return  # 'Oslo runs marathons' is not the Oslo that can lead something
            if subject == obj and not self._is_of_itself(statement):
                return  # its two ends turned out to be one entity only when articles were put together
            yield Quad(subject, predicate, obj, self.document)

    def _is_of_itself(self, statement: Statement) -> bool:
        """Check whether the document itself has one entity at both ends ('she defended herself')."""
        if statement.subject is None or statement.object is None:
            return False
        mentions = self.extraction.mentions
        return mentions[statement.subject].chain == mentions[statement.object].chain

    def _predicate(self, predicate: Predicate, node: NamedNode) -> Iterator[Quad]:
        yield self._quad(node, f"{RDFS}subPropertyOf", NamedNode(f"{GK}relatesTo"))
        label = relations()[predicate.name].label if predicate.in_ontology else predicate.label
        yield self._quad(node, f"{RDFS}label", _text(label))
        yield self._quad(node, f"{GK}valence", write_count(predicate.valence))

    def _role(self, role: Role, node: NamedNode) -> Iterator[Quad]:
        member = self._entity_of(role.member)
        if member is None:
            return
        yield self._quad(node, f"{RDF}type", NamedNode(f"{ORG}Membership"))
        yield self._quad(node, f"{GK}inDocument", self.document)
        yield self._quad(node, f"{PROV}wasGeneratedBy", self.run)
        yield self._quad(node, f"{ORG}member", member)
        mentions = self.extraction.mentions
        yield from self._link_span(node, "memberSpan", mentions[role.member].span)
        if role.organization is not None:
            organization = self._entity_of(role.organization)
            if organization is not None and organization != member:
                yield self._quad(node, f"{ORG}organization", organization)
                yield from self._link_span(node, "organizationSpan", mentions[role.organization].span)
        yield self._quad(node, f"{GK}title", _text(role.title))
        yield from self._link_span(node, "titleSpan", role.title_span)
        yield self._quad(node, f"{GK}rule", _text(role.rule))
        current = Literal(str(role.current).lower(), datatype=NamedNode(f"{XSD}boolean"))
        yield self._quad(node, f"{GK}current", current)
        for predicate, date in (("startDate", role.since), ("endDate", role.until)):
            if date is not None:
                yield self._quad(node, SCHEMA + predicate, write_date(date))
        if role.within is not None:
            yield self._quad(node, f"{GK}within", self._claim_node(self.marks.names[role.within]))

    # -- pieces

    def _quad(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, NamedNode(predicate), value, self.document)

    def _read_here(self, node: NamedNode, rule: str) -> Iterator[Quad]:
        yield self._quad(node, f"{GK}inDocument", self.document)
        yield self._quad(node, f"{PROV}wasGeneratedBy", self.run)
        yield self._quad(node, f"{GK}rule", Literal(rule))

    def _author(self, node: NamedNode, who: str | None) -> Iterator[Quad]:
        """Write who gave the values of a claim or statement, where that was a person."""
        if who is not None:
            yield self._quad(node, f"{PROV}wasAttributedTo", NamedNode(self.addresses.reviewer(who)))

    def _link_span(self, node: NamedNode, predicate: str, span: Span) -> Iterator[Quad]:
        yield from self._span(span)
        yield self._quad(node, GK + predicate, self._span_node(span))

    def _argument(self, mention: int | None, span: Span) -> NamedNode | Literal:
        entity = None if mention is None else self._entity_of(mention)
        return _text(" ".join(span.exact.split())) if entity is None else entity

    def _entity_of(self, mention: int) -> NamedNode | None:
        chain = self.extraction.mentions[mention].chain
        return None if chain is None else self._entity_node(self.entities[chain])

    def _span_node(self, span: Span) -> NamedNode:
        return NamedNode(self.addresses.span(self.key, span.start, span.end))

    def _entity_node(self, entity: Entity) -> NamedNode:
        return NamedNode(self.addresses.entity(entity.slug))

    def _claim_node(self, name: str) -> NamedNode:
        return NamedNode(self.addresses.claim(self.key, name))

    def _predicate_node(self, predicate: Predicate) -> NamedNode:
        return NamedNode(GK + predicate.name if predicate.in_ontology else self.addresses.predicate(predicate.name))

    def _proposition_node(
        self, subject: NamedNode | Literal, predicate: NamedNode, obj: NamedNode | Literal
    ) -> NamedNode:
        digest = hashlib.sha256(f"{subject} {predicate} {obj}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return NamedNode(self.addresses.proposition(digest))


def _text(text: str) -> Literal:
    return Literal(text)

"""Redact a graph: its texts, everything that is said in it, and the addresses of what it speaks of.

Everything in a package is made of the redacted graph, by what makes it of any other: so no format can hold what the
graph does not. What was read, and how surely, was read in the articles as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.errors import OutputError, Problem
from graphkit.model.vocabulary import DCTERMS, GK, OA, RDF, SKOS, XSD, Addresses
from graphkit.packages.addresses import Names, digest, name_by_content
from graphkit.packages.commitments import Commitment, Opening
from graphkit.packages.naming import Target
from graphkit.packages.proofs import list_forbidden, make_proofs
from graphkit.packages.recognition import Recognition
from graphkit.packages.redactor import placeholder
from graphkit.packages.terms import hash_text, is_node, is_text, value_of
from graphkit.rdf.literals import write_count

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["Redaction", "is_own", "redact"]

_TYPE = f"{RDF}type"
_LINK, _LINKED_BY, _LABEL, _OTHER = f"{SKOS}exactMatch", f"{GK}linkedBy", f"{SKOS}prefLabel", f"{SKOS}altLabel"
_SOURCE, _IDENTIFIER, _KNOWN = f"{DCTERMS}source", f"{DCTERMS}identifier", f"{GK}knownEntities"
_OF_MENTION = frozenset(GK + name for name in ("refersTo", "mentionKind", "typedBy", "rule"))
_PROPOSITION, _HASH = f"{GK}proposition", f"{GK}textSha256"
_OURS = frozenset(
    GK + name for name in ("rule", "typedBy", "linkedBy", "readRule", "model", "textSha256", "knownEntities")
)
_DATES = frozenset(XSD + kind for kind in ("date", "dateTime", "gYear", "gYearMonth"))
_TRIPLE = tuple(RDF + part for part in ("subject", "predicate", "object"))
_DESCRIBED = {_IDENTIFIER: "identifier", f"{DCTERMS}title": "title", f"{DCTERMS}publisher": "publisher"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A redacted graph, and what proves what was redacted.

    Args:
        quads: The graph.
        texts: The texts by the new address of their document.
        commitments: What it shows of what was redacted.
        openings: What proves it: for the user alone.
        placeholders: What each placeholder stands for: for the user alone.
        numbers: How many times each placeholder stands in the texts.
        addresses: The new address of everything that has one, by the old address.
        fragments: Words that are pieces of a redacted name, folded and in lower case.
        forbidden: Digests and addresses that must not be in any file, since guesses could be tried against them.
        targets: What was redacted, each with the number of its placeholder.
        problems: What was asked for and is not there.
    """

    quads: Sequence[Quad]
    texts: Mapping[str, str]
    commitments: Sequence[Commitment]
    openings: Sequence[Opening]
    placeholders: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    addresses: Mapping[str, str]
    fragments: Sequence[str]
    forbidden: frozenset[str]
    targets: Mapping[Target, int]
    problems: Sequence[Problem]


def redact(
    store: GraphStore, texts: Mapping[str, str], targets: Sequence[Target], *, base: str, secret: bytes
) -> Redaction:
    """Redact a graph.

    Args:
        store: The graph.
        texts: The texts of all of its documents, by their addresses.
        targets: What is redacted.
        base: The address below which its things live.
        secret: What the salts are derived from, and the order of the placeholders.

    Raises:
        OutputError: Two articles are the same when they are redacted.
    """
    return _Redaction(Recognition(store, texts, targets, base, secret)).run()


def is_own(quad: Quad) -> bool:
    """Check whether what a quad says is in graphkit's own words, or a digest, and never in an article's words."""
    return quad.predicate.value in _OURS or value_of(quad.subject).startswith(GK)


class _Redaction:
    """Writes the redacted graph."""

    def __init__(self, seen: Recognition) -> None:
        self.seen, self.values, self.base = seen, seen.values, seen.base
        self.names = Names(
            seen.base,
            documents=seen.documents,
            entities=seen.entities,
            labels=seen.labels,
            redact=seen.redact,
            rank=seen.rank,
        )
        self.statements = {
            value_of(quad.subject): value_of(quad.graph_name)
            for quad in seen.before
            if quad.predicate.value == _PROPOSITION
        }
        self.parts = {
            (value_of(quad.subject), quad.predicate.value): quad.object
            for quad in seen.before
            if quad.predicate.value in _TRIPLE and isinstance(quad.object, NamedNode | Literal)
        }
        self.withheld: list[tuple[str, str, str]] = []

    def run(self) -> Redaction:
        seen = self.seen
        nodes = {term.value for quad in seen.before for term in (quad.subject, quad.object) if is_node(term)}
        if len(set(self.names.keys.values())) < len(seen.documents):
            raise OutputError("two articles are the same once they are redacted; leave one of them out of the graph")
        self.names.settle(sorted(nodes))
        quads = [new for quad in seen.before for new in self._quad(quad)]
        quads += self._propose()
        again = name_by_content(quads, self.base)
        moved = sorted({_rename(quad, again) for quad in quads}, key=str)
        texts = dict(sorted((self.names[address], text.after) for address, text in seen.documents.items()))
        addresses = {node: again.get(self.names[node], self.names[node]) for node in sorted(nodes)}
        commitments, openings = make_proofs(seen, self.withheld, moved, texts, addresses)
        counted: dict[str, int] = {placeholder(number): 0 for number in seen.numbers.values()}
        for text in seen.documents.values():
            for stretch in text.stretches:
                name = placeholder(stretch.number)
                counted[name] = counted.get(name, 0) + 1
        return Redaction(
            quads=moved,
            texts=texts,
            commitments=commitments,
            openings=openings,
            placeholders={placeholder(number): target.names for target, number in seen.numbers.items()},
            numbers=counted,
            fragments=tuple(sorted(seen.fragments)),
            addresses=addresses,
            forbidden=list_forbidden(seen, self.withheld, addresses),
            targets=seen.numbers,
            problems=seen.problems,
        )

    def _quad(self, quad: Quad) -> Iterator[Quad]:
        subject, predicate = value_of(quad.subject), quad.predicate.value
        if self._drops(quad, subject, predicate):
            return
        value: NamedNode | Literal
        if is_text(quad.object):
            is_ours = is_own(quad) and predicate != _HASH
            value = quad.object if is_ours else Literal(self._text(quad, subject, predicate))
        elif isinstance(quad.object, NamedNode):
            value = NamedNode(self.names[quad.object.value])
        else:
            assert isinstance(quad.object, Literal)
            value = self._number(subject, predicate, quad.object)
        graph = NamedNode(self.names[value_of(quad.graph_name)])
        yield Quad(NamedNode(self.names[subject]), quad.predicate, value, graph)

    def _drops(self, quad: Quad, subject: str, predicate: str) -> bool:
        """Check whether a quad is left out: it would tell what was redacted, or is written anew."""
        if any(self._is_elsewhere(value_of(term)) for term in (quad.subject, quad.object) if is_node(term)):
            return True
        if predicate in (_LINK, _LINKED_BY) and (subject in self.seen.entities or self.seen.is_renamed(subject)):
            return True
        if predicate == _OTHER and subject in self.seen.entities:
            return True
        if predicate == _OTHER and self.seen.redact_name(subject, value_of(quad.object)) in (
            self.seen.redact_name(subject, label) for label in self.values[_LABEL].get(subject, ())
        ):
            return True
        if predicate == _SOURCE and self.seen.is_changed(subject):
            self.withheld.append(("address", subject, value_of(quad.object)))
            return True
        if isinstance(quad.object, Literal) and quad.object.datatype.value in _DATES:
            date = quad.object.value
            if self.seen.redactor.redact(date) != date:
                self.withheld.append(("date", subject, date))
                return True
        if predicate == _KNOWN:
            self.withheld.append(("known entities", subject, value_of(quad.object)))
            return True
        if predicate in _OF_MENTION or (predicate == _TYPE and value_of(quad.object) == f"{GK}Mention"):
            if "#" in subject and self.seen.is_changed(subject.partition("#")[0]):
                who = self.values[f"{GK}refersTo"].get(subject, set())
                told = predicate == f"{GK}typedBy" and not who.isdisjoint(self.seen.entities)
                return told or subject not in self.seen.mentions
        if predicate == _PROPOSITION or f"{GK}Proposition" in self.values[_TYPE].get(subject, ()):
            return True
        return self._is_decision_on_redacted(subject)

    def _is_elsewhere(self, address: str) -> bool:
        """Check whether something is of a document that is not here, whose address is a digest of its text."""
        prefix = f"{self.base}doc/"
        if not address.startswith(prefix):
            return False
        return prefix + re.split("[/#]", address.removeprefix(prefix))[0] not in self.seen.documents

    def _is_decision_on_redacted(self, subject: str) -> bool:
        """Check whether a decision on who is who rests on how a redacted name is spelt: its score would tell.

        One of its mentions may also have become one with another.
        """
        refers = self.values[f"{GK}refersTo"]
        mentions = {value for end in ("first", "second") for value in self.values[GK + end].get(subject, ())}
        return any(
            mention not in self.seen.mentions and self.seen.is_changed(mention.partition("#")[0])
            for mention in mentions
        ) or any(
            entity in self.seen.entities or self.seen.is_renamed(entity)
            for mention in mentions
            for entity in refers.get(mention, ())
        )

    def _text(self, quad: Quad, subject: str, predicate: str) -> str:
        words = value_of(quad.object)
        if subject in self.seen.entities and predicate == _LABEL:
            return placeholder(self.seen.entities[subject])
        document, _, offsets = subject.partition("#char=")
        if predicate == f"{OA}exact" and offsets and document in self.seen.documents:
            return self.seen.cut(subject)
        if predicate == _HASH and subject in self.seen.documents:
            return hash_text(self.seen.documents[subject].after)
        if predicate == f"{GK}content" and (new := self._join_spans(subject, words)) is not None:
            return new
        if predicate in (_TRIPLE[0], _TRIPLE[2]):
            return self._argument(subject, predicate, words)
        if subject in self.seen.others and predicate in (_LABEL, _OTHER):
            return self.seen.redactor.redact_other(words)
        new = self.seen.redact(words)
        if new != words and predicate in _DESCRIBED and subject in self.seen.documents:
            # A headline is in the text as a rule, where it is known who is meant.
            own = self.seen.documents[subject].cut(words)
            new = own if own and self.seen.redact(own) == own else new
        if predicate == _IDENTIFIER and self.seen.is_changed(subject) and "://" in words:
            new = f"[redacted address {digest(self.seen.documents[subject].after)}]"
        if new != words and predicate in _DESCRIBED and subject in self.seen.documents:
            self.withheld.append((_DESCRIBED[predicate], subject, words))
        return new

    def _join_spans(self, claim: str, words: str) -> str | None:
        spans = sorted(
            self.values[f"{GK}contentSpan"].get(claim, ()),
            key=lambda span: tuple(map(int, span.rpartition("=")[2].split(","))),
        )
        if " … ".join(self.seen.cut(span, before=True) for span in spans) == words:
            return " … ".join(map(self.seen.cut, spans))
        return None

    def _argument(self, statement: str, predicate: str, words: str) -> str:
        """Redact what a statement has as a text, as its span is redacted."""
        name = "subjectSpan" if predicate == _TRIPLE[0] else "objectSpan"
        for span in sorted(self.values[GK + name].get(statement, ())):
            if " ".join(self.seen.cut(span, before=True).split()) == words:
                return " ".join(self.seen.cut(span).split())
        return self.seen.redact(words)

    def _number(self, subject: str, predicate: str, value: Literal) -> Literal:
        if predicate in (f"{OA}start", f"{OA}end"):
            text = self.seen.documents.get(subject.partition("#")[0])
            if text is not None:
                return write_count(text.move(int(value.value), end=predicate == f"{OA}end"))
        return value

    def _propose(self) -> Iterator[Quad]:
        """Write the propositions anew: each is named by a digest of what it says."""
        for statement, document in sorted(self.statements.items()):
            terms = [self._part(statement, part) for part in _TRIPLE]
            address = Addresses(self.base).proposition(digest(" ".join(map(str, terms))))
            node, graph = NamedNode(address), NamedNode(self.names[document])
            yield Quad(NamedNode(self.names[statement]), NamedNode(_PROPOSITION), node, graph)
            yield Quad(node, NamedNode(_TYPE), NamedNode(f"{GK}Proposition"), graph)
            for part, term in zip(_TRIPLE, terms, strict=True):
                yield Quad(node, NamedNode(part), term, graph)

    def _part(self, statement: str, part: str) -> NamedNode | Literal:
        term = self.parts[statement, part]
        if isinstance(term, NamedNode):
            return NamedNode(self.names[term.value])
        return Literal(self._argument(statement, part, term.value))


def _rename(quad: Quad, names: Mapping[str, str]) -> Quad:
    subject, value = value_of(quad.subject), quad.object
    if isinstance(value, NamedNode):
        value = NamedNode(names.get(value.value, value.value))
    return Quad(NamedNode(names.get(subject, subject)), quad.predicate, value, quad.graph_name)

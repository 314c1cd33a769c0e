"""What the checks of a graph found, as values, and as a SHACL report."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from graphkit.model.vocabulary import DCTERMS, PREFIXES, RDF

__all__ = ["SH", "SHAPES", "Finding", "ValidationReport"]

SH = "http://www.w3.org/ns/shacl#"
SHAPES = "https://w3id.org/graphkit/shapes#"
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, SHAPES)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One thing that is wrong.

    Args:
        graph: The graph in which it stands, by its address; empty for the default graph.
        where: The thing that it concerns: its address, or a triple in N-Triples.
        what: What is wrong, in plain words.
        article: The identifier of the article whose graph it is; empty where it is no article's.
        words: What the thing reads like: its characters, content or name, where it has any.
        node: The address of the thing; empty where it has none.
        path: The property that is wrong, where it is one.
        value: The value that is wrong, as Turtle has it, where it is one.
        shape: The shape that asks for it; empty for a rule over the whole graph.
        component: Which kind of SHACL constraint is not met.
    """

    graph: str
    where: str
    what: str
    article: str = field(default="", compare=False)
    words: str = field(default="", compare=False)
    node: str = field(default="", compare=False)
    path: str = field(default="", compare=False)
    value: str = field(default="", compare=False)
    shape: str = field(default="", compare=False)
    component: str = field(default=f"{SH}SPARQLConstraintComponent", compare=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """What the checks found.

    Args:
        conforms: Whether nothing is wrong.
        findings: What is wrong, sorted.
        counts: How much there was to check: triples, graphs, documents, claims, and so on.
    """

    conforms: bool
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as values that JSON can hold."""
        names = ("graph", "article", "where", "words", "what", "path", "shape")
        findings = [{name: getattr(finding, name) for name in names} for finding in self.findings]
        return {"conforms": self.conforms, "findings": findings, "counts": dict(self.counts)}

    def to_turtle(self) -> bytes:
        """Write the report as SHACL has it, a sh:ValidationReport in Turtle.

        There are no blank nodes: each result is named after what it says, so that the same findings give the same
        bytes. Beside what SHACL asks for, dcterms:source names the graph, which is its article's address.
        """
        results = {NamedNode(_name(f.graph, f.where, f.what)): f for f in self.findings}
        report = NamedNode(_name("report", *sorted(result.value for result in results)))
        triples = [
            Triple(report, _term(f"{RDF}type"), _term(f"{SH}ValidationReport")),
            Triple(report, _term(f"{SH}conforms"), Literal(self.conforms)),
        ]
        for result, finding in results.items():
            triples.append(Triple(report, _term(f"{SH}result"), result))
            triples += (Triple(result, _term(name), value) for name, value in _describe(finding))
        prefixes = {**PREFIXES, "gksh": SHAPES, "sh": SH}
        return bytes(pyoxigraph.serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=prefixes) or b"")


def _describe(finding: Finding) -> list[tuple[str, NamedNode | Literal]]:
    described: list[tuple[str, NamedNode | Literal]] = [
        (f"{RDF}type", _term(f"{SH}ValidationResult")),
        (f"{SH}focusNode", _term(finding.node) if finding.node else Literal(finding.where)),
        (f"{SH}resultMessage", Literal(str(finding) if finding.where != finding.node else finding.what)),
        (f"{SH}resultSeverity", _term(f"{SH}Violation")),
        (f"{SH}sourceConstraintComponent", _term(finding.component)),
    ]
    if finding.path:
        described.append((f"{SH}resultPath", _term(finding.path)))
    if finding.shape:
        described.append((f"{SH}sourceShape", _term(finding.shape)))
    if finding.graph:
        described.append((f"{DCTERMS}source", _term(finding.graph)))
    if finding.value:
        [quad] = pyoxigraph.parse(f"<urn:s> <urn:p> {finding.value} .", format=RdfFormat.TURTLE)
        if isinstance(quad.object, NamedNode | Literal):
            described.append((f"{SH}value", quad.object))
    return described


def _name(*parts: str) -> str:
    return uuid.uuid5(_NAMES, "\n".join(parts)).urn


def _term(iri: str) -> NamedNode:
    return NamedNode(iri)

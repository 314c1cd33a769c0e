"""Check a graph: the ontology's shapes, one document's graph at a time, and what must hold across the whole.

The shapes look at one node and its values. What needs a join is asked of the store in SPARQL, which takes
milliseconds where SHACL in Python takes seconds: no blank nodes, the firewall, the lengths of spans, everything
reaching its document, propositions that say what their statements say, and no unknown terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions

from graphkit import resources
from graphkit.vocabulary import DCTERMS, GK, OA, ORG, OWL, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

if TYPE_CHECKING:
    import rdflib

    from graphkit.store import GraphStore

__all__ = ["Finding", "Report", "validate"]

_STRUCTURE = (DCTERMS, GK, OA, ORG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS)
_COUNTED = {
    "documents": f"{GK}Document",
    "claims": f"{GK}Claim",
    "statements": f"{GK}Statement",
    "propositions": f"{GK}Proposition",
    "mentions": f"{GK}Mention",
    "spans": f"{GK}Span",
    "roles": f"{ORG}Membership",
    "identity decisions": f"{GK}IdentityDecision",
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One thing that is wrong.

    Args:
        graph: The graph in which it stands, by its address; empty for the default graph.
        where: The thing that it concerns: its address, or a triple in N-Triples.
        what: What is wrong, in plain words.
    """

    graph: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
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
        """Give the report as values that JSON can hold."""
        findings = [{"graph": f.graph, "where": f.where, "what": f.what} for f in self.findings]
        return {"conforms": self.conforms, "findings": findings, "counts": dict(self.counts)}


def validate(store: GraphStore, *, shapes: bool = True) -> Report:
    """Check a graph against the shapes and the invariants.

    Args:
        store: The graph.
        shapes: Whether to check the shapes too, which takes about a third of a second for an article; the
            invariants alone take milliseconds.

    Returns:
        What is wrong, each thing once, and how much was checked.
    """
    findings = set(_invariants(store))
    if shapes:
        for graph in sorted((g for g in store.named_graphs() if isinstance(g, NamedNode)), key=str):
            findings.update(_check_shapes(store, graph))
    return Report(conforms=not findings, findings=tuple(sorted(findings)), counts=_count(store))


def _count(store: GraphStore) -> dict[str, int]:
    counts = {"triples": len(store), "graphs": sum(1 for _ in store.named_graphs())}
    for name, kind in _COUNTED.items():
        pattern = store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(kind), None)
        counts[name] = len({quad.subject for quad in pattern})
    return counts


# -- shapes


def _check_shapes(store: GraphStore, graph: NamedNode) -> Iterator[Finding]:
    import pyshacl
    from rdflib import SH
    from rdflib import Literal as Text

    data = _to_rdflib(store, graph)
    _, results, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", do_owl_imports=False)
    for result in results.subjects(predicate=SH.resultMessage):
        thing = results.value(result, SH.focusNode)
        # A text where an entity belongs is said of the thing that holds it; a text has no properties to lack.
        if not isinstance(thing, Text):
            yield Finding(graph=graph.value, where=str(thing), what=str(results.value(result, SH.resultMessage)))


@cache
def _shapes() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(resources.ontology() / "shapes" / "graphkit.ttl", format="turtle")


def _to_rdflib(store: GraphStore, graph: NamedNode) -> rdflib.Graph:
    """Copy one graph into memory, where pyshacl's many small look-ups are fastest."""
    import rdflib

    def convert(term: object) -> rdflib.term.Node:
        if isinstance(term, NamedNode):
            return rdflib.URIRef(term.value)
        if isinstance(term, Literal):
            if term.language:
                return rdflib.Literal(term.value, lang=term.language)
            return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
        return rdflib.BNode(str(term)[2:])

    data = rdflib.Graph()
    for quad in store.quads_for_pattern(None, None, None, graph):
        data.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))
    return data


# -- invariants


def _ask(store: GraphStore, query: str) -> Iterator[tuple[Any, ...]]:
    answer = store.query(query, prefixes=PREFIXES)
    assert isinstance(answer, QuerySolutions)
    yield from (tuple(row) for row in answer)


def _invariants(store: GraphStore) -> Iterator[Finding]:
    yield from _blank_nodes(store)
    yield from _firewall(store)
    yield from _unknown_terms(store)
    for query, what in _CHECKS:
        for graph, thing in _ask(store, query):
            yield Finding(graph=graph.value, where=thing.value, what=what)


def _blank_nodes(store: GraphStore) -> Iterator[Finding]:
    for quad in store:
        if any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name)):
            yield _about(quad, "A graph has no blank nodes: everything has an address of its own.")
        elif not isinstance(quad.graph_name, NamedNode):
            yield _about(quad, "Every triple stands in a named graph: that of its document, or of the run.")


def _firewall(store: GraphStore) -> Iterator[Finding]:
    """Find plain edges that no statement outside all claims, positive and certain, vouches for.

    A plain edge is a triple whose predicate is below gk:relatesTo, or comes from no vocabulary that describes the
    graph itself: so a predicate that nobody declared does not slip through.
    """
    below = NamedNode(f"{RDFS}subPropertyOf")
    relations = {q.subject for q in store.quads_for_pattern(None, below, NamedNode(f"{GK}relatesTo"), None)}
    relations |= {NamedNode(GK + name) for name in _ontology_relations()}
    vouched = set(_ask(store, _VOUCHED))
    predicates = [row[0] for row in _ask(store, "SELECT DISTINCT ?p { GRAPH ?g { ?s ?p ?o } }")]
    for predicate in predicates:
        if predicate not in relations and predicate.value.startswith(_STRUCTURE):
            continue
        for quad in store.quads_for_pattern(None, predicate, None, None):
            if (quad.subject, quad.predicate, quad.object, quad.graph_name) not in vouched:
                yield _about(
                    quad,
                    "A plain edge needs a statement of it in the same document that stands in no claim, positive and"
                    " certain (the firewall).",
                )
            elif isinstance(quad.object, Literal):
                yield _about(quad, "A plain edge connects two entities, not an entity and a text.")


def _unknown_terms(store: GraphStore) -> Iterator[Finding]:
    """Find names in graphkit's own namespace that the ontology does not define: mostly slips of the pen."""
    known = _ontology_terms()
    for graph, term in _ask(store, _OWN_TERMS):
        if term.value not in known:
            yield Finding(graph=graph.value, where=term.value, what="The ontology does not define this term.")


@cache
def _ontology() -> tuple[Quad, ...]:
    return tuple(pyoxigraph.parse(path=resources.ontology() / "graphkit.ttl"))


def _ontology_terms() -> frozenset[str]:
    return frozenset(q.subject.value for q in _ontology() if isinstance(q.subject, NamedNode))


def _ontology_relations() -> frozenset[str]:
    return frozenset(
        str(q.subject.value).removeprefix(GK)
        for q in _ontology()
        if q.predicate.value == f"{RDFS}subPropertyOf" and isinstance(q.subject, NamedNode)
    )


def _about(quad: Quad, what: str) -> Finding:
    graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
    return Finding(graph=graph, where=f"{quad.subject} {quad.predicate} {quad.object}", what=what)


_VOUCHED = """
SELECT ?s ?p ?o ?g {
  GRAPH ?g {
    ?statement a gk:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
      gk:polarity gk:positive ; gk:certainty gk:certain .
    FILTER NOT EXISTS { ?statement gk:within ?claim }
  }
}
"""

_OWN_TERMS = f"""
SELECT DISTINCT ?g ?term {{
  {{ SELECT DISTINCT ?g (?p AS ?term) {{ GRAPH ?g {{ ?s ?p ?o }} }} }}
  UNION
  {{ SELECT DISTINCT ?g (?o AS ?term) {{ GRAPH ?g {{ ?s ?p ?o FILTER(isIRI(?o)) }} }} }}
  FILTER(STRSTARTS(STR(?term), "{GK}"))
}}
"""

# Each finds a graph and a thing in it that is wrong.
_CHECKS = (
    (
        f"""SELECT ?g ?span {{ GRAPH ?g {{ ?span oa:start ?start ; oa:end ?end ; oa:exact ?exact
        FILTER(?start < ?end && STRLEN(?exact) != <{XSD}integer>(?end) - <{XSD}integer>(?start)) }} }}""",
        "A span is as long as its characters: oa:end minus oa:start, counted in code points.",
    ),
    (
        f"""SELECT ?g ?span {{ GRAPH ?g {{ ?span a gk:Span ; oa:start ?start ; oa:end ?end
        FILTER(?start = <{XSD}integer>(?start) && ?end = <{XSD}integer>(?end) && ?start < ?end)
        FILTER(!STRENDS(STR(?span), CONCAT("#char=", STR(?start), ",", STR(?end)))) }} }}""",
        "The address of a span ends in its start and end: #char=12,40.",
    ),
    (
        """SELECT DISTINCT ?g ?thing { GRAPH ?g { ?thing gk:inDocument ?document FILTER(?document != ?g) } }""",
        "What was read from a document stands in the graph that bears the document's name.",
    ),
    (
        """SELECT DISTINCT ?g ?document { GRAPH ?g { ?thing gk:inDocument ?document
        FILTER NOT EXISTS { ?document a gk:Document } } }""",
        "The document that things were read from is described in its graph (a gk:Document).",
    ),
    (
        """SELECT DISTINCT ?g ?span { GRAPH ?g { ?thing gk:inDocument ?one ; ?link ?span . ?span a gk:Span ;
        gk:inDocument ?other FILTER(?one != ?other) } }""",
        "A claim, statement or role points to characters of its own document.",
    ),
    (
        """SELECT DISTINCT ?g ?statement { GRAPH ?g { ?statement gk:proposition ?proposition .
        VALUES ?part { rdf:subject rdf:predicate rdf:object }
        ?statement ?part ?one . ?proposition ?part ?other FILTER(!sameTerm(?one, ?other)) } }""",
        "A statement has the same subject, predicate and object as its proposition.",
    ),
    (
        """SELECT DISTINCT ?g ?claim { GRAPH ?g { ?claim gk:reportedIn+ ?claim } }""",
        "A claim is not reported in itself, not even by way of others.",
    ),
    (
        """SELECT DISTINCT ?g ?statement { GRAPH ?g { ?statement gk:derivedFrom/gk:reportedIn ?outer
        FILTER NOT EXISTS { ?statement gk:within ?any } } }""",
        "What is derived from a claim that others report stands within their claim (gk:within).",
    ),
    (
        """SELECT DISTINCT ?g ?role { GRAPH ?g { ?role org:member ?same ; org:organization ?same } }""",
        "Nobody holds a role in itself.",
    ),
    (
        """SELECT DISTINCT ?g ?decision { GRAPH ?g { ?decision gk:first|gk:second ?mention }
        FILTER NOT EXISTS { GRAPH ?document { ?mention a gk:Mention } } }""",
        "An identity decision speaks of two mentions of the graph.",
    ),
    (
        """SELECT DISTINCT ?g ?decision { GRAPH ?g { ?decision gk:answer gk:same ; gk:first ?a ; gk:second ?b }
        GRAPH ?one { ?a gk:refersTo ?x } GRAPH ?other { ?b gk:refersTo ?y } FILTER(?x != ?y) }""",
        "Mentions that were decided to be the same refer to one entity.",
    ),
    (
        """SELECT DISTINCT ?g ?decision { GRAPH ?g { ?decision gk:answer gk:different ; gk:first ?a ; gk:second ?b }
        GRAPH ?one { ?a gk:refersTo ?x } GRAPH ?other { ?b gk:refersTo ?x } FILTER(?a != ?b) }""",
        "Mentions that were decided to be different refer to two entities.",
    ),
)

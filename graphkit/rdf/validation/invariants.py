"""What must hold across a whole graph, and what shapes cannot say of one node and its values.

What needs a join is asked of the store in SPARQL, which takes milliseconds where SHACL in Python takes seconds: the
firewall, the lengths of spans, everything reaching its document, propositions that say what their statements say. That
there are no blank nodes and no unknown terms is seen where each graph is read for its shapes: a query would go through
every triple once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions

from graphkit.files import resources
from graphkit.model.vocabulary import DCTERMS, GK, OA, ORG, OWL, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, XSD
from graphkit.rdf.validation.findings import Finding
from graphkit.rdf.validation.index import Index
from graphkit.store import GraphStore

__all__ = ["check_terms", "list_invariants"]

_STRUCTURE = (DCTERMS, GK, OA, ORG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS)


def list_invariants() -> tuple[Callable[[GraphStore], Iterator[Finding]], ...]:
    """Return the checks of what must not be, anywhere in a graph: each takes the graph and finds where it is so."""
    return (_unnamed_graphs, _firewall, *(partial(_check, *check) for check in _CHECKS))


def check_terms(graph: NamedNode | BlankNode, index: Index) -> Iterator[Finding]:
    """Find blank nodes, and names in graphkit's own namespace that the ontology does not define.

    Args:
        graph: The name of the graph.
        index: Its triples.
    """
    terms: set[str] = set()
    for subject, properties in index.items():
        assert not isinstance(subject, Literal)
        terms.update(properties)
        for predicate, objects in properties.items():
            for object_ in objects:
                if isinstance(object_, NamedNode):
                    terms.add(object_.value)
                if isinstance(subject, BlankNode) or isinstance(object_, BlankNode) or isinstance(graph, BlankNode):
                    yield _about(Quad(subject, NamedNode(predicate), object_, graph), _BLANK)
    known = _ontology_terms()
    for term in terms:
        if term.startswith(GK) and term not in known:
            yield Finding(graph=_address(graph), where=term, what=_UNKNOWN, node=term)


def _check(query: str, what: str, store: GraphStore) -> Iterator[Finding]:
    for graph, thing in _ask(store, query):
        yield Finding(graph=_address(graph), where=thing.value, what=what, node=_address(thing))


def _unnamed_graphs(store: GraphStore) -> Iterator[Finding]:
    """Find what stands in no graph that has an address."""
    # They cannot be read one by one as the others are: no server knows a blank node by its name.
    if any(isinstance(graph, BlankNode) for graph in store.named_graphs()):
        for subject, predicate, object_, graph in _ask(store, _BLANK_GRAPHS):
            yield from check_terms(graph, {subject: {predicate.value: [object_]}})
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        blank = isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
        yield _about(quad, _BLANK if blank else _OUTSIDE)


def _firewall(store: GraphStore) -> Iterator[Finding]:
    """Find plain edges that no statement outside all claims, positive and certain, vouches for.

    A plain edge is a triple whose predicate is below gk:relatesTo, or comes from no vocabulary that describes the
    graph itself: so a predicate that nobody declared does not slip through.
    """
    below = NamedNode(f"{RDFS}subPropertyOf")
    relations = {q.subject for q in store.quads_for_pattern(None, below, NamedNode(f"{GK}relatesTo"), None)}
    relations |= {NamedNode(GK + name) for name in _ontology_relations()}
    vouched = set(_ask(store, _VOUCHED))
    predicates = [row[0] for row in _ask(store, _PREDICATES)]
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
    triple = f"{quad.subject} {quad.predicate} {quad.object}"
    graph, node = _address(quad.graph_name), _address(quad.subject)
    return Finding(graph=graph, where=triple, what=what, node=node, path=quad.predicate.value)


def _address(term: object) -> str:
    """Return the address of a thing or a graph; a blank node and the default graph have none."""
    return term.value if isinstance(term, NamedNode) else ""


def _ask(store: GraphStore, query: str) -> Iterator[tuple[Any, ...]]:
    answer = store.query(query, prefixes=PREFIXES)
    assert isinstance(answer, QuerySolutions)
    yield from (tuple(row) for row in answer)


_BLANK = "A graph has no blank nodes: everything has an address of its own."
_OUTSIDE = "Every triple stands in a named graph: that of its document, or of the run."
_UNKNOWN = "The ontology does not define this term."

_BLANK_GRAPHS = "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } FILTER(isBlank(?g)) }"
_PREDICATES = "SELECT DISTINCT ?p { GRAPH ?g { ?s ?p ?o } }"

_VOUCHED = """
SELECT ?s ?p ?o ?g {
  GRAPH ?g {
    ?statement a gk:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
      gk:polarity gk:positive ; gk:certainty gk:certain .
    FILTER NOT EXISTS { ?statement gk:within ?claim }
  }
}
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
        """SELECT DISTINCT ?g ?role { GRAPH ?g { ?role schema:startDate ?since ; schema:endDate ?until
        FILTER(STR(?since) > STR(?until) && !STRSTARTS(STR(?since), STR(?until))) } }""",
        "A role begins (schema:startDate) before it ends (schema:endDate).",
    ),
    (
        """SELECT DISTINCT ?g ?thing { GRAPH ?g { ?thing prov:wasGeneratedBy ?run }
        FILTER NOT EXISTS { GRAPH ?any { ?run a prov:Activity } }
        FILTER EXISTS { GRAPH ?other { ?another a prov:Activity } } }""",
        "The run that something was made by (prov:wasGeneratedBy) is described, as the other runs are.",
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
    (
        """SELECT DISTINCT ?g ?copy { GRAPH ?g { ?copy gk:nearDuplicateOf ?of } FILTER(
        NOT EXISTS { GRAPH ?copy { ?copy a gk:Document } } || NOT EXISTS { GRAPH ?of { ?of a gk:Document } }) }""",
        "A near duplicate (gk:nearDuplicateOf) and what it repeats are documents of the graph.",
    ),
    (
        """SELECT DISTINCT ?g ?copy { GRAPH ?g { ?copy gk:nearDuplicateOf ?of }
        FILTER EXISTS { GRAPH ?any { ?of gk:nearDuplicateOf ?further } } }""",
        "What a near duplicate repeats (gk:nearDuplicateOf) is itself no near duplicate.",
    ),
    (
        """SELECT DISTINCT ?g ?copy { GRAPH ?g { ?copy gk:nearDuplicateOf ?of . ?g a gk:Document } }""",
        "That a document is a near duplicate stands in no document's graph: it hangs on which others there are.",
    ),
    (
        """SELECT DISTINCT ?g ?thing { GRAPH ?g { ?thing gk:documentCount ?all ; gk:independentDocumentCount ?apart
        FILTER(?apart > ?all) } }""",
        "No more documents are independent (gk:independentDocumentCount) than there are (gk:documentCount).",
    ),
    (
        """SELECT DISTINCT ?g ?thing { GRAPH ?g { ?thing gk:documentCount ?all . ?g a gk:Document } }""",
        "How many documents share a thing stands in no document's graph: it hangs on which others there are.",
    ),
    (
        """SELECT DISTINCT ?g ?claim { GRAPH ?g { { ?claim gk:inCluster ?any } UNION { ?any gk:between ?claim } }
        FILTER NOT EXISTS { GRAPH ?document { ?claim a gk:Claim } } }""",
        "What is matched with another (gk:inCluster, gk:between) is a claim of the graph.",
    ),
    (
        """SELECT DISTINCT ?g ?match { GRAPH ?g { ?match a gk:Disagreement ; gk:between ?one , ?other .
        ?one gk:inCluster ?cluster . ?other gk:inCluster ?cluster FILTER(?one != ?other) } }""",
        "Claims that disagree (gk:between) are in no common cluster (gk:inCluster).",
    ),
    (
        """SELECT DISTINCT ?g ?claim { GRAPH ?g { ?claim gk:inCluster ?cluster . ?g a gk:Document } }""",
        "With which claims a claim is one stands in no document's graph: it hangs on which others there are.",
    ),
    (
        """SELECT DISTINCT ?g ?cluster { GRAPH ?g { ?claim gk:inCluster ?cluster
        FILTER NOT EXISTS { ?other gk:inCluster ?cluster FILTER(?other != ?claim) } } }""",
        "A cluster has two claims or more (gk:inCluster).",
    ),
    (
        """SELECT DISTINCT ?g ?decision { GRAPH ?g { ?decision a gk:ClaimDecision ; gk:answer gk:same ;
        gk:between ?one , ?other . ?one gk:inCluster ?cluster FILTER NOT EXISTS { ?other gk:inCluster ?cluster } } }""",
        "Claims that a person says are one (gk:same) are in one cluster (gk:inCluster).",
    ),
    (
        """SELECT DISTINCT ?g ?decision { GRAPH ?g { ?decision a gk:ClaimDecision ; gk:answer gk:different ;
        gk:between ?one , ?other . ?one gk:inCluster ?cluster . ?other gk:inCluster ?cluster
        FILTER(?one != ?other) } }""",
        "Claims that a person says are different (gk:different) are in no common cluster (gk:inCluster).",
    ),
    (
        """SELECT DISTINCT ?g ?cluster { GRAPH ?g { ?cluster gk:originsAtLeast ?least ; gk:originsAtMost ?most
        FILTER(?least > ?most) } }""",
        "A cluster has no more origins at least (gk:originsAtLeast) than at most (gk:originsAtMost).",
    ),
    (
        """SELECT DISTINCT ?g ?thing { GRAPH ?g { ?thing gk:verdict gk:wrong }
        FILTER EXISTS { GRAPH ?document { ?thing gk:inDocument ?any } } }""",
        "What a person found wrong (gk:verdict gk:wrong) is in no document's graph.",
    ),
    (
        """SELECT DISTINCT ?g ?thing { GRAPH ?g { ?review gk:reviews ?thing . ?thing gk:verdict ?verdict }
        FILTER(?verdict != gk:wrong) FILTER NOT EXISTS { GRAPH ?document { ?thing gk:inDocument ?any } } }""",
        "What a person found right, corrected or added (gk:verdict) is in its document's graph.",
    ),
    (
        """SELECT DISTINCT ?g ?thing { GRAPH ?g { ?thing prov:wasAttributedTo ?person ; gk:inDocument ?document }
        FILTER NOT EXISTS { GRAPH ?reviews { ?review gk:reviews ?thing ; gk:verdict ?verdict
        FILTER(?verdict IN (gk:corrected, gk:missed)) } } }""",
        "Of what has its values from a person (prov:wasAttributedTo) there is a review (gk:reviews) that gives them.",
    ),
    (
        """SELECT DISTINCT ?g ?review { GRAPH ?g { ?review gk:reviews ?thing }
        FILTER NOT EXISTS { GRAPH ?any { ?one gk:reviews ?thing ; gk:isCounted true } } }""",
        "Of the reviews of one thing (gk:reviews) one counts (gk:isCounted).",
    ),
)

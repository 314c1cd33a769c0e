"""Read parties, claims, stances, roles and articles out of a store by SPARQL, as plain frozen records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.vocabulary import DCTERMS, GK, ORG, PREFIXES, RDF, SCHEMA, SKOS

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["Article", "Party", "Post", "Records", "Relation", "Utterance", "read", "select"]

_KINDS = (
    (f"{SCHEMA}NewsMediaOrganization", "outlet"),
    (f"{SCHEMA}Person", "person"),
    (f"{SCHEMA}Organization", "organization"),
    (f"{SCHEMA}Country", "country"),
    (f"{SCHEMA}Place", "place"),
    (f"{GK}Group", "group"),
    (f"{SCHEMA}CreativeWork", "work"),
    (f"{SCHEMA}Event", "event"),
)

_PROPERTIES = "SELECT DISTINCT ?thing ?property ?value WHERE { ?thing a <%s> ; ?property ?value }"
_LABELS = """
SELECT ?thing ?value (COUNT(DISTINCT ?graph) AS ?times)
WHERE { GRAPH ?graph { ?thing skos:prefLabel ?value } } GROUP BY ?thing ?value
"""
_NAMES = """
SELECT DISTINCT ?thing ?property ?value
WHERE { ?thing ?property ?value . VALUES ?property { rdf:type skos:altLabel skos:exactMatch } }
"""
_EXTENTS = """
SELECT ?claim (MIN(?start) AS ?first) (MAX(?end) AS ?last) WHERE {
  ?claim gk:sourceSpan|gk:cueSpan|gk:contentSpan ?span . ?span oa:start ?start ; oa:end ?end
} GROUP BY ?claim
"""
_RELATIONS = """
SELECT DISTINCT ?statement ?subject ?predicate ?object ?document ?claim ?rule WHERE {
  GRAPH ?document {
    ?statement a gk:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
    ?subject ?predicate ?object .
    OPTIONAL { ?statement gk:derivedFrom ?claim }
    OPTIONAL { ?statement gk:rule ?rule }
    FILTER NOT EXISTS { ?statement gk:within ?within }
    FILTER NOT EXISTS { ?statement gk:polarity gk:negative }
  }
}
"""
_PREDICATES = """
SELECT DISTINCT ?predicate ?label ?valence
WHERE { ?predicate rdfs:subPropertyOf gk:relatesTo ; rdfs:label ?label ; gk:valence ?valence }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document of the graph, as it is shown."""

    iri: str
    identifier: str
    title: str
    issued: str
    publisher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A role that an article itself, not a claim in it, gives to somebody."""

    member: str
    organization: str
    title: str
    current: bool
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An entity; `kind` is person, organization, outlet, country, place, group, work or event."""

    iri: str
    label: str
    kind: str
    aliases: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A claim with its axes.

    `extent` is where it stands, first and last offset; `propositions` are the (proposition, sign, whether it names an
    entity) in its content.
    """

    iri: str
    document: str
    sources: tuple[str, ...]
    addressees: tuple[str, ...]
    about: tuple[str, ...]
    act: str
    stance: str
    polarity: str
    certainty: str
    quotation: str
    cue: str
    content: str
    date: str
    confidence: float
    rule: str
    outer: str
    extent: tuple[int, int]
    propositions: tuple[tuple[str, int, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A plain edge between two entities, with the statement that vouches for it and the claim it was read from."""

    statement: str
    subject: str
    predicate: str
    object: str
    label: str
    valence: int
    document: str
    claim: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All that the network, the analysis and the picture are made from, each sorted by its address."""

    articles: tuple[Article, ...]
    parties: tuple[Party, ...]
    utterances: tuple[Utterance, ...]
    relations: tuple[Relation, ...]
    posts: tuple[Post, ...]


def select(store: Store, query: str) -> Iterable[tuple[str, ...]]:
    """Run a SELECT over all graphs and give each row as strings, an unbound variable as an empty one."""
    from pyoxigraph import QuerySolutions

    solutions = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    for row in solutions:
        yield tuple("" if term is None else term.value for term in row)


def read(store: Store) -> Records:
    """Read the records of a store.

    Args:
        store: The graph: one named graph per document.

    Returns:
        The records, in an order that depends on nothing but the graph.
    """
    return Records(
        articles=tuple(_articles(store)),
        parties=tuple(_parties(store)),
        utterances=tuple(_utterances(store)),
        relations=tuple(_relations(store)),
        posts=tuple(_posts(store)),
    )


def _things(store: Store, kind: str) -> list[tuple[str, Mapping[str, list[str]]]]:
    """Collect every property of the things of one class; values sorted."""
    things: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for thing, prop, value in select(store, _PROPERTIES % kind):
        things[thing][prop].append(value)
    for values in (v for properties in things.values() for v in properties.values()):
        values.sort()
    return sorted(things.items())


def _first(properties: Mapping[str, list[str]], name: str) -> str:
    values = properties.get(name)
    return values[0] if values else ""


def _term(properties: Mapping[str, list[str]], name: str) -> str:
    """Name one of graphkit's own concepts without its namespace: 'denies'."""
    return _first(properties, GK + name).removeprefix(GK)


def _articles(store: Store) -> Iterable[Article]:
    for iri, properties in _things(store, f"{GK}Document"):
        identifier = _first(properties, f"{DCTERMS}identifier")
        yield Article(
            iri=iri,
            identifier=identifier,
            title=_first(properties, f"{DCTERMS}title") or identifier,
            issued=_first(properties, f"{DCTERMS}issued"),
            publisher=_first(properties, f"{DCTERMS}publisher"),
        )


def _parties(store: Store) -> Iterable[Party]:
    labels: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for thing, label, times in select(store, _LABELS):
        labels[thing].append((-int(times), -len(label), label))
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for thing, prop, value in select(store, _NAMES):
        names[thing][prop].add(value)
    for iri, ranked in sorted(labels.items()):
        types = names[iri][f"{RDF}type"]
        kind = next((kind for type_, kind in _KINDS if type_ in types), None)
        if kind is None:
            continue
        # documents may show one entity under several names: the most frequent leads, then the longest
        label, *others = [text for _, _, text in sorted(ranked)]
        aliases = sorted({*others, *names[iri][f"{SKOS}altLabel"]} - {label})
        link = min(names[iri][f"{SKOS}exactMatch"], default="")
        yield Party(iri=iri, label=label, kind=kind, aliases=tuple(aliases), link=link)


def _utterances(store: Store) -> Iterable[Utterance]:
    contents: dict[str, set[tuple[str, int, bool]]] = defaultdict(set)
    extents = {claim: (int(first), int(last)) for claim, first, last in select(store, _EXTENTS)}
    entities = {thing for thing, _, _ in select(store, _LABELS)}
    for _, properties in _things(store, f"{GK}Statement"):
        claim, proposition = _first(properties, f"{GK}within"), _first(properties, f"{GK}proposition")
        if claim and proposition:
            sign = -1 if _term(properties, "polarity") == "negative" else 1
            ends = (_first(properties, f"{RDF}subject"), _first(properties, f"{RDF}object"))
            contents[claim].add((proposition, sign, any(end in entities for end in ends)))
    for iri, properties in _things(store, f"{GK}Claim"):
        yield Utterance(
            iri=iri,
            document=_first(properties, f"{GK}inDocument"),
            sources=tuple(properties.get(f"{GK}source", ())),
            addressees=tuple(properties.get(f"{GK}addressee", ())),
            about=tuple(properties.get(f"{GK}about", ())),
            act=_term(properties, "act"),
            stance=_term(properties, "stance"),
            polarity=_term(properties, "polarity"),
            certainty=_term(properties, "certainty"),
            quotation=_term(properties, "quotation"),
            cue=_first(properties, f"{GK}cue"),
            content=_first(properties, f"{GK}content"),
            date=_first(properties, f"{GK}utteredOn"),
            confidence=float(_first(properties, f"{GK}confidence") or 1),
            rule=_first(properties, f"{GK}rule"),
            outer=_first(properties, f"{GK}reportedIn"),
            extent=extents.get(iri, (0, 0)),
            propositions=tuple(sorted(contents[iri])),
        )


def _relations(store: Store) -> Iterable[Relation]:
    predicates = {iri: (label, int(valence)) for iri, label, valence in sorted(select(store, _PREDICATES))}
    for statement, subject, predicate, obj, document, claim, rule in sorted(select(store, _RELATIONS)):
        label, valence = predicates.get(predicate, (predicate.rsplit("/", 1)[-1].removeprefix(GK), 0))
        yield Relation(
            statement=statement,
            subject=subject,
            predicate=predicate,
            object=obj,
            label=label,
            valence=valence,
            document=document,
            claim=claim,
            rule=rule,
        )


def _posts(store: Store) -> Iterable[Post]:
    posts = {
        Post(
            member=_first(properties, f"{ORG}member"),
            organization=_first(properties, f"{ORG}organization"),
            title=_first(properties, f"{GK}title"),
            current=_first(properties, f"{GK}current") != "false",
            document=_first(properties, f"{GK}inDocument"),
        )
        for _, properties in _things(store, f"{ORG}Membership")
        if f"{GK}within" not in properties
    }
    return sorted(posts, key=lambda p: (p.member, not p.current, p.title, p.organization, p.document))

"""Read parties, claims, stances, roles and articles out of a store by SPARQL, as plain frozen records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.network.evidence import EvidencePlace, read_places
from graphkit.analysis.network.matches import Matches, read_matches
from graphkit.analysis.network.phrases import find_phrase, name_unnamed
from graphkit.model import AXES
from graphkit.model.vocabulary import GK, PREFIXES
from graphkit.store.tables import read_first, read_several, select

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = [
    "Article",
    "Party",
    "Post",
    "Records",
    "Relation",
    "Utterance",
    "find_kind",
    "list_articles",
    "read",
    "select",
]

_GENITIVES = ("'s", "’s", "'", "’")
_KINDS = (
    ("schema:NewsMediaOrganization", "outlet"),
    ("schema:Person", "person"),
    ("schema:Organization", "organization"),
    ("schema:Country", "country"),
    ("schema:Place", "place"),
    ("gk:Group", "group"),
    ("schema:CreativeWork", "work"),
    ("schema:Event", "event"),
    ("gk:Unknown", "unknown"),
)

_TYPES = tuple((PREFIXES[name.partition(":")[0]] + name.partition(":")[2], kind) for name, kind in _KINDS)

_CLAIM = (
    *(f"gk:{axis}" for axis in AXES),
    *("gk:cue", "gk:content", "gk:utteredOn", "gk:confidence", "gk:rule", "gk:reportedIn", "gk:inDocument"),
)
_LABELS = """
SELECT ?thing ?value (COUNT(DISTINCT ?graph) AS ?times)
WHERE { GRAPH ?graph { ?thing skos:prefLabel ?value } } GROUP BY ?thing ?value
"""
_STATED = " ".join(
    f"{{ SELECT * WHERE {{ GRAPH ?document {{ ?statement {pattern} }} }} }}"
    for pattern in ("a gk:Statement", "rdf:subject ?subject", "rdf:predicate ?predicate", "rdf:object ?object")
)
_RELATIONS = f"""
SELECT DISTINCT ?statement ?subject ?predicate ?object ?document ?claim ?rule WHERE {{
  {{ SELECT * WHERE {{
    {_STATED}
    MINUS {{ GRAPH ?document {{ ?statement gk:within ?within }} }}
    MINUS {{ GRAPH ?document {{ ?statement gk:polarity gk:negative }} }}
  }} }}
  GRAPH ?document {{ ?subject ?predicate ?object }}
  OPTIONAL {{ SELECT * WHERE {{ GRAPH ?document {{ ?statement gk:derivedFrom ?claim }} }} }}
  OPTIONAL {{ SELECT * WHERE {{ GRAPH ?document {{ ?statement gk:rule ?rule }} }} }}
}}
"""
_PREDICATES = """
SELECT DISTINCT ?predicate ?label ?valence WHERE {
  { SELECT DISTINCT ?predicate WHERE { ?predicate rdfs:subPropertyOf gk:relatesTo } }
  { SELECT DISTINCT ?predicate ?label WHERE { ?predicate rdfs:label ?label } }
  { SELECT DISTINCT ?predicate ?valence WHERE { ?predicate gk:valence ?valence } }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document of the graph, as it is shown; `near_duplicate_of` is the one that it repeats, or empty.

    `source` is where it was taken from: the address of a page, or a file with the line.
    """

    iri: str
    identifier: str
    title: str
    issued: str
    publisher: str
    source: str
    near_duplicate_of: str


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

    `phrase` is its content with its own verb ('accused her of being asleep'), or empty where the content is a sentence.
    `extent` is where it stands, first and last offset; `propositions` are the (proposition, sign, whether it names an
    entity) in its content, and `unsaid` those of them of which it leaves open whether they are so.
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
    unsaid: frozenset[str] = frozenset()
    phrase: str = ""


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
    places: Mapping[str, tuple[EvidencePlace, ...]]
    matches: Matches

    def label_parties(self) -> dict[str, str]:
        """Return the label of each party by its address."""
        return {party.iri: party.label for party in self.parties}

    def find_originals(self) -> dict[str, str]:
        """Return for each near duplicate the document that it repeats."""
        return {article.iri: article.near_duplicate_of for article in self.articles if article.near_duplicate_of}


def read(store: GraphStore) -> Records:
    """Read the records of a store.

    Args:
        store: The graph: one named graph per document.

    Returns:
        The records, in an order that depends on nothing but the graph.
    """
    labels: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for thing, label, times in select(store, _LABELS):
        labels[thing].append((-int(times), -len(label), label))
    places = read_places(store)
    return Records(
        articles=tuple(list_articles(store)),
        parties=tuple(_parties(store, labels)),
        utterances=tuple(_utterances(store, labels.keys(), places)),
        relations=tuple(_relations(store)),
        posts=tuple(_posts(store)),
        places=places,
        matches=read_matches(store, places),
    )


def find_kind(types: Container[str]) -> str:
    """Find the kind of an entity by the addresses of its types; '' where it has none."""
    return next((kind for type_, kind in _TYPES if type_ in types), "")


def list_articles(store: GraphStore) -> Iterator[Article]:
    """List the articles of a graph by their addresses."""
    names = ("identifier", "title", "issued", "publisher", "source")
    terms = (*(f"dcterms:{name}" for name in names), "gk:nearDuplicateOf")
    for iri, row in read_first(store, "?thing a gk:Document", terms).items():
        identifier = row["dcterms:identifier"]
        yield Article(
            iri=iri,
            identifier=identifier,
            title=row["dcterms:title"] or identifier,
            issued=row["dcterms:issued"],
            publisher=row["dcterms:publisher"],
            source=row["dcterms:source"],
            near_duplicate_of=row["gk:nearDuplicateOf"],
        )


def _drop_genitives(names: Set[str], label: str) -> list[str]:
    """Sort names, without those that are another with an ending: 'Mara Lind’s'."""
    known = {label, *names}
    return sorted(name for name in names if name not in {f"{one}{ending}" for one in known for ending in _GENITIVES})


def _parties(store: GraphStore, labels: Mapping[str, Sequence[tuple[int, int, str]]]) -> Iterable[Party]:
    kinds: dict[str, str] = {}
    for type_, kind in _KINDS:
        for (thing,) in select(store, f"SELECT ?thing WHERE {{ ?thing a {type_} }}"):
            kinds.setdefault(thing, kind)
    aliases, links = read_several(store, "skos:altLabel"), read_several(store, "skos:exactMatch")
    for iri, ranked in sorted(labels.items()):
        if iri not in kinds:
            continue
        # documents may show one entity under several names: the most frequent leads, then the longest
        label, *others = [text for _, _, text in sorted(ranked)]
        further = _drop_genitives({*others, *aliases.get(iri, ())} - {label}, label)
        label = name_unnamed(label, kinds[iri])
        link = next(iter(links.get(iri, ())), "")
        yield Party(iri=iri, label=label, kind=kinds[iri], aliases=tuple(further), link=link)


def _contents(
    store: GraphStore, entities: Container[str]
) -> tuple[Mapping[str, set[tuple[str, int, bool]]], Mapping[str, set[str]]]:
    """Read the propositions that each claim holds, with their sign and whether they name an entity, and the unsaid."""
    contents: dict[str, set[tuple[str, int, bool]]] = defaultdict(set)
    said: set[tuple[str, str]] = set()
    unsaid: dict[str, set[str]] = defaultdict(set)
    terms = ("gk:within", "gk:proposition", "gk:polarity", "rdf:subject", "rdf:object", "gk:certainty")
    for row in read_first(store, "?thing gk:within ?claim", terms).values():
        claim, proposition = row["gk:within"], row["gk:proposition"]
        if proposition:
            sign = -1 if row["gk:polarity"].removeprefix(GK) == "negative" else 1
            ends = (row["rdf:subject"], row["rdf:object"])
            contents[claim].add((proposition, sign, any(end in entities for end in ends)))
            if row["gk:certainty"].removeprefix(GK) == "unspecified":
                unsaid[claim].add(proposition)
            else:
                said.add((claim, proposition))
    return contents, {claim: {p for p in own if (claim, p) not in said} for claim, own in unsaid.items()}


def _utterances(
    store: GraphStore, entities: Container[str], places: Mapping[str, Sequence[EvidencePlace]]
) -> Iterable[Utterance]:
    contents, unsaid = _contents(store, entities)
    sources, addressees, about = (read_several(store, term) for term in ("gk:source", "gk:addressee", "gk:about"))
    for iri, row in read_first(store, "?thing a gk:Claim", _CLAIM).items():
        extent = places.get(iri, ())
        yield Utterance(
            iri=iri,
            document=row["gk:inDocument"],
            sources=tuple(sources.get(iri, ())),
            addressees=tuple(addressees.get(iri, ())),
            about=tuple(about.get(iri, ())),
            **{axis: row[f"gk:{axis}"].removeprefix(GK) for axis in AXES},
            cue=row["gk:cue"],
            content=row["gk:content"],
            date=row["gk:utteredOn"],
            confidence=float(row["gk:confidence"] or 1),
            rule=row["gk:rule"],
            outer=row["gk:reportedIn"],
            extent=(extent[0].start, max(place.end for place in extent)) if extent else (0, 0),
            propositions=tuple(sorted(contents.get(iri, ()))),
            unsaid=frozenset(unsaid.get(iri, ())),
            phrase=find_phrase(row["gk:rule"], extent),
        )


def _relations(store: GraphStore) -> Iterable[Relation]:
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


def _posts(store: GraphStore) -> Iterable[Post]:
    terms = ("org:member", "org:organization", "gk:title", "gk:current", "gk:inDocument", "gk:within")
    posts = {
        Post(
            member=row["org:member"],
            organization=row["org:organization"],
            title=row["gk:title"],
            current=row["gk:current"] != "false",
            document=row["gk:inDocument"],
        )
        for row in read_first(store, "?thing a org:Membership", terms).values()
        if not row["gk:within"]
    }
    return sorted(posts, key=lambda p: (p.member, not p.current, p.title, p.organization, p.document))

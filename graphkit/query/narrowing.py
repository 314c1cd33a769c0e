"""Narrow a graph to some of its documents, so that of thousands what somebody asks about can be drawn and measured.

Documents are chosen by what is said of them in their graphs, each by one pattern that an index answers, whatever the
size of the store. What is chosen can be seen where it is, or copied into memory as a graph of its own.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import TYPE_CHECKING, cast

from graphkit import store as stores
from graphkit.errors import QueryError
from graphkit.model.vocabulary import BASE, GK, PREFIXES, PROV, Addresses
from graphkit.query.bindings import find_entities, find_near, fold

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, QueryTriples, Store

    from graphkit.store import GraphStore

__all__ = ["Criteria", "Narrowed", "narrow", "read_day"]

_DOCUMENTS = "SELECT DISTINCT ?document { GRAPH ?document { ?document a gk:Document } }"
_PROPERTY = "SELECT ?document ?value {{ GRAPH ?document {{ ?document {} ?value }} }}"
_NAMING = "SELECT DISTINCT ?document {{ VALUES ?who {{ {} }} GRAPH ?document {{ ?thing {} ?who }} }}"
_NUMBER = "SELECT ?document (COUNT(?claim) AS ?n) {{ GRAPH ?document {{ ?claim {} }} }} GROUP BY ?document"
_ORIGINALS = "SELECT ?copy ?of { GRAPH ?graph { ?copy gk:nearDuplicateOf ?of } }"
_DECISIONS = """SELECT ?decision ?second {{
  VALUES ?document {{ {} }}
  GRAPH ?document {{ ?first a gk:Mention }}
  GRAPH <{}> {{ ?decision gk:first ?first ; gk:second ?second }}
}}"""
_DESCRIPTION = "CONSTRUCT {{ ?thing ?p ?o }} {{ VALUES ?thing {{ {} }} GRAPH <{}> {{ ?thing ?p ?o }} }}"

_UNSURE = "SELECT ?claim ?graph {{ GRAPH ?graph {{ ?claim a gk:Claim ; gk:confidence ?n }} FILTER(?n < {}) }}"
_REPORTED = "SELECT ?claim ?graph ?above { GRAPH ?graph { ?claim gk:reportedIn ?above } }"
_RESTING = "SELECT ?thing ?graph ?claim { GRAPH ?graph { ?thing gk:within|gk:derivedFrom ?claim } }"
_STATED = """SELECT ?statement ?graph ?s ?p ?o { GRAPH ?graph {
  ?statement a gk:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  ?s ?p ?o
} }"""

_BESIDE = ("duplicates", "identity", "matching", "provenance", "reviews")
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
# So many documents are some hundred thousand quads: a second's work, and a hundred megabytes of text.
_DOCUMENTS_AT_ONCE = 50
_DECISIONS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """Which documents are wanted; those that meet all that is given.

    Args:
        about: An entity that the document speaks of: its name, or its address.
        source: An entity that says something in it.
        since: The first day on which it may have been issued ('2024-05-31'), or the first month or year.
        until: The last one.
        publisher: Who published it, in any case.
        most: At most so many documents: those with the most claims that reject something, then with the most claims.
            Near duplicates of one document take one place: the others come only when there is room left.
        min_confidence: The least confidence of a claim that is kept, from 0 to 1; what is reported in one that is left
            out, or rests on it, goes with it.

    Raises:
        QueryError: A date is none, or the last is before the first, not even one document is wanted, or a confidence is
            not from 0 to 1.
    """

    about: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    most: int | None = None
    min_confidence: float | None = None

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            value = getattr(self, name)
            if value is not None and not _is_date(value):
                raise QueryError(f"the value of {name} is {value!r}; a date is written 2024-05-31, 2024-05 or 2024")
        if self.since and self.until and _cut(self.since, self.until) > _cut(self.until, self.since):
            raise QueryError(f"nothing is issued since {self.since} and until {self.until}: the first is the later one")
        if self.most is not None and self.most < 1:
            raise QueryError(f"the value of most is {self.most}; ask for one document at least")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise QueryError(f"the value of min_confidence is {self.min_confidence:g}; a confidence is from 0 to 1")

    def describe(self) -> str:
        """Describe such documents in words, to follow 'those'; empty where all are wanted.

        >>> Criteria(about="China", since="2024").describe()
        'about China, issued since 2024'
        """
        phrases = []
        if self.about is not None:
            phrases.append(f"about {self.about}")
        if self.source is not None:
            phrases.append(f"with claims of {self.source}")
        if self.publisher is not None:
            phrases.append(f"published by {self.publisher}")
        if self.since or self.until:
            days = (f"since {self.since}" if self.since else "", f"until {self.until}" if self.until else "")
            phrases.append(" ".join(("issued", *filter(None, days))))
        return ", ".join(phrases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Documents that were chosen out of a store.

    Args:
        store: The store.
        base: The base IRI of its things.
        criteria: What they were chosen by.
        documents: Their addresses, sorted.
        fitting: How many met the criteria; more than were chosen where only so many were wanted.
        total: How many the store holds.
    """

    store: GraphStore
    base: str
    criteria: Criteria
    documents: tuple[str, ...]
    fitting: int
    total: int

    @property
    def counted(self) -> str:
        """How many documents of how many these are, in words."""
        return f"{len(self.documents):,} of {self.total:,} article{'s' if self.total != 1 else ''}"

    def describe(self) -> str:
        """Describe in words which documents these are; empty where they are all.

        >>> of = Narrowed(store=None, base="", criteria=Criteria(most=1), documents=("a",), fitting=2, total=2)
        >>> of.counted, of.describe()
        ('1 of 2 articles', 'the one in which most is rejected')
        """
        which = self.criteria.describe()
        if len(self.documents) < self.fitting:
            which = "in which most is rejected" + (f", of {self.fitting:,} {which}" if which else "")
        which = f"{'the one' if len(self.documents) == 1 else 'those'} {which}" if which else ""
        least = self.criteria.min_confidence
        return ", ".join(filter(None, (which, f"claims of confidence {least:g} or more" if least is not None else "")))

    def view(self) -> GraphStore:
        """Show the documents in place, what repeats what, what matches and who is who: enough for analysis and picture.

        Patterns that each stand in a SELECT of their own are answered as fast as in a store of these documents alone.
        Where claims are left out too, it is a copy.
        """
        from pyoxigraph import NamedNode

        if self.criteria.min_confidence is not None:
            return self.copy()
        others = (Addresses(self.base).graph(name) for name in _BESIDE)
        return stores.Part(self.store, [NamedNode(name) for name in (*self.documents, *others)])

    def copy(self) -> Store:
        """Copy the documents into memory, and what the other graphs say of them and of nothing else.

        Of decisions on who is who those stay whose mentions both do, and of clusters and disagreements of claims those
        whose claims all do; a near duplicate stays one where the document that it repeats does not.
        """
        import pyoxigraph
        from pyoxigraph import NamedNode, RdfFormat

        new = pyoxigraph.Store()
        for some in batched(self.documents, _DOCUMENTS_AT_ONCE):
            text = io.BytesIO()
            for name in some:
                # N-Triples in braces are TriG, which is loaded in one go.
                text.write(f"<{name}> {{\n".encode())
                stores.dump(self.store, text, graph=NamedNode(name))
                text.write(b"}\n")
            new.bulk_load(text.getvalue(), RdfFormat.TRIG)
        addresses = Addresses(self.base)
        chosen = set(self.documents)
        copies = sorted(copy for copy, _ in _select(self.store, _ORIGINALS) if copy in chosen)
        duplicates = addresses.graph("duplicates")
        self._describe(new, duplicates, [*copies, duplicates] if copies else [])
        self._describe(new, addresses.graph("identity"), self._find_decisions(addresses.graph("identity"), chosen))
        provenance = NamedNode(addresses.graph("provenance"))
        new.bulk_extend(self.store.quads_for_pattern(None, None, None, provenance))
        if self.criteria.min_confidence is not None:
            _leave_out(new, self.criteria.min_confidence)
        _copy_matches(self.store, new, addresses.graph("matching"))
        _copy_reviews(self.store, new, addresses.graph("reviews"), chosen)
        return new

    def _find_decisions(self, identity: str, chosen: set[str]) -> list[str]:
        found = set()
        for some in batched(self.documents, _DOCUMENTS_AT_ONCE):
            for decision, second in _select(self.store, _DECISIONS.format(_list(some), identity)):
                if second.partition("#")[0] in chosen:
                    found.add(decision)
        return sorted(found)

    def _describe(self, new: Store, graph: str, things: Iterable[str]) -> None:
        """Copy what a graph says of things."""
        from pyoxigraph import NamedNode, RdfFormat

        for some in batched(things, _DECISIONS_AT_ONCE):
            description = cast("QueryTriples", self.store.query(_DESCRIPTION.format(_list(some), graph)))
            new.bulk_load(
                description.serialize(format=RdfFormat.N_TRIPLES), RdfFormat.N_TRIPLES, to_graph=NamedNode(graph)
            )


def _copy_matches(store: GraphStore, new: Store, graph: str) -> None:
    """Copy what a graph says of matches of claims, those whose claims are all there."""
    from pyoxigraph import NamedNode

    name, in_cluster, between = NamedNode(graph), f"{GK}inCluster", f"{GK}between"
    claims: dict[str, set[str]] = {}
    quads = list(store.quads_for_pattern(None, None, None, name))
    for quad in quads:
        subject, value = str(quad.subject), str(quad.object)
        if quad.predicate.value == in_cluster:
            claims.setdefault(value, set()).add(subject)
        elif quad.predicate.value == between:
            claims.setdefault(subject, set()).add(value)
    there = {f"<{claim}>" for (claim,) in _select(new, "SELECT ?claim { GRAPH ?graph { ?claim a gk:Claim } }")}
    whole = {match for match, own in claims.items() if own <= there}
    new.extend(
        quad for quad in quads if str(quad.object if quad.predicate.value == in_cluster else quad.subject) in whole
    )


def _copy_reviews(store: GraphStore, new: Store, graph: str, chosen: set[str]) -> None:
    """Copy what a graph says of reviews of documents, and of those who made them."""
    from pyoxigraph import NamedNode

    name, reviews, by = NamedNode(graph), f"{GK}reviews", f"{PROV}wasAttributedTo"
    quads = list(store.quads_for_pattern(None, None, None, name))
    kept = set()
    for quad in quads:
        thing = str(quad.object)[1:-1]
        if quad.predicate.value == reviews and thing.rpartition("/")[0].rpartition("/")[0] in chosen:
            kept |= {str(quad.subject), str(quad.object)}
    kept |= {str(quad.object) for quad in quads if quad.predicate.value == by and str(quad.subject) in kept}
    new.extend(quad for quad in quads if str(quad.subject) in kept)


def _leave_out(store: Store, least: float) -> None:
    """Take out the claims that are less sure, and what rests on them: claims, statements, posts and plain edges."""
    from pyoxigraph import NamedNode, Quad

    dropped = {(claim, graph) for claim, graph in _select(store, _UNSURE.format(least))}
    reported = [*_select(store, _REPORTED)]
    while more := {(claim, graph) for claim, graph, above in reported if (above, graph) in dropped} - dropped:
        dropped |= more
    resting = {(thing, graph) for thing, graph, claim in _select(store, _RESTING) if (claim, graph) in dropped}
    edges = {row for row in _select(store, _STATED) if (row[0], row[1]) in resting}
    for thing, graph in dropped | resting:
        for quad in list(store.quads_for_pattern(NamedNode(thing), None, None, NamedNode(graph))):
            store.remove(quad)
    still = {row[1:] for row in _select(store, _STATED)}
    for _, graph, subject, predicate, obj in edges:
        if (graph, subject, predicate, obj) not in still:
            store.remove(Quad(NamedNode(subject), NamedNode(predicate), NamedNode(obj), NamedNode(graph)))


def narrow(store: GraphStore, criteria: Criteria, *, base: str = BASE) -> Narrowed:
    """Choose documents of a store.

    Args:
        store: The graph: one named graph per document.
        criteria: Which ones.
        base: The base IRI of its things, which `ex:` stands for.

    Raises:
        QueryError: A name fits nothing, or no document is left.
    """
    every = {document for (document,) in _select(store, _DOCUMENTS)}
    fitting = set(every)
    prefixes = {**PREFIXES, "ex": base}
    for name, value, term in (("about", criteria.about, "gk:refersTo"), ("source", criteria.source, "gk:source")):
        if value is not None:
            who = find_entities(store, value, prefixes, name=name)
            query = _NAMING.format(" ".join(map(str, who)), term)
            fitting &= {document for (document,) in _select(store, query)}
    if criteria.publisher is not None:
        fitting &= _find_published(store, criteria.publisher)
    if criteria.since or criteria.until:
        fitting &= _find_issued(store, criteria.since or "", criteria.until or "")
    if not fitting:
        phrases = criteria.describe()
        raise QueryError(
            f"the graph holds no articles {phrases}; leave one of these out"
            if phrases
            else "the graph holds no articles"
        )
    chosen: Iterable[str] = fitting
    if criteria.most is not None and criteria.most < len(fitting):
        chosen = _rank(store, fitting)[: criteria.most]
    return Narrowed(
        store=store,
        base=base,
        criteria=criteria,
        documents=tuple(sorted(chosen)),
        fitting=len(fitting),
        total=len(every),
    )


def read_day(issued: str) -> str:
    """Return the day of a date as it is compared: '20240531' is '2024-05-31'; what is less precise stays as it is.

    >>> read_day("20240531"), read_day("2024-05-31T07:00:00Z"), read_day("2024-05")
    ('2024-05-31', '2024-05-31', '2024-05')
    """
    try:
        return date.fromisoformat(issued[:10]).isoformat()
    except ValueError:
        return issued[:10]


def _find_published(store: GraphStore, publisher: str) -> set[str]:
    published: dict[str, set[str]] = {}
    for document, name in _select(store, _PROPERTY.format("dcterms:publisher")):
        published.setdefault(fold(name), set()).add(document)
    wanted = fold(publisher)
    if wanted not in published:
        near = find_near(wanted, published)
        hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "'dcterms:publisher' tells who there is"
        hint = hint if published else "no article says who published it"
        raise QueryError(f"no publisher in the graph is called {publisher!r}; {hint}")
    return published[wanted]


def _find_issued(store: GraphStore, since: str, until: str) -> set[str]:
    """Find what was issued within a time; what has no date was not."""
    days = [(document, read_day(issued)) for document, issued in _select(store, _PROPERTY.format("dcterms:issued"))]
    if not days:
        raise QueryError("no article says when it was issued, so that none can be chosen by that")
    return {
        document for document, day in days if day[: len(since)] >= since and (not until or day[: len(until)] <= until)
    }


def _rank(store: GraphStore, documents: set[str]) -> Sequence[str]:
    """Sort documents by how much is rejected in them, then by how much is said; originals come before their copies."""
    rejecting, claiming = (_count(store, pattern) for pattern in ("gk:stance gk:rejects", "a gk:Claim"))
    originals = {copy: of for copy, of in sorted(_select(store, _ORIGINALS))}

    def weigh(document: str) -> tuple[int, int, str]:
        return -rejecting[document], -claiming[document], document

    stories: dict[str, list[str]] = {}
    for document in sorted(documents, key=weigh):
        stories.setdefault(originals.get(document, document), []).append(document)
    first = {original if original in phrases else phrases[0] for original, phrases in stories.items()}
    return sorted(documents, key=lambda document: (document not in first, weigh(document)))


def _count(store: GraphStore, pattern: str) -> Counter[str]:
    return Counter({document: int(number) for document, number in _select(store, _NUMBER.format(pattern))})


def _select(store: GraphStore, query: str) -> Iterator[tuple[str, ...]]:
    """Run a SELECT that names its graphs, and give each row as strings."""
    for row in cast("QuerySolutions", store.query(query, prefixes=PREFIXES)):
        yield tuple("" if term is None else term.value for term in row)


def _list(addresses: Iterable[str]) -> str:
    return " ".join(f"<{address}>" for address in addresses)


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _cut(one: str, other: str) -> str:
    return one[: min(len(one), len(other))]

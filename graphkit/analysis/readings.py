"""Read out of a graph what a person can review: its claims and edges, each in its sentence, with what hangs on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graphkit.analysis.sentences import sentence
from graphkit.model.decisions import Reference
from graphkit.model.reviews import PERSON, ReviewKind, write_edge_reading, write_reading
from graphkit.model.vocabulary import GK
from graphkit.store.tables import read_several, select

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["Reading", "find_article", "find_claims", "find_contents", "find_edges", "rank"]

_UNKNOWN = 0.5
"""The confidence of an edge that was made of no claim: nothing is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A claim or an edge as it stands in the graph.

    Args:
        address: The address of the claim, or of the statement by which the edge is written.
        kind: Which of the two.
        place: Where its content stands, or the predicate of the edge: by this a review names it.
        words: The words there.
        says: What it says, in a line.
        source: Who says it; several are joined by '; '; empty where nobody is named.
        values: Its values by the names of their columns: act, stance, polarity, certainty.
        as_read: How it was read; see `write_reading`.
        rule: The rule that read it; `PERSON` where a person gave its values.
        confidence: How sure the machine was, or None.
        hanging: How much hangs on it: matches, edges, and claims that it reports.
        article: Its document's identifier.
        text_hash: The SHA-256 of its document's text.
        text: Its document's text; empty where that is not at hand.
    """

    address: str
    kind: ReviewKind
    place: Reference
    words: str
    says: str
    source: str = ""
    values: Mapping[str, str]
    as_read: str
    rule: str
    confidence: float | None = None
    hanging: int = 0
    article: str
    text_hash: str
    text: str = ""

    @property
    def worth(self) -> float:
        """How much is gained by reading it: the less sure it is, and the more hangs on it."""
        sure = _UNKNOWN if self.confidence is None else self.confidence
        return round((1 - sure) * (1 + self.hanging), 6)

    @property
    def by_person(self) -> bool:
        """Whether its values are a person's."""
        return self.rule == PERSON

    def cut_sentence(self) -> tuple[str, int]:
        """Return the sentence around its place, and where the place is in it; its words alone without the text."""
        if not self.text:
            return self.words, 0
        low, high = sentence(self.text, self.place.start, self.place.end)
        return self.text[low:high], self.place.start - low


def find_article(store: GraphStore, document: str) -> tuple[str, str]:
    """Find the identifier of a document and the SHA-256 of its text; both empty where the graph has none."""
    query = f"SELECT ?name ?hash {{ {NamedNode(document)} dcterms:identifier ?name ; gk:textSha256 ?hash }}"
    return next(((name, digest) for name, digest in select(store, query)), ("", ""))


def find_contents(store: GraphStore, claim: str) -> tuple[Reference, ...]:
    """Find where the content of a claim stands: one place, or several in order."""
    rows = select(store, f"SELECT DISTINCT ?span {{ {NamedNode(claim)} gk:contentSpan ?span }}")
    return tuple(sorted(_parse(span) for (span,) in rows))


def find_claims(
    store: GraphStore, texts: Mapping[str, str], *, documents: Iterable[str] | None = None
) -> tuple[Reading, ...]:
    """Find the claims of a graph.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        documents: The addresses of the documents whose claims are wanted; None for all. What hangs on the claims of
            some is not counted, since that would take going through all.
    """
    only = _restrict(documents)
    hashes = {document: digest for document, digest in select(store, _HASHES)}
    names, places = (_read_of_claims(store, term, only) for term in ("gk:source/skos:prefLabel", "gk:sourceSpan"))
    hanging = Counter() if only else _count_hanging(store)
    found: dict[str, Reading] = {}
    for row in sorted(select(store, _CLAIMS % only), key=lambda row: (row[0], _parse(row[3]))):
        claim, document, article, span, content, *values, rule, confidence = row
        if claim in found:
            continue  # of a broken content its first piece names it
        axes = [value.removeprefix(GK) for value in values]
        source = "; ".join(names.get(claim, ()))
        place = _parse(span)
        told = [(parsed.start, parsed.end) for parsed in map(_parse, places.get(claim, ()))]
        found[claim] = Reading(
            address=claim,
            kind=ReviewKind.CLAIM,
            place=place,
            words=_cut(texts.get(document, ""), place) or _flat(content),
            says=f"{source or '(nobody named)'} {axes[0]}: {_flat(content)}",
            source=source,
            values=dict(zip(("act", "stance", "polarity", "certainty"), axes, strict=True)),
            as_read=write_reading(axes, told),
            rule=rule,
            confidence=float(confidence),
            hanging=hanging[claim],
            article=article,
            text_hash=hashes[document],
            text=texts.get(document, ""),
        )
    return tuple(found.values())


def find_edges(
    store: GraphStore, texts: Mapping[str, str], *, documents: Iterable[str] | None = None
) -> tuple[Reading, ...]:
    """Find the statements of a graph by which plain edges are written.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        documents: The addresses of the documents whose edges are wanted; None for all.
    """
    hashes = {document: digest for document, digest in select(store, _HASHES)}
    found: dict[str, Reading] = {}
    for row in sorted(select(store, _EDGES % _restrict(documents))):
        statement, document, article, span, words, subject, predicate, label, other, rule, confidence = row
        place = _parse(span)
        name = predicate.removeprefix(GK)
        found[statement] = Reading(
            address=statement,
            kind=ReviewKind.EDGE,
            place=place,
            words=_flat(words),
            says=f"{subject} {label} {other}",
            values={"polarity": "positive", "certainty": "certain"},
            as_read=write_edge_reading(name, "positive", "certain", statement.rpartition("/")[2]),
            rule=rule,
            confidence=float(confidence) if confidence else None,
            article=article,
            text_hash=hashes[document],
            text=texts.get(document, ""),
        )
    return tuple(found.values())


def rank(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Put readings in the order in which they are worth reading: least sure and most depended on first."""
    return tuple(sorted(readings, key=lambda reading: (-reading.worth, reading.article, reading.place)))


def _count_hanging(store: GraphStore) -> Counter[str]:
    counts: Counter[str] = Counter()
    for pattern in _HANGING:
        counts.update(claim for claim, _ in select(store, f"SELECT DISTINCT ?claim ?thing WHERE {{ {pattern} }}"))
    return counts


def _read_of_claims(store: GraphStore, term: str, only: str) -> Mapping[str, Sequence[str]]:
    if not only:
        return read_several(store, term)
    found: dict[str, set[str]] = defaultdict(set)
    query = f"SELECT ?claim ?value WHERE {{ {only} ?claim gk:inDocument ?document ; a gk:Claim ; {term} ?value }}"
    for claim, value in select(store, query):
        found[claim].add(value)
    return {claim: sorted(values) for claim, values in found.items()}


def _restrict(documents: Iterable[str] | None) -> str:
    """Write what keeps a query to some documents; all of them where none are given."""
    if documents is None:
        return ""
    return f"VALUES ?document {{ {' '.join(str(NamedNode(document)) for document in sorted(set(documents)))} }}"


def _parse(span: str) -> Reference:
    return Reference.parse(span)


def _cut(text: str, place: Reference) -> str:
    return _flat(text[place.start : place.end])


def _flat(text: str) -> str:
    return " ".join(text.split())


_HASHES = "SELECT DISTINCT ?document ?hash WHERE { ?document gk:textSha256 ?hash }"
_CLAIMS = """
SELECT DISTINCT ?claim ?document ?article ?span ?content ?act ?stance ?polarity ?certainty ?rule ?confidence WHERE {
  %s
  GRAPH ?document {
    ?document dcterms:identifier ?article .
    ?claim a gk:Claim ; gk:contentSpan ?span ; gk:content ?content ; gk:act ?act ; gk:stance ?stance ;
      gk:polarity ?polarity ; gk:certainty ?certainty ; gk:rule ?rule ; gk:confidence ?confidence
  }
}
"""
_EDGES = """
SELECT DISTINCT ?statement ?document ?article ?span ?words ?subject ?predicate ?label ?object ?rule ?confidence WHERE {
  %s
  GRAPH ?document {
    ?document dcterms:identifier ?article .
    ?statement a gk:Statement ; gk:polarity gk:positive ; gk:certainty gk:certain ; gk:predicateSpan ?span ;
      rdf:subject ?one ; rdf:predicate ?predicate ; rdf:object ?other ; gk:rule ?rule .
    FILTER NOT EXISTS { ?statement gk:within ?claim }
    ?one ?predicate ?other ; skos:prefLabel ?subject .
    ?other skos:prefLabel ?object .
    ?predicate rdfs:label ?label .
    ?span oa:exact ?words .
    OPTIONAL { ?statement gk:derivedFrom/gk:confidence ?confidence }
  }
}
"""
_HANGING = (
    "?claim gk:inCluster ?thing",
    "?thing a gk:Disagreement ; gk:between ?claim",
    "?thing a gk:QuotationChange ; gk:between ?claim",
    "?thing gk:derivedFrom ?claim",
    "?thing gk:reportedIn ?claim",
)

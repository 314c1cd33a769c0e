"""Read out of a graph what is searched: articles, and what somebody is said to say in them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING

from graphkit.analysis.sayings import read_speakers
from graphkit.model.vocabulary import DCTERMS, GK, PREFIXES, SKOS
from graphkit.store.tables import find_values

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["SearchedArticle", "SearchedClaim", "list_documents", "read_articles"]

_AT_ONCE = 100
"""The claims of so many documents are some ten thousand rows."""
_DOCUMENTS = "SELECT DISTINCT ?document { GRAPH ?document { ?document a gk:Document } }"
_ABOUT = ("dcterms:identifier", "dcterms:title", "dcterms:publisher", "dcterms:issued", "dcterms:source")
_CLAIMS = (
    "gk:act", "gk:stance", "gk:polarity", "gk:quotation", "gk:reportedIn", "gk:content", "gk:source", "gk:about",
    "gk:sourceSpan", "gk:cueSpan", "gk:contentSpan",
)  # fmt: skip
_CALLED = ("skos:prefLabel", "skos:altLabel")
_NAMED = """SELECT DISTINCT ?document ?entity { VALUES ?document { %s }
  GRAPH ?document { ?mention gk:refersTo ?entity ; gk:mentionKind gk:name }
}"""
_PARTS = {f"{GK}sourceSpan": "source", f"{GK}cueSpan": "cue", f"{GK}contentSpan": "content"}
_SPAN = re.compile(r".*#char=(\d+),(\d+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedClaim:
    """A claim as it is searched.

    Args:
        iri: Its address.
        act: The name of its act.
        stance: The name of its source's stance.
        polarity: The polarity of its content: 'positive' or 'negative'.
        quotation: How it is quoted: 'direct', 'indirect' or 'mixed'.
        content: Its content.
        outer: The address of the claim in which it is reported, or empty.
        speakers: The address and the name of each source, whether a verb behind it has no ending, and whether the
            article calls it by a name.
        spans: The start, the end and the role ('source', 'cue', 'content') of each of its parts.
    """

    iri: str
    act: str
    stance: str
    polarity: str
    quotation: str
    content: str
    outer: str
    speakers: Sequence[tuple[str, str, bool, bool]]
    spans: Sequence[tuple[int, int, str]]

    @property
    def sources(self) -> list[str]:
        """The addresses of those who make it."""
        return [source for source, _, _, _ in self.speakers]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedArticle:
    """An article as it is searched.

    Args:
        iri: The address of its document.
        about: What is recorded of it, by the last part of the property: 'title', 'issued' …
        text: Its text, or None where that is not at hand.
        claims: Its claims, in the order of the text.
        names: The names in it, each with the address of what is called so and in how many of the claims that speaks or
            is spoken of, whether it is the label, and whether the article calls that thing by a name at all.
    """

    iri: str
    about: Mapping[str, str]
    text: str | None
    claims: Sequence[SearchedClaim]
    names: Sequence[tuple[str, str, int, bool, bool]]


def list_documents(store: GraphStore) -> list[str]:
    """List the addresses of the documents of a graph, sorted."""
    return sorted(document for (document,) in _select(store, _DOCUMENTS))


def read_articles(store: GraphStore, texts: Mapping[str, str], documents: Iterable[str]) -> Iterator[SearchedArticle]:
    """Read articles.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        documents: The addresses of those that are wanted.
    """
    for some in batched(documents, _AT_ONCE):
        chosen = " ".join(f"<{document}>" for document in some)
        about: dict[str, dict[str, str]] = defaultdict(dict)
        for document, _, term, value in _select(store, _ask_values(_ABOUT, chosen)):
            own, name = about[document], term.removeprefix(DCTERMS)
            own[name] = min(own.get(name, value), value)
        found: dict[str, dict[str, dict[str, set[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
        for document, claim, term, value in _select(store, _ask_values(_CLAIMS, chosen)):
            found[document][claim][term].add(value)
        known: dict[str, dict[str, tuple[str, bool, bool]]] = defaultdict(dict)
        speaking = {(d, s) for d, own in found.items() for values in own.values() for s in values[f"{GK}source"]}
        for (document, source), speaker in read_speakers(store, speaking).items():
            known[document][source] = speaker
        named = {(document, entity) for document, entity in _select(store, _NAMED % chosen)}
        called: dict[str, list[tuple[str, str, bool, bool]]] = defaultdict(list)
        for document, entity, term, name in _select(store, _ask_values(_CALLED, chosen)):
            called[document].append((entity, name, term == f"{SKOS}prefLabel", (document, entity) in named))
        for document in some:
            things = found[document].items()
            claims = [_make(iri, values, known[document]) for iri, values in things if f"{GK}act" in values]
            claims.sort(key=lambda claim: (min((start for start, _, _ in claim.spans), default=0), claim.iri))
            counts = Counter(
                thing for _, values in things for thing in values[f"{GK}source"] | values.get(f"{GK}about", set())
            )
            yield SearchedArticle(
                iri=document,
                about=about[document],
                text=texts.get(document),
                claims=claims,
                names=sorted((entity, name, counts[entity], leads, n) for entity, name, leads, n in called[document]),
            )


def _make(iri: str, values: Mapping[str, set[str]], known: Mapping[str, tuple[str, bool, bool]]) -> SearchedClaim:
    def term(name: str) -> str:
        return min(values.get(GK + name, {""})).removeprefix(GK)

    sources = sorted(values.get(f"{GK}source", ()))
    speakers = [(source, *known.get(source, (source, False, False))) for source in sources]
    spans = [
        (int(span[1]), int(span[2]), part)
        for predicate, part in _PARTS.items()
        for address in values.get(predicate, ())
        if (span := _SPAN.fullmatch(address))
    ]
    return SearchedClaim(
        iri=iri,
        act=term("act"),
        stance=term("stance"),
        polarity=term("polarity"),
        quotation=term("quotation"),
        content=term("content"),
        outer=term("reportedIn"),
        speakers=sorted(speakers, key=lambda speaker: (speaker[1], speaker[0])),
        spans=sorted(spans),
    )


def _ask_values(terms: Iterable[str], chosen: str) -> str:
    """Write a SELECT of the values of some properties in the graphs of some documents."""
    return f"SELECT ?document ?thing ?term ?value {{ VALUES ?document {{ {chosen} }} {find_values(terms)} }}"


def _select(store: GraphStore, query: str) -> Iterator[tuple[str, ...]]:
    """Run a SELECT that names its graphs, and give each row as strings."""
    from pyoxigraph import QuerySolutions

    solutions = store.query(query, prefixes=PREFIXES)
    assert isinstance(solutions, QuerySolutions)
    for row in solutions:
        yield tuple("" if term is None else term.value for term in row)

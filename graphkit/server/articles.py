"""Show an article with its claims marked, or its graph; both run in a process of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from graphkit import pipeline
from graphkit.model.vocabulary import DCTERMS, GK, OA, PREFIXES, RDF, SKOS, Addresses
from graphkit.server.replies import HTML, Reply, refuse
from graphkit.store import GraphStore

__all__ = ["describe", "render"]

_KEY = re.compile(r"[0-9a-f]{16}")
_PARTS = {f"{GK}sourceSpan": "source", f"{GK}cueSpan": "cue", f"{GK}contentSpan": "content"}
_QUESTION = r"""SELECT ?who ?act ?content {
  ?claim gk:inDocument ex:doc\/KEY ;
    gk:source/skos:prefLabel ?who ;
    gk:act ?act ;
    gk:content ?content .
}"""
_AXES = ("act", "stance", "polarity", "certainty", "quotation")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A claim as it is shown: its address, who says it, its values on the axes, and where its parts stand."""

    name: str
    sources: Sequence[str]
    axes: Mapping[str, str]
    content: str
    within: str
    spans: Sequence[tuple[int, int, str]] = field(default_factory=tuple)

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return min((start for start, _, _ in self.spans), default=0)


def render(folder: Path, key: str) -> Reply:
    """Show an article.

    Args:
        folder: The output folder of graphkit.
        key: The document's key, as it stands in its address.
    """
    kg = pipeline.open_graph(folder)
    document = Addresses(kg.base_iri).document(key)
    # what is no key is no part of a path either
    text = kg.texts.get(document) if _KEY.fullmatch(key) else None
    if text is None:
        return refuse(404, "there is no such article")
    about = _read_about(kg.store, document)
    claims = sorted(_read_claims(kg.store, document), key=lambda claim: (claim.start, claim.name))
    return Reply(body=_page(key, text, about, claims).encode(), kind=HTML)


def describe(folder: Path, key: str) -> Reply:
    """Give the graph of an article as Turtle.

    Args:
        folder: The output folder of graphkit.
        key: The document's key, as it stands in its address.
    """
    kg = pipeline.open_graph(folder)
    graph = NamedNode(Addresses(kg.base_iri).document(key)) if _KEY.fullmatch(key) else None
    triples = (
        sorted({quad.triple for quad in kg.store.quads_for_pattern(None, None, None, graph)}, key=str) if graph else []
    )
    if not triples:
        return refuse(404, "there is no such article")
    prefixes = {**PREFIXES, "ex": kg.base_iri}
    turtle = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes)
    return Reply(body=turtle or b"", kind="text/turtle; charset=utf-8")


def _read_about(store: GraphStore, document: str) -> dict[str, str]:
    subject = NamedNode(document)
    return {
        quad.predicate.value.removeprefix(DCTERMS): quad.object.value
        for quad in store.quads_for_pattern(subject, None, None, subject)
        if isinstance(quad.object, Literal | NamedNode) and quad.predicate.value.startswith(DCTERMS)
    }


def _read_claims(store: GraphStore, document: str) -> Iterator[_Claim]:
    graph = NamedNode(document)
    for quad in store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{GK}Claim"), graph):
        values: dict[str, list[str]] = {}
        for told in store.quads_for_pattern(quad.subject, None, None, graph):
            if isinstance(told.object, Literal | NamedNode):
                values.setdefault(told.predicate.value, []).append(told.object.value)
        spans = [
            (*_read_span(store, address, graph), part)
            for predicate, part in _PARTS.items()
            for address in values.get(predicate, ())
        ]
        yield _Claim(
            name=str(quad.subject)[1:-1].rpartition("/claim/")[2],
            sources=sorted(_read_label(store, source, graph) for source in values.get(f"{GK}source", ())),
            axes={axis: _say(found[0]) for axis in _AXES if (found := values.get(GK + axis))},
            content=" ".join(values.get(f"{GK}content", ())),
            within=min(values.get(f"{GK}reportedIn", [""])).rpartition("/claim/")[2],
            spans=sorted(spans),
        )


def _read_span(store: GraphStore, address: str, graph: NamedNode) -> tuple[int, int]:
    def read(term: str) -> int:
        quads = store.quads_for_pattern(NamedNode(address), NamedNode(OA + term), None, graph)
        return next((int(quad.object.value) for quad in quads if isinstance(quad.object, Literal)), 0)

    return read("start"), read("end")


def _read_label(store: GraphStore, entity: str, graph: NamedNode) -> str:
    quads = store.quads_for_pattern(NamedNode(entity), NamedNode(f"{SKOS}prefLabel"), None, graph)
    return min((quad.object.value for quad in quads if isinstance(quad.object, Literal)), default=entity)


def _say(term: str) -> str:
    """Say a term of the ontology in words: 'declinesToComment' is 'declines to comment'."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", term.removeprefix(GK)).lower()


def _page(key: str, text: str, about: Mapping[str, str], claims: Sequence[_Claim]) -> str:
    title = about.get("title") or about.get("identifier") or key
    byline = " · ".join(escape(about[name]) for name in ("publisher", "issued", "identifier") if name in about)
    listed = "".join(map(_list_claim, claims)) or "<li>No claim was read in it.</li>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/static/server.css">'
        '<script src="/static/article.js" defer></script></head><body>'
        '<header><nav><a href="/">Picture</a> <a href="/query">Query</a></nav>'
        f"<h1>{escape(title)}</h1><p>{byline}</p></header>"
        f'<main class="article"><article dir="auto">{"".join(_mark(text, claims))}</article>'
        f"<aside><h2>{len(claims)} claims</h2><p>What follows is said by somebody; it is not said to be true.</p>"
        f'<ol class="claims">{listed}</ol>'
        f'<p><a href="/query?query={quote(_QUESTION.replace("KEY", key))}">Ask about this article</a></p>'
        "</aside></main></body></html>"
    )


def _list_claim(claim: _Claim) -> str:
    source = escape(", ".join(claim.sources)) or "somebody who is not named"
    axes = "; ".join(f"{name}: {escape(value)}" for name, value in claim.axes.items() if name != "act")
    within = f' · reported in <a href="#claim={escape(claim.within)}">another claim</a>' if claim.within else ""
    return (
        f'<li id="claim={escape(claim.name)}" data-claim="{escape(claim.name)}"><a href="#claim={escape(claim.name)}">'
        f"<b>{source}</b> {escape(claim.axes.get('act', ''))}</a> <q>{escape(claim.content)}</q>"
        f"<small>{axes}{within}</small></li>"
    )


def _mark(text: str, claims: Sequence[_Claim]) -> Iterator[str]:
    """Cut the text where a span begins or ends, and wrap each piece once, however many spans lie over it."""
    spans = [(start, end, part, claim.name) for claim in claims for start, end, part in claim.spans]
    bounds = sorted({0, len(text), *(place for start, end, *_ in spans for place in (start, end))})
    opening = _group((start, span) for span in spans for start in span[:1])
    closing = _group((span[1], span) for span in spans)
    over: dict[tuple[int, int, str, str], None] = {}
    for start, end in pairwise(bounds):
        for span in closing.get(start, ()):
            over.pop(span, None)
        over.update(dict.fromkeys(opening.get(start, ())))
        piece = escape(text[start:end])
        if not over:
            yield piece
            continue
        parts = " ".join(sorted({part for _, _, part, _ in over}))
        depth = min(4, len({name for *_, part, name in over if part == "content"}))
        names = " ".join(sorted({name for *_, name in over}))
        yield f'<mark class="{parts} depth{depth}" data-claims="{escape(names)}" data-start="{start}">{piece}</mark>'


def _group[T](pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    grouped: dict[int, list[T]] = {}
    for place, value in pairs:
        grouped.setdefault(place, []).append(value)
    return grouped

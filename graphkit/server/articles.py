"""An article as a page with its claims marked, or as its graph. Both are made in a process of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from graphkit import pipeline
from graphkit.model import AXES
from graphkit.model.vocabulary import DCTERMS, GK, OA, PREFIXES, RDF, SKOS, Addresses
from graphkit.reviews import ledger
from graphkit.server.changes import render_version
from graphkit.server.desk import Entry, list_names, make_desk
from graphkit.server.matches import find_matches
from graphkit.server.precision import describe_tally
from graphkit.server.replies import HTML, Reply, load_template, refuse
from graphkit.server.who import link_entity
from graphkit.store import GraphStore
from graphkit.visualisation.look import look, wording

__all__ = ["ShownClaim", "describe", "render", "render_desk"]

# loaded here, so that a new process has the templates compiled
_TEMPLATE = load_template("article.html.j2")
_DESK = load_template("desk.html.j2")
_KEY = re.compile(r"[0-9a-f]{16}")
_PARTS = {f"{GK}sourceSpan": "source", f"{GK}cueSpan": "cue", f"{GK}contentSpan": "content"}
_QUESTION = r"""SELECT ?who ?act ?content {
  ?claim gk:inDocument ex:doc\/KEY ;
    gk:source/skos:prefLabel ?who ;
    gk:act ?act ;
    gk:content ?content .
}"""
_QUALIFIERS = tuple(axis for axis in AXES if axis != "act")
_DEEPEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClaim:
    """A claim as it is shown.

    Args:
        address: Its address.
        sources: The names of its sources, each with where its page is.
        act: Its act in words.
        axes: Its values on the other axes, in words.
        content: Its content.
        within: The name of the claim in which it is reported; '' where there is none.
        spans: The start, the end and the role of each of its parts.
    """

    address: str
    sources: Sequence[tuple[str, str]]
    act: str
    axes: Mapping[str, str]
    content: str
    within: str
    spans: Sequence[tuple[int, int, str]]

    @property
    def name(self) -> str:
        """The last part of its address."""
        return self.address.rpartition("/claim/")[2]

    @property
    def document(self) -> str:
        """The address of its document."""
        return self.address.partition("/claim/")[0]

    @property
    def start(self) -> int:
        """Its first offset in the text."""
        return min((start for start, _, _ in self.spans), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch of text between the bounds of spans.

    Args:
        start: Its first offset.
        text: The text.
        parts: The roles of the spans that cover it.
        claims: The names of the claims that they belong to.
        depth: The number of claims with content there, up to 4.
        state: What was found of the claim that is nearest; 'unread' where one of them was read by nobody.
        sign: The sign of that, where the claim ends.
    """

    start: int
    text: str
    parts: Sequence[str]
    claims: Sequence[str]
    depth: int
    state: str = ""
    sign: str = ""


def render(folder: Path, key: str, token: str = "", rebuild: bool = False) -> Reply:
    """Render an article as a page.

    Args:
        folder: The output folder of graphkit.
        key: The key of the document, the last part of its address.
        token: What proves that an answer comes from the page; '' where the page is only read.
        rebuild: Whether the page may have the graph built anew.
    """
    values = _gather(folder, key, token)
    if values is None:
        return render_version(folder, key)
    return Reply(body=_TEMPLATE.render(**values, rebuild=rebuild).encode(), kind=HTML)


def render_desk(folder: Path, key: str, token: str, answered: str = "", *, rebuild: bool = False) -> Reply:
    """Render the part of the page that an answer changes: the text with its marks, and the claims beside it.

    Args:
        folder: The output folder of graphkit.
        key: The key of the document.
        token: What proves that an answer comes from the page.
        answered: The name of the answer that was just given.
        rebuild: Whether the page may have the graph built anew.
    """
    values = _gather(folder, key, token)
    if values is None:
        return refuse(404, "there is no such article")
    return Reply(body=_DESK.render(**{**values, "answered": answered, "rebuild": rebuild}).encode(), kind=HTML)


def _gather(folder: Path, key: str, token: str) -> dict[str, object] | None:
    """Gather what the page of an article shows; None where there is no such article."""
    kg = pipeline.open_graph(folder, whole=False)
    document = Addresses(kg.base_iri).document(key)
    # only a key may become a part of a path
    text = kg.texts.get(document) if _KEY.fullmatch(key) else None
    if text is None:
        return None
    about = _read_metadata(kg.store, document)
    claims = sorted(_read_claims(kg.store, document), key=lambda claim: (claim.start, claim.name))
    desk = make_desk(kg, document, text, claims, ledger.read_own(folder).reviews)
    read = partial(_read_claim, kg.store)
    title = about.get("title") or about.get("identifier") or key
    return {
        "title": title,
        "byline": [about[n] for n in ("publisher", "issued", "identifier") if n in about and about[n] != title],
        "pieces": list(_cut(text, (*desk.claims, *desk.edges))),
        "desk": desk,
        "tally": describe_tally(desk.tally),
        "matches": {claim.name: list(find_matches(kg.store, kg.texts, claim, read)) for claim in claims},
        "question": _QUESTION.replace("KEY", key),
        "picture": urlencode({"view": "article", "article": f"doc/{key}"}),
        "look": look(),
        "names": list(list_names(kg, document)) if token else (),
        "key": key,
        "token": token,
        "answered": "",
    }


def describe(folder: Path, key: str) -> Reply:
    """Return the graph of an article as Turtle.

    Args:
        folder: The output folder of graphkit.
        key: The key of the document, the last part of its address.
    """
    kg = pipeline.open_graph(folder, whole=False)
    graph = NamedNode(Addresses(kg.base_iri).document(key)) if _KEY.fullmatch(key) else None
    triples = (
        sorted({quad.triple for quad in kg.store.quads_for_pattern(None, None, None, graph)}, key=str) if graph else []
    )
    if not triples:
        return refuse(404, "there is no such article")
    prefixes = {**PREFIXES, "ex": kg.base_iri}
    turtle = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes)
    return Reply(body=turtle or b"", kind="text/turtle; charset=utf-8")


def _read_metadata(store: GraphStore, document: str) -> dict[str, str]:
    subject = NamedNode(document)
    return {
        quad.predicate.value.removeprefix(DCTERMS): quad.object.value
        for quad in store.quads_for_pattern(subject, None, None, subject)
        if isinstance(quad.object, Literal | NamedNode) and quad.predicate.value.startswith(DCTERMS)
    }


def _read_claims(store: GraphStore, document: str) -> Iterator[ShownClaim]:
    graph = NamedNode(document)
    for quad in store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(f"{GK}Claim"), graph):
        yield _read_claim(store, str(quad.subject)[1:-1])


def _read_claim(store: GraphStore, claim: str) -> ShownClaim:
    graph = NamedNode(claim.partition("/claim/")[0])
    values: dict[str, list[str]] = {}
    for property_ in store.quads_for_pattern(NamedNode(claim), None, None, graph):
        if isinstance(property_.object, Literal | NamedNode):
            values.setdefault(property_.predicate.value, []).append(property_.object.value)
    spans = [
        (*_read_span(store, address, graph), part)
        for predicate, part in _PARTS.items()
        for address in values.get(predicate, ())
    ]
    terms = {axis: values[GK + axis][0].removeprefix(GK) for axis in AXES if GK + axis in values}
    return ShownClaim(
        address=claim,
        sources=sorted(
            (_read_label(store, source, graph), link_entity(source)) for source in values.get(f"{GK}source", ())
        ),
        act=wording(terms.pop("act", "")),
        axes={axis: wording(term) for axis, term in terms.items()},
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


def _cut(text: str, entries: Sequence[Entry]) -> Iterator[_Piece]:
    """Cut text at the bounds of all spans, so that each piece is marked once however many spans cover it."""
    spans = [(start, end, part, entry) for entry in entries for start, end, part in entry.marks if end <= len(text)]
    bounds = sorted({0, len(text), *(bound for start, end, *_ in spans for bound in (start, end))})
    opening = _group((span[0], span) for span in spans)
    closing = _group((span[1], span) for span in spans)
    covering: dict[tuple[int, int, str, str], Entry] = {}
    for start, end in pairwise(bounds):
        for first, last, part, entry in closing.get(start, ()):
            covering.pop((first, last, part, entry.name), None)
        covering.update({(*span[:3], span[3].name): span[3] for span in opening.get(start, ())})
        contents = {key: entry for key, entry in covering.items() if key[2] == "content"}
        state, sign = _find_state(contents, end)
        yield _Piece(
            start=start,
            text=text[start:end],
            parts=sorted({part for _, _, part, _ in covering}),
            claims=sorted({name for *_, name in covering}),
            depth=min(_DEEPEST, len({name for *_, name in contents})),
            state=state,
            sign=sign,
        )


def _find_state(contents: Mapping[tuple[int, int, str, str], Entry], end: int) -> tuple[str, str]:
    """Return what was found of the contents that cover a piece, and its sign where the piece is the end of it."""
    if not contents:
        return "", ""
    if not all(entry.state for entry in contents.values()):
        return "unread", ""
    (_, last, *_), nearest = min(contents.items(), key=lambda item: (item[0][1] - item[0][0], item[0]))
    return nearest.state, look().verdicts[nearest.state].sign if last == end else ""


def _group[T](pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups

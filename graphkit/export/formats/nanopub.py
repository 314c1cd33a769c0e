"""Write each claim as a nanopublication: what an article reports, how that was read, and who vouches for the reading.

The assertion is the claim as a thing that is reported, with its axes, its characters and those whom it names; what it
says is a text in it, never a triple. Nothing is dated, so that the same graph gives the same bytes. The addresses are
trusty URIs: each ends in the digest of its nanopublication, by https://trustyuri.net/spec/v1 (module RA).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.export import streaming
from graphkit.export.order import arrange, rank
from graphkit.export.registry import OutputFormat, Target
from graphkit.export.terms import Terms
from graphkit.model.vocabulary import DCTERMS, GK, OA, PROV, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from graphkit.store import GraphStore

    type Triple = tuple[bytes, bytes, bytes]
    type Groups = Mapping[bytes, list[bytes]]

__all__ = ["FORMATS"]

_NP = "http://www.nanopub.org/nschema#"
# What a nanopublication is called while its digest is not known: the digest is made with a space in this place.
_CODE = b" "
_NOTE = (
    "The assertion is that an article reports the claim. It is not asserted that what is claimed is true, and nobody "
    "has checked it."
)


def _iri(text: str) -> bytes:
    return f"<{text}>".encode()


_TYPE = _iri(f"{RDF}type")
_CLAIM = _iri(f"{GK}Claim")
_IN_DOCUMENT = _iri(f"{GK}inDocument")
_GENERATED = _iri(f"{PROV}wasGeneratedBy")
_SPANS = tuple(_iri(f"{GK}{part}Span") for part in ("source", "cue", "content"))
_ENTITIES = tuple(_iri(GK + name) for name in ("source", "addressee", "about"))
_OF_SPAN = frozenset({_TYPE, _IN_DOCUMENT, *(_iri(OA + name) for name in ("start", "end", "exact"))})
_OF_ENTITY = frozenset({_TYPE, _iri(f"{SKOS}prefLabel"), _iri(f"{SKOS}exactMatch")})
_OF_DOCUMENT = frozenset(
    {
        _TYPE,
        _iri(f"{GK}textSha256"),
        *(_iri(DCTERMS + n) for n in ("identifier", "title", "issued", "publisher", "source")),
    }
)


def write(store: GraphStore, target: Target) -> None:
    """Write TriG: four graphs for each claim, in the order of articles and in each of the text.

    Args:
        store: The graph.
        target: What to write to.
    """
    from pyoxigraph import NamedNode

    file, base, folder = target.file, target.base, target.folder
    prefixes = {**target.prefixes, "np": _NP, "pub": f"{base}np/"}
    terms = Terms(prefixes)
    file.write(terms.declare())
    provenance = NamedNode(f"{base}graph/provenance")
    runs = _read(store, provenance, folder)
    for graph in streaming.list_graphs(store):
        things = _read(store, graph, folder)
        for claim, groups in things.items():
            if _CLAIM in groups.get(_TYPE, ()):
                file.write(_publish(claim, things, runs, base.encode(), terms))


def _read(store: GraphStore, graph: streaming.Graph, folder: Path | None) -> dict[bytes, Groups]:
    things: dict[bytes, Groups] = {}
    for subject, properties in streaming.read_subjects(store, [graph], folder):
        groups: dict[bytes, list[bytes]] = {}
        for line in properties:
            predicate, _, value = line.partition(b" ")
            groups.setdefault(predicate, []).append(value)
        things[subject] = groups
    return things


def _publish(
    claim: bytes, things: Mapping[bytes, Groups], runs: Mapping[bytes, Groups], base: bytes, terms: Terms
) -> bytes:
    head = b"<%bnp/%b" % (base, _CODE)
    this, assertion, provenance, info = head + b">", head + b"/assertion>", head + b"/provenance>", head + b"/pubinfo>"
    agent = b"<%bagent/graphkit>" % base
    groups = things[claim]
    documents, made = groups.get(_IN_DOCUMENT, []), groups.get(_GENERATED, [])
    reading = [
        *((assertion, _iri(f"{PROV}wasDerivedFrom"), document) for document in documents),
        *((assertion, _GENERATED, run) for run in made),
        (assertion, _iri(f"{PROV}wasAttributedTo"), agent),
        *(triple for document in documents for triple in _select(things, document, _OF_DOCUMENT)),
        *(triple for thing in (*made, agent) for triple in _select(runs, thing, None)),
    ]
    graphs = {
        head + b"/Head>": [
            (this, _TYPE, _iri(f"{_NP}Nanopublication")),
            (this, _iri(f"{_NP}hasAssertion"), assertion),
            (this, _iri(f"{_NP}hasProvenance"), provenance),
            (this, _iri(f"{_NP}hasPublicationInfo"), info),
        ],
        assertion: list(dict.fromkeys(_assert(claim, things))),
        provenance: list(dict.fromkeys(reading)),
        info: [
            (this, _iri(f"{DCTERMS}creator"), agent),
            (this, _iri(f"{RDFS}comment"), f'"{_NOTE}"'.encode()),
        ],
    }
    code = _digest(graphs)
    return b"".join(_write_graph(name, triples, head, code, terms) for name, triples in graphs.items())


def _assert(claim: bytes, things: Mapping[bytes, Groups]) -> Iterator[Triple]:
    for predicate, values in things[claim].items():
        if predicate == _GENERATED:
            continue
        for value in values:
            yield claim, predicate, value
            if predicate in _SPANS:
                yield from _select(things, value, _OF_SPAN)
            elif predicate in _ENTITIES:
                yield from _select(things, value, _OF_ENTITY)


def _select(things: Mapping[bytes, Groups], subject: bytes, wanted: frozenset[bytes] | None) -> Iterator[Triple]:
    for predicate, values in things.get(subject, {}).items():
        if wanted is None or predicate in wanted:
            for value in values:
                yield subject, predicate, value


def _write_graph(name: bytes, triples: list[Triple], head: bytes, code: bytes, terms: Terms) -> bytes:
    final = head[: -len(_CODE)] + code

    def settle(term: bytes) -> bytes:
        return final + term[len(head) :] if term.startswith(head) else term

    subjects: dict[bytes, list[bytes]] = {}
    for subject, predicate, value in triples:
        subjects.setdefault(settle(subject), []).append(predicate + b" " + settle(value))
    written = [
        terms.describe(subject, arrange(subjects[subject]), b"\t") for subject in sorted(sorted(subjects), key=rank)
    ]
    return b"\n" + terms.shorten(settle(name)) + b" {\n" + b"\n".join(written) + b"}\n"


def _digest(graphs: Mapping[bytes, list[Triple]]) -> bytes:
    """Make the artifact code: the digest of all statements, sorted."""
    from pyoxigraph import Literal, RdfFormat, parse

    rows = []
    for graph, triples in graphs.items():
        for subject, predicate, value in triples:
            if value.startswith(b"<"):
                key = (0, value[1:-1], b"")
                text = value[1:-1]
            else:
                [quad] = parse(b"<x:> <x:> %b .\n" % value, format=RdfFormat.N_TRIPLES)
                assert isinstance(quad.object, Literal)
                literal, kind = quad.object.value.encode(), quad.object.datatype.value.encode()
                key = (1, literal, kind)
                escaped = literal.replace(b"\\", b"\\\\").replace(b"\n", b"\\n")
                mark = b"@" + quad.object.language.lower().encode() if quad.object.language else b"^" + kind
                text = mark + b" " + escaped
            rows.append((graph[1:-1], subject[1:-1], predicate[1:-1], key, text))
    lines = b"".join(b"%b\n%b\n%b\n%b\n" % (g, s, p, text) for g, s, p, _, text in sorted(rows))
    return b"RA" + base64.urlsafe_b64encode(hashlib.sha256(lines).digest()).rstrip(b"=")


FORMATS = (
    OutputFormat(
        name="nanopub",
        title="nanopublications",
        kind="claims",
        write=write,
        suffixes=("nanopub.trig",),
        help="one for each claim",
    ),
)

"""Write each claim as a nanopublication: what an article reports, how that was read, and who vouches for the reading.

The assertion is the claim as a thing that is reported, with its axes, its characters and those whom it names; what it
says is a text in it, never a triple. Nothing is dated, so that the same graph gives the same bytes. The addresses are
trusty URIs: each ends in the digest of its nanopublication, by https://trustyuri.net/spec/v1 (module RA).

That claims are one, that two disagree and that a quotation was changed are nanopublications too, derived from those of
the claims. Who vouches is graphkit, with its rule and how likely it is, or whoever said that the claims are one.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


_MATCH_NOTE = (
    "The assertion is how claims that articles report are found to match. It is not asserted that any of them is true, "
    "nor who is right."
)


def _iri(text: str) -> bytes:
    return f"<{text}>".encode()


_TYPE = _iri(f"{RDF}type")
_CLAIM = _iri(f"{GK}Claim")
_IN_DOCUMENT = _iri(f"{GK}inDocument")
_GENERATED = _iri(f"{PROV}wasGeneratedBy")
_DERIVED = _iri(f"{PROV}wasDerivedFrom")
_ATTRIBUTED = _iri(f"{PROV}wasAttributedTo")
_CREATOR = _iri(f"{DCTERMS}creator")
_IN_CLUSTER = _iri(f"{GK}inCluster")
_BETWEEN = _iri(f"{GK}between")
_MATCHES = frozenset(_iri(GK + kind) for kind in ("ClaimCluster", "Disagreement", "QuotationChange"))
_GROUNDS = (_iri(f"{GK}rule"), _iri(f"{GK}confidence"))
_SAME = _iri(f"{GK}same")
_ANSWER = _iri(f"{GK}answer")
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
    """Write TriG: four graphs for each claim, in the order of articles and in each of the text; then for each match.

    Args:
        store: The graph.
        target: What to write to.
    """
    from pyoxigraph import NamedNode

    file, base, folder = target.file, target.base, target.folder
    prefixes = {**target.prefixes, "np": _NP, "pub": f"{base}np/"}
    terms = Terms(prefixes)
    file.write(terms.declare())
    matching = NamedNode(f"{base}graph/matching")
    runs = _read(store, NamedNode(f"{base}graph/provenance"), folder)
    press = _Press(base.encode(), runs, terms)
    matches = _Matches(store, matching, folder)
    for graph in streaming.list_graphs(store):
        things = _read(store, graph, folder) if graph != matching else {}
        for claim, groups in things.items():
            if _CLAIM in groups.get(_TYPE, ()):
                code, text = press.publish(*_report(claim, things, press), note=_NOTE)
                file.write(text)
                if claim in matches.claims:
                    matches.codes[claim] = code
    for subject, properties in streaming.read_subjects(store, [matching], folder):
        groups = _group(properties)
        if not _MATCHES.isdisjoint(groups.get(_TYPE, ())):
            file.write(press.publish(*matches.report(subject, groups, press), note=_MATCH_NOTE)[1])


def _read(store: GraphStore, graph: streaming.Graph, folder: Path | None) -> dict[bytes, Groups]:
    return {subject: _group(lines) for subject, lines in streaming.read_subjects(store, [graph], folder)}


def _group(properties: Iterable[bytes]) -> dict[bytes, list[bytes]]:
    groups: dict[bytes, list[bytes]] = {}
    for line in properties:
        predicate, _, value = line.partition(b" ")
        groups.setdefault(predicate, []).append(value)
    return groups


class _Press:
    """Publishes assertions.

    Args:
        base: The base IRI of the instances.
        runs: What is known of runs and agents.
        terms: Writes terms.
    """

    def __init__(self, base: bytes, runs: Mapping[bytes, Groups], terms: Terms) -> None:
        self._base, self._runs, self._terms = base, runs, terms
        self._head = self.name(_CODE)
        self.assertion = self._head + b"/assertion>"
        self.agent = b"<%bagent/graphkit>" % base

    def name(self, code: bytes) -> bytes:
        """Return how the addresses of a nanopublication begin."""
        return b"<%bnp/%b" % (self._base, code)

    def part(self, name: bytes) -> bytes:
        """Name a thing that is described in the nanopublication which is being made, and nowhere else."""
        return b"%b/%b>" % (self._head, name)

    def describe(self, things: Iterable[bytes]) -> Iterator[Triple]:
        """Describe runs and agents."""
        return (triple for thing in things for triple in _select(self._runs, thing, None))

    def publish(self, asserted: Iterable[Triple], reading: Iterable[Triple], *, note: str) -> tuple[bytes, bytes]:
        """Return the code of a nanopublication, and its four graphs."""
        this, provenance, info = self._head + b">", self.part(b"provenance"), self.part(b"pubinfo")
        graphs = {
            self.part(b"Head"): [
                (this, _TYPE, _iri(f"{_NP}Nanopublication")),
                (this, _iri(f"{_NP}hasAssertion"), self.assertion),
                (this, _iri(f"{_NP}hasProvenance"), provenance),
                (this, _iri(f"{_NP}hasPublicationInfo"), info),
            ],
            self.assertion: list(dict.fromkeys(asserted)),
            provenance: list(dict.fromkeys(reading)),
            info: [
                (this, _CREATOR, self.agent),
                (this, _iri(f"{RDFS}comment"), f'"{note}"'.encode()),
            ],
        }
        code = _digest(graphs)
        written = (_write_graph(name, triples, self._head, code, self._terms) for name, triples in graphs.items())
        return code, b"".join(written)


def _report(claim: bytes, things: Mapping[bytes, Groups], press: _Press) -> tuple[list[Triple], list[Triple]]:
    """Return what is asserted of a claim, and how it was read."""
    groups = things[claim]
    documents, made = groups.get(_IN_DOCUMENT, []), groups.get(_GENERATED, [])
    reading = [
        *((press.assertion, _DERIVED, document) for document in documents),
        *((press.assertion, _GENERATED, run) for run in made),
        (press.assertion, _ATTRIBUTED, press.agent),
        *(triple for document in documents for triple in _select(things, document, _OF_DOCUMENT)),
        *press.describe((*made, press.agent)),
    ]
    return list(_assert(claim, things)), reading


class _Matches:
    """Knows which claims match, who said so, and the codes of their nanopublications."""

    def __init__(self, store: GraphStore, graph: streaming.Graph, folder: Path | None) -> None:
        self.codes: dict[bytes, bytes] = {}
        self.claims: set[bytes] = set()
        self._members: dict[bytes, list[bytes]] = {}
        self._answers: dict[bytes, list[tuple[bytes, Groups]]] = {}
        for subject, properties in streaming.read_subjects(store, [graph], folder):
            groups = _group(properties)
            for cluster in groups.get(_IN_CLUSTER, ()):
                self._members.setdefault(cluster, []).append(subject)
                self.claims.add(subject)
            if _SAME in groups.get(_ANSWER, ()) and _CREATOR in groups:
                self._answers.setdefault(groups[_BETWEEN][0], []).append((subject, groups))
            elif not _MATCHES.isdisjoint(groups.get(_TYPE, ())):
                self.claims.update(groups.get(_BETWEEN, ()))

    def report(self, match: bytes, groups: Groups, press: _Press) -> tuple[list[Triple], list[Triple]]:
        """Return what is asserted of a match, and who vouches for it."""
        members = self._members.get(match, [])
        claims = members or groups.get(_BETWEEN, [])
        kept = {predicate for predicate in groups if predicate not in (*_GROUNDS, _GENERATED)}
        asserted = [*_select({match: groups}, match, frozenset(kept)), *((m, _IN_CLUSTER, match) for m in members)]
        answers = [given for claim in members for given in self._answers.get(claim, ())]
        answers = [(node, given) for node, given in answers if set(given[_BETWEEN]) <= set(members)]
        reading: list[Triple] = []
        for claim in claims:
            if claim in self.codes:
                reading.append((press.assertion, _DERIVED, press.name(self.codes[claim]) + b"/assertion>"))
        for number, who in enumerate(sorted({who for _, given in answers for who in given[_CREATOR]}), start=1):
            person = press.part(b"person-%d" % number)
            reading += [(press.assertion, _ATTRIBUTED, person), (person, _TYPE, _iri(f"{PROV}Person"))]
            reading.append((person, _iri(f"{RDFS}label"), who))
        for node, given in answers:
            reading += [(press.assertion, _DERIVED, node), *_select({node: given}, node, None)]
        if not _connect(members, [given[_BETWEEN] for _, given in answers]):
            made = groups.get(_GENERATED, [])
            reading += [(press.assertion, _GENERATED, run) for run in made]
            reading += [*_select({match: groups}, match, frozenset(_GROUNDS)), *press.describe((*made, press.agent))]
            reading.append((press.assertion, _ATTRIBUTED, press.agent))
        return asserted, reading


def _connect(members: Sequence[bytes], pairs: Iterable[Sequence[bytes]]) -> bool:
    """Check whether pairs connect all members of a cluster: then nobody but those who gave them vouches for it."""
    groups = [{member} for member in members]
    for pair in pairs:
        touched = [group for group in groups if not group.isdisjoint(pair)]
        groups = [*(group for group in groups if group.isdisjoint(pair)), set().union(*touched)]
    return len(groups) == 1


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
        help="one for each claim, cluster and disagreement",
    ),
)

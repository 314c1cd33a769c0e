"""Choose of a graph what is about or by somebody, and what that rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from graphkit.errors import QueryError
from graphkit.model.vocabulary import GK, ORG, PROV, RDF, Addresses

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["choose"]

_TYPE = f"{RDF}type"
_PARTIES = tuple(GK + name for name in ("source", "addressee", "about"))
_ENDS = (f"{RDF}subject", f"{RDF}object")
_PEOPLE = (f"{ORG}member", f"{ORG}organization")


def choose(store: GraphStore, who: Collection[str], *, base: str) -> list[Quad]:
    """Choose what is about or by somebody.

    These are the claims of which they are the source or the addressee, or which are about them, what reports these, and
    the claims that are one with these or disagree with them; the statements and roles that stand in those claims or
    speak of them; and of all of that the characters, the mentions and the entities.

    Args:
        store: The graph.
        who: The addresses of the entities.
        base: The address below which the graph's things live.

    Raises:
        QueryError: No claim is about or by any of them.
    """
    return _Choice(store, who, base).quads()


class _Choice:
    """Holds a graph by subject and predicate."""

    def __init__(self, store: GraphStore, who: Collection[str], base: str) -> None:
        self.base, self.who = base, frozenset(who)
        self.addresses = Addresses(base)
        self.all = list(set(store))
        self.values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for quad in self.all:
            self.values[quad.predicate.value][_value(quad.subject)].add(_value(quad.object))

    def quads(self) -> list[Quad]:
        claims = self._choose_claims()
        if not claims:
            raise QueryError("no claim of the graph is about or by those that --about names; leave one of them out")
        kept = set(claims)
        for statement in self._list(f"{GK}Statement"):
            if self._stands(statement, claims, _ENDS):
                kept.add(statement)
        for role in self._list(f"{ORG}Membership"):
            if self._stands(role, claims, _PEOPLE):
                kept.add(role)
        documents = {document for thing in kept for document in self.values[f"{GK}inDocument"].get(thing, ())}
        edges = self._find_edges(kept)
        entities = self._find_entities(kept) | {end for s, _, o, _ in edges for end in (s, o)}
        pointed = {value for thing in kept for values in self._points(thing) for value in values}
        mentions = self.values[f"{GK}refersTo"]
        spans = {
            span
            for span in self._list(f"{GK}Span")
            if span.partition("#")[0] in documents
            and (
                span in pointed
                or f"{GK}Boilerplate" in self.values[_TYPE][span]
                or not mentions.get(span, set()).isdisjoint(entities)
            )
        }
        # A mention in a span that stays says who is meant there.
        entities |= {entity for span in spans for entity in mentions.get(span, ())}
        things = kept | documents | entities | spans | pointed
        out = []
        for quad in self.all:
            subject, graph = _value(quad.subject), _value(quad.graph_name)
            if graph in documents:
                is_edge = (subject, quad.predicate.value, _value(quad.object), graph)
                if subject in things and (self._is_description(quad, entities) or is_edge in edges):
                    out.append(quad)
        return out + self._beside(kept, documents, spans)

    def _choose_claims(self) -> set[str]:
        claims = {
            claim for party in _PARTIES for claim, of in self.values[party].items() if not of.isdisjoint(self.who)
        }
        differences = {f"{GK}Disagreement", f"{GK}QuotationChange"}
        matches = list(self._clusters().values())
        matches += (
            ends
            for match, ends in self.values[f"{GK}between"].items()
            if not differences.isdisjoint(self.values[_TYPE].get(match, ()))
        )
        for members in [members for members in matches if not claims.isdisjoint(members)]:
            claims = claims | members
        outer = claims
        while outer := {above for claim in outer for above in self.values[f"{GK}reportedIn"].get(claim, ())} - claims:
            claims = claims | outer
        return claims & set(self._list(f"{GK}Claim"))

    def _clusters(self) -> dict[str, set[str]]:
        members: dict[str, set[str]] = defaultdict(set)
        for claim, clusters in self.values[f"{GK}inCluster"].items():
            for cluster in clusters:
                members[cluster].add(claim)
        return members

    def _stands(self, thing: str, claims: set[str], ends: Iterable[str]) -> bool:
        """Check whether something stands in a chosen claim, or in none and speaks of those who are wanted."""
        within = self.values[f"{GK}within"].get(thing, set()) | self.values[f"{GK}derivedFrom"].get(thing, set())
        if within:
            return within <= claims
        return any(not self.values[end].get(thing, set()).isdisjoint(self.who) for end in ends)

    def _list(self, kind: str) -> list[str]:
        return [thing for thing, kinds in self.values[_TYPE].items() if kind in kinds]

    def _points(self, thing: str) -> Iterable[set[str]]:
        return (values[thing] for values in self.values.values() if thing in values)

    def _find_entities(self, kept: Iterable[str]) -> set[str]:
        prefix = f"{self.base}entity/"
        pointed = (value for thing in kept for values in self._points(thing) for value in values)
        return set(self.who) | {value for value in pointed if value.startswith(prefix)}

    def _find_edges(self, kept: Iterable[str]) -> set[tuple[str, str, str, str]]:
        """Find the plain edges for which a statement that stays vouches."""
        # One that stands in a claim, is negated or hedged vouches for nothing, even where it says the same.
        statements = [
            thing
            for thing in kept
            if f"{GK}Statement" in self.values[_TYPE][thing]
            and not self.values[f"{GK}within"].get(thing)
            and f"{GK}positive" in self.values[f"{GK}polarity"].get(thing, ())
            and f"{GK}certain" in self.values[f"{GK}certainty"].get(thing, ())
        ]
        stated = {
            (subject, predicate, value, document)
            for thing in statements
            for subject in self.values[_ENDS[0]][thing]
            for predicate in self.values[f"{RDF}predicate"][thing]
            for value in self.values[_ENDS[1]][thing]
            for document in self.values[f"{GK}inDocument"][thing]
        }
        return {
            edge
            for quad in self.all
            if (edge := (_value(quad.subject), quad.predicate.value, _value(quad.object), _value(quad.graph_name)))
            in stated
        }

    def _is_description(self, quad: Quad, entities: Collection[str]) -> bool:
        """Check whether a quad describes something, and is no plain edge between entities."""
        return _value(quad.subject) not in entities or not _value(quad.object).startswith(f"{self.base}entity/")

    def _beside(self, kept: set[str], documents: set[str], spans: set[str]) -> list[Quad]:
        """Choose of the graphs that belong to no document what speaks of nothing but what stays."""
        graphs = {self.addresses.graph(name) for name in ("duplicates", "identity", "matching", "reviews")}
        provenance = self.addresses.graph("provenance")
        stays = kept | documents | spans
        members = self._clusters()
        links = [self.values[GK + name] for name in ("between", "first", "second", "reviews", "nearDuplicateOf")]

        def is_kept(subject: str) -> bool:
            if subject in members:
                return members[subject] <= kept
            pointed = {value for link in links for value in link.get(subject, ())}
            return (pointed <= stays) if pointed else subject in stays

        out, people = [], set[str]()
        for quad in self.all:
            subject, graph = _value(quad.subject), _value(quad.graph_name)
            if graph == provenance:
                out.append(quad)
            elif graph in graphs and (subject in graphs or is_kept(subject)):
                target = _value(quad.object)
                if quad.predicate.value == f"{GK}inCluster" and not members[target] <= kept:
                    continue
                out.append(quad)
                if quad.predicate.value == f"{PROV}wasAttributedTo":
                    people.add(target)
        out += (quad for quad in self.all if _value(quad.subject) in people and _value(quad.graph_name) in graphs)
        return list(dict.fromkeys(out))


def _value(term: object) -> str:
    return str(getattr(term, "value", term))

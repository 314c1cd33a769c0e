"""Write entities of FollowTheMoney, one a line as JSON, for Aleph, OpenAleph and the tools around them.

A claim is a Note on those whom it concerns, whose text begins by saying that it is a report and no fact. It is never a
link between them: FollowTheMoney has no schema for 'is said to', and what stands in it as a link is read as true. Links
are only what the graph holds as plain triples, and posts that articles themselves give. Unnamed groups and works have
no schema that would be true of them; they are named in the notes alone.

Claims that are one, that disagree, or that quote the same words differently, have a Note on their notes. They are never
Similar: that is read as one record twice, and tools then merge what two articles report.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.export.registry import OutputFormat, Target
from graphkit.store.tables import join, select

if TYPE_CHECKING:
    from graphkit.analysis.network import Records
    from graphkit.analysis.network.matches import ChangedQuotation, Conflict
    from graphkit.analysis.network.records import Utterance
    from graphkit.store import GraphStore

__all__ = ["FORMATS"]

# A state is a legal entity, and whether its government or its people are meant no article says. That an organization is
# a company or a public body is not known.
_SCHEMATA = {
    "person": "Person",
    "organization": "Organization",
    "outlet": "Organization",
    "country": "LegalEntity",
    "place": "Address",
    "event": "Event",
}
_LEGAL = frozenset({"Person", "Organization", "LegalEntity"})
_NO_FACT = "Nothing is said on who is right."
_CHANGES = {"cut": "cut", "altered": "altered", "lostNegation": "a negation lost"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_WIKIDATA = "http://www.wikidata.org/entity/"
_NAMES = join(
    "?mention ?entity ?document ?exact",
    "?mention gk:mentionKind gk:name",
    "?mention gk:refersTo ?entity",
    "?mention gk:inDocument ?document",
    "?mention oa:exact ?exact",
)


def write(store: GraphStore, target: Target) -> None:
    """Write articles, parties, names as they stand in the articles, notes and links, in this order."""
    from graphkit.analysis import network

    records = network.read(store)
    writer = _Writer(records)
    for entity in (*writer.things(), *writer.mentions(store), *writer.notes(), *writer.matches(), *writer.links()):
        target.file.write(json.dumps(entity, ensure_ascii=False, sort_keys=True).encode() + b"\n")


class _Writer:
    """Holds what every entity needs."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._labels = records.label_parties()
        self._titles = {article.iri: article.title for article in records.articles}
        self._schemata = {p.iri: _SCHEMATA[p.kind] for p in records.parties if p.kind in _SCHEMATA}
        self._claims = {claim.iri: claim for claim in records.utterances}

    def things(self) -> Iterator[dict[str, Any]]:
        for article in self._records.articles:
            properties = {"title": article.title, "publisher": article.publisher, "publishedAt": _date(article.issued)}
            yield _make("Article", article.iri, {**properties, "fileName": article.identifier})
        for party in self._records.parties:
            if schema := self._schemata.get(party.iri):
                known: dict[str, str | tuple[str, ...]] = {"name": party.label, "alias": party.aliases}
                if party.link.startswith(_WIKIDATA):
                    known["wikidataId"] = party.link.removeprefix(_WIKIDATA)
                yield _make(schema, party.iri, known)

    def mentions(self, store: GraphStore) -> Iterator[dict[str, Any]]:
        for entity, document, exact in sorted({tuple(row[1:]) for row in select(store, _NAMES)}):
            schema = self._schemata.get(entity)
            if schema in _LEGAL and document in self._titles:
                known = {"name": exact, "document": _name(document), "resolved": _name(entity)}
                yield _make("Mention", f"{document} {entity} {exact}", {**known, "detectedSchema": schema})

    def notes(self) -> Iterator[dict[str, Any]]:
        for claim in self._records.utterances:
            concerned = dict.fromkeys((*claim.sources, *claim.addressees, *claim.about))
            known = {
                "name": f"Reported claim ({claim.act})",
                "description": self._describe(claim),
                "keywords": ("reported claim, not a fact", claim.act, f"source {claim.stance}"),
                "entity": [_name(iri) for iri in concerned if iri in self._schemata],
                "proof": _name(claim.document) if claim.document in self._titles else "",
            }
            yield _make("Note", claim.iri, known)

    def matches(self) -> Iterator[dict[str, Any]]:
        matches = self._records.matches
        for cluster in matches.clusters:
            claims = [self._claims[iri] for iri in cluster.claims]
            count = len({claim.document for claim in claims})
            articles = f"{count} article{'s' if count != 1 else ''}"
            found = f"{len(claims)} reported claims in {articles} are one claim, as likely as {cluster.confidence:g}"
            known = {
                "name": "Claims that are one",
                "description": f"{found}; from {cluster.describe_origins()}. {_NO_FACT} {self._report(claims[0])}",
                "keywords": ("reported claim, not a fact", "claims that are one"),
            }
            yield self._remark(cluster.iri, claims, known)
        for conflict in matches.conflicts:
            kinds, sure = ", ".join(conflict.kinds), f"if they are on one matter (as likely as {conflict.confidence:g})"
            known = {
                "name": f"Claims that disagree ({kinds})",
                "description": f"Two reported claims that cannot both be so, {sure}. {_NO_FACT} {self._face(conflict)}",
                "keywords": ("reported claim, not a fact", "claims that disagree", *conflict.kinds),
            }
            yield self._remark(conflict.iri, [self._claims[iri] for iri in (conflict.one, conflict.other)], known)
        for change in matches.changes:
            known = {
                "name": f"Changed quotation ({_CHANGES.get(change.kind, change.kind)})",
                "description": f"Two articles quote the same words differently. {_NO_FACT} {self._face(change)}",
                "keywords": ("reported claim, not a fact", "changed quotation", _CHANGES.get(change.kind, change.kind)),
            }
            yield self._remark(change.iri, [self._claims[iri] for iri in (change.one, change.other)], known)

    def links(self) -> Iterator[dict[str, Any]]:
        for relation in self._records.relations:
            if relation.subject in self._schemata and relation.object in self._schemata:
                known = {"subject": _name(relation.subject), "object": _name(relation.object), "role": relation.label}
                where = self._titles.get(relation.document, relation.document)
                yield _make("UnknownLink", relation.statement, {**known, "description": f"as read in: {where}"})
        for post in self._records.posts:
            ends = (self._schemata.get(post.member), self._schemata.get(post.organization))
            if ends[0] in _LEGAL and ends[1] == "Organization":
                known = {"member": _name(post.member), "organization": _name(post.organization), "role": post.title}
                known["status"] = "current" if post.current else "former"
                where = self._titles.get(post.document, post.document)
                key = " ".join((post.document, post.member, post.organization, post.title, known["status"]))
                yield _make("Membership", key, {**known, "description": f"as read in: {where}"})

    def _remark(
        self, key: str, claims: Sequence[Utterance], known: Mapping[str, str | Sequence[str]]
    ) -> dict[str, Any]:
        """Make a Note on the notes of claims."""
        articles = dict.fromkeys(claim.document for claim in claims if claim.document in self._titles)
        on = {"entity": [_name(claim.iri) for claim in claims], "proof": [_name(article) for article in articles]}
        return _make("Note", key, {**known, **on})

    def _face(self, pair: Conflict | ChangedQuotation) -> str:
        """Put two claims side by side, each with the words in which it differs from the other."""
        sides = []
        for iri, stretches in ((pair.one, pair.ones), (pair.other, pair.others)):
            claim = self._claims[iri]
            words = ", ".join(f"'{stretch.words}'" for stretch in stretches if stretch.words != claim.content)
            sides.append(self._report(claim) + (f" (differs in {words})" if words else ""))
        return " / ".join(sides)

    def _describe(self, claim: Utterance) -> str:
        return f"Reported claim, not a fact. {self._report(claim)}"

    def _report(self, claim: Utterance) -> str:
        who = ", ".join(self._labels.get(iri, iri) for iri in claim.sources) or "a source that is not named"
        axes = f"{claim.act}; stance {claim.stance}, {claim.polarity}, {claim.certainty}, {claim.quotation}"
        where = self._titles.get(claim.document, claim.document)
        through = ", by way of another source" if claim.outer else ""
        return f"{who} ({axes}){through}, in '{where}': {claim.content or claim.cue}"


def _make(schema: str, key: str, known: Mapping[str, Any]) -> dict[str, Any]:
    properties = {}
    for name, value in known.items():
        values = [value] if isinstance(value, str) else list(value)
        cleaned = dict.fromkeys(filter(None, map(_clean, values)))
        if cleaned:
            properties[name] = list(cleaned)
    return {"id": _name(key), "schema": schema, "properties": properties}


def _name(key: str) -> str:
    """Name an entity: FollowTheMoney takes letters and digits, no address."""
    return hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()


def _date(text: str) -> str:
    found = _DATE.match(text)
    return found[0] if found else ""


def _clean(text: str) -> str:
    return " ".join(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).split())


FORMATS = (
    OutputFormat(
        name="ftm",
        title="FollowTheMoney",
        kind="claims",
        write=write,
        suffixes=("ftm.json",),
        help="parties, names in articles, claims as notes",
    ),
)

"""Write claims as schema.org knows them, in JSON-LD: who says what, in which article, and never whether it is true.

There is no ClaimReview, and the file says so: a verdict is for people to give. A claim has an author only where the
article itself says that they put it forward; of one who denies or demands it, or whom only another source quotes, its
description tells.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.export.registry import OutputFormat, Target
from graphkit.model.vocabulary import SCHEMA

if TYPE_CHECKING:
    from graphkit.analysis.network import Records
    from graphkit.analysis.network.records import Utterance
    from graphkit.store import GraphStore

__all__ = ["FORMATS"]

_NOTE = (
    "Claims as the articles report them. Nothing here says whether a claim is true: there is no ClaimReview and no "
    "rating, since nobody has checked them. The author of a claim is whoever puts it forward in the article's words; "
    "who denies or demands it, or is only said by others to have said it, is named in its description."
)
_PUTTING_FORWARD = frozenset({"asserts", "alleges", "acknowledges", "predicts"})
_TYPES = {
    "person": "Person",
    "organization": "Organization",
    "outlet": "NewsMediaOrganization",
    "country": "Country",
    "place": "Place",
    "group": "Thing",
    "work": "CreativeWork",
    "event": "Event",
}


def write(store: GraphStore, target: Target) -> None:
    """Write articles, parties and claims, one object each; the context stands in the file, and nothing is fetched."""
    from graphkit.analysis import network

    records = network.read(store)
    target.file.write(f'{{\n"@context": {{"@vocab": "{SCHEMA}"}},\n"@graph": [\n'.encode())
    nodes = [{"@id": f"{target.base}graph/claims", "@type": "Dataset", "description": _NOTE}, *_list_nodes(records)]
    target.file.write(b",\n".join(json.dumps(node, ensure_ascii=False, indent=1).encode() for node in nodes))
    target.file.write(b"\n]\n}\n")


def _list_nodes(records: Records) -> Iterator[dict[str, Any]]:
    for article in records.articles:
        yield _drop_empty(
            {
                "@id": article.iri,
                "@type": "Article",
                "identifier": article.identifier,
                "headline": article.title,
                "datePublished": article.issued,
                "publisher": {"@type": "Organization", "name": article.publisher} if article.publisher else "",
            }
        )
    for party in records.parties:
        yield _drop_empty(
            {
                "@id": party.iri,
                "@type": _TYPES[party.kind],
                "name": party.label,
                "alternateName": list(party.aliases),
                "sameAs": {"@id": party.link} if party.link else "",
            }
        )
    labels = records.label_parties()
    for claim in records.utterances:
        own = claim.stance == "affirms" and claim.act in _PUTTING_FORWARD and not claim.outer
        yield _drop_empty(
            {
                "@id": claim.iri,
                "@type": "Claim",
                "text": claim.content,
                "description": _describe(claim, labels),
                "author": _refer(claim.sources) if own else "",
                "about": _refer(claim.about),
                "appearance": {"@id": claim.document} if claim.document else "",
            }
        )


def _describe(claim: Utterance, labels: Mapping[str, str]) -> str:
    who = ", ".join(labels.get(iri, iri) for iri in claim.sources) or "a source that is not named"
    axes = f"act: {claim.act}, stance on the text: {claim.stance}, certainty: {claim.certainty}"
    through = f", as told in the claim {claim.outer}" if claim.outer else ""
    return f"Reported, not checked. Source: {who}{through}; {axes}, cue: {claim.cue}."


def _refer(iris: Sequence[str]) -> list[dict[str, str]]:
    return [{"@id": iri} for iri in iris]


def _drop_empty(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value not in ("", [])}


FORMATS = (
    OutputFormat(
        name="schemaorg",
        title="schema.org claims",
        kind="claims",
        write=write,
        suffixes=("schemaorg.jsonld",),
        help="a Claim each, with no verdict",
    ),
)

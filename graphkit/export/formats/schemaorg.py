"""Write claims as schema.org knows them, in JSON-LD: who says what, in which article, and never whether it is true.

No verdict is ours: a ClaimReview is what somebody in an article denies or doubts, by that somebody, without a rating. A
claim has an author only where the article itself says that they put it forward; of one who demands it, or whom only
another source quotes, its description tells.

What several articles claim is a Claim of its own, which theirs are the same as. One that is rejected is not the same as
a claim of the opposite, though who denies that it is so and who says that it is not make one claim to graphkit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphkit.export.registry import OutputFormat, Target
from graphkit.model.vocabulary import SCHEMA

if TYPE_CHECKING:
    from graphkit.analysis.network import Records
    from graphkit.analysis.network.matches import ClaimGroup
    from graphkit.analysis.network.records import Utterance
    from graphkit.store import GraphStore

__all__ = ["FORMATS"]

_NOTE = (
    "Claims as the articles report them. Nothing here says whether a claim is true, since nobody has checked them: a "
    "ClaimReview is what somebody in an article says against a claim, and has no rating. The author of a claim is "
    "whoever puts it forward in the article's words; who demands it, or is only said by others to have said it, is "
    "named in its description. That claims of several articles are the same is what graphkit finds."
)
_REVIEW = (
    "What its author says against the claim, as the article reports it. Nobody has checked who is right, and it is no "
    "verdict of whoever made this file."
)
_PUTTING_FORWARD = frozenset({"asserts", "alleges", "acknowledges", "predicts"})
_REVIEWING = frozenset({"denies", "doubts"})
_TYPES = {
    "person": "Person",
    "organization": "Organization",
    "outlet": "NewsMediaOrganization",
    "country": "Country",
    "place": "Place",
    "group": "Thing",
    "work": "CreativeWork",
    "event": "Event",
    "unknown": "Thing",
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
    yield from _list_claims(records)


def _list_claims(records: Records) -> Iterator[dict[str, Any]]:
    labels = records.label_parties()
    claims = {claim.iri: claim for claim in records.utterances}
    same = {iri: cluster.iri for cluster in records.matches.clusters for iri in _side(cluster, claims)}
    for claim in records.utterances:
        yield _drop_empty(
            {
                "@id": claim.iri,
                "@type": "Claim",
                "text": claim.content,
                "description": _describe(claim, labels),
                "author": _refer(claim.sources) if _puts_forward(claim) else "",
                "about": _refer(claim.about),
                "appearance": {"@id": claim.document} if claim.document else "",
                "sameAs": {"@id": same[claim.iri]} if claim.iri in same else "",
            }
        )
    for cluster in records.matches.clusters:
        yield _join(cluster, [claims[iri] for iri in _side(cluster, claims)])
    yield from _list_reviews(records, claims)


def _puts_forward(claim: Utterance) -> bool:
    """Check whether the article itself says that the sources put a claim forward."""
    return claim.stance == "affirms" and claim.act in _PUTTING_FORWARD and not claim.outer


def _side(cluster: ClaimGroup, claims: Mapping[str, Utterance]) -> list[str]:
    """Return the members of a cluster whose texts say one thing: those that do not reject theirs, if there are any."""
    put = [iri for iri in cluster.claims if claims[iri].stance != "rejects"]
    return put or list(cluster.claims)


def _join(cluster: ClaimGroup, members: Sequence[Utterance]) -> dict[str, Any]:
    """Make the Claim that several are the same as, in the words of the shortest."""
    articles = sorted({claim.document for claim in members if claim.document})
    found = f"{len(cluster.claims)} reported claims are one, as likely as {cluster.confidence:g}"
    return _drop_empty(
        {
            "@id": cluster.iri,
            "@type": "Claim",
            "text": min((claim.content for claim in members if claim.content), key=lambda t: (len(t), t), default=""),
            "description": f"Reported, not checked. {found}; from {cluster.describe_origins()}.",
            "author": _refer(sorted({who for claim in members if _puts_forward(claim) for who in claim.sources})),
            "about": _refer(sorted({entity for claim in members for entity in claim.about})),
            "appearance": _refer(articles),
        }
    )


def _list_reviews(records: Records, claims: Mapping[str, Utterance]) -> Iterator[dict[str, Any]]:
    """Make a ClaimReview of every denial or doubt of somebody whom the article itself quotes."""
    conflicts = records.matches.find_conflicts()
    for claim in records.utterances:
        if (
            claim.act not in _REVIEWING
            or claim.stance != "rejects"
            or claim.outer
            or not claim.sources
            or not claim.content
        ):
            continue
        # whoever says that it is so makes the claim that is rejected
        others = [
            iri
            for iri, conflict in conflicts.get(claim.iri, ())
            if "polarity" in conflict.kinds and claims[iri].stance == "affirms"
        ]
        yield _drop_empty(
            {
                "@id": f"{claim.iri}#review",
                "@type": "ClaimReview",
                "author": _refer(claim.sources),
                "claimReviewed": claim.content,
                "itemReviewed": _refer([claim.iri, *sorted(others)]),
                "description": _REVIEW,
                "dateCreated": claim.date,
                "isBasedOn": {"@id": claim.document} if claim.document else "",
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
        help="Claim, ClaimReview of who rejects one; no verdict",
    ),
)

"""Compose what the picture shows, as plain values: parties, points, links between them, and the text behind each.

The scene knows nothing of pixels; `layout` places it, `page` and `figure` draw it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.network import Point, Records, Voice, gather, read
from graphkit.analysis.network.evidence import EvidencePlace
from graphkit.analysis.network.records import Article, Party, Post, Utterance

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["NOBODY", "Scene", "SceneLink", "SceneNode", "compose"]

NOBODY = "nobody "
"""What the node of those whom a text does not name is called, before the text's address: two texts mean two of them."""

_MIDDLE = frozenset({"work", "event"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneNode:
    """A party or a point; a work that parties take a stance on is both, and one node."""

    id: str
    kind: str
    label: str
    middle: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneLink:
    """One party's stance on a point or a party.

    Args:
        source: The party.
        target: The point or the other party.
        group: 'voice' (on a claim), 'stance' (on an entity), 'relay' (of another party) or 'dispute' (with one).
        act: What it does, in a word.
        style: 'affirm', 'reject', 'allege' or 'relay'.
        sign: 1 for, -1 against, 0 neither.
        reading: Address of the claim, else of the statement, that it was read from.
        document: Where that stands.
        certainty: How certain the content is put.
        via: Parties that report it.
    """

    source: str
    target: str
    group: str
    act: str
    style: str
    sign: int
    reading: str
    document: str
    certainty: str
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that can be shown of one graph."""

    articles: tuple[Article, ...]
    nodes: Mapping[str, SceneNode]
    parties: Mapping[str, Party]
    links: tuple[SceneLink, ...]
    claims: Mapping[str, Utterance]
    points: Mapping[str, Point]
    posts: tuple[Post, ...]
    places: Mapping[str, tuple[EvidencePlace, ...]]

    def claim_links(self) -> tuple[SceneLink, ...]:
        """Give the links of the claims view: on claims, and on works and events."""
        return tuple(
            link
            for link in self.links
            if link.group == "voice" or (link.group == "stance" and link.sign and self.nodes[link.target].middle)
        )

    def party_links(self) -> tuple[SceneLink, ...]:
        """Give the links of the who-vs-whom view: between parties."""
        return tuple(link for link in self.links if link.group != "voice" and link.source != link.target)


def compose(store: GraphStore) -> Scene:
    """Compose the scene of a graph.

    Args:
        store: The graph: one named graph per document.
    """
    records = read(store)
    points = {point.key: point for point in gather(records)}
    parties = {party.iri: party for party in records.parties}
    claims = {claim.iri: claim for claim in records.utterances}
    links = tuple(sorted(_links(records, points, parties, claims), key=_order))
    ends = {end for link in links for end in (link.source, link.target)}
    return Scene(
        articles=records.articles,
        nodes={node.id: node for node in _nodes(points, parties, claims, ends)},
        parties=parties,
        links=links,
        claims=claims,
        points=points,
        posts=records.posts,
        places=records.places,
    )


def _order(link: SceneLink) -> tuple[str, ...]:
    return (link.group, link.document, link.reading, link.source, link.target, link.act, link.style)


def _wording(point: Point, claims: Mapping[str, Utterance]) -> str:
    """Word a claim for its box: a content of a word or two says little without its cue ('propose: talks')."""
    claim = claims[point.key]
    brief = len(point.label.split()) < 3 and claim.content == point.label
    return f"{claim.cue}: {point.label}" if brief and claim.cue else point.label


def _nodes(
    points: Mapping[str, Point], parties: Mapping[str, Party], claims: Mapping[str, Utterance], ends: set[str]
) -> Iterator[SceneNode]:
    for party in parties.values():
        if party.iri in ends:
            point = points.get(party.iri)
            middle = party.kind in _MIDDLE and point is not None
            yield SceneNode(id=party.iri, kind=party.kind, label=party.label, middle=middle, state=_state(point))
    for point in points.values():
        if not point.entity:
            yield SceneNode(
                id=point.key,
                kind="claim",
                label=_wording(point, claims).removeprefix("that "),
                middle=True,
                state=_state(point),
            )
    for end in sorted(ends):
        if end.startswith(NOBODY):
            yield SceneNode(id=end, kind="nobody", label="not named", middle=False, state="")


def _state(point: Point | None) -> str:
    """Tell how a point stands: contested, or only affirmed, rejected, alleged or reported here."""
    if point is None:
        return ""
    if point.contested:
        return "contested"
    styles = {voice.style for voice in point.voices}
    return next((style for style in ("affirm", "reject", "allege") if style in styles), "relay")


def _links(
    records: Records, points: Mapping[str, Point], parties: Mapping[str, Party], claims: Mapping[str, Utterance]
) -> Iterator[SceneLink]:
    for point in points.values():
        if not point.entity:
            for voice in point.voices:
                yield _link(voice, voice.party or NOBODY + voice.document, point.key, "voice", claims)
    sides = {voice.statement: voice for point in points.values() if point.entity for voice in point.voices}
    for relation in records.relations:
        if relation.subject in parties and relation.object in parties:
            voice_ = sides.get(relation.statement)
            yield SceneLink(
                source=relation.subject,
                target=relation.object,
                group="stance",
                act=relation.label,
                style=voice_.style if voice_ else "relay",
                sign=voice_.sign if voice_ else 0,
                reading=relation.claim or relation.statement,
                document=relation.document,
                certainty="certain",
                via=(),
            )
    for claim in claims.values():
        outer = claims.get(claim.outer)
        for source in outer.sources if outer else ():
            for inner in claim.sources:
                if source != inner and outer:
                    yield _between(source, inner, "relay", "quotes", "relay", outer)
    yield from _disputes(points, claims)


def _disputes(points: Mapping[str, Point], claims: Mapping[str, Utterance]) -> Iterator[SceneLink]:
    """Set everybody who rejects a claim against those who affirm it."""
    for point in points.values():
        if point.entity:
            continue
        affirming = dict.fromkeys(voice.party for voice in point.voices if voice.sign > 0 and voice.party)
        for voice in point.voices:
            for other in affirming:
                if voice.sign < 0 and voice.party and voice.party != other:
                    yield _between(voice.party, other, "dispute", "disputes", "reject", claims[voice.claim])


def _between(source: str, target: str, group: str, act: str, style: str, claim: Utterance) -> SceneLink:
    return SceneLink(
        source=source,
        target=target,
        group=group,
        act=act,
        style=style,
        sign=-1 if style == "reject" else 0,
        reading=claim.iri,
        document=claim.document,
        certainty=claim.certainty,
        via=(),
    )


def _link(voice: Voice, source: str, target: str, group: str, claims: Mapping[str, Utterance]) -> SceneLink:
    claim = claims.get(voice.claim)
    return SceneLink(
        source=source,
        target=target,
        group=group,
        act=voice.act,
        style=voice.style,
        sign=voice.sign,
        reading=voice.claim or voice.statement,
        document=voice.document,
        certainty=claim.certainty if claim else "certain",
        via=voice.via,
    )

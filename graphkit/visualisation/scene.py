"""Compose what is shown as plain values: parties, points, the links between them, and the text behind each.

A scene knows nothing of pixels: `layout` places it, `page` and `figure` draw it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.network import Point, Records, Voice, gather, read
from graphkit.analysis.network.chains import name_reporters
from graphkit.analysis.network.evidence import EvidencePlace
from graphkit.analysis.network.matches import Matches
from graphkit.analysis.network.records import Article, Party, Post, Utterance
from graphkit.visualisation.look import look

if TYPE_CHECKING:
    from graphkit.store import GraphStore

__all__ = ["NOBODY", "Scene", "SceneLink", "SceneNode", "compose", "compose_records"]

NOBODY = "nobody "
"""The id of the node for unnamed sources begins so; the address of the document follows, so each has its own."""

_MIDDLE = frozenset({"work", "event"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneNode:
    """A party or a point. A work on which parties take a stance is both, and one node.

    Args:
        id: Its address.
        kind: One of the kinds in `look.toml`.
        label: Its name, or what the claim says.
        middle: Whether it is a point, which stands between parties.
        state: What all say together on it: 'contested', 'reject', 'allege', 'affirm', 'relay' or ''.
    """

    id: str
    kind: str
    label: str
    middle: bool
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneLink:
    """One party's stance on a point or another party.

    Args:
        source: The party.
        target: The point or the other party.
        group: 'voice' (on a claim), 'stance' (on an entity), 'relay' (of another party) or 'dispute' (with one).
        act: The act, or the label of a predicate; 'asserts the opposite' where the target is the opposite of the claim.
        style: 'affirm', 'reject', 'allege' or 'relay'.
        sign: 1 for, -1 against, 0 neither.
        reading: The address of the claim, else of the statement, that it was read from.
        document: The document in which that stands.
        certainty: The certainty of the content.
        via: The parties that report it.
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
    """All that can be shown of a graph."""

    articles: tuple[Article, ...]
    nodes: Mapping[str, SceneNode]
    parties: Mapping[str, Party]
    links: tuple[SceneLink, ...]
    claims: Mapping[str, Utterance]
    points: Mapping[str, Point]
    posts: tuple[Post, ...]
    places: Mapping[str, tuple[EvidencePlace, ...]]
    matches: Matches

    def claim_links(self) -> tuple[SceneLink, ...]:
        """Return the links of the claims view: on claims, works and events."""
        return tuple(
            link
            for link in self.links
            if link.group == "voice" or (link.group == "stance" and link.sign and self.nodes[link.target].middle)
        )

    def party_links(self) -> tuple[SceneLink, ...]:
        """Return the links of the who-vs-whom view: between parties."""
        return tuple(link for link in self.links if link.group != "voice" and link.source != link.target)


def compose(store: GraphStore) -> Scene:
    """Compose the scene of a graph.

    Args:
        store: The graph: one named graph per document.
    """
    return compose_records(read(store))


def compose_records(records: Records) -> Scene:
    """Compose the scene of records that were read before."""
    points = {point.key: point for point in gather(records)}
    parties = {party.iri: party for party in records.parties}
    claims = {claim.iri: claim for claim in records.utterances}
    links = tuple(sorted(_links(records, points, parties, claims), key=_order))
    ends = {end for link in links for end in (link.source, link.target)}
    return Scene(
        articles=records.articles,
        nodes={node.id: node for node in _nodes(points, parties, ends)},
        parties=parties,
        links=links,
        claims=claims,
        points=points,
        posts=records.posts,
        places=records.places,
        matches=records.matches,
    )


def _order(link: SceneLink) -> tuple[str, ...]:
    return (link.group, link.document, link.reading, link.source, link.target, link.act, link.style)


def _nodes(points: Mapping[str, Point], parties: Mapping[str, Party], ends: set[str]) -> Iterator[SceneNode]:
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
                label=point.label.removeprefix("that "),
                middle=True,
                state=_state(point),
            )
    for end in sorted(ends):
        if end.startswith(NOBODY):
            yield SceneNode(id=end, kind="nobody", label=look().kinds["nobody"].text, middle=False, state="")


def _state(point: Point | None) -> str:
    """Return what all say together on a point: whether it is contested, or else only affirmed, rejected and so on."""
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
                yield _voice_link(voice, point.key, claims)
    stances = (voice for point in points.values() if point.entity for voice in point.voices)
    sides = {voice.statement: voice for voice in stances if voice.statement}
    for relation in records.relations:
        if relation.subject in parties and relation.object in parties:
            stance = sides.get(relation.statement)
            yield SceneLink(
                source=relation.subject,
                target=relation.object,
                group="stance",
                act=relation.label,
                style=stance.style if stance else "relay",
                sign=stance.sign if stance else 0,
                reading=relation.claim or relation.statement,
                document=relation.document,
                certainty="certain",
                via=name_reporters(claims[relation.claim], claims) if relation.claim in claims else (),
            )
    for claim in claims.values():
        outer = claims.get(claim.outer)
        for source in outer.sources if outer else ():
            for inner in claim.sources:
                if source != inner and outer:
                    yield _party_link(source, inner, "relay", "quotes", "relay", outer)
    yield from _disputes(points, claims)


def _disputes(points: Mapping[str, Point], claims: Mapping[str, Utterance]) -> Iterator[SceneLink]:
    """Link each party that rejects a claim with those that affirm it."""
    for point in points.values():
        if point.entity:
            continue
        affirming = dict.fromkeys(voice.party for voice in point.voices if voice.sign > 0 and voice.party)
        for voice in point.voices:
            for other in affirming:
                if voice.sign < 0 and voice.party and voice.party != other:
                    yield _party_link(voice.party, other, "dispute", "disputes", "reject", claims[voice.claim])


def _party_link(source: str, target: str, group: str, act: str, style: str, claim: Utterance) -> SceneLink:
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


def _voice_link(voice: Voice, target: str, claims: Mapping[str, Utterance]) -> SceneLink:
    claim = claims.get(voice.claim)
    return SceneLink(
        source=voice.party or NOBODY + voice.document,
        target=target,
        group="voice",
        act=_phrase_act(voice),
        style=voice.style,
        sign=voice.sign,
        reading=voice.claim or voice.statement,
        document=voice.document,
        certainty=claim.certainty if claim else "certain",
        via=voice.via,
    )


def _phrase_act(voice: Voice) -> str:
    """Return the act of a voice, put so that it is true of the wording of the point."""
    act = voice.act.removesuffix("?")
    return f"{act} the opposite{voice.act[len(act) :]}" if voice.opposite else voice.act

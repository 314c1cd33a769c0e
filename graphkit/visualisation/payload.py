"""Turn a scene into the data of a page: lists and dictionaries that refer to one another by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.network.records import Post, Utterance
from graphkit.visualisation.layout import Placed, label, place_claims, place_parties
from graphkit.visualisation.readings import sentence
from graphkit.visualisation.scene import Link, Scene
from graphkit.visualisation.selection import select_opening

__all__ = ["Payload", "payload"]

_DRAWABLE = 8000
"""A browser draws so many nodes in some three seconds; of more a page offers search and filters, never all at once."""

type Payload = dict[str, Any]


def payload(scene: Scene, *, title: str, texts: Mapping[str, str]) -> Payload:
    """Make the data of a page.

    Args:
        scene: What it shows.
        title: Its heading.
        texts: The article's text by the document's address; where it is missing only the exact spans are shown.

    Returns:
        `nodes`, `links`, `edges`, `readings`, `articles` and `places` (of nodes, for each view).
    """
    numbers = {key: number for number, key in enumerate(sorted(scene.nodes))}
    articles = {article.iri: number for number, article in enumerate(scene.articles)}
    readings = sorted({link.reading for link in scene.links} | set(scene.claims))
    order = {iri: number for number, iri in enumerate(readings)}
    links = [_link(link, numbers, order, articles) for link in scene.links]
    opening = select_opening(scene)
    everything = frozenset(end for link in scene.claim_links() for end in (link.source, link.target))
    whole = place_claims(scene, everything) if everything != opening and len(everything) <= _DRAWABLE else ()
    parties, everyone = place_parties(scene), place_parties(scene, everyone=True)
    return {
        "title": title,
        "nodes": [_node(scene, key) for key in numbers],
        "links": links,
        "edges": _edges(scene, numbers),
        "readings": [_reading(scene, iri, numbers, order, articles, texts) for iri in readings],
        "articles": [
            {
                "title": article.title,
                "issued": article.issued,
                "publisher": article.publisher,
                "text": texts.get(article.iri),
            }
            for article in scene.articles
        ],
        "places": {
            "opening": _places(place_claims(scene, opening), numbers),
            "narrow": _places(place_claims(scene, opening, narrow=True), numbers),
            "all": _places(whole, numbers),
            "who": _places(parties, numbers),
            "whoNarrow": _places(place_parties(scene, narrow=True), numbers),
            "whoAll": _places(everyone if len(everyone) > len(parties) else (), numbers),
        },
    }


def _places(placed: Iterable[Placed], numbers: Mapping[str, int]) -> list[list[Any]]:
    return [[numbers[p.id], p.x, p.y, p.label, p.column] for p in placed]


def _node(scene: Scene, key: str) -> Payload:
    node = scene.nodes[key]
    data: Payload = {"id": key, "kind": node.kind, "label": node.label, "short": label(node), "state": node.state}
    data["middle"] = node.middle
    party = scene.parties.get(key)
    if party:
        data["aliases"] = list(party.aliases)
        data["link"] = party.link
        data["posts"] = _posts((p for p in scene.posts if p.member == key), scene)
    point = scene.points.get(key)
    if point and point.opposed:
        data["opposed"] = [number for number, other in enumerate(sorted(scene.nodes)) if other in point.opposed]
    return data


def _posts(posts: Iterable[Post], scene: Scene) -> list[list[Any]]:
    """Word the posts of a party, each once however many articles give it."""
    worded: dict[tuple[str, str, bool], None] = {}
    for post in posts:
        party = scene.parties.get(post.organization)
        # 'head of the Inspectorate' names the organisation itself
        named = party.label if party and party.label.casefold() not in post.title.casefold() else ""
        worded[post.title, named, post.current] = None
    return [list(key) for key in worded]


def _link(link: Link, numbers: Mapping[str, int], order: Mapping[str, int], articles: Mapping[str, int]) -> Payload:
    return {
        "source": numbers[link.source],
        "target": numbers[link.target],
        "group": link.group,
        "act": link.act,
        "style": link.style,
        "reading": order[link.reading],
        "article": articles.get(link.document, -1),
        "certainty": link.certainty,
        "via": [numbers[key] for key in link.via if key in numbers],
    }


def _edges(scene: Scene, numbers: Mapping[str, int]) -> list[Payload]:
    """Merge links that would be drawn over one another: same ends, same view, same style."""
    claims, parties = set(scene.claim_links()), set(scene.party_links())
    merged: dict[tuple[str, int, int, str], list[int]] = defaultdict(list)
    for number, link in enumerate(scene.links):
        ends = numbers[link.source], numbers[link.target]
        for view, members in (("claims", claims), ("who", parties)):
            if link in members:
                merged[view, *ends, link.style].append(number)
    return [
        {"view": view, "from": source, "to": target, "style": style, "links": links}
        for (view, source, target, style), links in sorted(merged.items())
    ]


def _reading(
    scene: Scene,
    iri: str,
    numbers: Mapping[str, int],
    order: Mapping[str, int],
    articles: Mapping[str, int],
    texts: Mapping[str, str],
) -> Payload:
    claim = scene.claims.get(iri)
    stretches = scene.places.get(iri, ())
    document = claim.document if claim else next((li.document for li in scene.links if li.reading == iri), "")
    data: Payload = {
        "id": iri,
        "article": articles.get(document, -1),
        "spans": [[p.start, p.end, p.part] for p in stretches],
    }
    text = texts.get(document)
    if text is None:
        data["exact"] = [p.exact for p in stretches]
    elif stretches:
        start, end = min(p.start for p in stretches), max(p.end for p in stretches)
        data["sentence"] = list(sentence(text, start, end))
    if claim:
        data.update(_claim(claim, scene, numbers, order))
    return data


def _claim(claim: Utterance, scene: Scene, numbers: Mapping[str, int], order: Mapping[str, int]) -> Payload:
    return {
        "act": claim.act,
        "stance": claim.stance,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "quotation": claim.quotation,
        "cue": claim.cue,
        "content": claim.content,
        "date": claim.date,
        "confidence": claim.confidence,
        "rule": claim.rule,
        "sources": [scene.parties[key].label for key in claim.sources if key in scene.parties],
        "outer": order.get(claim.outer, -1),
    }

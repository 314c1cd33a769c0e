"""Choose what a page and its pictures show of a graph that is too large to be shown whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graphkit.visualisation.scene import NOBODY, Scene, SceneLink

__all__ = ["MOST_LINKS", "fit", "select_opening", "select_party_links"]

MOST_LINKS = 100_000
"""A page of so many links has some 60 MB, which a browser opens in three seconds; ten times as many it does not."""

_SETTLED = 60
"""Up to so many parties are laid out by forces and shown at once."""

_CANDIDATES = 60
_PER_PARTY = 4
_PARTIES = 22


def fit(scene: Scene, *, most: int = MOST_LINKS) -> Scene:
    """Reduce a scene to what a page can hold.

    Args:
        scene: The scene.
        most: The largest number of links. Points are kept or left out whole, with all that is said on them.

    Returns:
        The scene itself if it fits; else one of the contested points, then those with most voices, and all that
        belongs to them.
    """
    if len(scene.links) <= most:
        return scene
    voices = Counter(link.target for link in scene.links)
    ranked = sorted(voices, key=lambda key: (scene.nodes[key].state != "contested", -voices[key], key))
    kept: set[str] = set()
    room = most
    for key in ranked:
        if voices[key] <= room:
            kept.add(key)
            room -= voices[key]
    links = tuple(link for link in scene.links if link.target in kept)
    ends = {end for link in links for end in (link.source, link.target)}
    readings = {link.reading for link in links}
    claims = {iri: claim for iri, claim in scene.claims.items() if iri in readings}
    pending = list(claims.values())
    while pending:
        # the claims in which a claim is reported belong to it
        outer = scene.claims.get(pending.pop().outer)
        if outer and outer.iri not in claims:
            claims[outer.iri] = outer
            pending.append(outer)
    documents = {link.document for link in links} | {claim.document for claim in claims.values()}
    return replace(
        scene,
        articles=tuple(article for article in scene.articles if article.iri in documents),
        nodes={key: node for key, node in scene.nodes.items() if key in ends},
        links=links,
        claims=dict(sorted(claims.items())),
    )


def select_opening(scene: Scene, *, above: int = 40, most: int = 20) -> frozenset[str]:
    """Choose the nodes that the claims view opens on: of a large graph the most contested points and their voices.

    Args:
        scene: The scene.
        above: The number of nodes up to which all are shown.
        most: The largest number of nodes otherwise.
    """
    links = scene.claim_links()
    voices: dict[str, list[SceneLink]] = defaultdict(list)
    for link in links:
        voices[link.target].append(link)
    nodes = {end for link in links for end in (link.source, link.target)}
    if len(nodes) <= above:
        return frozenset(nodes)

    def weight(key: str) -> tuple[bool, bool, int, int, str]:
        named = [link for link in voices[key] if not link.source.startswith(NOBODY)]
        opposed = any(link.style in ("reject", "allege") for link in named)
        said = sum(link.style != "relay" for link in named)
        return scene.nodes[key].state != "contested", not opposed, -said, -len(voices[key]), key

    chosen: dict[str, None] = {}
    shares: Counter[str] = Counter()

    def gain(key: str) -> tuple[bool, bool, int]:
        """Prefer points of parties that do not fill the picture yet, and those that bring the fewest new parties."""
        parties = {link.source for link in voices[key]}
        crowded = any(shares[party] >= _PER_PARTY for party in parties)
        return scene.nodes[key].state != "contested", crowded, len(parties - chosen.keys())

    pending = sorted(voices, key=weight)
    while pending:
        best = min(pending[:_CANDIDATES], key=lambda key: (*gain(key)[:2], weight(key)[1], gain(key)[2], weight(key)))
        pending.remove(best)
        parties = dict.fromkeys(link.source for link in voices[best])
        fresh = [node for node in (best, *parties) if node not in chosen]
        if len(chosen) + len(fresh) <= most:
            chosen.update(dict.fromkeys(fresh))
            shares.update(list(parties))
        elif not chosen:
            # a single point with more voices than there is room for
            chosen.update(dict.fromkeys(fresh[:most]))
        else:
            break
    return frozenset(chosen)


def select_party_links(scene: Scene) -> Sequence[SceneLink]:
    """Choose the links of the who-vs-whom view: of too many, those that take sides, then those of well-linked parties.

    Args:
        scene: The scene.
    """
    links = scene.party_links()
    if len({end for link in links for end in (link.source, link.target)}) <= _SETTLED:
        return links
    degree: Counter[str] = Counter()
    for link in links:
        degree.update((link.source, link.target))

    def weight(link: SceneLink) -> tuple[bool, int]:
        return link.sign == 0, -min(degree[link.source], degree[link.target])

    shown: set[str] = set()
    chosen = []
    for link in sorted(links, key=weight):
        ends = {link.source, link.target}
        if len(shown | ends) <= _PARTIES:
            shown |= ends
            chosen.append(link)
    return chosen

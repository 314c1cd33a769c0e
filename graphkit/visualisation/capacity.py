"""Keep a page small enough to open: of more than it can hold, what is most disputed stays."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from graphkit.visualisation.scene import Scene

__all__ = ["MOST", "fit"]

MOST = 100_000
"""So many links make a file of some 60 MB, which a browser opens in three seconds; ten times as many it does not."""


def fit(scene: Scene, *, most: int = MOST) -> Scene:
    """Fit a scene into a page.

    Args:
        scene: All that could be shown.
        most: At most this many links, and whole points only: what some say on a claim is not shown without the rest.

    Returns:
        The scene itself if it fits; else one with the points that are contested, then those with most voices, and what
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
    waiting = list(claims.values())
    while waiting:
        # the chain through which a claim came goes with it
        outer = scene.claims.get(waiting.pop().outer)
        if outer and outer.iri not in claims:
            claims[outer.iri] = outer
            waiting.append(outer)
    documents = {link.document for link in links} | {claim.document for claim in claims.values()}
    return replace(
        scene,
        articles=tuple(article for article in scene.articles if article.iri in documents),
        nodes={key: node for key, node in scene.nodes.items() if key in ends},
        links=links,
        claims=dict(sorted(claims.items())),
    )

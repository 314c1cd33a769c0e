"""Choose what a large graph opens on: a picture of thousands shows nothing, one of a few can be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from graphkit.visualisation.scene import NOBODY, Scene, SceneLink

__all__ = ["select_opening", "select_party_links"]

_SETTLED = 60
"""Up to so many parties are laid out by forces, and shown at once."""

_CANDIDATES = 60
_PER_PARTY = 4
_PARTIES = 22


def select_opening(scene: Scene, *, above: int = 40, most: int = 20) -> frozenset[str]:
    """Choose the nodes to open on: all, or of a large graph the most contested points with those who speak on them.

    Args:
        scene: What can be shown.
        above: Up to this many nodes all of them are shown.
        most: Otherwise at most this many.
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

    def fit(key: str) -> tuple[bool, bool, int]:
        """Prefer what one party has not filled the picture with already, and what brings the fewest new parties."""
        parties = {link.source for link in voices[key]}
        crowded = any(shares[party] >= _PER_PARTY for party in parties)
        return scene.nodes[key].state != "contested", crowded, len(parties - chosen.keys())

    waiting = sorted(voices, key=weight)
    while waiting:
        best = min(waiting[:_CANDIDATES], key=lambda key: (*fit(key)[:2], weight(key)[1], fit(key)[2], weight(key)))
        waiting.remove(best)
        parties = dict.fromkeys(link.source for link in voices[best])
        fresh = [node for node in (best, *parties) if node not in chosen]
        if len(chosen) + len(fresh) <= most:
            chosen.update(dict.fromkeys(fresh))
            shares.update(list(parties))
        elif not chosen:
            # one point with more voices than there is room for
            chosen.update(dict.fromkeys(fresh[:most]))
        else:
            break
    return frozenset(chosen)


def select_party_links(scene: Scene) -> Sequence[SceneLink]:
    """Choose the links of the who-vs-whom view: of too many, those who take sides first, then the best linked.

    Args:
        scene: What can be shown.
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

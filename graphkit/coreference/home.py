"""Know which country and which town a document speaks from: what 'our nation' and 'this city' mean in it."""

from __future__ import annotations

from collections import Counter
from functools import cache

from graphkit import lexicon
from graphkit.coreference.clusters import Clusters
from graphkit.model import EntityType

__all__ = ["Home"]

_CLEAR = 1.5
"""How many times as often as any other a country must be named."""


class Home:
    """The country and the town that a document is about more than about any other.

    Args:
        clusters: The document's clusters, its names in them.
    """

    def __init__(self, clusters: Clusters) -> None:
        by_name = {c.territory.name: n for n, c in enumerate(clusters.items) if c.territory and c.territory.is_state}
        states = Counter({number: len(clusters.items[number].mentions) for number in by_name.values()})
        for token in clusters.reading.doc:
            # 'the American people' tells as much as 'America'.
            state = _by_demonym().get(token.text)
            if state in by_name:
                states[by_name[state]] += 1
        towns = Counter(
            {n: len(c.mentions) for n, c in enumerate(clusters.items) if c.type is EntityType.PLACE and c.mentions}
        )
        self.country = _clearest(states)
        self.town = _clearest(towns)


def _clearest(counts: Counter[int]) -> int | None:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 2:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _CLEAR * ranked[1][1] else None


@cache
def _by_demonym() -> dict[str, str]:
    return {demonym: t.name for t in lexicon.territories() if t.is_state for demonym in t.demonyms}

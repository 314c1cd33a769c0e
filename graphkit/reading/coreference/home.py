"""Know which country and which town a document speaks from: what 'our nation' and 'this city' mean in it."""

from __future__ import annotations

from collections import Counter
from functools import cache

from graphkit.language import gazetteer, lexicon
from graphkit.model import EntityType
from graphkit.reading.coreference.clusters import MentionClusters

__all__ = ["Home"]

_UNNAMED = -1
_CLEAR = 1.5
"""How many times as often as any other a country must be named."""


class Home:
    """The country and the town that a document is about more than about any other.

    Args:
        clusters: The document's clusters, its names in them.
    """

    def __init__(self, clusters: MentionClusters) -> None:
        by_name = {c.territory.name: n for n, c in enumerate(clusters.items) if c.territory and c.territory.is_state}
        states = Counter({number: len(clusters.items[number].mentions) for number in by_name.values()})
        hinted: Counter[str] = Counter()  # 'the American people' and 'Texas' tell as much as 'America'
        hinted.update(_by_demonym()[token.text] for token in clusters.parsed.doc if token.text in _by_demonym())
        for cluster in clusters.items:
            if cluster.type is EntityType.PLACE and cluster.territory is None and cluster.mentions:
                name = clusters.index.mentions[cluster.mentions[0]].span.exact
                hinted.update({state: len(cluster.mentions) for state in _states_around(name)})
        for state, count in hinted.items():
            # A country that is only hinted at keeps the others from being home.
            states[by_name.get(state, _UNNAMED)] += count
        towns = Counter(
            {n: len(c.mentions) for n, c in enumerate(clusters.items) if c.type is EntityType.PLACE and c.mentions}
        )
        clearest = _clearest(states)
        self.country = clearest if clearest != _UNNAMED else None
        self.town = _clearest(towns)


@cache
def _states_around(name: str) -> tuple[str, ...]:
    """Name the state in which all places of a name lie, if it is one."""
    states = {frozenset(gazetteer.surroundings(place.id) & gazetteer.states()) for place in gazetteer.find(name)}
    only = states.pop() if len(states) == 1 else frozenset()
    return tuple(sorted(_state_names()[number] for number in only))


@cache
def _state_names() -> dict[str, str]:
    return {place.id: place.names[0] for place in gazetteer.places() if place.kind == "state" and place.id is not None}


def _clearest(counts: Counter[int]) -> int | None:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 2:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _CLEAR * ranked[1][1] else None


@cache
def _by_demonym() -> dict[str, str]:
    return {demonym: t.name for t in lexicon.territories() if t.is_state for demonym in t.demonyms}

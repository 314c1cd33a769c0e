"""Find the setting of a document: the country and the town that 'our nation' and 'this city' refer to."""

from __future__ import annotations

from collections import Counter
from functools import cache

from graphkit.language import gazetteer, lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.grammar.syntax import has_child

__all__ = ["Setting"]

_UNNAMED = -1
_CLEAR = 1.5
"""How many times as often as any other it must be mentioned."""


class Setting:
    """The country and the town that a document mentions far more often than any other.

    Args:
        clusters: The document's clusters, with its names.
    """

    def __init__(self, clusters: MentionClusters) -> None:
        by_name = {c.territory.name: n for n, c in enumerate(clusters.items) if c.territory and c.territory.is_state}
        states = Counter({number: len(clusters.items[number].mentions) for number in by_name.values()})
        implied: Counter[str] = Counter()  # 'the American people' and 'Texas' count as mentions of America
        states_of = {d: t.name for t in gazetteer.territories() if t.is_state for d in t.demonyms}
        implied.update(states_of[token.text] for token in clusters.parsed.doc if token.text in states_of)
        for cluster in clusters.items:
            if cluster.type is EntityType.PLACE and cluster.territory is None and cluster.mentions:
                name = clusters.index.mentions[cluster.mentions[0]].span.exact
                implied.update({state: len(cluster.mentions) for state in _states_around(name)})
        for state, count in implied.items():
            # a country that is never named competes with the others too
            states[by_name.get(state, _UNNAMED)] += count
        towns = Counter(
            {n: len(c.mentions) for n, c in enumerate(clusters.items) if c.type is EntityType.PLACE and c.mentions}
        )
        clearest = _clearest(states)
        self.country = clearest if clearest != _UNNAMED else None
        self.town = _clearest(towns)

    def resolve(self, token: Token, *, quoted: bool) -> int | None:
        """Return the cluster of 'our nation', 'this country' or 'this city'.

        Args:
            token: The head of a nominal.
            quoted: Whether it is quoted: the speaker may be of another country.
        """
        determiner = next((c.lower_ for c in token.lefts if c.dep_ in ("det", "poss")), "")
        if determiner not in lexicon.grammar("deictic_determiner") or token.tag_ not in ("NN", "NNP"):
            return None
        if (quoted and determiner in lexicon.grammar("first_person_possessive")) or has_child(token, "relcl"):
            return None
        lemma = token.lemma_.lower()
        if lemma in lexicon.words("country_noun"):
            return self.country
        return self.town if lemma in lexicon.words("town_noun") else None


@cache
def _states_around(name: str) -> tuple[str, ...]:
    """Return the name of the state that contains all places of a name, if it is one."""
    states = {frozenset(gazetteer.surroundings(place.id) & gazetteer.states()) for place in gazetteer.find(name)}
    only = states.pop() if len(states) == 1 else frozenset()
    return tuple(sorted(_state_names()[number] for number in only))


@cache
def _state_names() -> dict[str, str]:
    return {place.id: place.names[0] for place in gazetteer.places() if place.kind == "state" and place.id is not None}


def _clearest(counts: Counter[int]) -> int | None:
    """Return the cluster that is far ahead of all others, if any."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < 2:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _CLEAR * ranked[1][1] else None

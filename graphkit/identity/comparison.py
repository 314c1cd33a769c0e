"""Compare all candidates, and lower the scores of those with a rival."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.identity.candidates import find_candidates
from graphkit.identity.clusters import ChainClusters
from graphkit.identity.nodes import NameNode, Rarity
from graphkit.identity.scoring import LISTED, SAME, Match, clash, match

__all__ = ["compare"]

_CLOSE = 0.75
_RARE = 4
_RIVALLED = 0.6

type Pair = tuple[NameNode, NameNode]


def compare(
    nodes: Sequence[NameNode], rarity: Rarity, clusters: ChainClusters
) -> list[tuple[NameNode, NameNode, Match]]:
    """Score the evidence for all candidates.

    Args:
        nodes: All nodes, sorted.
        rarity: How rare each name is in the corpus.
        clusters: The clusters, with people's decisions applied.

    Returns:
        The pairs from the score of listing on, the highest score first.
    """
    matches = {}
    for one, other in find_candidates(nodes, rarity):
        match_ = match(one, other, rarity)
        if match_ is not None and match_.score >= LISTED:
            matches[one, other] = match_
    order = {node: number for number, node in enumerate(nodes)}
    for pair, rival in _find_rivals(matches, clusters, order).items():
        matches[pair] = _demote(matches[pair], rival)
    weighed = [(one, other, match_) for (one, other), match_ in matches.items()]
    return sorted(weighed, key=lambda item: (-item[2].score, order[item[0]], order[item[1]]))


def _find_rivals(
    matches: Mapping[Pair, Match], clusters: ChainClusters, order: Mapping[NameNode, int]
) -> dict[Pair, NameNode]:
    """Find for pairs a rival: a third node that matches one equally well, and that the other clashes with.

    A node of far fewer articles is no rival: one article's error must not separate a name.
    """
    partners: dict[NameNode, list[tuple[float, NameNode, Pair]]] = {}
    for (one, other), match_ in matches.items():
        if match_.score >= SAME:
            partners.setdefault(one, []).append((match_.score, other, (one, other)))
            partners.setdefault(other, []).append((match_.score, one, (one, other)))
    rivals: dict[Pair, NameNode] = {}
    for choices in partners.values():
        is_doubted = any(clusters.is_marked(node.first.place) for _, node, _ in choices)
        if len({node.sign for _, node, _ in choices}) == 1 and not is_doubted:
            continue
        choices.sort(key=lambda choice: (-choice[0], order[choice[1]]))
        for place, (score, one, pair) in enumerate(choices):
            for other_score, other, other_pair in choices[place + 1 :]:
                if 1 - score < _CLOSE * (1 - other_score):
                    break
                if clash(one, other) or clusters.are_different(one.first.place, other.first.place):
                    if len(one.documents) < _RARE * len(other.documents):
                        rivals.setdefault(pair, other)
                    if len(other.documents) < _RARE * len(one.documents):
                        rivals.setdefault(other_pair, one)
    return rivals


def _demote(match_: Match, rival: NameNode) -> Match:
    """Lower the score of a match for a rival."""
    reason = f"it may as well be another '{rival.first.chain.label}'"
    return replace(match_, score=round(match_.score * _RIVALLED, 4), opposing=(*match_.opposing, reason))

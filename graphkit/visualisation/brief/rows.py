"""Turn a brief into data of the page, which refers to claims and parties by their numbers there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.analysis.brief import Brief, BriefSentence, Card, Side, Speaker, Stand
from graphkit.visualisation.brief import wording

__all__ = ["list_brief"]

_MOST_SPEAKERS = 50
"""The table of statements has the others."""
_MOST_LISTED = 500

type _Row = list[Any]


def list_brief(brief: Brief, nodes: Mapping[str, int], readings: Mapping[str, int]) -> dict[str, Any]:
    """List what a page shows of a brief.

    Args:
        brief: The brief.
        nodes: The number of each node of the page.
        readings: The number of each claim of the page; what rests on others is left out.

    Returns:
        `cards` and the entries of each section as rows: titles and counts in words, speakers by the numbers of their
        nodes or by name, sentences by the numbers of their claims with the offsets of the words in which they differ.
    """
    return _Writer(brief, nodes, readings).write()


@dataclass(frozen=True, slots=True)
class _Writer:
    brief: Brief
    nodes: Mapping[str, int]
    readings: Mapping[str, int]

    def write(self) -> dict[str, Any]:
        brief, alone = self.brief, len(self.brief.articles) == 1
        shown = [card for card in brief.cards if all(self._has(s.claims) for s in _stands(card))]
        numbers = {card.key: number for number, card in enumerate(shown)}
        return {
            "headline": wording.find_headline(brief),
            "nothing": wording.find_nothing(brief),
            "summary": wording.count_claims(brief),
            "counts": [list(pair) for pair in wording.describe_counts(brief)],
            "fairness": wording.FAIRNESS,
            "cards": [self._card(card, alone) for card in shown],
            "disputed": [int(card.disputed) for card in shown],
            "saidTitle": wording.title_said(brief),
            "said": [
                [self._stand(s.stand), self._sentence(s.sentence)] for s in brief.said if self._has(s.stand.claims)
            ],
            "all": {"speakers": len(brief.speakers), "unnamed": len(brief.unnamed), "requoted": len(brief.requoted)},
            "speakers": [
                [self._speaker(one.speaker), one.role, one.claims, one.quoted]
                for one in brief.speakers[:_MOST_SPEAKERS]
            ],
            "alleged": [numbers[card.key] for card in brief.alleged if card.key in numbers],
            "unnamed": [
                [one.title, numbers.get(one.card, -1), wording.line_of(one), self._sentence(one.sentence)]
                for one in brief.unnamed[:_MOST_LISTED]
                if self._has(one.sentence.claims)
            ],
            "requoted": [
                [
                    [self._speaker(speaker) for speaker in one.speakers],
                    wording.describe_change(one.change),
                    self._sentence(one.one),
                    self._sentence(one.other),
                    one.more,
                ]
                for one in brief.requoted[:_MOST_LISTED]
                if self._has([*one.one.claims, *one.other.claims])
            ],
            "positions": [
                [
                    [self._speaker(one.speaker)],
                    wording.describe_change(one.kind),
                    self._sentence(one.first),
                    self._sentence(one.then),
                    0,
                ]
                for one in brief.positions
                if self._has([*one.first.claims, *one.then.claims])
            ],
        }

    def _has(self, claims: Iterable[str]) -> bool:
        return all(claim in self.readings for claim in claims)

    def _card(self, card: Card, alone: bool) -> _Row:
        kind = " · ".join(filter(None, (wording.describe_kind(card), wording.describe_card(card, alone=alone))))
        sides = [self._side(side, card, alone) for side in card.sides]
        sentences = [self._sentence(sentence) for sentence in card.sentences]
        return [card.title, kind, self.nodes.get(card.key, -1), card.backing.articles, sides, sentences]

    def _side(self, side: Side, card: Card, alone: bool) -> _Row:
        backing = wording.describe_backing(side.backing, alone=alone) if side.backing.articles > 1 else ""
        return [side.manner, wording.find_heading(side, card), backing, [self._stand(s) for s in side.stands]]

    def _stand(self, stand: Stand) -> _Row:
        """Write a stand; its words are those of its first claim, which the page has."""
        verb, words = wording.say(stand)
        return [
            [self._speaker(speaker) for speaker in stand.speakers],
            [self._speaker(speaker) for speaker in stand.via],
            wording.describe_unnamed(stand),
            verb,
            [self.readings[claim] for claim in stand.claims],
            words[:1],
        ]

    def _speaker(self, speaker: Speaker) -> int | str:
        return self.nodes.get(speaker.iri, wording.name_speakers([speaker]))

    def _sentence(self, sentence: BriefSentence) -> list[list[int]]:
        differing = [bound for mark in sentence.marks if mark.part == "differs" for bound in (mark.start, mark.end)]
        claims = [self.readings[claim] for claim in sentence.claims if claim in self.readings]
        return [claims, differing] if differing else [claims]


def _stands(card: Card) -> Iterator[Stand]:
    for side in card.sides:
        yield from side.stands

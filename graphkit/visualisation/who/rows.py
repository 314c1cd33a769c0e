"""Turn profiles into data of the page, which refers to claims, parties and articles by their numbers there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphkit.analysis.brief import BriefSentence, Speaker
from graphkit.analysis.brief.cards import make_stand
from graphkit.analysis.brief.context import Context
from graphkit.analysis.brief.titles import tidy
from graphkit.analysis.network.chains import find_style
from graphkit.analysis.network.records import Utterance
from graphkit.analysis.who import Decided, Group, Naming, Profile, Role, Tie
from graphkit.visualisation.brief.wording import name_speakers, say
from graphkit.visualisation.look import look
from graphkit.visualisation.who import wording

__all__ = ["list_profiles", "list_stated", "word_claim"]

_RULES = tuple(look().mentions)
_REASONS = tuple(look().doubles)
_MOST_JOINS = 3
"""So many decisions that hold an entity together are shown; of a name in a hundred articles there are as many."""
_GROUPS = ("quoted", "reported", "secondhand", "firsthand", "hearsay", "addressed")

type _Row = list[Any]


def list_profiles(
    profiles: Iterable[Profile], nodes: Mapping[str, int], readings: Mapping[str, int], articles: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """List what a page shows of each entity.

    Args:
        profiles: The profiles.
        nodes: The number of each node of the page.
        readings: The number of each claim, statement and role of the page; what rests on others is left out.
        articles: The number of each article.

    Returns:
        For each, in the order of the nodes: its articles, mentions, groups of lines, sentences, roles, ties, doubles,
        how many of its claims only repeat others, and its node where that does not follow the one before. A line is
        the number of its claim, or the numbers of those that are one. What the page can count itself is left out.
    """
    writer, after = _Writer(nodes, readings, articles), -1
    for profile in sorted(profiles, key=lambda profile: nodes[profile.who.iri]):
        yield writer.write(profile, after)
        after = nodes[profile.who.iri]


def list_stated(profiles: Iterable[Profile]) -> Iterator[tuple[str, str]]:
    """List the statements and roles that profiles show, each with its document."""
    for profile in profiles:
        for one in (*profile.voiced, *profile.unattributed):
            yield from ((thing, one.article) for thing in one.claims)
        for role in (*profile.roles, *profile.holders):
            yield from ((thing, one.article) for one in role.sentences for thing in one.claims)


def word_claim(claim: Utterance | None, context: Context | None, verbs: dict[str, int]) -> dict[str, Any]:
    """Return how a claim is told in a line: its style, its verb, and the first letter of its words where it differs.

    Args:
        claim: The claim; None for what is none.
        context: What the words are made from; None for none.
        verbs: The number of each verb; a new one is put there.
    """
    if claim is None or context is None:
        return {"style": "", "verb": "", "lead": ""}
    verb, words = say(make_stand([claim.iri], (), context))
    style = list(look().styles).index(find_style(claim, context.claims))
    return {
        "style": style,
        "verb": verbs.setdefault(verb, len(verbs)),
        "lead": "" if words[:1] == tidy(claim.content)[:1] else words[:1],
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    nodes: Mapping[str, int]
    readings: Mapping[str, int]
    articles: Mapping[str, int]

    def write(self, profile: Profile, after: int) -> dict[str, Any]:
        groups = {group.name: group for group in (*profile.says, *profile.said)}
        repeats = profile.own - profile.without_repeats
        return {
            "articles": [
                _ease([self.articles[one.article.iri], *([one.mentions] if one.mentions != 1 else [])])
                for one in profile.articles
                if one.article.iri in self.articles
            ],
            "namings": [self._naming(naming, profile) for naming in profile.namings],
            "lines": _trim([self._group(groups[name]) if name in groups else [] for name in _GROUPS]),
            "voiced": self._stated(profile.voiced),
            "roles": list(self._roles(profile.roles, held=True)),
            "relations": list(self._ties(profile.relations)),
            "sides": list(self._ties(profile.sides)),
            "doubles": [
                [
                    self._party(double.other),
                    _REASONS.index(double.reason) if not double.decided else wording.describe_double(double),
                    *([[self._decided(decided) for decided in double.decided]] if double.decided else []),
                ]
                for double in profile.doubles
            ],
            "joins": [self._decided(decided) for decided in profile.joins[:_MOST_JOINS]],
            "left": max(0, len(profile.joins) - _MOST_JOINS) or "",
            "holders": list(self._roles(profile.holders, held=False)),
            "repeats": repeats or "",
            "unattributed": self._stated(profile.unattributed) or "",
            # most follow the one before
            "node": "" if self.nodes[profile.who.iri] == after + 1 else self.nodes[profile.who.iri],
        }

    def _group(self, group: Group) -> list[int | list[int]]:
        lines = (self._list(line.stand.claims) for line in group.lines)
        return [_ease(line) for line in lines if line]

    def _list(self, things: Iterable[str]) -> list[int]:
        return [self.readings[thing] for thing in things if thing in self.readings]

    def _stated(self, sentences: Iterable[BriefSentence]) -> list[int | list[int]]:
        return [_ease(found) for sentence in sentences if (found := self._list(sentence.claims))]

    def _sentences(self, sentences: Iterable[BriefSentence]) -> list[int]:
        return [number for sentence in sentences for number in self._list(sentence.claims)]

    def _party(self, speaker: Speaker) -> int | str:
        return self.nodes.get(speaker.iri, name_speakers([speaker]))

    def _roles(self, roles: Iterable[Role], *, held: bool) -> Iterator[_Row]:
        for role in roles:
            if found := self._sentences(role.sentences):
                title = wording.title_role(role) if held else wording.describe_role(role, there=True)
                holder = "" if held else self._party(role.holder)
                yield _trim([title, _ease(found), holder, wording.describe_period(role)])

    def _ties(self, ties: Iterable[Tie]) -> Iterator[_Row]:
        for tie in ties:
            if found := self._sentences(tie.sentences):
                yield _trim(
                    [
                        wording.word_relation(tie),
                        int(tie.outgoing),
                        self._party(tie.other),
                        _ease(found),
                        tie.sign or "",
                        tie.matter,
                    ]
                )

    def _naming(self, naming: Naming, profile: Profile) -> int | str | _Row:
        """Write mentions by their rule; their words unless these are the name, their number unless it follows.

        It follows where one rule put all mentions, or the mention is one.
        """
        words = "" if naming.words == (profile.who.name,) else wording.describe_naming(naming)
        rule = _RULES.index(naming.rule) if naming.rule in _RULES else naming.rule
        follows = naming.mentions == 1 or len(profile.namings) == 1
        row = _trim([rule, words, "" if follows else naming.mentions])
        return rule if len(row) == 1 else row

    def _decided(self, decided: Decided) -> _Row:
        """Write what was decided: how both are called, in words, and the reasons."""
        head, reasons = wording.describe_decided(decided)
        return [head, reasons] if reasons else [head]


def _ease(numbers: list[int]) -> int | list[int]:
    return numbers[0] if len(numbers) == 1 else numbers


def _trim(row: _Row) -> _Row:
    """Leave off what is empty at the end."""
    while row and row[-1] in ("", []):
        row.pop()
    return row

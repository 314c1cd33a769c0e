"""Find what rests on people whom no article names: who commits to it is somebody, and is introduced without a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit.analysis.brief.cards import make_stand
from graphkit.analysis.brief.titles import find_title
from graphkit.analysis.brief.values import Card, Unnamed
from graphkit.language import lexicon

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.network.points import Point, Voice

__all__ = ["find_unnamed"]


def find_unnamed(points: Iterable[Point], cards: Iterable[Card], context: Context) -> tuple[Unnamed, ...]:
    """Find what somebody commits to and nobody named does."""
    keys = {thing: c.key for c in cards for side in c.sides for stand in side.stands for thing in stand.claims}
    resting = [voices for point in points if (voices := _list_holding(point, context))]
    called = _read_words({voice.party for voices in resting for voice in voices}, context)
    found = []
    for holding in resting:
        if not all(_is_somebody(voice.party, called, context) for voice in holding):
            continue
        things = sorted({voice.claim for voice in holding}, key=context.place)
        first = [voice for voice in holding if voice.claim == things[0]]
        found.append(
            Unnamed(
                title=find_title([context.claims[thing] for thing in things], context),
                card=next((keys[thing] for thing in things if thing in keys), ""),
                stand=make_stand(things, first, context),
                sentence=context.cut(things[:1]),
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.card, context.place(one.stand.claims[0]))))


def _list_holding(point: Point, context: Context) -> list[Voice]:
    """List the voices that commit to a point; none where somebody is among them whom an article names."""
    holding = [v for v in point.voices if v.sign > 0 and v.claim in context.claims and not point.entity]
    named = any(voice.party and not context.is_unnamed(voice.party) for voice in holding)
    return [] if named else holding


def _read_words(parties: set[str], context: Context) -> dict[str, list[tuple[str, ...]]]:
    """Read by which words articles call parties, where they do not use pronouns."""
    called: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for document, there in context.mentions.items():
        found = [one for some in there.values() for one in some if one.entity in parties and one.kind == "nominal"]
        text = context.texts.get(document) if found else None
        for one in sorted(found):
            words = text[one.start : one.end] if text is not None else context.labels[one.entity]
            called[one.entity].append(tuple(words.split()))
    return called


def _is_somebody(party: str, called: Mapping[str, Sequence[tuple[str, ...]]], context: Context) -> bool:
    """Check whether a party that has no name is people, and nobody whom the reader is expected to know."""
    if not party:
        return True
    kind, descriptions = context.kinds.get(party), called.get(party)
    if not descriptions:
        # called by pronouns alone: 'it' and 'which' are things
        return context.labels[party] != lexicon.unnamed()["-", lexicon.word("neuter_subject")]
    if kind != "person":
        return kind == "group"
    return not any(map(_is_known, descriptions[:1])) and not all(map(_holds_post, descriptions))


def _is_known(words: Sequence[str]) -> bool:
    """Check whether the words that introduce somebody point at who is at hand, or are written as a name is."""
    first = words[0].casefold()
    if first in lexicon.grammar("anaphoric_demonstrative"):
        return True
    bare = first not in lexicon.grammar("definite_article") | lexicon.grammar("indefinite_article")
    # 'King said' where Pete King is meant, 'Supervisor of Elections' before her name
    return bare and all(word[:1].isupper() for word in words if word.casefold() not in lexicon.prepositions())


def _holds_post(words: Sequence[str]) -> bool:
    """Check whether words are a post of which everybody knows the holder: 'the prime minister'."""
    last = words[-1].casefold()
    return words[0].casefold() in lexicon.grammar("definite_article") and last in lexicon.words("national_post")

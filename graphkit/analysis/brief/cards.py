"""Make a card of every dispute and every accusation: who says so, who says otherwise, and who answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.analysis.brief.titles import Accusation, capitalize, find_accusation, find_title, tidy
from graphkit.analysis.brief.values import BriefSentence, Card, Side, Stand
from graphkit.analysis.brief.verbs import AROUND_RULES, OwnVerb, find_verb
from graphkit.analysis.network.chains import name_reporters
from graphkit.analysis.network.phrases import find_verb as find_words
from graphkit.analysis.network.points import Point, Voice, select_contested

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.network.matches import Conflict
    from graphkit.analysis.network.records import Utterance

__all__ = ["gather_sentences", "make_cards", "make_stand"]

_DENIALS = frozenset({"denies", "doubts", "opposes"})
_NO_COMMENT = "declinesToComment"
_VALUED = ("number", "day", "place", "agent", "post")
"""What sides have different words for, in the order in which it is looked for."""


def make_cards(points: Sequence[Point], context: Context) -> tuple[Card, ...]:
    """Make the cards: disputes first, then accusations that nobody disputes.

    Args:
        points: The points of the graph.
        context: What is known of their claims.
    """
    maker = _Maker(points, context)
    return tuple(sorted(maker.make(), key=lambda card: _order(card, context)))


def _order(card: Card, context: Context) -> tuple[object, ...]:
    """Order cards by the origins on their sides, then by articles, then by where they stand first."""
    origins = sum(side.backing.origins_at_least for side in card.sides)
    claims = [claim for side in card.sides for stand in side.stands for claim in stand.claims]
    return not card.disputed, -origins, -card.backing.articles, min(map(context.place, claims)), card.key


class _Maker:
    """Makes cards of points, and looks up once in what their claims differ."""

    def __init__(self, points: Sequence[Point], context: Context) -> None:
        self._points = {point.key: point for point in points}
        self._context = context
        self._conflicts: dict[str, list[tuple[str, Conflict]]] = context.records.matches.find_conflicts()
        self._accusations: dict[str, Accusation] = {
            claim.iri: found for claim in context.records.utterances if (found := find_accusation(claim, context))
        }
        self._refusals: dict[str, list[Utterance]] = defaultdict(list)
        for claim in context.records.utterances:
            if claim.act == _NO_COMMENT:
                for source in claim.sources:
                    self._refusals[source].append(claim)

    def make(self) -> Iterator[Card]:
        told: set[str] = set()
        for point in select_contested(self._points):
            told |= {point.key, *point.opposed}
            yield self._make_dispute(point)
        for point in self._points.values():
            if point.key not in told and self._find_alleging(point.voices):
                yield self._make_card(point, "", [self._side("alleges", "", _committed(point, 1))])

    def _find_alleging(self, voices: Iterable[Voice]) -> list[str]:
        """Find the claims in which somebody is accused by who stands by it."""
        return [v.claim for v in voices if v.style == "allege" and v.claim in self._accusations]

    def _manner(self, voices: Iterable[Voice]) -> str:
        return "alleges" if self._find_alleging(voices) else "affirms"

    def _make_dispute(self, point: Point) -> Card:
        holding, contesting = _committed(point, 1), _committed(point, -1)
        if point.entity:
            spoken = [voice for voice in holding if not voice.statement]
            others = [voice for voice in holding if voice.statement]
            sides = [self._side("supports", "", others), self._side("opposes", "", contesting)]
            sides = [self._side("affirms", "", spoken), *(self._put_on(side, point.key) for side in sides)]
            return self._make_card(point, "stance", sides)
        rivals = [self._points[key] for key in point.opposed]
        kind = "polarity" if point.divided else self._find_kind(point, rivals)
        if kind in _VALUED:
            sides = [
                self._side(self._manner(one.voices), self._find_value(one, kind), _committed(one))
                for one in (point, *rivals)
            ]
            return self._make_card(point, kind, sides)
        others = [voice for rival in rivals for voice in _committed(rival)]
        if not holding:
            holding, others = others, []
        answering = [voice for voice in contesting if self._answers(voice)]
        otherwise = [voice for voice in contesting if voice not in answering] + others
        sides = [
            self._side(self._manner(holding), "", holding),
            self._side("rejects", "", answering if contesting or others else self._find_relayed_denials(point)),
            self._side("otherwise", "", otherwise),
        ]
        return self._make_card(point, kind, sides)

    def _put_on(self, side: Side, entity: str) -> Side:
        """Say of the stances of a side on whom they are, where that is somebody."""
        if self._context.kinds[entity] not in ("person", "group"):
            return side
        on = self._context.speaker(entity)
        return replace(side, stands=tuple(replace(stand, on=on) for stand in side.stands))

    def _valued_side(self, point: Point, kind: str) -> Side:
        return self._side(self._manner(point.voices), self._find_value(point, kind), _committed(point))

    def _find_relayed_denials(self, point: Point) -> list[Voice]:
        """Find who reports a claim of a point only to say no to it: who 'described her claim as an invention'."""
        held = {voice.claim for voice in _committed(point)}
        found = []
        for voice in point.voices:
            claim = self._context.claims.get(voice.claim)
            if claim and not voice.sign and "polarity" in self._kinds_between(voice.claim, held):
                found.append(replace(voice, act=claim.act, sign=-1, via=()))
        return found

    def _make_card(self, point: Point, kind: str, sides: Iterable[Side]) -> Card:
        """Make a card of the sides that somebody is on, and of an accusation the reply of whom it accuses."""
        shown = [side for side in sides if side.stands]
        claims = self._context.claims
        alleging = self._find_alleging(point.voices)
        accused = tuple(dict.fromkeys(found for claim in alleging if (found := self._accusations[claim].accused)))
        if accused:
            shown = list(self._part_reply(shown, accused))
        things = [thing for side in shown for stand in side.stands for thing in stand.claims]
        wording = [claims[claim] for claim in alleging or [v.claim for v in _wording(point)] if claim in claims]
        return Card(
            key=point.key,
            title=find_title(wording, self._context) if wording and not point.entity else capitalize(point.label),
            disputed=point.contested,
            kind=kind,
            accusation=bool(alleging),
            accused=tuple(map(self._context.speaker, accused)),
            sides=tuple(shown),
            sentences=gather_sentences(self._list_in_turn(shown), self._context, self._find_differing(things)),
            backing=self._context.back(things),
            own_voice=any(map(self._is_voiced, wording)),
        )

    def _part_reply(self, sides: Sequence[Side], accused: Sequence[str]) -> Iterator[Side]:
        """Take what the accused say out of the sides that reject, and put it last; or that they would not comment."""
        members = {
            *accused,
            *(p.member for p in self._context.records.posts if p.organization in accused and p.current),
        }
        replies: list[Stand] = []
        documents: set[str] = set()
        for side in sides:
            documents |= {article for stand in side.stands for article in stand.articles}
            if side.manner in ("alleges", "affirms"):
                yield side
                continue
            own = [stand for stand in side.stands if any(s.iri in members for s in stand.speakers)]
            replies += own
            rest = tuple(stand for stand in side.stands if stand not in own)
            if rest:
                things = [thing for stand in rest for thing in stand.claims]
                yield Side(manner=side.manner, value=side.value, stands=rest, backing=self._context.back(things))
        if not replies and any(side.manner in ("rejects", "otherwise") for side in sides):
            # who rejects it may be whom it accuses, by another name
            return
        if not replies:
            refusals = {c.iri for member in sorted(members) for c in self._refusals[member] if c.document in documents}
            replies = [make_stand([iri], (), self._context) for iri in sorted(refusals, key=self._context.place)]
        things = [thing for stand in replies for thing in stand.claims]
        yield Side(manner="replies", value="", stands=tuple(replies), backing=self._context.back(things))

    def _side(self, manner: str, value: str, voices: Iterable[Voice]) -> Side:
        """Make a side of voices: one stand for each who says it, and through whom."""
        groups: dict[tuple[object, ...], list[Voice]] = {}
        spoken: dict[str, list[str]] = defaultdict(list)
        for voice in voices:
            spoken[voice.claim or voice.statement].append(voice.party)
            speakers = tuple(sorted(self._context.claims[voice.claim].sources)) if voice.claim and not value else ()
            groups.setdefault((voice.party if voice.statement else speakers or voice.party, voice.via), []).append(
                voice
            )
        stands = []
        for (_, _), group in groups.items():
            things = sorted({voice.claim or voice.statement for voice in group}, key=self._context.place)
            stands.append(make_stand(things, group, self._context))
        stands.sort(key=lambda stand: self._context.place(stand.claims[0]))
        things = [thing for stand in stands for thing in stand.claims]
        return Side(manner=manner, value=value, stands=tuple(stands), backing=self._context.back(things))

    def _answers(self, voice: Voice) -> bool:
        """Check whether a claim takes up what it contests: by its verb, or by words that say nothing of their own."""
        claim = self._context.claims.get(voice.claim)
        if claim is None or claim.act in _DENIALS or claim.stance == "rejects":
            return True
        found = self._conflicts.get(claim.iri, ())
        return any(not (c.ones if c.one == claim.iri else c.others) for _, c in found if "polarity" in c.kinds)

    def _find_kind(self, point: Point, rivals: Iterable[Point]) -> str:
        theirs = {voice.claim for rival in rivals for voice in rival.voices}
        kinds = {kind for voice in point.voices for kind in self._kinds_between(voice.claim, theirs)}
        return next((kind for kind in _VALUED if kind in kinds and "polarity" not in kinds), "polarity")

    def _kinds_between(self, claim: str, others: set[str]) -> Iterator[str]:
        for other, conflict in self._conflicts.get(claim, ()):
            if other in others:
                yield from conflict.kinds

    def _find_value(self, point: Point, kind: str) -> str:
        """Find the words of a point that others have otherwise: those of its first claim that has some."""
        for claim in sorted({voice.claim for voice in _committed(point) if voice.claim}, key=self._context.place):
            for _, conflict in self._conflicts.get(claim, ()):
                words = conflict.ones if conflict.one == claim else conflict.others
                if kind in conflict.kinds and words:
                    return " … ".join(" ".join(stretch.words.split()) for stretch in words)
        return ""

    def _find_differing(self, things: Iterable[str]) -> Mapping[str, list[tuple[int, int]]]:
        """Find for each claim the words in which it differs from others of the same card; a sign is no such word."""
        shown = set(things)
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for claim in sorted(shown):
            for other, conflict in self._conflicts.get(claim, ()):
                if other in shown and "polarity" not in conflict.kinds:
                    words = conflict.ones if conflict.one == claim else conflict.others
                    found[claim] += [(stretch.start, stretch.end) for stretch in words]
        return found

    def _list_in_turn(self, sides: Sequence[Side]) -> list[str]:
        """List the claims of sides, the first of each first."""
        lists = [[claim for stand in side.stands for claim in stand.claims] for side in sides]
        firsts = [claims[0] for claims in lists if claims]
        return list(dict.fromkeys([*firsts, *(claim for claims in lists for claim in claims)]))

    def _is_voiced(self, claim: Utterance) -> bool:
        own = [proposition for proposition, sign, strong in claim.propositions if sign > 0 and strong]
        return bool(own) and all(proposition in self._context.voiced for proposition in own)


def make_stand(things: Sequence[str], voices: Sequence[Voice], context: Context) -> Stand:
    """Make what somebody says on a matter.

    Args:
        things: The claims, or the statements, in the order of the articles.
        voices: The voices that they are; none to take who speaks from the claims.
        context: What is known of them.
    """
    claim = context.claims.get(things[0])
    parties = dict.fromkeys(voice.party for voice in voices) or dict.fromkeys(claim.sources if claim else ())
    via = voices[0].via if voices else name_reporters(claim, context.claims) if claim else ()
    plain = claim is None or bool(voices and voices[0].statement)
    act = next((v.act for v in voices if things[0] in (v.claim, v.statement)), claim.act if claim else "")
    document = context.document(things[0])
    verb = OwnVerb() if plain or claim is None else find_verb(claim, context)
    return Stand(
        speakers=tuple(map(context.speaker, parties or [""])),
        via=tuple(map(context.speaker, via)),
        role=next((role for party in parties if (role := context.role(party, document))), ""),
        act=act,
        verb=verb.words,
        told=verb.told,
        said=_find_said([voice for voice in voices if voice.act == act], context),
        words="" if plain or claim is None else _take_words(claim, context),
        claims=tuple(things),
        articles=tuple(dict.fromkeys(map(context.document, things))),
    )


def _find_said(voices: Sequence[Voice], context: Context) -> tuple[str, ...]:
    """Find the articles' words for stances that are edges."""
    found = (find_words(context.records.places.get(voice.statement, ())) for voice in voices if voice.statement)
    return tuple(sorted({*found} - {""}))


def _take_words(claim: Utterance, context: Context) -> str:
    """Return the content as it stands behind its verb: 'This is denied by …' is that somebody denies 'this'."""
    if claim.rule in AROUND_RULES and claim.phrase:
        return capitalize(tidy(claim.phrase))
    words, contents = tidy(claim.content), context.find_part(claim.iri, "content")
    there = context.mentions.get(claim.document, {}).get(contents[0].start, ()) if contents else ()
    if claim.rule != "object-passive" or any(mention.kind == "name" for mention in there):
        return words
    return words[:1].lower() + words[1:]


def gather_sentences(
    things: Iterable[str], context: Context, differing: Mapping[str, list[tuple[int, int]]] | None = None
) -> tuple[BriefSentence, ...]:
    """Gather the sentences of claims, each once.

    Args:
        things: The claims, or the statements.
        context: What is known of them.
        differing: For each claim the offsets of words in which it differs from others.
    """
    together: dict[tuple[str, int, int], list[str]] = {}
    for thing in things:
        together.setdefault(context.bounds(thing), []).append(thing)
    marks = differing or {}
    return tuple(context.cut(own, [at for thing in own for at in marks.get(thing, ())]) for own in together.values())


def _committed(point: Point, sign: int = 0) -> list[Voice]:
    """Return the voices that take a side, or one side."""
    return [voice for voice in point.voices if voice.sign and sign in (0, voice.sign)]


def _wording(point: Point) -> list[Voice]:
    """Return the voices in whose words a point can be put: who holds it, else who says it at all."""
    straight = [voice for voice in point.voices if not voice.opposite]
    return [voice for voice in straight if voice.sign > 0] or straight or list(point.voices)

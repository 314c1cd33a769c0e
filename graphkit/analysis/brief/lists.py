"""List what a brief holds beside its cards: who speaks most, what was changed, and who changed position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from graphkit.analysis.brief.cards import make_stand
from graphkit.analysis.brief.values import ChangedPosition, Requoted, Said, Speaking
from graphkit.analysis.network import count_independent

if TYPE_CHECKING:
    from graphkit.analysis.brief.context import Context
    from graphkit.analysis.network.matches import ChangedQuotation
    from graphkit.analysis.network.records import Utterance

__all__ = ["choose_said", "find_changed_positions", "find_requoted", "rank_speakers"]

_PRESSING = frozenset({"alleges", "criticizes", "demands", "denies", "doubts", "opposes"})
"""Acts by which somebody wants something otherwise."""
_STANCES = {"affirms": 1, "rejects": -1}


def rank_speakers(claims: Iterable[Utterance], context: Context) -> tuple[Speaking, ...]:
    """Rank those who speak by how many claims they make; mentions do not count."""
    spoken = list(claims)
    originals = context.records.find_originals()
    made = count_independent(((source, c.document) for c in spoken for source in c.sources), originals)
    quoted = count_independent(
        ((source, c.document) for c in spoken if c.quotation in ("direct", "mixed") for source in c.sources), originals
    )
    ranked = sorted((source for source in made if source in context.labels), key=lambda s: (-made[s], -quoted[s], s))
    return tuple(
        Speaking(
            speaker=context.speaker(source), role=context.role(source, ""), claims=made[source], quoted=quoted[source]
        )
        for source in ranked
    )


def choose_said(claims: Iterable[Utterance], context: Context) -> tuple[Said, ...]:
    """Choose what to show where there is no card: what is demanded and criticized, else one claim of each source."""
    spoken = sorted((c for c in claims if c.content), key=lambda c: context.place(c.iri))
    chosen = [claim for claim in spoken if claim.act in _PRESSING]
    if not chosen:
        firsts: dict[tuple[str, ...], Utterance] = {}
        for claim in spoken:
            firsts.setdefault(claim.sources, claim)
        chosen = list(firsts.values())
    return tuple(
        Said(stand=make_stand([claim.iri], (), context), sentence=context.cut([claim.iri])) for claim in chosen
    )


def find_requoted(context: Context) -> tuple[Requoted, ...]:
    """Find the quotations of which articles have different words, each once, whatever the number of renderings."""
    changes = context.records.matches.changes
    home: dict[str, str] = {}
    for change in changes:
        one, other = home.get(change.one, change.one), home.get(change.other, change.other)
        joined = min(one, other)
        for claim in [*home, change.one, change.other]:
            if home.get(claim, claim) in (one, other):
                home[claim] = joined
    groups: dict[str, list[ChangedQuotation]] = defaultdict(list)
    for change in sorted(changes, key=lambda change: (context.place(change.one), context.place(change.other))):
        groups[home[change.one]].append(change)
    return tuple(_describe_change(group, context) for group in groups.values())


def _describe_change(group: Sequence[ChangedQuotation], context: Context) -> Requoted:
    first = group[0]
    ends = ((first.one, first.ones), (first.other, first.others))
    one, other = (context.cut([claim], [(s.start, s.end) for s in words]) for claim, words in ends)
    told = {(change.kind, *sorted(_words(change))) for change in group}
    speakers = tuple(map(context.speaker, context.claims[first.one].sources))
    return Requoted(speakers=speakers, change=first.kind, one=one, other=other, more=len(told) - 1)


def _words(change: ChangedQuotation) -> tuple[str, str]:
    return (
        " ".join(stretch.words.casefold() for stretch in change.ones),
        " ".join(stretch.words.casefold() for stretch in change.others),
    )


def find_changed_positions(context: Context) -> tuple[ChangedPosition, ...]:
    """Find who said one thing and later what cannot also be so, where the days tell which came first.

    This is what the question `changed-positions` asks, without what has no day.
    """
    found: list[ChangedPosition] = []
    told: set[tuple[str, str]] = set()
    for source, one, other, kind in sorted(_find_clashes(context)):
        days = sorted((_day(claim, context), context.place(claim), claim) for claim in (one, other))
        (first_on, _, first), (then_on, _, then) = days
        ends = {(source, first), (source, then)}
        if not first_on or then_on.startswith(first_on) or ends & told:
            continue
        told |= ends
        found.append(
            ChangedPosition(
                speaker=context.speaker(source),
                kind=kind,
                first=context.cut([first]),
                then=context.cut([then]),
                first_on=first_on,
                then_on=then_on,
            ),
        )
    return tuple(sorted(found, key=lambda p: (p.then_on, p.speaker.name, p.then.article, p.then.start)))


def _find_clashes(context: Context) -> Iterator[tuple[str, str, str, str]]:
    """Find pairs of claims of one source that cannot both be so, and in what they differ."""
    matches = context.records.matches
    requoted = {frozenset((change.one, change.other)) for change in matches.changes}
    for conflict in matches.conflicts:
        if frozenset((conflict.one, conflict.other)) not in requoted:
            for source in {*context.claims[conflict.one].sources} & {*context.claims[conflict.other].sources}:
                yield source, conflict.one, conflict.other, next(iter(conflict.kinds), "")
    sides: Mapping[tuple[str, str], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim in context.claims.values():
        stance = _STANCES.get(claim.stance, 0)
        for proposition, sign, _ in claim.propositions if stance else ():
            if proposition not in claim.unsaid:
                for source in claim.sources:
                    sides[source, proposition][sign * stance].append(claim.iri)
    for (source, _), own in sides.items():
        for one, other in product(own[1], own[-1]):
            if frozenset((one, other)) not in requoted:
                yield source, one, other, "polarity"
    edges: Mapping[tuple[str, str], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for relation in context.records.relations:
        if relation.valence and relation.claim in context.claims:
            edges[relation.subject, relation.object][relation.valence].append(relation.claim)
    for (source, _), own in edges.items():
        for one, other in product(own[1], own[-1]):
            yield source, one, other, "stance"


def _day(claim: str, context: Context) -> str:
    uttered = context.claims[claim].date
    article = context.articles.get(context.claims[claim].document)
    return (uttered or (article.issued if article else ""))[:10]

"""What people found of the claims and edges of an article, beside what was read in it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit.analysis import readings
from graphkit.analysis.network.phrases import is_plural
from graphkit.analysis.reviews import ReviewIndex, count_reviews, find_carried_out
from graphkit.model.decisions import Reference
from graphkit.model.reviews import Review, ReviewKind, Verdict, select_reviews
from graphkit.store.tables import select
from graphkit.visualisation.brief.wording import plural_of
from graphkit.visualisation.look import describe_sureness, look, wording

if TYPE_CHECKING:
    from graphkit.analysis.readings import Reading
    from graphkit.analysis.reviews import CarriedOut, Tally
    from graphkit.graph import KnowledgeGraph
    from graphkit.server.articles import ShownClaim

__all__ = ["NOBODY", "Desk", "Entry", "Saying", "list_names", "make_desk", "read_back"]

NOBODY = "Somebody not named"
_AXES = ("act", "stance", "polarity", "certainty")
_NAME = "?mention gk:mentionKind gk:name ; gk:refersTo ?entity ; oa:exact ?words"
_PLACE = re.compile(r"(\d+),(\d+)")
_PLAIN = {"act": "asserts", "stance": "affirms", "polarity": "positive", "certainty": "certain"}
"""Of a claim that was missed, what holds unless its reviewer says otherwise."""

_OF_A_READING = frozenset({Verdict.RIGHT, Verdict.WRONG})
"""Verdicts that are on one reading, and on no other that stands in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim or an edge as a line.

    Args:
        who: Who says it; the whole line of an edge.
        verb: What they do, with a colon where the words are a sentence of their own.
        words: The words of the article.
    """

    who: str
    verb: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim or an edge as it is put to people.

    Args:
        name: By what it is told apart in the page.
        kind: What it is.
        place: By what a review names it; None where it cannot be reviewed.
        as_read: The reading that a review speaks of.
        now: As it stands, with what people corrected.
        was: As it was read, where that is something else.
        sources: The names of who says it, each with where its page is; none where a person named somebody else.
        values: Its values, by the names of the fields of a review.
        state: What was found of it; '' where nobody has read it.
        review: The newest review of it.
        waiting: Whether the graph was built without that review.
        axes: Its stance, polarity, certainty and quotation in words, each with what was read where that differs.
        within: The name of the claim in which it is reported; '' where there is none.
        sureness: How sure the machine is, in words.
        marks: The start, the end and the role of each of its parts.
    """

    name: str
    kind: ReviewKind
    place: Reference | None
    as_read: str = ""
    now: Saying
    was: Saying | None = None
    sources: Sequence[tuple[str, str]] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    review: Review | None = None
    waiting: bool = False
    axes: Sequence[tuple[str, str]] = ()
    within: str = ""
    sureness: str = ""
    marks: Sequence[tuple[int, int, str]] = ()

    @property
    def start(self) -> int:
        """Its first offset in the text."""
        starts = [start for start, _, _ in self.marks] or [self.place.start if self.place else 0]
        return min(starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The claims and edges of an article, and how far people have read.

    Args:
        claims: The claims, in the order of the text, those that were missed among them.
        edges: The edges, likewise.
        tally: What was found in all articles.
        waiting: How many reviews, of all articles, the graph was not built with.
    """

    claims: Sequence[Entry]
    edges: Sequence[Entry]
    tally: Tally
    waiting: int

    @property
    def unread(self) -> int:
        """How many claims nobody has read."""
        return sum(not entry.state for entry in self.claims)


def make_desk(
    kg: KnowledgeGraph, document: str, text: str, claims: Iterable[ShownClaim], reviews: Iterable[Review]
) -> Desk:
    """Lay what people found of an article beside what was read in it.

    Args:
        kg: The graph.
        document: The address of the document.
        text: Its text.
        claims: Its claims, as they are shown.
        reviews: All reviews of the graph's articles, the revoked ones too.
    """
    standing = select_reviews(reviews)
    carried_out = find_carried_out(kg.store)
    key = document.rpartition("/")[2]
    told = {f"{document.removesuffix(key)}{review.document}" for review in standing} | {document}
    found = (*readings.find_claims(kg.store, kg.texts, documents=told),)
    edges = (*readings.find_edges(kg.store, kg.texts, documents=told),)
    own = {one.address: one for one in (*found, *edges) if one.place.document == key}
    index = ReviewIndex((*found, *edges), carried_out)
    of_reading: dict[str, list[Review]] = {address: [] for address in own}
    of_nothing: dict[tuple[object, ...], list[Review]] = {}
    for review in sorted(standing, key=lambda review: review.rank):
        if review.document != key:
            continue
        target = index.find(review)
        if target in own:
            if _speaks_of(review, own[target], carried_out):
                of_reading[target].append(review)
        else:
            kind = review.kind is ReviewKind.EDGE
            of_nothing.setdefault((review.place, kind, review.as_read), []).append(review)
    shown = {claim.address: claim for claim in claims}
    query = f"SELECT ?words {{ GRAPH <{document}> {{ {_NAME} MINUS {{ ?entity a gk:Group }} }} }}"
    names = {words for (words,) in select(kg.store, query)}
    state_of = {address: _find_state(own[address], given, index) for address, given in of_reading.items()}
    entries = [
        _make_entry(one, of_reading[address], state_of[address], shown.get(address), text, carried_out, names)
        for address, one in own.items()
    ]
    entries += [_make_bare(claim) for address, claim in shown.items() if address not in own]
    entries += [_make_lost(given, text, carried_out, names) for given in of_nothing.values()]
    entries.sort(key=lambda entry: (entry.start, entry.name))
    tally = count_reviews(standing, (*found, *edges), carried_out)
    return Desk(
        claims=[entry for entry in entries if entry.kind is not ReviewKind.EDGE],
        edges=[entry for entry in entries if entry.kind is ReviewKind.EDGE],
        tally=tally,
        waiting=sum(review.id not in carried_out for review in standing) + len(_find_taken_back(reviews, carried_out)),
    )


def _find_taken_back(reviews: Iterable[Review], carried_out: Mapping[str, CarriedOut]) -> list[Review]:
    """Find the reviews that the graph was built with, and that were taken back since."""
    return [review for review in reviews if review.revoked and review.id in carried_out]


def read_back(review: Review, text: str) -> tuple[dict[str, str], list[tuple[int, int]]]:
    """Read out of a review how its claim or edge was read: its values, and where its source is named."""
    parts = review.as_read.split()
    places = [(int(match[1]), int(match[2])) for part in parts if (match := _PLACE.fullmatch(part))]
    values = dict(zip(_AXES, parts, strict=False)) if review.kind is not ReviewKind.EDGE else {}
    if review.kind is ReviewKind.EDGE and len(parts) > 2:
        values = {"polarity": parts[1], "certainty": parts[2]}
    source = "; ".join(" ".join(text[start:end].split()) for start, end in places)
    return {"source": source, **values}, places


def _speaks_of(review: Review, reading: Reading, carried_out: Mapping[str, CarriedOut]) -> bool:
    """Check whether a review is carried out on a reading: one of another reading is kept, and waits for it."""
    if review.verdict not in _OF_A_READING or not review.as_read or review.id in carried_out:
        return True
    return reading.by_person or review.as_read == reading.as_read


def _find_state(reading: Reading, reviews: Sequence[Review], index: ReviewIndex) -> str:
    if reviews:
        return index.find_verdict(reading.address, reviews).value
    return Verdict.CORRECTED.value if reading.by_person else ""


def _make_entry(
    reading: Reading,
    reviews: Sequence[Review],
    state: str,
    claim: ShownClaim | None,
    text: str,
    carried_out: Mapping[str, CarriedOut],
    names: Container[str],
) -> Entry:
    """Make the entry of what the graph has."""
    review = reviews[-1] if reviews else None
    waiting = review is not None and review.id not in carried_out
    contents = _contents_of(claim) or [(reading.place.start, reading.place.end)]
    read = {"source": reading.source, **reading.values}
    now = _apply(read, review) if waiting and review and state == "corrected" else read
    moved = [(place.start, place.end) for place in review.content] if waiting and review else []
    was, before = None, now
    if state == "corrected" and review:
        before = read_back(review, text)[0] if reading.by_person else read
        words = review.words if reading.by_person else _cut(text, contents, reading.words)
        was = _say(before, words, reading, names)
    said = _say(now, _cut(text, moved or contents, reading.words), reading, names)
    edge = reading.kind is ReviewKind.EDGE
    name = reading.address.rpartition("/")[2]
    marks = [mark for mark in (claim.spans if claim else ()) if not (moved and mark[2] == "content")]
    marks += [(reading.place.start, reading.place.end, "edge")] if edge else []
    return Entry(
        name=f"edge-{name}" if edge else name,
        kind=reading.kind,
        place=reading.place,
        as_read=reading.as_read,
        now=said,
        was=was if was != said else None,
        sources=claim.sources if claim and now["source"] == read["source"] else (),
        values={**now, "content": _write(moved or contents)},
        state=state,
        review=review,
        waiting=waiting,
        axes=_list_axes(before, now, claim.axes if claim else {}),
        within=claim.within if claim else "",
        sureness="" if state or reading.confidence is None or edge else describe_sureness(reading.confidence),
        marks=sorted([*marks, *((start, end, "content") for start, end in moved)]),
    )


def _make_bare(claim: ShownClaim) -> Entry:
    """Make the entry of a claim without content, which no review can name."""
    who = ", ".join(name for name, _ in claim.sources) or NOBODY
    return Entry(
        name=claim.name,
        kind=ReviewKind.CLAIM,
        place=None,
        now=Saying(who=who, verb=claim.act, words=claim.content),
        sources=claim.sources,
        within=claim.within,
        marks=claim.spans,
    )


def _make_lost(
    reviews: Sequence[Review], text: str, carried_out: Mapping[str, CarriedOut], names: Container[str]
) -> Entry:
    """Make the entry of what only reviews know: a claim that left the graph, or one that is not in it yet."""
    review = reviews[-1]
    read, places = read_back(review, text)
    missed = review.verdict is Verdict.MISSED
    contents = [(place.start, place.end) for place in review.content] or [(review.place.start, review.place.end)]
    values = _apply({**_PLAIN, **read}, review)
    cut = _cut(text, contents, review.words)
    if review.kind is ReviewKind.EDGE:
        said = Saying(who=" ".join((review.as_read.split() or [""])[:1]) or "an edge", verb=":", words=cut)
    else:
        said = _say(values, cut, None, names)
    marks = [] if review.kind is ReviewKind.EDGE else [(start, end, "content") for start, end in contents]
    return Entry(
        name=f"{'edge-' if review.kind is ReviewKind.EDGE else ''}review-{review.id}",
        kind=review.kind,
        place=review.place,
        as_read=review.as_read,
        now=said,
        values={**values, "content": _write(contents)},
        state=review.verdict.value,
        review=review,
        waiting=review.id not in carried_out,
        marks=sorted([*marks, *((start, end, "source") for start, end in places if not missed and marks)]),
    )


def _apply(values: Mapping[str, str], review: Review | None) -> dict[str, str]:
    """Return the values with what a review corrects."""
    if review is None:
        return dict(values)
    given = {name: getattr(review, name) for name in _AXES}
    corrected = {name: str(value.value) for name, value in given.items() if value is not None}
    return {**values, **corrected, **({"source": review.source} if review.source else {})}


def _say(values: Mapping[str, str], words: str, reading: Reading | None, names: Container[str]) -> Saying:
    if reading is not None and reading.kind is ReviewKind.EDGE:
        others = [wording(values[name]) for name in ("polarity", "certainty") if values[name] != _PLAIN[name]]
        return Saying(who=reading.says, words=", ".join(others))
    act = values.get("act", "")
    verb = look().verbs.get(act, wording(act))
    sources = [part.strip() for part in values.get("source", "").split(";") if part.strip()]
    if len(sources) > 1 or any(is_plural(source, named=source in names) for source in sources):
        verb = plural_of(verb)
    if verb and words and not words[:1].islower():
        verb += ":"
    who = ", ".join(sources)
    return Saying(who=who[:1].upper() + who[1:] or NOBODY, verb=verb, words=words)


def _list_axes(
    before: Mapping[str, str], now: Mapping[str, str], shown: Mapping[str, str]
) -> Sequence[tuple[str, str]]:
    """List the values of a claim on the axes but the act, in words; of an edge only those that were corrected."""
    pairs = [(wording(before.get(axis, "")), wording(now[axis])) for axis in _AXES[1:] if axis in now]
    pairs = [("" if was == value else was, value) for was, value in pairs]
    quotation = [("", f"{shown['quotation']} quotation")] if "quotation" in shown else []
    return [*pairs, *quotation] if shown else [(was, value) for was, value in pairs if was]


def _contents_of(claim: ShownClaim | None) -> list[tuple[int, int]]:
    return [(start, end) for start, end, part in (claim.spans if claim else ()) if part == "content"]


def _cut(text: str, places: Iterable[tuple[int, int]], otherwise: str) -> str:
    return " … ".join(" ".join(text[start:end].split()) for start, end in places) or otherwise


def _write(places: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{start}-{end}" for start, end in places)


def list_names(kg: KnowledgeGraph, document: str) -> Iterator[str]:
    """List the names in an article, so that one of them can be chosen as a source."""
    query = f"SELECT ?entity ?words {{ GRAPH <{document}> {{ {_NAME} }} }}"
    longest: dict[str, str] = {}
    for entity, words in sorted(select(kg.store, query)):
        flat = " ".join(words.split())
        longest[entity] = max(longest.get(entity, ""), flat, key=len)
    yield from sorted(set(longest.values()), key=str.casefold)

"""Keep a verdict that a page sends, by the same code as `graphkit review`, and show the article with it.

Both functions run in a process of their own. What they write is written whole or not at all, so that one of them can be
ended at any moment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from graphkit import pipeline
from graphkit.analysis import readings
from graphkit.analysis.answering import check_source, find_words, make_review
from graphkit.analysis.readings import Reading
from graphkit.errors import InputError
from graphkit.files.layout import REVIEWS
from graphkit.graph import KnowledgeGraph
from graphkit.model import Act, Certainty, Polarity, Stance
from graphkit.model.decisions import Reference
from graphkit.model.reviews import Review, ReviewKind, Verdict
from graphkit.model.vocabulary import Addresses
from graphkit.reviews import ledger
from graphkit.server import articles
from graphkit.server.answers import Answer, parse
from graphkit.server.desk import read_back
from graphkit.server.replies import Reply, refuse

__all__ = ["give", "take_back"]

_AXES: dict[str, type[Enum]] = {"act": Act, "stance": Stance, "polarity": Polarity, "certainty": Certainty}
_KEY = re.compile(r"[0-9a-f]{16}")
_PIECE = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_WORDS = 4000
_SOURCE = 300


def give(folder: Path, body: bytes, token: str, rebuild: bool = False) -> Reply:
    """Keep a verdict.

    Args:
        folder: The output folder of graphkit.
        body: The answer: 'verdict', 'kind', 'place' and 'as_read' of what it is of, and what is corrected.
        token: What proves that further answers come from the page.
        rebuild: Whether the page may have the graph built anew.

    Returns:
        The part of the article's page that has changed.

    Raises:
        InputError: It cannot be kept; the text says why.
    """
    answer = parse(body)
    author = answer.read_author()
    verdict = _choose(answer, "verdict", Verdict)
    kg = pipeline.open_graph(folder, whole=False)
    place = answer.read_place("place") if answer.read("place", 200) else None
    key = place.document if place else answer.read("document", 40)
    document = Addresses(kg.base_iri).document(key)
    text = kg.texts.get(document) if _KEY.fullmatch(key) else None
    if text is None:
        raise InputError("there is no such article")
    if place and place.end > len(text):
        raise InputError("the place is outside the text")
    if verdict is Verdict.MISSED:
        pieces = _read_content(answer, key, text)
        if not pieces and not place:
            raise InputError("say in which words it stands")
        place = place or pieces[0]
        reading = _make_missed(kg, document, pieces[0] if pieces else place, text)
    elif place is None:
        raise InputError("the field 'place' is empty")
    else:
        found = _find_reading(kg, folder, document, place, answer, text)
        if found is None:
            return refuse(409, "what stands there is read otherwise now; load the page again")
        reading = found
    corrected = {}
    if verdict in (Verdict.CORRECTED, Verdict.MISSED):
        contents = readings.find_contents(kg.store, reading.address) if reading.address else (reading.place,)
        corrected = _read_corrections(answer, reading, text, contents)
    if verdict is Verdict.CORRECTED and not corrected:
        raise InputError("nothing is corrected: change something, or say that it is right")
    kept, _ = ledger.answer(folder / REVIEWS, make_review(reading, verdict, author, **corrected))
    return articles.render_desk(folder, key, token, kept.id, rebuild=rebuild)


def take_back(folder: Path, body: bytes, token: str, rebuild: bool = False) -> Reply:
    """Revoke a verdict; its row is kept.

    Args:
        folder: The output folder of graphkit.
        body: The answer: 'id' names the verdict.
        token: What proves that further answers come from the page.
        rebuild: Whether the page may have the graph built anew.

    Returns:
        The part of the article's page that has changed.

    Raises:
        InputError: There is no such verdict, or it is revoked already.
    """
    answer = parse(body)
    author = answer.read_author()
    taken = ledger.revoke(
        folder / REVIEWS, answer.read("id", 80, needed=True), who=author.who, when=author.when, why=author.why
    )
    return articles.render_desk(folder, taken.document, token, rebuild=rebuild)


def _find_reading(
    kg: KnowledgeGraph, folder: Path, document: str, place: Reference, answer: Answer, text: str
) -> Reading | None:
    """Find what a verdict is of: what the graph has, or what left it by an earlier review."""
    kind, as_read = _choose(answer, "kind", ReviewKind), answer.read("as_read", 300)
    find = readings.find_edges if kind is ReviewKind.EDGE else readings.find_claims
    for reading in find(kg.store, kg.texts, documents=[document]):
        if reading.place == place and reading.as_read == as_read:
            return reading
    known = ledger.read_own(folder).reviews
    lost = (one for one in known if (one.place, one.kind, one.as_read) == (place, kind, as_read))
    return next((_make_lost(review, text) for review in lost), None)


def _make_missed(kg: KnowledgeGraph, document: str, place: Reference, text: str) -> Reading:
    """Make what is known of the place of a claim that nobody read."""
    facts = readings.find_article(kg.store, document)
    return Reading(
        address="",
        kind=ReviewKind.MISSED,
        place=place,
        words=" ".join(text[place.start : place.end].split()),
        says="",
        values={},
        as_read="",
        rule="",
        article=facts[0],
        text_hash=facts[1],
        text=text,
    )


def _make_lost(review: Review, text: str) -> Reading:
    values, _ = read_back(review, text)
    source = values.pop("source")
    return Reading(
        address="",
        kind=review.kind,
        place=review.place,
        words=review.words,
        says="",
        source=source,
        values=values,
        as_read=review.as_read,
        rule="",
        article=review.article,
        text_hash=review.text_hash,
        text=text,
    )


def _read_corrections(answer: Answer, reading: Reading, text: str, contents: Sequence[Reference]) -> dict[str, object]:
    """Read what is otherwise than it was read; of what was missed, all that is said of it."""
    missed = reading.kind is ReviewKind.MISSED
    corrected: dict[str, object] = {}
    if reading.kind is not ReviewKind.EDGE:
        source = answer.read("source", _SOURCE)
        if source and source != reading.source:
            try:
                corrected["source"] = check_source(text, source, read=reading.source)
            except ValueError as error:
                raise InputError(str(error)) from None
        pieces = () if missed else _read_content(answer, reading.place.document, text, near=reading.place.start)
        if pieces and pieces != contents:
            corrected["content"] = pieces
    for name, values in _AXES.items():
        given = answer.read(name, 40)
        if given and (missed or (name in reading.values and given != reading.values[name])):
            corrected[name] = _choose(answer, name, values)
    return corrected


def _read_content(answer: Answer, key: str, text: str, *, near: int = 0) -> tuple[Reference, ...]:
    """Read where the content really stands: the places that were marked, or the words that were typed."""
    words = answer.read("words", _WORDS)
    if words:
        try:
            return (find_words(text, key, words, near=near),)
        except ValueError as error:
            raise InputError(str(error)) from None
    pieces = []
    for part in answer.read("content", _WORDS).split():
        match = _PIECE.fullmatch(part)
        if match is None or not int(match[1]) < int(match[2]) <= len(text):
            raise InputError(f"{part!r} is no place in the text")
        pieces.append(Reference(document=key, start=int(match[1]), end=int(match[2])))
    return tuple(sorted(pieces))


def _choose[E: Enum](answer: Answer, name: str, values: type[E]) -> E:
    given = answer.read(name, 40)
    try:
        return values(given)
    except ValueError:
        raise InputError(f"the field {name!r} is none of {', '.join(str(value.value) for value in values)}") from None

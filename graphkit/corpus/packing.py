"""Write what was read in a document as JSON, and read it back as the same values.

Spans are written as their two offsets: the characters stand in the document's text, and are checked against it when a
span is made again. Nothing that is read can run code, so an output of a stranger can be opened.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from functools import cache
from sys import intern
from typing import Any

from cattrs import Converter

from graphkit.identity.profiles import list_others
from graphkit.identity.resolution import Profile, Unnamed
from graphkit.matching.profiles import ClaimProfile
from graphkit.matching.vocabulary import Vocabulary
from graphkit.matching.words import Piece, Stretch
from graphkit.model import Chain, EntityType, Extraction, Span
from graphkit.model.decisions import Reference

__all__ = ["pack", "pack_claims", "pack_profiles", "unpack", "unpack_claims", "unpack_profiles", "unpack_text"]

_TYPES = {kind.value: kind for kind in EntityType}
_NONE: frozenset[Any] = frozenset()
_text: ContextVar[str] = ContextVar("text")


def pack(extraction: Extraction) -> str:
    """Write an extraction, its document included, as one line of JSON."""
    return _dump(_converter().unstructure(extraction))


def unpack(line: str) -> Extraction:
    """Read an extraction back.

    Args:
        line: What `pack` wrote.

    Raises:
        ValueError: It is something else, or its spans are not those of its text.
    """
    try:
        values = json.loads(line)
        token = _text.set(values["document"]["text"])
        try:
            return _converter().structure(values, Extraction)
        finally:
            _text.reset(token)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"no extraction: {error!r}") from error


def unpack_text(line: str) -> str:
    """Read the text of the document of an extraction.

    Args:
        line: What `pack` wrote.

    Raises:
        ValueError: It is something else.
    """
    try:
        text = json.loads(line)["document"]["text"]
    except (KeyError, TypeError) as error:
        raise ValueError(f"no extraction: {error!r}") from error
    if not isinstance(text, str):
        raise ValueError("no extraction: its document has no text")
    return text


def pack_profiles(profiles: Iterable[Profile]) -> str:
    """Write the profiles of one document as one line of JSON; what they share is written once.

    They are read by the hundred thousand whenever a corpus is built again, so this is as short as can be.
    """
    kept = list(profiles)
    if not kept:
        return "[]"
    first = kept[0]
    rows = [
        (profile.chain.label, profile.chain.type.value, *list_others(profile.chain))
        if not profile.chain.named and profile.chain.link is None
        else (
            profile.reference.start,
            profile.reference.end,
            _pack_chain(profile.chain),
            profile.kind.value,
            profile.name,
            profile.link,
            profile.gender,
            profile.inside,
            sorted(profile.acronyms),
            sorted(profile.roles),
            profile.is_alone,
            profile.needs_evidence,
        )
        for profile in kept
    ]
    return _dump((first.place[0], first.country, sorted(first.company), rows))


def unpack_profiles(line: str) -> tuple[Profile | Unnamed, ...]:
    """Read the profiles of one document back; of a chain that has neither name nor link only what matters of it.

    Args:
        line: What `pack_profiles` wrote.

    Raises:
        ValueError: It is something else.
    """
    try:
        values = json.loads(line)
        if values == []:
            return ()
        key, country, shared, rows = values
        company = frozenset((kind, intern(name)) for kind, name in shared)
        return tuple(
            _unpack_profile((key, position), row, company, country)
            if type(row[0]) is int
            else Unnamed((key, position), intern(row[0]), _TYPES[row[1]], tuple(row[2:]))
            for position, row in enumerate(rows)
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no profiles: {error!r}") from error


def pack_claims(profiles: Sequence[ClaimProfile]) -> str:
    """Write what the claims of one document are compared by as one line of JSON."""
    rows = [
        (
            profile.place,
            profile.name,
            profile.pieces,
            profile.own,
            profile.act,
            profile.negative,
            profile.rejected,
            profile.open,
            profile.certainty,
            profile.quoted,
            profile.sources,
            profile.bodies,
            profile.anonymous,
            profile.reported_in,
            profile.confidence,
            tuple(profile.words),
            base64.b64encode(profile.meaning).decode(),
            base64.b64encode(profile.sentence).decode(),
            profile.takes_up,
        )
        for profile in profiles
    ]
    return _dump(rows)


def unpack_claims(line: str, vocabulary: Vocabulary) -> tuple[ClaimProfile, ...]:
    """Read what the claims of one document are compared by back.

    Args:
        line: What `pack_claims` wrote.
        vocabulary: What holds their words; one for all documents of a corpus.

    Raises:
        ValueError: It is something else.
    """
    sentences: dict[str, bytes] = {}  # several claims stand in one
    try:
        return tuple(_unpack_claim(row, sentences, vocabulary) for row in json.loads(line))
    except (KeyError, TypeError) as error:
        raise ValueError(f"no claims: {error!r}") from error


def _unpack_claim(row: Sequence[Any], sentences: dict[str, bytes], vocabulary: Vocabulary) -> ClaimProfile:
    (
        place, name, pieces, own, act, negative, rejected, is_open, certainty, quoted, sources, bodies, anonymous,
        reported_in, confidence, words, meaning, sentence, takes_up,
    ) = row  # fmt: skip
    return ClaimProfile(
        place=(intern(place[0]), place[1]),
        name=name,
        pieces=tuple(map(_make_piece, pieces)),
        own=Stretch(*map(_share, own)),
        act=intern(act),
        negative=negative,
        rejected=rejected,
        open=is_open,
        certainty=intern(certainty),
        quoted=tuple(map(_make_piece, quoted)),
        sources=tuple(sources),
        bodies=tuple(bodies),
        anonymous=anonymous,
        reported_in=reported_in,
        confidence=confidence,
        words=vocabulary.hold(words),
        meaning=base64.b64decode(meaning),
        sentence=sentences.setdefault(sentence, base64.b64decode(sentence)),
        takes_up=takes_up,
    )


def _make_piece(values: Sequence[Any]) -> Piece:
    start, text = values
    return Piece(_share(start), text)


@cache
def _share(offset: int) -> int:
    """Return an offset: one object for all that are equal, for that of each word takes as much as three pointers."""
    return offset


def _unpack_profile(
    place: tuple[str, int], row: Sequence[Any], company: frozenset[tuple[str, str]], country: str | None
) -> Profile:
    start, end, chain, kind, name, link, gender, inside, acronyms, roles, is_alone, needs_evidence = row
    return Profile(
        place=place,
        reference=Reference(document=place[0], start=start, end=end),
        chain=_unpack_chain(chain),
        kind=_TYPES[kind],
        name=tuple(map(intern, name)),
        link=link,
        gender=gender,
        inside=None if inside is None else tuple(inside),
        # most have none: an empty set of their own would take more than all else that is kept of them
        acronyms=frozenset(acronyms) if acronyms else _NONE,
        roles=frozenset((what, words) for what, words in roles) if roles else _NONE,
        company=company,
        country=country,
        is_alone=is_alone,
        needs_evidence=needs_evidence,
    )


def _pack_chain(chain: Chain) -> tuple[object, ...]:
    return chain.label, chain.type.value, chain.aliases, chain.named, chain.link, chain.linked_by


def _unpack_chain(values: Sequence[Any]) -> Chain:
    label, kind, aliases, named, link, linked_by = values
    return Chain(
        label=intern(label),
        type=_TYPES[kind],
        aliases=tuple(map(intern, aliases)),
        named=named,
        link=link,
        linked_by=linked_by,
    )


def _dump(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@cache
def _converter() -> Converter:
    converter = Converter(omit_if_default=True, detailed_validation=False)
    converter.register_unstructure_hook(Span, lambda span: (span.start, span.end))
    converter.register_structure_hook(Span, _make_span)
    return converter


def _make_span(offsets: Any, _kind: type[Span]) -> Span:  # noqa: ANN401
    start, end = offsets
    text = _text.get()
    return Span(start=start, end=end, exact=text[start:end], text=text)

"""Find in a document whom a reviewer names as the source of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graphkit.identity.names import fold
from graphkit.model import Chain, Claim, EntityType, Extraction, Mention, MentionKind, Span
from graphkit.model.decisions import Reference
from graphkit.model.reviews import Review

__all__ = ["SourceError", "add_mentions", "find_mentions", "find_spans"]

_NEAR = 1 / 2
"""By so much of its length a place may differ from a mention that it means."""


class SourceError(Exception):
    """What a reviewer names as the source cannot be found; the text says why."""


def find_spans(extraction: Extraction, review: Review) -> tuple[Span, ...]:
    """Find where the sources that a review names stand; a name where it stands nearest to the review's place.

    Args:
        extraction: What was read in the document.
        review: A review with a source.

    Raises:
        SourceError: A name does not stand in the article, or a place is not in it.
    """
    return tuple(_find_span(extraction, review, part.strip()) for part in review.source.split(";") if part.strip())


def find_mentions(extraction: Extraction, spans: Iterable[Span]) -> tuple[int, ...]:
    """Return the positions of the mentions at some places; see `add_mentions`."""
    found = (_find_mention(extraction.mentions, span) for span in spans)
    return tuple(dict.fromkeys(position for position in found if position is not None))


def add_mentions(extraction: Extraction, spans: Iterable[Span]) -> Extraction:
    """Return an extraction with a mention at each place where there is none, each an entity of its own.

    Args:
        extraction: What was read in the document.
        spans: The places.
    """
    missing = sorted({span for span in spans if _find_mention(extraction.mentions, span) is None})
    if not missing:
        return extraction
    chains = len(extraction.chains)
    added = [
        Mention(span=span, head=span, kind=MentionKind.NOMINAL, chain=chains + number, rule="person")
        for number, span in enumerate(missing)
    ]
    old = list(extraction.mentions)
    order = sorted([*enumerate(old), *((None, m) for m in added)], key=lambda item: (item[1].span, item[0] is None))
    moved = {position: new for new, (position, _) in enumerate(order) if position is not None}
    labels = (" ".join(span.exact.split()) for span in missing)
    return replace(
        _move(extraction, moved),
        mentions=tuple(mention for _, mention in order),
        chains=(*extraction.chains, *(Chain(label=label, type=EntityType.UNKNOWN, named=False) for label in labels)),
    )


def _move(extraction: Extraction, moved: dict[int, int]) -> Extraction:
    """Return an extraction whose mentions are about to stand at other positions."""

    def move(position: int | None) -> int | None:
        return None if position is None else moved[position]

    def move_claim(claim: Claim) -> Claim:
        sources, addressees = (tuple(moved[m] for m in given) for given in (claim.sources, claim.addressees))
        return replace(claim, sources=sources, addressees=addressees)

    return replace(
        extraction,
        claims=tuple(map(move_claim, extraction.claims)),
        statements=tuple(replace(s, subject=move(s.subject), object=move(s.object)) for s in extraction.statements),
        roles=tuple(
            replace(role, member=moved[role.member], organization=move(role.organization)) for role in extraction.roles
        ),
    )


def _find_span(extraction: Extraction, review: Review, given: str) -> Span:
    document = extraction.document
    try:
        place = Reference.parse(given)
    except ValueError:
        return _find_name(extraction, review, given)
    if place.document != document.key:
        raise SourceError(f"the source {given} is of another text")
    try:
        return document.span(place.start, place.end)
    except ValueError:
        raise SourceError(f"the source {given} is outside the text") from None


def _find_name(extraction: Extraction, review: Review, name: str) -> Span:
    """Find where an entity of that name is mentioned, else where the name stands."""
    wanted = fold(name)
    chains = {n for n, chain in enumerate(extraction.chains) if wanted in map(fold, (chain.label, *chain.aliases))}
    mentions = [m for m in extraction.mentions if m.chain in chains or fold(m.span.exact) == wanted]
    named = [m.span for m in mentions if m.kind is MentionKind.NAME] or [m.span for m in mentions]
    text = extraction.document.text
    written = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    found = named or [extraction.document.span(*match.span()) for match in written.finditer(text)]
    if not found:
        raise SourceError(f"{name!r} stands nowhere in the article; give its place as doc/{review.document}#char=12,40")
    return min(found, key=lambda span: (abs(span.start - review.place.start), span.start))


def _find_mention(mentions: Sequence[Mention], span: Span) -> int | None:
    """Return the position of the mention at a place, or of the one that differs from it by the least."""

    def difference(position: int) -> int:
        other = mentions[position].span
        return abs(other.start - span.start) + abs(other.end - span.end)

    overlapping = [n for n, mention in enumerate(mentions) if mention.span.overlaps(span)]
    best = min(overlapping, key=lambda n: (difference(n), n), default=None)
    return best if best is not None and difference(best) <= _NEAR * (span.end - span.start) else None

"""Revise what the claims of a document are compared by, where people decided on its chains or reviewed its claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graphkit.language import meaning
from graphkit.matching.profiles import TELLING, ClaimProfile
from graphkit.matching.profiling import Chains, assign_chains, quote
from graphkit.matching.words import Piece, Stretch
from graphkit.model import Claim, Extraction, Polarity, Span, Stance
from graphkit.reading.grammar.quotations import find_quotations
from graphkit.reviews.values import Reviewed

__all__ = ["revise_profiles"]


def revise_profiles(profiles: Sequence[ClaimProfile], reviewed: Reviewed) -> tuple[ClaimProfile, ...]:
    """Return the profiles of a document's claims as people decided and reviewed.

    A claim that is wrong has none. A content that a person gave is compared where all of it was read as the content of
    claims; of other words nobody has told what each does in its clause, and it is compared with nothing.

    Args:
        profiles: The profiles of the claims as they were read.
        reviewed: The document.
    """
    extraction, marks = reviewed.extraction, reviewed.marks
    assigned = {profile.place[1]: profile for profile in assign_chains(profiles, extraction)}
    revised = _Revised(extraction, tuple(assigned.values()))
    for position in sorted(reviewed.revised):
        claim = extraction.claims[position]
        if claim.content_spans:
            assigned[position] = revised.make(position, claim, marks.names[position], assigned.get(position))
    return tuple(
        replace(assigned[position], reported_in=extraction.claims[position].reported_in)
        for position in sorted(assigned)
        if position not in marks.claims
    )


class _Revised:
    """Knows the words of all contents that were read in a document."""

    def __init__(self, extraction: Extraction, profiles: Sequence[ClaimProfile]) -> None:
        self._extraction = extraction
        self._chains = Chains(extraction)
        self._profiles = profiles
        self._quotations = find_quotations(extraction.document.text)

    def make(self, position: int, claim: Claim, name: str, before: ClaimProfile | None) -> ClaimProfile:
        """Make the profile of a claim with a person's values."""
        spans = claim.content_spans
        kept = before is not None and before.own == Stretch(spans[0].start, spans[0].end) and _is_same(before, spans)
        if before is None or not kept:
            before = self._redraw(position, claim, name)
        return replace(
            before,
            act=claim.act.value,
            negative=claim.polarity is Polarity.NEGATIVE,
            rejected=claim.stance is Stance.REJECTS,
            open=claim.stance is Stance.UNCOMMITTED,
            certainty=claim.certainty.value,
            sources=self._chains.of_claim(claim),
            bodies=self._chains.behind(claim),
            anonymous=self._chains.are_unnamed(claim),
            confidence=claim.confidence,
        )

    def _redraw(self, position: int, claim: Claim, name: str) -> ClaimProfile:
        """Make the profile of a claim whose content is another one than was read."""
        spans, text = claim.content_spans, self._extraction.document.text
        known = {
            word.start: word
            for profile in self._profiles
            for word in profile.words
            if any(span.start <= word.start < span.end for span in spans)
        }
        read = [piece for profile in self._profiles for piece in profile.pieces]
        covered = all(any(piece.start <= span.start and span.end <= piece.end for piece in read) for span in spans)
        words = tuple(known[start] for start in sorted(known)) if covered else ()
        telling = [word.lemma for word in words if word.tag in TELLING]
        encoded = meaning.encode(claim.content, telling) if telling else b""
        near = [profile for profile in self._profiles if profile.own.start <= spans[0].start and profile.sentence]
        return ClaimProfile(
            place=(self._extraction.document.key, position),
            name=name,
            pieces=tuple(Piece(span.start, span.exact) for span in spans),
            own=Stretch(spans[0].start, spans[0].end),
            act=claim.act.value,
            negative=False,
            rejected=False,
            open=False,
            certainty=claim.certainty.value,
            quoted=tuple(quote(spans[0].start, spans[-1].end, text, self._quotations)),
            sources=(),
            bodies=(),
            anonymous=False,
            reported_in=None,
            confidence=claim.confidence,
            words=words if telling else (),
            meaning=encoded,
            sentence=max(near, key=lambda profile: profile.own.start).sentence if near else encoded,
        )


def _is_same(profile: ClaimProfile, spans: Sequence[Span]) -> bool:
    """Check whether a profile is of this content: or of what that takes up, where its own is what it was."""
    if profile.takes_up is not None:
        return True
    return [(piece.start, piece.text) for piece in profile.pieces] == [(span.start, span.exact) for span in spans]

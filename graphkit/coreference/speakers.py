"""Know who speaks, and to whom, in each quotation: whom 'I', 'we' and 'you' mean, and whom 'she' cannot mean."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.coreference.clusters import Clusters
from graphkit.model import Claim, EntityType, Quotation

__all__ = ["Speakers"]


class Speakers:
    """Who speaks, and to whom, in each quotation.

    Args:
        clusters: The document's clusters.
        claims: Its claims.
    """

    def __init__(self, clusters: Clusters, claims: Sequence[Claim]) -> None:
        self.clusters = clusters
        self.claims = claims
        self.spans = [
            (span.start, span.end, position)
            for position, claim in enumerate(claims)
            for span in claim.content_spans
            if claim.sources
        ]

    def claim_at(self, mention: int) -> int | None:
        """Find the innermost quoted claim that a mention stands in."""
        span = self.clusters.found.mentions[mention].span
        if self.clusters.reading.quoted[self.clusters.found.heads[mention]] < 0:
            return None
        inside = [
            (end - start, position) for start, end, position in self.spans if start <= span.start and span.end <= end
        ]
        # An 'I' in what somebody is quoted as saying is that person, not the one whom the quotation reports on.
        outer = [pair for pair in inside if self.claims[pair[1]].quotation is not Quotation.INDIRECT]
        quoted = [pair for pair in outer if self.claims[pair[1]].reported_in is None] or outer
        return min(quoted)[1] if quoted else None

    def of(self, mention: int, kind: str) -> int | None:
        """Find whom 'I', 'we' or 'you' means."""
        position = self.claim_at(mention)
        if position is None:
            return None
        claim = self.claims[position]
        if kind == "you":
            return self._single(claim.addressees)
        if kind == "i":
            return self._single(claim.sources)
        # 'We' is the speaker's side: known where the speaker is itself a body or a group.
        number = self._single(claim.sources)
        plural = number is not None and self.clusters.items[number].type is not EntityType.PERSON
        return number if plural else None

    def speaker(self, mention: int) -> frozenset[int]:
        """Find the clusters that a third person inside a quotation cannot be."""
        position = self.claim_at(mention)
        if position is None:
            return frozenset()
        return frozenset(n for m in self.claims[position].sources if (n := self.clusters.of[m]) is not None)

    def _single(self, mentions: Sequence[int]) -> int | None:
        return self.clusters.of[mentions[0]] if len(mentions) == 1 else None

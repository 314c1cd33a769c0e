"""Know who speaks, and to whom, in each quotation: whom 'I', 'we' and 'you' mean, and whom 'she' cannot mean."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.coreference.clusters import Clusters
from graphkit.extract.claims import Claims
from graphkit.model import EntityType, Quotation

__all__ = ["Speakers"]


class Speakers:
    """Who speaks, and to whom, in each quotation.

    Args:
        clusters: The document's clusters.
        made: Its claims, and whose voice each token is in.
    """

    def __init__(self, clusters: Clusters, made: Claims) -> None:
        self.clusters = clusters
        self.claims = made.claims
        self.voice = made.voice
        self._quoted: dict[int, list[tuple[int, int]]] = {}
        for claim in made.claims:
            if claim.quotation is Quotation.DIRECT:
                for source in claim.sources:
                    self._quoted.setdefault(source, []).extend((s.start, s.end) for s in claim.content_spans)

    def claim_at(self, mention: int) -> int | None:
        """Find the quoted claim that a mention stands in.

        An 'I' in what somebody is quoted as saying is that person, not one whom the quotation reports on: of claims
        inside one another the outermost that is quoted counts.
        """
        head = self.clusters.found.heads[mention]
        if self.clusters.reading.quoted[head] < 0:
            return None
        found = None
        at: int | None = self.voice[head]
        while at is not None and at >= 0:
            claim = self.claims[at]
            if claim.sources and claim.quotation is not Quotation.INDIRECT:
                found = at
            at = claim.reported_in
        return found

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

    def quoted_of(self, mention: int) -> list[tuple[int, int]]:
        """Find where the words stand that a mention is quoted with, where it is the source of a direct quotation."""
        return self._quoted.get(mention, [])

    def _single(self, mentions: Sequence[int]) -> int | None:
        return self.clusters.of[mentions[0]] if len(mentions) == 1 else None

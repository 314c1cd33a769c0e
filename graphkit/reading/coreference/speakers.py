"""Find the speaker and the addressee of each quotation, for 'I', 'we', 'you', and for what 'she' cannot refer to."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.language import lexicon
from graphkit.language.parse import Token
from graphkit.model import EntityType, MentionKind, Quotation
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.coreference.clusters import MentionClusters
from graphkit.reading.coreference.dialogues import Dialogue
from graphkit.reading.grammar.syntax import child, children

__all__ = ["Speakers"]

_SPEAKERS = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.GROUP)
_BODIES = (EntityType.ORGANIZATION, EntityType.COUNTRY)


class Speakers:
    """The speakers and addressees of a document's quotations.

    Args:
        clusters: The document's clusters.
        claims: Its claims, for the voice of each token.
    """

    def __init__(self, clusters: MentionClusters, claims: ClaimIndex) -> None:
        self.clusters = clusters
        self.claims = claims.items
        self.voice = claims.voice
        self.dialogue = Dialogue(clusters, claims)
        self._quoted: dict[int, list[tuple[int, int]]] = {}
        for claim in claims.items:
            if claim.quotation is Quotation.DIRECT:
                for source in claim.sources:
                    self._quoted.setdefault(source, []).extend((s.start, s.end) for s in claim.content_spans)

    def claim_at(self, mention: int) -> int | None:
        """Return the quoted claim that contains a mention.

        An 'I' in a quotation refers to its speaker, not to one whom the quotation reports on: of nested claims the
        outermost that is quoted counts.
        """
        head = self.clusters.index.heads[mention]
        if self.clusters.parsed.quoted[head] < 0:
            return None
        outermost = None
        at: int | None = self.voice[head]
        while at is not None and at >= 0:
            claim = self.claims[at]
            if claim.sources and claim.quotation is not Quotation.INDIRECT:
                outermost = at
            at = claim.reported_in
        return outermost

    def of(self, mention: int, kind: str) -> int | None:
        """Return the cluster that 'I', 'we' or 'you' refers to."""
        position, head = self.claim_at(mention), self.clusters.index.heads[mention]
        if position is None:
            if self.clusters.parsed.quoted[head] >= 0:
                return None
            if kind == "you":
                return self.dialogue.asked_at(head)
            speaker = self.dialogue.speaker_at(head)
        elif kind == "you":
            return self._single(self.claims[position].addressees)
        else:
            speaker = self._single(self.claims[position].sources)
        if speaker is None or self.clusters.items[speaker].type not in _SPEAKERS:
            return None  # an email is no 'I'
        if kind == "i":
            return speaker if self.clusters.items[speaker].type is EntityType.PERSON else None
        return self._side(speaker)

    def _side(self, speaker: int) -> int | None:
        """Return the cluster of a speaker's 'we': the speaker as a body, else the one body of its posts."""
        index, items = self.clusters.index, self.clusters.items
        if items[speaker].type is not EntityType.PERSON:
            return speaker
        doc = self.clusters.parsed.doc
        posts = [doc[index.heads[m]] for m in items[speaker].mentions if index.mentions[m].kind is MentionKind.NOMINAL]
        bodies = {body for post in posts if (body := self._body(post)) is not None}
        return bodies.pop() if len(bodies) == 1 else None

    def _body(self, post: Token) -> int | None:
        """Return the body of a post, unless the post is over."""
        past = any(c.lower_ in lexicon.words("role_past") for c in post.lefts)
        if past or post.lemma_.lower() not in lexicon.words("role_title"):
            return None
        prepositions = lexicon.grammar("speaker_post")
        objects = [child(c, "pobj") for c in children(post, "prep") if c.lower_ in prepositions]
        for owner in (child(post, "poss"), *objects):
            mention = self.clusters.index.at.get(owner.i) if owner is not None else None
            number = self.clusters.of[mention] if mention is not None else None
            if number is not None and self.clusters.items[number].type in _BODIES:
                return number
        return None

    def speaker(self, mention: int) -> frozenset[int]:
        """Return the clusters of the speaker, which a third person in a quotation or a turn does not refer to."""
        position = self.claim_at(mention)
        if position is None:
            turn = self.dialogue.speaker_at(self.clusters.index.heads[mention])
            return frozenset() if turn is None else frozenset({turn})
        return frozenset(n for m in self.claims[position].sources if (n := self.clusters.of[m]) is not None)

    def quoted_of(self, mention: int) -> list[tuple[int, int]]:
        """Return the stretches of the direct quotations that a mention is the source of."""
        return self._quoted.get(mention, [])

    def _single(self, mentions: Sequence[int]) -> int | None:
        return self.clusters.of[mentions[0]] if len(mentions) == 1 else None

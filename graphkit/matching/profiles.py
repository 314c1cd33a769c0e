"""Collect what a claim is compared by: its words, what each does in its clause, and the vector of its meaning."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from graphkit.language import lexicon, meaning
from graphkit.matching.words import Piece, Stretch, split_text
from graphkit.model import Claim, Extraction, Polarity, Stance
from graphkit.reading.grammar.quotations import Quoted, find_quotations

if TYPE_CHECKING:
    from graphkit.language.parse import Parse, Token

__all__ = ["ClaimProfile", "Place", "Word", "assign_chains", "profile_claims"]

type Place = tuple[str, int]
"""Document key and position of a claim."""

_SUBJECTS = frozenset({"nsubj", "csubj"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "csubjpass", "dative", "attr", "oprd", "acomp"})
_TIMES = frozenset({"npadvmod", "advmod"})
_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "PRON", "AUX"})
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_BRIEF = 3
"""The most words of a content that is a noun for a claim: 'the earlier charge'."""
_BACK = 3
_FAR = 600
"""So many claims and so many characters back it may stand what a content takes up."""
_AROUND = 2
"""So many claims before and behind a claim are what is claimed around it."""
_NEAR = 12
"""So many mentions before a character are looked at for one that holds it."""
_DEEP = 12
_CLAUSES = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "conj", "parataxis"})


class Word(NamedTuple):
    """A word of a content that tells what it is about.

    Args:
        text: The word.
        lemma: Its lemma, in lower case.
        tag: Its universal part of speech.
        slot: What it does in its clause: 'verb', 'subject', 'object', 'time', or a preposition.
        start: The offset of its first character.
        chain: Position in `Extraction.chains` of the entity that it mentions, or None.
    """

    text: str
    lemma: str
    tag: str
    slot: str
    start: int
    chain: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimProfile:
    """What a claim is compared by.

    Args:
        place: The place of the claim.
        name: What its address ends in: '12-40'.
        pieces: Its content; where that only takes up what was said before ('denied it', 'rejected the charge'), the
            content of the claim in which that was said.
        own: Where its own content begins and that piece ends, by which people's answers name it.
        act: What the source does.
        negative: Whether the content is negated.
        rejected: Whether the source rejects it.
        open: Whether the source does not commit itself to the content.
        certainty: How certain the content is put.
        quoted: What of the content stands in quotation marks.
        sources: Positions in `Extraction.chains` of those who say it.
        bodies: Positions of those for whom they speak or in whose posts they are.
        anonymous: Whether none of those who say it is named.
        reported_in: Position of the claim in which it is reported, or None.
        confidence: The confidence of the claim.
        words: The words of the content.
        meaning: The vector of its meaning; see `graphkit.language.meaning.encode`. Nothing where it cannot be compared.
        setting: The mean of those of the claims around it.
        takes_up: Position of the claim whose content it takes up, or None.
    """

    place: Place
    name: str
    pieces: tuple[Piece, ...]
    own: Stretch
    act: str
    negative: bool
    rejected: bool
    open: bool
    certainty: str
    quoted: tuple[Piece, ...]
    sources: tuple[int, ...]
    bodies: tuple[int, ...]
    anonymous: bool
    reported_in: int | None
    confidence: float
    words: tuple[Word, ...]
    meaning: bytes
    setting: bytes = b""
    takes_up: int | None = None

    @property
    def content(self) -> str:
        """The content as one text."""
        return " … ".join(piece.text for piece in self.pieces)

    def cut(self, stretch: Stretch) -> str:
        """Return the characters of a stretch of the content.

        Raises:
            ValueError: It is not within one piece.
        """
        for piece in self.pieces:
            if piece.start <= stretch.start and stretch.end <= piece.start + len(piece.text):
                return piece.text[stretch.start - piece.start : stretch.end - piece.start]
        raise ValueError(f"{stretch} is in no piece of the content of {self.place}")

    @property
    def negated(self) -> bool:
        """Whether its source says that something is not so: it rejects the content, or negates it, and not both."""
        return self.negative != self.rejected


def profile_claims(extraction: Extraction, parse: Parse) -> tuple[ClaimProfile, ...]:
    """Make the profiles of a document's claims.

    Args:
        extraction: What was read in the document.
        parse: The document's parse.
    """
    quotations = find_quotations(extraction.document.text)
    chains = _Chains(extraction)
    profiles: list[ClaimProfile] = []
    for position, name in enumerate(extraction.claim_names):
        if extraction.claims[position].content_spans:
            profile = _profile(extraction, position, name, parse, quotations, chains)
            if _takes_up(profile):
                profile = _resolve(profile, profiles)
            elif not any(word.tag in _TELLING for word in profile.words):
                profile = replace(profile, words=(), meaning=b"")
            profiles.append(profile)
    settings = meaning.average_around([profile.meaning for profile in profiles], _AROUND)
    return tuple(replace(p, setting=setting) for p, setting in zip(profiles, settings, strict=True))


def _takes_up(profile: ClaimProfile) -> bool:
    """Check whether a content only takes up what was said before: a pronoun, or a definite noun for a claim."""
    telling = [word for word in profile.words if word.tag in _TELLING]
    words = split_text(profile.content)
    if not telling:
        return len(words) == 1 and words[0] in lexicon.grammar("anaphoric_neuter")
    return (
        len(telling) == 1
        and (telling[0].lemma, "noun") in lexicon.cues()
        and len(words) <= _BRIEF
        and words[0] in lexicon.grammar("definite_determiner")
    )


def _asks(profile: ClaimProfile) -> bool:
    """Check whether a content says nothing by itself: 'what they have in common'."""
    return split_text(profile.content)[0] in lexicon.grammar("question_opening")


def _resolve(profile: ClaimProfile, before: Sequence[ClaimProfile]) -> ClaimProfile:
    """Give a claim that takes up what was said before the content of that; nothing where that is not found."""
    start = profile.pieces[0].start
    for other in reversed(before[-_BACK:]):
        near = other.pieces[0].start < start <= other.pieces[-1].start + _FAR
        if near and other.words and not _asks(other):
            return replace(
                profile,
                pieces=other.pieces,
                negative=other.negative,
                quoted=(),
                words=other.words,
                meaning=other.meaning,
                takes_up=other.place[1],
            )
    return replace(profile, words=(), meaning=b"")


def assign_chains(profiles: Sequence[ClaimProfile], extraction: Extraction) -> tuple[ClaimProfile, ...]:
    """Return profiles with the chains of an extraction whose chains people have split or joined.

    Args:
        profiles: The profiles of the document's claims.
        extraction: What was read in it, with the chains as they are now.
    """
    chains = _Chains(extraction)
    return tuple(
        replace(
            profile,
            sources=chains.of_claim(extraction.claims[profile.place[1]]),
            bodies=chains.behind(extraction.claims[profile.place[1]]),
            anonymous=chains.are_unnamed(extraction.claims[profile.place[1]]),
            words=tuple(word._replace(chain=chains.at(word.start)) for word in profile.words),
        )
        for profile in profiles
    )


class _Chains:
    """The chains of a document by the characters of their mentions."""

    def __init__(self, extraction: Extraction) -> None:
        self._mentions = extraction.mentions
        # Of two that begin at one place the longer one comes last, and is found.
        self._ordered = sorted((m.span.start, m.span.end, m.chain) for m in self._mentions if m.chain is not None)
        self._starts = [start for start, _, _ in self._ordered]
        self._named = [chain.named for chain in extraction.chains]
        self._bodies: dict[int, set[int]] = {}
        for role in extraction.roles:
            if role.organization is not None:
                member, body = self._mentions[role.member].chain, self._mentions[role.organization].chain
                if member is not None and body is not None:
                    self._bodies.setdefault(member, set()).add(body)

    def of_claim(self, claim: Claim) -> tuple[int, ...]:
        """Return the chains of those who say a claim."""
        found = (self._mentions[source].chain for source in claim.sources)
        return tuple(sorted({chain for chain in found if chain is not None}))

    def behind(self, claim: Claim) -> tuple[int, ...]:
        """Return the chains of the bodies in which those who say a claim have a post."""
        return tuple(sorted({body for source in self.of_claim(claim) for body in self._bodies.get(source, ())}))

    def are_unnamed(self, claim: Claim) -> bool:
        """Check whether none of those who say a claim has a name."""
        return not any(self._named[chain] for chain in self.of_claim(claim))

    def at(self, offset: int) -> int | None:
        """Return the chain of the innermost mention that holds a character."""
        last = bisect.bisect_right(self._starts, offset) - 1
        for start, end, chain in self._ordered[max(0, last - _NEAR) : last + 1][::-1]:
            if start <= offset < end:
                return chain
        return None


def _profile(
    extraction: Extraction,
    position: int,
    name: str,
    parse: Parse,
    quotations: Sequence[Quoted],
    chains: _Chains,
) -> ClaimProfile:
    claim = extraction.claims[position]
    spans = claim.content_spans
    tokens = [
        token
        for span in spans
        for token in parse[bisect.bisect_left(parse.starts, span.start) : bisect.bisect_left(parse.starts, span.end)]
    ]
    inside = {token.i for token in tokens}
    words = tuple(
        Word(token.text, token.lemma_.lower(), token.pos_, _slot(token, inside), token.idx, chains.at(token.idx))
        for token in tokens
        if token.pos_ in _WORDS and token.lower_ not in _light()
    )
    return ClaimProfile(
        place=(extraction.document.key, position),
        name=name,
        pieces=tuple(Piece(span.start, span.exact) for span in spans),
        own=Stretch(spans[0].start, spans[0].end),
        act=claim.act.value,
        negative=claim.polarity is Polarity.NEGATIVE,
        rejected=claim.stance is Stance.REJECTS,
        open=claim.stance is Stance.UNCOMMITTED,
        certainty=claim.certainty.value,
        quoted=tuple(_quoted(spans[0].start, spans[-1].end, extraction.document.text, quotations)),
        sources=chains.of_claim(claim),
        bodies=chains.behind(claim),
        anonymous=chains.are_unnamed(claim),
        reported_in=claim.reported_in,
        confidence=claim.confidence,
        words=words,
        meaning=meaning.encode(claim.content, [word.lemma for word in words if word.tag in _TELLING]),
    )


def _light() -> frozenset[str]:
    return lexicon.grammar("light_word")


def _slot(token: Token, inside: set[int]) -> str:
    """Return what a word does in its clause: what the highest phrase below its verb does."""
    at = token
    for _ in range(_DEEP):
        dep = at.dep_
        if dep in _SUBJECTS:
            return "subject"
        if dep in _OBJECTS:
            return "object"
        if dep in _TIMES and at is not token:
            return "time"
        if dep in _CLAUSES or at.head is at or at.head.i not in inside:
            return "verb" if at is token else "other"
        if at.head.dep_ == "agent":
            return "subject"
        if at.head.dep_ == "prep" and at.head.head.pos_ in ("VERB", "AUX"):
            return at.head.lower_
        at = at.head
    return "other"


def _quoted(start: int, end: int, text: str, quotations: Sequence[Quoted]) -> list[Piece]:
    """Return what stands in quotation marks in a stretch of a text."""
    return [
        Piece(max(first, start), text[max(first, start) : min(last, end)])
        for quotation in quotations
        if quotation.start < end and start < quotation.end
        for first, last in quotation.parts
        if first < end and start < last
    ]

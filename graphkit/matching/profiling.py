"""Make the profiles by which a document's claims are compared."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.language import lexicon, meaning
from graphkit.matching.antecedents import resolve_contents
from graphkit.matching.profiles import TELLING, ClaimProfile, Word
from graphkit.matching.words import Piece, Stretch
from graphkit.model import Claim, Extraction, Polarity, Stance
from graphkit.reading.grammar.quotations import Quoted, find_quotations

if TYPE_CHECKING:
    from graphkit.language.parse import Parse, Token

__all__ = ["Chains", "assign_chains", "profile_claims", "quote"]

_SUBJECTS = frozenset({"nsubj", "csubj"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "csubjpass", "dative", "attr", "oprd", "acomp"})
_TIMES = frozenset({"npadvmod", "advmod"})
_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "PRON", "AUX"})
_NEAR = 12
"""So many mentions before a character are looked at for one that holds it."""
_DEEP = 12
_CLAUSES = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "conj", "parataxis"})


def profile_claims(extraction: Extraction, parse: Parse) -> tuple[ClaimProfile, ...]:
    """Make the profiles of a document's claims.

    Args:
        extraction: What was read in the document.
        parse: The document's parse.
    """
    quotations = find_quotations(extraction.document.text)
    chains = Chains(extraction)
    found = [
        _profile(extraction, position, name, parse, quotations, chains)
        for position, name in enumerate(extraction.claim_names)
        if extraction.claims[position].content_spans
    ]
    starts = [0, *(parse.starts[sentence.start] for sentence in parse.sents)]
    return tuple(
        profile if any(word.tag in TELLING for word in profile.words) else replace(profile, words=(), meaning=b"")
        for profile in resolve_contents(_encode(found, parse, starts), chains.at, starts)
    )


def assign_chains(profiles: Sequence[ClaimProfile], extraction: Extraction) -> tuple[ClaimProfile, ...]:
    """Return profiles with the chains of an extraction whose chains people have split or joined.

    Args:
        profiles: The profiles of the document's claims.
        extraction: What was read in it, with the chains as they are now.
    """
    chains = Chains(extraction)
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


class Chains:
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
    chains: Chains,
) -> ClaimProfile:
    """Make the profile of a claim, without its vectors."""
    claim = extraction.claims[position]
    spans = claim.content_spans
    tokens = [token for span in spans for token in _list_tokens(parse, span.start, span.end)]
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
        quoted=tuple(quote(spans[0].start, spans[-1].end, extraction.document.text, quotations)),
        sources=chains.of_claim(claim),
        bodies=chains.behind(claim),
        anonymous=chains.are_unnamed(claim),
        reported_in=claim.reported_in,
        confidence=claim.confidence,
        words=words,
        meaning=b"",
        sentence=b"",
    )


def _encode(profiles: Sequence[ClaimProfile], parse: Parse, starts: Sequence[int]) -> list[ClaimProfile]:
    """Return profiles with the vectors of their contents and of the sentences in which these stand.

    Args:
        profiles: The profiles of a document's claims.
        parse: The document's parse.
        starts: The offsets at which sentences begin, in order.
    """
    standing: dict[tuple[int, int], list[int]] = {}
    for position, profile in enumerate(profiles):
        behind = bisect.bisect_left(starts, profile.pieces[-1].end)
        first = starts[bisect.bisect_right(starts, profile.pieces[0].start) - 1]
        last = starts[behind] if behind < len(starts) else len(parse.text)
        standing.setdefault((first, last), []).append(position)
    encoded = list(profiles)
    for (first, last), positions in standing.items():
        telling = [token.lemma_.lower() for token in _list_tokens(parse, first, last) if token.pos_ in TELLING]
        parts = [meaning.Part([(0, last - first)], telling)]
        for profile in (profiles[position] for position in positions):
            stretches = [(piece.start - first, piece.end - first) for piece in profile.pieces]
            parts.append(meaning.Part(stretches, [word.lemma for word in profile.words if word.tag in TELLING]))
        whole, *vectors = meaning.encode_parts(parse.text[first:last], parts)
        for position, vector in zip(positions, vectors, strict=True):
            encoded[position] = replace(profiles[position], meaning=vector, sentence=whole)
    return encoded


def _list_tokens(parse: Parse, start: int, end: int) -> Sequence[Token]:
    """Return the tokens that begin in a stretch of the text."""
    return parse[bisect.bisect_left(parse.starts, start) : bisect.bisect_left(parse.starts, end)]


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


def quote(start: int, end: int, text: str, quotations: Sequence[Quoted]) -> list[Piece]:
    """Return what stands in quotation marks in a stretch of a text."""
    return [
        Piece(max(first, start), text[max(first, start) : min(last, end)])
        for quotation in quotations
        if quotation.start < end and start < quotation.end
        for first, last in quotation.parts
        if first < end and start < last
    ]

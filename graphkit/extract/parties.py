"""Find the parties of a sentence between which a stance can be read: names, and nouns that a name describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.extract.mentions import Found
from graphkit.extract.reading import Reading
from graphkit.model import EntityType, Mention, MentionKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

__all__ = ["Party", "find_parties"]

_KINDS = {
    EntityType.PERSON: "person",
    EntityType.ORGANIZATION: "body",
    EntityType.PLACE: "place",
    EntityType.COUNTRY: "place",
    EntityType.GROUP: "group",
}
_DESCRIBES = ("amod", "compound", "nmod")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who can be for or against somebody.

    Args:
        head: Its head token.
        span: Where it stands.
        kind: 'person', 'body', 'place', 'group'; 'described' for a noun that a name describes ('Norwegian officials');
            'unknown' for a name that the model does not know.
        mention: Position in the mentions, or None.
        chain: Its chain, or None.
    """

    head: int
    span: Span
    kind: str
    mention: int | None
    chain: int | None


def find_parties(reading: Reading, found: Found, mentions: tuple[Mention, ...], sentence: Tokens) -> list[Party]:
    """Find the parties of a sentence.

    Args:
        reading: The document beside its parse.
        found: Its mentions, and the tokens that they stand on.
        mentions: The same mentions with their chains.
        sentence: The sentence.

    Returns:
        The parties, names first; no two of them have the same head.
    """
    out: list[Party] = []
    taken: set[int] = set()
    others: list[Token] = []
    for token in sentence:
        position = found.at.get(token.i)
        if position is not None and mentions[position].kind is MentionKind.NAME:
            taken.add(token.i)
            mention = mentions[position]
            if found.heads[position] == token.i and mention.type in _KINDS:
                kind = _KINDS[mention.type]
                out.append(Party(head=token.i, span=mention.span, kind=kind, mention=position, chain=mention.chain))
        elif token.ent_type_ == "NORP" or token.ent_type_ in ("", "PRODUCT"):
            if token.pos_ == "PROPN" or token.ent_type_ == "NORP" or _is_capitalised(token, sentence):
                others.append(token)
    for token in others:
        described = token.dep_ in _DESCRIBES
        head = token.head if described else token
        if head.i in taken or token.dep_ == "punct" or (described and (head.pos_ != "NOUN" or head.i < token.i)):
            continue
        position = found.at.get(head.i)
        span = mentions[position].span if position is not None else reading.span(_first(token), head.i)
        if span is None:
            continue
        chain = mentions[position].chain if position is not None else None
        kind = "described" if described else "unknown"
        out.append(Party(head=head.i, span=span, kind=kind, mention=position, chain=chain))
        taken.add(head.i)
    return out


def _is_capitalised(token: Token, sentence: Tokens) -> bool:
    """Tell whether a word that the tagger takes for a common noun is written as a name, and bare as a name is."""
    if token.tag_ != "NN" or not token.text.istitle():
        return False
    return (token.i > sentence.start or token.dep_ in ("nsubj", "poss")) and token.n_lefts == 0


def _first(token: Token) -> int:
    """Find the first token of a name of which the model knows nothing: 'Rosa Diaz'."""
    first = token.i
    while first > 0 and token.doc[first - 1].dep_ == "compound" and token.doc[first - 1].head == token:
        first -= 1
    return first

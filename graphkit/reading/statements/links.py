"""Build the statement that a noun or a word beside a name makes of two mentions: 'his wife, Jo Roe'."""

from __future__ import annotations

from graphkit.language.parse import Token
from graphkit.model import Predicate, Statement
from graphkit.reading.claims.claims import ClaimIndex
from graphkit.reading.grammar.parsed import ParsedDocument
from graphkit.reading.mentions.mentions import MentionIndex

__all__ = ["link"]


def link(
    parsed: ParsedDocument,
    index: MentionIndex,
    claims: ClaimIndex,
    relation: Predicate,
    ends: tuple[int, int],
    said_by: Token,
    rule: str,
    *,
    voiced_by: Token | None = None,
) -> Statement | None:
    """Return the statement of a relation between two mentions, in the voice of the word that says so.

    Args:
        parsed: The parsed document.
        index: Its mentions.
        claims: Its claims.
        relation: What is said.
        ends: The positions of subject and object among the mentions.
        said_by: The word that says so.
        rule: The name of the rule that read it.
        voiced_by: The word whose voice counts, or None for the same.

    Returns:
        The statement, or None where both ends are one or the word has no span.
    """
    subject, obj = ends
    span = parsed.span(said_by.i, said_by.i)
    if span is None or subject == obj:
        return None
    voice = claims.voice[(voiced_by or said_by).i]
    return Statement(
        subject=subject,
        subject_span=index.mentions[subject].span,
        predicate=relation,
        predicate_span=span,
        object=obj,
        object_span=index.mentions[obj].span,
        within=voice if voice >= 0 else None,
        rule=rule,
    )

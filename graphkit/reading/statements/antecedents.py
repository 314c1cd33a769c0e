"""Say where the phrase stands that a statement's pronoun takes up, so that the statement can be read by itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from graphkit.model import Mention, MentionKind, Span, Statement

__all__ = ["name_pronouns"]


def name_pronouns(statements: Sequence[Statement], mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """Give each statement on a pronoun the nearest name or noun phrase before it that means the same.

    Args:
        statements: The statements of a document.
        mentions: Its mentions, in order and with their chains.
    """
    named: dict[int, list[Span]] = {}
    for mention in mentions:
        if mention.chain is not None and mention.kind is not MentionKind.PRONOUN:
            named.setdefault(mention.chain, []).append(mention.span)
    starts = {chain: [span.start for span in spans] for chain, spans in named.items()}

    def before(position: int | None) -> Span | None:
        if position is None or mentions[position].kind is not MentionKind.PRONOUN:
            return None
        chain = mentions[position].chain
        if chain is None or chain not in named:
            return None
        at = bisect_left(starts[chain], mentions[position].span.start)
        return named[chain][at - 1] if at else None

    def name(s: Statement) -> Statement:
        subject, object_ = before(s.subject), before(s.object)
        known = subject is None and object_ is None
        return s if known else replace(s, subject_antecedent=subject, object_antecedent=object_)

    return tuple(map(name, statements))

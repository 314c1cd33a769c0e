"""Derive the stances that sources state as their own: 'our government opposes the report', said by its ambassador.

A claim is never a fact, but it is one that its source takes a stance which the source states of itself: if Zhang says
that he opposes the report, Zhang opposes the report. Each such statement is marked as derived from its claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphkit.language import lexicon
from graphkit.model import Act, Certainty, Claim, Mention, MentionKind, Polarity, Role, Span, Stance, Statement

__all__ = ["derive_stances"]


def derive_stances(
    claims: Sequence[Claim], statements: Sequence[Statement], roles: Sequence[Role], mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Derive statements of stance from claims.

    Args:
        claims: The claims of a document.
        statements: Its statements, including those in the contents of claims.
        roles: Its roles: who can speak for whom.
        mentions: Its mentions with their chains.

    Returns:
        The derived statements, each in the voice in which its claim is reported.
    """
    sides = _sides(roles, mentions)
    out: list[Statement] = []
    for statement in statements:
        for derived in _derive(statement, claims, sides, mentions):
            if derived not in out:
                out.append(derived)
    return tuple(out)


def _sides(roles: Sequence[Role], mentions: Sequence[Mention]) -> dict[int, set[int]]:
    """Return for each chain the chains that it speaks for by a current role."""
    sides: dict[int, set[int]] = {}
    for role in roles:
        member = mentions[role.member].chain
        body = mentions[role.organization].chain if role.organization is not None else None
        words = {w.casefold().strip(",.") for w in role.title.split()}
        if member is None or body is None or not role.current or role.within is not None:
            continue
        if words & lexicon.words("speaks_for"):
            sides.setdefault(member, set()).add(body)
    return sides


def _derive(
    statement: Statement, claims: Sequence[Claim], sides: dict[int, set[int]], mentions: Sequence[Mention]
) -> Iterator[Statement]:
    relation = statement.predicate
    if statement.within is None or relation.name not in lexicon.words("stance_relation") or relation.valence == 0:
        return
    claim = claims[statement.within]
    if statement.polarity is not Polarity.POSITIVE or statement.certainty is not Certainty.CERTAIN:
        return
    if claim.stance is not Stance.AFFIRMS or claim.act in (Act.ALLEGES,) or claim.certainty is not Certainty.CERTAIN:
        return
    holder = _chain(statement.subject, mentions)
    first_person = statement.subject_span.exact.casefold() in lexicon.grammar("first_person_subject")
    for source, span in zip(claim.sources, (*claim.source_spans, *claim.source_spans), strict=False):
        speaker = _chain(source, mentions)
        if speaker is None:
            continue
        side = sides.get(speaker, set())
        if holder == speaker or first_person or (holder is not None and holder in side):
            yield _derived(statement, claim, source, span, "own-stance")
        if holder is not None and holder in side:
            yield _derived(statement, claim, statement.subject, statement.subject_span, "speaks-for")


def _derived(statement: Statement, claim: Claim, subject: int | None, span: Span, rule: str) -> Statement:
    return replace(
        statement,
        subject=subject,
        subject_span=span,
        within=claim.reported_in,
        derived_from=statement.within,
        rule=rule,
    )


def _chain(mention: int | None, mentions: Sequence[Mention]) -> int | None:
    if mention is None or (mentions[mention].kind is MentionKind.NOMINAL and mentions[mention].chain is None):
        return None
    return mentions[mention].chain

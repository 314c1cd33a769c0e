"""Read one document: mentions, claims, coreference, statements, stances and roles, in that order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from graphkit.language.parse import Parse
from graphkit.model import Claim, Document, Extraction, Mention, MentionKind, Role, Statement
from graphkit.reading.claims.claims import make_claims
from graphkit.reading.claims.reported_speech import find_reported_speech
from graphkit.reading.coreference import resolve
from graphkit.reading.grammar.parsed import parse_quotations
from graphkit.reading.mentions.mentions import find_mentions
from graphkit.reading.statements.antecedents import name_pronouns
from graphkit.reading.statements.roles import find_roles
from graphkit.reading.statements.stances import derive_stances
from graphkit.reading.statements.statements import find_statements

__all__ = ["extract", "tell_about"]


def extract(document: Document, doc: Parse) -> Extraction:
    """Read one document.

    Args:
        document: The document.
        doc: Its parse.

    Returns:
        All that was read in it, with offsets into its text.
    """
    parsed = parse_quotations(document, doc)
    found = find_mentions(parsed)
    made = make_claims(parsed, found, find_reported_speech(parsed))
    resolved = resolve(parsed, found, made)
    claims = tell_about(made.claims, resolved.mentions)
    roles = tuple(_not_of_itself(role, resolved.mentions) for role in find_roles(parsed, found, made))
    statements = name_pronouns(find_statements(parsed, found, made), resolved.mentions)
    statements = tuple(s for s in statements if not _is_of_itself(s, resolved.mentions))
    stances = derive_stances(claims, statements, roles, resolved.mentions)
    extraction = Extraction(
        document=document,
        mentions=resolved.mentions,
        chains=resolved.chains,
        claims=claims,
        statements=(*statements, *stances),
        roles=roles,
    )
    return _leave_out(extraction, resolved.unused) if resolved.unused else extraction


def _leave_out(extraction: Extraction, unused: frozenset[int]) -> Extraction:
    """Leave mentions out to which nothing else points."""
    kept = [i for i in range(len(extraction.mentions)) if i not in unused]
    now = {before: after for after, before in enumerate(kept)}

    def move(position: int | None) -> int | None:
        return None if position is None else now[position]

    return replace(
        extraction,
        mentions=tuple(extraction.mentions[i] for i in kept),
        claims=tuple(
            replace(c, sources=tuple(now[m] for m in c.sources), addressees=tuple(now[m] for m in c.addressees))
            for c in extraction.claims
        ),
        statements=tuple(replace(s, subject=move(s.subject), object=move(s.object)) for s in extraction.statements),
        roles=tuple(replace(r, member=now[r.member], organization=move(r.organization)) for r in extraction.roles),
    )


def _is_of_itself(statement: Statement, mentions: Sequence[Mention]) -> bool:
    """Tell whether both ends of a statement turn out to be the same entity, without a 'herself' that says so."""
    if statement.subject is None or statement.object is None:
        return False
    one, other = mentions[statement.subject].chain, mentions[statement.object].chain
    return one is not None and one == other and not statement.object_span.exact.casefold().endswith(("self", "selves"))


def _not_of_itself(role: Role, mentions: Sequence[Mention]) -> Role:
    """Leave out a body that turns out to be the holder of the post itself ('she is a member of …' of her own)."""
    if role.organization is None or mentions[role.organization].chain != mentions[role.member].chain:
        return role
    return replace(role, organization=None)


def tell_about(claims: Sequence[Claim], mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """Give each claim the entities that its content mentions, in order.

    Args:
        claims: The claims of a document.
        mentions: Its mentions, in order of the text, each with its chain.
    """
    starts = [m.span.start for m in mentions]
    inner = _inner_names(mentions)
    out = []
    for claim in claims:
        inside = (
            mentions[i]
            for span in claim.content_spans
            for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
            if mentions[i].span.end <= span.end and i not in inner
        )
        out.append(replace(claim, about=tuple(dict.fromkeys(m.chain for m in inside if m.chain is not None))))
    return tuple(out)


def _inner_names(mentions: Sequence[Mention]) -> frozenset[int]:
    """Find the names inside longer names: who speaks of the Bank of Norway does not speak of Norway."""
    names = [i for i, mention in enumerate(mentions) if mention.kind is MentionKind.NAME]
    names.sort(key=lambda i: (mentions[i].span.start, -mentions[i].span.end))
    out = set()
    end = -1
    for i in names:
        if mentions[i].span.end <= end:
            out.add(i)
        end = max(end, mentions[i].span.end)
    return frozenset(out)

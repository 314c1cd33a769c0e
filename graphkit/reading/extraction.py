"""Read one document: mentions, claims, coreference, statements, stances and roles, in that order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graphkit.files import collector
from graphkit.language import lexicon
from graphkit.language.parse import Parse
from graphkit.model import Certainty, Claim, Document, Extraction, Mention, MentionKind, Role, Statement
from graphkit.reading.claims.claims import make_claims
from graphkit.reading.claims.confidence import rate
from graphkit.reading.claims.qualifiers import weaker
from graphkit.reading.claims.reported_speech import find_reported_speech
from graphkit.reading.coreference import resolve
from graphkit.reading.grammar.parsed import align
from graphkit.reading.mentions.mentions import find_mentions
from graphkit.reading.statements.behind_names import state_behind_names
from graphkit.reading.statements.bodies import complete_roles
from graphkit.reading.statements.kinship import state_kinship
from graphkit.reading.statements.origins import state_origins
from graphkit.reading.statements.posts import state_posts
from graphkit.reading.statements.roles import find_roles
from graphkit.reading.statements.stances import derive_stances
from graphkit.reading.statements.statements import add_antecedents, find_statements

__all__ = ["extract", "find_topics"]

LIKELY = 0.5
"""The least likelihood that the source of a claim made it: what is likelier to be misread is left out."""
_LEAST = 0.5
"""The least confidence of a claim in whose words a source takes a stance that becomes a plain edge."""


@collector.paused()
def extract(document: Document, doc: Parse, *, least: float | None = None) -> Extraction:
    """Read one document.

    Args:
        document: The document.
        doc: Its parse.
        least: The least likelihood that a claim was made by its source, for it to be kept; None for `LIKELY`.

    Returns:
        Everything that was read in it, with offsets into its text.
    """
    parsed = align(document, doc)
    attributions = find_reported_speech(parsed)
    index = find_mentions(parsed, (stretch for a in attributions for stretch in a.source_at))
    claims = make_claims(parsed, index, attributions)
    roles = find_roles(parsed, index, claims)
    bodies = (r.organization for r in roles if r.organization is not None)
    named = [m for m in bodies if index.mentions[m].kind is not MentionKind.PRONOUN]
    held = [(r.member, r.organization) for r in roles if r.organization is not None and r.current]
    coreference = resolve(parsed, index, claims, named, held)
    mentions = coreference.mentions
    items, made = rate(find_topics(claims.items, mentions), mentions, parsed)
    told = tuple(_without_self(role, mentions) for role in roles)
    roles = tuple(complete_roles(told, coreference.home, mentions))
    statements = add_antecedents(find_statements(parsed, index, claims), mentions)
    nouns = (
        *state_posts(parsed, told, mentions),
        *state_kinship(parsed, index, claims),
        *state_behind_names(parsed, index, claims),
        *state_origins(parsed, index, claims),
    )
    posts = add_antecedents(_new(nouns, statements), mentions)
    statements = tuple(s for s in (*statements, *posts) if not _is_reflexive(s, mentions))
    stances = derive_stances(items, statements, roles, mentions)
    stances = tuple(_as_sure_as_its_claim(stance, items) for stance in stances)
    extraction = Extraction(
        document=document,
        mentions=mentions,
        chains=coreference.chains,
        claims=items,
        statements=(*statements, *stances),
        roles=roles,
    )
    extraction = _drop(extraction, coreference.unused) if coreference.unused else extraction
    return _leave_out(extraction, _unlikely(items, made, LIKELY if least is None else least))


def _unlikely(claims: Sequence[Claim], made: Sequence[float], least: float) -> frozenset[int]:
    """Return the claims that were likely not made by their source, in which none is reported that was.

    A claim without content, 'the bank would not comment', is read by its construction alone, and stays; so are the
    turns of an interview, 'Q: …', 'A: …', and a headline's 'Poll: …'.
    """
    out: set[int] = set()
    reports = Counter(claim.reported_in for claim in claims)
    for position in reversed(range(len(claims))):
        claim = claims[position]
        if made[position] < least and not reports[position] and claim.content_spans and not _is_turn(claim):
            out.add(position)
            reports[claim.reported_in] -= 1
    return frozenset(out)


def _is_turn(claim: Claim) -> bool:
    """Check whether a claim is all that follows 'Q:', 'A:' or 'Poll:', or what a headline gives a source for."""
    if claim.rule == "credit":
        return True
    speaker = claim.source_spans[0].exact.lower() if claim.rule == "turn" and claim.source_spans else ""
    return speaker in lexicon.words("dialogue_speaker") | lexicon.words("report_noun")


def _leave_out(extraction: Extraction, dropped: frozenset[int]) -> Extraction:
    """Leave claims out; what stood in them is asserted by nobody, and posts in them go with them."""
    if not dropped:
        return extraction
    claims = extraction.claims
    kept = [n for n in range(len(claims)) if n not in dropped]
    positions = {old: new for new, old in enumerate(kept)}

    def above(position: int | None) -> int | None:
        while position is not None and position in dropped:
            position = claims[position].reported_in
        return None if position is None else positions[position]

    def move(statement: Statement) -> Statement:
        rests, source = statement.within in dropped, statement.derived_from
        return replace(
            statement,
            within=above(statement.within),
            derived_from=None if source is None or source in dropped else positions[source],
            certainty=weaker(statement.certainty, Certainty.UNSPECIFIED) if rests else statement.certainty,
        )

    return replace(
        extraction,
        claims=tuple(replace(claims[n], reported_in=above(claims[n].reported_in)) for n in kept),
        statements=tuple(map(move, extraction.statements)),
        roles=tuple(replace(r, within=above(r.within)) for r in extraction.roles if r.within not in dropped),
    )


def _drop(extraction: Extraction, unused: frozenset[int]) -> Extraction:
    """Drop the mentions that nothing else refers to."""
    kept = [i for i in range(len(extraction.mentions)) if i not in unused]
    positions = {old: new for new, old in enumerate(kept)}

    def move(position: int | None) -> int | None:
        return None if position is None else positions[position]

    return replace(
        extraction,
        mentions=tuple(extraction.mentions[i] for i in kept),
        claims=tuple(
            replace(
                c, sources=tuple(positions[m] for m in c.sources), addressees=tuple(positions[m] for m in c.addressees)
            )
            for c in extraction.claims
        ),
        statements=tuple(replace(s, subject=move(s.subject), object=move(s.object)) for s in extraction.statements),
        roles=tuple(
            replace(r, member=positions[r.member], organization=move(r.organization)) for r in extraction.roles
        ),
    )


def _new(posts: Iterable[Statement], statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the posts and kinships that no clause states already: 'Jo Roe is the chairwoman of Calder Mining'."""
    known = {(s.subject, s.predicate, s.object) for s in statements}
    return tuple(p for p in posts if (p.subject, p.predicate, p.object) not in known)


def _is_reflexive(statement: Statement, mentions: Sequence[Mention]) -> bool:
    """Check whether subject and object of a statement corefer, without a reflexive pronoun."""
    if statement.subject is None or statement.object is None:
        return False
    one, other = mentions[statement.subject].chain, mentions[statement.object].chain
    reflexive = statement.object_span.exact.casefold().endswith(lexicon.sequence("reflexive_ending"))
    return one is not None and one == other and not reflexive


def _as_sure_as_its_claim(statement: Statement, claims: Sequence[Claim]) -> Statement:
    """Put a source's own stance as probable where its claim is more likely read wrongly than rightly."""
    if statement.derived_from is None or claims[statement.derived_from].confidence >= _LEAST:
        return statement
    return replace(statement, certainty=weaker(statement.certainty, Certainty.PROBABLE))


def _without_self(role: Role, mentions: Sequence[Mention]) -> Role:
    """Drop the organization of a role where it corefers with the holder, or with nothing that is known ('its')."""
    if role.organization is None:
        return role
    if mentions[role.organization].chain not in (None, mentions[role.member].chain):
        return role
    return replace(role, organization=None)


def find_topics(claims: Sequence[Claim], mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """Return claims with the entities that their contents mention, in order.

    Args:
        claims: The claims of a document.
        mentions: Its mentions, in order of the text, each with its chain.
    """
    starts = [m.span.start for m in mentions]
    nested = _nested_names(mentions)
    out = []
    for claim in claims:
        contained = (
            mentions[i]
            for span in claim.content_spans
            for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
            if mentions[i].span.end <= span.end and i not in nested
        )
        out.append(replace(claim, about=tuple(dict.fromkeys(m.chain for m in contained if m.chain is not None))))
    return tuple(out)


def _nested_names(mentions: Sequence[Mention]) -> frozenset[int]:
    """Find the names inside longer names: a claim about the Bank of Norway is not one about Norway."""
    names = [i for i, mention in enumerate(mentions) if mention.kind is MentionKind.NAME]
    names.sort(key=lambda i: (mentions[i].span.start, -mentions[i].span.end))
    out = set()
    end = -1
    for i in names:
        if mentions[i].span.end <= end:
            out.add(i)
        end = max(end, mentions[i].span.end)
    return frozenset(out)

"""Score, for pairs of parties that no rule has read, whether the wording presents the one as for or against the other.

The scorer is a linear model over the traits of a pair (traits.py), with whole numbers as weights, so that every machine
gives the same sum. Its weights, in leanings.tsv, were fitted by tools/train_stances.py on the sentences of Park et al.
(*Directed Sentiment Analysis in News Text*, 2021). What it finds is likely at most, and never a plain edge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from graphkit import lexicon
from graphkit.extract.claims import Claims
from graphkit.extract.mentions import Found
from graphkit.extract.pairs import Pair, between, find_pairs, traits_of
from graphkit.extract.parties import Party
from graphkit.extract.reading import Reading
from graphkit.model import Certainty, EntityType, Mention, MentionKind, Predicate, Statement

__all__ = ["find_leanings", "weights"]

_MOST = 2
"""Statements in one sentence: the likeliest."""
_LEAST = 8
"""How much likelier a stance must be than none, in the weights' unit."""
_AHEAD = 10
"""How much likelier it must be than the next best reading: the other direction, or the other side."""

_DOERS = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.GROUP)


def find_leanings(
    reading: Reading, found: Found, made: Claims, mentions: tuple[Mention, ...], statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """Read leanings between parties that no statement with a valence joins yet.

    Args:
        reading: The document beside its parse.
        found: Its mentions, and the tokens that they stand on.
        made: Its claims.
        mentions: The mentions with their chains.
        statements: What the rules have read.

    Returns:
        Statements in the order of the text, each likely, and told apart by their rule, 'stance-scorer'.
    """
    known = _joined(statements, mentions)
    told = sorted((s for s in statements if s.predicate.valence), key=_place)
    out: list[Statement] = []
    for sentence in reading.doc.sents:
        scored: list[tuple[int, Statement]] = []
        here = slice(
            bisect_left(told, sentence.start_char, key=_place), bisect_left(told, sentence.end_char, key=_place)
        )
        for pair in find_pairs(reading, found, mentions, sentence):
            if not any((a, b) in known for a in _names(pair.one) for b in _names(pair.other)):
                said = _score(pair, made, mentions, reading, found)
                if said is not None and not _is_told(said[1], told[here], mentions):
                    scored.append(said)
        scored.sort(key=lambda item: (-item[0], item[1].subject_span, item[1].object_span))
        seen: set[tuple[str | int, str | int]] = set()
        for _, statement in scored[:_MOST]:
            ends = (_end(statement.subject, statement.subject_span.start, mentions),
                    _end(statement.object, statement.object_span.start, mentions))  # fmt: skip
            if ends not in seen and ends[::-1] not in seen and not _is_used(statement, out[-_MOST:]):
                seen.add(ends)
                out.append(statement)
    out.sort(key=lambda s: s.predicate_span.start)
    return tuple(out)


@cache
def weights() -> dict[str, tuple[int, int]]:
    """Read leanings.tsv: a trait → its weight for 'favours' and for 'disfavours'."""
    return {trait: (int(good), int(bad)) for trait, good, bad in lexicon.rows("leanings", 3)}


def _score(
    pair: Pair, made: Claims, mentions: tuple[Mention, ...], reading: Reading, found: Found
) -> tuple[int, Statement] | None:
    known = weights()
    outcomes: list[tuple[int, int, int]] = []  # score, direction, side
    described = traits_of(pair, made, mentions)
    for direction, traits in enumerate(described):
        held = [known[trait] for trait in dict.fromkeys(t for t, _ in traits) if trait in known]
        for side in (0, 1):
            outcomes.append((sum(w[side] for w in held), direction, side))
    outcomes.sort(key=lambda item: (-item[0], item[1], -item[2]))
    best, direction, side = outcomes[0]
    if best < _LEAST or best - outcomes[1][0] < _AHEAD:
        return None
    holder, target = (pair.one, pair.other) if direction == 0 else (pair.other, pair.one)
    if _is_anothers(pair, direction, holder, found, mentions):
        return None
    word = _heaviest(pair, described[direction], side)
    span = reading.span(word, word) if word is not None else None
    if span is None:
        return None
    statement = Statement(
        subject=holder.mention,
        subject_span=holder.span,
        predicate=_predicate(side),
        predicate_span=span,
        object=target.mention,
        object_span=target.span,
        certainty=Certainty.PROBABLE,
        within=_within(pair, made),
        rule="stance-scorer",
    )
    return best, statement


def _is_anothers(pair: Pair, direction: int, holder: Party, found: Found, mentions: Sequence[Mention]) -> bool:
    """Tell whether the clause that the target stands in is about what somebody else does.

    'Lima said Diaz had become a critic of Sousa': Diaz is the critic; 'quoted her as praising Sousa': she praised him.
    """
    words = pair.words
    path = pair.path if direction == 0 else pair.path.turned()
    on = {*path.up, *path.down}

    def stands(i: int, *deps: str) -> list[Mention]:
        """List who stands beside a word of the path in such a place, the holder apart."""
        heads = [words.first + c for c in words.below[i] if c not in on and words.deps[c] in deps]
        others = [mentions[found.at[c]] for c in heads if c in found.at]
        return [m for m in others if holder.chain is None or m.chain != holder.chain]

    told = bool(stands(path.up[-1], "dobj"))
    for i in path.down[:-1]:
        if told and words.kinds[i] == "VERB" and words.deps[i] in ("pcomp", "xcomp"):
            return True
        if any(m.kind is not MentionKind.PRONOUN and m.type in _DOERS for m in stands(i, "nsubj", "agent")):
            return True
        told = told or bool(stands(i, "dobj"))
    return False


def _place(statement: Statement) -> int:
    return statement.predicate_span.start


def _predicate(side: int) -> Predicate:
    return lexicon.predicates()["scored:for" if side == 0 else "scored:against"]


def _heaviest(pair: Pair, traits: list[tuple[str, int]], side: int) -> int | None:
    """Find the word of praise or blame on the path that the verdict owes most to."""
    words = pair.words
    owed = {i: 0 for i in between(pair.path) if words.valences[i] and words.lemmas[i] != "*"}
    if not owed:
        return None  # only names stand between them
    for trait, i in dict.fromkeys(traits):
        if i in owed:
            owed[i] += weights().get(trait, (0, 0))[side]
    return words.first + max(owed, key=lambda i: (owed[i], -i))


def _within(pair: Pair, made: Claims) -> int | None:
    """Find the innermost claim in whose content both ends stand; None where the article itself speaks."""
    around: list[list[int]] = []
    for end in (pair.one.head, pair.other.head):
        line: list[int] = []
        position: int | None = made.voice[end]
        while position is not None and position >= 0:
            line.append(position)
            position = made.claims[position].reported_in
        around.append(line)
    return next((c for c in around[0] if c in around[1]), None)


def _is_told(said: Statement, told: Sequence[Statement], mentions: Sequence[Mention]) -> bool:
    """Tell whether a rule has read the same word of one of the two and somebody else who is named.

    'Lima accused Diaz, who lives in Porto': Lima has accused Diaz, not Porto.
    """
    for s in told:
        if s.predicate_span.start <= said.predicate_span.start < s.predicate_span.end:
            if s.object_span.overlaps(said.object_span) and _is_name(s.subject, mentions):
                return True
            if s.subject_span.overlaps(said.subject_span) and _is_name(s.object, mentions):
                return True
            if s.subject_span.overlaps(said.object_span) or s.object_span.overlaps(said.subject_span):
                return True
    return False


def _is_name(mention: int | None, mentions: Sequence[Mention]) -> bool:
    return mention is not None and mentions[mention].kind is MentionKind.NAME


def _is_used(said: Statement, before: Sequence[Statement]) -> bool:
    """Tell whether a likelier statement has told the same word of somebody else."""
    return any(s.predicate_span == said.predicate_span and s.subject_span != said.subject_span for s in before)


# -- pieces


def _joined(statements: Sequence[Statement], mentions: Sequence[Mention]) -> set[tuple[str | int, str | int]]:
    """List the pairs, in both orders, that a statement with a valence joins."""
    out: set[tuple[str | int, str | int]] = set()
    for s in statements:
        if s.predicate.valence:
            a = _end(s.subject, s.subject_span.start, mentions)
            b = _end(s.object, s.object_span.start, mentions)
            out |= {(a, b), (b, a)}
    return out


def _end(mention: int | None, start: int, mentions: Sequence[Mention]) -> str | int:
    """Name an end of a statement: by its chain, else by where it stands."""
    chain = mentions[mention].chain if mention is not None else None
    return chain if chain is not None else f"at {start}"


def _names(party: Party) -> tuple[str | int, ...]:
    place = f"at {party.span.start}"
    return (place,) if party.chain is None else (party.chain, place)

"""Say how a claim changed: by what the graph says of its two versions, and by the words that differ.

Words that differ within quotation marks alone are a change of the quotation, whatever else the marks hold.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from graphkit.analysis.changes.sides import Side, list_quoted, share_source, sign
from graphkit.language import lexicon
from graphkit.matching.quantities import read_numbers
from graphkit.matching.quotations import compare_quotations
from graphkit.matching.words import Piece, Token, negates, split
from graphkit.model import Act, Certainty

if TYPE_CHECKING:
    from graphkit.analysis.changes.values import Version
    from graphkit.analysis.network.records import Utterance

__all__ = ["describe", "list_quoted_words"]

_SURENESS = {"certain": 3, "probable": 2, "possible": 1}
_HEDGING = frozenset({"alleges", "doubts"})
_NEGATION = 3
"""So many words take the place of a negation at most; a longer row that holds one was cut or put in for itself."""

type _Marked = list[tuple[Token, bool]]
"""Words, each with whether it stands in quotation marks."""


def describe(old: Utterance, new: Utterance, before: Side, after: Side, quoted: Sequence[set[str]]) -> Iterator[str]:
    """List the kinds of changes from one version of a claim to the other.

    Args:
        old: The claim before.
        new: The claim after.
        before: The graph before.
        after: The graph after.
        quoted: The words that either article quotes anywhere.
    """
    numbered = False
    if not share_source(old, new, before, after):
        ones, others = (_name_source(side.found[claim.iri]) for side, claim in ((before, old), (after, new)))
        numbered = ones != others and _cut_digits(ones) == _cut_digits(others)
        same = ones == others and (_is_named(ones) or _is_untouched(before.found[old.iri], after.found[new.iri]))
        if not numbered and not same:
            yield "resourced"
    if sign(old) * sign(new) < 0:
        yield "reversed"
    differing = list(_list_differing(old, new))
    gone, come = ([token for pair in differing for token in pair[side]] for side in (0, 1))
    words = [{token.word for token, _ in tokens} for tokens in (gone, come)]
    sure, then = _SURENESS.get(old.certainty, 0), _SURENESS.get(new.certainty, 0)
    weakened = _is_hedged_by_verb(new) - _is_hedged_by_verb(old)
    hedges = bool(words[1] & _hedges()) - bool(words[0] & _hedges())
    lower, higher = bool(sure and then and then < sure), bool(sure and then and then > sure)
    if lower or weakened > 0 or (hedges > 0 and not higher):
        yield "hedged"
    if higher or weakened < 0 or (hedges < 0 and not lower):
        yield "unhedged"
    if numbered or _have_other_numbers(old.content, new.content) or all(any(map(_is_figure, own)) for own in words):
        yield "number"
        numbered = True
    if not gone and not come:
        return
    if all(inside for _, inside in (*gone, *come)):
        yield from _describe_quotation(differing, numbered)
        return
    pieces = list(list_quoted(old)), list(list_quoted(new))
    change = compare_quotations(*pieces, quoted, brief=True)
    if change is not None:
        yield ("cut" if change.one is not None else "extended") if change.kind == "cut" else change.kind
    elif not numbered or not _differ_in_numbers_alone(old.content, new.content):
        yield "reworded"


def list_quoted_words(claim: Utterance) -> Iterator[str]:
    """List the words that a claim has in quotation marks."""
    return (token.word for token in split(list(list_quoted(claim))))


def _describe_quotation(differing: Sequence[tuple[_Marked, _Marked]], numbered: bool) -> Iterator[str]:
    """Say how words in quotation marks changed, where no others did."""
    for gone, come in differing:
        negated = [negates(token.word for token, _ in tokens) for tokens in (gone, come)]
        if negated[0] != negated[1] and max(len(gone), len(come)) <= _NEGATION:
            yield "lostNegation"
            return
    figures = all(_is_figure(token.word) for pair in differing for tokens in pair for token, _ in tokens)
    if not any(come for _, come in differing):
        yield "cut"
    elif not any(gone for gone, _ in differing):
        yield "extended"
    elif not (numbered and figures):
        yield "altered"


def _list_differing(old: Utterance, new: Utterance) -> Iterator[tuple[_Marked, _Marked]]:
    """List the rows of words that one content has in the place of those of the other."""
    ones, others = _mark(old), _mark(new)
    words = [token.word for token, _ in ones], [token.word for token, _ in others]
    matcher = difflib.SequenceMatcher(None, words[0], words[1], autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what != "equal":
            yield ones[i:j], others[k:m]


def _mark(claim: Utterance) -> _Marked:
    return [(token, _is_inside(token, claim)) for token in split([Piece(0, claim.content)])]


def _is_inside(token: Token, claim: Utterance) -> bool:
    return any(p.start <= token.stretch.start < p.start + len(p.text) for p in list_quoted(claim))


def _is_hedged_by_verb(claim: Utterance) -> bool:
    """Check whether the verb itself puts a claim less firmly: 'alleged', 'doubted', 'suggested'."""
    senses = lexicon.cues().get((claim.cue, "verb"), ())
    return claim.act in _HEDGING or any(s.act is Act.ASSERTS and s.certainty is Certainty.POSSIBLE for s in senses)


def _name_source(version: Version) -> tuple[str, ...]:
    """Return the words of whoever says a claim, as they stand in its sentence."""
    sentence = version.found.sentence
    return tuple(
        sentence.text[mark.start - sentence.start : mark.end - sentence.start].casefold()
        for mark in sentence.marks
        if mark.part == "source"
    )


def _is_named(words: Sequence[str]) -> bool:
    """Check whether no word for a source is a pronoun: who 'the mayor' is may be read elsewhere."""
    return bool(words) and not lexicon.pronouns().keys() & set(words)


def _is_untouched(old: Version, new: Version) -> bool:
    """Check whether the sentence is the same: whom its pronoun is taken for, only other sentences tell."""
    return old.found.sentence.text == new.found.sentence.text


def _cut_digits(words: Sequence[str]) -> list[str]:
    return ["".join(c for c in word if not c.isdigit()) for word in words]


def _is_figure(word: str) -> bool:
    return any(c.isdigit() for c in word)


@cache
def _hedges() -> frozenset[str]:
    """Return the words that put a claim less firmly, as what an editor puts in or takes out."""
    return frozenset(lexicon.grammar("modal_possible")) | frozenset(lexicon.words("editors_hedge"))


def _have_other_numbers(old: str, new: str) -> bool:
    """Check whether a number of one content is another one in the other: '12 people', '15 people'."""
    ones, others = (list(read_numbers(split([Piece(0, content)]))) for content in (old, new))
    left = [one for one in ones if not any(one.agrees(other) for other in others)]
    right = [other for other in others if not any(other.agrees(one) for one in ones)]
    return any(one.unit == other.unit for one in left for other in right)


def _differ_in_numbers_alone(old: str, new: str) -> bool:
    return _leave_numbers_out(old) == _leave_numbers_out(new)


def _leave_numbers_out(content: str) -> list[str]:
    tokens = split([Piece(0, content)])
    numbers = [number.stretch for number in read_numbers(tokens)]
    return [
        token.word
        for token in tokens
        if not _is_figure(token.word)
        and not any(stretch.start <= token.stretch.start < stretch.end for stretch in numbers)
    ]

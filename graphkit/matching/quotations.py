"""Trace a quotation through articles: where it was cut, where a word was changed, and where a negation was lost."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphkit.matching.words import Piece, Stretch, Token, cover, negates, split, split_text

__all__ = ["Change", "compare_quotations", "list_runs"]

_SHORTEST = 4
_LEAST = 0.7
"""The least share of the shorter quotation's words that stand in the longer one, in their order."""
_LONG = 8
"""So many words in one order are one quotation, whenever it was said."""
_RUN = 3
"""So many of them stand in one row at least."""
_SPREAD = 1.5
"""How much longer than the shorter quotation the stretch of the longer one may be in which its words stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How two renderings of one quotation differ.

    Args:
        kind: 'cut', 'altered' or 'lostNegation'.
        one: What the first has and the second has not; None where it has nothing more.
        other: What the second has and the first has not.
    """

    kind: str
    one: Stretch | None
    other: Stretch | None


def list_runs(pieces: Sequence[Piece], length: int = _RUN) -> Iterator[tuple[str, ...]]:
    """List the rows of so many words in quotations; two renderings of one quotation have one of them in common.

    Args:
        pieces: The quoted pieces of a content.
        length: The length of a row; the whole quotation, where that is shorter.
    """
    words = _list_words(pieces)
    for start in range(max(1, len(words) - length + 1) if words else 0):
        yield tuple(words[start : start + length])


def compare_quotations(
    ones: Sequence[Piece], others: Sequence[Piece], quoted: Sequence[Container[str]], *, brief: bool
) -> Change | None:
    """Find how a quotation was changed; None where two are not one, or are the same in every word.

    Args:
        ones: The quoted pieces of one content.
        others: Those of another.
        quoted: The words that the document of either quotes anywhere: what it quotes in another sentence is not cut.
        brief: Whether brief quotations may be one: else somebody may have said much the same on two days.
    """
    words = _list_words(ones), _list_words(others)
    shorter = min(map(len, words))
    if shorter < _SHORTEST or words[0] == words[1]:
        return None
    matcher = difflib.SequenceMatcher(None, *words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    common = sum(block.size for block in blocks)
    if common < _LEAST * shorter or (common < _LONG and not brief):
        return None
    stretch = max(blocks[-1].a + blocks[-1].size - blocks[0].a, blocks[-1].b + blocks[-1].size - blocks[0].b)
    if max(block.size for block in blocks) < _RUN or stretch > _SPREAD * shorter:
        return None
    a, b = split(ones), split(others)
    left: list[Token] = []
    right: list[Token] = []
    for before, after in pairwise(blocks):
        left += a[before.a + before.size : after.a]
        right += b[before.b + before.size : after.b]
    first, last = blocks[0], blocks[-1]
    outside = [(a[: first.a], b[: first.b]), (a[last.a + last.size :], b[last.b + last.size :])]
    # Where both go on, so many words as the shorter has took the place of others; what is beyond them was cut.
    most = [min(map(len, ends)) for ends in outside]
    left += [*outside[0][0][len(outside[0][0]) - most[0] :], *outside[1][0][: most[1]]]
    right += [*outside[0][1][len(outside[0][1]) - most[0] :], *outside[1][1][: most[1]]]
    kind = "altered" if left and right else "cut"
    if negates(t.word for t in left) != negates(t.word for t in right):
        kind = "lostNegation"
    if kind == "cut":
        left += [token for mine, _ in outside for token in mine]
        right += [token for _, theirs in outside for token in theirs]
        if all(t.word in quoted[1] for t in left) and all(t.word in quoted[0] for t in right):
            return None
    return Change(kind=kind, one=_cover(left, ones), other=_cover(right, others))


def _list_words(pieces: Iterable[Piece]) -> list[str]:
    return [word for piece in pieces for word in split_text(piece.text)]


def _cover(tokens: Sequence[Token], pieces: Sequence[Piece]) -> Stretch | None:
    return cover(sorted(tokens, key=lambda token: token.stretch.start), pieces)

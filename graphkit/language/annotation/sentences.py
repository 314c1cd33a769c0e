"""Cut what the parser takes for one sentence and is none: a list, a table, a text without full stops.

Rules compare the words of a sentence with one another, so what they do grows with the square of its length; in pieces
of a bounded length it grows with the length of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graphkit.language.parse import Form

__all__ = ["LONGEST", "cut_long"]

LONGEST = 300
"""The most tokens of a sentence: of 8,434 sentences of news the longest has 160."""


def cut_long(
    forms: Sequence[Form], firsts: Sequence[int], deps: Sequence[str], heads: Sequence[int]
) -> tuple[list[int], list[str], list[int]]:
    """Cut the sentences that are too long, behind a mark of punctuation where there is one.

    What depends on a word of another piece depends on the first such word of its own, which becomes the root.

    Args:
        forms: The form of each token of a paragraph.
        firsts: The first token of each sentence.
        deps: The label of each token's dependency.
        heads: The position of its governor.

    Returns:
        The first tokens, labels and governors of the sentences as they are now.
    """
    bounds: list[int] = []
    labels, above = list(deps), list(heads)
    for first, end in pairwise((*firsts, len(forms))):
        pieces = [first]
        while end - pieces[-1] > LONGEST:
            pieces.append(_find_cut(forms, pieces[-1]))
        if len(pieces) > 1:
            for start, stop in pairwise((*pieces, end)):
                _detach(labels, above, start, stop)
        bounds += pieces
    return bounds, labels, above


def _find_cut(forms: Sequence[Form], start: int) -> int:
    """Return the token before which a piece that starts at another ends."""
    behind = range(start + LONGEST, start + LONGEST // 2, -1)
    return next((i for i in behind if forms[i - 1].is_punct), start + LONGEST)


def _detach(deps: list[str], heads: list[int], start: int, stop: int) -> None:
    """Give a piece of a sentence one root."""
    root = None
    for i in range(start, stop):
        if start <= heads[i] < stop and heads[i] != i:
            continue
        if root is None:
            root = i
            deps[i] = "ROOT"
        else:
            deps[i] = "dep"
        heads[i] = root

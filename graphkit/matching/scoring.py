"""Score how likely claims of two documents are about one matter, all of the one with all of the other at a time.

What a claim is near is seen best against what else is there: a claim of one article mostly has one counterpart in
another, so a pair is likelier where neither has a nearer one (cf. the cross-domain similarity of Conneau et al., 2018),
where the claims around both are near each other too, and where both stand about as far down in their articles. A
content is compared by itself and in its sentence, which tells who and what its pronouns and its few words are about.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graphkit.language import lexicon
from graphkit.matching.arrays import NONE, DocumentClaims, Marks, compare_vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Nearness", "PairScore", "PairScores", "measure", "score", "weigh"]

_SETTING, _SOURCE, _ACT = 0.7, 0.2, 0.1
"""What the claims around, one source and one act add to the likenesses by which the nearest counterpart is found."""
_COUNTS = 0.3
"""From such a score on, two claims may be one."""
_CHOICE = 4
"""A claim is the nearest of so many at least: of fewer it tells nothing."""


class Nearness(NamedTuple):
    """How near claims of two documents are.

    Args:
        content: The cosines of the vectors of their contents.
        sentence: The cosines of those of the sentences in which they stand.
    """

    content: NDArray[np.float64]
    sentence: NDArray[np.float64]


class PairScore(NamedTuple):
    """How likely two claims are one; see `PairScores`."""

    same: float
    differ: float
    denied: float
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScores:
    """How likely each claim of one document is one with each of another.

    Args:
        same: How likely they are one claim, from 0 to 1, where nothing in them differs.
        differ: How likely they are about one matter, where something differs.
        denied: The same where nothing but their sign does.
        likeness: The cosines of the vectors of their contents.
        answered: How much of what is claimed in the one is likely claimed in the other too: the sum of the scores that
            count, divided by the geometric mean of the numbers of claims.
    """

    same: NDArray[np.float64]
    differ: NDArray[np.float64]
    denied: NDArray[np.float64]
    likeness: NDArray[np.float64]
    answered: float

    def of(self, one: int, other: int) -> PairScore:
        """Return the scores of two claims."""
        place = one, other
        return PairScore(*(float(a[place]) for a in (self.same, self.differ, self.denied, self.likeness)))


def measure(one: DocumentClaims, other: DocumentClaims) -> Nearness:
    """Measure how near the claims of one document are to those of another, or of itself.

    Args:
        one: The claims of a document, at least one.
        other: The claims of another, at least one.
    """
    return Nearness(
        content=compare_vectors(one.meanings, other.meanings), sentence=compare_vectors(one.sentences, other.sentences)
    )


def score(one: DocumentClaims, other: DocumentClaims, near: Nearness) -> PairScores:
    """Score the claims of one document against those of another, or of itself.

    Args:
        one: The claims of a document, at least one.
        other: The claims of another, at least one.
        near: How near they are.
    """
    import numpy as np

    totals = []
    evidence = weigh(one, other, near)
    for column in range(3):
        total = np.full((len(one.profiles), len(other.profiles)), _weights()["bias"][column])
        for name, values in evidence.items():
            total = total + _weights()[name][column] * values
        totals.append(1 / (1 + np.exp(-np.round(total, 3))))
    same, differ, denied = totals
    return PairScores(
        same=same,
        differ=differ,
        denied=denied,
        likeness=near.content,
        answered=round(float(same[same >= _COUNTS].sum()) / math.sqrt(same.size), 2),
    )


def weigh(one: DocumentClaims, other: DocumentClaims, near: Nearness) -> dict[str, NDArray[np.float64]]:
    """Return each kind of evidence for the claims of one document being about one matter with those of another.

    Args:
        one: The claims of a document, at least one.
        other: The claims of another, at least one.
        near: How near they are.
    """
    import numpy as np

    itself = one is other
    likeness, sentence = near
    setting = likeness if itself else compare_vectors(one.settings, other.settings)
    source = _share(one.sources, other.sources)
    act = (one.acts[:, None] == other.acts[None, :]) * 1.0
    words = _compare_marks(one.words, other.words, likeness.shape)
    numbers = _compare_marks(one.numbers, other.numbers, likeness.shape)
    nearness = likeness + sentence + _SETTING * setting + _SOURCE * source + _ACT * act
    if itself:
        np.fill_diagonal(nearness, 0)
    behind = [np.minimum(0, nearness - _best_other(nearness)), np.minimum(0, nearness - _best_other(nearness.T).T)]
    return {
        "likeness": likeness,
        "sentence": sentence,
        "setting": setting,
        "one source": source,
        "one act": act,
        "words": words.shared / np.maximum(1, np.minimum(words.ones[:, None], words.others[None, :])),
        "one number": np.minimum(1, numbers.shared),
        "number alone": ((numbers.ones > 0)[:, None] != (numbers.others > 0)[None, :]) * 1.0,
        "quoted": np.maximum(one.quoted[:, None], other.quoted[None, :]),
        "accusation": np.maximum(one.accusing[:, None], other.accusing[None, :]) * (1 - act),
        "apart": np.abs(_place(likeness.shape[0])[:, None] - _place(likeness.shape[1])[None, :]),
        "itself": np.full(likeness.shape, float(itself)),
        "overshadowed": behind[0] + behind[1],
        "nearest": ((behind[0] == 0) & (behind[1] == 0)) * float(min(likeness.shape) >= _CHOICE),
    }


class _Common(NamedTuple):
    """How many words claims have, and have in common."""

    shared: NDArray[np.float64]
    ones: NDArray[np.float64]
    others: NDArray[np.float64]


def _compare_marks(one: Marks, other: Marks, shape: tuple[int, ...]) -> _Common:
    """Count the words that each claim of one document has, and has in common with each of another."""
    import numpy as np

    common = np.intersect1d(one.words, other.words)
    tables = []
    for marks, size in zip((one, other), shape, strict=True):
        table = np.zeros((size, len(common)), np.float32)
        inside = np.isin(marks.words, common)
        table[marks.rows[inside], np.searchsorted(common, marks.words[inside])] = 1
        tables.append(table)
    counts = [
        np.bincount(marks.rows, minlength=size).astype(np.float64)
        for marks, size in zip((one, other), shape, strict=True)
    ]
    return _Common((tables[0] @ tables[1].T).astype(np.float64), *counts)


def _place(size: int) -> NDArray[np.float64]:
    """Return for each claim of a document how far down in it it stands, from 0 to 1, to three decimals."""
    import numpy as np

    return np.round(np.arange(size) / size, 3)


def _share(ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return 1 for rows that have a number in common, else 0."""
    alike = ones[:, None, :, None] == others[None, :, None, :]
    there = (ones != NONE)[:, None, :, None]
    shared: NDArray[np.float64] = (alike & there).any(axis=(2, 3)) * 1.0
    return shared


def _best_other(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each place of a matrix the greatest value in its row that stands elsewhere."""
    import numpy as np

    if values.shape[1] == 1:
        return np.zeros_like(values)
    order = np.sort(values, axis=1)
    best, second = order[:, -1:], order[:, -2:-1]
    first = values.argmax(axis=1)
    out = np.repeat(best, values.shape[1], axis=1)
    out[np.arange(len(values)), first] = second[:, 0]
    return out


@cache
def _weights() -> Mapping[str, tuple[float, float, float]]:
    rows = lexicon.rows("weights/matching", 4)
    return {name: (float(same), float(differ), float(denied)) for name, same, differ, denied in rows}

"""Score how likely claims of two documents are about one matter, all of the one with all of the other at a time.

What a claim is near is seen best against what else is there: a claim of one article mostly has one counterpart in
another, so a pair is likelier where neither has a nearer one (cf. the cross-domain similarity of Conneau et al., 2018),
and where the claims around both are near each other too. Vectors are whole numbers of one byte, whose products and sums
single precision holds exactly: the scores are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graphkit.language import lexicon
from graphkit.matching.profiles import ClaimProfile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DocumentClaims", "PairScore", "PairScores", "compare_meanings", "gather", "score", "weigh"]

_NONE = -1
_SOURCES = 3
"""So many sources of a claim are compared."""
_SETTING, _SOURCE, _ACT = 0.7, 0.18, 0.1
"""What the claims around, one source and one act add to the likeness by which the nearest counterpart is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """Vectors, each a row.

    Args:
        rows: Their numbers, which are whole.
        lengths: Their lengths, at least 1.
    """

    rows: NDArray[np.float32]
    lengths: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentClaims:
    """The claims of a document as arrays, a row for each claim.

    Args:
        profiles: The claims that have something to be compared by.
        meanings: The vectors of their contents.
        settings: Those of what is claimed around them.
        sources: The entities that say them, -1 where there are fewer than columns.
        acts: The numbers of their acts.
    """

    profiles: tuple[ClaimProfile, ...]
    meanings: Vectors
    settings: Vectors
    sources: NDArray[np.int64]
    acts: NDArray[np.int64]


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
        likeness: The cosines of their vectors.
    """

    same: NDArray[np.float64]
    differ: NDArray[np.float64]
    denied: NDArray[np.float64]
    likeness: NDArray[np.float64]

    def of(self, one: int, other: int) -> PairScore:
        """Return the scores of two claims."""
        place = one, other
        return PairScore(*(float(a[place]) for a in (self.same, self.differ, self.denied, self.likeness)))


def gather(profiles: Sequence[ClaimProfile], chains: Sequence[int], acts: Mapping[str, int]) -> DocumentClaims:
    """Put the claims of a document into arrays.

    Args:
        profiles: The claims.
        chains: The entity of each chain of the document.
        acts: A number for each act.
    """
    import numpy as np

    kept = tuple(profile for profile in profiles if profile.meaning)
    sources = np.full((len(kept), _SOURCES), _NONE, np.int64)
    for row, profile in zip(sources, kept, strict=True):
        found = [chains[chain] for chain in profile.sources][:_SOURCES]
        row[: len(found)] = found
    return DocumentClaims(
        profiles=kept,
        meanings=_stack([profile.meaning for profile in kept]),
        settings=_stack([profile.setting for profile in kept]),
        sources=sources,
        acts=np.array([acts[profile.act] for profile in kept], np.int64),
    )


def compare_meanings(one: DocumentClaims, other: DocumentClaims) -> NDArray[np.float64]:
    """Return the cosines of the claims of one document with those of another, or of itself.

    Args:
        one: The claims of a document, at least one.
        other: The claims of another, at least one.
    """
    return _cosines(one.meanings, other.meanings)


def score(one: DocumentClaims, other: DocumentClaims, likeness: NDArray[np.float64]) -> PairScores:
    """Score the claims of one document against those of another, or of itself.

    Args:
        one: The claims of a document, at least one.
        other: The claims of another, at least one.
        likeness: The cosines of the ones with the others.
    """
    import numpy as np

    totals = []
    evidence = weigh(one, other, likeness)
    for column in range(3):
        total = np.full((len(one.profiles), len(other.profiles)), _weights()["bias"][column])
        for name, values in evidence.items():
            total = total + _weights()[name][column] * values
        totals.append(1 / (1 + np.exp(-np.round(total, 3))))
    same, differ, denied = totals
    return PairScores(same=same, differ=differ, denied=denied, likeness=evidence["likeness"])


def weigh(one: DocumentClaims, other: DocumentClaims, likeness: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """Return each kind of evidence for the claims of one document being about one matter with those of another.

    Args:
        one: The claims of a document, at least one.
        other: The claims of another, at least one.
        likeness: The cosines of the ones with the others.
    """
    import numpy as np

    itself = one is other
    setting = likeness if itself else _cosines(one.settings, other.settings)
    source = _share(one.sources, other.sources)
    act = (one.acts[:, None] == other.acts[None, :]).astype(np.float64)
    nearness = likeness + _SETTING * setting + _SOURCE * source + _ACT * act
    if itself:
        np.fill_diagonal(nearness, 0)
    overshadowed = np.minimum(0, nearness - _best_other(nearness)) + np.minimum(0, nearness - _best_other(nearness.T).T)
    return {
        "likeness": likeness,
        "setting": setting,
        "one source": source,
        "one act": act,
        "overshadowed": overshadowed,
    }


def _stack(rows: Sequence[bytes]) -> Vectors:
    import numpy as np

    size = max(map(len, rows), default=0)
    stacked = np.zeros((len(rows), size), np.float32)
    for row, values in zip(stacked, rows, strict=True):
        row[: len(values)] = np.frombuffer(values, np.int8)
    lengths = np.sqrt((stacked * stacked).sum(axis=1, dtype=np.float64))
    return Vectors(rows=stacked, lengths=np.maximum(1, lengths))


def _cosines(ones: Vectors, others: Vectors) -> NDArray[np.float64]:
    """Return the cosines of vectors, to three decimals."""
    import numpy as np

    products = (ones.rows @ others.rows.T).astype(np.float64)
    cosines: NDArray[np.float64] = products / (ones.lengths[:, None] * others.lengths[None, :])
    return np.round(cosines, 3)


def _share(ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return 1 for rows that have a number in common, else 0."""
    alike = ones[:, None, :, None] == others[None, :, None, :]
    there = (ones != _NONE)[:, None, :, None]
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

"""The weights by which the frame of a question and the parts of its words are told.

The frame is told by the words of a question and, where the extra `encoder` is installed, by its meaning too: either is
a softmax of its own, and their logarithms are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import TYPE_CHECKING

from graphkit.asking.features import see_question, see_word, shape
from graphkit.asking.words import DATE, NAME, NUMBER, QUOTED, Word
from graphkit.files import resources
from graphkit.language import encoder, lexicon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NO_PART", "Weights", "encode", "rate_frames", "read_weights", "tell_parts"]

_LEAST = -12.0
"""What the words of a question say against a frame counts no more than this: their softmax is too sure of itself."""
_PLAIN = {NAME: "somebody", QUOTED: "these words", DATE: "that day", NUMBER: "5"}
NO_PART = "-"
"""The part of a word that fills no blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of a softmax: what is seen → label → weight.

    Args:
        frames: Those by which the frame of a question is told.
        parts: Those by which the part of a word is.
        known: The forms of words that the training had.
        meanings: Those by which the frame is told from the vector of the question's meaning: the frames in order, and
            for each a row of weights, the last of which always counts.
    """

    frames: Mapping[str, Mapping[str, float]]
    parts: Mapping[str, Mapping[str, float]]
    known: frozenset[str]
    meanings: tuple[Sequence[str], NDArray[np.float64]] | None = None


class Table(Mapping[str, Mapping[str, float]]):
    """Weights as they stand in a file: of some hundred thousand a question needs a few hundred, and only they are read.

    Args:
        lines: What is seen → label=weight, with spaces between.
    """

    def __init__(self, lines: Mapping[str, str]) -> None:
        self._lines = lines

    def __getitem__(self, seen: str) -> Mapping[str, float]:
        """Return the weights of what is seen."""
        return {
            label: float(weight) for label, _, weight in (told.rpartition("=") for told in self._lines[seen].split())
        }

    def __contains__(self, seen: object) -> bool:
        """Check whether something has weights."""
        return seen in self._lines

    def __iter__(self) -> Iterator[str]:
        """Go over what is seen."""
        return iter(self._lines)

    def __len__(self) -> int:
        """Count it."""
        return len(self._lines)


@cache
def read_weights() -> Weights:
    """Read the weights that come with graphkit."""
    found: dict[str, dict[str, str]] = {"frame": {}, "part": {}, "known": {}}
    path = resources.language(lexicon.LANGUAGE) / "weights" / "questions.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition("\t")
        if kind in found:
            seen, _, told = rest.partition("\t")
            found[kind][seen] = told
    return Weights(
        frames=Table(found["frame"]),
        parts=Table(found["part"]),
        known=frozenset(found["known"]),
        meanings=_read_meanings(),
    )


def _read_meanings() -> tuple[Sequence[str], NDArray[np.float64]] | None:
    if encoder.why_not() is not None:
        return None
    import numpy as np

    rows = lexicon.rows("weights/question_meanings", 2)
    return [frame for frame, _ in rows], np.array([[float(weight) for weight in row.split()] for _, row in rows])


def encode(words: Sequence[Word]) -> NDArray[np.float64]:
    """Return the vector of what a question means, whoever is named in it; with a 1 behind it.

    Raises:
        AssertionError: The encoder is not installed.
    """
    import numpy as np

    model = encoder.load()
    assert model is not None
    plain = " ".join(_PLAIN.get(word.form, word.text.lower()) for word in words)
    return np.append(model.encode(plain), 1.0).astype(np.float64)


def rate_frames(words: Sequence[Word], weights: Weights) -> list[tuple[str, float]]:
    """Rate the frames of a question: each with its probability, the likeliest first."""
    scores = _normalize(_sum(see_question(words, weights.known), weights.frames))
    if weights.meanings is not None:
        frames, rows = weights.meanings
        near = _normalize(dict(zip(frames, (rows @ encode(words)).tolist(), strict=True)))
        scores = _normalize({frame: max(score, _LEAST) + near[frame] for frame, score in scores.items()})
    return sorted(((frame, exp(score)) for frame, score in scores.items()), key=lambda one: (-round(one[1], 9), one[0]))


def _normalize(scores: Mapping[str, float]) -> dict[str, float]:
    """Make scores logarithms of probabilities."""
    most = max(scores.values())
    total = most + log(sum(exp(score - most) for score in scores.values()))
    return {label: score - total for label, score in scores.items()}


def tell_parts(words: Sequence[Word], frame: str, weights: Weights) -> list[str]:
    """Tell the part of each word of a question of a frame: the likeliest sequence of parts."""
    forms, kinds = shape(words, weights.known)
    best: dict[str, tuple[float, list[str]]] = {"^": (0.0, [])}
    for at in range(len(words)):
        following: dict[str, tuple[float, list[str]]] = {}
        for before, (so_far, path) in best.items():
            for part, score in _normalize(_sum(see_word(forms, kinds, at, frame, before), weights.parts)).items():
                gained = so_far + score
                if part not in following or gained > following[part][0]:
                    following[part] = (gained, [*path, part])
        best = following
    return max(best.values(), key=lambda one: one[0])[1]


def _sum(seen: Iterable[str], weights: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    scores = dict.fromkeys(weights["bias"], 0.0)
    for one in seen:
        if one in weights:
            for label, weight in weights[one].items():
                scores[label] += weight
    return scores

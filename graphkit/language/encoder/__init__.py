"""An encoder of meanings: a small BERT that gives texts of one meaning near vectors, in whatever words (an extra).

The weights are those of all-MiniLM-L6-v2 (Reimers and Gurevych, 2019; Wang et al., 2020), trained further on invented
stories that several outlets tell (`scripts/tune_encoder.py`), one byte a weight (`scripts/make_encoder.py`);
LICENSE-MODEL is their licence. They are part of the package, checked by their checksums, and never fetched.
`pip install 'graphkit[encoder]'` brings ONNX Runtime, which multiplies them. Texts are encoded one at a time on one
thread, so that the vector of a text depends on nothing but the text. The vector of a text is the mean of the states of
its pieces (Reimers and Gurevych, 2019), that of a part of it the mean of those that stand there ('late chunking':
Günther et al., 2024): for which claims are one it does as well as reading each part by itself.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from graphkit.language.encoder import wordpiece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

__all__ = ["MISSING", "NAME", "Encoder", "load", "why_not"]

NAME = "all-MiniLM-L6-v2, tuned to claims, read in their sentences (8 bit)"
MISSING = "words are compared, and not what they mean; for that: pip install 'graphkit[encoder]'"
"""What is said where the extra is not installed."""
_DAMAGED = "words are compared, and not what they mean: {name} is {what}; install graphkit anew"
_FOLDER = resources.files(__package__)
_SUMS = {
    "model.onnx": "a2e6d05ae6a44d81d40e1af852a302a1b47f5c4b2c33fdaa9beb69b0beb108fd",
    "vocabulary.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
_MOST = 256
"""The most pieces of words that are read of a text: some 190 words."""
_KEPT = 20_000


class Encoder:
    """The encoder; get it from `load`.

    Args:
        session: The model in ONNX Runtime.
        vocabulary: The number of each piece of a word.
    """

    def __init__(self, session: InferenceSession, vocabulary: Mapping[str, int]) -> None:
        self._session = session
        self._vocabulary = vocabulary
        self.encode = lru_cache(maxsize=_KEPT)(self._encode)

    def encode_parts(self, text: str, parts: Sequence[Sequence[tuple[int, int]]]) -> list[NDArray[np.float32]]:
        """Return the vectors of parts of a text, of length 1: of what they mean by themselves, where they stand.

        Args:
            text: The text, which is read once.
            parts: The stretches of each part: the offset of its first character, and that behind its last.
        """
        pieces, states = self._read(text)
        found = []
        for part in parts:
            chosen = [n for n, piece in enumerate(pieces) if any(start <= piece.start < end for start, end in part)]
            if chosen:
                found.append(_average(states[chosen]))
            else:  # what stands beyond the most pieces that are read is read by itself
                found.append(self.encode(" ".join(text[start:end] for start, end in part)))
        return found

    def _encode(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a text, of length 1."""
        return _average(self._read(text)[1])

    def _read(self, text: str) -> tuple[list[wordpiece.Piece], NDArray[np.float32]]:
        """Return the pieces of a text, and the state of each."""
        import numpy as np

        pieces = wordpiece.split(text, self._vocabulary, _MOST)
        tokens = np.array([[piece.number for piece in pieces]], dtype=np.int64)
        [[states]] = self._session.run(["states"], {"tokens": tokens})
        return pieces, states


def _average(states: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean of states, of length 1."""
    import numpy as np

    mean = states.mean(axis=0)
    found: NDArray[np.float32] = mean / np.linalg.norm(mean)
    return found


@cache
def load() -> Encoder | None:
    """Load the encoder, once for each process; None where it is not there, and `why_not` says why."""
    if why_not() is not None:
        return None
    return make(_read("model.onnx"))


def make(model: bytes) -> Encoder:
    """Make an encoder.

    Args:
        model: What scripts/make_encoder.py wrote.
    """
    import onnxruntime

    words = _read("vocabulary.txt").decode().split("\n")
    vocabulary = {word: number for number, word in enumerate(words) if word}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return Encoder(session, vocabulary)


@cache
def why_not() -> str | None:
    """Return in one line why there is no encoder; None where there is one.

    It is not loaded for that: it takes 200 MB and a quarter of a second.
    """
    # from 1.29 on the runtime keeps a number for the machine in its user's home and sends what it runs to its maker;
    # the variable is read when it is imported, the call ends what a process that has imported it before has begun
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime
    except ImportError:
        return MISSING
    onnxruntime.disable_telemetry_events()
    for name, checksum in _SUMS.items():
        if not (_FOLDER / name).is_file():
            return _DAMAGED.format(name=name, what="missing")
        if hashlib.sha256(_read(name)).hexdigest() != checksum:
            return _DAMAGED.format(name=name, what="damaged")
    return None


def _read(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()

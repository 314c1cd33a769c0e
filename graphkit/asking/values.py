"""What a question in plain words may mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.analysis.answers import Answer
    from graphkit.query.catalogue import NamedQuery

__all__ = ["Answered", "Asked", "Reading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A way in which a question can be understood.

    Args:
        question: The named question.
        values: What fills its blanks, as `graphkit query --bind` takes it.
    """

    question: NamedQuery
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The named question as a sentence, without asides that say nothing: 'What does Mara Lind say of the dam?'."""
        sentence = self.question.fill(self.values)
        for piece in self.question.pieces:
            if not isinstance(piece, str) and piece.parameter.name not in self.values:
                sentence = sentence.replace(f" ({piece.empty})", "")
        return sentence

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as values that JSON can hold."""
        return {"question": self.question.name, "values": dict(self.values), "sentence": self.sentence}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came of understanding a question.

    Args:
        text: The question as it was put.
        best: How it is understood; None where it is not.
        others: What else it may mean, the likeliest first.
        unknown: The name in it that nothing in the graph has; '' where that is not why it is not understood.
        near: Names that may have been meant instead.
    """

    text: str
    best: Reading | None
    others: tuple[Reading, ...] = ()
    unknown: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question in plain words with its answer.

    Args:
        asked: How it is understood.
        answer: The answer to what it is understood as; None where it is not understood.
        wider: What has an answer where it has none: the same with a blank left empty, each with the number of rows.
    """

    asked: Asked
    answer: Answer | None
    wider: tuple[tuple[Reading, int], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return question and answer as values that JSON can hold."""
        asked, answer = self.asked, self.answer
        return {
            "asked": asked.text,
            "understood": asked.best.to_dict() if asked.best else None,
            "others": [reading.to_dict() for reading in asked.others],
            "unknown": asked.unknown,
            "near": list(asked.near),
            "answer": answer.to_dict() if answer else None,
            "wider": [{**reading.to_dict(), "rows": number} for reading, number in self.wider],
        }

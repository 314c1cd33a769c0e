"""Every error graphkit raises on purpose.

    GraphkitError
    ├── InputError          an input that cannot be read (also: nothing to read)
    ├── OutputError         an output that cannot be written
    ├── ModelError          a spaCy pipeline that is missing or unfit
    ├── QueryError          a query that is unknown, malformed or lacks a value
    ├── StoreError          a store that cannot be opened
    │   └── DamageError     something that is no longer as graphkit wrote it
    └── OptionalDependencyError   an extra that is not installed

A message says what was wrong, where (file, line, offset), and what to do. An item that cannot be used but does not
end the work is a `Problem`: it is counted and reported, never raised and never silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

__all__ = [
    "DamageError",
    "GraphkitError",
    "InputError",
    "Kind",
    "ModelError",
    "OptionalDependencyError",
    "OutputError",
    "Problem",
    "QueryError",
    "StoreError",
    "same_text_problem",
    "summarise",
]


class GraphkitError(Exception):
    """The root of every error that graphkit raises on purpose."""


class InputError(GraphkitError):
    """An input cannot be read, or there is nothing to read."""


class OutputError(GraphkitError):
    """An output cannot be written; what stood there before is untouched."""


class ModelError(GraphkitError):
    """A spaCy pipeline is missing or lacks a component that graphkit needs."""


class QueryError(GraphkitError):
    """A query is unknown, malformed, or lacks a value for one of its variables.

    Args:
        message: What is wrong.
        parameter: The value that fits nothing; '' where that is not what is wrong.
        near: The names that may have been meant by it.
    """

    def __init__(self, message: str, *, parameter: str = "", near: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.near = tuple(near)


class StoreError(GraphkitError):
    """A store cannot be opened or is in use by another writer."""


class DamageError(StoreError):
    """Something is no longer as graphkit wrote it: a disk forgot it, a copy broke off, or somebody changed it."""


class OptionalDependencyError(GraphkitError):
    """Something was asked for that needs an extra which is not installed."""


class Kind(Enum):
    """What became of the article that a problem concerns."""

    NOTED = "noted"
    """It was read, but something was guessed or dropped."""
    QUARANTINED = "quarantined"
    """It could not be read."""
    LANGUAGE = "language"
    """It is in another language."""
    DUPLICATE = "duplicate"
    """Its text is that of another."""
    SKIPPED = "skipped"
    """It is no article by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that was left out, and why: counted and shown, never raised.

    Args:
        where: The file, line or document identifier that it concerns.
        what: What was wrong, and what was done about it.
        kind: What became of the article.
        opened: Whether it could be opened; what is in a file or folder that could not is not known.
    """

    where: str
    what: str
    kind: Kind = Kind.NOTED
    opened: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def same_text_problem(where: str, of: str) -> Problem:
    """Make the problem of an article that was left out because another has the same text."""
    return Problem(where=where, what=f"was left out: its text is that of {of}", kind=Kind.DUPLICATE)


def summarise(problems: Sequence[Problem]) -> str:
    """Summarise problems in one line, by the first of them, as the reason of an error."""
    return "; ".join(map(str, problems[:3])) + ("; …" if len(problems) > 3 else "")

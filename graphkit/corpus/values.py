"""What a build of a corpus is told, and what it tells."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit.matching.owners import Owners
from graphkit.reader import Answers

if TYPE_CHECKING:
    from graphkit.errors import Kind, Problem
    from graphkit.model.decisions import Decision
    from graphkit.reader import Settings

__all__ = ["BuildReport", "Location", "Options", "Progress", "Watch"]

type Location = str | os.PathLike[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Follows a build article by article, and may end its reading. The articles are then read one at a time.

    Args:
        finished: Called with where an article was found, how many claims were read in it, and what was left out.
        stopped: Returns whether no more is to be read; the graph of what was read is then written.
    """

    finished: Callable[[str, int, Sequence[Problem]], None]
    stopped: Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a corpus is built.

    Args:
        settings: What articles are read with.
        base: The base IRI.
        answers: What persons said of documents: who is who, and what they found of claims and edges.
        claim_decisions: Their decisions about which claims are one that stand.
        owners: Who owns which outlet.
        problems: What is wrong with the files of the above.
        workers: How many processes read; None leaves it to the number of articles and of processors.
        cluster: The address of a Dask scheduler whose workers read, or None.
        sync: Whether articles of earlier runs that are no longer among the inputs leave the graph.
        watch: Who follows it article by article, or None.
        day: The day that the build is said to be of; None for the newest that any of its articles carries.
        most_versions: How many earlier versions of an article are kept; None keeps all.
    """

    settings: Settings
    base: str
    answers: Answers = field(default_factory=Answers)
    claim_decisions: tuple[Decision, ...] = ()
    owners: Owners = field(default_factory=Owners)
    problems: tuple[Problem, ...] = ()
    workers: int | None = None
    cluster: str | None = None
    sync: bool = False
    watch: Watch | None = None
    day: str | None = None
    most_versions: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a build is.

    Args:
        stage: What is being done: 'finding', 'reading', 'deciding', 'writing' or 'storing'.
        done: How much of it is done, in articles.
        total: How much there is; 0 where that is not known.
        claims: Claims read so far in this run.
        words: Words read so far in this run.
        warnings: What was guessed or left out so far in this run.
        quarantined: How many articles could not be read so far in this run.
    """

    stage: str
    done: int
    total: int
    claims: int = 0
    words: int = 0
    warnings: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did.

    Args:
        found: Items among the inputs.
        read: Items that were read in this run; the others were read before.
        replaced: Items of earlier runs in whose place another came.
        removed: Items of earlier runs that were let go of.
        absent: Items of earlier runs that are not among the inputs and stay; with `sync` only those that stood in what
            could not be opened.
        written: Documents whose graphs were written anew.
        documents: Documents in the graph.
        versions: Earlier versions of them that are kept.
        problems: What was left out or guessed, by where.
        damaged: What was no longer as an earlier build had written it, and was made anew.
    """

    found: int
    read: int
    replaced: int
    removed: int
    absent: int
    written: int
    documents: int
    versions: int
    problems: tuple[Problem, ...]
    damaged: tuple[Problem, ...] = ()

    def count(self, kind: Kind) -> int:
        """Count the problems of a kind."""
        return sum(problem.kind is kind for problem in self.problems)

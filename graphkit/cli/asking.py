"""Ask a graph on this machine in a process of its own, with limits: whatever becomes of a query, the command ends."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.cli import opening

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph
    from graphkit.query.processes import Limits

__all__ = ["EXPLANATION", "Answer", "ask"]

EXPLANATION = "explanation"
"""The form in which it is told how a query is understood, instead of its answer."""
_PRELOADED = ("pyoxigraph", "graphkit.cli.asking", "graphkit.pipeline", "graphkit.query.evaluation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query answers, as it is to be written.

    Args:
        columns: The columns of a table, where a table was wanted.
        rows: Its rows.
        data: The bytes, where another form was wanted.
        notes: What is said before them.
        nothing: What is said behind them where there is nothing in them.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    data: bytes = b""
    notes: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """About how many bytes it has."""
        return len(self.data) + sum(len(cell) for row in self.rows for cell in row)


def ask(
    folder: Path,
    text: str,
    bindings: Mapping[str, str],
    *,
    form: str,
    limits: Limits,
    versions: bool = False,
    store: str | None = None,
) -> Answer:
    """Answer a query.

    Args:
        folder: What stands in the place of OUT.
        text: The query, as `KnowledgeGraph.query` takes it.
        bindings: Its values.
        form: 'table', a format of `QueryResult.serialize`, or `EXPLANATION`.
        limits: The limits.
        versions: Whether the earlier versions of the articles are asked in place of the graph.
        store: The address of a server, where it holds the graph: then it has the limits.

    Raises:
        DamageError: The store is damaged.
        QueryError: The query cannot be answered, or not within the limits.
    """
    from graphkit.errors import QueryError
    from graphkit.files import checksums
    from graphkit.query.processes import Processes, StoppedError

    if store is not None:
        return _answer(_open(folder, store, versions), text, bindings, form)
    try:
        processes = Processes(limits, _PRELOADED, may_fork=True)
        return processes.run(_work, Path.cwd(), folder, versions, text, bindings, form, limits.answer)
    except StoppedError as error:
        # On a damaged store the engine may search without end, or until it has filled the memory.
        checksums.check_store(folder, most=None)
        hint = "or allow more with --time-limit or --memory-limit"
        raise QueryError(f"{error}, {hint}") from None


def _open(folder: Path, store: str | None, versions: bool) -> KnowledgeGraph:
    kg = opening.open_graph(folder, store)
    return kg.versions if versions else kg


def _work(
    place: Path, folder: Path, versions: bool, text: str, bindings: Mapping[str, str], form: str, most: int
) -> Answer:
    from graphkit.errors import QueryError

    os.chdir(place)  # whoever makes the process may stand elsewhere
    answer = _answer(_open(folder, None, versions), text, bindings, form)
    if answer.size > most:
        hint = "add a LIMIT to the query, or allow more with --answer-limit"
        raise QueryError(f"the answer is longer than {most:,} bytes; {hint}")
    return answer


def _answer(kg: KnowledgeGraph, text: str, bindings: Mapping[str, str], form: str) -> Answer:
    from graphkit.query import evaluation

    if form == EXPLANATION:
        asked = kg.choose_for(evaluation.read_query(text))
        return Answer(data=str(evaluation.explain_query(asked.store, text, bindings, base=kg.base_iri)).encode())
    result = kg.query(text, bindings)
    why = evaluation.why_only_words(text)
    notes = () if why is None else (why,)
    nothing: tuple[str, ...] = ()
    if result.kind != "ask" and not (result.rows or result.triples):
        said = "no rows" if result.kind == "select" else "no triples"
        nothing = (said, *evaluation.find_unknown_terms(text))
    if form == "table":
        columns, rows = result.table()
        return Answer(columns=columns, rows=tuple(rows), notes=notes, nothing=nothing)
    return Answer(data=result.serialize(form), notes=notes, nothing=nothing)

"""Answer a named question in sentences: what each row says, with the sentences that its claims were read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import batched
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from graphkit.analysis.sayings import FoundSentence, Saying, find_document, read_articles, read_sayings
from graphkit.model.vocabulary import BASE
from graphkit.query import catalogue, evaluation
from graphkit.store.tables import select

if TYPE_CHECKING:
    from graphkit.analysis.brief.values import PrintedArticle
    from graphkit.query.catalogue import NamedQuery
    from graphkit.query.results import QueryResult
    from graphkit.store import GraphStore

__all__ = ["Answer", "AnswerRow", "answer", "back", "find_wider"]

_NOBODY = ("(nobody named)", "(nobody)")
"""What questions say where an article names nobody."""
_NAMED = "SELECT DISTINCT ?name ?entity { VALUES ?name { %s } ?entity skos:prefLabel ?name }"
_AT_ONCE = 200
_PARTS = ("subject", "predicate", "object", "source", "cue", "content")
_COLUMN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A row of an answer.

    Args:
        cells: What it says besides the sentences, a text for each column of the answer.
        sentences: The sentences of its claims and statements.
        behind: The values for the question that tells where the row comes from; empty where there is none.
    """

    cells: tuple[str, ...]
    sentences: tuple[FoundSentence, ...]
    behind: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a named question.

    Args:
        question: The question.
        values: The values that were given to it.
        columns: The names of the columns that say something besides the sentences.
        rows: The rows that are shown.
        total: How many rows there are in all.
        asked_for: How many rows are shown at most.
        articles: The articles of the sentences, by their addresses.
        entities: The addresses of those whom cells name, by their names; of a name that several bear there is none.
        yes: The answer to a question of yes or no; None to others.
        graph: The answer as Turtle where it is a graph; '' where it is rows.
        behind: The name of the question that tells where each row comes from; '' where there is none.
    """

    question: NamedQuery
    values: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    total: int
    asked_for: int
    articles: Mapping[str, PrintedArticle]
    entities: Mapping[str, str]
    yes: bool | None
    graph: str
    behind: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing answers."""
        return self.yes is None and not self.total

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as values that JSON can hold."""
        return {
            "question": self.question.name,
            "values": dict(self.values),
            "sentence": self.question.fill(self.values),
            "total": self.total,
            "yes": self.yes,
            "rows": [
                {
                    "cells": dict(zip(self.columns, row.cells, strict=True)),
                    "sentences": list(map(asdict, row.sentences)),
                }
                for row in self.rows
            ],
            "articles": {iri: asdict(article) for iri, article in self.articles.items()},
            "graph": self.graph,
        }


def answer(
    store: GraphStore,
    texts: Mapping[str, str],
    question: NamedQuery,
    values: Mapping[str, str],
    *,
    base: str = BASE,
    most: int = 100,
) -> Answer:
    """Answer a named question.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        question: The question.
        values: The values of its parameters, as `graphkit query --bind` takes them.
        base: Where the graph's things live.
        most: How many rows are shown at most.

    Raises:
        QueryError: A value is missing or fits nothing; `parameter` says which, and `near` what may have been meant.
    """
    result = evaluation.run(store, question.name, values, base=base)
    columns, rows = result.table() if result.kind == "select" else ((), [])
    things = [
        [cell.value for cell in row if isinstance(cell, NamedNode) and find_document(cell.value)]
        for row in result.rows[:most]
    ]
    sayings = read_sayings(store, texts, (thing for row in things for thing in row))
    articles = read_articles(store, (find_document(thing) for thing in sayings))
    told = [_list_told([sayings[thing] for thing in row if thing in sayings], articles) for row in things]
    hidden = [[_is_within(cell, base) for cell in row] for row in result.rows[:most]]
    kept = [
        at
        for at in range(len(columns))
        if not all(away[at] or row[at] in known for row, away, known in zip(rows, hidden, told, strict=False))
    ]
    behind, wanted = _read_behind(question)
    shown: dict[tuple[tuple[str, ...], tuple[str, ...]], AnswerRow] = {}
    for row, own in zip(rows, things, strict=False):
        cells = tuple(row[at] for at in kept)
        shown.setdefault(
            (cells, tuple(own)),
            AnswerRow(
                cells=cells,
                sentences=tuple(sayings[thing].found for thing in dict.fromkeys(own) if thing in sayings),
                behind=_fill(wanted, dict(zip(columns, row, strict=True)), values),
            ),
        )
    return Answer(
        question=question,
        values=values,
        columns=tuple(columns[at] for at in kept),
        rows=tuple(shown.values()),
        total=len(result.triples) if result.kind == "graph" else len(rows),
        asked_for=most,
        articles=articles,
        entities=_find_named(store, {cell for row in shown.values() for cell in row.cells if cell}, base),
        yes=result.answer if result.kind == "ask" else None,
        graph=result.serialize("turtle").decode() if result.kind == "graph" else "",
        behind=behind,
    )


def back(store: GraphStore, texts: Mapping[str, str], answer_: Answer, *, base: str = BASE, most: int = 3) -> Answer:
    """Give rows that rest on no sentence of their own the sentences of the question that tells where they come from.

    Args:
        store: The graph.
        texts: The articles' texts by the address of their document.
        answer_: The answer.
        base: Where the graph's things live.
        most: How many sentences a row gets at most.
    """
    if not answer_.behind:
        return answer_
    question = catalogue.find(answer_.behind)
    articles = dict(answer_.articles)
    rows = []
    for row in answer_.rows:
        if row.sentences or not row.behind:
            rows.append(row)
            continue
        found = answer(store, texts, question, row.behind, base=base, most=_AT_ONCE)
        articles |= found.articles
        sentences = {one.sentence: one for behind in found.rows for one in behind.sentences}
        rows.append(replace(row, sentences=tuple(sentences.values())[:most]))
    return replace(answer_, rows=tuple(rows), articles=articles)


def find_wider(
    store: GraphStore, question: NamedQuery, values: Mapping[str, str], *, base: str = BASE
) -> list[tuple[dict[str, str], int]]:
    """Find what is answered where a question is not: by leaving one of its blanks empty.

    Args:
        store: The graph.
        question: The question.
        values: The values that were given to it.
        base: Where the graph's things live.

    Returns:
        The values that are left, with how many rows answer then; only those that some do.
    """
    wider = []
    for parameter in question.parameters:
        if parameter.optional and parameter.name in values:
            left = {name: value for name, value in values.items() if name != parameter.name}
            if number := _count(evaluation.run(store, question.name, left, base=base)):
                wider.append((left, number))
    return wider


def _count(result: QueryResult) -> int:
    return len(result.rows) or len(result.triples)


def _find_named(store: GraphStore, names: Iterable[str], base: str) -> dict[str, str]:
    """Find the one entity that each of some names stands for."""
    found: dict[str, set[str]] = {}
    for some in batched(sorted(names), _AT_ONCE):
        values = " ".join(str(Literal(name)) for name in some)
        for name, entity in select(store, _NAMED % values):
            if entity.startswith(f"{base}entity/"):
                found.setdefault(name, set()).add(entity)
    return {name: min(entities) for name, entities in sorted(found.items()) if len(entities) == 1}


def _is_within(cell: object, base: str) -> bool:
    """Check whether a cell is an address of the graph's own, which says nothing to people."""
    return isinstance(cell, NamedNode) and cell.value.startswith(base)


def _list_told(sayings: Sequence[Saying], articles: Mapping[str, PrintedArticle]) -> set[str]:
    """List what the sentences of a row say by themselves."""
    told = {"", *_PARTS}
    for saying in sayings:
        article = articles[saying.found.sentence.article]
        told |= {saying.content, article.identifier, article.title, *saying.words, *map(str, saying.bounds)}
        for claim in saying.found.claims:
            told |= {claim.act, claim.stance, f"{claim.act}: {saying.content}", *(claim.speakers or _NOBODY)}
    return told


def _read_behind(question: NamedQuery) -> tuple[str, dict[str, str]]:
    """Read which question tells where a row comes from, and with which values."""
    name, *pairs = question.behind.split() or [""]
    return name, dict(pair.split("=", 1) for pair in pairs)


def _fill(wanted: Mapping[str, str], row: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """Take the values for another question out of a row, and out of what was asked."""
    filled = {}
    for name, value in wanted.items():
        column = _COLUMN.fullmatch(value)
        found = row.get(column[1], "") if column else values.get(value[1:], "") if value.startswith("?") else value
        if found:
            filled[name] = found
    return filled

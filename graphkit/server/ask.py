"""The page on which a named question is filled in and answered in sentences. It is made in a process of its own."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from graphkit import asking, pipeline
from graphkit.analysis import answers
from graphkit.errors import QueryError
from graphkit.graph import KnowledgeGraph
from graphkit.model.vocabulary import GK, PREFIXES
from graphkit.query import catalogue
from graphkit.query.bindings import bind
from graphkit.query.catalogue import CHOICES, NamedQuery, Parameter
from graphkit.server.replies import HTML, Reply, load_template
from graphkit.server.who import link_entity, link_sentence
from graphkit.store.tables import select
from graphkit.visualisation import findings
from graphkit.visualisation.answered import explain
from graphkit.visualisation.brief.wording import count
from graphkit.visualisation.look import wording

if TYPE_CHECKING:
    from graphkit.analysis.answers import Answer
    from graphkit.asking import Asked

__all__ = ["render"]

# loaded here, so that a new process has the template compiled
_OF_VERSIONS = "# of: versions\n"
"""Without it a query is put to the graph."""
_TEMPLATE = load_template("ask.html.j2")
_FIRST = "who-said-what-about"
_RELATIONS = "SELECT DISTINCT ?predicate ?label { ?predicate rdfs:subPropertyOf gk:relatesTo ; rdfs:label ?label }"
_SOUGHT = ("text", "about", "what", "whom", "who")
"""The blank whose words are searched for where a question has no answer, the likeliest first."""
_SHORT = 2
"""Words of a relation that is offered: what is longer was read once, and says little by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """A blank as it is shown: its parameter, what stands in it, and what can be chosen.

    `choices` are groups of values, each with a title, which may be empty; of each value it has the words.
    """

    parameter: Parameter
    empty: str
    value: str
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def is_offered(self) -> bool:
        """Whether what stands in it is among what can be chosen."""
        return any(self.value == value for _, group in self.choices for value, _ in group)


def render(folder: Path, given: Mapping[str, str]) -> Reply:
    """Render the questions as forms, and the answer to one of them.

    Args:
        folder: The output folder of graphkit.
        given: The parameters of the request: `question`, the name of one, and values for its blanks. Where none of
            these is there, not even an empty one, the question is only shown. Or `q`, a question in plain words.
    """
    kg = pipeline.open_graph(folder, whole=False)
    groups = catalogue.list_groups()
    words = given.get("q", "").strip()
    asked_words = asking.understand(words, asking.Names(kg.store)) if words else None
    if asked_words:
        best = asked_words.best
        given = {"question": best.question.name, **_empty(best.question), **best.values} if best else {}
    named = {question.name: question for group in groups for question in group.questions}
    question = named.get(given.get("question", _FIRST))
    unknown = question is None
    question = question or named[_FIRST]
    values = {p.name: given[p.name].strip() for p in question.parameters if given.get(p.name, "").strip()}
    asked = (
        not unknown
        and "question" in given
        and (not question.parameters or any(p.name in given for p in question.parameters))
    )
    shown: dict[str, object] = {
        "groups": groups,
        "question": question,
        "fields": [piece if isinstance(piece, str) else _show(kg, piece, values) for piece in question.pieces],
        "articles": count(kg.count()["documents"], "article"),
        "answer": None,
        "why": f"there is no question {given.get('question', '')!r}" if unknown else "",
        "near": [],
        "words": words,
        "understood": bool(asked_words and asked_words.best),
        "others": [],
    }
    if asked_words:
        shown |= _show_words(asked_words)
    if asked:
        try:
            shown |= _answer(kg, folder, question, values)
        except QueryError as error:
            shown |= _explain(question, values, error)
    sought = _list_names(words) or next((values[name] for name in _SOUGHT if values.get(name)), words)
    shown["search"] = "/search?" + urlencode({"words": sought}, errors="replace") if sought else ""
    status = 400 if shown["why"] else 200
    return Reply(body=_TEMPLATE.render(shown).encode(errors="replace"), kind=HTML, status=status)


def _list_names(words: str) -> str:
    """Return the names in a question in plain words: all of them, as what was understood may leave some out."""
    return " ".join(word.strip("?!.,;:'\"") for word in words.split()[1:] if word[:1].isupper())


def _show(kg: KnowledgeGraph, blank: catalogue.Blank, values: Mapping[str, str]) -> _Field:
    parameter = blank.parameter
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    if parameter.kind in CHOICES:
        choices = (("", tuple((value, wording(value)) for value in CHOICES[parameter.kind])),)
    elif parameter.kind == "predicate":
        choices = tuple(_group_relations(select(kg.store, _RELATIONS)))
    return _Field(parameter=parameter, empty=blank.empty, value=values.get(parameter.name, ""), choices=choices)


def _group_relations(relations: Iterable[Sequence[str]]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Group the relations that are offered: those of the ontology, and short ones in the articles' own words."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for predicate, label in relations:
        defined = predicate.startswith(GK)
        if defined or len(label.split()) <= _SHORT:
            found[defined].add(label)
    for title, labels in (("Relations", found[True]), ("Words of the articles", found[False] - found[True])):
        if labels:
            yield title, tuple((label, label) for label in sorted(labels))


def _answer(kg: KnowledgeGraph, folder: Path, question: NamedQuery, values: Mapping[str, str]) -> dict[str, object]:
    kg = kg.choose_for(question)
    answer = answers.answer(kg.store, kg.texts, question, values, base=kg.base_iri)
    wider = answers.find_wider(kg.store, question, values, base=kg.base_iri) if answer.is_empty else []
    sparql, _ = bind(kg.store, question, values, {**PREFIXES, "ex": kg.base_iri})
    sparql = "".join(
        line for line in sparql.splitlines(keepends=True) if not line.startswith("#") or line == _OF_VERSIONS
    ).strip()
    given = "".join(f" --bind {shlex.quote(f'{name}={value}')}" for name, value in values.items())
    return {
        "answer": answer,
        "sentence": question.fill({name: wording(value) for name, value in values.items()}),
        "headline": findings.count_answer(answer),
        "rows": findings.render_rows(
            answer, link_sentence=link_sentence, link_question=_address, link_entity=link_entity
        ),
        "wider": [
            (question.fill(left), number, _address(question.name, {**_empty(question), **left}))
            for left, number in wider
        ],
        "behind": _address(answer.behind, _list_behind(answer)) if answer.yes is not None and answer.behind else "",
        "sparql": sparql,
        "query": "/query?" + urlencode({"query": sparql}, errors="replace"),
        "command": f"graphkit query {shlex.quote(folder.resolve().name)} {question.name}{given}",
    }


def _show_words(asked: Asked) -> dict[str, object]:
    """Show what else a question in plain words may mean, or why it has no answer."""
    return {
        "why": explain(asked).rstrip("."),
        "others": [
            (other.sentence, _address(other.question.name, {**_empty(other.question), **other.values}))
            for other in asked.others
        ],
    }


def _list_behind(answer: Answer) -> Mapping[str, str]:
    return {**_empty(catalogue.find(answer.behind)), **answer.values}


def _explain(question: NamedQuery, values: Mapping[str, str], error: QueryError) -> dict[str, object]:
    """Say which blank cannot be filled, and what may have been meant."""
    kinds = {parameter.name: parameter.kind for parameter in question.parameters}
    near = [
        (name, _address(question.name, {**_empty(question), **values, error.parameter: name})) for name in error.near
    ]
    kind, value = kinds.get(error.parameter), values.get(error.parameter, "")
    calls = {"entity": "Nobody and nothing", "document": "No article", "predicate": "No relation"}
    why = f"{calls[kind]} here is called ‘{value}’" if kind in calls and value else str(error).partition(": --bind")[0]
    return {"why": why, "near": near}


def _empty(question: NamedQuery) -> dict[str, str]:
    """Name every blank, so that the question counts as asked."""
    return {parameter.name: "" for parameter in question.parameters}


def _address(question: str, values: Mapping[str, str]) -> str:
    return "/ask?" + urlencode({"question": question, **values}, errors="replace")

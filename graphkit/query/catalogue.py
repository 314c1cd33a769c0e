"""The questions that come with the ontology, and the heads of query files.

A query file says in its head what it asks and which values it takes:

    # question: Who denies what?
    # form: What does [who: anybody] deny about [text: anything]?
    # page: act=denies, ?who=source, ?text=content
    # behind: evidence who={source}
    # parameters: who (entity, optional), text (text, optional)
    # expects: One row for each denial: who denies, what, and where it stands.

`form` is the question as a sentence with a blank for each parameter, and what stands in a blank that is left empty.
`page` says how the page to explore, which has no engine, finds the same claims: by the values that a claim must have
('*': any, 'a/b': one of them), and by the value that each parameter gives; `conflicts` and `changes` are pairs of
claims. `behind` says which other question tells where a row comes from, with values out of its columns ('{source}') or
of those that were given ('?who'). `of` is 'versions' where it is put to the earlier versions of
articles, which are no part of the graph. Which questions go together, and in which order, stands in `groups.json`.

A parameter stands in the text as `VALUES ?who { UNDEF }`, which any SPARQL engine reads as 'anybody'.

The questions look into the graph of one document at a time (`GRAPH ?document { … }`): over the union of all graphs a
name that a hundred documents share would come up a hundred times, and every join with it a hundred times as often.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import QueryError
from graphkit.files import resources
from graphkit.model import AXES

__all__ = ["CHOICES", "Blank", "Group", "NamedQuery", "Parameter", "find", "list_groups", "named", "read"]

CHOICES = {axis: tuple(member.value for member in AXES[axis]) for axis in sorted(AXES)}
"""The kinds of parameter that take one concept out of a closed list of the ontology."""

_KINDS = ("entity", "document", "predicate", "text", "date", *CHOICES)
_HEAD = re.compile(r"#\s*(question|of|form|page|behind|parameters|expects):\s*(.*)", re.IGNORECASE)
_BLANK = re.compile(r"\[(\w+): ([^\]]*)\]")
_PARAMETER = re.compile(r"([A-Za-z]\w*)\s*\(([^)]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that a query takes.

    Args:
        name: The variable, without '?'.
        kind: What it is: 'entity', 'document', 'predicate', 'text', 'date', or a closed list such as 'act'.
        optional: Whether the query can do without it.
    """

    name: str
    kind: str
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A blank of a question that is put as a sentence.

    Args:
        parameter: The value that it takes.
        empty: What stands in it where no value is given: 'anybody'.
    """

    parameter: Parameter
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query with what its head says of it.

    Args:
        text: The SPARQL, head included.
        name: Its name; empty where it has none.
        question: What it asks, in English.
        of: What it is put to: 'versions' for the earlier versions of articles; '' for the graph.
        form: The same as a sentence with blanks; '' where it has none.
        page: How the page to explore finds the same claims; '' where it cannot.
        behind: Which question tells where a row comes from; '' where none does.
        expects: What its answer looks like, in words.
        parameters: The values that it takes.
    """

    text: str
    name: str = ""
    question: str = ""
    of: str = ""
    form: str = ""
    page: str = ""
    behind: str = ""
    expects: str = ""
    parameters: tuple[Parameter, ...] = ()

    @classmethod
    def parse(cls, text: str, *, name: str = "") -> NamedQuery:
        """Read the head of a query.

        Args:
            text: The SPARQL.
            name: Its name.

        Raises:
            QueryError: The head names a kind of parameter that there is not.

        >>> NamedQuery.parse("# question: Who?\\n# parameters: who (entity)\\nASK {}").parameters
        (Parameter(name='who', kind='entity', optional=False),)
        """
        head = _head(text)
        parameters = tuple(_parameter(m[1], m[2], name) for m in _PARAMETER.finditer(head.get("parameters", "")))
        return cls(
            text=text,
            name=name,
            question=head.get("question", ""),
            of=head.get("of", ""),
            form=head.get("form", ""),
            page=head.get("page", ""),
            behind=head.get("behind", ""),
            expects=head.get("expects", ""),
            parameters=parameters,
        )

    @property
    def pieces(self) -> tuple[str | Blank, ...]:
        """The form cut at its blanks.

        >>> [piece if isinstance(piece, str) else piece.empty for piece in find("who-denies-what").pieces]
        ['What does ', 'anybody', ' deny?']
        """
        parameters = {parameter.name: parameter for parameter in self.parameters}
        pieces: list[str | Blank] = []
        for at, piece in enumerate(_BLANK.split(self.form or self.question)):
            if at % 3 == 0 and piece:
                pieces.append(piece)
            elif at % 3 == 1:
                name = piece
            elif at % 3 == 2:
                pieces.append(Blank(parameter=parameters[name], empty=piece))
        return tuple(pieces)

    @property
    def outline(self) -> str:
        """The form with the names of its blanks: 'What does [who] deny?'."""
        return _BLANK.sub(r"[\1]", self.form or self.question)

    def fill(self, values: Mapping[str, str]) -> str:
        """Put the question as a sentence.

        Args:
            values: The values of its parameters; a blank without one says that anything will do.

        >>> find("who-said-what-about").fill({"about": "Norway"})
        'What does anybody say about Norway?'
        """
        filled = (p if isinstance(p, str) else values.get(p.parameter.name) or p.empty for p in self.pieces)
        return "".join(filled)

    def to_dict(self) -> dict[str, Any]:
        """Return the query as values that JSON can hold, without its text."""
        parameters = [{"name": p.name, "kind": p.kind, "optional": p.optional} for p in self.parameters]
        return {
            "name": self.name,
            "question": self.question,
            "form": self.form,
            "expects": self.expects,
            "parameters": parameters,
        }


def named() -> tuple[NamedQuery, ...]:
    """List the questions that come with graphkit, by name."""
    return tuple(read(path) for path in sorted((resources.ontology() / "queries").glob("*.rq")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that go together.

    Args:
        title: What they are about.
        questions: The questions, those that are asked most first.
    """

    title: str
    questions: tuple[NamedQuery, ...]


def list_groups() -> tuple[Group, ...]:
    """List the questions that come with graphkit in groups, as they are shown to people."""
    questions = {question.name: question for question in named()}
    listed = json.loads((resources.ontology() / "queries" / "groups.json").read_text(encoding="utf-8"))
    return tuple(
        Group(title=group["title"], questions=tuple(questions[name] for name in group["questions"])) for group in listed
    )


def find(name: str) -> NamedQuery:
    """Look a question up by its name.

    Args:
        name: Its name; case does not matter, and '_' is as good as '-'.

    Raises:
        QueryError: There is none of that name; the message names those that are near.
    """
    wanted = name.casefold().replace("_", "-")
    questions = {question.name: question for question in named()}
    if wanted in questions:
        return questions[wanted]
    near = difflib.get_close_matches(wanted, questions, n=3, cutoff=0.5)
    near = near or [other for other in questions if set(wanted.split("-")) & set(other.split("-"))][:3]
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(questions)}"
    raise QueryError(f"no query is called {name!r}; {hint}")


def read(path: Path) -> NamedQuery:
    """Read a query file.

    Raises:
        QueryError: It is not there, or cannot be read as UTF-8 text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise QueryError(f"there is no query file {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"the query file {path} cannot be read: {error}") from error
    return NamedQuery.parse(text, name=path.stem)


def _head(text: str) -> dict[str, str]:
    """Collect the entries of the comment lines at the top; an indented line goes on with the entry before it."""
    entries: dict[str, str] = {}
    current = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = _HEAD.match(line)
        if match:
            current = match[1].lower()
            entries[current] = match[2].strip()
        elif current and re.match(r"#\s{2,}\S", line):
            entries[current] += " " + line[1:].strip()
        else:
            current = ""
    return entries


def _parameter(name: str, description: str, query: str) -> Parameter:
    words = [word.strip() for word in description.split(",")]
    if words[0] not in _KINDS:
        where = f"the head of {query}" if query else "the head of the query"
        raise QueryError(f"{where} gives {name} the kind {words[0]!r}; there are: {', '.join(_KINDS)}")
    return Parameter(name=name, kind=words[0], optional="optional" in words[1:])

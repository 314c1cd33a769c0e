"""The questions that come with the ontology, and the heads of query files.

A query file says in its head what it asks and which values it takes:

    # question: Who denies what?
    # parameters: who (entity, optional), text (text, optional)
    # expects: One row for each denial: who denies, what, and where it stands.

A parameter stands in the text as `VALUES ?who { UNDEF }`, which any SPARQL engine reads as 'anybody'.

The questions look into the graph of one document at a time (`GRAPH ?document { … }`): over the union of all graphs a
name that a hundred documents share would come up a hundred times, and every join with it a hundred times as often.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.errors import QueryError
from graphkit.files import resources
from graphkit.model import AXES

__all__ = ["CHOICES", "NamedQuery", "Parameter", "find", "named", "read"]

CHOICES = {axis: tuple(member.value for member in AXES[axis]) for axis in sorted(AXES)}
"""The kinds of parameter that take one concept out of a closed list of the ontology."""

_KINDS = ("entity", "document", "predicate", "text", "date", *CHOICES)
_HEAD = re.compile(r"#\s*(question|parameters|expects):\s*(.*)", re.IGNORECASE)
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
class NamedQuery:
    """A query with what its head says of it.

    Args:
        text: The SPARQL, head included.
        name: Its name; empty where it has none.
        question: What it asks, in English.
        expects: What its answer looks like, in words.
        parameters: The values that it takes.
    """

    text: str
    name: str = ""
    question: str = ""
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
            expects=head.get("expects", ""),
            parameters=parameters,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the query as values that JSON can hold, without its text."""
        parameters = [{"name": p.name, "kind": p.kind, "optional": p.optional} for p in self.parameters]
        return {"name": self.name, "question": self.question, "expects": self.expects, "parameters": parameters}


def named() -> tuple[NamedQuery, ...]:
    """List the questions that come with graphkit, by name."""
    return tuple(read(path) for path in sorted((resources.ontology() / "queries").glob("*.rq")))


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

"""The named questions as data of the page to explore, which answers those that what it holds can answer."""

from __future__ import annotations

from typing import Any

from graphkit.query import catalogue
from graphkit.query.catalogue import CHOICES, Blank, NamedQuery
from graphkit.visualisation.look import wording

__all__ = ["describe_questions", "read_page_entry"]

_PAIRS = ("conflicts", "changes")


def describe_questions() -> dict[str, Any]:
    """Return the questions in their groups, each with its sentence and how the page answers it, as values for JSON.

    Returns:
        `groups`, of each its title and its questions: the name, the pieces of the sentence (a text, or of a blank the
        parameter, its kind, whether it can be left empty, and what stands in it then), and `read_page_entry`, null
        where the page cannot answer it; and `choices`, the values of each closed list with their words.
    """
    groups = [
        [group.title, [[q.name, [_piece(piece) for piece in q.pieces], read_page_entry(q)] for q in group.questions]]
        for group in catalogue.list_groups()
    ]
    kinds = {p.kind for question in catalogue.named() for p in question.parameters} & CHOICES.keys()
    choices = {kind: [[value, wording(value)] for value in CHOICES[kind]] for kind in sorted(kinds)}
    return {"groups": groups, "choices": choices}


def read_page_entry(question: NamedQuery) -> dict[str, Any] | None:
    """Read how the page finds the claims that answer a question; None where it cannot.

    Returns:
        `pairs`, 'conflicts' or 'changes' where the answer is pairs of claims, else ''; `fixed`, the values of which a
        claim must have one, by the name of its field ('*' is any); and `given`, by parameter the field that it gives.

    >>> read_page_entry(catalogue.find("promises-and-plans"))["fixed"]["act"]
    ['promises', 'intends', 'predicts']
    """
    if not question.page:
        return None
    pairs, fixed, given = "", {}, {}
    for part in question.page.split(", "):
        name, _, value = part.partition("=")
        if part in _PAIRS:
            pairs = part
        elif name.startswith("?"):
            given[name[1:]] = value
        else:
            fixed[name] = value.split("/")
    return {"pairs": pairs, "fixed": fixed, "given": given}


def _piece(piece: str | Blank) -> str | list[Any]:
    if isinstance(piece, str):
        return piece
    parameter = piece.parameter
    return [parameter.name, parameter.kind, int(parameter.optional), piece.empty]

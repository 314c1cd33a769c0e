"""The options by which a command selects some of a graph's articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph

__all__ = ["NARROWING_NOTE", "Wanted", "narrow", "options"]

type Wanted = Mapping[str, Any]

NARROWING_NOTE = """

Of the articles, --about, --source, --since, --until and --publisher leave those that fit them all; NAME is
a name in any case or an address, DATE a day (2024-05-31), a month or a year. --most then leaves those in
which most is rejected, and of articles that repeat one another one. --min-confidence leaves of their
claims those that were read as surely as that (0.85: what was read surely).
"""

_OPTIONS = (
    click.option("--about", metavar="NAME", help="Only articles that speak of NAME."),
    click.option("--source", metavar="NAME", help="Only articles in which NAME says something."),
    click.option("--since", metavar="DATE", help="Only articles issued on DATE or later."),
    click.option("--until", metavar="DATE", help="Only articles issued on DATE or earlier."),
    click.option("--publisher", metavar="NAME", help="Only articles that NAME published."),
    click.option("--most", metavar="N", type=click.IntRange(min=1), help="At most N articles, the most contested."),
    click.option(
        "--min-confidence",
        metavar="P",
        type=click.FloatRange(0, 1),
        help="Only claims of confidence P or more, from 0 to 1.",
    ),
)
_NAMES = ("about", "source", "since", "until", "publisher", "most", "min_confidence")


def options[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Add the options that narrow a graph to a command; those that were given are passed to it as `wanted`, by name."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        given = {name: kwargs.pop(name) for name in _NAMES}
        wanted = {name: value for name, value in given.items() if value is not None}
        _check(wanted)
        kwargs["wanted"] = wanted
        return function(*args, **kwargs)

    command: Callable[P, R] = run
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def narrow(kg: KnowledgeGraph, wanted: Wanted) -> KnowledgeGraph:
    """Narrow a graph to what was asked for; where nothing was, it is the graph itself.

    Raises:
        QueryError: A name fits nothing, or no article is left.
    """
    return kg.narrow(**wanted) if wanted else kg


def _check(wanted: Wanted) -> None:
    """Refuse what is wrong whatever the graph holds, before it is opened."""
    if not wanted:
        return
    from graphkit.errors import QueryError
    from graphkit.query.narrowing import Criteria

    try:
        Criteria(**wanted)
    except QueryError as error:
        raise click.UsageError(str(error)) from None

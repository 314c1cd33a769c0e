"""The command that says what changed from one graph, one build or one version of an article to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import interruption, terminal, writing

if TYPE_CHECKING:
    from graphkit.analysis.changes import Changes
    from graphkit.graph import KnowledgeGraph

__all__ = ["diff"]

_EPILOG = """\b
Examples:
  graphkit diff out                         what the last build changed
  graphkit diff out --since 2024-05-31      what changed since that day
  graphkit diff out --builds                the builds, with their numbers
  graphkit diff out 3 7                     from build 3 to build 7
  graphkit diff out a.txt b.txt             two articles of one graph
  graphkit diff before out                  two graphs
  graphkit diff monday.txt tuesday.txt      two versions of an article
  graphkit diff out --format json | jq .counts

A build has a number where it brought, took or replaced an article. Its day is
that of its newest article, unless 'graphkit build --day' said another.

In two graphs an article is found again by its name, its address, or its claims.
A claim is found again by its words, and what changed of it is told: who says
it, how surely, with which sign, what of a quotation was cut or altered. Claims
that are as before are only counted. What was read wrong in one of the two can
seem a change: look at the sentences.
"""
_FORMATS = ("text", "markdown", "json")


@click.command(epilog=_EPILOG, short_help="Say what changed between versions, builds or graphs.")
@click.argument("places", metavar="OUT|OLD [NEW|FROM TO]", nargs=-1, required=True)
@click.option("--since", metavar="DAY", help="From the last build before that day, or month or year, to the last one.")
@click.option("--builds", is_flag=True, help="List the builds of OUT.")
@writing.options(*_FORMATS)
def diff(places: tuple[str, ...], since: str | None, builds: bool, form: str | None, file: Path | None) -> None:
    """Say which claims came, went, were hedged, re-sourced, re-worded or cut.

    Of OUT alone: from its last build but one to its last, or from one build or article in it, FROM, to another, TO. Or
    from OLD to NEW, each of them an output folder, or an article, which is read first.
    """
    from graphkit.visualisation.changed import list_paragraphs, write_changes

    chosen = writing.choose(form, file, _FORMATS)
    if len(places) > 3 or (len(places) > 1 and (since or builds)):
        raise click.UsageError("name OUT, OUT with two of its builds or articles, or OLD and NEW")
    interruption.guard()
    if builds:
        _list_builds(Path(places[0]))
        return
    changes = _compare(places, since)
    writing.tell(
        chosen,
        file,
        write=lambda format: write_changes(changes, format),
        paragraphs=lambda: list_paragraphs(changes),
    )


def _compare(places: tuple[str, ...], since: str | None) -> Changes:
    from graphkit import pipeline

    first, *others = places
    if len(others) == 1:
        return _open(Path(others[0])).compare(_open(Path(first)))
    if not others:
        return pipeline.compare_builds(first, since=_check_day(since))
    one, other = others
    if one.isdecimal() and other.isdecimal():
        return pipeline.compare_builds(first, first=int(one), last=int(other))
    return pipeline.compare_articles(first, one, other)


def _check_day(since: str | None) -> str | None:
    from graphkit.query.narrowing import Criteria

    return since if since is None else Criteria(since=since).since


def _list_builds(folder: Path) -> None:
    from graphkit import corpus

    for build in corpus.read_builds(folder):
        day = f", {build.day}" if build.day else ""
        terminal.echo(f"{build.number}{day}: {terminal.plural(build.articles, 'article')}")


def _open(place: Path) -> KnowledgeGraph:
    """Open an output folder, or read an article."""
    from graphkit import pipeline

    return pipeline.build(place) if place.is_file() else pipeline.open_graph(place)

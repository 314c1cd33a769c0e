"""The command that says what changed from one graph, or one version of an article, to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import interruption, writing

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph

__all__ = ["diff"]

_EPILOG = """\b
Examples:
  graphkit diff before out                  two builds
  graphkit diff monday.txt tuesday.txt      two versions of an article
  graphkit diff before out --format json | jq .counts
  graphkit diff before out --format markdown -o changes.md

An article is found again by its name, its address, or its claims. A claim is
found again by its words, and what changed of it is told: who says it, how
surely, with which sign, what of a quotation was cut or altered. Claims that are
as before are only counted. What was read wrong in one of the two can seem a
change: look at the sentences.
"""
_FORMATS = ("text", "markdown", "json")


@click.command(epilog=_EPILOG, short_help="Say what changed from one graph to another.")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@writing.options(*_FORMATS)
def diff(old: Path, new: Path, form: str | None, file: Path | None) -> None:
    """Say which claims came, went, were hedged, re-sourced, re-worded or cut from OLD to NEW.

    Each is an output folder, or an article, which is read first.
    """
    from graphkit.visualisation.changed import list_paragraphs, write_changes

    chosen = writing.choose(form, file, _FORMATS)
    interruption.guard()
    changes = _open(new).compare(_open(old))
    writing.tell(
        chosen,
        file,
        write=lambda format: write_changes(changes, format),
        paragraphs=lambda: list_paragraphs(changes),
    )


def _open(place: Path) -> KnowledgeGraph:
    """Open an output folder, or read an article."""
    from graphkit import pipeline

    return pipeline.build(place) if place.is_file() else pipeline.open_graph(place)

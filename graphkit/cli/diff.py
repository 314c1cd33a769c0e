"""The command that says what changed from one graph, or one version of an article, to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import interruption, terminal

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
_SUFFIXES = {".txt": "text", ".md": "markdown", ".json": "json"}


@click.command(epilog=_EPILOG, short_help="Say what changed from one graph to another.")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json")),
    help="How it is written.  [default: by the suffix of FILE, else text]",
)
@click.option("-o", "--output", "file", metavar="FILE", type=click.Path(path_type=Path), help="Write it to FILE.")
def diff(old: Path, new: Path, form: str | None, file: Path | None) -> None:
    """Say which claims came, went, were hedged, re-sourced, re-worded or cut from OLD to NEW.

    Each is an output folder, or an article, which is read first.
    """
    from graphkit.files import replacement
    from graphkit.visualisation.changed import list_paragraphs, write_markdown

    if form is None and file is not None and file.suffix.lower() not in _SUFFIXES:
        raise click.UsageError(f"say --format, or end FILE in {', '.join(_SUFFIXES)}: {file} does not tell it")
    form = form or (_SUFFIXES[file.suffix.lower()] if file else "text")
    interruption.guard()
    changes = _open(new).compare(_open(old))
    if form == "text" and file is None:
        terminal.print_paragraphs(list_paragraphs(changes))
        return
    if form == "json":
        written = json.dumps(changes.to_dict(), indent=2, ensure_ascii=False) + "\n"
    elif form == "markdown":
        written = write_markdown(changes)
    else:
        written = "".join(f"{part}\n" for one in list_paragraphs(changes) for part in one.wrap(80))
    if file is None:
        terminal.write_bytes(written.encode(errors="replace"))
    else:
        replacement.write_file(file, written.encode(errors="replace"))
        terminal.echo(f"Wrote {file}", err=True)


def _open(place: Path) -> KnowledgeGraph:
    """Open an output folder, or read an article."""
    from graphkit import pipeline

    return pipeline.build(place) if place.is_file() else pipeline.open_graph(place)

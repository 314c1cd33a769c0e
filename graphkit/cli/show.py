"""The command that draws the graph."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import narrowing, opening, terminal
from graphkit.visualisation.views import FIGURE_VIEWS, PAGE_VIEWS, VIEWS, enumerate_names

__all__ = ["show"]

_NOT_ON_THE_PAGE = enumerate_names([view.name for view in VIEWS if view.name not in PAGE_VIEWS])
_EPILOG = f"""\b
Examples:
  graphkit show out
  graphkit show out --open --view who
  graphkit show out timeline.html --view timeline
  graphkit show out disputes.svg --view disputes
  graphkit show out part.html --about "United Nations" --most 50
  graphkit show --store http://localhost:7878 out graph.html

A page opens on any view but {_NOT_ON_THE_PAGE}; a figure shows {enumerate_names(FIGURE_VIEWS)}.
Of more than a hundred articles those in which most is rejected are drawn, and the picture says so; --most
draws more or fewer.
"""


@click.command(cls=opening.Command, epilog=_EPILOG + narrowing.NARROWING_NOTE, short_help="Draw the graph.")
@opening.folder
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--view",
    metavar="VIEW",
    type=click.Choice([view.name for view in VIEWS]),
    help=f"What a page opens on, or a figure shows: {enumerate_names([view.name for view in VIEWS])}.",
)
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
@narrowing.options
@opening.store
def show(
    folder: Path, file: Path | None, view: str | None, opened: bool, store: str | None, wanted: narrowing.Wanted
) -> None:
    """Draw the graph to FILE: .html for a page to explore, .svg, .png or .pdf for a figure.

    Without FILE, say where the page is that was drawn when the graph was built.
    """
    from graphkit.files.layout import PICTURE

    if store and file is None:
        raise click.UsageError("name a FILE to draw what the server holds")
    if wanted and file is None:
        raise click.UsageError(f"name a FILE for the picture of some articles; {PICTURE} in OUT stays that of all")
    if view and file is None:
        if not opened:
            raise click.UsageError("--view goes with a FILE, or with --open")
        if view not in PAGE_VIEWS:
            raise click.UsageError(f"a page has no view {view!r}: FILE must end in .svg, .png or .pdf")
    kg = narrowing.narrow(opening.open_graph(folder, store), wanted)
    path = file or folder / PICTURE
    if file or not path.exists():
        kg.show(path, view=view, may_be_empty=False)
    if opened:
        fragment = f"#view={view}" if view and file is None else ""
        click.launch(path.absolute().as_uri() + fragment)
    elif file:
        terminal.say(f"Wrote {path}")
    else:
        click.echo(f"Open {path.absolute()} in a browser, or say --open")

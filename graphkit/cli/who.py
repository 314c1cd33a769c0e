"""The command that tells all that a graph has of one person, body or place."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import opening, terminal, writing

__all__ = ["who"]

_EPILOG = """\b
Examples:
  graphkit who out                           list who there is
  graphkit who out "Mara Lind"               all that there is of her
  graphkit who out entity/mara-lind-2        where several have one name
  graphkit who out "Mara Lind" -o lind.html  one page to send or to print
  graphkit who out "Mara Lind" --format json | jq '.roles[].title'

A claim is what somebody is said to say; what an article says itself is listed
apart from it. Without --limit ten entries of each list are shown, and the list
of all is whole. 'graphkit brief OUT --about NAME' says what is in dispute.
"""


@click.command(cls=opening.Command, epilog=_EPILOG, short_help="Tell all that there is of one person or body.")
@opening.folder
@click.argument("name", metavar="[NAME]", required=False)
@writing.options(*writing.FORMATS)
@click.option("--limit", metavar="N", type=click.IntRange(min=0), help="Show at most N entries of each list.")
@opening.store
def who(
    folder: Path, name: str | None, form: str | None, file: Path | None, limit: int | None, store: str | None
) -> None:
    """Tell what somebody says, what is said of them, who is for and against them, and why their mentions are one.

    NAME is a person, a body or a place: a name in any case, or an address. Without NAME, list who there is.
    """
    from graphkit.visualisation.who import write_profile
    from graphkit.visualisation.who.text import list_paragraphs, list_standings

    chosen = writing.choose(form, file)
    if name is None and (file is not None or form not in (None, "text")):
        raise click.UsageError("name whom FILE or --format is about; the list of all is text")
    kg = opening.open_graph(folder, store)
    if name is None:
        terminal.print_paragraphs(list_standings(kg.profiles().rank(), limit=limit))
        return
    profile = kg.who(name)
    writing.tell(
        chosen,
        file,
        write=lambda format: write_profile(profile, format, limit=limit),
        paragraphs=lambda: list_paragraphs(profile, limit=limit),
    )

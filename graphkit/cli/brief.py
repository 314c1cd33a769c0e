"""The command that says what is in dispute, by whom, and in which words."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import opening, writing

__all__ = ["brief"]

_EPILOG = """\b
Examples:
  graphkit brief out                         what is in dispute, and by whom
  graphkit brief out --about "Nordal Ltd"    only what is about or by it
  graphkit brief out --since 2024-05-31 --limit 5
  graphkit brief out -o brief.html           one file to send or to print
  graphkit brief out --format json | jq '.cards[].title'
  graphkit brief --store http://localhost:7878 out

Disputes come first, then accusations that nobody disputes; in each those with
most independent origins on their sides, then those in most articles. Without
--limit twelve of them are shown, and five entries of each list; as JSON, all.
Nothing here says who is right.
"""


@click.command(cls=opening.Command, epilog=_EPILOG, short_help="Say what is in dispute, by whom, in which words.")
@opening.folder
@writing.options(*writing.FORMATS)
@click.option("--about", metavar="NAME", help="Only what is about NAME, or said by it.")
@click.option("--since", metavar="DAY", help="Only what was published on DAY (2024-05-31) or later, in part at least.")
@click.option("--limit", metavar="N", type=click.IntRange(min=0), help="Show at most N of each.")
@opening.store
def brief(
    folder: Path,
    form: str | None,
    file: Path | None,
    about: str | None,
    since: str | None,
    limit: int | None,
    store: str | None,
) -> None:
    """Say what is in dispute: who says so, who rejects it, what who is accused replies, and in which sentences."""
    from graphkit.errors import QueryError
    from graphkit.query.narrowing import Criteria
    from graphkit.visualisation.brief import write_brief
    from graphkit.visualisation.brief.text import list_paragraphs

    try:
        Criteria(since=since)
    except QueryError as error:
        raise click.UsageError(str(error)) from None
    chosen = writing.choose(form, file)
    made = opening.open_graph(folder, store).brief(about=about, since=since)
    writing.tell(
        chosen,
        file,
        write=lambda format: write_brief(made, format, limit=limit),
        paragraphs=lambda: list_paragraphs(made, limit=limit),
    )

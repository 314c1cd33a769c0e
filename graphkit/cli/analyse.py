"""The command that tells who is central and who disputes what."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graphkit.cli import narrowing, opening, terminal

__all__ = ["analyse"]

_EPILOG = """\b
Examples:
  graphkit analyse out
  graphkit analyse out --format json | jq .disputes
  graphkit analyse out --publisher Reuters --since 2024
  graphkit analyse --store http://localhost:7878
"""


@click.command(
    cls=opening.Command,
    epilog=_EPILOG + narrowing.NARROWING_NOTE,
    short_help="Tell who is central and who disputes what.",
)
@opening.folder
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True)
@narrowing.options
@opening.store
def analyse(folder: Path, form: str, store: str | None, wanted: narrowing.Wanted) -> None:
    """Tell who is central, who disputes what with whom, which communities there are and who links them."""
    report = narrowing.narrow(opening.open_graph(folder, store), wanted).analyse()
    if form == "json":
        terminal.write_bytes(json.dumps(report.to_dict(), indent=2, ensure_ascii=False).encode() + b"\n")
        return
    from graphkit.analysis.tables import describe_copies, describe_sample, tables

    console = terminal.make_console()
    for table in tables(report):
        console.print(table)
    if copies := describe_copies(report):
        console.print(copies)
    if sample := describe_sample(report):
        console.print(sample)

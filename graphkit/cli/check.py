"""The command that checks the files of an output."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graphkit.cli import terminal

__all__ = ["check"]

_EPILOG = """\b
Examples:
  graphkit check out
  graphkit check out --json | jq .findings
  graphkit check out || graphkit build articles/ -o out

Each finding names a file that is no longer as graphkit wrote it: a disk forgot bits of it, a copy
broke off, or somebody edited it. The next build makes it anew. Whether the graph itself is as it
should be is asked by 'graphkit validate'.
"""


@click.command(epilog=_EPILOG, short_help="Check that no file is damaged.")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Tell the outcome as JSON.")
@click.pass_context
def check(context: click.Context, folder: Path, as_json: bool) -> None:
    """Compare every file in OUT with its checksum: graph, picture, store, articles, and what builds go on from.

    Leaves with 1 where anything is damaged. Nothing is changed.
    """
    from graphkit.corpus import checking

    with terminal.track("Checking") as update:
        report = checking.check(folder, update)
    if as_json:
        terminal.write_bytes(json.dumps(report.to_dict(), indent=2, ensure_ascii=False).encode() + b"\n")
        context.exit(0 if report.is_whole else 1)
    for finding in report.findings:
        terminal.echo(terminal.wrap(f"{folder / finding.file}: {finding.what}", err=False))
    counted = ", ".join(
        (
            terminal.plural(report.files, "file"),
            f"{report.size / 1e6:,.1f} MB",
            terminal.plural(report.articles, "article"),
        )
    )
    verdict = "is whole"
    if not report.is_whole:
        verdict = f"is damaged: {terminal.plural(len(report.findings), 'finding')}; make it anew with {report.command}"
    terminal.echo(terminal.wrap(f"{folder} {verdict} ({counted})", err=False))
    context.exit(0 if report.is_whole else 1)

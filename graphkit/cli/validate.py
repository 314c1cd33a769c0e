"""The command that checks the graph."""

from __future__ import annotations

import json
import textwrap
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import opening, terminal

if TYPE_CHECKING:
    from graphkit.rdf.validation import Finding

__all__ = ["validate"]

_EPILOG = """\b
Examples:
  graphkit validate out
  graphkit validate out --format json | jq .findings
  graphkit validate --store http://localhost:7878
  graphkit validate out --format ttl > report.ttl    for any SHACL tool

Each finding names the article, the thing with its words, and what is wrong with it.
"""


@click.command(cls=opening.Command, epilog=_EPILOG, short_help="Check the graph.")
@opening.folder
@click.option("--format", "form", type=click.Choice(("text", "json", "ttl")), default="text", show_default=True)
@opening.store
@click.pass_context
def validate(context: click.Context, folder: Path, form: str, store: str | None) -> None:
    """Check the graph against the ontology's shapes, and that nothing claimed has become a fact.

    Leaves with 1 where anything is wrong.
    """
    kg = opening.open_graph(folder, store)
    with terminal.track("Checking") as update:
        report = kg.validate(progress=update)
    if form == "json":
        terminal.write_bytes(json.dumps(report.to_dict(), indent=2, ensure_ascii=False).encode() + b"\n")
    elif form == "ttl":
        terminal.write_bytes(report.to_turtle())
    else:
        _print_findings(report.findings)
        checked = ", ".join(terminal.plural(number, name.removesuffix("s")) for name, number in report.counts.items())
        verdict = (
            "conforms" if report.conforms else f"does not conform: {terminal.plural(len(report.findings), 'finding')}"
        )
        terminal.echo(terminal.wrap(f"{store or folder} {verdict} ({checked})", err=False))
    context.exit(0 if report.conforms else 1)


def _print_findings(findings: tuple[Finding, ...]) -> None:
    """List what is wrong, article by article."""
    for graph, of_graph in groupby(findings, key=lambda finding: finding.graph):
        group = list(of_graph)
        heading = f"{group[0].article} ({graph})" if group[0].article else graph or "outside all graphs"
        terminal.echo(terminal.clean(f"{heading}: {terminal.plural(len(group), 'finding')}"))
        for where, of_thing in groupby(group, key=lambda finding: finding.where):
            things = list(of_thing)
            words = textwrap.shorten(things[0].words, 80, placeholder="…")
            terminal.echo(terminal.clean(f"  {where}" + (f" “{words}”" if words else "")))
            for finding in things:
                terminal.echo(terminal.wrap(terminal.clean(f"    {finding.what}"), err=False))

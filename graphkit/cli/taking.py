"""The commands that take the graph away and vouch for it."""

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

__all__ = ["export", "validate"]

_EXPORT_EPILOG = """\b
Examples:
  graphkit export out graph.ttl
  graphkit export out graph.graphml           for Gephi or Cytoscape
  graphkit export out - --format nq | gzip > graph.nq.gz
  graphkit export --store http://localhost:7878 graph.trig

\b
Formats: ttl, nt, rdf merge the articles' graphs; trig, nq, jsonld keep them apart;
graphml, gexf, csv hold the network of parties and claims.
"""
_VALIDATE_EPILOG = """\b
Examples:
  graphkit validate out
  graphkit validate out --format json | jq .findings
  graphkit validate --store http://localhost:7878
  graphkit validate out --format ttl > report.ttl     a sh:ValidationReport, for any SHACL tool

\b
Each finding names the article, the thing with its words, and what is wrong with it.
"""


@click.command(cls=opening.Command, epilog=_EXPORT_EPILOG, short_help="Take the graph away in another format.")
@opening.folder
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", metavar="FORMAT", help="The format, where the suffix of FILE does not tell it.")
@opening.store
def export(folder: Path, file: Path, form: str | None, store: str | None) -> None:
    """Write the graph to FILE in another format, told by its suffix; '-' is standard output."""
    from graphkit import serialisation

    to_pipe = str(file) == "-"
    if form is None and (to_pipe or not file.suffix):
        raise click.UsageError("say the --format: FILE has no suffix that tells it")
    known = serialisation.find_format(form or file.suffix)
    kg = opening.open_graph(folder, store)
    if to_pipe:
        terminal.write_bytes(kg.serialize(known.name))
    else:
        click.echo(f"Wrote {kg.export(file, format=known.name)}", err=True)


@click.command(cls=opening.Command, epilog=_VALIDATE_EPILOG, short_help="Check the graph.")
@opening.folder
@click.option("--format", "form", type=click.Choice(("text", "json", "ttl")), default="text", show_default=True)
@opening.store
@click.pass_context
def validate(context: click.Context, folder: Path, form: str, store: str | None) -> None:
    """Check the graph against the ontology's shapes, and that nothing claimed has become a fact.

    Leaves with 1 where anything is wrong.
    """
    report = opening.open_graph(folder, store).validate()
    if form == "json":
        terminal.write_bytes(json.dumps(report.to_dict(), indent=2, ensure_ascii=False).encode() + b"\n")
    elif form == "ttl":
        terminal.write_bytes(report.to_turtle())
    else:
        _tell(report.findings)
        checked = ", ".join(terminal.plural(number, name.removesuffix("s")) for name, number in report.counts.items())
        verdict = (
            "conforms" if report.conforms else f"does not conform: {terminal.plural(len(report.findings), 'finding')}"
        )
        click.echo(f"{store or folder} {verdict} ({checked})")
    context.exit(0 if report.conforms else 1)


def _tell(findings: tuple[Finding, ...]) -> None:
    """List what is wrong, article by article."""
    for graph, of_graph in groupby(findings, key=lambda finding: finding.graph):
        group = list(of_graph)
        heading = f"{group[0].article} ({graph})" if group[0].article else graph or "outside all graphs"
        click.echo(terminal.clean(f"{heading}: {terminal.plural(len(group), 'finding')}"))
        for where, of_thing in groupby(group, key=lambda finding: finding.where):
            things = list(of_thing)
            words = textwrap.shorten(things[0].words, 80, placeholder="…")
            click.echo(terminal.clean(f"  {where}" + (f" “{words}”" if words else "")))
            for finding in things:
                click.echo(terminal.clean(f"    {finding.what}"))

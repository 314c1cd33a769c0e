"""The commands that take the graph away and vouch for it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from graphkit.cli import terminal

__all__ = ["export", "validate"]

_EXPORT_EPILOG = """\b
Examples:
  graphkit export out graph.ttl
  graphkit export out graph.graphml           for Gephi or Cytoscape
  graphkit export out - --format nq | gzip > graph.nq.gz

\b
Formats: ttl, nt, rdf merge the articles' graphs; trig, nq, jsonld keep them apart;
graphml, gexf, csv hold the network of parties and claims.
"""
_VALIDATE_EPILOG = """\b
Examples:
  graphkit validate out
  graphkit validate out --format json | jq .findings
"""
_folder = click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))


@click.command(epilog=_EXPORT_EPILOG, short_help="Take the graph away in another format.")
@_folder
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", metavar="FORMAT", help="The format, where the suffix of FILE does not tell it.")
def export(folder: Path, file: Path, form: str | None) -> None:
    """Write the graph to FILE in another format, told by its suffix; '-' is standard output."""
    from graphkit import pipeline, serialisation

    to_pipe = str(file) == "-"
    if form is None and (to_pipe or not file.suffix):
        raise click.UsageError("say the --format: FILE has no suffix that tells it")
    known = serialisation.find_format(form or file.suffix)
    kg = pipeline.open_graph(folder)
    if to_pipe:
        kg.write(sys.stdout.buffer, known.name)
        sys.stdout.buffer.flush()
    else:
        click.echo(f"Wrote {kg.export(file, format=known.name)}", err=True)


@click.command(epilog=_VALIDATE_EPILOG, short_help="Check the graph.")
@_folder
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.pass_context
def validate(context: click.Context, folder: Path, form: str) -> None:
    """Check the graph against the ontology's shapes, and that nothing claimed has become a fact.

    Leaves with 1 where anything is wrong.
    """
    from graphkit import pipeline

    report = pipeline.open_graph(folder).validate()
    if form == "json":
        terminal.write_bytes(json.dumps(report.to_dict(), indent=2, ensure_ascii=False).encode() + b"\n")
    else:
        for finding in report.findings:
            click.echo(terminal.clean(str(finding)))
        checked = ", ".join(terminal.plural(number, name.removesuffix("s")) for name, number in report.counts.items())
        verdict = (
            "conforms" if report.conforms else f"does not conform: {terminal.plural(len(report.findings), 'finding')}"
        )
        click.echo(f"{folder} {verdict} ({checked})")
    context.exit(0 if report.conforms else 1)

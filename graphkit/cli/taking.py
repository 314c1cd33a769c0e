"""The commands that take the graph away and vouch for it."""

from __future__ import annotations

import json
import sys
import textwrap
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import narrowing, opening, terminal

if TYPE_CHECKING:
    from graphkit.rdf.validation import Finding

__all__ = ["export", "import_", "validate"]

_EXPORT_EPILOG = """\b
Examples:
  graphkit export out graph.ttl
  graphkit export out graph.graphml           for Gephi or Cytoscape
  graphkit export out graph.neo4j.zip
  graphkit export out - --format nq | gzip > graph.nq.gz
  graphkit export out part.gexf --about "United Nations" --most 500
  graphkit export --store http://localhost:7878 graph.trig

\b
Formats, each the suffix of FILE:
  .trig .nq .jsonld          all of the graph; what stands in which article is kept
  .ttl .nt .rdf              all of the graph, the articles merged
  .graphml .gexf .csv        the network of parties and claims
  .neo4j.zip                 the same, for neo4j-admin database import
  .parquet                   a row for each claim; needs the extra 'parquet'
  .ftm.json                  FollowTheMoney: parties, names in articles, claims as notes
  .nanopub.trig              a nanopublication for each claim
  .schemaorg.jsonld          schema.org: a Claim each, with no verdict
With --format it is the word itself: ttl, neo4j, parquet, ftm, nanopub, schemaorg …
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
_IMPORT_EPILOG = """\b
Examples:
  graphkit import graph.trig -o out
  graphkit import graph.ttl -o out --texts articles/      show claims in their sentences
  graphkit import one.nq two.jsonld -o both

\b
Reads .ttl .trig .nq .nt .jsonld .rdf as 'graphkit export' writes them; exported again, the graph is the same file.
.ttl .nt .rdf do not tell which article a triple is from. It is found again by what the triple is about; of two
articles that call one entity by two names, either then has both.
"""


@click.command(
    cls=opening.Command,
    epilog=_EXPORT_EPILOG + narrowing.NARROWING_NOTE,
    short_help="Take the graph away in another format.",
)
@opening.folder
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", metavar="FORMAT", help="The format, where the suffix of FILE does not tell it.")
@narrowing.options
@opening.store
def export(folder: Path, file: Path, form: str | None, store: str | None, wanted: narrowing.Wanted) -> None:
    """Write the graph to FILE in another format, told by its suffix; '-' is standard output."""
    from graphkit import serialisation

    to_pipe = str(file) == "-"
    if form is None and (to_pipe or not file.suffix):
        raise click.UsageError("say the --format: FILE has no suffix that tells it")
    known = serialisation.find_format(form) if form else serialisation.tell_format(file)
    kg = narrowing.narrow(opening.open_graph(folder, store), wanted)
    if to_pipe:
        kg.write(sys.stdout.buffer, known.name)
        sys.stdout.buffer.flush()
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


@click.command("import", epilog=_IMPORT_EPILOG, short_help="Make an output of RDF that was taken away.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, metavar="OUT", type=click.Path(path_type=Path), help="Where to write.")
@click.option("--texts", metavar="FOLDER", type=click.Path(path_type=Path), help="The articles, under any names.")
@click.option("--base-iri", metavar="IRI", help="What the graph's addresses begin with; found by the documents.")
def import_(files: tuple[Path, ...], output: Path, texts: Path | None, base_iri: str | None) -> None:
    """Read FILEs of RDF that graphkit wrote and write OUT, as 'build' does. Nothing is fetched from elsewhere."""
    from graphkit import output as place
    from graphkit import pipeline, resources
    from graphkit.graph import PICTURE

    place.check_folder(output)
    kg = pipeline.open_rdf(files, texts=texts, base_iri=base_iri)
    kg.save(output)
    terminal.tell_problems(kg.problems, where=str(output / resources.MARKER))
    terminal.tell_output(kg.count(), output / PICTURE)

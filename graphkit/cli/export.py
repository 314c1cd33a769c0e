"""The command that takes the graph away in another format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graphkit.cli import narrowing, opening

__all__ = ["export"]

_EPILOG = """\b
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


@click.command(
    cls=opening.Command,
    epilog=_EPILOG + narrowing.NARROWING_NOTE,
    short_help="Take the graph away in another format.",
)
@opening.folder
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", metavar="FORMAT", help="The format, where the suffix of FILE does not tell it.")
@narrowing.options
@opening.store
def export(folder: Path, file: Path, form: str | None, store: str | None, wanted: narrowing.Wanted) -> None:
    """Write the graph to FILE in another format, told by its suffix; '-' is standard output."""
    from graphkit.export import find_format, tell_format

    to_pipe = str(file) == "-"
    if form is None and (to_pipe or not file.suffix):
        raise click.UsageError("say the --format: FILE has no suffix that tells it")
    known = find_format(form) if form else tell_format(file)
    kg = narrowing.narrow(opening.open_graph(folder, store), wanted)
    if to_pipe:
        kg.write(sys.stdout.buffer, known.name)
        sys.stdout.buffer.flush()
    else:
        click.echo(f"Wrote {kg.export(file, format=known.name)}", err=True)

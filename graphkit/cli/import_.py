"""The command that makes an output of RDF that was taken away."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import terminal

__all__ = ["import_"]

_EPILOG = """\b
Examples:
  graphkit import graph.trig -o out
  graphkit import graph.ttl -o out --texts articles/
  graphkit import one.nq two.jsonld -o both

Reads .ttl .trig .nq .nt .jsonld .rdf as 'graphkit export' writes them; exported again, the graph is the same file.

.ttl .nt .rdf do not tell which article a triple is from. It is found again by what the triple is about; of two
articles that call one entity by two names, either then has both.
"""


@click.command("import", epilog=_EPILOG, short_help="Make an output of RDF that was taken away.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, metavar="OUT", type=click.Path(path_type=Path), help="Where to write.")
@click.option("--texts", metavar="FOLDER", type=click.Path(path_type=Path), help="The articles, under any names.")
@click.option("--base-iri", metavar="IRI", help="What the graph's addresses begin with; found by the documents.")
def import_(files: tuple[Path, ...], output: Path, texts: Path | None, base_iri: str | None) -> None:
    """Read FILEs of RDF that graphkit wrote and write OUT, as 'build' does. Nothing is fetched from elsewhere."""
    from graphkit import pipeline
    from graphkit.files import replacement as place
    from graphkit.files.layout import MARKER, PICTURE

    place.check_folder(output)
    kg = pipeline.open_rdf(files, texts=texts, base_iri=base_iri)
    kg.save(output)
    terminal.report_problems(kg.problems, where=str(output / MARKER))
    terminal.report_output(kg.count(), output / PICTURE)

"""The commands. Nothing heavy is imported before a command needs it, so that help comes at once."""

from __future__ import annotations

import click

from graphkit import __version__
from graphkit.cli.building import build
from graphkit.cli.explaining import explain
from graphkit.cli.exploring import analyse, show
from graphkit.cli.identifying import identities
from graphkit.cli.querying import query
from graphkit.cli.serving import serve
from graphkit.cli.taking import export, import_, validate

__all__ = ["cli"]

_EPILOG = """\b
Examples:
  graphkit build --example -o out             read the example article
  graphkit build articles/ -o out             read every .txt and .jsonl below articles/
  graphkit query out                          list the questions that come with graphkit
  graphkit query out who-denies-what          ask one of them
  graphkit show out                           say where the picture is
  graphkit export out graph.jsonld            take the graph away
  graphkit import graph.jsonld -o out         and make an output of it again
  graphkit identities out                     say who is who where the machine is unsure
  graphkit serve out                          ask it with a browser, or with any SPARQL client
  graphkit explain article.txt                say why it was read so, and what was missed
"""


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="graphkit", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn news articles into an RDF graph of who said what, about whom, and who disputes it.

    Every edge of the graph leads back to the characters of the article that it was read from, and what somebody only
    claims is never written down as a fact.
    """


for _command in (build, query, show, analyse, export, import_, validate, explain, identities, serve):
    cli.add_command(_command)

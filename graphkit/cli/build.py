"""The command that makes a graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import interruption, progress, terminal
from graphkit.files import layout
from graphkit.model.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.decorators import FC

__all__ = ["build"]

_EPILOG = """\b
Examples:
  graphkit build --example -o out
  graphkit build article.txt
  graphkit build late.jsonl -o out --base-iri https://data.example.net/
  graphkit build archive/ -o out --identities ../shared/identities.csv
  graphkit build article.txt -o - --format ttl | less
  graphkit build archive/ -o out --entities known.csv
  graphkit build 'archive/**/*.html' crawl.warc.gz -o out
  curl -s … | graphkit build - -o out
  graphkit build archive/ -o out --workers 4 --sync
  graphkit build archive/ -o out --store http://localhost:7878

A .jsonl file holds one article a line: {"text": …} with "id", "title", "date", "modified",
"publisher" and "url" where they are known; a .csv or .tsv file one a row, in columns of these names.
HTML, PDF, DOCX, saved feeds, web archives and .zst need the extra: pip install 'graphkit[inputs]'.
A file of another name is read as text, in UTF-8 or what its byte order mark says. No address is ever
opened.

--store replaces the graph's named graphs on the server, each whole or not at all, by the SPARQL 1.1
Graph Store Protocol: those that have changed since it was last sent them, and those that it lacks.
Graphs of articles that have left are removed; its other graphs stay. GRAPHKIT_STORE_USER and
GRAPHKIT_STORE_PASSWORD, or GRAPHKIT_STORE_TOKEN, say who asks. A server that is not laid out as
Oxigraph is (/query, /update, /store) needs GRAPHKIT_STORE_QUERY, _UPDATE and _DATA: for Fuseki
GRAPHKIT_STORE_DATA=data.
"""


class _Command(click.Command):
    """A command whose help lists the formats, which register themselves."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, with the formats that it reads."""
        from graphkit.documents.registry import describe_formats

        self.help = (self.help or "").replace("FORMATS", describe_formats())
        super().format_help_text(ctx, formatter)


def _files(name: str, text: str) -> Callable[[FC], FC]:
    """Make an option that takes files, and may be repeated."""
    kind = click.Path(path_type=Path, dir_okay=False)
    return click.option(name, multiple=True, type=kind, metavar="FILE", help=text)


@click.command(cls=_Command, epilog=_EPILOG, short_help="Read articles and write their graph.")
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    default=layout.DEFAULT,
    show_default=True,
    metavar="FOLDER",
    help="Where to write; '-' is standard output.",
)
@click.option("--example", is_flag=True, help="Read the example article that comes with graphkit.")
@click.option("--format", "form", metavar="FORMAT", help="With '-o -': trig (unless given), ttl, nq, nt, jsonld, rdf …")
@click.option(
    "--base-iri", default=BASE, show_default=True, metavar="IRI", help="What the graph's addresses begin with."
)
@click.option(
    "--entities",
    metavar="FILE",
    help="A list of entities of yours to link names to: CSV with the columns name, aliases (; between), type, iri.",
)
@click.option("--model", metavar="NAME", help="Another installed spaCy pipeline; its name goes into the graph.")
@_files(
    "--identities",
    "People's answers about who is who, beside those in FOLDER/identities.csv; may be repeated.",
)
@_files(
    "--claims",
    "People's answers about which claims are one, beside those in FOLDER/claims.csv; may be repeated.",
)
@_files(
    "--reviews",
    "What people found of claims and edges, beside what stands in FOLDER/reviews.csv; may be repeated.",
)
@_files(
    "--owners",
    "Who owns which outlet, before FOLDER/owners.csv and graphkit's list: CSV with the columns outlet, aliases"
    " (; between), owner; may be repeated.",
)
@click.option("--store", metavar="URL", help="A SPARQL server to load the graph into as well.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes that read; some 350 MB each.")
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler whose workers read instead: tcp://host:8786.")
@click.option("--sync", is_flag=True, help="Let articles go that are no longer among the INPUTs.")
@click.option("--day", metavar="DAY", help="The day this build is said to be of [default: the newest of any article].")
@click.option(
    "--versions",
    type=click.IntRange(min=0),
    metavar="N",
    help="Earlier versions of an article to keep, 0 for none [default: all].",
)
@click.option("--json", "as_json", is_flag=True, help="Tell progress and the outcome as lines of JSON.")
def build(
    inputs: tuple[str, ...],
    output: str,
    example: bool,
    form: str | None,
    base_iri: str,
    entities: str | None,
    model: str | None,
    identities: tuple[Path, ...],
    claims: tuple[Path, ...],
    reviews: tuple[Path, ...],
    owners: tuple[Path, ...],
    store: str | None,
    workers: int | None,
    cluster: str | None,
    sync: bool,
    day: str | None,
    versions: int | None,
    as_json: bool,
) -> None:
    """Read articles and write their graph.

    INPUT is a file, a folder, a pattern, or '-' for standard input. It may be FORMATS; each also compressed.

    FOLDER then holds graph.ttl, graph.trig, graph.html (the picture), the articles and the store that the other
    commands read. It is replaced as a whole, and only when the new one is complete; files of yours in it stay. What
    people answered to 'graphkit identities FOLDER', 'graphkit claims FOLDER' and 'graphkit review FOLDER' stands in
    FOLDER/identities.csv, FOLDER/claims.csv and FOLDER/reviews.csv, and is carried out; who owns which outlet may stand
    in FOLDER/owners.csv.

    Broken off at any moment, the same command again goes on where it stopped; after that it reads only what is new or
    has changed. An article is known by its id, or its path below the INPUT; of one that was edited, or comes again from
    its address or its publisher, the earlier versions are kept in FOLDER/versions, out of all answers but those to what
    was edited ('graphkit diff FOLDER'). Articles of earlier builds stay in the graph, even when they are not among the
    INPUTs, unless --sync lets them go, with their versions.
    """
    from graphkit import export, pipeline
    from graphkit.documents.values import is_date
    from graphkit.files import replacement as place
    from graphkit.files import resources

    if not inputs and not example:
        raise click.UsageError("name an INPUT, or say --example")
    if form and output != "-":
        raise click.UsageError("--format goes with '-o -'; a folder holds Turtle and TriG, 'graphkit export' the rest")
    only = (store, workers, cluster, sync, as_json, day, versions is not None)
    if output == "-" and any(only):
        said = "--store, --workers, --cluster, --sync, --day, --versions and --json"
        raise click.UsageError(f"{said} go with a folder: name one with -o")
    if day is not None and not (len(day) == 10 and is_date(day)):
        raise click.BadParameter(f"{day!r} is no day; write it as 2024-05-31", param_hint="'--day'")
    if workers and cluster:
        raise click.UsageError("say --workers or --cluster: the cluster's workers are its own")
    articles: list[str] = [*inputs, *([str(resources.example())] if example else [])]
    if output == "-":
        piped = export.find_format(form or "trig")
        with terminal.track("Reading") as update:
            kg = pipeline.build(
                articles,
                model=model,
                base_iri=base_iri,
                known=entities,
                identities=identities,
                claims=claims,
                reviews=reviews,
                owners=owners,
                progress=update,
            )
        interruption.check()
        terminal.report_problems(kg.problems)
        terminal.write_bytes(kg.serialize(piped.name))
        return
    folder = Path(output)
    place.check_folder(folder)
    if store:
        _check_server(store)
    try:
        with progress.follow(as_json=as_json) as follow:
            report = pipeline.build_corpus(
                articles,
                folder,
                model=model,
                base_iri=base_iri,
                known=entities,
                identities=identities,
                claims=claims,
                reviews=reviews,
                owners=owners,
                workers=workers,
                cluster=cluster,
                sync=sync,
                day=day,
                most_versions=versions,
                progress=follow,
            )
        interruption.check()
    except (interruption.Interruption, KeyboardInterrupt):
        if (folder / layout.MANIFEST).is_file():
            terminal.say("What was read is kept: the same command goes on with the rest.")
        raise
    kg = pipeline.open_graph(folder, whole=False)
    progress.report_build(report, kg, folder, sync=sync, as_json=as_json)
    if store:
        from graphkit import corpus

        progress.report_mirrored(corpus.mirror(folder, kg.base_iri, store), store)


def _check_server(url: str) -> None:
    """Learn whether a server answers before hours are spent on what it is to hold."""
    from graphkit import store

    server = store.connect(url)
    server.check()
    store.close(server)

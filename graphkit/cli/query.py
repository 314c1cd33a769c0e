"""The command that asks the graph."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from graphkit.cli import asking, opening, terminal

__all__ = ["query"]

_EPILOG = """\b
Examples:
  graphkit query --list
  graphkit query out who-denies-what
  graphkit query out who-said-what --bind who=China
  graphkit query out 'SELECT DISTINCT ?who ?what { ?who gk:opposes ?what }'
  graphkit query out 'DESCRIBE ex:entity\\/china' --format ttl
  graphkit query out my-question.rq --format csv > answer.csv
  echo 'ASK { ?claim gk:act gk:denies }' | graphkit query out -
  graphkit query out who-denies-what --explain
  graphkit query out edits --bind kind=hedged
  graphkit query out who-said-what --versions
  graphkit query --store http://localhost:7878 who-denies-what

A question is a sentence with blanks: 'What does [who] deny?' takes --bind who=NAME. A blank that
is left empty stands for anybody or anything, where --list has its name in brackets.

The earlier versions of articles are no part of the graph. 'edits' and 'earlier-versions' ask them, and
any query does with --versions.

SPARQL text needs no PREFIX for gk:, schema:, org:, oa:, prov:, skos:, dcterms:, rdf: … and ex:, the
base. A triple that several articles share is there once for each of them: say DISTINCT.

Formats: SELECT and ASK give table, csv, tsv, json, xml (the SPARQL results formats);
CONSTRUCT and DESCRIBE give table, ttl, nt, jsonld, xml (RDF/XML), json (JSON-LD).
"""
_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld")


@click.command(cls=opening.Command, epilog=_EPILOG + opening.STORE_NOTE, short_help="Ask the graph.")
@click.argument("folder", metavar="OUT", required=False, type=Path)
@click.argument("text", metavar="[QUERY]", required=False)
@click.option("-b", "--bind", multiple=True, metavar="NAME=VALUE", help="A value for a variable; may be repeated.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--list", "listed", is_flag=True, help="List the named questions with their values, as table or json.")
@click.option("--explain", "explained", is_flag=True, help="Show the algebra, the values bound, and measured times.")
@click.option(
    "--time-limit", type=click.FloatRange(0.1), default=300, show_default=True, help="Seconds that it may take."
)
@click.option("--memory-limit", type=click.IntRange(64), default=2048, show_default=True, help="MB that it may take.")
@click.option("--answer-limit", type=click.IntRange(1), default=256, show_default=True, help="MB that it may answer.")
@click.option("--versions", is_flag=True, help="Ask the earlier versions of articles in place of the graph.")
@opening.store
def query(
    folder: Path | None,
    text: str | None,
    bind: tuple[str, ...],
    form: str,
    listed: bool,
    explained: bool,
    time_limit: float,
    memory_limit: int,
    answer_limit: int,
    versions: bool,
    store: str | None,
) -> None:
    """Ask the graph: SPARQL text, a .rq file, '-' for standard input, or the name of a question.

    Without QUERY, list the questions. A query has a process of its own, and is stopped where it takes too much.
    """
    from graphkit.query.processes import Limits

    if listed or (folder and text is None):
        if text is not None or bind or explained or form not in ("table", "json"):
            raise click.UsageError("--bind, --explain and formats other than table and json go with a QUERY")
        _list(form)
        return
    if folder is None or text is None:
        raise click.UsageError("Missing argument 'OUT'.")
    bindings = dict(_split(pair) for pair in bind)
    if text == "-":
        text = _read_standard_input()
    if explained and form != "table":
        raise click.UsageError("--explain takes no --format")
    limits = Limits(seconds=time_limit, memory=memory_limit << 20, answer=answer_limit << 20)
    wanted = asking.EXPLANATION if explained else form
    answer = asking.ask(folder, text, bindings, form=wanted, versions=versions, store=store, limits=limits)
    for note in answer.notes:
        terminal.say(note)
    if explained:
        terminal.echo(answer.data.decode())
    elif form == "table":
        terminal.print_table(answer.columns, answer.rows)
    else:
        terminal.write_bytes(answer.data)
    for line in answer.nothing:
        terminal.say(line)


def _list(form: str) -> None:
    """List the questions; a value that a question can do without stands in brackets."""
    from graphkit.query.catalogue import list_groups, named

    if form == "json":
        values = [question.to_dict() for question in named()]
        terminal.write_bytes(json.dumps(values, indent=2, ensure_ascii=False).encode() + b"\n")
        return
    for group in list_groups():
        rows = []
        for question in group.questions:
            takes = ", ".join(f"[{p.name}]" if p.optional else p.name for p in question.parameters)
            rows.append((question.name, question.outline, takes))
        terminal.print_table(("Name", group.title, "--bind"), rows)


def _read_standard_input() -> str:
    from graphkit.errors import QueryError

    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"the query on standard input cannot be read as UTF-8: {error}") from error


def _split(pair: str) -> tuple[str, str]:
    name, sign, value = pair.partition("=")
    if not sign or not name:
        raise click.BadParameter(f"{pair!r} is not of the form NAME=VALUE", param_hint="--bind")
    return name.removeprefix("?"), value

"""The command that takes the graph away in another format."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import click

from graphkit.cli import narrowing, opening, terminal

__all__ = ["export"]

_EPILOG = """\b
Examples:
  graphkit export out graph.ttl
  graphkit export out graph.graphml           for Gephi or Cytoscape
  graphkit export out graph.neo4j.zip
  graphkit export out vault.obsidian.zip      notes for Obsidian
  graphkit export out - --format nq | gzip > graph.nq.gz
  graphkit export out part.gexf --about "United Nations" --most 500
  graphkit export --store http://localhost:7878 graph.trig
"""
_WIDE = 52
"""The width of what a format is for, beside its suffix."""
_KINDS = {
    "graph": "all of the graph, the articles merged",
    "dataset": "all of the graph; what stands in which article is kept",
    "network": "the network of parties and claims",
    "claims": "the claims",
}


class _Command(opening.Command):
    """A command whose help lists the formats, which register themselves."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, the formats, and what the options of narrowing mean."""
        self.epilog = f"{_EPILOG}\n{_describe_formats()}{narrowing.NARROWING_NOTE}"
        super().format_epilog(ctx, formatter)


@click.command(
    cls=_Command,
    short_help="Take the graph away in another format.",
)
@opening.folder
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "form", metavar="FORMAT", help="The format, where the suffix of FILE does not tell it.")
@narrowing.options
@opening.store
def export(folder: Path, file: Path, form: str | None, store: str | None, wanted: narrowing.Wanted) -> None:
    """Write the graph to FILE in another format, told by its suffix; '-' is standard output."""
    from graphkit.export import find_format, find_format_of

    to_pipe = str(file) == "-"
    if form is None and (to_pipe or not file.suffix):
        raise click.UsageError("say the --format: FILE has no suffix that tells it")
    known = find_format(form) if form else find_format_of(file)
    kg = narrowing.narrow(opening.open_graph(folder, store), wanted)
    if to_pipe:
        if sys.stdout.isatty():
            terminal.write_bytes(kg.serialize(known.name))
        else:
            kg.write(sys.stdout.buffer, known.name)
            sys.stdout.buffer.flush()
    else:
        terminal.say(f"Wrote {kg.export(file, format=known.name)}")


def _describe_formats() -> str:
    from graphkit.export import FORMATS

    lines = ["\b", "Formats, each the suffix of FILE:"]
    for kind, heading in _KINDS.items():
        lines.append(f"  {heading}:")
        for known in (known for known in FORMATS.values() if known.kind == kind):
            about = "; ".join(text for text in (known.title, known.help) if text)
            head, *rest = textwrap.wrap(about, _WIDE)
            lines += [f"    {known.suffix:<20}{head}", *(" " * 24 + line for line in rest)]
    return "\n".join([*lines, "", f"With --format it is the word itself: {', '.join(FORMATS)}.", ""])

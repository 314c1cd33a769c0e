"""The command that answers a question in plain words."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graphkit.cli import opening, terminal

__all__ = ["ask"]

_EPILOG = """\b
Examples:
  graphkit ask out "What does Mara Lind say about the dam?"
  graphkit ask out who denies what
  graphkit ask out "Who is against the permit?"
  graphkit ask out "Who says that the dam leaks?" --limit 50
  graphkit ask out "What is in dispute?" --format json | jq '.answer.rows'

The question is understood as one of those that 'graphkit query OUT' lists, and
what it is understood as is shown first, with what else it may mean. The answer
is looked up, never written: each row has its sentence, its article and its
characters. Where the articles do not say, or name nobody so, that is said.
The exit code is 1 where the question is not understood.
"""


@click.command(cls=opening.Command, epilog=_EPILOG, short_help="Answer a question in plain words.")
@opening.folder
@click.argument("words", metavar="QUESTION...", nargs=-1, required=True)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True, help="At most N rows.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@opening.store
@click.pass_context
def ask(context: click.Context, folder: Path, words: tuple[str, ...], limit: int, form: str, store: str | None) -> None:
    """Answer QUESTION, in your own words and in English, with the sentences of the articles."""
    from graphkit.visualisation.answered import list_paragraphs

    question = " ".join(words).strip()
    if not question:
        raise click.UsageError("ask something: QUESTION is empty")
    kg = opening.open_graph(folder, store)
    answered = kg.ask(question, most=limit)
    if form == "json":
        terminal.write_bytes(json.dumps(answered.to_dict(), indent=2, ensure_ascii=False).encode() + b"\n")
    else:
        terminal.print_paragraphs(list_paragraphs(answered))
    if answered.answer is None:
        context.exit(1)

"""Talk to the terminal: tables, progress, and text that cannot take the terminal over."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli import interruption
from graphkit.errors import Kind, Problem
from graphkit.files.names import escape

if TYPE_CHECKING:
    from rich.console import Console

    from graphkit.visualisation.paragraphs import Paragraph

__all__ = [
    "clean",
    "echo",
    "make_console",
    "plural",
    "print_paragraphs",
    "print_table",
    "report_output",
    "report_problems",
    "say",
    "track",
    "wrap",
    "write_bytes",
]

# Escape sequences, and marks that turn the direction of what follows: an article may hold them, a terminal obeys them.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PIPED_WIDTH = 160
_WIDTH = 80
_STYLES = {
    **{"title": "bold", "claim": "bold", "quote": "italic", "note": "dim"},
    **{"affirm": "blue", "reject": "red", "allege": "magenta", "relay": "cyan"},
}
_SHOWN_PROBLEMS = 10
_NARROWEST = 40
_READABLE = 14
"""The columns of characters below which text in a column of a table can hardly be read."""


def clean(text: str) -> str:
    """Take the power over a terminal out of a text.

    >>> clean("a\\x1b[2Jb")
    'a�[2Jb'
    """
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", escape(text))


def echo(text: str = "", *, label: str = "", fg: str | None = None, bold: bool = False, err: bool = False) -> None:
    """Print a text, and no command to the terminal with it. Whatever is shown goes through here or `make_console`.

    Args:
        text: The text.
        label: What stands before it, in colour where that goes to a terminal.
        fg: The colour of the label.
        bold: Whether the label is bold.
        err: Whether it goes to standard error, not to standard output.
    """
    shown = clean(label)
    if shown and (fg or bold) and not os.environ.get("NO_COLOR"):
        shown = click.style(shown, fg=fg, bold=bold or None)
    click.echo(shown + clean(text), err=err)


def wrap(text: str, *, err: bool = True) -> str:
    """Wrap a line at its words where it goes to a terminal; elsewhere it stays one line.

    Args:
        text: The line; what it begins with is kept, and the lines that follow are indented.
        err: Whether it goes to standard error, not to standard output.
    """
    if not (sys.stderr if err else sys.stdout).isatty():
        return text
    indent = " " * (len(text) - len(text.lstrip()) + 2)
    width = max(_NARROWEST, shutil.get_terminal_size().columns)
    lines = textwrap.wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines)


def say(text: str, *, label: str = "", fg: str | None = None) -> None:
    """Say something on standard error, wrapped where that is a terminal.

    Args:
        text: What to say.
        label: What stands before it.
        fg: The colour of the label.
    """
    echo(wrap(f"{label}{text}")[len(label) :], label=label, fg=fg, err=True)


def make_console() -> Console:
    """Make a console for standard output: colours only on a terminal, and wide where there is none to fit."""
    from rich.console import Console
    from rich.segment import Segment

    class CleanConsole(Console):
        """Prints texts without commands; rich itself lets those through that stand in a text."""

        def render(self, *args: Any, **options: Any) -> Iterator[Segment]:  # noqa: ANN401
            for text, style, control in super().render(*args, **options):
                yield Segment(text if control else clean(text), style, control)

    piped = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return CleanConsole(width=_PIPED_WIDTH if piped else None, highlight=False, emoji=False, markup=False)


def print_paragraphs(paragraphs: Iterable[Paragraph]) -> None:
    """Print paragraphs in at most 80 columns; on a terminal with colours."""
    from rich.text import Text

    console = make_console()
    for one in paragraphs:
        for part in one.wrap(min(_WIDTH, console.width)):
            # names come from the news: as Text, so that '[bold]' in one is shown, not obeyed
            console.print(Text(part, style=_STYLES.get(one.style, "")), soft_wrap=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; its cells are shown as they are. Where it has too many columns, print each row as a block."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    listed = [tuple(row) for row in rows]
    console = make_console()
    longest = [max(map(len, (name, *(row[at] for row in listed)))) for at, name in enumerate(columns)]
    if sum(min(_READABLE, length) + 2 for length in longest) > console.width:
        _print_blocks(console, columns, listed)
        return
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(clean(column), overflow="fold")
    for row in listed:
        table.add_row(*(Text(clean(cell)) for cell in row))
    console.print(table)


def _print_blocks(console: Console, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print each row as a block of lines: the name of a column, and what it holds."""
    from rich.table import Table
    from rich.text import Text

    for row in rows:
        block = Table.grid(padding=(0, 2, 0, 0))
        block.add_column(no_wrap=True, style="bold")
        block.add_column(overflow="fold")
        for name, cell in zip(columns, row, strict=True):
            if cell:
                block.add_row(Text(clean(name)), Text(clean(cell)))
        console.print(block)
        console.print()


def report_problems(problems: Sequence[Problem], *, where: str = "") -> None:
    """Report on standard error what was left out or guessed.

    Args:
        problems: All of them; the first are shown, the rest counted, and those in other languages told in one line.
        where: The file that holds them all, where there is one.
    """
    from graphkit import documents

    summary = documents.summarise(problems)
    last = [summary.pop()] if summary and summary[-1].kind is Kind.LANGUAGE else []
    for problem in summary[:_SHOWN_PROBLEMS]:
        say(f" {problem}", label="warning:", fg="yellow")
    if len(summary) > _SHOWN_PROBLEMS:
        more = plural(len(summary) - _SHOWN_PROBLEMS, "more warning")
        say(f"… and {more}{f': see {where}' if where else ''}")
    for problem in last:
        say(f" {problem}", label="warning:", fg="yellow")


def plural(number: int, noun: str) -> str:
    """Count a noun.

    >>> plural(1, "claim"), plural(1200, "entity")
    ('1 claim', '1,200 entities')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def report_output(counts: Mapping[str, int], page: Path) -> None:
    """Report on standard error what an output holds and where its picture is.

    Args:
        counts: What `KnowledgeGraph.count` gives.
        page: The picture.
    """
    nouns = {"documents": "article", "claims": "claim", "statements": "statement", "entities": "entity"}
    numbers = ", ".join(plural(counts[name], noun) for name, noun in nouns.items())
    say(f"{numbers}. Open {page}")


def write_bytes(data: bytes) -> None:
    """Write to standard output as it is, whatever the terminal's encoding; to a terminal, without commands to it."""
    if sys.stdout.isatty():
        data = clean(data.decode(errors="replace")).encode()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


@contextmanager
def track(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress on standard error while the block runs, if that is a terminal.

    Args:
        label: What is being done.

    Returns:
        A function to call with what is done and what there is to do; it breaks off where that was asked for.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: interruption.check()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    text, left = TextColumn("{task.description}"), TimeRemainingColumn()
    with Progress(text, BarColumn(), MofNCompleteColumn(), left, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def update(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            interruption.check()

        yield update

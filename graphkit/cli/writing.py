"""What the commands have in common that tell something as text, Markdown, HTML or JSON, on a terminal or to a file."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import terminal

if TYPE_CHECKING:
    from graphkit.visualisation.paragraphs import Paragraph

__all__ = ["FORMATS", "choose", "options", "tell"]

FORMATS = ("text", "markdown", "html", "json")

_SUFFIXES = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".json": "json"}


def options[F: Callable[..., None]](*formats: str) -> Callable[[F], F]:
    """Add the options by which a command is told how it writes, `form`, and to which `file`.

    Args:
        formats: Some of `FORMATS`.
    """
    form = click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        help="How it is written.  [default: by the suffix of FILE, else text]",
    )
    file = click.option(
        "-o", "--output", "file", metavar="FILE", type=click.Path(path_type=Path), help="Write it to FILE."
    )
    return lambda command: form(file(command))


def choose(form: str | None, file: Path | None, formats: Container[str] = FORMATS) -> str:
    """Choose the format: what was said, else by the suffix of the file, else text.

    Args:
        form: What was said.
        file: The file.
        formats: Those that the command has.

    Raises:
        UsageError: The suffix tells no format.
    """
    suffixes = {suffix: named for suffix, named in _SUFFIXES.items() if named in formats}
    if form is None and file is not None and file.suffix.lower() not in suffixes:
        raise click.UsageError(f"say --format, or end FILE in {', '.join(suffixes)}: {file} does not tell it")
    return form or (suffixes[file.suffix.lower()] if file else "text")


def tell(
    form: str, file: Path | None, *, write: Callable[[str], str], paragraphs: Callable[[], Iterable[Paragraph]]
) -> None:
    """Write something to a file, or else print it.

    Args:
        form: The format.
        file: The file, or None.
        write: Writes it in a format.
        paragraphs: Makes the paragraphs that are printed as text.
    """
    from graphkit.files import replacement

    if file is not None:
        replacement.write_file(file, write(form).encode())
        terminal.echo(f"Wrote {file}", err=True)
    elif form == "text":
        terminal.print_paragraphs(paragraphs())
    else:
        terminal.write_bytes(write(form).encode())

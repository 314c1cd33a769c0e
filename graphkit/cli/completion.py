"""The command that prints what makes a shell complete graphkit's commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from graphkit.cli import terminal

__all__ = ["completion"]

_EPILOG = """\b
Examples:
  graphkit completion bash >> ~/.bashrc
  graphkit completion zsh >> ~/.zshrc
  graphkit completion fish > ~/.config/fish/completions/graphkit.fish
"""
_VARIABLE = "_GRAPHKIT_COMPLETE"
"""Where it is set, click completes a command line instead of running it."""


@click.command(epilog=_EPILOG, short_help="Print what makes a shell complete commands.")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print the script that lets SHELL complete commands and options at the Tab key.

    Put it where the shell reads it when it starts, and open a new one.
    """
    known = get_completion_class(shell)
    assert known is not None  # these three come with click
    root = click.get_current_context().find_root()
    name = root.info_name or "graphkit"
    # without the check that click would make of the shell that happens to be installed
    terminal.echo(known.source_template % known(root.command, {}, name, _VARIABLE).source_vars())

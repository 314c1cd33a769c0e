"""Start the command line, and say in one line whatever goes wrong."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from graphkit.cli import cli, interruption
from graphkit.cli.terminal import echo, say
from graphkit.errors import GraphkitError

__all__ = ["main"]

_TRACEBACK = "GRAPHKIT_TRACEBACK"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave with its exit code.

    Args:
        arguments: What the user typed after 'graphkit'; None takes it from the process.

    Raises:
        SystemExit: Always: 0 where all went well, 1 where it did not, 2 where the command was not understood, 130 where
            the user broke it off, 143 where the system did.
    """
    _show_every_letter()
    # the products of small matrices take numpy's threads less time than waiting for the next one takes them, all awake
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        with interruption.watch():
            sys.exit(cli.main(args=arguments, prog_name="graphkit", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _say(_describe(error))
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt, interruption.Interruption) as error:
        _say("broken off; nothing was changed")
        sys.exit(128 + getattr(error, "number", signal.SIGINT))
    except GraphkitError as error:
        _fail(str(error), error)
    except OSError as error:
        _fail_of_damage(error)
        place = f"{error.filename}: " if error.filename else ""
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = "; what was being written there is not whole: free some space and say the same again" if full else ""
        _fail(f"{place}{error.strerror or error}{hint}", error)
    except Exception as error:
        _fail_of_damage(error)
        text = " ".join(str(error).split())
        _fail(f"a fault in graphkit: {type(error).__name__}: {text}; please report it (with {_TRACEBACK}=1)", error)


def _show_every_letter() -> None:
    """Let standard output write by its number what its encoding has no letter for, as standard error does."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors in ("strict", "surrogateescape"):
        sys.stdout.reconfigure(errors="backslashreplace")


def _describe(error: click.ClickException) -> str:
    """Describe in one line what of a command was not understood, and where its help is."""
    message = error.format_message().rstrip(".")
    # click begins its own with a capital, as 'No such option'
    message = message[:1].lower() + message[1:]
    where = getattr(error, "ctx", None)
    return f"{message} (see '{where.command_path} --help')" if where else message


def _say(message: str) -> None:
    """Say on standard error what went wrong, with the name of the program as everywhere before it."""
    say(f"graphkit: {message}")


def _fail_of_damage(error: Exception) -> None:
    """Say which store is damaged, where that is what went wrong."""
    from graphkit import store

    if (damage := store.explain_damage(error)) is not None:
        _fail(str(damage), error)


def _fail(message: str, error: Exception) -> NoReturn:
    if os.environ.get(_TRACEBACK):
        raise error
    _say(message)
    for note in getattr(error, "__notes__", ()):
        echo(note, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()

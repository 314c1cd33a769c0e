"""The commands. Nothing heavy is imported before a command needs it, so that help comes at once."""

from __future__ import annotations

import keyword
from importlib import import_module

import click

from graphkit import __version__

__all__ = ["cli"]

_COMMANDS = (
    "analyse", "ask", "brief", "build", "check", "claims", "completion", "diff", "explain", "export", "follow",
    "identities", "import", "mcp", "package", "query", "review", "search", "serve", "show", "validate", "verify",
    "watch", "who",
)  # fmt: skip
_EPILOG = """\b
Examples:
  graphkit build --example -o out        read the example article
  graphkit build articles/ -o out        read every article below articles/
  graphkit brief out                     say what is in dispute
  graphkit who out "Tom Hale"            what he says, what is said of him
  graphkit query out                     list the questions there are
  graphkit query out who-denies-what     ask one of them
  graphkit ask out "Who denies what?"    ask in your own words
  graphkit search out dam permit         find words in articles and claims
  graphkit diff before out               say what changed
  graphkit follow out add "Tom Hale"     follow somebody
  graphkit watch news/ -o out            build what arrives, tell what is new
  graphkit show out                      say where the picture is
  graphkit export out graph.jsonld       take the graph away
  graphkit import graph.jsonld -o out    and make an output of it again
  graphkit package out evidence.zip      pack evidence to hand on
  graphkit verify evidence.zip           and check that nobody changed it
  graphkit identities out                say who is who
  graphkit claims out --show             which claims are one
  graphkit review out                    check what was read
  graphkit serve out                     ask it in a browser
  graphkit explain article.txt           say why it was read so
  graphkit check out                     say whether every file is whole
"""


class _Commands(click.Group):
    """A group whose commands are modules of this package, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands, in the order of their names."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command: the function of the module's own name."""
        if cmd_name not in _COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(import_module(f"graphkit.cli.{name}"), name)
        return command


@click.group(
    cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80}
)
@click.version_option(__version__, prog_name="graphkit", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn news articles into an RDF graph of who said what, about whom, and who disputes it.

    Every edge of the graph leads back to the characters of the article that it was read from, and what somebody only
    claims is never written down as a fact.
    """

"""The command that packs evidence so that others can check it."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import opening, terminal

__all__ = ["package"]

_PASSWORD = "GRAPHKIT_KEY_PASSWORD"
_EPILOG = f"""\b
Examples:
  graphkit package out evidence.zip
  graphkit package out evidence.zip --about "Mara Lind" --key key.pem
  graphkit package out evidence.zip --redact "Mara Lind" --redact-kind place
  graphkit package out evidence.zip --redact-pattern '[0-9][0-9 -]{{6,}}'
  graphkit verify evidence.zip

In it are the claims with their sentences, the articles, the graph, the brief, a
page to explore, nanopublications, a checksum of each file, and a page that says
how to check all of that without graphkit.

A key is made with 'openssl genpkey -algorithm ed25519 -out key.pem'; where it is
locked, its password is asked for, or taken from {_PASSWORD}.

Redacted is a name in all its forms, in every file; what remains is a commitment
to it. FILE's neighbour, .secrets.json, proves what was there: keep it, and do not
pass it on with the package. What is said of somebody can still tell who it is:
read the package before you send it.
"""


@click.command(cls=opening.Command, epilog=_EPILOG, short_help="Pack evidence so that others can check it.")
@opening.folder
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--about", metavar="NAME", multiple=True, help="Only what is about or by NAME; may be repeated.")
@click.option("--redact", "names", metavar="NAME", multiple=True, help="Redact NAME in all its forms; may be repeated.")
@click.option(
    "--redact-kind",
    "kinds",
    multiple=True,
    type=click.Choice(["person", "organization", "place", "country"]),
    help="Redact every name of that kind; may be repeated.",
)
@click.option(
    "--redact-pattern", "patterns", metavar="REGEX", multiple=True, help="Redact what REGEX finds; may be repeated."
)
@click.option(
    "--redactions",
    "listed",
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="Redact what a table lists: its columns are 'redact' (name, kind or pattern) and 'value'.",
)
@click.option(
    "--salt-file",
    "salt",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Derive the salts from FILE: the same one makes the same package again.",
)
@click.option(
    "--secrets",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write what proves the redactions.  [default: beside the package]",
)
@click.option(
    "--key", metavar="PEM", type=click.Path(path_type=Path), help="Sign it with this Ed25519 key; needs an extra."
)
@opening.store
def package(
    folder: Path,
    file: Path,
    about: tuple[str, ...],
    names: tuple[str, ...],
    kinds: tuple[str, ...],
    patterns: tuple[str, ...],
    listed: Path | None,
    salt: Path | None,
    secrets: Path | None,
    key: Path | None,
    store: str | None,
) -> None:
    """Pack the evidence in OUT as FILE, a zip that others can check, with graphkit or without."""
    from graphkit.packages.naming import Redactions, read_redactions

    redactions = Redactions(names=names, kinds=kinds, patterns=patterns)
    if listed is not None:
        redactions += read_redactions(listed)
    if (salt or secrets) and not redactions:
        raise click.UsageError("--salt-file and --secrets go with what is redacted")
    kg = opening.open_graph(folder, store)
    report = kg.package(
        file, about=about, redactions=redactions, salt=salt, secrets=secrets, key=key, password=_ask_password
    )
    terminal.report_problems(report.problems)
    counted = ", ".join(
        (
            terminal.plural(report.articles, "article"),
            terminal.plural(report.claims, "claim"),
            terminal.plural(report.files, "file"),
            f"{report.size / 1e6:,.1f} MB",
        )
    )
    terminal.say(f"Wrote {report.path} ({counted})")
    if report.secrets is not None:
        times = terminal.plural(sum(report.redacted.values()), "place")
        things = terminal.plural(sum(1 for number in report.redacted if number != "[redacted]"), "name")
        terminal.say(
            f"Redacted {things} in {times}; {report.secrets} proves what was there: keep it, pass it on to nobody"
        )
    signed = f"Signed by the key {report.signed_by}" if report.signed_by else "Not signed; --key signs it"
    terminal.say(signed)


def _ask_password() -> str | None:
    """Ask for the password of a key, unless the environment has it."""
    import os

    if (password := os.environ.get(_PASSWORD)) is not None:
        return password
    answer: str = click.prompt("Password of the key", hide_input=True, err=True)
    return answer

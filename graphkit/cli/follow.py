"""The command that says whom and what `graphkit watch` is to tell of."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import answering, interruption, terminal

if TYPE_CHECKING:
    from graphkit.watching import Following

__all__ = ["follow"]

_EPILOG = """\b
Examples:
  graphkit follow out add "Michelle Bachelet"
  graphkit follow out add entity/john-smith-2   of two of one name
  graphkit follow out add --subject "re-education camps"
  graphkit follow out remove "Michelle Bachelet"
  graphkit follow out list

The words of a subject are those of 'graphkit search': all of them in any order,
'"a phrase"', begin*, one OR other, -without. OUT/followed.csv keeps the list,
and may be edited in a spreadsheet. What stood in the graph before somebody was
followed is not told.
"""


@click.command(epilog=_EPILOG, short_help="Say whom and what to watch for.")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path, file_okay=False))
@click.argument("action", type=click.Choice(["add", "remove", "list"]), default="list")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--subject", "subjects", multiple=True, metavar="WORDS", help="Words instead of a name; may be repeated.")
@click.option("--who", metavar="NAME", help="Who adds it.  [default: your login name]")
@click.option("--when", metavar="DATE", help="The day, as 2024-05-31.  [default: today]")
def follow(
    folder: Path, action: str, names: tuple[str, ...], subjects: tuple[str, ...], who: str | None, when: str | None
) -> None:
    """Follow people, bodies, places and subjects: 'graphkit watch' then tells what is new by and about them.

    NAME is a name in any case, or an address. Somebody whom no article mentions yet is followed by the name.
    """
    from graphkit import corpus, watching
    from graphkit.files import replacement

    if action == "list" and (names or subjects):
        raise click.UsageError("'list' takes no NAME; say 'add' or 'remove' before it")
    if action != "list" and not (names or subjects):
        raise click.UsageError(f"say whom or what to {action}: a NAME, or --subject WORDS")
    if any(not name.strip() for name in (*names, *subjects)):
        raise click.UsageError("a NAME or WORDS are empty")
    replacement.check_folder(folder)
    corpus.recover_output(folder)
    if action == "list":
        _list(folder)
        return
    if action == "remove":
        for name, kind in (*((name, watching.PERSON) for name in names), *((s, watching.SUBJECT) for s in subjects)):
            for gone in watching.unfollow(folder, name, kind=kind):
                terminal.say(f"{gone.label} is followed no more")
        return
    author, day = who or getpass.getuser(), answering.check_date(when)
    for one in (*_find_people(folder, names, author, day), *_make_subjects(subjects, author, day)):
        replacement.make_folders(folder)
        new = watching.follow(folder, one)
        terminal.say(f"{one.label} is followed{'' if new else ' already'}")


def _find_people(folder: Path, names: tuple[str, ...], who: str, day: str) -> list[Following]:
    """Find those who are meant, all before anybody is added."""
    from graphkit import pipeline, watching
    from graphkit.errors import QueryError
    from graphkit.files.layout import MARKER

    if not names:
        return []
    interruption.guard()
    kg = pipeline.open_graph(folder) if (folder / MARKER).exists() else None
    found = []
    for name in names:
        known = None
        try:
            known = kg.identify(name) if kg else None
        except QueryError as error:
            if not error.parameter or name.startswith(("entity/", "http://", "https://")):
                raise
            near = f"; did you mean {' or '.join(map(repr, error.near))}?" if error.near else ""
            terminal.say(f"no article mentions {name!r} yet: followed by the name{near}")
        if kg is None:
            terminal.say(f"{folder} holds no graph yet: {name!r} is followed by the name")
        mention = watching.find_mention(kg, known.who.iri) if kg and known else None
        is_address = name.startswith(("entity/", "http://", "https://"))
        called = known.who.name if known and is_address else name
        found.append(watching.Following(kind=watching.PERSON, name=called, mention=mention, who=who, when=day))
    return found


def _make_subjects(subjects: tuple[str, ...], who: str, day: str) -> list[Following]:
    from graphkit import watching
    from graphkit.search import words

    for subject in subjects:
        words.parse(subject)  # what cannot be looked for is said now
    return [watching.Following(kind=watching.SUBJECT, name=subject, who=who, when=day) for subject in subjects]


def _list(folder: Path) -> None:
    from graphkit import watching

    listed, problems = watching.read_following(folder)
    terminal.report_problems(problems)
    if not listed:
        terminal.say(f"{folder} follows nobody; graphkit follow {folder} add NAME")
        return
    rows = [(one.kind, one.name, one.who, one.when, str(one.mention or "")) for one in listed]
    terminal.print_table(("kind", "name", "added by", "on", "known by"), rows)

"""The command that asks people who is who, and keeps what they answer."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import answering, opening, pairs, terminal
from graphkit.model.decisions import Answer, Author, Decision, Ends, Reference

if TYPE_CHECKING:
    from graphkit.analysis.identities import Pair

__all__ = ["identities"]

_EPILOG = """\b
Examples:
  graphkit identities out                answer one pair after another
  graphkit identities out --list | less
  graphkit identities out --csv pairs.csv          write a sheet to fill in
  graphkit identities out --read pairs.csv --who Mara
  graphkit identities out --explain "John Smith"   why these mentions are one
  graphkit identities out --different FIRST SECOND --why "father and son"
  graphkit identities out --decisions
  graphkit identities out --revoke qkcadm --why "another man of that name"

FIRST and SECOND are mentions, as --explain and --list show them: doc/0123456789abcdef#char=12,40.
Answers are kept in OUT/identities.csv, or in --identities FILE; every later build into OUT honours them.
'same' goes on from pair to pair, and a 'different' stops it. 'different' of two mentions that one
article was read to have in common parts its other mentions too. Nothing is ever deleted.
"""
_file = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog=_EPILOG, short_help="Say who is who, and see why.")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--list", "listed", is_flag=True, help="Only list the uncertain pairs.")
@click.option("--csv", "sheet", type=_file, metavar="FILE", help="Write them to a sheet with a column for answers.")
@click.option("--read", "filled", type=_file, metavar="FILE", help="Take over the answers in a sheet.")
@click.option("--same", nargs=2, metavar="FIRST SECOND", help="Say that two mentions are the same.")
@click.option("--different", nargs=2, metavar="FIRST SECOND", help="Say that two mentions are not the same.")
@click.option("--explain", "entity", metavar="ENTITY", help="Say why its mentions are one entity.")
@click.option("--decisions", "told", is_flag=True, help="List all answers, the revoked ones too.")
@click.option("--revoke", metavar="ID", help="Take an answer back.")
@click.option("--who", metavar="NAME", help="Who answers.  [default: your login name]")
@click.option("--when", metavar="DATE", help="The day, as 2024-05-31.  [default: today]")
@click.option("--why", default="", metavar="TEXT", help="The reason.")
@click.option("--identities", "kept", type=_file, metavar="FILE", help="Where answers are kept.")
def identities(
    *,
    folder: Path,
    listed: bool,
    sheet: Path | None,
    filled: Path | None,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    entity: str | None,
    told: bool,
    revoke: str | None,
    who: str | None,
    when: str | None,
    why: str,
    kept: Path | None,
) -> None:
    """Ask who is who where the machine is unsure, and keep the answers apart from the graph.

    On a terminal, and without another wish, it asks about one uncertain pair after another, those first on which most
    depends, and writes each answer at once. The next build carries the answers out.
    """
    from graphkit.files import layout, replacement
    from graphkit.identity import ledger

    wishes = (listed, sheet, filled, same, different, entity, told, revoke)
    if sum(bool(wish) for wish in wishes) > 1:
        raise click.UsageError("say one wish at a time: --list, --csv, --read, --same, --different, --explain …")
    replacement.read_marker(folder)
    path = kept or folder / layout.DECISIONS
    author = Author(who=who or getpass.getuser(), when=answering.check_date(when), why=why)
    known = ledger.read(path) if path.exists() else ()
    if told:
        pairs.print_decisions(known)
    elif revoke:
        taken = ledger.revoke(path, revoke, who=author.who, when=author.when, why=why)
        terminal.say(f"Took back {taken}. {answering.NEXT}")
    elif same or different:
        answering.answer(path, _decide(folder, author, same or different or ("", ""), bool(same)))
    elif filled:
        answering.keep(path, known, ledger.read(filled, who=author.who, when=author.when))
    elif entity is not None:
        _explain(folder, entity)
    else:
        _look(folder, path, author, known, listed=listed, sheet=sheet)


def _look(
    folder: Path, path: Path, author: Author, known: Iterable[Decision], *, listed: bool, sheet: Path | None
) -> None:
    """List, write down, or ask about the pairs that nobody has answered yet."""
    found = opening.open_graph(folder, None).identities()
    manner = answering.Manner(
        name="uncertain pairs", describe=_describe, show=pairs.print_pair, write=pairs.write_sheet
    )
    answering.offer(folder, path, author, known, found, manner, listed=listed, sheet=sheet)


def _describe(pair: Pair) -> Ends:
    labels = (pair.first.words, pair.second.words)
    return Ends(first=pair.first.reference, second=pair.second.reference, labels=labels)


def _decide(folder: Path, author: Author, ends: tuple[str, str], same: bool) -> Decision:
    from graphkit.analysis import identities as reading

    try:
        first, second = (Reference.parse(end) for end in ends)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    kg = opening.open_graph(folder, None)
    labels = []
    for reference in (first, second):
        words = reading.find_words(kg.store, reference, base=kg.base_iri)
        if words is None:
            raise click.ClickException(
                f"{folder} has no mention {reference}; --explain ENTITY shows those of an entity"
            )
        labels.append(words)
    if first == second:
        raise click.UsageError("FIRST and SECOND are the same mention")
    pair = Ends(first=first, second=second, labels=(labels[0], labels[1]))
    return author.decide(pair, Answer.SAME if same else Answer.DIFFERENT)


def _explain(folder: Path, entity: str) -> None:
    from graphkit.analysis import identities as reading

    kg = opening.open_graph(folder, None)
    for explanation in reading.explain_identity(kg.store, kg.texts, entity, base=kg.base_iri):
        pairs.print_explanation(explanation)

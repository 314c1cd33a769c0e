"""The command that asks people which claims are one, and keeps what they answer."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import answering, opening, pairs, terminal
from graphkit.model.decisions import Answer, Author, Decision, Ends, Reference

if TYPE_CHECKING:
    from graphkit.analysis.claims import ClaimPair

__all__ = ["claims"]

_EPILOG = """\b
Examples:
  graphkit claims out                answer one pair after another
  graphkit claims out --list | less
  graphkit claims out --csv pairs.csv              write a sheet to fill in
  graphkit claims out --read pairs.csv --who Mara
  graphkit claims out --show --text "dam"          see which claims are one
  graphkit claims out --same FIRST SECOND --why "the same sentence"
  graphkit claims out --decisions
  graphkit claims out --revoke qkcadm --why "two different pipes"

FIRST and SECOND are the contents of claims, as --list and --show give them: doc/0123456789abcdef#char=12,40.
Answers are kept in OUT/claims.csv, or in --claims FILE; every later build into OUT honours them, and they
outrank the machine. 'same' goes on from pair to pair, and a 'different' stops it. Nothing is ever deleted.
"""
_file = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog=_EPILOG, short_help="Say which claims are one, and see them.")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--list", "listed", is_flag=True, help="Only list the uncertain pairs.")
@click.option("--csv", "sheet", type=_file, metavar="FILE", help="Write them to a sheet with a column for answers.")
@click.option("--read", "filled", type=_file, metavar="FILE", help="Take over the answers in a sheet.")
@click.option("--same", nargs=2, metavar="FIRST SECOND", help="Say that two claims are one.")
@click.option("--different", nargs=2, metavar="FIRST SECOND", help="Say that two claims are not one.")
@click.option("--show", "shown", is_flag=True, help="Show the claims that are one, with their origins.")
@click.option("--text", metavar="WORDS", help="With --show: only those of which a claim holds these words.")
@click.option("--decisions", "told", is_flag=True, help="List all answers, the revoked ones too.")
@click.option("--revoke", metavar="ID", help="Take an answer back.")
@click.option("--who", metavar="NAME", help="Who answers.  [default: your login name]")
@click.option("--when", metavar="DATE", help="The day, as 2024-05-31.  [default: today]")
@click.option("--why", default="", metavar="TEXT", help="The reason.")
@click.option("--claims", "kept", type=_file, metavar="FILE", help="Where answers are kept.")
def claims(
    *,
    folder: Path,
    listed: bool,
    sheet: Path | None,
    filled: Path | None,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    shown: bool,
    text: str | None,
    told: bool,
    revoke: str | None,
    who: str | None,
    when: str | None,
    why: str,
    kept: Path | None,
) -> None:
    """Ask which claims are one where the machine is unsure, and keep the answers apart from the graph.

    On a terminal, and without another wish, it asks about one uncertain pair after another, the likeliest first, and
    writes each answer at once. The next build carries the answers out.
    """
    from graphkit.files import layout, replacement
    from graphkit.identity import ledger

    wishes = (listed, sheet, filled, same, different, shown, told, revoke)
    if sum(bool(wish) for wish in wishes) > 1:
        raise click.UsageError("say one wish at a time: --list, --csv, --read, --same, --different, --show …")
    if text is not None and not shown:
        raise click.UsageError("--text goes with --show")
    replacement.read_marker(folder)
    path = kept or folder / layout.CLAIM_DECISIONS
    author = Author(who=who or getpass.getuser(), when=answering.check_date(when), why=why)
    known = ledger.read(path) if path.exists() else ()
    if told:
        pairs.print_decisions(known)
    elif revoke:
        taken = ledger.revoke(path, revoke, who=author.who, when=author.when, why=why, command="claims")
        terminal.say(f"Took back {taken}. {answering.NEXT}")
    elif same or different:
        answering.answer(path, _decide(folder, author, same or different or ("", ""), bool(same)))
    elif filled:
        answering.keep(path, known, ledger.read(filled, who=author.who, when=author.when))
    elif shown:
        _show(folder, text)
    else:
        _look(folder, path, author, known, listed=listed, sheet=sheet)


def _look(
    folder: Path, path: Path, author: Author, known: Iterable[Decision], *, listed: bool, sheet: Path | None
) -> None:
    """List, write down, or ask about the pairs that nobody has answered yet."""
    from graphkit.analysis import claims as reading

    kg = opening.open_graph(folder, None)
    found = reading.find_uncertain(kg.store, kg.texts)
    manner = answering.Manner(
        name="uncertain pairs of claims", describe=_describe, show=pairs.print_claim_pair, write=pairs.write_claim_sheet
    )
    answering.offer(folder, path, author, known, found, manner, listed=listed, sheet=sheet)


def _describe(pair: ClaimPair) -> Ends:
    labels = (pair.first.content, pair.second.content)
    return Ends(first=pair.first.reference, second=pair.second.reference, labels=labels)


def _decide(folder: Path, author: Author, given: tuple[str, str], same: bool) -> Decision:
    from graphkit.analysis import claims as reading

    try:
        first, second = (Reference.parse(end) for end in given)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if first == second:
        raise click.UsageError("FIRST and SECOND are the same claim")
    kg = opening.open_graph(folder, None)
    labels = []
    for reference in (first, second):
        words = reading.find_content(kg.store, reference, base=kg.base_iri)
        if words is None:
            hint = "--list and --show give those of claims"
            raise click.ClickException(f"{folder} has no claim whose content is {reference}; {hint}")
        labels.append(words)
    pair = Ends(first=first, second=second, labels=(labels[0], labels[1]))
    return author.decide(pair, Answer.SAME if same else Answer.DIFFERENT)


def _show(folder: Path, text: str | None) -> None:

    found = opening.open_graph(folder, None).clusters(text)
    for cluster in found:
        pairs.print_cluster(cluster)
    if not found:
        holding = f" of which one holds {terminal.clean(text)!r}" if text else ""
        terminal.say(f"{folder} has no claims that are one{holding}")

"""The command by which people check what was read, and which says how often it is right."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.analysis.answering import make_review
from graphkit.cli import answering, opening, reviewing, terminal
from graphkit.model.decisions import Author, Reference
from graphkit.model.reviews import Review, ReviewKind, Verdict, select_reviews

if TYPE_CHECKING:
    from graphkit.analysis.readings import Reading
    from graphkit.graph import KnowledgeGraph

__all__ = ["review"]

_EPILOG = """\b
Examples:
  graphkit review out                how much was read, how often rightly
  graphkit review out --next 20      the 20 claims that are most worth reading
  graphkit review out --ask          one claim after another
  graphkit review out --ask --random --who Mara   drawn by chance
  graphkit review out --csv sheet.csv --random    a sheet to fill in
  graphkit review out --read sheet.csv --who Mara
  graphkit review out --wrong PLACE --why "a question"
  graphkit review out --verdicts
  graphkit review out --revoke qkcadm --why "too quick"

PLACE is where a claim's content stands, or the predicate of an edge, as --next
gives it: doc/0123456789abcdef#char=12,40. Reviews are kept in OUT/reviews.csv,
or in --reviews FILE; every later build into OUT honours them, and they outrank
the machine. What was missed is a row in that file or in a sheet: its span,
'missed', and in 'source' who says it. Nothing is ever deleted.
"""
_SHOWN = 3
_file = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog=_EPILOG, short_help="Check what was read, and see how often it is right.")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--next", "number", type=click.IntRange(min=1), metavar="N", help="List what is most worth reading.")
@click.option("--ask", "asked", is_flag=True, help="Ask about one after another.")
@click.option("--csv", "sheet", type=_file, metavar="FILE", help="Write them to a sheet with columns for verdicts.")
@click.option("--read", "filled", type=_file, metavar="FILE", help="Take over the verdicts in a sheet.")
@click.option("--right", metavar="PLACE", help="Say that what was read there is right.")
@click.option("--wrong", metavar="PLACE", help="Say that it is wrong.")
@click.option("--verdicts", "told", is_flag=True, help="List all reviews, the revoked ones too.")
@click.option("--revoke", metavar="ID", help="Take a review back.")
@click.option("--edges", is_flag=True, help="With --next, --ask, --csv, --right, --wrong: edges, not claims.")
@click.option("--random", "drawn", is_flag=True, help="With --next, --ask, --csv: drawn at random, the same each time.")
@click.option("--again", is_flag=True, help="With --next, --ask, --csv: also what others read, and not you.")
@click.option("--who", metavar="NAME", help="Who reviews.  [default: your login name]")
@click.option("--when", metavar="DATE", help="The day, as 2024-05-31.  [default: today]")
@click.option("--why", default="", metavar="TEXT", help="The reason.")
@click.option("--reviews", "kept", type=_file, metavar="FILE", help="Where reviews are kept.")
def review(
    *,
    folder: Path,
    number: int | None,
    asked: bool,
    sheet: Path | None,
    filled: Path | None,
    right: str | None,
    wrong: str | None,
    told: bool,
    revoke: str | None,
    edges: bool,
    drawn: bool,
    again: bool,
    who: str | None,
    when: str | None,
    why: str,
    kept: Path | None,
) -> None:
    """Check what was read, claim by claim, and keep what you find apart from the graph.

    Without a wish it says how much was read, how often that is right (with the interval at 95 %), how far people agree,
    and what would be worth reading next: what the machine is least sure of and most hangs on. The next build carries
    the reviews out.
    """
    from graphkit.files import layout, replacement
    from graphkit.reviews import ledger

    if sum(bool(wish) for wish in (asked, sheet, filled, right, wrong, told, revoke)) > 1:
        raise click.UsageError("say one wish at a time: --ask, --csv, --read, --right, --wrong, --verdicts, --revoke")
    if (drawn or again) and not (number or asked or sheet):
        raise click.UsageError("--random and --again go with --next, --ask or --csv")
    replacement.read_marker(folder)
    path = kept or folder / layout.REVIEWS
    author = Author(who=who or getpass.getuser(), when=answering.check_date(when), why=why)
    known = ledger.read(path) if path.exists() else ledger.Ledger()
    terminal.report_problems(known.problems)
    if told:
        reviewing.print_reviews(known.reviews)
    elif revoke:
        taken = ledger.revoke(path, revoke, who=author.who, when=author.when, why=why)
        terminal.echo(f"Took back {taken!s}. {answering.NEXT}", err=True)
    elif filled:
        found = ledger.read(filled, who=author.who, when=author.when)
        terminal.report_problems(found.problems)
        _keep(path, known.reviews, found.reviews)
    else:
        kg = opening.open_graph(folder, None)
        standing = select_reviews(known.reviews)
        if right or wrong:
            verdict = Verdict.RIGHT if right else Verdict.WRONG
            reading = _find(folder, _read(kg, edges=edges), right or wrong or "")
            _, new = ledger.answer(path, make_review(reading, verdict, author))
            said = f"1 review in {path}. {answering.NEXT}" if new else f"0 reviews in {path}; it was there already"
            terminal.echo(said, err=True)
        elif number or asked or sheet:
            unread = _order(_read(kg, edges=edges), standing, author.who if again else None, drawn=drawn)
            _offer(folder, path, author, unread[:number], asked=asked, sheet=sheet)
        else:
            _print_state(kg, path, standing, bad=len(known.problems))


def _read(kg: KnowledgeGraph, *, edges: bool) -> tuple[Reading, ...]:
    from graphkit.analysis import readings

    return (readings.find_edges if edges else readings.find_claims)(kg.store, kg.texts)


def _order(found: Sequence[Reading], reviews: Sequence[Review], who: str | None, *, drawn: bool) -> list[Reading]:
    """Return what is unread in the order in which it is worth reading, or drawn at random, but the same each time."""
    from graphkit.analysis import readings
    from graphkit.analysis import reviews as counting

    unread = [one for one in counting.select_unread(found, reviews, who=who) if who or not one.by_person]
    if drawn:
        return sorted(unread, key=lambda one: hashlib.sha256(one.address.encode()).digest())
    return list(readings.rank(unread))


def _offer(
    folder: Path, path: Path, author: Author, unread: Sequence[Reading], *, asked: bool, sheet: Path | None
) -> None:
    if sheet is not None:
        reviewing.write_sheet(sheet, unread)
        rows = terminal.plural(len(unread), "row")
        terminal.echo(f"Wrote {sheet}: {rows}. Fill in the column 'verdict', then --read it", err=True)
    elif not unread:
        terminal.echo(f"{folder} has nothing that is unread", err=True)
    elif asked and answering.is_terminal():
        reviewing.ask(path, author, unread)
    elif asked:
        raise click.UsageError("--ask needs a terminal; --next lists what it would ask about, --csv writes a sheet")
    else:
        for position, reading in enumerate(unread, 1):
            reviewing.print_reading(reading, position, len(unread))


def _print_state(kg: KnowledgeGraph, path: Path, standing: Sequence[Review], *, bad: int) -> None:
    from graphkit.analysis import reviews as counting

    claims, edges = _read(kg, edges=False), _read(kg, edges=True)
    tally = counting.count_reviews(standing, (*claims, *edges), counting.find_carried_out(kg.store))
    terminal.echo(f"{path}: {terminal.plural(len(standing), 'review')}")
    if bad:
        terminal.echo(f"{terminal.plural(bad, 'row')} that cannot be read: kept, and not carried out")
    if standing:
        reviewing.print_tally(tally)
    unread = _order(claims, standing, None, drawn=False)
    terminal.echo(f"{len(unread):,} of {terminal.plural(len(claims), 'claim')} unread")
    if unread:
        terminal.echo("worth reading next (--next N lists more, --ask asks about them):\n")
    for position, reading in enumerate(unread[:_SHOWN], 1):
        reviewing.print_reading(reading, position, len(unread))


def _find(folder: Path, found: Sequence[Reading], given: str) -> Reading:
    try:
        place = Reference.parse(given)
    except ValueError:
        raise click.UsageError(
            f"{given!r} is no place in a text; write it as doc/0123456789abcdef#char=12,40"
        ) from None
    there = [reading for reading in found if reading.place == place]
    if not there:
        kind = ReviewKind.CLAIM.value if not found else found[0].kind.value
        raise click.ClickException(f"{folder} has no {kind} at {place}; --next lists those that are unread")
    if len(there) > 1:
        raise click.ClickException(f"{len(there)} of them stand at {place}; use --ask or --csv, which tell them apart")
    return there[0]


def _keep(path: Path, known: Sequence[Review], reviews: Sequence[Review]) -> None:
    """Keep reviews that are not there already, and say how many were."""
    from graphkit.reviews import ledger

    ids, standing = {one.id for one in known}, {_tell(one) for one in select_reviews(known)}
    new = [one for one in reviews if one.id not in ids and _tell(one) not in standing]
    ledger.add(path, new)
    rest = f"; {len(reviews) - len(new)} were there already" if len(reviews) > len(new) else ""
    kept = f"{terminal.plural(len(new), 'review')} in {path}{rest}. {answering.NEXT if new else ''}"
    terminal.echo(kept.rstrip(), err=True)


def _tell(given: Review) -> tuple[object, ...]:
    """Return what a review says, apart from when and why."""
    fields = ("place", "kind", "verdict", "as_read", "source", "content", "act", "stance", "polarity", "certainty")
    return given.who, *(getattr(given, name) for name in fields)

"""What the commands that take people's answers have in common: who answers, how an answer is asked for and kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

import click

from graphkit.cli import terminal
from graphkit.model.decisions import Answer, Author, Decision, Ends, Reference, select_standing

__all__ = ["NEXT", "Manner", "answer", "ask", "check_date", "is_terminal", "keep", "offer"]

NEXT = "Build again to carry it out."
_ANSWERS = {"s": Answer.SAME, "d": Answer.DIFFERENT, "u": Answer.UNSURE}


class Pair(Protocol):
    """Two places about which people may be asked."""

    @property
    def references(self) -> frozenset[Reference]:
        """Both places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner[P: Pair]:
    """How pairs of one kind are put to people.

    Args:
        name: What is asked about, in the plural: 'uncertain pairs'.
        describe: Returns what an answer to a pair is kept with.
        show: Prints a pair, with its number and how many there are.
        write: Writes pairs to a sheet.
    """

    name: str
    describe: Callable[[P], Ends]
    show: Callable[[P, int, int], None]
    write: Callable[[Path, Sequence[P]], None]


def offer[P: Pair](
    folder: Path,
    path: Path,
    author: Author,
    known: Iterable[Decision],
    found: Sequence[P],
    manner: Manner[P],
    *,
    listed: bool,
    sheet: Path | None,
) -> None:
    """List, write down, or ask about the pairs that nobody has answered yet.

    Args:
        folder: The output folder, to name it.
        path: Where answers are kept.
        author: Who answers.
        known: The answers that are kept there.
        found: All pairs that are uncertain.
        manner: How they are put.
        listed: Whether they are only printed.
        sheet: The sheet to which they are only written, or None.
    """
    answered = {frozenset(decision.pair) for decision in select_standing(known)}
    waiting = [pair for pair in found if pair.references not in answered]
    if sheet is not None:
        manner.write(sheet, waiting)
        written = terminal.plural(len(waiting), "pair")
        terminal.say(f"Wrote {sheet}: {written}. Fill in the column 'answer', then --read it")
    elif not waiting:
        done = f" but the {len(found)} that are answered; build again to carry them out" if found else ""
        terminal.say(f"{folder} has no {manner.name}{done}")
    elif listed or not is_terminal():
        for number, pair in enumerate(waiting, 1):
            manner.show(pair, number, len(waiting))
    else:
        ask(path, author, _prepare(waiting, manner))


def _prepare[P: Pair](waiting: Sequence[P], manner: Manner[P]) -> Iterator[tuple[Ends, Callable[[], None]]]:
    for number, pair in enumerate(waiting, 1):
        yield manner.describe(pair), partial(manner.show, pair, number, len(waiting))


def ask(path: Path, author: Author, waiting: Iterable[tuple[Ends, Callable[[], None]]]) -> None:
    """Ask about one pair after another; leaving loses nothing that was answered.

    Args:
        path: Where answers are kept.
        author: Who answers.
        waiting: The pairs, each with what shows it.
    """
    from graphkit.identity import ledger

    count = 0
    try:
        for ends, show in waiting:
            show()
            given = _prompt("(s)ame, (d)ifferent, (u)nsure, (q)uit, or Enter to skip")
            if given == "q":
                break
            if given:
                why = author.why or click.prompt("Why?", default="", show_default=False)
                ledger.answer(path, replace(author, why=why).decide(ends, _ANSWERS[given]))
                count += 1
    except click.Abort:
        click.echo()
    terminal.say(f"{terminal.plural(count, 'answer')} in {path}. {NEXT if count else ''}".rstrip())


def answer(path: Path, decision: Decision) -> None:
    """Keep one decision, and say whether it stood there already.

    Args:
        path: Where answers are kept.
        decision: The decision.
    """
    from graphkit.identity import ledger

    _, new = ledger.answer(path, decision)
    said = f"1 answer in {path}. {NEXT}" if new else f"0 answers in {path}; it was there already"
    terminal.say(said)


def keep(path: Path, known: Iterable[Decision], decisions: Iterable[Decision]) -> None:
    """Keep decisions that are not there already, and say how many were.

    Args:
        path: Where answers are kept.
        known: Those that are there.
        decisions: Those to keep.
    """
    from graphkit.identity import ledger

    kept = list(known)
    standing = {d.pair: d.answer for d in select_standing(kept)}
    ids = {d.id for d in kept}
    given = list(decisions)
    new = [d for d in given if d.id not in ids and standing.get(d.pair) is not d.answer]
    ledger.add(path, new)
    rest = f"; {len(given) - len(new)} were there already" if len(given) > len(new) else ""
    terminal.say(f"{terminal.plural(len(new), 'answer')} in {path}{rest}. {NEXT if new else ''}".rstrip())


def check_date(when: str | None) -> str:
    """Return a day as an ISO date; today where none is given.

    Raises:
        UsageError: It is no date.
    """
    if when is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(when).isoformat()
    except ValueError:
        raise click.UsageError(f"{when!r} is no date; write it as 2024-05-31") from None


def is_terminal() -> bool:
    """Check whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _prompt(text: str) -> str:
    while True:
        given: str = click.prompt(text, default="", show_default=False)
        letter = given.strip().casefold()[:1]
        if not given.strip() or letter in (*_ANSWERS, "q"):
            return letter
        click.echo(f"{terminal.clean(given)!r} is no answer")

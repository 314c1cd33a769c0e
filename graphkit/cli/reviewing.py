"""Put claims and edges to people one after another, and take what they find of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.analysis.answering import check_source, find_words, make_review
from graphkit.cli import answering, pairs, terminal
from graphkit.model import Act, Certainty, Polarity, Stance
from graphkit.model.decisions import Reference
from graphkit.model.reviews import Review, ReviewKind, Verdict

if TYPE_CHECKING:
    from graphkit.analysis.readings import Reading
    from graphkit.analysis.reviews import Precision, Tally
    from graphkit.model.decisions import Author

__all__ = ["ask", "print_reading", "print_reviews", "print_tally", "write_sheet"]

_QUESTION = "(r)ight, (w)rong, (c)orrect, (q)uit, or Enter to skip"
_VERDICTS = {"r": Verdict.RIGHT, "w": Verdict.WRONG, "c": Verdict.CORRECTED}
_AXES: Mapping[str, type[Enum]] = {"act": Act, "stance": Stance, "polarity": Polarity, "certainty": Certainty}
_EVIDENCE = ("says", "sentence", "rule", "confidence")


def ask(path: Path, author: Author, waiting: Sequence[Reading]) -> None:
    """Ask about one claim or edge after another; leaving loses nothing that was answered.

    Args:
        path: Where reviews are kept.
        author: Who answers.
        waiting: The claims and edges.
    """
    from graphkit.reviews import ledger

    count = 0
    try:
        for number, reading in enumerate(waiting, 1):
            print_reading(reading, number, len(waiting))
            given = _choose(_QUESTION, (*_VERDICTS, "q"))
            if given == "q":
                break
            if not given:
                continue
            corrected = _ask_corrections(reading) if given == "c" else {}
            if given == "c" and not corrected:
                click.echo("Nothing was corrected; it is left unread")
                continue
            why = author.why or click.prompt("Why?", default="", show_default=False)
            ledger.answer(path, make_review(reading, _VERDICTS[given], replace(author, why=why), **corrected))
            count += 1
    except click.Abort:
        click.echo()
    click.echo(f"{terminal.plural(count, 'review')} in {path}. {answering.NEXT if count else ''}".rstrip(), err=True)


def print_reading(reading: Reading, number: int, total: int) -> None:
    """Print a claim or an edge in its sentence.

    Args:
        reading: The claim or edge.
        number: Its number in the list, from 1.
        total: How many there are.
    """
    sure = "" if reading.confidence is None else f"confidence {reading.confidence:.2f}, "
    verb = "hangs" if reading.hanging == 1 else "hang"
    hanging = f"; {terminal.plural(reading.hanging, 'thing')} {verb} on it" if reading.hanging else ""
    pairs.echo(f"{number} of {total}", f"{sure}rule '{reading.rule}'{hanging}", bold=True)
    pairs.echo(f"  {reading.kind.value}", reading.says)
    others = ", ".join(value for name, value in reading.values.items() if name != "act")
    pairs.echo("", f"{others}; {reading.article}, {reading.place}")
    sentence, start = reading.cut_sentence()
    end = start + reading.place.end - reading.place.start
    pairs.echo("", f"{sentence[:start]}[{sentence[start:end]}]{sentence[end:]}" if reading.text else sentence)
    click.echo()


def print_tally(tally: Tally) -> None:
    """Print how much was read, how often that was right, and how far people agree."""
    counts = tally.verdicts
    told = ", ".join(f"{counts[v]:,} {v.value}" for v in (Verdict.RIGHT, Verdict.WRONG, Verdict.CORRECTED))
    people = "1 person" if len(tally.people) == 1 else f"{len(tally.people)} people"
    click.echo(f"{tally.read:,} read by {people}: {told}; {counts[Verdict.MISSED]:,} missed")
    for of, precisions in (("", tally.kinds), ("rule ", tally.rules)):
        for precision in precisions:
            click.echo(f"  {of}{terminal.clean(precision.name)}: {_describe_precision(precision)}")
    if tally.kinds:
        click.echo("  Corrected counts as not right. It speaks for all only where what was read was drawn by --random")
    if tally.shared:
        alpha = "nothing to tell it by" if tally.alpha is None else f"Krippendorff's alpha {tally.alpha:.2f}"
        click.echo(f"agreement on {terminal.plural(tally.shared, 'thing')} that two or more read: {alpha}")
    for number, what in (
        (tally.waiting, f"not in the graph yet. {answering.NEXT}"),
        (len(tally.earlier), "of an earlier text of an article: kept, and not carried out"),
        (len(tally.unknown), "of claims or articles that are not in the graph: kept, and not carried out"),
    ):
        if number:
            click.echo(f"{terminal.plural(number, 'review')} {what}")


def print_reviews(reviews: Sequence[Review]) -> None:
    """Print reviews as a table."""
    if not reviews:
        click.echo("There are no reviews yet", err=True)
        return
    terminal.print_table(
        ("Id", "Verdict", "Of", "Corrected", "Who", "When", "Why", "State"),
        [
            (
                review.id,
                review.verdict.value,
                f"{review.words} {review.place}".strip(),
                _describe_corrections(review),
                review.who,
                review.when,
                review.why,
                " ".join(("revoked", review.revoked, review.revoked_by, review.revoked_why)).strip()
                if review.revoked
                else "stands",
            )
            for review in reviews
        ],
    )


def write_sheet(path: Path, readings: Iterable[Reading]) -> None:
    """Write claims and edges to a sheet with empty columns for the verdicts."""
    from graphkit.files import sheets
    from graphkit.reviews import ledger

    rows = (
        {
            "span": str(reading.place),
            "text_hash": reading.text_hash,
            "article": reading.article,
            "words": reading.words,
            "kind": reading.kind.value,
            "as_read": reading.as_read,
            "says": reading.says,
            "sentence": pairs.flat(reading.cut_sentence()[0]),
            "rule": reading.rule,
            "confidence": "" if reading.confidence is None else f"{reading.confidence:.2f}",
        }
        for reading in readings
    )
    sheets.write(path, rows, (*ledger.ANSWER_COLUMNS, *_EVIDENCE))


def _describe_precision(precision: Precision) -> str:
    low, high = (round(100 * bound) for bound in precision.interval)
    share = round(100 * precision.right / precision.read)
    return f"{precision.right:,} of {precision.read:,} right, {share} % ({low}–{high} % at 95 %)"


def _describe_corrections(review: Review) -> str:
    values = (getattr(review, name) for name in _AXES)
    told = [str(value.value) for value in values if value is not None]
    return "; ".join(filter(None, (review.source, " ".join(map(str, review.content)), *told)))


def _ask_corrections(reading: Reading) -> dict[str, object]:
    """Ask what of a claim or edge is otherwise; Enter leaves it as it is."""
    corrected: dict[str, object] = {}
    if reading.kind is ReviewKind.CLAIM:
        source = _ask_until("Who says it?", reading.source, partial(check_source, reading.text, read=reading.source))
        if source is not None:
            corrected["source"] = source
        content = _ask_until("In which words?", reading.words, partial(_find_words, reading))
        if content is not None:
            corrected["content"] = (content,)
    for name, now in reading.values.items():
        value = _ask_until(f"{name.capitalize()}?", now, partial(_find_value, name))
        if value is not None:
            corrected[name] = value
    return corrected


def _ask_until[T](question: str, now: str, read: Callable[[str], T]) -> T | None:
    """Ask until an answer can be read; None where what is there is kept."""
    while True:
        given: str = click.prompt(f"{question} [{terminal.clean(now)}]", default="", show_default=False).strip()
        if not given or given == now:
            return None
        try:
            return read(given)
        except ValueError as error:
            click.echo(terminal.clean(str(error)))


def _find_words(reading: Reading, given: str) -> Reference:
    return find_words(reading.text, reading.place.document, given, near=reading.place.start)


def _find_value(axis: str, given: str) -> Enum:
    values = list(_AXES[axis])
    matching = [value for value in values if str(value.value).casefold().startswith(given.casefold())]
    exact = [value for value in matching if str(value.value).casefold() == given.casefold()]
    if len(exact or matching) != 1:
        raise ValueError(f"say one of {', '.join(str(value.value) for value in values)}")
    return (exact or matching)[0]


def _choose(text: str, letters: Sequence[str]) -> str:
    while True:
        given: str = click.prompt(text, default="", show_default=False)
        letter = given.strip().casefold()[:1]
        if not letter or letter in letters:
            return letter
        click.echo(f"{terminal.clean(given)!r} is no answer")

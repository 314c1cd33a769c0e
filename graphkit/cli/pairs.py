"""Print pairs of mentions or claims, what was decided about them, and what holds an entity or a cluster together."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.cli import terminal

if TYPE_CHECKING:
    from graphkit.analysis.claims import ClaimCluster, ClaimPair, ClaimSide
    from graphkit.analysis.identities import IdentityExplanation, Pair, Side, Verdict
    from graphkit.model.decisions import Decision

__all__ = [
    "echo",
    "flat",
    "print_claim_pair",
    "print_cluster",
    "print_decisions",
    "print_explanation",
    "print_pair",
    "write_claim_sheet",
    "write_sheet",
]

_MARGIN = 12
_WIDEST = 110
_EVIDENCE = (
    "first_article",
    "first_sentence",
    "second_article",
    "second_sentence",
    "score",
    "for",
    "against",
)

_OWN_NAMES = ("name", "place-name")
"""The rules that say no more than that the names are the same."""
_SHOWN = 6


def print_pair(pair: Pair, number: int, total: int) -> None:
    """Print an uncertain pair with both sentences and the evidence.

    Args:
        pair: The pair.
        number: Its number in the list, from 1.
        total: How many there are.
    """
    score = f"{pair.verdict.score:.2f}" if pair.verdict.score is not None else "-"
    title = f"{pair.first.words} | {pair.second.words}"
    about = f"score {score}, rule '{pair.verdict.rule}'; {pair.weight} mentions and claims hang on it"
    echo(f"{number} of {total}", f"{title}: {about}", bold=True)
    _print_side("first", pair.first)
    _print_side("second", pair.second)
    _print_reasons(pair.verdict)
    terminal.echo()


def print_explanation(explanation: IdentityExplanation) -> None:
    """Print why mentions are one entity."""
    echo("entity", f"{explanation.entity}  <{explanation.address}>", bold=True)
    for article, names in explanation.articles:
        words = ", ".join(f"{name} ({reference})" for name, reference in names)
        echo("named in", f"{article}: {words}")
    for rule, mentions in explanation.readings:
        if rule not in _OWN_NAMES:
            words = ", ".join(f"{words} ({reference})" for words, reference in mentions[:_SHOWN])
            more = f" and {len(mentions) - _SHOWN} more" if len(mentions) > _SHOWN else ""
            echo("read by", f"{rule}: {words}{more}")
    for pair in explanation.pairs:
        echo(
            f"  {pair.verdict.answer.value}",
            f"{_format_side(pair.first)} and {_format_side(pair.second)}: {_format_decider(pair.verdict)}",
        )
        _print_reasons(pair.verdict)
    if not explanation.pairs:
        echo("", "No decision was needed: one article alone has it.")
    terminal.echo()


def print_claim_pair(pair: ClaimPair, number: int, total: int) -> None:
    """Print an uncertain pair of claims with both sentences.

    Args:
        pair: The pair.
        number: Its number in the list, from 1.
        total: How many there are.
    """
    echo(f"{number} of {total}", f"score {pair.score:.2f}", bold=True)
    _print_claim("first", pair.first)
    _print_claim("second", pair.second)
    terminal.echo()


def print_cluster(cluster: ClaimCluster) -> None:
    """Print claims that are one, and from how many origins they are."""
    least, most = cluster.at_least, cluster.at_most
    origins = terminal.plural(most, "origin") if least == most else f"{least} to {most} origins"
    articles = terminal.plural(len({side.article for side in cluster.claims}), "article")
    outlets = f", {terminal.plural(cluster.outlets, 'outlet')}" if cluster.outlets else ""
    title = f"{terminal.plural(len(cluster.claims), 'claim')} in {articles}{outlets}, {origins}"
    echo("one claim", f"{title}; as likely as {cluster.score:.2f}", bold=True)
    for number, reason in enumerate(cluster.reasons):
        echo("" if number else "  one voice", reason)
    for side in cluster.claims:
        _print_claim("", side)
    terminal.echo()


def print_decisions(decisions: Sequence[Decision]) -> None:
    """Print decisions as a table."""
    if not decisions:
        terminal.say("There are no answers yet")
        return
    terminal.print_table(
        ("Id", "Answer", "First", "Second", "Who", "When", "Why", "State"),
        [
            (
                d.id,
                d.answer.value,
                f"{d.first_label} {d.first}".strip(),
                f"{d.second_label} {d.second}".strip(),
                d.who,
                d.when,
                d.why,
                " ".join(("revoked", d.revoked, d.revoked_by, d.revoked_why)).strip() if d.revoked else "stands",
            )
            for d in decisions
        ],
    )


def write_sheet(path: Path, pairs: Iterable[Pair]) -> None:
    """Write pairs to a sheet with an empty column for the answers."""
    from graphkit.files import sheets
    from graphkit.identity import ledger

    rows = (
        {
            "first": str(pair.first.reference),
            "first_label": pair.first.words,
            "second": str(pair.second.reference),
            "second_label": pair.second.words,
            "first_article": pair.first.article,
            "first_sentence": flat(_mark(pair.first)),
            "second_article": pair.second.article,
            "second_sentence": flat(_mark(pair.second)),
            "score": f"{pair.verdict.score or 0:.2f}",
            "for": "; ".join(pair.verdict.supporting),
            "against": "; ".join(pair.verdict.opposing),
        }
        for pair in pairs
    )
    sheets.write(path, rows, (*ledger.ANSWER_COLUMNS, *_EVIDENCE))


def write_claim_sheet(path: Path, pairs: Iterable[ClaimPair]) -> None:
    """Write pairs of claims to a sheet with an empty column for the answers."""
    from graphkit.files import sheets
    from graphkit.identity import ledger

    rows = (
        {
            "first": str(pair.first.reference),
            "first_label": pair.first.content,
            "second": str(pair.second.reference),
            "second_label": pair.second.content,
            "first_article": pair.first.article,
            "first_sentence": flat(pair.first.sentence),
            "second_article": pair.second.article,
            "second_sentence": flat(pair.second.sentence),
            "score": f"{pair.score:.2f}",
        }
        for pair in pairs
    )
    sheets.write(path, rows, (*ledger.ANSWER_COLUMNS, *_EVIDENCE[:5]))


def _print_claim(label: str, side: ClaimSide) -> None:
    who = f"{side.source or '(nobody named)'} {side.act}"
    when = f", {side.issued}" if side.issued else ""
    echo(f"  {label}", f"{who}: {side.content}")
    echo("", f"{side.article}{when}, {side.reference}")
    end = side.start + side.reference.end - side.reference.start
    if len(side.sentence) >= end and side.sentence != side.content:
        marked = f"{side.sentence[: side.start]}[{side.sentence[side.start : end]}]{side.sentence[end:]}"
        echo("", marked)


def _print_side(label: str, side: Side) -> None:
    known = ", ".join((*side.kinds, *side.roles))
    echo(f"  {label}", f"{side.entity} ({known}) in {side.article}, {side.reference}")
    echo("", _mark(side))


def _print_reasons(verdict: Verdict) -> None:
    for label, reasons in (("    for", verdict.supporting), ("    against", verdict.opposing)):
        for number, reason in enumerate(reasons):
            echo("" if number else label, reason)


def _format_decider(verdict: Verdict) -> str:
    if verdict.who:
        return f"said {verdict.who} on {verdict.when} ({verdict.id})"
    return f"rule '{verdict.rule}', {verdict.score:.2f}" if verdict.score is not None else f"rule '{verdict.rule}'"


def _format_side(side: Side) -> str:
    return f"'{side.words}' in {side.article} ({side.reference})"


def _mark(side: Side) -> str:
    """Bracket the mention in its sentence."""
    end = side.start + side.reference.end - side.reference.start
    if len(side.sentence) < end:
        return f"[{side.sentence}]"
    return f"{side.sentence[: side.start]}[{side.sentence[side.start : end]}]{side.sentence[end:]}"


def echo(label: str, text: str, *, bold: bool = False) -> None:
    """Print a text behind a label, wrapped to the terminal."""
    width = max(40, min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST))
    wrapped = textwrap.wrap(flat(text), width - _MARGIN, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(wrapped or [""]):
        name = f"{label if not number else '':<{_MARGIN - 1}} "
        terminal.echo(label=f"{name}{line}".rstrip(), bold=bold)


def flat(text: str) -> str:
    """Return a text on one line, without power over the terminal."""
    return " ".join(terminal.clean(text).split())

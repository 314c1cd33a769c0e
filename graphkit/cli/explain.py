"""The command that explains what was read in an article."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import click

from graphkit.cli import terminal
from graphkit.model import AXES
from graphkit.visualisation.look import describe_sureness

if TYPE_CHECKING:
    from graphkit.errors import Problem
    from graphkit.model import Span, Statement
    from graphkit.reading.explanation import Explanation, Gap, Miss, ReadClaim, ReadSentence

__all__ = ["explain"]

_EPILOG = """\b
Examples:
  graphkit explain --example --sentence "firmly opposed"
  graphkit explain article.txt | less
  graphkit explain article.txt --offset 2203
  graphkit explain article.txt --format json | jq .counts
  curl -s … | graphkit explain -

'read' is a claim, with the rule that fired; 'also' a plain statement; 'nearly' a word of the list of
cues that gave no claim, and why. Offsets count characters (code points) from 0.
"""
_MARGIN = 12
_WIDEST = 110
_LONGEST = 60


@click.command(epilog=_EPILOG, short_help="Say why an article was read as it was.")
@click.argument("article", metavar="ARTICLE", required=False)
@click.option("--example", is_flag=True, help="Explain the example article that comes with graphkit.")
@click.option("--sentence", metavar="TEXT", help="Only the sentences in which TEXT stands.")
@click.option("--offset", type=click.IntRange(min=0), metavar="N", help="Only the sentence with the character N.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--model", metavar="NAME", help="Another installed spaCy pipeline.")
def explain(
    article: str | None, example: bool, sentence: str | None, offset: int | None, form: str, model: str | None
) -> None:
    """Say, sentence by sentence, which rules fired, which nearly did, and what was missed.

    ARTICLE is a file with one article, or '-' for standard input. Nothing is written.
    """
    from graphkit import pipeline
    from graphkit.files import resources

    if (article is None) is not example:
        raise click.UsageError("name an ARTICLE, or say --example")
    if sentence is not None and offset is not None:
        raise click.UsageError("say --sentence or --offset, not both")
    problems: list[Problem] = []
    explanation = pipeline.explain(article or resources.example(), model=model, problems=problems)
    terminal.report_problems(problems)
    if sentence is not None:
        explanation = explanation.having(sentence)
    if offset is not None:
        explanation = explanation.at(offset)
    if not explanation.sentences:
        what = f"no sentence with {sentence!r}" if sentence is not None else f"no sentence at character {offset}"
        raise click.ClickException(f"{terminal.clean(explanation.identifier)} has {what}")
    if form == "json":
        data = json.dumps(explanation.to_dict(), indent=2, ensure_ascii=False)
        terminal.write_bytes(data.encode() + b"\n")
        return
    for line in _format(explanation):
        terminal.echo(line.text, label=line.label, fg=line.fg, bold=line.bold)


class _Line(NamedTuple):
    """A line, of which only the label is coloured."""

    label: str = ""
    text: str = ""
    fg: str | None = None
    bold: bool = False


def _format(explanation: Explanation) -> Iterator[_Line]:
    for sentence in explanation.sentences:
        yield from _format_sentence(sentence)
        yield _Line()
    yield from _format_missed(explanation)


def _format_sentence(sentence: ReadSentence) -> Iterator[_Line]:
    place = f"{sentence.span.start}-{sentence.span.end}"
    yield from _lines(place, sentence.span.exact, fg="cyan")
    if sentence.in_boilerplate:
        yield from _lines("", "(no part of the article: boilerplate)")
    for claim in sentence.claims:
        yield from _format_claim(claim)
    for statement in sentence.statements:
        yield from _lines("  also", _format_statement(statement), fg="blue")
    for miss in sentence.misses:
        yield from _lines("  nearly", f"{_format_word(miss)}: {miss.kind.value}: {miss.reason}", fg="yellow")


def _format_claim(read: ReadClaim) -> Iterator[_Line]:
    claim = read.claim
    axes = (getattr(claim, axis).value for axis in AXES)
    rows = [
        ("cue", f"{_quote(claim.cue_spans)} ({claim.cue})" if claim.cue_spans else f"none of its own ({claim.cue})"),
        ("source", _name(claim.source_spans, read.sources) or "nobody is named"),
        ("content", _quote(claim.content_spans) or "none"),
        ("axes", ", ".join(axes)),
        ("to", ", ".join(read.addressees)),
        ("about", ", ".join(read.about)),
        ("on", claim.uttered_on or ""),
        ("inside", f"claim {claim.reported_in + 1}" if claim.reported_in is not None else ""),
    ]
    sure = f"{describe_sureness(claim.confidence)} (confidence {claim.confidence:g})"
    rule = f"claim {read.number} by the rule '{claim.rule}', {sure}"
    yield from _lines("  read", rule, fg="green")
    for name, text in rows:
        if text:
            yield from _lines(f"    {name}", text)


def _format_statement(statement: Statement) -> str:
    parts = (statement.subject_span, statement.predicate_span, statement.object_span)
    notes = [f"rule '{statement.rule}'", statement.polarity.value, statement.certainty.value]
    if statement.within is not None:
        notes.append(f"in what claim {statement.within + 1} says")
    if statement.derived_from is not None:
        notes.append(f"from claim {statement.derived_from + 1}")
    return f"{' | '.join(_shorten(part.exact) for part in parts)} ({', '.join(notes)})"


def _format_word(miss: Miss) -> str:
    listed = "" if miss.cue == miss.span.exact.lower() else f" '{miss.cue}'"
    return f"{miss.span.exact} ({miss.part_of_speech}{listed})"


def _format_missed(explanation: Explanation) -> Iterator[_Line]:
    from graphkit.reading.explanation import GapKind

    yield _Line(label="What was missed", bold=True)
    for kind, number in explanation.counts.items():
        yield from _lines(f"{number:>7,}", kind.value, fg="cyan")
        if kind is GapKind.CUE:
            yield from _format_kinds([miss for sentence in explanation.sentences for miss in sentence.misses])
            continue
        for gap in explanation.gaps:
            if gap.kind is kind:
                yield from _format_gap(gap)


def _format_gap(gap: Gap) -> Iterator[_Line]:
    yield from _lines(f"{gap.span.start:>10}", f"{_shorten(gap.span.exact)}: {gap.reason}")


def _format_kinds(misses: Iterable[Miss]) -> Iterator[_Line]:
    """List cue words by the reason why they gave no claim, the most frequent first."""
    kinds: dict[str, list[Miss]] = {}
    for miss in misses:
        kinds.setdefault(miss.kind.value, []).append(miss)
    for kind, group in sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield from _lines(f"{len(group):>10,}", f"{kind}: {', '.join(f'{m.span.exact} {m.span.start}' for m in group)}")


def _name(spans: tuple[Span, ...], labels: tuple[str, ...]) -> str:
    if not spans and not labels:
        return ""
    known = ", ".join(labels) or "no known entity"
    return f"{_quote(spans)} = {known}"


def _quote(spans: Iterable[Span]) -> str:
    return " … ".join(_flat(span.exact) for span in spans)


def _shorten(text: str) -> str:
    flat = _flat(text)
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1].rstrip()}…"


def _flat(text: str) -> str:
    return " ".join(terminal.clean(text).split())


def _lines(label: str, text: str, *, fg: str | None = None) -> Iterator[_Line]:
    """Format a text beside its label, of which only the label is coloured."""
    width = max(40, min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST))
    wrapped = textwrap.wrap(_flat(text), width - _MARGIN, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(wrapped or [""]):
        name = f"{label if not number else '':<{_MARGIN - 1}} "
        yield _Line(label=name, text=line, fg=fg)

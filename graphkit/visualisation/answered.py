"""Write the answer to a question in plain words: what it is understood as, and the rows with their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.visualisation import findings
from graphkit.visualisation.brief.text import list_sentence
from graphkit.visualisation.brief.wording import count
from graphkit.visualisation.paragraphs import Paragraph

if TYPE_CHECKING:
    from graphkit.analysis.answers import Answer, AnswerRow
    from graphkit.asking import Answered, Asked

__all__ = ["SILENT", "explain", "list_paragraphs"]

SILENT = "This graph does not say."
_NOT_A_NO = "That is not a no. The graph holds what articles say that somebody says, as far as it was read."
_NOT_UNDERSTOOD = "This is not understood as a question that the graph answers."


def explain(asked: Asked) -> str:
    """Say in a sentence why a question has no answer; '' where it is understood."""
    if asked.best:
        return ""
    if not asked.unknown:
        return _NOT_UNDERSTOOD
    near = f" Did you mean {' or '.join(asked.near)}?" if asked.near else ""
    return f"Nobody and nothing here is called ‘{asked.unknown}’.{near}"


def list_paragraphs(answered: Answered) -> Iterator[Paragraph]:
    """List the paragraphs of a question and its answer.

    Args:
        answered: The question with its answer.
    """
    asked, answer = answered.asked, answered.answer
    yield Paragraph(text=asked.text, style="title")
    if asked.best is None or answer is None:
        yield Paragraph(text=explain(asked))
    else:
        yield Paragraph(text=f"Understood as: {asked.best.sentence} ({asked.best.question.name})", style="note")
        yield from _list_answer(answer)
    if answered.wider:
        yield Paragraph()
        yield Paragraph(text="What it does say", style="title")
        for reading, number in answered.wider:
            yield Paragraph(text=f"{reading.sentence} ({count(number, 'row')})", indent=2)
    if asked.others:
        yield Paragraph()
        yield Paragraph(text="It may also mean", style="title")
        for reading in asked.others:
            yield Paragraph(text=f"{reading.sentence} ({reading.question.name})", indent=2, hang=4)


def _list_answer(answer: Answer) -> Iterator[Paragraph]:
    if answer.is_empty:
        yield Paragraph(text=SILENT)
        yield Paragraph(text=_NOT_A_NO, style="note")
        yield Paragraph(text="'graphkit search OUT WORDS' finds where articles have the words.", style="note")
        return
    yield Paragraph(text=findings.count_answer(answer))
    for number, row in enumerate(answer.rows, start=1):
        yield Paragraph()
        yield from _list_row(number, row, answer)
    if answer.graph:
        yield Paragraph()
        yield from (Paragraph(text=line) for line in answer.graph.splitlines())


def _list_row(number: int, row: AnswerRow, answer: Answer) -> Iterator[Paragraph]:
    place = f"{number}. "
    indent = len(place)
    shown = [
        (findings.name_column(name), findings.show_cell(name, cell))
        for name, cell in zip(answer.columns, row.cells, strict=True)
        if cell
    ]
    if not row.sentences:
        yield Paragraph(text=place + "; ".join(f"{name}: {cell}" for name, cell in shown), hang=indent)
        return
    if not any(found.claims for found in row.sentences) and shown:
        yield Paragraph(text=place + "; ".join(f"{name}: {cell}" for name, cell in shown), hang=indent, style="name")
        place, shown = " " * indent, []
    for found in row.sentences:
        for who in dict.fromkeys(map(findings.describe_claim, found.claims)):
            yield Paragraph(text=f"{place}{who}", indent=0 if place.strip() else indent, hang=indent, style="name")
            place = " " * indent
        yield from list_sentence(found.sentence, answer.articles, indent)
    if shown:
        yield Paragraph(text="; ".join(f"{name}: {cell}" for name, cell in shown), indent=indent, style="note")

"""Write a brief as plain text for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphkit.analysis.brief import (
    Brief,
    BriefSentence,
    Card,
    ChangedPosition,
    PrintedArticle,
    Requoted,
    Speaking,
    Stand,
    Unnamed,
)
from graphkit.visualisation.brief import wording as words
from graphkit.visualisation.look import look
from graphkit.visualisation.paragraphs import ARROWS, Paragraph, mark_up

__all__ = ["list_paragraphs", "list_sentence", "write_markdown", "write_text"]

_SHORT = 5
"""So many entries of a list are shown where no limit is given."""


def write_text(brief: Brief, *, limit: int | None = None, width: int = 80) -> str:
    """Write a brief as plain text.

    Args:
        brief: The brief.
        limit: How many matters, and how many entries of each list are shown; None for twelve and five.
        width: The number of columns.
    """
    return "".join(f"{part}\n" for line in list_paragraphs(brief, limit=limit) for part in line.wrap(width))


def list_paragraphs(brief: Brief, *, limit: int | None = None) -> Iterator[Paragraph]:
    """List the paragraphs of a brief; see `write_text`."""
    articles = brief.find_articles()
    yield Paragraph(text=words.find_headline(brief), style="title")
    if len(brief.articles) == 1:
        yield Paragraph(text=words.name_article(brief.articles[0]))
    if scope := words.describe_scope(brief):
        yield Paragraph(text=scope)
    yield Paragraph(text="; ".join(text for text, _ in words.describe_counts(brief)))
    yield Paragraph(text=words.FAIRNESS, style="note")
    if nothing := words.find_nothing(brief):
        yield Paragraph()
        yield Paragraph(text=nothing)
    if brief.said:
        yield Paragraph()
        yield Paragraph(text=words.title_said(brief), style="title")
        for one in brief.said[: 12 if limit is None else limit]:
            yield Paragraph()
            yield from _list_stand(one.stand, articles)
            yield from list_sentence(one.sentence, articles, 7)
    shown = brief.cards[: 12 if limit is None else limit]
    for number, card in enumerate(shown, start=1):
        yield Paragraph()
        yield from _list_card(card, number, articles)
    if len(shown) < len(brief.cards):
        yield Paragraph()
        yield Paragraph(
            text=f"and {len(brief.cards) - len(shown)} more: --limit {len(brief.cards)} shows all", style="note"
        )
    for title, note, entries in _list_sections(brief):
        most = _SHORT if limit is None else limit
        yield Paragraph()
        yield Paragraph(text=f"{title} ({len(entries)})" if entries else title, style="title")
        yield Paragraph(text=note, style="note")
        for entry in entries[:most]:
            yield from entry
        if len(entries) > most:
            yield Paragraph(text=f"and {len(entries) - most} more", indent=2, style="note")


def _list_card(card: Card, number: int, articles: Mapping[str, PrintedArticle]) -> Iterator[Paragraph]:
    counted = words.describe_card(card, alone=len(articles) == 1)
    kind = words.describe_kind(card)
    yield Paragraph(text=f"{number}. {' · '.join(filter(None, (kind, counted)))}", style="note")
    yield Paragraph(text=card.title, indent=3, style="claim")
    for side in card.sides:
        style = look().manners[side.manner].style
        yield Paragraph(text=f"{ARROWS[style]} {words.find_heading(side, card)}", indent=3, style=style)
        for stand in side.stands:
            yield from _list_stand(stand, articles)
        if side.backing.articles > 1:
            yield Paragraph(text=words.describe_backing(side.backing, alone=False), indent=7, style="note")
        if not side.stands:
            article = "this article" if len(articles) == 1 else "these articles"
            yield Paragraph(text=f"No reply found in {article}", indent=7)
    for sentence in card.sentences:
        yield from list_sentence(sentence, articles, 3)


def _list_stand(stand: Stand, articles: Mapping[str, PrintedArticle]) -> Iterator[Paragraph]:
    about = words.describe_unnamed(stand)
    yield Paragraph(
        text=f"{words.name_speakers(stand.speakers)}{f', {about}' if about else ''}", indent=7, style="name"
    )
    if stand.via:
        yield Paragraph(text=f"↳ according to {words.name_speakers(stand.via)}", indent=7)
    yield Paragraph(text=" ".join(filter(None, words.say(stand))), indent=7)
    if len(articles) > 1:
        yield Paragraph(text=words.where(stand, articles), indent=7, style="note")


def list_sentence(
    sentence: BriefSentence, articles: Mapping[str, PrintedArticle], indent: int, *, alone: bool | None = None
) -> Iterator[Paragraph]:
    """List a sentence, and where it stands."""
    yield Paragraph(text=f"“{words.flat(sentence.text)}”", indent=indent, style="quote")
    yield Paragraph(text=words.locate(sentence, articles, alone=alone), indent=indent, style="note")


def _list_sections(brief: Brief) -> Iterator[tuple[str, str, list[list[Paragraph]]]]:
    """List the sections, each with its title, what is listed in it, and the entries."""
    articles = brief.find_articles()
    entries: dict[str, list[list[Paragraph]]] = {
        "speakers": [[Paragraph(text=_count_claims(one), hang=6)] for one in brief.speakers],
        "alleged": [
            [Paragraph(text=card.title, indent=2, style="claim"), _find_first(card, articles)] for card in brief.alleged
        ],
        "unnamed": [list(_list_unnamed(one, articles)) for one in brief.unnamed],
        "requoted": [list(_list_requoted(one, articles)) for one in brief.requoted],
        "positions": [list(_list_position(one, articles)) for one in brief.positions],
    }
    for name, section in look().sections.items():
        if len(brief.articles) > 1 or name not in ("requoted", "positions"):
            yield section.text, section.note if entries[name] else section.nothing, entries[name]


def _count_claims(one: Speaking) -> str:
    role = f", {one.role}" if one.role else ""
    return f"{one.claims:>4}  {words.name_speakers([one.speaker])}{role}: {one.quoted} quoted"


def _find_first(card: Card, articles: Mapping[str, PrintedArticle]) -> Paragraph:
    names = words.name_speakers(card.sides[0].stands[0].speakers)
    return Paragraph(text=f"{names} · {words.locate(card.sentences[0], articles)}", indent=2, style="note")


def _list_unnamed(one: Unnamed, articles: Mapping[str, PrintedArticle]) -> Iterator[Paragraph]:
    yield Paragraph(text=one.title, indent=2, style="claim")
    yield Paragraph(text=f"{words.line_of(one)} · {words.locate(one.sentence, articles)}", indent=2, style="note")


def _list_position(one: ChangedPosition, articles: Mapping[str, PrintedArticle]) -> Iterator[Paragraph]:
    yield Paragraph(text=f"{one.speaker.name}: {words.describe_change(one.kind)}", indent=2, style="name")
    yield from list_sentence(one.first, articles, 2)
    yield from list_sentence(one.then, articles, 2)


def _list_requoted(one: Requoted, articles: Mapping[str, PrintedArticle]) -> Iterator[Paragraph]:
    more = f"; {one.more} more versions" if one.more else ""
    yield Paragraph(
        text=f"{words.name_speakers(one.speakers)}: {words.describe_change(one.change)}{more}", indent=2, style="name"
    )
    yield from list_sentence(one.one, articles, 2)
    yield from list_sentence(one.other, articles, 2)


def write_markdown(brief: Brief, *, limit: int | None = None) -> str:
    """Write a brief as Markdown.

    Args:
        brief: The brief.
        limit: How many matters, and how many entries of each list are shown; None for twelve and five.
    """
    return "\n\n".join(mark_up(list_paragraphs(brief, limit=limit))) + "\n"

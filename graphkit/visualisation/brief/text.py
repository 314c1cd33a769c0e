"""Write a brief as plain text for a terminal, and as Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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

__all__ = ["Line", "list_lines", "write_markdown", "write_text"]

_ARROWS = {"affirm": "──▶", "reject": "╌╌┤", "allege": "··▶", "relay": "◀──"}
_SHORT = 5
"""So many entries of a list are shown where no limit is given."""
_ESCAPED = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of text.

    Args:
        text: The words; '' for an empty line.
        indent: By how many columns it is moved in.
        hang: By how many its further lines are; 0 for as many as the first.
        style: 'title', 'claim', 'name', 'quote', 'note', a style of links ('affirm' …), or '' for plain.
    """

    text: str = ""
    indent: int = 0
    hang: int = 0
    style: str = ""

    def wrap(self, width: int) -> list[str]:
        """Break it into lines of a width."""
        first, further = " " * self.indent, " " * (self.hang or self.indent)
        broken = textwrap.wrap(
            self.text, width, initial_indent=first, subsequent_indent=further, break_on_hyphens=False
        )
        return broken or [""]


def write_text(brief: Brief, *, limit: int | None = None, width: int = 80) -> str:
    """Write a brief as plain text.

    Args:
        brief: The brief.
        limit: How many matters, and how many entries of each list are shown; None for twelve and five.
        width: The number of columns.
    """
    return "".join(f"{part}\n" for line in list_lines(brief, limit=limit) for part in line.wrap(width))


def list_lines(brief: Brief, *, limit: int | None = None) -> Iterator[Line]:
    """List the lines of a brief; see `write_text`."""
    articles = brief.find_articles()
    yield Line(text=words.find_headline(brief), style="title")
    if len(brief.articles) == 1:
        yield Line(text=words.name_article(brief.articles[0]))
    if scope := words.describe_scope(brief):
        yield Line(text=scope)
    yield Line(text="; ".join(text for text, _ in words.describe_counts(brief)))
    yield Line(text=words.FAIRNESS, style="note")
    if nothing := words.find_nothing(brief):
        yield Line()
        yield Line(text=nothing)
    if brief.said:
        yield Line()
        yield Line(text=words.title_said(brief), style="title")
        for one in brief.said[: 12 if limit is None else limit]:
            yield Line()
            yield from _list_stand(one.stand, articles)
            yield from _list_sentence(one.sentence, articles, 7)
    shown = brief.cards[: 12 if limit is None else limit]
    for number, card in enumerate(shown, start=1):
        yield Line()
        yield from _list_card(card, number, articles)
    if len(shown) < len(brief.cards):
        yield Line()
        yield Line(text=f"and {len(brief.cards) - len(shown)} more: --limit {len(brief.cards)} shows all", style="note")
    for title, note, entries in _list_sections(brief):
        most = _SHORT if limit is None else limit
        yield Line()
        yield Line(text=f"{title} ({len(entries)})" if entries else title, style="title")
        yield Line(text=note, style="note")
        for entry in entries[:most]:
            yield from entry
        if len(entries) > most:
            yield Line(text=f"and {len(entries) - most} more", indent=2, style="note")


def _list_card(card: Card, number: int, articles: Mapping[str, PrintedArticle]) -> Iterator[Line]:
    counted = words.describe_card(card, alone=len(articles) == 1)
    kind = words.describe_kind(card)
    yield Line(text=f"{number}. {' · '.join(filter(None, (kind, counted)))}", style="note")
    yield Line(text=card.title, indent=3, style="claim")
    for side in card.sides:
        style = look().manners[side.manner].style
        yield Line(text=f"{_ARROWS[style]} {words.find_heading(side, card)}", indent=3, style=style)
        for stand in side.stands:
            yield from _list_stand(stand, articles)
        if side.backing.articles > 1:
            yield Line(text=words.describe_backing(side.backing, alone=False), indent=7, style="note")
        if not side.stands:
            article = "this article" if len(articles) == 1 else "these articles"
            yield Line(text=f"No reply found in {article}", indent=7)
    for sentence in card.sentences:
        yield from _list_sentence(sentence, articles, 3)


def _list_stand(stand: Stand, articles: Mapping[str, PrintedArticle]) -> Iterator[Line]:
    about = words.describe_unnamed(stand)
    yield Line(text=f"{words.name_speakers(stand.speakers)}{f', {about}' if about else ''}", indent=7, style="name")
    if stand.via:
        yield Line(text=f"↳ according to {words.name_speakers(stand.via)}", indent=7)
    yield Line(text=" ".join(filter(None, words.say(stand))), indent=7)
    if len(articles) > 1:
        yield Line(text=words.where(stand, articles), indent=7, style="note")


def _list_sentence(sentence: BriefSentence, articles: Mapping[str, PrintedArticle], indent: int) -> Iterator[Line]:
    yield Line(text=f"“{words.flat(sentence.text)}”", indent=indent, style="quote")
    yield Line(text=words.locate(sentence, articles), indent=indent, style="note")


def _list_sections(brief: Brief) -> Iterator[tuple[str, str, list[list[Line]]]]:
    """List the sections, each with its title, what is listed in it, and the entries."""
    articles = brief.find_articles()
    entries: dict[str, list[list[Line]]] = {
        "speakers": [[Line(text=_count_claims(one), hang=6)] for one in brief.speakers],
        "alleged": [
            [Line(text=card.title, indent=2, style="claim"), _find_first(card, articles)] for card in brief.alleged
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


def _find_first(card: Card, articles: Mapping[str, PrintedArticle]) -> Line:
    names = words.name_speakers(card.sides[0].stands[0].speakers)
    return Line(text=f"{names} · {words.locate(card.sentences[0], articles)}", indent=2, style="note")


def _list_unnamed(one: Unnamed, articles: Mapping[str, PrintedArticle]) -> Iterator[Line]:
    yield Line(text=one.title, indent=2, style="claim")
    yield Line(text=f"{words.line_of(one)} · {words.locate(one.sentence, articles)}", indent=2, style="note")


def _list_position(one: ChangedPosition, articles: Mapping[str, PrintedArticle]) -> Iterator[Line]:
    yield Line(text=f"{one.speaker.name}: {words.describe_change(one.kind)}", indent=2, style="name")
    yield from _list_sentence(one.first, articles, 2)
    yield from _list_sentence(one.then, articles, 2)


def _list_requoted(one: Requoted, articles: Mapping[str, PrintedArticle]) -> Iterator[Line]:
    more = f"; {one.more} more versions" if one.more else ""
    yield Line(
        text=f"{words.name_speakers(one.speakers)}: {words.describe_change(one.change)}{more}", indent=2, style="name"
    )
    yield from _list_sentence(one.one, articles, 2)
    yield from _list_sentence(one.other, articles, 2)


def write_markdown(brief: Brief, *, limit: int | None = None) -> str:
    """Write a brief as Markdown.

    Args:
        brief: The brief.
        limit: How many matters, and how many entries of each list are shown; None for twelve and five.
    """
    return "\n\n".join(_mark_up(list_lines(brief, limit=limit))) + "\n"


def _mark_up(lines: Iterable[Line]) -> Iterator[str]:
    first = True
    for line in lines:
        text = _ESCAPED.sub(r"\\\1", line.text)
        if not text:
            continue
        if line.style == "title":
            yield f"{'#' if first else '##'} {text}"
            first = False
        elif line.style == "claim":
            yield f"### {text}"
        elif line.style == "quote":
            yield f"> {text}"
        elif line.style == "name":
            yield f"**{text}**"
        elif line.style == "note":
            yield f"*{text}*"
        else:
            yield text

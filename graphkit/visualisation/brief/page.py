"""Write a brief as HTML: one file that requests nothing and needs no script, or the part of a server's page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from graphkit.analysis.brief import Brief, BriefSentence, PrintedArticle, Speaker
from graphkit.visualisation.brief import wording
from graphkit.visualisation.look import look, palette_sheet, style_sheet

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from jinja2.environment import TemplateModule

__all__ = [
    "FRAME",
    "MOST_CARDS",
    "answers_sheet",
    "brief_sheet",
    "cut_at_marks",
    "describe_words",
    "load_template",
    "make_module",
    "render_body",
    "render_page",
]

MOST_CARDS = 12
"""So many matters are shown as cards; the others stand in a table."""

_UNBROKEN = re.compile(r"(\d{4}-\d{2}-\d{2}|\d+–\d+)", re.ASCII)
_PARTS = ("found", "differs", "content", "source", "cue")
FRAME = """
body { margin: 0; background: var(--bg); }
main { padding: 24px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
@media screen and (max-width: 600px) { main { padding: 16px; } }
@media print { body { background: #fff; } main { padding: 0; } }
"""
"""The style of a file around what it holds."""


def render_page(brief: Brief, *, limit: int | None = None) -> str:
    """Render a brief as one HTML file.

    Args:
        brief: The brief.
        limit: How many matters are cards; None for twelve.

    Returns:
        The text of the file, the same for the same brief.
    """
    addresses = {article.iri: article.address for article in brief.articles}
    template = load_template("brief_page.html.j2")
    style = palette_sheet(by_system=True) + style_sheet() + brief_sheet() + FRAME
    return template.render(
        **_describe(brief, limit),
        style=style,
        copies=False,
        link_all="",
        link_party=lambda speaker: "",
        link_sentence=lambda sentence: addresses.get(sentence.article, ""),
    )


def render_body(
    brief: Brief,
    *,
    link_party: Callable[[Speaker], str],
    link_sentence: Callable[[BriefSentence], str],
    link_all: str = "",
) -> str:
    """Render a brief as a part of another page, which brings the style sheets and copies what a button holds.

    Args:
        brief: The brief.
        link_party: Returns where more is on somebody; '' for nowhere.
        link_sentence: Returns where a sentence is shown in its article; '' for nowhere.
        link_all: Where all who speak are listed; '' for nowhere.
    """
    described = _describe(brief, None)
    module = load_template().make_module(
        {**described, "copies": True, "link_all": link_all, "link_party": link_party, "link_sentence": link_sentence}
    )
    return str(module.body(headed=False))  # type: ignore[attr-defined]


def make_module(name: str, articles: Mapping[str, PrintedArticle], **values: object) -> TemplateModule:
    """Return the macros of a template that shows sentences as a brief does.

    Args:
        name: The name of the template.
        articles: The articles that sentences are from, by their addresses.
        values: What the template needs besides.
    """
    shared = {
        "articles": articles,
        "copies": True,
        "alone": False,
        "link_party": lambda speaker: "",
        **describe_words(),
    }
    return load_template(name).make_module({**shared, **values})


def load_template(name: str = "brief.html.j2") -> Template:
    """Return a template, compiled once; a server loads it before it is asked."""
    return _environment().get_template(name)


def brief_sheet() -> str:
    """Return the style sheet of briefs and of pages on one entity; the palette and the styles of lines stand apart."""
    sheets = (files("graphkit.visualisation") / name for name in ("brief.css", "who.css"))
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets).replace("\r\n", "\n")


def answers_sheet() -> str:
    """Return the style sheet of searches and questions, which goes with that of briefs."""
    return (files("graphkit.visualisation") / "answers.css").read_text(encoding="utf-8").replace("\r\n", "\n")


def cut_at_marks(sentence: BriefSentence) -> Iterator[tuple[str, list[str]]]:
    """Cut a sentence where its marks begin and end; each piece has the parts that it belongs to."""
    bounds = {sentence.start, sentence.end}
    bounds |= {bound for mark in sentence.marks for bound in (mark.start, mark.end)}
    if not sentence.exact:
        yield sentence.text, []
        return
    cuts = sorted(bound for bound in bounds if sentence.start <= bound <= sentence.end)
    for start, end in pairwise(cuts):
        parts = {mark.part for mark in sentence.marks if mark.start <= start and end <= mark.end}
        yield sentence.text[start - sentence.start : end - sentence.start], [p for p in _PARTS if p in parts]


def _describe(brief: Brief, limit: int | None) -> dict[str, object]:
    return {
        "brief": brief,
        "cards": brief.cards[: MOST_CARDS if limit is None else limit],
        "articles": brief.find_articles(),
        "alone": len(brief.articles) == 1,
        "ids": {card.key: f"matter-{number}" for number, card in enumerate(brief.cards, start=1)},
        "manners": look().manners,
        "sections": look().sections,
        **describe_words(),
    }


def describe_words() -> dict[str, object]:
    """Return what the template of sentences and names takes its words from."""
    # every other piece is a day or a range of characters, which is not broken at the end of a line
    return {"words": wording, "cut": cut_at_marks, "split_days": _UNBROKEN.split}


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("graphkit", "visualisation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )

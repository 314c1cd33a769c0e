"""Write the profile of an entity as HTML: one file that requests nothing, or the part of a server's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graphkit.analysis.brief import BriefSentence, Speaker
from graphkit.analysis.who import Profile, Standing
from graphkit.visualisation.brief.page import FRAME, brief_sheet, describe_words, load_template
from graphkit.visualisation.look import look, palette_sheet, style_sheet
from graphkit.visualisation.who import wording

__all__ = ["load_templates", "render_body", "render_list", "render_page"]

type _Link[T] = Callable[[T], str]


def render_page(profile: Profile) -> str:
    """Render a profile as one HTML file.

    Args:
        profile: The profile.

    Returns:
        The text of the file, the same for the same profile.
    """
    addresses = {iri: article.address for iri, article in profile.find_articles().items()}
    return load_template("who_page.html.j2").render(
        **_describe(profile),
        style=palette_sheet(by_system=True) + style_sheet() + brief_sheet() + FRAME,
        copies=False,
        headed=True,
        tools=(),
        link_party=lambda speaker: "",
        link_sentence=lambda sentence: addresses.get(sentence.article, ""),
        link_article=lambda article: article.address,
        link_dispute=lambda key: "",
        link_mentions="",
    )


def render_body(
    profile: Profile,
    *,
    link_party: _Link[Speaker],
    link_sentence: _Link[BriefSentence],
    link_dispute: _Link[str],
    link_mentions: str = "",
    tools: Sequence[tuple[str, str]] = (),
) -> str:
    """Render a profile as a part of another page, which has the name and the style sheets, and copies for buttons.

    Args:
        profile: The profile.
        link_party: Returns where more is on somebody; '' for nowhere.
        link_sentence: Returns where a sentence is shown in its article; '' for nowhere.
        link_dispute: Returns where a dispute is shown, by its key; '' for nowhere.
        link_mentions: Where its mentions are merged and split; '' for nowhere.
        tools: Where the entity is shown otherwise: each with its address.
    """
    module = load_template("who.html.j2").make_module(
        {
            **_describe(profile),
            "copies": True,
            "headed": False,
            "tools": tools,
            "link_party": link_party,
            "link_sentence": link_sentence,
            "link_article": lambda article: f"/doc/{article.iri.rpartition('/')[2]}",
            "link_dispute": link_dispute,
            "link_mentions": link_mentions,
        }
    )
    return str(module.body())  # type: ignore[attr-defined]


def render_list(standings: Sequence[Standing], *, link_party: _Link[Speaker]) -> str:
    """Render the list of all entities as a part of another page.

    Args:
        standings: The entities, in their order.
        link_party: Returns where more is on somebody.
    """
    values = {"standings": standings, "said": wording, "link_party": link_party, **describe_words()}
    return str(load_template("who_list.html.j2").make_module(values).body())  # type: ignore[attr-defined]


def load_templates() -> None:
    """Compile the templates; a server does before it is asked."""
    for name in ("who.html.j2", "who_list.html.j2"):
        load_template(name)


def _describe(profile: Profile) -> dict[str, object]:
    return {
        "profile": profile,
        "articles": profile.find_articles(),
        "alone": profile.total == 1,
        "profiles": look().profile,
        "sides": look().sides,
        "said": wording,
        **describe_words(),
    }

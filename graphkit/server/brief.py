"""The brief as a page, made in a process of its own."""

from __future__ import annotations

from pathlib import Path

from graphkit.analysis.brief import Brief, load_brief
from graphkit.files import checksums
from graphkit.files.layout import BRIEF
from graphkit.server.replies import HTML, Reply, load_template
from graphkit.server.who import link_party, link_sentence, open_shown
from graphkit.visualisation.brief import page
from graphkit.visualisation.brief.wording import find_headline

__all__ = ["render"]

# loaded here, so that a new process has the templates compiled
_TEMPLATE = load_template("brief.html.j2")
page.load_template()


def render(folder: Path) -> Reply:
    """Render the brief of a graph; of a large one that of the articles that the picture shows.

    It stands in the output, written together with all else; reading the graph would take seconds.

    Args:
        folder: The output folder of graphkit.
    """
    kept = checksums.read_sound(folder, BRIEF)
    brief, note = (kept and load_brief(kept)) or _make(folder)
    body = page.render_body(brief, link_party=link_party, link_sentence=link_sentence, link_all="/who/")
    return Reply(body=_TEMPLATE.render(headline=find_headline(brief), note=note, body=body).encode(), kind=HTML)


def _make(folder: Path) -> tuple[Brief, str]:
    """Make the brief of an output that has none: another version of graphkit wrote it, or it is damaged."""
    kg, note = open_shown(folder)
    return kg.brief(), note

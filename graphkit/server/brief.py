"""The brief as a page, made in a process of its own."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from graphkit import pipeline
from graphkit.analysis.brief import BriefSentence, Speaker
from graphkit.graph import PICTURED
from graphkit.server.replies import HTML, Reply, load_template
from graphkit.visualisation.brief import page
from graphkit.visualisation.brief.wording import find_headline

__all__ = ["render"]

# loaded here, so that a new process has the templates compiled
_TEMPLATE = load_template("brief.html.j2")
page.load_template()


def render(folder: Path) -> Reply:
    """Render the brief of a graph; of a large one that of the articles that the picture shows.

    Args:
        folder: The output folder of graphkit.
    """
    kg = pipeline.open_graph(folder)
    narrowed = kg.pictured
    note = f"{narrowed.counted}: {narrowed.describe()}" if narrowed else ""
    brief = (kg.narrow(most=PICTURED) if narrowed else kg).brief()

    def link_party(speaker: Speaker) -> str:
        node = quote(speaker.iri.removeprefix(kg.base_iri), safe="")
        return f"/picture#view=claims&node={node}" if speaker.iri else ""

    body = page.render_body(brief, link_party=link_party, link_sentence=_link_sentence)
    return Reply(body=_TEMPLATE.render(headline=find_headline(brief), note=note, body=body).encode(), kind=HTML)


def _link_sentence(sentence: BriefSentence) -> str:
    """Return where an article is shown with the claim of a sentence chosen, or the words of a statement."""
    key, name = sentence.article.rpartition("/")[2], sentence.claims[0].partition("/claim/")[2]
    return f"/doc/{key}#claim={name}" if name else f"/doc/{key}#char={sentence.start},{sentence.end}"

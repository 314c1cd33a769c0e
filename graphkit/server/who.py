"""The page on one entity, and the list of all; both are made in a process of their own."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

from graphkit import pipeline
from graphkit.analysis.brief import BriefSentence, Speaker
from graphkit.analysis.who import Profiles
from graphkit.errors import QueryError
from graphkit.graph import PICTURED, KnowledgeGraph
from graphkit.server.kept import State, read_state
from graphkit.server.replies import HTML, Reply, load_template, refuse
from graphkit.visualisation.brief.page import MOST_CARDS
from graphkit.visualisation.who import page

__all__ = ["link_entity", "link_party", "link_sentence", "open_shown", "render", "render_list"]

# loaded here, so that a new process has the templates compiled
_TEMPLATE = load_template("who.html.j2")
page.load_templates()


def link_entity(address: str) -> str:
    """Return where the page on an entity is: its address without what stands before 'entity/', escaped once more."""
    return f"/who/{quote(address.rpartition('/entity/')[2], safe='')}" if address else ""


def link_party(speaker: Speaker) -> str:
    """Return where the page on a speaker is."""
    return link_entity(speaker.iri)


def link_sentence(sentence: BriefSentence) -> str:
    """Return where an article is shown with the first claim of a sentence chosen, or the sentence itself."""
    key = sentence.article.rpartition("/")[2]
    name = sentence.claims[0].partition("/claim/")[2] if sentence.claims else ""
    return f"/doc/{key}#claim={name}" if name else f"/doc/{key}#char={sentence.start},{sentence.end}"


def open_shown(folder: Path) -> tuple[KnowledgeGraph, str]:
    """Open what pages on the whole show: a graph, or of a large one the articles of the picture, with a note on them.

    Args:
        folder: The output folder of graphkit.
    """
    kg = pipeline.open_graph(folder, whole=False)
    narrowed = kg.pictured
    return (kg.narrow(most=PICTURED), f"{narrowed.counted}: {narrowed.describe()}") if narrowed else (kg, "")


def render(folder: Path, key: str) -> Reply:
    """Render the page on an entity; of a large graph it is made from the articles that mention the entity.

    Args:
        folder: The output folder of graphkit.
        key: Its address, of which what stands before 'entity/', and that, may be left out.
    """
    kg = pipeline.open_graph(folder, whole=False)
    address = key if ":" in key else f"{kg.base_iri}entity/{key}"
    part, note = kg, ""
    if kg.pictured:
        try:
            part = kg.narrow(about=address, most=PICTURED)
        except QueryError:
            return refuse(404, "no article mentions such an entity")
        note = _describe_part(part)
    profiles = part.profiles() if kg.pictured else _read_all(folder, read_state(folder))
    if address not in profiles.list_entities():
        return refuse(404, "no article mentions such an entity")
    profile = profiles.make(address)
    node = address.removeprefix(kg.base_iri)
    body = page.render_body(
        profile,
        link_party=link_party,
        link_sentence=link_sentence,
        link_dispute=lambda key: "" if kg.pictured else _link_dispute(profiles, key),
        link_mentions=f"/identities?{urlencode({'who': profile.who.name})}",
        tools=(
            ("In the picture", f"/picture#view=claims&node={quote(node, safe='')}"),
            (
                "In the table",
                f"/picture#view=table&only={quote(f'party:{node}', safe='')}",
            ),
        ),
    )
    return Reply(body=_TEMPLATE.render(title=profile.who.name, listed=False, note=note, body=body).encode(), kind=HTML)


def render_list(folder: Path) -> Reply:
    """Render the list of all entities; of a large graph those of the articles that the picture shows.

    Args:
        folder: The output folder of graphkit.
    """
    kg, note = open_shown(folder)
    standings = (kg.profiles() if kg.pictured else _read_all(folder, read_state(folder))).rank()
    sources = sum(1 for one in standings if one.own)
    counts = f"{len(standings):,} {'entity' if len(standings) == 1 else 'entities'}, of which {sources:,} "
    note = f"{note}{'. ' if note else ''}{counts}{'source' if sources == 1 else 'sources'}"
    body = page.render_list(standings, link_party=link_party)
    return Reply(body=_TEMPLATE.render(title="Who there is", listed=True, note=note, body=body).encode(), kind=HTML)


@lru_cache(maxsize=1)
def _read_all(folder: Path, _: State | None) -> Profiles:
    """Read the profiles of a graph, once in a process for each state of it: one name leads to the next."""
    return pipeline.open_graph(folder, whole=False).profiles()


def _link_dispute(profiles: Profiles, key: str) -> str:
    """Return where the brief shows a dispute: as a card, or in its table."""
    at = profiles.cards.index(key) + 1
    return f"/#matter-{at}" if at <= MOST_CARDS else "/#all"


def _describe_part(part: KnowledgeGraph) -> str:
    """Say that a page is made from some articles of a large graph, which counts are of these alone."""
    narrowed = part.pictured
    if narrowed is None:
        return ""
    which = (
        "those that mention it"
        if len(narrowed.documents) == narrowed.fitting
        else (f"of {narrowed.fitting:,} that mention it those in which most is rejected")
    )
    return f"{narrowed.counted}: {which}"

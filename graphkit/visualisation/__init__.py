"""Draw the graph: a page to explore, and figures for print.

pyvis and matplotlib are imported only when something is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphkit.errors import OutputError
from graphkit.files import collector
from graphkit.files.articles import Held
from graphkit.model.vocabulary import BASE
from graphkit.visualisation.page import Page
from graphkit.visualisation.views import FIGURE_VIEWS, PAGE_VIEWS, enumerate_names

if TYPE_CHECKING:
    from graphkit.analysis.brief import Brief
    from graphkit.store import GraphStore

__all__ = ["FIGURE_VIEWS", "PAGE_VIEWS", "Page", "draw_page", "render_figure", "render_html"]


def render_html(
    store: GraphStore,
    *,
    title: str,
    texts: Mapping[str, str] | None = None,
    base: str = BASE,
    view: str | None = None,
    note: str = "",
) -> str:
    """Render a graph as one HTML page that needs no network and no other file.

    Args:
        store: The graph: one named graph per document.
        title: The page's heading.
        texts: The articles' texts by the address of their document, so that the page can show each claim in its
            sentence; without a text it shows the exact spans alone.
        base: The address below which the graph's things live; the page's own addresses leave it off.
        view: The view to open on, one of `PAGE_VIEWS`; None opens on the brief.
        note: A sentence below the heading on which part of a larger graph this is.

    Returns:
        The page, to be written as UTF-8 without changing line ends; the same for the same graph.

    Raises:
        OutputError: There is no such view.
    """
    return draw_page(store, title=title, texts=texts, base=base, view=view, note=note)[0]


@collector.paused()
def draw_page(
    store: GraphStore,
    *,
    title: str,
    texts: Mapping[str, str] | None = None,
    base: str = BASE,
    view: str | None = None,
    note: str = "",
) -> tuple[str, Brief]:
    """Render a graph as `render_html` does, and return the brief that the page opens on too.

    Args:
        store: The graph: one named graph per document.
        title: The page's heading.
        texts: The articles' texts by the address of their document.
        base: The address below which the graph's things live.
        view: The view to open on.
        note: A sentence below the heading.

    Raises:
        OutputError: There is no such view.
    """
    if view is not None and view not in PAGE_VIEWS:
        raise OutputError(f"there is no view {view!r}; a page can show {enumerate_names(PAGE_VIEWS)}")
    from graphkit.analysis.brief import brief_context, read_context
    from graphkit.analysis.network import read
    from graphkit.analysis.who import Profiles, read_evidence
    from graphkit.visualisation.page import render_page
    from graphkit.visualisation.payload import payload
    from graphkit.visualisation.scene import compose_records

    records, articles = read(store), Held(texts or {})
    scene = compose_records(records)
    context = read_context(store, records, articles)
    brief = brief_context(context, tuple(scene.points.values()))
    made = Profiles(context, read_evidence(store, context), brief.cards)
    profiles = map(made.make, made.list_entities())
    data = payload(
        scene, brief, profiles, context=context, title=title, texts=articles, base=base, view=view, note=note
    )
    return render_page(data), brief


def render_figure(
    store: GraphStore, *, view: str = "claims", suffix: str = ".svg", note: str = "", may_be_empty: bool = True
) -> bytes:
    """Render a graph as a figure for print, with a legend and a description in words.

    Of a large graph the most contested part is drawn, and the figure says so.

    Args:
        store: The graph: one named graph per document.
        view: 'claims' (parties, what they say, who rejects it), 'disputes' (only what is contested) or 'who' (parties
            and their stances on one another).
        suffix: '.svg', '.png' or '.pdf'.
        note: A sentence below the legend on which part of a larger graph this is.
        may_be_empty: Whether a figure that shows nothing is drawn, with a sentence that says so.

    Returns:
        The file's bytes, the same for the same graph.

    Raises:
        OptionalDependencyError: matplotlib is not installed.
        OutputError: There is no such view, no such format, or nothing to draw though the figure may not be empty.
    """
    from graphkit.visualisation.figure import draw_figure
    from graphkit.visualisation.scene import compose

    return draw_figure(compose(store), view=view, suffix=suffix, note=note, may_be_empty=may_be_empty)

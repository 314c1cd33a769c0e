"""Draw the graph: a page to explore, and still figures for print.

pyvis and matplotlib are imported only when something is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["render_figure", "render_html"]


def render_html(store: Store, *, title: str, texts: Mapping[str, str] | None = None) -> str:
    """Render a graph as one HTML page that needs no network and no other file.

    Args:
        store: The graph: one named graph per document.
        title: The page's heading.
        texts: The articles' texts by the address of their document, so that the page can show each claim in its
            sentence; without a text it shows the exact spans alone.

    Returns:
        The page, to be written as UTF-8 with line ends as they are; the same for the same graph.
    """
    from graphkit.visualisation.page import render_page
    from graphkit.visualisation.payload import payload
    from graphkit.visualisation.scene import compose

    return render_page(payload(compose(store), title=title, texts=texts or {}))


def render_figure(store: Store, *, view: str = "claims", suffix: str = ".svg") -> bytes:
    """Render a graph as a still figure.

    Args:
        store: The graph: one named graph per document.
        view: 'claims' (parties, what they say, who rejects it), 'disputes' (only what is contested) or 'who' (parties
            and their stances on one another).
        suffix: '.svg', '.png' or '.pdf'.

    Returns:
        The file's bytes, the same for the same graph.

    Raises:
        OptionalDependencyError: matplotlib is not installed.
        OutputError: There is no such view, or no such format.
    """
    from graphkit.visualisation.figure import draw
    from graphkit.visualisation.scene import compose

    return draw(compose(store), view=view, suffix=suffix)

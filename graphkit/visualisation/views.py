"""The table of views: what the page, the figures and the command line can show.

A view of the page is a module `js/views/NAME.js`, which registers itself there. One that is drawn also names the
`Picture` by which Python places its nodes; one that can be printed names its `FigureView`. Nothing is imported before
it is needed, so that the command line can list the views quickly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.visualisation.figure.view import FigureView
    from graphkit.visualisation.layout import Picture

__all__ = ["FIGURE_VIEWS", "PAGE_VIEWS", "VIEWS", "View", "enumerate_names", "load_figure_view", "load_pictures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A way to show a graph.

    Args:
        name: Its name in commands and in the page's address.
        title: Its title on the page; '' where the page does not have it.
        picture: Where its `Picture` is defined; '' where the page does not draw it.
        figure: Where its `FigureView` is defined; '' where there is no such figure.
    """

    name: str
    title: str = ""
    picture: str = ""
    figure: str = ""


VIEWS = (
    View(name="brief", title="Brief"),
    View(
        name="claims",
        title="Claims",
        picture="graphkit.visualisation.layout:CLAIMS",
        figure="graphkit.visualisation.figure.claims:CLAIMS",
    ),
    View(name="disputes", figure="graphkit.visualisation.figure.claims:DISPUTES"),
    View(
        name="who",
        title="Who vs whom",
        picture="graphkit.visualisation.layout:WHO",
        figure="graphkit.visualisation.figure.parties:WHO",
    ),
    View(name="matrix", title="Matrix"),
    View(name="table", title="Table"),
    View(name="timeline", title="Timeline"),
    View(name="chain", title="Chains"),
    View(name="article", title="Article"),
    View(name="ask", title="Ask"),
    View(name="summary", title="Summary"),
)
"""All views, in the order in which they are offered."""

PAGE_VIEWS = tuple(view.name for view in VIEWS if view.title)
"""The views that a page can show and open on."""

FIGURE_VIEWS = tuple(view.name for view in VIEWS if view.figure)
"""The views that can be drawn as a figure."""


def load_pictures() -> dict[str, Picture]:
    """Return the pictures of the page by the names of their views."""
    return {view.name: resolve_name(view.picture) for view in VIEWS if view.picture}


def load_figure_view(name: str) -> FigureView:
    """Return a view of `FIGURE_VIEWS`."""
    view: FigureView = next(resolve_name(view.figure) for view in VIEWS if view.name == name)
    return view


def enumerate_names(names: Sequence[str]) -> str:
    """Join names for a message.

    >>> enumerate_names(["claims", "disputes", "who"])
    'claims, disputes or who'
    """
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))

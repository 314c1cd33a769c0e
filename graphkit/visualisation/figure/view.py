"""What a view must define to be drawn as a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graphkit.visualisation.figure.shapes import Drawing, Edge
from graphkit.visualisation.layout import Placed
from graphkit.visualisation.scene import Scene, SceneLink

__all__ = ["FigureView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A view that can be drawn as a figure; `graphkit.visualisation.views` lists them.

    Args:
        title: Its title.
        empty: The sentence that stands in a figure with nothing to show.
        points: What parties speak on, in the plural; '' where parties are linked with parties.
        narrow: Reduces a scene to what the view is about.
        links: Returns all links of the view.
        choose: Returns the links to show: all of a small graph, the most contested of a large one.
        place: Returns the places of the nodes that the chosen links join.
        lay_out: Arranges nodes and edges on the page.
    """

    title: str
    empty: str
    points: str
    narrow: Callable[[Scene], Scene]
    links: Callable[[Scene], Sequence[SceneLink]]
    choose: Callable[[Scene], Sequence[SceneLink]]
    place: Callable[[Scene, Sequence[SceneLink]], Sequence[Placed]]
    lay_out: Callable[[Scene, Sequence[Placed], Sequence[Edge]], Drawing]

"""Draw a scene as a figure for print: the same bytes for the same graph, and nothing in it that runs."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

from graphkit.errors import OptionalDependencyError, OutputError
from graphkit.visualisation import views
from graphkit.visualisation.figure.paint import paint, paint_text, plan_legend
from graphkit.visualisation.figure.routes import place_labels
from graphkit.visualisation.figure.shapes import NAME, Drawing, merge
from graphkit.visualisation.figure.words import describe, describe_omission, finish_svg, metadata
from graphkit.visualisation.scene import Scene, SceneLink

__all__ = ["choose", "draw_figure", "lay_out"]

_FORMATS = ("svg", "png", "pdf")
_FEWEST = 300.0
_DPI = 300
_PIXELS = 12_000


def draw_figure(scene: Scene, *, view: str, suffix: str, note: str = "", may_be_empty: bool = True) -> bytes:
    """Draw one view.

    Args:
        scene: The scene; of a large one the most contested part is drawn.
        view: One of `views.FIGURE_VIEWS`.
        suffix: '.svg', '.png' or '.pdf'.
        note: A sentence on which part of a larger graph the scene is.
        may_be_empty: Whether a figure that shows nothing is drawn, with a sentence that says so.

    Raises:
        OptionalDependencyError: matplotlib is not installed.
        OutputError: There is no such view, no such format, or nothing to draw though the figure may not be empty.
    """
    kind = suffix.removeprefix(".").lower()
    if kind not in _FORMATS:
        raise OutputError(f"a figure cannot be written as {suffix!r}; use .svg, .png or .pdf (or .html for the page)")
    if view not in views.FIGURE_VIEWS:
        raise OutputError(f"there is no view {view!r}; a figure can show {views.enumerate_names(views.FIGURE_VIEWS)}")
    try:
        import matplotlib
    except ImportError as error:
        raise OptionalDependencyError(
            "a figure needs matplotlib: install it with `pip install 'graphkit[figures]'`"
        ) from error
    # neither a display nor the user's own settings may change the bytes
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"svg.hashsalt": "graphkit", "svg.fonttype": "none", "pdf.fonttype": 42})
        matplotlib.rcParams.update({"text.parse_math": False, "font.sans-serif": ["DejaVu Sans", "Verdana"]})
        # scripts that DejaVu lacks are drawn as boxes in PNG and PDF; an SVG leaves the font to its viewer
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        return _draw(scene, view, kind, note, may_be_empty)


def choose(scene: Scene, view: str) -> tuple[Scene, Sequence[SceneLink], str]:
    """Choose what a figure shows.

    Args:
        scene: The scene.
        view: One of `views.FIGURE_VIEWS`.

    Returns:
        The scene of the view, the links to show, and a sentence on what is left out; empty where nothing is.
    """
    drawn = views.load_figure_view(view)
    scene = drawn.narrow(scene)
    links = drawn.choose(scene)
    return scene, links, describe_omission(drawn, links, drawn.links(scene))


def lay_out(scene: Scene, view: str, links: Sequence[SceneLink]) -> Drawing:
    """Lay out the links that a figure shows, in points.

    Args:
        scene: The scene of the view.
        view: One of `views.FIGURE_VIEWS`.
        links: The links to show.
    """
    edges = merge(links, scene)
    if not edges:
        return Drawing(width=0, height=0, shapes=(), lines=())
    drawn = views.load_figure_view(view)
    return place_labels(drawn.lay_out(scene, drawn.place(scene, links), edges))


def _draw(scene: Scene, view: str, kind: str, note: str, may_be_empty: bool) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    drawn = views.load_figure_view(view)
    scene, links, omission = choose(scene, view)
    note = " ".join(filter(None, (omission, note)))
    drawing = lay_out(scene, view, links)
    if not drawing.shapes and not may_be_empty:
        raise OutputError(f"there is nothing to draw, so nothing was written: {drawn.empty}")
    width = max(drawing.width, _FEWEST)
    legend = plan_legend(drawing, width, note)
    height = drawing.height + legend[1] if drawing.shapes else 40.0
    figure = Figure(figsize=(width / 72, height / 72), facecolor="#ffffff")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    if drawing.shapes:
        paint(axes, drawing, legend)
    else:
        paint_text(axes, drawn.empty, width / 2, height / 2, NAME, "center")
    description = describe(scene, links, note) if links else drawn.empty
    out = io.BytesIO()
    # a figure of more pixels than programs take is drawn more coarsely
    dpi = min(_DPI, 72 * _PIXELS / max(width, height))
    figure.savefig(out, format=kind, dpi=dpi, metadata=metadata(kind, drawn.title, description))
    return finish_svg(out.getvalue(), view, drawn.title, description) if kind == "svg" else out.getvalue()

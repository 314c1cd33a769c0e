"""Draw a scene as a still figure for print: the same bytes for the same graph, and nothing in it that runs."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import replace

from graphkit.errors import OptionalDependencyError, OutputError
from graphkit.visualisation.figure.paint import paint, paint_text, plan_legend
from graphkit.visualisation.figure.parties import lay_out_parties
from graphkit.visualisation.figure.routes import place_labels
from graphkit.visualisation.figure.rows import lay_out_claims
from graphkit.visualisation.figure.shapes import NAME, Drawing, merge
from graphkit.visualisation.figure.words import EMPTY, describe, finish_svg, metadata, say_what_is_left_out
from graphkit.visualisation.layout import place_claims, place_parties
from graphkit.visualisation.scene import Scene, SceneLink
from graphkit.visualisation.selection import select_opening, select_party_links

__all__ = ["choose", "draw_figure", "lay_out"]

_FORMATS = ("svg", "png", "pdf")
_VIEWS = ("claims", "disputes", "who")
_FEWEST = 300.0
_ABOVE, _MOST = 24, 20
_DPI = 300
_PIXELS = 12_000


def draw_figure(scene: Scene, *, view: str, suffix: str, note: str = "") -> bytes:
    """Draw one view.

    Args:
        scene: What can be shown; of a large one its most contested part is drawn.
        view: 'claims', 'disputes' or 'who'.
        suffix: '.svg', '.png' or '.pdf'.
        note: A sentence on which part of a larger graph the scene is.

    Raises:
        OptionalDependencyError: matplotlib is not installed.
        OutputError: There is no such view, or no such format.
    """
    kind = suffix.removeprefix(".").lower()
    if kind not in _FORMATS:
        raise OutputError(f"a figure cannot be written as {suffix!r}; use .svg, .png or .pdf (or .html for the page)")
    if view not in _VIEWS:
        raise OutputError(f"there is no view {view!r}; a figure can show claims, disputes or who")
    try:
        import matplotlib
    except ImportError as error:
        raise OptionalDependencyError(
            "a figure needs matplotlib: install it with `pip install 'graphkit[figures]'`"
        ) from error
    # no display is asked for, and nothing of the user's own settings changes the bytes
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"svg.hashsalt": "graphkit", "svg.fonttype": "none", "pdf.fonttype": 42})
        matplotlib.rcParams.update({"text.parse_math": False, "font.sans-serif": ["DejaVu Sans", "Verdana"]})
        # a script that DejaVu lacks is drawn as boxes in PNG and PDF; an SVG leaves the font to its viewer
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        return _save(scene, view, kind, note)


def choose(scene: Scene, view: str) -> tuple[Scene, Sequence[SceneLink], str]:
    """Choose what a figure shows.

    Args:
        scene: What can be shown.
        view: 'claims', 'disputes' or 'who'.

    Returns:
        The scene of that view, the links to show, and a sentence on what was left out; empty where nothing was.
    """
    if view == "who":
        links, all_links = select_party_links(scene), scene.party_links()
    else:
        if view == "disputes":
            contested = {key for key, node in scene.nodes.items() if node.state == "contested" and node.middle}
            scene = replace(scene, links=tuple(link for link in scene.claim_links() if link.target in contested))
        all_links = scene.claim_links()
        shown = select_opening(scene, above=_ABOVE, most=_MOST)
        links = tuple(link for link in all_links if link.source in shown and link.target in shown)
    return scene, links, say_what_is_left_out(view, _count(links, view), _count(all_links, view))


def _count(links: Sequence[SceneLink], view: str) -> dict[str, int]:
    targets = {link.target for link in links}
    parties = {link.source for link in links} | (targets if view == "who" else set())
    return {"points": len(targets), "parties": len(parties)}


def lay_out(scene: Scene, view: str, links: Sequence[SceneLink]) -> Drawing:
    """Lay out what was chosen, in points.

    Args:
        scene: The scene of the view.
        view: 'claims', 'disputes' or 'who'.
        links: The links to show.
    """
    edges = merge(links, scene)
    if not edges:
        return Drawing(width=0, height=0, shapes=(), lines=())
    if view == "who":
        return place_labels(lay_out_parties(scene, place_parties(scene), edges))
    shown = frozenset(end for link in links for end in (link.source, link.target))
    return place_labels(lay_out_claims(scene, place_claims(scene, shown), edges))


def _save(scene: Scene, view: str, kind: str, part: str) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    chosen, links, left_out = choose(scene, view)
    note = " ".join(filter(None, (left_out, part)))
    drawing = lay_out(chosen, view, links)
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
        paint_text(axes, EMPTY[view], width / 2, height / 2, NAME, "center")
    description = describe(chosen, view, links, note)
    out = io.BytesIO()
    # a picture of more pixels than a program takes can be drawn more coarsely
    dpi = min(_DPI, 72 * _PIXELS / max(width, height))
    figure.savefig(out, format=kind, dpi=dpi, metadata=metadata(kind, view, description))
    return finish_svg(out.getvalue(), view, description) if kind == "svg" else out.getvalue()

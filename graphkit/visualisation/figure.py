"""Draw a scene as a still figure for print: the same bytes for the same graph, and nothing in it that runs."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graphkit.errors import OptionalDependencyError, OutputError
from graphkit.visualisation.layout import Placed, place_claims, place_parties
from graphkit.visualisation.scene import Link, Scene
from graphkit.visualisation.selection import select_opening

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw"]

_TONES = {"affirm": "#0072b2", "reject": "#b8420a", "allege": "#7a3e9d", "relay": "#5f6b7a", "contested": "#c77700"}
_DASHES = {"affirm": "-", "reject": (0, (5, 3)), "allege": (0, (1, 2)), "relay": "-"}
_HEADS = {"affirm": "-|>,head_width=3,head_length=5", "reject": "|-|,widthA=0,widthB=5"}
_MARKERS = {
    "person": "o",
    "organization": "s",
    "outlet": "D",
    "country": "h",
    "place": "^",
}
_FILLS = {"person": "#3d4f6b", "outlet": "#c9b68a", "group": "#ffffff", "nobody": "#ffffff"}
_INK, _FILL, _WORK, _LINE = "#1b2330", "#8a97a8", "#dce3ea", "#56657a"
_FORMATS = ("svg", "png", "pdf")
_UNIT = 80


def draw(scene: Scene, *, view: str, suffix: str) -> bytes:
    """Draw one view.

    Args:
        scene: What can be shown; of a large one its most contested part is drawn.
        view: 'claims', 'disputes' or 'who'.
        suffix: '.svg', '.png' or '.pdf'.

    Raises:
        OptionalDependencyError: matplotlib is not installed.
        OutputError: There is no such view, or no such format.
    """
    kind = suffix.removeprefix(".").lower()
    if kind not in _FORMATS:
        raise OutputError(f"a figure cannot be written as {suffix!r}; use .svg, .png or .pdf (or .html for the page)")
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise OptionalDependencyError(
            "a figure needs matplotlib: install it with `pip install 'graphkit[figures]'`"
        ) from error
    placed, links = _choose(scene, view)
    # no display is asked for, and nothing of the user's own settings changes the bytes
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({"svg.hashsalt": "graphkit", "svg.fonttype": "none", "pdf.fonttype": 42})
        matplotlib.rcParams["text.parse_math"] = False
        figure = Figure(figsize=_size(placed))
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        _paint(axes, scene, placed, links)
        out = io.BytesIO()
        with warnings.catch_warnings():
            # a script that DejaVu lacks is drawn as boxes in PNG and PDF; an SVG leaves the font to its viewer
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            figure.savefig(out, format=kind, dpi=150, metadata=_metadata(kind, view, links))
    return out.getvalue()


def _choose(scene: Scene, view: str) -> tuple[tuple[Placed, ...], Sequence[Link]]:
    if view == "claims":
        shown = select_opening(scene)
    elif view == "disputes":
        contested = {key for key, node in scene.nodes.items() if node.state == "contested" and node.middle}
        around = {link.source for link in scene.claim_links() if link.target in contested}
        shown = frozenset(contested | around)
    elif view == "who":
        return place_parties(scene), scene.party_links()
    else:
        raise OutputError(f"there is no view {view!r}; a figure can show claims, disputes or who")
    placed = place_claims(scene, shown)
    links = [link for link in scene.claim_links() if link.source in shown and link.target in shown]
    if view == "disputes":
        links = [link for link in links if scene.nodes[link.target].state == "contested"]
    return placed, links


def _size(placed: Iterable[Placed]) -> tuple[float, float]:
    xs, ys = [p.x for p in placed] or [0], [p.y for p in placed] or [0]
    # a picture of no width cannot be drawn, and one of 65,536 pixels not be written
    return min(60.0, (max(xs) - min(xs) + 300) / _UNIT), min(60.0, (max(ys) - min(ys) + 150) / _UNIT)


def _metadata(kind: str, view: str, links: Sequence[Link]) -> dict[str, str | None]:
    """Say what the picture shows, for those who do not see it, and leave out when and with what it was made."""
    text = f"Who says what: the view '{view}' with {len(links)} statements"
    if kind == "svg":
        return {"Title": "Claim graph", "Description": text, "Date": None, "Creator": "graphkit"}
    if kind == "pdf":
        return {"Title": "Claim graph", "Subject": text, "CreationDate": None, "Creator": "graphkit", "Producer": None}
    return {"Title": "Claim graph", "Description": text, "Software": None}


def _paint(axes: Axes, scene: Scene, placed: Sequence[Placed], links: Sequence[Link]) -> None:
    where = {p.id: p for p in placed}
    axes.set_axis_off()
    xs, ys = [p.x for p in placed] or [0], [p.y for p in placed] or [0]
    axes.set_xlim(min(xs) - 150, max(xs) + 150)
    # down is up on a page: y grows downwards in the layout
    axes.set_ylim(max(ys) + 85, min(ys) - 65)
    drawn = set()
    for link in links:
        key = (link.source, link.target, link.style)
        if key in drawn or link.source not in where or link.target not in where:
            continue
        drawn.add(key)
        _arrow(axes, scene, where[link.source], where[link.target], link)
    for place in placed:
        _node(axes, scene, place)


def _half(scene: Scene, place: Placed) -> float:
    """Measure half the width of a node, to let a line end at its edge."""
    return max(map(len, place.label.split("\n"))) * 2.6 + 7 if _boxed(scene, place) else 12


def _boxed(scene: Scene, place: Placed) -> bool:
    return scene.nodes[place.id].kind in ("claim", "work", "event")


def _arrow(axes: Axes, scene: Scene, start: Placed, end: Placed, link: Link) -> None:
    from matplotlib.patches import FancyArrowPatch

    right = 1 if end.x >= start.x else -1
    same = start.x == end.x
    begin = (start.x + (0 if same else right * _half(scene, start)), start.y)
    finish = (end.x - (0 if same else right * _half(scene, end)), end.y)
    style = _HEADS.get(link.style, _HEADS["affirm"])
    patch = FancyArrowPatch(
        begin,
        finish,
        arrowstyle=style,
        connectionstyle="arc3,rad=0.06",
        linestyle=_DASHES[link.style],
        linewidth=0.9 if link.via else 1.5,
        color=_TONES[link.style],
        shrinkA=0,
        shrinkB=1,
        zorder=1,
    )
    axes.add_patch(patch)


def _node(axes: Axes, scene: Scene, place: Placed) -> None:
    node = scene.nodes[place.id]
    if _boxed(scene, place):
        claim = node.kind == "claim"
        tone = _TONES.get(node.state, _LINE) if claim or node.state == "contested" else _LINE
        style = {
            "boxstyle": "round,pad=0.5" if claim else "square,pad=0.5",
            "facecolor": "#ffffff" if claim else _WORK,
            "edgecolor": tone,
            "linewidth": 2.4 if node.state == "contested" else 1.2,
        }
        axes.text(place.x, place.y, place.label, ha="center", va="center", fontsize=8, color=_INK, bbox=style, zorder=3)
        return
    axes.plot(
        [place.x],
        [place.y],
        marker=_MARKERS.get(node.kind, "o"),
        markersize=11,
        markerfacecolor=_FILLS.get(node.kind, _FILL),
        markeredgecolor=_LINE,
        zorder=2,
    )
    axes.text(place.x, place.y + 16, place.label, ha="center", va="top", fontsize=8, color=_INK, zorder=3)

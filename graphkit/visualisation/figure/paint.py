"""Paint a laid-out figure with matplotlib: its lines, shapes and labels, and below them what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphkit.visualisation.figure.shapes import (
    LABEL,
    LEADING,
    NAME,
    SYMBOL,
    Drawing,
    FigureLine,
    Point,
    Rect,
    Shape,
    font,
    is_boxed,
    measure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Legend", "paint", "paint_text", "plan_legend"]

_TONES = {"affirm": "#0072b2", "reject": "#b8420a", "allege": "#7a3e9d", "relay": "#5f6b7a", "contested": "#c77700"}
_DASHES: dict[str, tuple[float, tuple[float, ...] | None]] = {
    "reject": (0, (4.5, 2.5)),
    "allege": (0, (1.2, 1.8)),
}
_SOLID: tuple[float, tuple[float, ...] | None] = (0, None)
_FILLS = {"person": "#3d4f6b", "outlet": "#c9b68a", "group": "#ffffff", "nobody": "#ffffff"}
_EDGES = {"outlet": "#7d6a36"}
_INK, _QUIET, _FILL, _WORK, _LINE = "#1b2330", "#56657a", "#8a97a8", "#dce3ea", "#56657a"
_THICK, _THIN, _RING = 1.3, 0.6, 2.4
_HEAD = 5.5

_STYLES = {"affirm": "affirms", "reject": "rejects", "allege": "alleges", "relay": "reports, asks, other"}
_KINDS = {
    "person": "person",
    "organization": "organisation",
    "outlet": "news outlet",
    "country": "country",
    "place": "place",
    "group": "unnamed group",
    "nobody": "not named",
    "work": "document",
    "event": "event",
    "claim": "claim",
}
_STATES = {
    "contested": "contested: affirmed and rejected",
    "affirm": "only affirmed",
    "reject": "only rejected",
    "allege": "only alleged",
    "relay": "only reported",
}
_SAMPLES = {"line": 22.0, "thin": 22.0, "kind": 10.0, "state": 16.0, "note": 0.0}
_ROW = 12.0
_MARGIN = 8.0

type Legend = tuple[tuple[tuple[float, float, str, str, str], ...], float]
"""The entries and the height: of each its x, its y, what it is ('line', 'thin', 'kind', 'state' or 'note'), which one,
and its text."""


def plan_legend(drawing: Drawing, width: float, note: str) -> Legend:
    """Arrange the meaning of the styles, kinds and borders that occur in rows.

    Args:
        drawing: What is to be explained.
        width: How wide the page is, in points.
        note: A sentence to end with; may be empty.
    """
    styles = {line.edge.style for line in drawing.lines}
    kinds = {shape.kind for shape in drawing.shapes}
    # the border of a document says only whether it is contested
    states = {shape.state for shape in drawing.shapes if shape.kind == "claim"}
    states |= {shape.state for shape in drawing.shapes if is_boxed(shape.kind) and shape.state == "contested"}
    groups = [
        [("line", key, text) for key, text in _STYLES.items() if key in styles],
        [("kind", key, text) for key, text in _KINDS.items() if key in kinds],
        [("state", key, text) for key, text in _STATES.items() if key in states],
    ]
    if any(line.edge.thin for line in drawing.lines):
        groups[0].append(("thin", "", "thin: known only through somebody else"))
    entries = []
    y = _ROW
    for group in groups:
        x = _MARGIN
        for what, key, text in group:
            wide = _room(what, key) + measure(text, LABEL)
            if x > _MARGIN and x + wide > width - _MARGIN:
                x, y = _MARGIN, y + _ROW
            entries.append((x, y, what, key, text))
            x += wide + 12
        y += _ROW if group else 0
    for line in _fill(note, width - 2 * _MARGIN):
        entries.append((_MARGIN, y + 2, "note", "", line))
        y += _ROW
    return tuple(entries), y - 2


def _room(what: str, key: str) -> float:
    """Measure the place of a sample, before its text."""
    wide = _SAMPLES["state" if is_boxed(key) else what]
    return wide + 4 if wide else 0.0


def _fill(text: str, wide: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}", LABEL) <= wide:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def paint(axes: Axes, drawing: Drawing, legend: Legend) -> None:
    """Paint a drawing from the axes' origin on, and its legend below.

    Args:
        axes: Where; one unit is one point, y grows downwards.
        drawing: What to paint.
        legend: How its legend is arranged.
    """
    for line in drawing.lines:
        _line(axes, line)
    for shape in drawing.shapes:
        _shape(axes, shape)
    for line in drawing.lines:
        if line.label:
            _label(axes, line, line.label)
    entries, _ = legend
    if entries:
        axes.plot([_MARGIN, axes.get_xlim()[1] - _MARGIN], [drawing.height + 2] * 2, color="#d5dae1", linewidth=0.6)
    for x, y, what, key, text in entries:
        _entry(axes, x, drawing.height + y, what, key, text)


def _entry(axes: Axes, x: float, y: float, what: str, key: str, text: str) -> None:
    left = x + _room(what, key)
    middle = (x + left - 4) / 2
    if what in ("line", "thin"):
        style = key or "relay"
        tip = (left - 4, y)
        tone = _TONES[style] if key else _LINE
        _stroke(axes, [(x, y), (tip[0] - (_HEAD if key else 0), y)], style, tone, thin=not key)
        if key:
            _head(axes, tip, (1.0, 0.0), style, tone)
    elif what == "kind" and not is_boxed(key):
        _symbol(axes, middle, y, key)
    elif what != "note":
        border = Rect(x + 0.5, y - 4, left - 4.5, y + 4)
        kind = key if what == "kind" else "claim"
        _box(axes, border, kind, key if what == "state" else "")
    paint_text(axes, text, left, y, LABEL, "left", _QUIET if what == "note" else _INK)


def paint_text(axes: Axes, text: str, x: float, y: float, size: float, align: str, tone: str = _INK) -> None:
    """Paint one line of text, its small letters around y."""
    prop = font().copy()
    prop.set_size(size)
    # 0.36: from the base line to the middle between the base line and the top of capitals, in sizes of type
    axes.text(x, y + 0.36 * size, text, ha=align, va="baseline", fontproperties=prop, color=tone, zorder=5)


def _line(axes: Axes, line: FigureLine) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    tone = _TONES[line.edge.style]
    points, codes = [line.curves[0][0]], [int(Path.MOVETO)]
    for _, b, c, d in line.curves:
        points += [b, c, d]
        codes += [int(Path.CURVE4)] * 3
    axes.add_patch(
        PathPatch(
            Path(points, codes),
            fill=False,
            edgecolor=tone,
            linewidth=_THIN if line.edge.thin else _THICK,
            linestyle=_DASHES.get(line.edge.style, _SOLID),
            capstyle="butt",
            zorder=1,
        )
    )
    _head(axes, line.tip, line.heading, line.edge.style, tone)


def _stroke(axes: Axes, points: Sequence[Point], style: str, tone: str, *, thin: bool) -> None:
    axes.plot(
        [x for x, _ in points],
        [y for _, y in points],
        color=tone,
        linewidth=_THIN if thin else _THICK,
        linestyle=_DASHES.get(style, _SOLID),
        dash_capstyle="butt",
        solid_capstyle="butt",
        zorder=1,
    )


def _head(axes: Axes, tip: Point, heading: Point, style: str, tone: str) -> None:
    """Paint what a line ends with: a filled arrow, or a bar where something is rejected."""
    from matplotlib.patches import Polygon

    (x, y), (dx, dy) = tip, heading
    if style == "reject":
        bar = x - dx * 1.6, y - dy * 1.6
        back = x - dx * _HEAD, y - dy * _HEAD
        _stroke(axes, [back, bar], "", tone, thin=False)
        _stroke(
            axes, [(bar[0] - dy * 3.0, bar[1] + dx * 3.0), (bar[0] + dy * 3.0, bar[1] - dx * 3.0)], "", tone, thin=False
        )
        return
    corners = [(0.8, 0.0), (_HEAD + 0.4, 2.3), (_HEAD + 0.4, -2.3)]
    points = [(x - dx * back - dy * side, y - dy * back + dx * side) for back, side in corners]
    axes.add_patch(Polygon(points, closed=True, facecolor=tone, edgecolor="none", zorder=2))


def _shape(axes: Axes, shape: Shape) -> None:
    size = NAME
    if is_boxed(shape.kind):
        _box(axes, shape.body, shape.kind, shape.state)
        size = LABEL
    else:
        _symbol(axes, *shape.centre, shape.kind)
    x = {"left": shape.text.left, "right": shape.text.right}.get(shape.align, (shape.text.left + shape.text.right) / 2)
    for number, line in enumerate(shape.lines):
        paint_text(axes, line, x, shape.text.top + (number + 0.5) * size * LEADING, size, shape.align)


def _box(axes: Axes, rect: Rect, kind: str, state: str) -> None:
    from matplotlib.patches import FancyBboxPatch

    claim, contested = kind == "claim", state == "contested"
    axes.add_patch(
        FancyBboxPatch(
            (rect.left, rect.top),
            rect.right - rect.left,
            rect.bottom - rect.top,
            boxstyle="round,pad=0,rounding_size=2.5" if claim else "square,pad=0",
            facecolor="#ffffff" if claim else _WORK,
            edgecolor=_TONES.get(state, _LINE) if claim or contested else _LINE,
            linewidth=_RING if contested else 0.9,
            zorder=3,
        )
    )


def _symbol(axes: Axes, x: float, y: float, kind: str) -> None:
    markers = {"person": "o", "organization": "s", "outlet": "D", "country": "h", "place": "^"}
    # a square and a diamond look larger than a circle of the same width
    size = 2 * SYMBOL * {"organization": 0.88, "outlet": 0.8}.get(kind, 1.0) - 0.9
    axes.plot(
        [x],
        [y],
        marker=markers.get(kind, "o"),
        markersize=size,
        markerfacecolor=_FILLS.get(kind, _FILL),
        markeredgecolor=_EDGES.get(kind, _LINE),
        markeredgewidth=0.9,
        zorder=3,
    )


def _label(axes: Axes, line: FigureLine, rect: Rect) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(
        Rectangle(
            (rect.left, rect.top),
            rect.right - rect.left,
            rect.bottom - rect.top,
            facecolor="#ffffff",
            edgecolor="none",
            zorder=2,
        )
    )
    middle = (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2
    paint_text(axes, line.edge.label, *middle, LABEL, "center", _TONES[line.edge.style])

"""Paint a laid-out figure with matplotlib: lines, shapes and labels, and a legend below them."""

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
from graphkit.visualisation.look import look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Legend", "paint", "paint_text", "plan_legend"]

_PAPER = "#ffffff"
_COLOURS = {**look().light, "bg": _PAPER}
_RULE = "#d5dae1"
_DASHES: dict[str, tuple[float, tuple[float, ...] | None]] = {
    "solid": (0, None),
    "dashed": (0, (4.5, 2.5)),
    "dotted": (0, (1.2, 1.8)),
}
_MARKERS = {"circle": "o", "square": "s", "diamond": "D", "hexagon": "h", "triangle": "^"}
# a square and a diamond look larger than a circle of the same width
_MARKER_SIZES = {"square": 0.88, "diamond": 0.8}
_THICK, _THIN, _RING = 1.3, 0.6, 2.4
_HEAD = 5.5
_SAMPLES = {"line": 22.0, "thin": 22.0, "kind": 10.0, "state": 16.0, "note": 0.0}
_ROW = 12.0
_MARGIN = 8.0

type Legend = tuple[tuple[tuple[float, float, str, str, str], ...], float]
"""The entries and the height. An entry is its x, its y, its role ('line', 'thin', 'kind', 'state' or 'note'), the name
of the style, kind or state, and its text."""


def plan_legend(drawing: Drawing, width: float, note: str) -> Legend:
    """Arrange the styles, kinds and states that occur in a drawing in rows.

    Args:
        drawing: The drawing.
        width: The width of the page in points.
        note: A last sentence; may be empty.
    """
    styles = {line.edge.style for line in drawing.lines}
    kinds = {shape.kind for shape in drawing.shapes}
    # the border of a document shows only whether it is contested
    states = {shape.state for shape in drawing.shapes if shape.kind == "claim"}
    states |= {shape.state for shape in drawing.shapes if is_boxed(shape.kind) and shape.state == "contested"}
    groups = [
        [("line", name, style.text) for name, style in look().styles.items() if name in styles],
        [("kind", name, kind.text) for name, kind in look().kinds.items() if name in kinds],
        [("state", name, state.brief) for name, state in look().states.items() if name in states],
    ]
    if any(line.edge.thin for line in drawing.lines):
        groups[0].append(("thin", "", "thin: known only through somebody else"))
    entries = []
    y = _ROW
    for group in groups:
        x = _MARGIN
        for role, name, text in group:
            wide = _sample_width(role, name) + measure(text, LABEL)
            if x > _MARGIN and x + wide > width - _MARGIN:
                x, y = _MARGIN, y + _ROW
            entries.append((x, y, role, name, text))
            x += wide + 12
        y += _ROW if group else 0
    for line in _fill(note, width - 2 * _MARGIN):
        entries.append((_MARGIN, y + 2, "note", "", line))
        y += _ROW
    return tuple(entries), y - 2


def _sample_width(role: str, name: str) -> float:
    """Return the width of a sample with the gap before its text."""
    is_box = role == "kind" and is_boxed(name)
    width = _SAMPLES["state" if is_box else role]
    return width + 4 if width else 0.0


def _fill(text: str, width: float) -> list[str]:
    """Break text into lines of at most a width."""
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}", LABEL) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def paint(axes: Axes, drawing: Drawing, legend: Legend) -> None:
    """Paint a drawing, and its legend below it.

    Args:
        axes: The axes: one unit is one point, y grows downwards, the drawing starts at the origin.
        drawing: The drawing.
        legend: Its legend, from `plan_legend`.
    """
    for line in drawing.lines:
        _paint_line(axes, line)
    for shape in drawing.shapes:
        _paint_shape(axes, shape)
    for line in drawing.lines:
        if line.label:
            _paint_label(axes, line, line.label)
    entries, _ = legend
    if entries:
        axes.plot([_MARGIN, axes.get_xlim()[1] - _MARGIN], [drawing.height + 2] * 2, color=_RULE, linewidth=0.6)
    for x, y, role, name, text in entries:
        _paint_entry(axes, x, drawing.height + y, role, name, text)


def _paint_entry(axes: Axes, x: float, y: float, role: str, name: str, text: str) -> None:
    left = x + _sample_width(role, name)
    if role == "line":
        tip = (left - 4, y)
        _stroke(axes, [(x, y), (tip[0] - _HEAD, y)], look().styles[name].line, _COLOURS[name])
        _paint_end(axes, tip, (1.0, 0.0), name)
    elif role == "thin":
        _stroke(axes, [(x, y), (left - 4, y)], "solid", _COLOURS["node-line"], width=_THIN)
    elif role == "kind" and not is_boxed(name):
        _paint_symbol(axes, (x + left - 4) / 2, y, name)
    elif role != "note":
        border = Rect(x + 0.5, y - 4, left - 4.5, y + 4)
        _paint_box(axes, border, name if role == "kind" else "claim", name if role == "state" else "")
    colour = "node-line" if role == "note" else "ink"
    paint_text(axes, text, left, y, LABEL, "left", _COLOURS[colour])


def paint_text(
    axes: Axes, text: str, x: float, y: float, size: float, align: str, colour: str = _COLOURS["ink"]
) -> None:
    """Paint one line of text; y is the middle of its small letters."""
    prop = font().copy()
    prop.set_size(size)
    # 0.36: from the base line to the middle between the base line and the top of capitals, in sizes of type
    axes.text(x, y + 0.36 * size, text, ha=align, va="baseline", fontproperties=prop, color=colour, zorder=5)


def _paint_line(axes: Axes, line: FigureLine) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    points, codes = [line.curves[0][0]], [int(Path.MOVETO)]
    for _, b, c, d in line.curves:
        points += [b, c, d]
        codes += [int(Path.CURVE4)] * 3
    axes.add_patch(
        PathPatch(
            Path(points, codes),
            fill=False,
            edgecolor=_COLOURS[line.edge.style],
            linewidth=_THIN if line.edge.thin else _THICK,
            linestyle=_DASHES[look().styles[line.edge.style].line],
            capstyle="butt",
            zorder=1,
        )
    )
    _paint_end(axes, line.tip, line.heading, line.edge.style)


def _stroke(axes: Axes, points: Sequence[Point], line: str, colour: str, *, width: float = _THICK) -> None:
    axes.plot(
        [x for x, _ in points],
        [y for _, y in points],
        color=colour,
        linewidth=width,
        linestyle=_DASHES[line],
        dash_capstyle="butt",
        solid_capstyle="butt",
        zorder=1,
    )


def _paint_end(axes: Axes, tip: Point, heading: Point, style: str) -> None:
    """Paint the end of a line: a filled arrow, or a bar where something is rejected."""
    from matplotlib.patches import Polygon

    (x, y), (dx, dy) = tip, heading
    colour = _COLOURS[style]
    if look().styles[style].end == "bar":
        bar = x - dx * 1.6, y - dy * 1.6
        back = x - dx * _HEAD, y - dy * _HEAD
        _stroke(axes, [back, bar], "solid", colour)
        ends = (bar[0] - dy * 3.0, bar[1] + dx * 3.0), (bar[0] + dy * 3.0, bar[1] - dx * 3.0)
        _stroke(axes, ends, "solid", colour)
        return
    corners = [(0.8, 0.0), (_HEAD + 0.4, 2.3), (_HEAD + 0.4, -2.3)]
    points = [(x - dx * back - dy * side, y - dy * back + dx * side) for back, side in corners]
    axes.add_patch(Polygon(points, closed=True, facecolor=colour, edgecolor="none", zorder=2))


def _paint_shape(axes: Axes, shape: Shape) -> None:
    size = NAME
    if is_boxed(shape.kind):
        _paint_box(axes, shape.body, shape.kind, shape.state)
        size = LABEL
    else:
        _paint_symbol(axes, *shape.centre, shape.kind)
    x = {"left": shape.text.left, "right": shape.text.right}.get(shape.align, (shape.text.left + shape.text.right) / 2)
    for number, line in enumerate(shape.lines):
        paint_text(axes, line, x, shape.text.top + (number + 0.5) * size * LEADING, size, shape.align)


def _paint_box(axes: Axes, rect: Rect, kind: str, state: str) -> None:
    from matplotlib.patches import FancyBboxPatch

    look_of_kind = look().kinds[kind]
    shows_state = kind == "claim" or state == "contested"
    axes.add_patch(
        FancyBboxPatch(
            (rect.left, rect.top),
            rect.right - rect.left,
            rect.bottom - rect.top,
            boxstyle="round,pad=0,rounding_size=2.5" if look_of_kind.shape == "card" else "square,pad=0",
            facecolor=_COLOURS[look_of_kind.fill],
            edgecolor=_COLOURS[state if shows_state and state else look_of_kind.edge],
            linewidth=_RING if state == "contested" else 0.9,
            zorder=3,
        )
    )


def _paint_symbol(axes: Axes, x: float, y: float, kind: str) -> None:
    look_of_kind = look().kinds[kind]
    axes.plot(
        [x],
        [y],
        marker=_MARKERS[look_of_kind.shape],
        markersize=2 * SYMBOL * _MARKER_SIZES.get(look_of_kind.shape, 1.0) - 0.9,
        markerfacecolor=_COLOURS[look_of_kind.fill],
        markeredgecolor=_COLOURS[look_of_kind.edge],
        markeredgewidth=0.9,
        zorder=3,
    )


def _paint_label(axes: Axes, line: FigureLine, rect: Rect) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(
        Rectangle(
            (rect.left, rect.top),
            rect.right - rect.left,
            rect.bottom - rect.top,
            facecolor=_PAPER,
            edgecolor="none",
            zorder=2,
        )
    )
    middle = (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2
    paint_text(axes, line.edge.label, *middle, LABEL, "center", _COLOURS[line.edge.style])

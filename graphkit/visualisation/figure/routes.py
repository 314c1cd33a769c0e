"""Route the lines of a figure between columns of shapes, and find a free place on each line for its label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from graphkit.visualisation.figure.shapes import (
    LABEL,
    Curve,
    Drawing,
    Edge,
    FigureLine,
    Point,
    Rect,
    Shape,
    is_boxed,
    measure,
    sample,
)

__all__ = ["PORT", "STUB", "place_labels", "route", "spread_ports"]

PORT = (8.0, 10.0)
"""The distance between the ends of lines at one side of a box: the least, and the one where there is room."""
STUB = 9.0
"""The length of the level piece of a line before its head."""

_HIGH = LABEL * 1.2
_HEAD = 5.5
_BULGE = 34.0
_SLOPE, _BESIDE = 0.3, 0.9


def spread_ports(
    edges: Sequence[Edge], number: Mapping[str, int], y: Mapping[str, float], heights: Mapping[str, float]
) -> dict[tuple[Edge, str], float]:
    """Spread the lines at one side of a node over its height, in the order of their other ends.

    Args:
        edges: The lines.
        number: The column of each node, counted from the left.
        y: The centre of each node.
        heights: The height of each node's box or symbol.

    Returns:
        By line and node, how far below the centre of the node the line ends.
    """
    sides: dict[tuple[str, bool], list[tuple[int, float, str, str, Edge]]] = defaultdict(list)
    for edge in edges:
        for key, other in ((edge.source, edge.target), (edge.target, edge.source)):
            # a line from a column further away arrives level, between those that curve down and up to the node
            near = key == edge.source or abs(number[key] - number[other]) <= 1
            turn = (-1 if y[other] < y[key] else 1) if near else 0
            sides[key, number[other] >= number[key]].append((turn, y[other], other, edge.style, edge))
    ports = {}
    for (key, _), ends in sides.items():
        step = min(PORT[1], max(heights[key] - 4, 0.6 * heights[key]) / len(ends))
        for at, (*_, edge) in enumerate(sorted(ends, key=lambda end: end[:4])):
            ports[edge, key] = (at - (len(ends) - 1) / 2) * step
    return ports


def route(
    edges: Sequence[Edge],
    shapes: Mapping[str, Shape],
    number: Mapping[str, int],
    columns: Sequence[tuple[float, float]],
) -> tuple[FigureLine, ...]:
    """Route lines between columns: they curve in the gap before the next column and run level from there on.

    Args:
        edges: The lines.
        shapes: The nodes in their places.
        number: The column of each node, counted from the left.
        columns: The left and the right bound of each column.
    """
    y = {key: shape.centre[1] for key, shape in shapes.items()}
    heights = {key: shape.body.bottom - shape.body.top for key, shape in shapes.items()}
    ports = spread_ports(edges, number, y, heights)
    lines = []
    for edge in edges:
        one, other = number[edge.source], number[edge.target]
        source, target = _rim(shapes[edge.source]), _rim(shapes[edge.target])
        begin, end = y[edge.source] + ports[edge, edge.source], y[edge.target] + ports[edge, edge.target]
        if one == other:
            tip = (target.right, end)
            out = max(source.right, target.right) + _BULGE
            curves = [((source.right, begin), (out, begin), (out, end), (tip[0] + STUB, end))]
            heading = -1.0
        else:
            heading = 1.0 if other > one else -1.0
            tip = (target.left if heading > 0 else target.right, end)
            start = (source.right if heading > 0 else source.left, begin)
            bend = columns[one][1] if heading > 0 else columns[one][0]
            level = columns[one + 1][0] - STUB if heading > 0 else columns[one - 1][1] + STUB
            curves = []
            if heading * (bend - start[0]) > 1:
                curves.append(_straight(start, (bend, begin)))
            else:
                bend = start[0]
            middle = (bend + level) / 2
            curves.append(((bend, begin), (middle, begin), (middle, end), (level, end)))
        curves.append(_straight(curves[-1][3], (tip[0] - heading * _HEAD, end)))
        lines.append(FigureLine(edge=edge, curves=tuple(curves), tip=tip, heading=(heading, 0.0)))
    return tuple(lines)


def _rim(shape: Shape) -> Rect:
    """Return a shape with its border, which is thick around what is contested."""
    body, border = shape.body, (1.2 if shape.state == "contested" and is_boxed(shape.kind) else 0.4)
    return Rect(body.left - border, body.top - border, body.right + border, body.bottom + border)


def _straight(a: Point, b: Point) -> Curve:
    return a, ((2 * a[0] + b[0]) / 3, (2 * a[1] + b[1]) / 3), ((a[0] + 2 * b[0]) / 3, (a[1] + 2 * b[1]) / 3), b


def place_labels(drawing: Drawing) -> Drawing:
    """Place a label on each line where it overlaps no box, no name, no head and no other label.

    A place that covers another line is taken only if there is no better one; where none is free there is no label.
    """
    points = [tuple(sample(line.curves)) for line in drawing.lines]
    page = Rect(0, 0, drawing.width, drawing.height)
    taken = [rect for shape in drawing.shapes for rect in (shape.body, shape.text)]
    taken += [_around_head(line) for line in drawing.lines]
    labels: dict[int, Rect] = {}
    # short lines choose first, since they have the fewest places
    for number in sorted(range(len(points)), key=lambda number: (len(points[number]), number)):
        wide = measure(drawing.lines[number].edge.label, LABEL) + 2
        others = [point for at, some in enumerate(points) if at != number for point in some]
        best: tuple[float, Rect] | None = None
        for worse, middle, rect in _candidates(points[number], wide):
            if rect.left < page.left or rect.right > page.right or rect.top < page.top or rect.bottom > page.bottom:
                continue
            if any(rect.overlaps(other, 1.0) for other in taken):
                continue
            cost = worse + sum(rect.contains(point, 1.0) for point in others)
            if not rect.contains(middle):
                # a label beside its line should not cut it
                cost += 0.5 * sum(rect.contains(point, 1.0) for point in points[number])
            if best is None or cost < best[0]:
                best = cost, rect
        if best:
            labels[number] = best[1]
            taken.append(best[1])
    lines = tuple(replace(line, label=labels.get(number)) for number, line in enumerate(drawing.lines))
    return replace(drawing, lines=lines)


def _candidates(points: Sequence[Point], wide: float) -> Iterator[tuple[float, Point, Rect]]:
    """Yield places for a label: how much worse each is than a level middle, the point on the line, and the place."""
    for at in range(1, len(points) - 1, 2):
        (x, y), before, after = points[at], points[at - 1], points[at + 1]
        across, down = abs(after[0] - before[0]), abs(after[1] - before[1])
        worse = abs(at / len(points) - 0.5) + _SLOPE * down / (across + down + 0.001)
        for dx, dy, more in ((0, 0, 0), (0, -1, 1), (0, 1, 1), (-1, 0, 1), (1, 0, 1)):
            mx, my = x + dx * (wide / 2 + 3), y + dy * (_HIGH / 2 + 2)
            yield worse + more * _BESIDE, (x, y), Rect(mx - wide / 2, my - _HIGH / 2, mx + wide / 2, my + _HIGH / 2)


def _around_head(line: FigureLine) -> Rect:
    (x, y), (dx, dy) = line.tip, line.heading
    back = (x - dx * _HEAD, y - dy * _HEAD)
    return Rect(min(x, back[0]) - 2, min(y, back[1]) - 2, max(x, back[0]) + 2, max(y, back[1]) + 2)

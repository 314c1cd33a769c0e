"""The figure of parties and their stances on one another: components side by side, as small as their names allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import hypot

from graphkit.visualisation.figure.shapes import (
    LABEL,
    LEADING,
    NAME,
    PAGE,
    SYMBOL,
    Curve,
    Drawing,
    Edge,
    FigureLine,
    Point,
    Rect,
    Shape,
    cover,
    cut,
    is_boxed,
    measure,
    point_at,
    sample,
)
from graphkit.visualisation.figure.view import FigureView
from graphkit.visualisation.groups import find_components
from graphkit.visualisation.layout import Placed, place_parties
from graphkit.visualisation.scene import Scene
from graphkit.visualisation.selection import select_party_links

__all__ = ["WHO"]

_MARGIN = 8.0
_APART = 16.0
_NEAR = 7.0
_CLEAR = 1.5
_HEAD = 5.5
_PARALLEL = 11.0
_BENDS = (0.0, 14.0, -14.0, 28.0, -28.0, 46.0, -46.0)
_PAD = 4.0
_STEPS = 40
_HIGHER = 1.8
_STUBS = 18.0
_LABEL = 40.0


def _lay_out(scene: Scene, placed: Sequence[Placed], edges: Sequence[Edge]) -> Drawing:
    """Keep the shape of each component as `placed` has it, and choose a scale that fits the text."""
    where = {place.id: place for place in placed}
    edges = [edge for edge in edges if edge.source in where and edge.target in where]
    shapes: dict[str, Shape] = {}
    groups = [
        _fit(scene, [where[key] for key in group], edges)
        for group in find_components(sorted(where), _neighbours(where, edges))
    ]
    boxes = [(cover(rect for shape in group for rect in (shape.body, shape.text)), group) for group in groups]
    limit = max([PAGE - 2 * _MARGIN, *(box.right - box.left for box, _ in boxes)])
    x = y = low = across = 0.0
    # shelves: the tallest first, the next beside it while there is room
    for box, group in sorted(boxes, key=lambda pair: (pair[0].top - pair[0].bottom, pair[1][0].id)):
        if x and x + box.right - box.left > limit:
            x, y = 0.0, low + _APART
        shapes |= {shape.id: shape.move(x - box.left, y - box.top) for shape in group}
        across = max(across, x + box.right - box.left)
        low = max(low, y + box.bottom - box.top)
        x += box.right - box.left + 2 * _APART
    lines = _route(edges, shapes)
    # a bent line may leave the rectangle around the nodes
    reach = cover(
        [
            *(rect for shape in shapes.values() for rect in (shape.body, shape.text)),
            *(Rect(px, py, px, py) for line in lines for px, py in sample(line.curves)),
        ]
    )
    dx, dy = _MARGIN - reach.left, _MARGIN - reach.top
    return Drawing(
        width=reach.right - reach.left + 2 * _MARGIN,
        height=reach.bottom - reach.top + 2 * _MARGIN,
        shapes=tuple(shape.move(dx, dy) for shape in shapes.values()),
        lines=tuple(_move(line, dx, dy) for line in lines),
    )


def _neighbours(where: Mapping[str, Placed], edges: Sequence[Edge]) -> Mapping[str, set[str]]:
    around: dict[str, set[str]] = {key: set() for key in where}
    for edge in edges:
        around[edge.source].add(edge.target)
        around[edge.target].add(edge.source)
    return around


def _move(line: FigureLine, dx: float, dy: float) -> FigureLine:
    curves = tuple(
        ((a[0] + dx, a[1] + dy), (b[0] + dx, b[1] + dy), (c[0] + dx, c[1] + dy), (d[0] + dx, d[1] + dy))
        for a, b, c, d in line.curves
    )
    return FigureLine(edge=line.edge, curves=curves, tip=(line.tip[0] + dx, line.tip[1] + dy), heading=line.heading)


def _fit(scene: Scene, places: Sequence[Placed], edges: Sequence[Edge]) -> list[Shape]:
    """Scale a component up until nothing in it overlaps and every line has room for its label."""
    keys = {place.id for place in places}
    inner = [edge for edge in edges if edge.source in keys]
    best: list[Shape] = []
    wide = high = 0.25
    for _ in range(_STEPS):
        # a pair stands level, so that its names stay below it
        at = {place.id: (place.x * wide, place.y * high if len(places) > 2 else 0.0) for place in places}
        shapes = [_shape(scene, place, at, inner) for place in places]
        crowded = _crowded(shapes)
        if not crowded or not best:
            best = shapes
        if not crowded and all(_has_room(edge, shapes) for edge in inner):
            break
        # at most as wide as a page, if need be higher; a missing label is better than a figure that fits no page
        high *= 1.05
        wide *= 1.05 if crowded or _width(shapes) * 1.05 <= PAGE - 2 * _MARGIN else 1.0
        if high > _HIGHER * wide:
            break
    return best


def _width(shapes: Sequence[Shape]) -> float:
    whole = cover(rect for shape in shapes for rect in (shape.body, shape.text))
    return whole.right - whole.left


def _crowded(shapes: Sequence[Shape]) -> bool:
    return any(
        a.overlaps(b, _NEAR)
        for number, one in enumerate(shapes)
        for other in shapes[:number]
        for a in (one.body, one.text)
        for b in (other.body, other.text)
    )


def _has_room(edge: Edge, shapes: Sequence[Shape]) -> bool:
    """Check whether a straight line between two nodes is long enough for its label and its head."""
    ends = {shape.id: shape for shape in shapes}
    one, other = ends[edge.source], ends[edge.target]
    (x0, y0), (x1, y1) = one.centre, other.centre
    length = hypot(x1 - x0, y1 - y0) or 1.0
    points = [(x0 + (x1 - x0) * t / 80, y0 + (y1 - y0) * t / 80) for t in range(81)]
    free = sum(not _covers(one, point) and not _covers(other, point) for point in points) * length / 81
    dx, dy = max(abs(x1 - x0) / length, 0.01), max(abs(y1 - y0) / length, 0.01)
    return free >= min((min(measure(edge.label, LABEL), _LABEL) + 2) / dx, LABEL * LEADING / dy) + _STUBS


def _covers(shape: Shape, point: Point) -> bool:
    """Check whether a point is covered by a node, or so near that a line must end before it."""
    if is_boxed(shape.kind):
        return shape.body.contains(point, _CLEAR)
    x, y = shape.centre
    return hypot(point[0] - x, point[1] - y) < SYMBOL + 1 + _CLEAR or shape.text.contains(point, _CLEAR)


def _shape(scene: Scene, place: Placed, at: Mapping[str, Point], edges: Sequence[Edge]) -> Shape:
    node, (x, y) = scene.nodes[place.id], at[place.id]
    lines = tuple(place.label.split("\n"))
    size = LABEL if is_boxed(node.kind) else NAME
    wide, high = max(measure(line, size) for line in lines), len(lines) * size * LEADING
    if is_boxed(node.kind):
        text = Rect(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        body = Rect(text.left - _PAD, text.top - _PAD + 1, text.right + _PAD, text.bottom + _PAD - 1)
        align = "center"
    else:
        body = Rect(x - SYMBOL, y - SYMBOL, x + SYMBOL, y + SYMBOL)
        text, align = _place_name(x, y, wide, high, list(_line_ends(place.id, edges, at)))
    return Shape(id=place.id, kind=node.kind, state=node.state, body=body, text=text, lines=lines, align=align)


def _line_ends(key: str, edges: Sequence[Edge], at: Mapping[str, Point]) -> Iterator[tuple[Point, float]]:
    """Yield the other end of each line at a node, and how far the line may be bent."""
    others = [edge.target if edge.source == key else edge.source for edge in edges if key in (edge.source, edge.target)]
    for other in others:
        bend = (others.count(other) - 1) * _PARALLEL
        yield at[other], bend
        if bend:
            yield at[other], -bend


def _place_name(x: float, y: float, wide: float, high: float, ends: Sequence[tuple[Point, float]]) -> tuple[Rect, str]:
    """Place a name on the side of its symbol where the fewest lines leave it, preferably below."""
    off = SYMBOL + 2.5
    sides = (
        (Rect(x - wide / 2, y + off, x + wide / 2, y + off + high), "center"),
        (Rect(x - wide / 2, y - off - high, x + wide / 2, y - off), "center"),
        (Rect(x + off, y - high / 2, x + off + wide, y + high / 2), "left"),
        (Rect(x - off - wide, y - high / 2, x - off, y + high / 2), "right"),
    )

    def crossed(side: tuple[Rect, str]) -> int:
        return sum(any(side[0].contains(point, 2.0) for point in _path(x, y, *end)) for end in ends)

    return min(sides, key=crossed)


def _path(x: float, y: float, other: Point, bend: float) -> Iterator[Point]:
    """Yield points on a line that is bent by so much in its middle."""
    dx, dy = other[0] - x, other[1] - y
    length = hypot(dx, dy) or 1.0
    for t in (number / 60 for number in range(1, 60)):
        off = 4 * t * (1 - t) * bend / length
        yield x + t * dx - off * dy, y + t * dy + off * dx


def _route(edges: Sequence[Edge], shapes: Mapping[str, Shape]) -> list[FigureLine]:
    """Route lines: straight where nothing is in the way; those between the same two nodes are bent apart."""
    parallel: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        parallel[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    lines = []
    for (one, _), group in sorted(parallel.items()):
        for number, edge in enumerate(sorted(group, key=lambda edge: (edge.source, edge.style))):
            apart = (number - (len(group) - 1) / 2) * 2 * _PARALLEL
            # lines of both directions bend to the same side
            turn = 1 if edge.source == one else -1
            candidates = [_bend(edge, shapes, turn * (apart + bend)) for bend in _BENDS]
            lines.append(min(candidates, key=lambda line: _count_crossings(line, shapes)))
    return lines


def _bend(edge: Edge, shapes: Mapping[str, Shape], bend: float) -> FigureLine:
    """Return a line that is bent by so much in its middle, between the rims of its two nodes."""
    (x0, y0), (x1, y1) = shapes[edge.source].centre, shapes[edge.target].centre
    length = hypot(x1 - x0, y1 - y0) or 1.0
    # the middle of a cubic curve lies three quarters of the way to its inner points
    nx, ny = -(y1 - y0) / length * bend / 0.75, (x1 - x0) / length * bend / 0.75
    whole: Curve = (
        (x0, y0),
        (x0 + (x1 - x0) / 3 + nx, y0 + (y1 - y0) / 3 + ny),
        (x0 + 2 * (x1 - x0) / 3 + nx, y0 + 2 * (y1 - y0) / 3 + ny),
        (x1, y1),
    )
    first = _find_exit(whole, shapes[edge.source])
    last = 1 - _find_exit((whole[3], whole[2], whole[1], whole[0]), shapes[edge.target])
    last = max(last, first + 0.02)
    rest = cut(whole, first, last)
    tip = rest[3]
    # the head points where the line points at the beginning of the head
    back = _head_start(rest, tip)
    wide = hypot(tip[0] - back[0], tip[1] - back[1]) or 1.0
    heading = (tip[0] - back[0]) / wide, (tip[1] - back[1]) / wide
    base = (tip[0] - heading[0] * _HEAD, tip[1] - heading[1] * _HEAD)
    inner = rest[2][0] - heading[0] * _HEAD / 2, rest[2][1] - heading[1] * _HEAD / 2
    return FigureLine(edge=edge, curves=((rest[0], rest[1], inner, base),), tip=tip, heading=heading)


def _head_start(curve: Curve, tip: Point) -> Point:
    points = list(sample([curve], 0.5))
    return next((p for p in reversed(points) if hypot(p[0] - tip[0], p[1] - tip[1]) >= _HEAD), points[0])


def _find_exit(curve: Curve, shape: Shape) -> float:
    """Return the parameter, from 0 to 1, at which a curve that starts in a shape leaves it."""
    inside = 0
    for at in range(1, 200):
        if _covers(shape, point_at(curve, at / 200)):
            inside = at
    return min(0.9, (inside + 1) / 200)


def _count_crossings(line: FigureLine, shapes: Mapping[str, Shape]) -> int:
    """Count the nodes that a line crosses."""
    points = list(sample(line.curves, 3.0))
    others = (shape for key, shape in shapes.items() if key not in (line.edge.source, line.edge.target))
    return sum(any(shape.body.contains(p, 2.0) or shape.text.contains(p, 2.0) for p in points) for shape in others)


WHO = FigureView(
    title="Who takes sides with whom",
    empty="Nobody here says anything of anybody else.",
    points="",
    narrow=lambda scene: scene,
    links=Scene.party_links,
    choose=select_party_links,
    place=lambda scene, _: place_parties(scene),
    lay_out=_lay_out,
)

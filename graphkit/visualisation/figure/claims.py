"""The figures of claims and of disputes: columns as wide as their text, and lines that cross no box.

A line leaves its party at the edge, curves only in the gap before the next column, and runs level in the row of its
target from there on. Claims and documents share one stack of rows, so no other box stands in that row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graphkit.visualisation.figure.routes import PORT, route, spread_ports
from graphkit.visualisation.figure.shapes import (
    LABEL,
    LEADING,
    NAME,
    PAGE,
    SYMBOL,
    Drawing,
    Edge,
    Rect,
    Shape,
    is_boxed,
    measure,
)
from graphkit.visualisation.figure.view import FigureView
from graphkit.visualisation.labels import wrap
from graphkit.visualisation.layout import Placed, place_claims
from graphkit.visualisation.scene import Scene, SceneLink
from graphkit.visualisation.selection import select_opening

__all__ = ["CLAIMS", "DISPUTES"]

_PAD = 5.0
_MARGIN = 8.0
_BETWEEN = 9.0
_GAP = 40.0, 92.0, 64.0
_WIDEST, _NARROWEST = 36, 22
_SIDES = ("left", "right")
_ABOVE, _MOST = 24, 20


def _narrow_to_disputes(scene: Scene) -> Scene:
    contested = {key for key, node in scene.nodes.items() if node.state == "contested" and node.middle}
    return replace(scene, links=tuple(link for link in scene.claim_links() if link.target in contested))


def _choose(scene: Scene) -> Sequence[SceneLink]:
    shown = select_opening(scene, above=_ABOVE, most=_MOST)
    return tuple(link for link in scene.claim_links() if link.source in shown and link.target in shown)


def _place(scene: Scene, links: Sequence[SceneLink]) -> Sequence[Placed]:
    return place_claims(scene, frozenset(end for link in links for end in (link.source, link.target)))


def _lay_out(scene: Scene, placed: Sequence[Placed], edges: Sequence[Edge]) -> Drawing:
    """Keep the columns and the order of `placed`, and choose distances that fit the text."""
    xs = sorted({place.x for place in placed})
    number = {place.id: xs.index(place.x) for place in placed}
    edges = [edge for edge in edges if edge.source in number and edge.target in number]
    gaps = _gaps(edges, number, len(xs))
    for columns in range(_WIDEST, _NARROWEST - 1, -2):
        lines = {place.id: _wrap(scene, place, columns, len(xs)) for place in placed}
        widths = [max(_width(scene, place.id, lines) for place in placed if place.x == x) for x in xs]
        if sum(widths) + sum(gaps) + 2 * _MARGIN <= PAGE:
            break
    at = _MARGIN
    bounds: list[tuple[float, float]] = []
    for width, gap in zip(widths, [*gaps, 0.0], strict=True):
        bounds.append((at, at + width))
        at += width + gap
    y, heights = _stack(scene, placed, edges, lines, number)
    shapes = {
        place.id: _shape(scene, place, lines[place.id], bounds[number[place.id]], y[place.id], heights[place.id])
        for place in placed
    }
    top = min(min(shape.body.top, shape.text.top) for shape in shapes.values())
    bottom = max(max(shape.body.bottom, shape.text.bottom) for shape in shapes.values())
    moved = {key: shape.move(0, _MARGIN - top) for key, shape in shapes.items()}
    return Drawing(
        width=at + _MARGIN,
        height=bottom - top + 2 * _MARGIN,
        shapes=tuple(moved.values()),
        lines=route(edges, moved, number, bounds),
    )


def _gaps(edges: Sequence[Edge], number: Mapping[str, int], count: int) -> list[float]:
    """Return the width of each gap, in which the labels of the lines that curve there have room."""
    gaps = [_GAP[0]] * max(0, count - 1)
    room, most = (24.0, _GAP[2]) if count > 3 else (36.0, _GAP[1])
    for edge in edges:
        one, other = number[edge.source], number[edge.target]
        # the label of a longer line can stand beside a column instead
        if gaps and abs(one - other) <= 1:
            at = min(one, other, count - 2)
            gaps[at] = min(most, max(gaps[at], measure(edge.label, LABEL) + room))
    return gaps


def _wrap(scene: Scene, place: Placed, columns: int, count: int) -> tuple[str, ...]:
    """Wrap a label; each of four columns has less room than each of three."""
    node = scene.nodes[place.id]
    if place.column == "claims":
        return tuple(wrap(node.label, columns, 4 if columns > 26 else 5).split("\n"))
    if is_boxed(node.kind):
        return tuple(wrap(node.label, min(columns, 18), 5).split("\n"))
    return tuple(wrap(node.label, 16 if count > 3 else 20, 3).split("\n"))


def _size(kind: str) -> float:
    return LABEL if is_boxed(kind) else NAME


def _width(scene: Scene, key: str, lines: Mapping[str, Sequence[str]]) -> float:
    kind = scene.nodes[key].kind
    text = max(measure(line, _size(kind)) for line in lines[key])
    return text + (2 * _PAD if is_boxed(kind) else 2 * SYMBOL + 4)


def _stack(
    scene: Scene,
    placed: Sequence[Placed],
    edges: Sequence[Edge],
    lines: Mapping[str, Sequence[str]],
    number: Mapping[str, int],
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the y of the centre and the height of each node."""
    ends: dict[tuple[str, bool], int] = defaultdict(int)
    around: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        ends[edge.target, number[edge.source] > number[edge.target]] += 1
        ends[edge.source, number[edge.target] >= number[edge.source]] += 1
        around[edge.source].append(edge.target)
    heights = {}
    for place in placed:
        kind = scene.nodes[place.id].kind
        text = len(lines[place.id]) * _size(kind) * LEADING
        ports = max(ends[place.id, False], ends[place.id, True]) * PORT[0] + 4
        heights[place.id] = max(text + 2 * (_PAD - 1.5), ports) if is_boxed(kind) else max(text, 2 * SYMBOL)
    ordered = sorted(placed, key=lambda place: (place.y, place.id))
    y: dict[str, float] = {}
    top = 0.0
    for place in ordered:
        if place.column not in _SIDES:
            y[place.id] = top + heights[place.id] / 2
            top += heights[place.id] + _BETWEEN
    for side in _SIDES:
        keys = [place.id for place in ordered if place.column == side]
        wishes = [_mean([y[key] for key in around[key_] if key in y], top / 2) for key_ in keys]
        y.update(_settle(keys, wishes, heights))
    # a party with a single line stands level with the end of it, which the order on both sides decides
    below = spread_ports(edges, number, y, heights)
    only = {edge.source: edge for edge in edges if len(around[edge.source]) == 1}
    for side in _SIDES:
        keys = [place.id for place in ordered if place.column == side]
        wishes = [y[only[key].target] + below[only[key], only[key].target] if key in only else y[key] for key in keys]
        y.update(_settle(keys, wishes, heights))
    return y, heights


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _settle(keys: Sequence[str], wishes: Sequence[float], heights: Mapping[str, float]) -> dict[str, float]:
    """Place nodes in the given order as near to their wishes as their heights allow (pool adjacent violators)."""
    offsets, at = [], 0.0
    for key in keys:
        offsets.append(at + heights[key] / 2)
        at += heights[key] + _BETWEEN
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        blocks.append((wish - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (one, m), (other, n) = blocks[-2:]
            blocks[-2:] = [((one * m + other * n) / (m + n), m + n)]
    starts = [start for start, count in blocks for _ in range(count)]
    return {key: start + offset for key, start, offset in zip(keys, starts, offsets, strict=True)}


def _shape(
    scene: Scene, place: Placed, lines: tuple[str, ...], bounds: tuple[float, float], y: float, height: float
) -> Shape:
    node = scene.nodes[place.id]
    size = _size(node.kind)
    column_left, column_right = bounds
    half = len(lines) * size * LEADING / 2
    wide = max(measure(line, size) for line in lines)
    if is_boxed(node.kind):
        # boxes in the middle are as wide as their column, so that the heads of lines are aligned
        full = place.column not in _SIDES
        left = column_right - wide - 2 * _PAD if place.column == "left" else column_left
        right = column_right if full else left + wide + 2 * _PAD
        body = Rect(left, y - height / 2, right, y + height / 2)
        text = Rect(left + _PAD, y - half, left + _PAD + wide, y + half)
        align = "left"
    elif place.column == "left":
        body = Rect(column_right - 2 * SYMBOL, y - SYMBOL, column_right, y + SYMBOL)
        text = Rect(body.left - 4 - wide, y - half, body.left - 4, y + half)
        align = "right"
    else:
        body = Rect(column_left, y - SYMBOL, column_left + 2 * SYMBOL, y + SYMBOL)
        text = Rect(body.right + 4, y - half, body.right + 4 + wide, y + half)
        align = "left"
    return Shape(id=place.id, kind=node.kind, state=node.state, body=body, text=text, lines=lines, align=align)


CLAIMS = FigureView(
    title="Who says what",
    empty="Nobody here says anything.",
    points="claims and documents",
    narrow=lambda scene: scene,
    links=Scene.claim_links,
    choose=_choose,
    place=_place,
    lay_out=_lay_out,
)
DISPUTES = replace(
    CLAIMS,
    title="Who disputes what with whom",
    empty="Nobody here rejects what somebody else affirms.",
    points="contested points",
    narrow=_narrow_to_disputes,
)

"""The parts of a figure: shapes, the lines between them, and the measures of text.

All lengths are in points (1/72 inch), measured from the upper left corner of the page; y grows downwards.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graphkit.visualisation.labels import clean, shorten, width
from graphkit.visualisation.look import look, wording
from graphkit.visualisation.scene import Scene, SceneLink

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

__all__ = [
    "LABEL",
    "LEADING",
    "NAME",
    "PAGE",
    "SYMBOL",
    "Curve",
    "Drawing",
    "Edge",
    "FigureLine",
    "Point",
    "Rect",
    "Shape",
    "cover",
    "cut",
    "font",
    "is_boxed",
    "measure",
    "merge",
    "point_at",
    "sample",
]

type Point = tuple[float, float]
type Curve = tuple[Point, Point, Point, Point]

NAME, LABEL = 7.5, 7.0
"""Sizes of type: of names; of the words in boxes, on lines and in the legend."""
LEADING = 1.2
"""The distance between lines of text, in sizes of type."""
SYMBOL = 4.5
"""Half the width of a party's symbol."""
PAGE = 518.0
"""The width of a page's text in most journals: 7.2 inches."""


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Rect, apart: float = 0.0) -> bool:
        """Check whether two rectangles overlap or are less than `apart` points from each other."""
        return (
            self.left < other.right + apart
            and other.left < self.right + apart
            and self.top < other.bottom + apart
            and other.top < self.bottom + apart
        )

    def contains(self, point: Point, beyond: float = 0.0) -> bool:
        """Check whether a point is inside, or less than `beyond` points outside."""
        x, y = point
        return self.left - beyond < x < self.right + beyond and self.top - beyond < y < self.bottom + beyond

    def move(self, dx: float, dy: float) -> Rect:
        """Return the rectangle moved."""
        return Rect(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A node as drawn: a box around its text, or a symbol with its name beside it."""

    id: str
    kind: str
    state: str
    body: Rect
    text: Rect
    lines: tuple[str, ...]
    align: str

    @property
    def centre(self) -> Point:
        """The centre of the box or the symbol."""
        return (self.body.left + self.body.right) / 2, (self.body.top + self.body.bottom) / 2

    def move(self, dx: float, dy: float) -> Shape:
        """Return the shape moved."""
        return replace(self, body=self.body.move(dx, dy), text=self.text.move(dx, dy))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All links from one party to one target in one style, which are drawn as one line.

    Args:
        source: The party.
        target: The point or the other party.
        style: 'affirm', 'reject', 'allege' or 'relay'.
        label: The most common act, and how many more links there are.
        thin: Whether it is known only through somebody else.
    """

    source: str
    target: str
    style: str
    label: str
    thin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """An edge as drawn.

    Args:
        edge: The edge.
        curves: Cubic Bézier curves, each from the end of the one before; the last ends where the head begins.
        tip: The point at which the head touches the target.
        heading: The direction of the head, a unit vector.
        label: The place of its label; None if there is no room for one.
    """

    edge: Edge
    curves: tuple[Curve, ...]
    tip: Point
    heading: Point
    label: Rect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A laid-out picture, from (0, 0) to its width and height."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    lines: tuple[FigureLine, ...]


def is_boxed(kind: str) -> bool:
    """Check whether nodes of a kind are boxes around their words."""
    return look().kinds[kind].is_box


def merge(links: Iterable[SceneLink], scene: Scene) -> tuple[Edge, ...]:
    """Merge links with the same ends and the same style into one edge."""
    groups: dict[tuple[str, str, str], list[SceneLink]] = {}
    for link in links:
        groups.setdefault((link.source, link.target, link.style), []).append(link)
    edges = []
    for (source, target, style), group in groups.items():
        if source == target or source not in scene.nodes or target not in scene.nodes:
            continue
        acts = [wording(clean(link.act)) for link in group]
        first = max(dict.fromkeys(acts), key=acts.count)
        more = f" +{len(group) - 1}" if len(group) > 1 else ""
        thin = all(any(other != source for other in link.via) for link in group)
        edges.append(Edge(source=source, target=target, style=style, label=shorten(first, 20) + more, thin=thin))
    return tuple(edges)


def cover(rects: Iterable[Rect]) -> Rect:
    """Return the smallest rectangle that covers others."""
    all_ = list(rects)
    return Rect(
        min(r.left for r in all_), min(r.top for r in all_), max(r.right for r in all_), max(r.bottom for r in all_)
    )


@cache
def font() -> FontProperties:
    """Return the typeface that comes with matplotlib, so that text is as wide on every machine."""
    from pathlib import Path

    import matplotlib
    from matplotlib.font_manager import FontProperties

    file = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    # the fallback for viewers of an SVG that do not have it
    return FontProperties(family=["DejaVu Sans", "sans-serif"], fname=str(file))


@cache
def _measure(text: str) -> float:
    from matplotlib.textpath import text_to_path

    prop = font().copy()
    prop.set_size(100)
    with warnings.catch_warnings():
        # a glyph that the typeface lacks is as wide as the box drawn in its place
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        return float(text_to_path.get_text_width_height_descent(text, prop, ismath=False)[0]) / 100


def measure(text: str, size: float) -> float:
    """Return the width of a line of text in points, at a size of type in points."""
    # a viewer draws scripts that the typeface lacks with another, whose wide characters are a square each
    wide = 0.0 if text.isascii() else width(text) / 2
    return size * max(_measure(text), wide)


def sample(curves: Sequence[Curve], step: float = 2.0) -> Iterator[Point]:
    """Yield points on curves, at a distance of about `step` points."""
    for a, b, c, d in curves:
        length = sum(abs(p[0] - q[0]) + abs(p[1] - q[1]) for p, q in ((a, b), (b, c), (c, d)))
        count = max(2, int(length / step))
        for at in range(count + 1):
            t = at / count
            u = 1 - t
            k, m, n, o = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            yield k * a[0] + m * b[0] + n * c[0] + o * d[0], k * a[1] + m * b[1] + n * c[1] + o * d[1]


def point_at(curve: Curve, t: float) -> Point:
    """Return the point of a curve at a parameter from 0 to 1."""
    return _head(curve, t)[3]


def cut(curve: Curve, first: float, last: float) -> Curve:
    """Return the piece of a curve between two of its parameters, from 0 to 1."""
    return _head(_flip(_head(_flip(curve), 1 - first)), (last - first) / (1 - first))


def _flip(curve: Curve) -> Curve:
    return curve[3], curve[2], curve[1], curve[0]


def _head(curve: Curve, t: float) -> Curve:
    """Return the piece of a curve up to a parameter, by de Casteljau's construction."""
    a, b, c, d = curve
    ab, bc, cd = _mix(a, b, t), _mix(b, c, t), _mix(c, d, t)
    abc, bcd = _mix(ab, bc, t), _mix(bc, cd, t)
    return a, ab, abc, _mix(abc, bcd, t)


def _mix(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t

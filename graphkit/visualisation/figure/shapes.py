"""Hold what a still figure is made of: shapes, lines between them, and the measures of text.

All lengths are points (1/72 inch) from the page's upper left corner, y growing downwards.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graphkit.visualisation.labels import clean, shorten, width
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
    "font",
    "is_boxed",
    "measure",
    "merge",
    "sample",
    "words",
]

type Point = tuple[float, float]
type Curve = tuple[Point, Point, Point, Point]

NAME, LABEL = 7.5, 7.0
"""Sizes of type: names and boxes; labels of lines and the legend."""
LEADING = 1.2
"""How far apart lines of text stand, in sizes of type."""
SYMBOL = 4.5
"""Half the width of a party's symbol."""
PAGE = 518.0
"""The width of a page's text in most journals: 7.2 inches."""

_BOXED = frozenset({"claim", "work", "event"})


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rect, apart: float = 0.0) -> bool:
        """Tell whether two rectangles overlap or come nearer than `apart` points."""
        return (
            self.left < other.right + apart
            and other.left < self.right + apart
            and self.top < other.bottom + apart
            and other.top < self.bottom + apart
        )

    def holds(self, point: Point, beyond: float = 0.0) -> bool:
        """Tell whether a point lies inside, or less than `beyond` points outside."""
        x, y = point
        return self.left - beyond < x < self.right + beyond and self.top - beyond < y < self.bottom + beyond

    def move(self, dx: float, dy: float) -> Rect:
        """Give the rectangle at another place."""
        return Rect(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A node as it is drawn: a box around its text, or a symbol with its name beside it."""

    id: str
    kind: str
    state: str
    body: Rect
    text: Rect
    lines: tuple[str, ...]
    align: str

    @property
    def centre(self) -> Point:
        """Give the middle of the box or the symbol."""
        return (self.body.left + self.body.right) / 2, (self.body.top + self.body.bottom) / 2

    def move(self, dx: float, dy: float) -> Shape:
        """Give the shape at another place."""
        return replace(self, body=self.body.move(dx, dy), text=self.text.move(dx, dy))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """All that one party does to one target in one style: one line.

    Args:
        source: The party.
        target: The point or the other party.
        style: 'affirm', 'reject', 'allege' or 'relay'.
        label: What it does, in a word or two.
        thin: Whether it is known only through somebody else.
    """

    source: str
    target: str
    style: str
    label: str
    thin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """An edge as it is drawn.

    Args:
        edge: What it stands for.
        curves: Cubic Bézier curves, each from the end of the one before; the last ends where the head is put.
        tip: Where the head touches the target.
        heading: The direction of the head, of length one.
        label: Where its label stands; None if there is no room for it.
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
    """Tell whether nodes of a kind are boxes around their text."""
    return kind in _BOXED


def words(act: str) -> str:
    """Word an act: 'declinesToComment' is 'declines to comment'.

    >>> words("declinesToComment?"), words("publish report on")
    ('declines to comment?', 'publish report on')
    """
    act = clean(act)
    if act.rstrip("?").isalpha():
        act = "".join(f" {letter.lower()}" if letter.isupper() and at else letter for at, letter in enumerate(act))
    return act


def merge(links: Iterable[SceneLink], scene: Scene) -> tuple[Edge, ...]:
    """Draw one line for what has the same ends and the same style."""
    groups: dict[tuple[str, str, str], list[SceneLink]] = {}
    for link in links:
        groups.setdefault((link.source, link.target, link.style), []).append(link)
    edges = []
    for (source, target, style), group in groups.items():
        if source == target or source not in scene.nodes or target not in scene.nodes:
            continue
        acts = [words(link.act) for link in group]
        first = max(dict.fromkeys(acts), key=acts.count)
        more = f" +{len(group) - 1}" if len(group) > 1 else ""
        thin = all(any(other != source for other in link.via) for link in group)
        edges.append(Edge(source=source, target=target, style=style, label=shorten(first, 20) + more, thin=thin))
    return tuple(edges)


def cover(rects: Iterable[Rect]) -> Rect:
    """Give the least rectangle around others."""
    some = list(rects)
    return Rect(
        min(r.left for r in some), min(r.top for r in some), max(r.right for r in some), max(r.bottom for r in some)
    )


@cache
def font() -> FontProperties:
    """Find the typeface that matplotlib brings along, so that text is as wide here as anywhere."""
    from pathlib import Path

    import matplotlib
    from matplotlib.font_manager import FontProperties

    file = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    # an SVG's viewer that lacks it takes one that is as wide
    return FontProperties(family=["DejaVu Sans", "sans-serif"], fname=str(file))


@cache
def _measure(text: str) -> float:
    from matplotlib.textpath import text_to_path

    prop = font().copy()
    prop.set_size(100)
    with warnings.catch_warnings():
        # a sign that the typeface lacks is as wide as the box drawn for it
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        return float(text_to_path.get_text_width_height_descent(text, prop, ismath=False)[0]) / 100


def measure(text: str, size: float) -> float:
    """Measure how wide a line of text is, in points, at a size of type in points."""
    # a script that the typeface lacks is drawn by an SVG's viewer with another, whose wide signs are a square each
    wide = 0.0 if text.isascii() else width(text) / 2
    return size * max(_measure(text), wide)


def sample(curves: Sequence[Curve], step: float = 2.0) -> Iterator[Point]:
    """Give points on curves, about `step` points apart."""
    for a, b, c, d in curves:
        length = sum(abs(p[0] - q[0]) + abs(p[1] - q[1]) for p, q in ((a, b), (b, c), (c, d)))
        count = max(2, int(length / step))
        for at in range(count + 1):
            t = at / count
            u = 1 - t
            k, m, n, o = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            yield k * a[0] + m * b[0] + n * c[0] + o * d[0], k * a[1] + m * b[1] + n * c[1] + o * d[1]

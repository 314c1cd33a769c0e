"""Cut cubic Bézier curves (de Casteljau's construction)."""

from __future__ import annotations

from graphkit.visualisation.figure.shapes import Curve, Point

__all__ = ["cut", "point_at"]


def point_at(curve: Curve, t: float) -> Point:
    """Give the point of a curve at a parameter from 0 to 1."""
    return _head(curve, t)[3]


def cut(curve: Curve, first: float, last: float) -> Curve:
    """Cut out the piece of a curve between two of its parameters, from 0 to 1."""
    return _head(_flip(_head(_flip(curve), 1 - first)), (last - first) / (1 - first))


def _flip(curve: Curve) -> Curve:
    return curve[3], curve[2], curve[1], curve[0]


def _head(curve: Curve, t: float) -> Curve:
    a, b, c, d = curve
    ab, bc, cd = _mix(a, b, t), _mix(b, c, t), _mix(c, d, t)
    abc, bcd = _mix(ab, bc, t), _mix(bc, cd, t)
    return a, ab, abc, _mix(abc, bcd, t)


def _mix(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t

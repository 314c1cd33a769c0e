"""Lay out a network of thousands by forces, from coarse to fine, the same to the last bit everywhere.

The forces are those of LinLog (Noack, 2009): linked nodes attract with the same force at any distance, and all repel
with their weight divided by the distance, so that groups that are linked among themselves stand apart. Nodes are merged
with their neighbours until few are left, and separated again level by level (Walshaw, 2003). Distant nodes repel in
bundles. Only the four operations and the square root are used, which IEEE 754 defines to the last bit, and sums in a
defined order: `bincount` adds one value after the other, `add.reduce` over rows adds row after row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt, sqrt

import numpy as np
from numpy.typing import NDArray

__all__ = ["Springs", "relax", "spiral"]

type _Floats = NDArray[np.float64]

_COARSEST = 24
_FIRST, _FURTHER = 100, 50
_BUNDLES = 16
# the golden angle, by which the seeds of a sunflower turn
_COS, _SIN = -0.7373688, 0.6754903


@dataclass(frozen=True, slots=True, kw_only=True)
class Springs:
    """A network to lay out.

    Args:
        weights: How strongly each node repels others.
        pulls: How strongly each node is drawn to the middle.
        links: Pairs of nodes by their number, with the strength of the link; each pair once.
    """

    weights: Sequence[float]
    pulls: Sequence[float]
    links: Sequence[tuple[int, int, int]]


def relax(springs: Springs) -> tuple[_Floats, _Floats]:
    """Place nodes so that linked ones are near one another and groups apart.

    Returns:
        The x and the y of each node, around the origin, in an arbitrary scale.
    """
    levels, parents = [springs], []
    while len(levels[-1].weights) > _COARSEST:
        parent, coarser = _coarsen(levels[-1])
        if 10 * len(coarser.weights) > 9 * len(levels[-1].weights):
            break
        levels.append(coarser)
        parents.append(parent)
    x, y = spiral(len(levels[-1].weights))
    x, y = _move(levels[-1], x, y, _FIRST, 0.1)
    for level, parent in zip(levels[-2::-1], parents[::-1], strict=True):
        # separated nodes start around the place of the node that they were merged into
        aside_x, aside_y = spiral(len(level.weights))
        near = _extent(x, y) / (20 * sqrt(len(level.weights)) * sqrt(len(x)))
        x, y = _move(level, x[parent] + aside_x * near, y[parent] + aside_y * near, _FURTHER, 0.03)
    return x, y


def spiral(count: int) -> tuple[_Floats, _Floats]:
    """Place points like the seeds of a sunflower, at about equal distances."""
    xs, ys = [], []
    cos, sin = 1.0, 0.0
    for number in range(count):
        far = sqrt(number + 0.5)
        xs.append(far * cos)
        ys.append(far * sin)
        cos, sin = cos * _COS - sin * _SIN, cos * _SIN + sin * _COS
        length = sqrt(cos * cos + sin * sin)
        cos, sin = cos / length, sin / length
    return np.array(xs), np.array(ys)


def _coarsen(springs: Springs) -> tuple[NDArray[np.int64], Springs]:
    """Merge nodes with their neighbours, the best linked nodes first, each with its least linked neighbours first."""
    count = len(springs.weights)
    around: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for a, b, strength in springs.links:
        around[a].append((b, strength))
        around[b].append((a, strength))
    # a node merged with all others would leave nothing to arrange
    most = 3 * sum(springs.weights) / sqrt(count)
    parent = [-1] * count
    weights: list[float] = []
    pulls: list[float] = []
    for node in sorted(range(count), key=lambda n: (-len(around[n]), n)):
        if parent[node] >= 0:
            continue
        parent[node] = len(weights)
        weight, pull = springs.weights[node], springs.pulls[node]
        for other, _ in sorted(around[node], key=lambda one: (len(around[one[0]]), -one[1], one[0])):
            if parent[other] < 0 and weight + springs.weights[other] <= most:
                parent[other] = parent[node]
                weight, pull = weight + springs.weights[other], pull + springs.pulls[other]
        weights.append(weight)
        pulls.append(pull)
    links: dict[tuple[int, int], int] = {}
    for a, b, strength in springs.links:
        one, other = sorted((parent[a], parent[b]))
        if one != other:
            links[one, other] = links.get((one, other), 0) + strength
    coarser = Springs(weights=weights, pulls=pulls, links=[(*ends, links[ends]) for ends in sorted(links)])
    return np.array(parent, dtype=np.int64), coarser


def _extent(x: _Floats, y: _Floats) -> float:
    return max(float(x.max() - x.min()), float(y.max() - y.min()), 1e-9)


def _move(springs: Springs, x: _Floats, y: _Floats, rounds: int, heat: float) -> tuple[_Floats, _Floats]:
    """Move the nodes by the forces, each round by less."""
    count = len(x)
    ends = np.array([link[:2] for link in springs.links], dtype=np.int64).reshape(-1, 2)
    a, b = ends[:, 0].copy(), ends[:, 1].copy()
    strengths = np.array([link[2] for link in springs.links], dtype=float) / (
        sum(link[2] for link in springs.links) or 1
    )
    weights = np.array(springs.weights) / sum(springs.weights)
    pulls = np.array(springs.pulls) * weights
    inertia = weights + (np.bincount(a, strengths, count) + np.bincount(b, strengths, count)) / 2
    for step in range(rounds):
        size = _extent(x, y)
        fx, fy = _push(x, y, weights, 1e-6 * size * size)
        dx, dy = x[b] - x[a], y[b] - y[a]
        tight = strengths / (np.sqrt(dx * dx + dy * dy) + 0.003 * size)
        dx, dy = dx * tight, dy * tight
        inward = pulls / (np.sqrt(x * x + y * y) + 0.03 * size)
        fx = weights * fx + np.bincount(a, dx, count) - np.bincount(b, dx, count) - inward * x
        fy = weights * fy + np.bincount(a, dy, count) - np.bincount(b, dy, count) - inward * y
        force = np.sqrt(fx * fx + fy * fy) + 1e-30
        far = np.minimum(0.1 * force / inertia, heat * size * (1 - step / rounds)) / force
        x, y = x + fx * far, y + fy * far
    return x, y


def _push(x: _Floats, y: _Floats, weights: _Floats, least: float) -> tuple[_Floats, _Floats]:
    """Sum the repulsion on each node by bundles of equal size, which are divided by x, then by y."""
    count = len(x)
    slabs = min(isqrt(count), _BUNDLES)
    number = slabs * slabs
    rank = np.arange(count, dtype=np.int64)
    slab = np.empty(count, dtype=np.int64)
    slab[np.argsort(x, kind="stable")] = rank * slabs // count
    bundle = np.empty(count, dtype=np.int64)
    bundle[np.lexsort((y, slab))] = rank * number // count
    weight = np.bincount(bundle, weights, number)
    dx = x - (np.bincount(bundle, weights * x, number) / weight)[:, np.newaxis]
    dy = y - (np.bincount(bundle, weights * y, number) / weight)[:, np.newaxis]
    push = weight[:, np.newaxis] / (dx * dx + dy * dy + least)
    return np.add.reduce(dx * push, axis=0), np.add.reduce(dy * push, axis=0)

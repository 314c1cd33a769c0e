"""Lay out a small network by forces: linked nodes attract, all repel one another (Fruchterman and Reingold, 1991).

No library is used, so that places are the same to the last bit everywhere: the four operations and the square root are
defined exactly by IEEE 754, and the start is a lattice, not random. Components are laid out one by one and put side by
side, since forces between them would only drive them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isqrt, sqrt

from graphkit.visualisation.groups import find_components

__all__ = ["settle"]

type _Point = tuple[float, float]

_ROUNDS = 220
_APART = 0.95
_GRAVITY = 0.8


def settle(
    order: Sequence[str], around: Mapping[str, Mapping[str, int]], *, wide: float = 1.1, lying: bool = True
) -> dict[str, tuple[float, float]]:
    """Place nodes so that linked ones are about one unit apart.

    Args:
        order: The nodes, linked ones near one another; the order decides the start.
        around: The neighbours of each node, with the number of links.
        wide: The ratio of width to height that the whole may have.
        lying: Whether components are turned to be wider than high, rather than higher than wide.

    Returns:
        The place of each node; y grows downwards.
    """
    placed: dict[str, _Point] = {}
    boxes = []
    for members in find_components(order, around):
        at = _spread(_relax(members, around))
        left, top = min(x for x, _ in at.values()), min(y for _, y in at.values())
        width = max(x for x, _ in at.values()) - left
        height = max(y for _, y in at.values()) - top
        turned = (width < height) == lying
        moved = {key: (y - top, x - left) if turned else (x - left, y - top) for key, (x, y) in at.items()}
        boxes.append((height, width, moved) if turned else (width, height, moved))
    area = sum((width + 1) * (height + 1) for width, height, _ in boxes)
    limit = max([sqrt(area * wide), *(width for width, _, _ in boxes)])
    x = y = row = 0.0
    # shelves: the tallest component first, the next beside it while there is room
    for width, height, at in sorted(boxes, key=lambda box: (-len(box[2]), -box[1], min(box[2]))):
        if x and x + width > limit:
            x, y, row = 0.0, y + row + 1.1, 0.0
        placed.update({key: (x + a, y + b) for key, (a, b) in at.items()})
        x, row = x + width + 1.1, max(row, height)
    return placed


def _relax(members: Sequence[str], around: Mapping[str, Mapping[str, int]]) -> dict[str, _Point]:
    side = isqrt(len(members)) + 1
    xs = [float(number % side) + 0.13 * (number // side % 3) for number in range(len(members))]
    ys = [float(number // side) + 0.17 * (number % side % 2) for number in range(len(members))]
    numbers = {key: number for number, key in enumerate(members)}
    pairs = sorted({(min(a, b), max(a, b)) for k in members for a, b in ((numbers[k], numbers[o]) for o in around[k])})
    for step in range(_ROUNDS):
        heat = 0.5 * (1 - step / _ROUNDS) + 0.005
        dx, dy = [0.0] * len(members), [0.0] * len(members)
        for a in range(len(members)):
            for b in range(a):
                x, y = xs[a] - xs[b], ys[a] - ys[b]
                push = 1 / max(x * x + y * y, 0.01)
                dx[a] += x * push
                dy[a] += y * push
                dx[b] -= x * push
                dy[b] -= y * push
        for a, b in pairs:
            x, y = xs[a] - xs[b], ys[a] - ys[b]
            pull = sqrt(x * x + y * y)
            dx[a] -= x * pull
            dy[a] -= y * pull
            dx[b] += x * pull
            dy[b] += y * pull
        middle, centre = sum(xs) / len(xs), sum(ys) / len(ys)
        for a in range(len(members)):
            # a weak pull to the middle, since long arms would make the whole too small to be read
            dx[a] -= _GRAVITY * (xs[a] - middle)
            dy[a] -= _GRAVITY * (ys[a] - centre)
            length = sqrt(dx[a] * dx[a] + dy[a] * dy[a])
            if length:
                move = min(length, heat) / length
                xs[a] += dx[a] * move
                ys[a] += dy[a] * move
    return {key: (xs[number], ys[number]) for key, number in numbers.items()}


def _spread(at: dict[str, _Point]) -> dict[str, _Point]:
    """Scale a component up until no node stands on the name of another."""
    places = list(at.values())
    least = min(
        (max(abs(a[0] - b[0]), abs(a[1] - b[1])) for n, a in enumerate(places) for b in places[:n]), default=_APART
    )
    # the nearest pair decides, but a single close pair must not inflate the whole
    scale = min(max(1.0, _APART / max(least, 0.01)), 1.4)
    return {key: (x * scale, y * scale) for key, (x, y) in at.items()}

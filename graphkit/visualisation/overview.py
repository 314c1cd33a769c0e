"""Place all nodes of a picture, as an overview of who belongs together and where the disputes are.

Claims of one party stand around it. Parties, and claims that several of them speak on, are arranged by forces within
groups, and the groups like islands, linked ones near one another. Contested claims are the centre of their group. Each
node has a cell of its own in a grid, so that no two overlap; components stand on shelves around the largest. Places are
integers from comparisons and from `spring`, the same on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from math import isqrt, sqrt

from graphkit.visualisation.groups import find_components, find_groups
from graphkit.visualisation.labels import wrap
from graphkit.visualisation.layout import Placed, label
from graphkit.visualisation.scene import Scene, SceneLink
from graphkit.visualisation.shelves import Block, shelve
from graphkit.visualisation.spring import Springs, relax

__all__ = ["place_overview"]

type _Cell = tuple[int, int]
type _Around = Mapping[str, Mapping[str, int]]

_BOXES = (240, 100)
_NAMES = (150, 90)
"""The width and height of a cell: for boxes of four lines, and for symbols above names of three lines."""

_FULL = 1.1
"""The share of the area that blocks fill where the forces spread them: so large that most must give way."""

_STRETCH = 1.1
_LARGE, _SEVERAL, _MANY = 7, 12, 60
_DRAWN, _CONTESTED = 0.05, 1.5
_STATES = ("contested", "reject", "allege", "affirm", "relay", "")


def place_overview(scene: Scene, links: Sequence[SceneLink], *, names: bool = False) -> tuple[Placed, ...]:
    """Place all nodes of a view.

    Args:
        scene: The scene.
        links: The links of the view; its nodes are their ends.
        names: Whether labels are as narrow as in the who-vs-whom view.

    Returns:
        The nodes, sorted by their addresses; no two overlap.
    """
    around: dict[str, dict[str, int]] = defaultdict(dict)
    for link in links:
        for one, other in ((link.source, link.target), (link.target, link.source)):
            around[one][other] = around[one].get(other, 0) + 1
    cell = _NAMES if names else _BOXES
    blocks = [_arrange(scene, members, around, cell) for members in find_components(sorted(around), around)]
    contested = {key for key in around if scene.nodes[key].state == "contested"}
    cells = shelve(blocks, cell, many=_MANY, wanted=contested)
    return tuple(
        Placed(
            id=key,
            x=cells[key][0] * cell[0],
            y=cells[key][1] * cell[1],
            label=wrap(scene.nodes[key].label, 16, 3) if names else label(scene.nodes[key]),
            column="ring",
        )
        for key in sorted(around)
    )


def _arrange(scene: Scene, members: Sequence[str], around: _Around, cell: _Cell) -> Block:
    """Arrange a component: hubs with their leaves, then groups of hubs, then the groups."""

    def order(key: str) -> tuple[int, int, str]:
        return _STATES.index(scene.nodes[key].state), -len(around[key]), key

    hubs = sorted((key for key in members if len(around[key]) > 1), key=order)
    if not hubs:
        # of two nodes that are linked only with one another, the party is the hub
        hubs = sorted(members, key=lambda key: (scene.nodes[key].middle, key))[:1]
    numbers = {key: number for number, key in enumerate(hubs)}
    patches = [[key] for key in hubs]
    for key in sorted(members, key=order):
        if key not in numbers:
            patches[numbers[next(iter(around[key]))]].append(key)
    links = sorted(
        (number, numbers[other], count)
        for number, key in enumerate(hubs)
        for other, count in around[key].items()
        if number < numbers.get(other, -1)
    )
    blocks = [dict(zip(patch, _nearest_cells(_power(len(patch)), cell), strict=False)) for patch in patches]
    weights = [float(sum(around[key].values())) for key in hubs]
    pulls = [_CONTESTED if scene.nodes[key].state == "contested" else _DRAWN for key in hubs]
    return _join_groups(blocks, Springs(weights=weights, pulls=pulls, links=links), cell)


def _join_groups(blocks: Sequence[Block], springs: Springs, cell: _Cell) -> Block:
    """Join the blocks of each group, then the groups."""
    if len(blocks) < _SEVERAL:
        return _join(blocks, _wish(blocks, springs, cell), springs.pulls, cell)
    groups = find_groups(len(blocks), springs.links)
    homes = {node: (number, at) for number, group in enumerate(groups) for at, node in enumerate(group)}
    within: list[list[tuple[int, int, int]]] = [[] for _ in groups]
    across: list[tuple[int, int, int]] = []
    between: dict[tuple[int, int], int] = defaultdict(int)
    for a, b, count in springs.links:
        (one, first), (other, second) = homes[a], homes[b]
        if one == other:
            within[one].append((first, second, count))
        else:
            across.append((a, b, count))
            between[min(one, other), max(one, other)] += count
    islands, pulls = [], []
    for group, links in zip(groups, within, strict=True):
        weights = [springs.weights[node] for node in group]
        drawn = [springs.pulls[node] for node in group]
        members = [blocks[node] for node in group]
        wishes = _wish(members, Springs(weights=weights, pulls=drawn, links=links), cell)
        islands.append(_centre(_join(members, wishes, drawn, cell)))
        pulls.append(sum(w * p for w, p in zip(weights, drawn, strict=True)) / sum(weights))
    sizes = [float(len(island)) for island in islands]
    outer = Springs(weights=sizes, pulls=pulls, links=[(*ends, count) for ends, count in sorted(between.items())])
    wishes = _wish(islands, outer, cell)
    leans = [[0, 0] for _ in islands]
    for a, b, count in across:
        for node, other in ((a, b), (b, a)):
            home, toward = homes[node][0], homes[other][0]
            place = islands[home][next(iter(blocks[node]))]
            for axis in (0, 1):
                leans[home][axis] += count * place[axis] * (wishes[toward][axis] - wishes[home][axis])
    # an island is mirrored where its links to the others would start on the far side
    mirrored = [
        {key: (-c if lean[0] < 0 else c, -r if lean[1] < 0 else r) for key, (c, r) in island.items()}
        for island, lean in zip(islands, leans, strict=True)
    ]
    return _join(mirrored, wishes, pulls, cell)


def _power(count: int) -> int:
    """Round up to a power of two, so that few tables are cached."""
    return 1 << count.bit_length()


@cache
def _nearest_cells(count: int, cell: _Cell) -> Sequence[_Cell]:
    """Return at least so many cells around the origin, the nearest first."""
    wide, high = cell
    # a circle of this radius covers more than so many cells
    reach = isqrt(count * wide * high) + wide
    cells = [
        (column * column * wide * wide + row * row * high * high, column, row)
        for column in range(-(reach // wide), reach // wide + 1)
        for row in range(-(reach // high), reach // high + 1)
    ]
    return [(column, row) for far, column, row in sorted(cells) if far <= reach * reach]


def _wish(blocks: Sequence[Block], springs: Springs, cell: _Cell) -> Sequence[_Cell]:
    """Return where the forces place each block."""
    if len(blocks) == 1:
        return [(0, 0)]
    x, y = relax(springs)
    width, height = float(x.max() - x.min()), float(y.max() - y.min())
    if width < height:
        x, y, width, height = y, x, height, width
    room = sum(len(_surround(block)) for block in blocks) * cell[0] * cell[1] / _FULL
    scale = sqrt(room / max(width * height, width * width / 4, 1e-9))
    return [
        (round(a * scale * _STRETCH / cell[0]), round(b * scale / _STRETCH / cell[1]))
        for a, b in zip(x.tolist(), y.tolist(), strict=True)
    ]


def _join(blocks: Sequence[Block], wishes: Sequence[_Cell], pulls: Sequence[float], cell: _Cell) -> Block:
    """Join blocks, each as near to its wish as possible."""
    return blocks[0] if len(blocks) == 1 else _squeeze(_settle(blocks, wishes, pulls, cell))


def _surround(block: Block) -> Sequence[_Cell]:
    """Return the cells of a block, and of a large one also those around it, which keep it apart from the next."""
    cells = list(block.values())
    if len(cells) < _LARGE:
        return cells
    wider = ((c + across, r + down) for across in (-1, 0, 1) for down in (-1, 0, 1) for c, r in cells)
    return list(dict.fromkeys(wider))


def _settle(blocks: Sequence[Block], wishes: Sequence[_Cell], pulls: Sequence[float], cell: _Cell) -> Block:
    """Assign each block the free cells nearest to its wish.

    Contested blocks come first, so that they are the centre of their group; then the largest, but of a few blocks the
    smallest, which stand between the others.
    """
    taken: set[_Cell] = set()
    settled: Block = {}
    tried: dict[tuple[_Cell, int], int] = {}
    near = _nearest_cells(_power(2 * sum(map(len, blocks))), cell)
    sign = -1 if len(blocks) >= _SEVERAL else 1
    for number in sorted(range(len(blocks)), key=lambda n: (pulls[n] < _CONTESTED, sign * len(blocks[n]))):
        block, (column, row) = _centre(blocks[number]), wishes[number]
        # the rim is the first to overlap
        room = _surround(block)[::-1]
        # a cell near this wish that was taken before still is
        at = tried.get((wishes[number], len(room)), 0) if len(room) == 1 else 0
        while any((near[at][0] + column + c, near[at][1] + row + r) in taken for c, r in room):
            at += 1
            if at == len(near):
                near = _nearest_cells(_power(len(near)), cell)
        if len(room) == 1:
            tried[wishes[number], 1] = at
        column, row = column + near[at][0], row + near[at][1]
        taken.update((column + c, row + r) for c, r in room)
        settled.update({key: (column + c, row + r) for key, (c, r) in block.items()})
    return settled


def _centre(block: Block) -> Block:
    columns, rows = [c for c, _ in block.values()], [r for _, r in block.values()]
    left, top = (min(columns) + max(columns)) // 2, (min(rows) + max(rows)) // 2
    return {key: (column - left, row - top) for key, (column, row) in block.items()}


def _squeeze(block: Block) -> Block:
    """Remove empty columns and rows; of a large block one of several empty ones in a row stays."""
    gap = 1 if len(block) < _MANY else 2
    columns, rows = _renumber({c for c, _ in block.values()}, gap), _renumber({r for _, r in block.values()}, gap)
    return {key: (columns[column], rows[row]) for key, (column, row) in block.items()}


def _renumber(used: set[int], gap: int) -> Mapping[int, int]:
    renumbered: dict[int, int] = {}
    at, last = 0, min(used)
    for number in sorted(used):
        at += min(number - last, gap)
        last = number
        renumbered[number] = at
    return renumbered

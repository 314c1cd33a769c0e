"""Pack blocks of cells on shelves, the largest block in the middle."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from math import isqrt

__all__ = ["Block", "shelve"]

type Block = dict[str, tuple[int, int]]
"""Nodes with their column and row."""

type _Box = tuple[int, int, Block]

_WIDE = 1.5


@dataclass(slots=True, kw_only=True)
class _Stack:
    """Boxes below one another."""

    boxes: list[_Box] = field(default_factory=list)
    width: int = 0
    height: int = 0

    def add(self, box: _Box) -> None:
        self.boxes.append(box)
        # a box of one column can be told from the next; a wider one needs a gap
        self.width = max(self.width, box[0] + (box[0] > 1))
        self.height += box[1] + 1


def shelve(blocks: Sequence[Block], cell: tuple[int, int], *, many: int, wanted: Set[str]) -> Block:
    """Pack blocks on shelves, alternately below and above the shelf of the largest.

    Args:
        blocks: The blocks.
        cell: The width and height of a cell.
        many: Blocks of at least so many nodes come first, by their number of nodes.
        wanted: Blocks with one of these nodes come next; the others last, by their height.

    Returns:
        All nodes, with the middle of the first shelf at the origin.
    """
    boxes = sorted(map(_measure, blocks), key=lambda box: _rank(box, many, wanted))
    area = sum((width + 1) * (height + 1) for width, height, _ in boxes) * _WIDE
    limit = max([isqrt(int(area * cell[1] / cell[0])), *(width for width, _, _ in boxes)])
    shelves: list[list[_Stack]] = []
    wide = 0
    for box in boxes:
        if shelves and shelves[-1][-1].height + box[1] < shelves[-1][0].height:
            wide -= shelves[-1][-1].width
        elif shelves and wide + box[0] <= limit:
            shelves[-1].append(_Stack())
        else:
            shelves.append([_Stack()])
            wide = 0
        shelves[-1][-1].add(box)
        wide += shelves[-1][-1].width
    packed: Block = {}
    top = bottom = 0
    for number, shelf in enumerate(shelves):
        high = shelf[0].height
        if number == 0:
            top, bottom = -high // 2, high - -(-high // 2)
            at = top
        elif number % 2:
            at, bottom = bottom, bottom + high
        else:
            at, top = top - high, top - high
        # the first stack of a shelf is in its middle, the others alternately to its right and left
        ordered = shelf[1::2][::-1] + shelf[::2]
        left = -sum(stack.width for stack in ordered) // 2
        for stack in ordered:
            y = at
            for _, height, block in stack.boxes:
                packed.update({key: (left + column, y + row) for key, (column, row) in block.items()})
                y += height + 1
            left += stack.width
    return packed


def _measure(block: Block) -> _Box:
    left, top = min(column for column, _ in block.values()), min(row for _, row in block.values())
    shape = {key: (column - left, row - top) for key, (column, row) in block.items()}
    return max(c for c, _ in shape.values()) + 1, max(r for _, r in shape.values()) + 1, shape


def _rank(box: _Box, many: int, wanted: Set[str]) -> tuple[int, bool, int, int, str]:
    width, height, block = box
    return -len(block) if len(block) >= many else 0, wanted.isdisjoint(block), -height, -width, min(block)

"""Make paragraphs of the lines of printed pages, by where they stand."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.documents import paragraphs

__all__ = ["PrintedLine", "lay_out"]

_EDGE = 3
"""Lines at the top and at the foot of a page among which its header and number are looked for."""
_NUMBER = re.compile(
    r"(?:page|p\.)?\s*[-–—]?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?\s*[-–—]?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
# More than so many times the usual distance between two lines parts paragraphs.
_GAP = 1.2
# An indent, in the size of the letters.
_INDENT = 0.7
_LONG = 0.6
_FEW = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line of a page: its text, where it begins (points from the left and from the foot) and the size of its letters.

    Args:
        text: Its text.
        x: Points from the left edge.
        y: Points from the lower edge.
        size: Points that its letters are high.
    """

    text: str
    x: float
    y: float
    size: float


def lay_out(pages: Sequence[Sequence[PrintedLine]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join pages into one text.

    Args:
        pages: The lines of each page, in the order of reading.

    Returns:
        The text, a line a paragraph; a paragraph may run on over the end of a page or a column. Page headers, footers
        and numbers stand at the end, and where: (start, end), in code points.
    """
    running = _find_running(pages)
    body: list[list[PrintedLine]] = []
    pending: list[str] = []
    for page in pages:
        kept = []
        for at, line in enumerate(page):
            edge = at < _EDGE or at >= len(page) - _EDGE
            if edge and (_key(line) in running or (len(pages) > 1 and _NUMBER.fullmatch(line.text))):
                pending.append(line.text)
            else:
                kept.append(line)
        body += _split_columns(kept)
    text = "".join(f"{paragraph}\n\n" for paragraph in _join(body))
    furniture = []
    for bare in pending:
        furniture.append((len(text), len(text) + len(bare)))
        text += f"{bare}\n"
    return text.rstrip("\n") + "\n", tuple(furniture)


def _find_running(pages: Sequence[Sequence[PrintedLine]]) -> frozenset[str]:
    """Find what stands at the edge of most pages, but for its numbers."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    least = max(2, (len(pages) + 1) // 2)
    return frozenset(key for key, count in counts.items() if count >= least and len(key) <= 150)


def _key(line: PrintedLine) -> str:
    return _DIGITS.sub("0", line.text.casefold())


def _split_columns(page: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Cut a page where the next line stands higher than the last."""
    columns: list[list[PrintedLine]] = []
    for line in page:
        if columns and line.y <= columns[-1][-1].y + line.size / 2:
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _join(columns: Sequence[Sequence[PrintedLine]]) -> list[str]:
    """Put an empty line between paragraphs, and join each into one line."""
    everything = [line for column in columns for line in column]
    if not everything:
        return []
    steps = [above.y - line.y for column in columns for above, line in itertools.pairwise(column)]
    steps = sorted(step for step in steps if step > 0) or [1.0]
    usual = steps[len(steps) // 5]  # the closest but for strays: there may be more paragraphs than lines in them
    width = statistics.quantiles([len(line.text) for line in everything] * 2, n=10)[8]
    lines: list[str] = []
    marked = 0
    above: PrintedLine | None = None
    for column in columns:
        begins = Counter(round(line.x) for line in column)
        left = min(x for x, count in begins.items() if count * 8 >= len(column) or count == max(begins.values()))
        for at, line in enumerate(column):
            ended = above is not None and paragraphs.ends(above.text)
            if above is None:
                apart = False
            elif at == 0:
                apart = not line.text[:1].islower() and (ended or len(above.text) < _LONG * width)
            else:
                indented = line.x - left > _INDENT * line.size
                apart = above.y - line.y > _GAP * usual or (ended and indented)
                marked += apart
            lines += ["", line.text] if apart else [line.text]
            above = line
    return list(paragraphs.unwrap(lines, guess=marked == 0 and len(everything) > _FEW))

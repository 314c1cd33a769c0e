"""Read the tables that graphkit ships: tab-separated values that an editor of text can edit, with comments."""

from __future__ import annotations

from pathlib import Path

__all__ = ["read_table"]


def read_table(path: Path, columns: int) -> tuple[tuple[str, ...], ...]:
    """Read a table.

    Lines that begin with '#' and empty ones are skipped; so is what stands behind the last column, a comment.

    Args:
        path: The file, in UTF-8.
        columns: How many columns it has, the comment not counted.

    Returns:
        Its rows, without white space around the cells.

    Raises:
        ValueError: A line has too few columns; the message names file and line.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < columns:
            raise ValueError(f"{path.name}, line {number}: {len(cells)} columns, {columns} are needed: {line!r}")
        rows.append(tuple(cells[:columns]))
    return tuple(rows)

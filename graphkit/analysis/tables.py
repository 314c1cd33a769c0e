"""Format the analysis as tables for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from graphkit.analysis.metrics import Analysis

__all__ = ["describe_copies", "describe_sample", "tables"]


def tables(report: Analysis, *, rows: int = 15) -> Iterator[Table]:
    """Make the tables of a report.

    Args:
        report: What `analyse` gave.
        rows: How many rows a table shows at most; its title says how many there are in all.

    Returns:
        Tables that rich prints: disputes, central parties, communities, brokers; an empty one is left out.
    """
    yield from _table(
        "Points in dispute",
        ("What", "For", "Against"),
        [(d.label, _list(d.affirm), _list((*d.reject, *(f"“{o}”" for o in d.opposed)))) for d in report.disputes],
        rows,
    )
    yield from _table(
        "Parties",
        ("Who", "Kind", "PageRank", "Between", "Claims", "Community"),
        [
            (s.label, s.kind, f"{s.pagerank:.3f}", f"{s.betweenness:.3f}", str(s.claims), str(s.community or "–"))
            for s in report.standings
        ],
        rows,
    )
    yield from _table(
        "Communities",
        ("No.", "Members"),
        [(str(c.number), _list(c.members)) for c in report.communities],
        rows,
    )
    yield from _table(
        "Brokers between communities",
        ("Who", "Of", "Links out", "To"),
        [(b.label, str(b.community), str(b.links), ", ".join(map(str, b.reaches))) for b in report.brokers],
        rows,
    )


def describe_copies(report: Analysis) -> str:
    """Describe how many documents are near duplicates; empty where none is."""
    if not report.copies:
        return ""
    are = "is a near duplicate of another" if report.copies == 1 else "are near duplicates of others"
    return f"{report.copies} of {report.documents} articles {are}: what they repeat counts once"


def describe_sample(report: Analysis) -> str:
    """Describe where betweenness is an estimate; empty where it is exact."""
    if not report.sampled:
        return ""
    return f"Between is estimated by the paths from {report.sampled:,} of {report.parties:,} parties"


def _table(title: str, columns: tuple[str, ...], cells: list[tuple[str, ...]], rows: int) -> Iterator[Table]:
    from rich.table import Table
    from rich.text import Text

    if not cells:
        return
    more = f" ({rows} of {len(cells)})" if len(cells) > rows else f" ({len(cells)})"
    table = Table(title=Text(title + more), title_justify="left", title_style="bold", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in cells[:rows]:
        # names come from the news: as Text, so that '[bold]' in one is shown, not obeyed
        table.add_row(*(Text(cell) for cell in row))
    yield table


def _list(names: tuple[str, ...], shown: int = 8) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more

"""Write a brief as plain text, as Markdown, as a page of HTML or as JSON."""

from __future__ import annotations

import json

from graphkit.analysis.brief import Brief
from graphkit.errors import OutputError

__all__ = ["BRIEF_FORMATS", "write_brief"]

BRIEF_FORMATS = ("text", "markdown", "html", "json")
"""The names of the formats."""


def write_brief(brief: Brief, format: str, *, limit: int | None = None) -> str:
    """Write a brief.

    Args:
        brief: The brief.
        format: One of `BRIEF_FORMATS`.
        limit: How many matters are shown at most; None for twelve in text and Markdown, for twelve cards and a table
            of all in HTML, and for all in JSON.

    Raises:
        OutputError: There is no such format.
    """
    if format == "json":
        return json.dumps({**brief.to_dict(), **_cut(brief, limit)}, indent=2, ensure_ascii=False) + "\n"
    if format == "html":
        from graphkit.visualisation.brief.page import render_page

        return render_page(brief, limit=limit)
    from graphkit.visualisation.brief.text import write_markdown, write_text

    if format in ("text", "markdown"):
        return (write_text if format == "text" else write_markdown)(brief, limit=limit)
    raise OutputError(f"there is no format {format!r} of a brief; there are {', '.join(BRIEF_FORMATS)}")


def _cut(brief: Brief, limit: int | None) -> dict[str, object]:
    return {} if limit is None else {"cards": brief.to_dict()["cards"][:limit]}

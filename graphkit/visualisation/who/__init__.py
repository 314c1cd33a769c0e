"""Write the profile of an entity as plain text, as Markdown, as a page of HTML or as JSON."""

from __future__ import annotations

import json

from graphkit.analysis.who import Profile
from graphkit.errors import OutputError

__all__ = ["PROFILE_FORMATS", "write_profile"]

PROFILE_FORMATS = ("text", "markdown", "html", "json")
"""The names of the formats."""


def write_profile(profile: Profile, format: str, *, limit: int | None = None) -> str:
    """Write a profile.

    Args:
        profile: The profile.
        format: One of `PROFILE_FORMATS`.
        limit: How many entries of each list are shown at most in text and Markdown; None for ten. HTML folds what is
            long, and JSON has all.

    Raises:
        OutputError: There is no such format.
    """
    if format == "json":
        return json.dumps(profile.to_dict(), indent=2, ensure_ascii=False) + "\n"
    if format == "html":
        from graphkit.visualisation.who.page import render_page

        return render_page(profile)
    from graphkit.visualisation.who.text import write_markdown, write_text

    if format in ("text", "markdown"):
        return (write_text if format == "text" else write_markdown)(profile, limit=limit)
    raise OutputError(f"there is no format {format!r} of a profile; there are {', '.join(PROFILE_FORMATS)}")

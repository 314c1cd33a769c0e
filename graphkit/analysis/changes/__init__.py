"""What changed from one graph to another: claims that came, went, were hedged, re-sourced, re-worded or cut."""

from __future__ import annotations

from graphkit.analysis.changes.comparing import compare, match_claims
from graphkit.analysis.changes.editions import Edited, EditedClaim, read_editions
from graphkit.analysis.changes.values import KINDS, ArticleChanges, Change, Changes, Version

__all__ = [
    "KINDS",
    "ArticleChanges",
    "Change",
    "Changes",
    "Edited",
    "EditedClaim",
    "Version",
    "compare",
    "match_claims",
    "read_editions",
]

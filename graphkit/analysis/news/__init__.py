"""What is new in a graph since it was last looked at: claims, disputes, replies and positions, with their sentences."""

from __future__ import annotations

from graphkit.analysis.news.finding import Position, find_news, read_known, read_positions
from graphkit.analysis.news.values import KINDS, Followed, Known, NewsItem, Passage
from graphkit.analysis.news.versions import Versions, compare_versions

__all__ = [
    "KINDS",
    "Followed",
    "Known",
    "NewsItem",
    "Passage",
    "Position",
    "Versions",
    "compare_versions",
    "find_news",
    "read_known",
    "read_positions",
]

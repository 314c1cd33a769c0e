"""Full text: which articles and claims hold some words, by an index that is kept beside the graph."""

from graphkit.search.finding import find
from graphkit.search.index import Index
from graphkit.search.values import KINDS, FoundEntity, SearchHit, SearchResult, Wanted

__all__ = ["KINDS", "FoundEntity", "Index", "SearchHit", "SearchResult", "Wanted", "find"]

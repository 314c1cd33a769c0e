"""Find which new articles are versions or copies of known ones, so that what these said already is not new."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.analysis.changes import Change, compare, match_claims
from graphkit.store.part import Part

if TYPE_CHECKING:
    from graphkit.analysis.changes import Changes
    from graphkit.analysis.network.records import Article
    from graphkit.store import GraphStore

__all__ = ["Versions", "compare_versions"]

_MOST = 20
"""With so many copies of one article, at most, a new one is compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What new articles have in common with known ones.

    Args:
        fresh: The addresses of the articles that are new, those with a known version or copy too.
        pairs: The addresses of claims, each with that of the same claim in a new version or copy of its article.
        changes: What changed of these claims, and which of them a later version no longer has.
    """

    fresh: frozenset[str] = frozenset()
    pairs: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()


def compare_versions(
    old: tuple[GraphStore, Mapping[str, str]] | None,
    known: Mapping[str, Article],
    new: tuple[GraphStore, Mapping[str, str]],
    articles: Mapping[str, Article],
    replaced: Mapping[str, str],
) -> Versions:
    """Compare the new articles with the known ones that they are versions or copies of.

    A new article is a version of the one that had its identifier or its address, and a copy of one that it nearly
    repeats, whoever publishes it; two new articles may be copies of each other.

    Args:
        old: The graph as it was known, with the articles' texts; None where nothing was.
        known: Its articles by their addresses.
        new: The graph, with the articles' texts.
        articles: Its articles by their addresses.
        replaced: The addresses of articles, each with that of the text whose place it took.
    """
    fresh = frozenset(articles.keys() - known.keys())
    pairs: list[tuple[str, str]] = []
    changes: list[Change] = []
    for iri, earlier, is_version in _find_earlier(known, articles, fresh, replaced):
        changed = False
        for one in earlier:
            graph, texts = old if one in known and old is not None else new
            parts = (_take(graph, one), texts, _take(new[0], iri), new[1])
            same = match_claims(*parts)
            pairs += same.items()
            if same and not changed:  # else it is another article under an old name
                changed = True
                changes += _list_changes(compare(*parts), is_version=is_version)
    return Versions(fresh=fresh, pairs=tuple(pairs), changes=tuple(changes))


def _list_changes(changes: Changes, *, is_version: bool) -> Iterator[Change]:
    """List what changed of claims that were there; what only a copy leaves out is still said elsewhere."""
    for article in changes.articles:
        for change in article.changes:
            if change.old is not None and (change.new is not None or is_version):
                yield change


def _find_earlier(
    known: Mapping[str, Article], articles: Mapping[str, Article], fresh: Container[str], replaced: Mapping[str, str]
) -> Iterator[tuple[str, Sequence[str], bool]]:
    """Find of each new article those that it is a version (True) or a copy (False) of, the nearest first."""
    gone = {article.identifier: iri for iri, article in sorted(known.items()) if iri not in articles}
    addressed = {article.source: iri for iri, article in sorted(known.items()) if article.source}
    copies: dict[str, list[str]] = {}
    for iri, article in sorted(articles.items()):
        copies.setdefault(article.near_duplicate_of or iri, []).append(iri)
    for iri, article in sorted(articles.items()):
        if iri not in fresh:
            continue
        original = article.near_duplicate_of or iri
        before = replaced.get(iri, "")
        version = gone.get(article.identifier) or addressed.get(article.source) or (before if before in known else None)
        alike = [other for other in dict.fromkeys([original, *copies[original]]) if other in known]
        if not alike and original != iri:
            alike = [original]
        if version is not None:
            yield iri, [version, *(other for other in alike if other != version)][:_MOST], True
        elif alike:
            yield iri, alike[:_MOST], False


def _take(store: GraphStore, document: str) -> Part:
    """Take the graph of one article."""
    from pyoxigraph import NamedNode

    return Part(store, [NamedNode(document)])

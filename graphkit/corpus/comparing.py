"""Say what changed from one build of an output to another, or from one article in it to another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import store
from graphkit.analysis import changes
from graphkit.analysis.changes import Changes
from graphkit.errors import InputError, StoreError
from graphkit.files import articles, replacement
from graphkit.files.history import BuildRecord, History, graph_file, read_history
from graphkit.files.layout import ARTICLES, VERSIONS
from graphkit.model.vocabulary import BASE, GK, RDF, Addresses

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graphkit.store import GraphStore

__all__ = ["compare_articles", "compare_builds", "find_build", "read_builds"]


def read_builds(output: Path) -> tuple[BuildRecord, ...]:
    """Read which builds an output had that brought, took or replaced articles, the first one first.

    Raises:
        StoreError: It has no history, or a damaged one.
    """
    return _read(output).builds


def find_build(output: Path, since: str) -> int:
    """Find the last build before a day; 0 where all are of that day or later.

    Args:
        output: The output.
        since: The day, as 2024-05-31, or the month or year.

    Raises:
        StoreError: The output has no history, or a damaged one.
        InputError: No build is of any day.
    """
    builds = read_builds(output)
    if not any(build.day for build in builds):
        raise InputError(
            f"{output}: none of its builds is of a day, for no article carries one: name two builds by their numbers,"
            f" 1 to {len(builds)}, or say --day when you build"
        )
    found, day = 0, ""
    for build in builds:
        day = max(day, build.day or "")
        if day[: len(since)] < since[: len(day)]:
            found = build.number
    return found


def compare_builds(output: Path, graph: GraphStore, first: int, last: int) -> Changes:
    """Say what changed from one build of an output to another.

    Args:
        output: The output.
        graph: Its graph.
        first: The number of the build before; 0 for the empty graph.
        last: The number of the build after.

    Returns:
        The changes. What left the graph for good, with --sync, is not among them: nothing of it is kept.

    Raises:
        StoreError: The output has no history, or a damaged one.
        InputError: There is no such build.
    """
    history = _read(output)
    for number in (first, last):
        if not 0 <= number <= history.last:
            raise InputError(f"{output}: has no build {number}; its builds are numbered 1 to {history.last}")
    reader = _Reader(output, graph, history)
    before, after = history.list_at(first), history.list_at(last)
    pairs = {key: history.find_successor(key, after) for key in before}
    come = sorted(after.keys() - set(pairs.values()))
    compared = [_compare(reader.open(old), reader.open(new)) for old, new in pairs.items() if new and new != old]
    changed = (article for found in compared for article in found.articles)
    return Changes(
        articles=tuple(sorted(changed, key=lambda article: article.new)),
        added=tuple(sorted((after[key].name, reader.count_claims(key)) for key in come)),
        dropped=(),
        same=sum(key in after for key in before) + sum(found.same for found in compared),
    )


def compare_articles(output: Path, graph: GraphStore, one: str, other: str) -> Changes:
    """Say what another article has of what one says: what is added, dropped, hedged, said by somebody else.

    Args:
        output: The output.
        graph: Its graph.
        one: The key of the one.
        other: The key of the other.
    """
    reader = _Reader(output, graph, History(base=""))
    return _compare(reader.open(one), reader.open(other))


def _read(output: Path) -> History:
    history = read_history(output)
    if history is None:
        replacement.read_marker(output)
        raise StoreError(f"{output}: has no history, for an older graphkit wrote it; the next build begins one")
    return history


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """An article with its graph alone."""

    document: str
    graph: Store
    text: str


class _Reader:
    """Reads articles of an output as they stand, or as they stood."""

    def __init__(self, output: Path, graph: GraphStore, history: History) -> None:
        self._output = output
        self._graph = graph
        self._addresses = Addresses(str(replacement.read_marker(output).get("base_iri", BASE)))
        self._standing = history.standing if history.base else None

    def open(self, key: str) -> _Opened:
        if self._standing is None or key in self._standing:
            texts = articles.Articles(self._output / ARTICLES, self._addresses)
            document = self._addresses.document(key)
            return _Opened(document=document, graph=self._copy(document), text=texts.get(document, ""))
        return self._open_earlier(key)

    def count_claims(self, key: str) -> int:
        from pyoxigraph import NamedNode

        opened = self.open(key)
        kind = NamedNode(f"{RDF}type")
        return sum(1 for _ in opened.graph.quads_for_pattern(None, kind, NamedNode(f"{GK}Claim"), None))

    def _copy(self, document: str) -> Store:
        from pyoxigraph import NamedNode

        return store.create(self._graph.quads_for_pattern(None, None, None, NamedNode(document)))

    def _open_earlier(self, key: str) -> _Opened:
        from pyoxigraph import NamedNode, RdfFormat, Store

        folder, document = self._output / VERSIONS, self._addresses.document(key)
        graph = Store()
        try:
            lines = graph_file(key, folder).read_bytes()
            text = (folder / f"{key}.txt").read_bytes().decode()
            graph.bulk_load(lines, RdfFormat.N_TRIPLES, to_graph=NamedNode(document))
        except (OSError, ValueError) as error:
            raise StoreError(f"{folder}: the earlier version {key} cannot be read ({error})") from error
        return _Opened(document=document, graph=graph, text=text)


def _compare(old: _Opened, new: _Opened) -> Changes:
    return changes.compare(old.graph, {old.document: old.text}, new.graph, {new.document: new.text})

"""Make a new output of the old one, where little has changed: a changed document, and all that speaks of its things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import export, store
from graphkit.corpus.rendering import unpack_piece
from graphkit.export.patching import Subjects, describe_lines, patch_trig, patch_turtle
from graphkit.export.pieces import make_piece
from graphkit.export.terms import Terms
from graphkit.files.layout import STORE, TRIG, TURTLE
from graphkit.model.vocabulary import Addresses

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graphkit.corpus.common import Common
    from graphkit.corpus.planning import Corpus

__all__ = ["change"]


def change(
    corpus: Corpus,
    keys: tuple[Iterable[str], Iterable[str]],
    before: Mapping[str, Mapping[str, str]],
    common: Mapping[str, Common],
    folders: tuple[Path, Path],
) -> None:
    """Write the store, Turtle and TriG of a new output.

    Args:
        corpus: Where what was read stands.
        keys: The documents whose graphs are to go, and those whose graphs are to come; a changed one is among both.
        before: What stood in the graphs that belong to no document: of each, by name, the version of what was said of
            each subject.
        common: What is to stand in them.
        folders: The old output and the new one.

    Raises:
        StoreError, OSError, RuntimeError: The old store is damaged, or the new one cannot be written.
    """
    old, new = folders
    _Change(corpus, store.copy(old / STORE, new / STORE)).carry_out(keys, before, common, folders)


class _Change:
    """A change of a store, and of the texts that say the same."""

    def __init__(self, corpus: Corpus, graph: Store) -> None:
        self._corpus = corpus
        self._addresses = Addresses(corpus.base)
        self._terms = Terms(export.list_prefixes(corpus.base))
        self._graph = graph
        # Subjects of which one document alone speaks; of all others, what was said and what is said now.
        self._own: set[bytes] = set()
        self._before: set[bytes] = set()
        self._after: set[bytes] = set()
        self._trig: dict[bytes, bytes | Subjects | None] = {}

    def carry_out(
        self,
        keys: tuple[Iterable[str], Iterable[str]],
        before: Mapping[str, Mapping[str, str]],
        common: Mapping[str, Common],
        folders: tuple[Path, Path],
    ) -> None:
        going, coming = map(set, keys)
        old, new = folders
        for key in sorted(going - coming):
            self._remove(self._addresses.document(key))
        for key in sorted(going & coming):
            self._replace(self._addresses.document(key), self._read(key))
        self._add({self._addresses.document(key): self._read(key) for key in sorted(coming - going)})
        for name, graph in common.items():
            self._change(self._addresses.graph(name), before.get(name, {}), graph)
        self._graph.flush()
        patch_trig(old / TRIG, new / TRIG, self._trig, self._terms)
        touched = self._own | _list_subjects(self._before ^ self._after)
        patch_turtle(old / TURTLE, new / TURTLE, self._describe(touched, None), self._terms)

    def _remove(self, name: str) -> None:
        """Remove a document's graph."""
        self._note(store.read_graph(self._graph, name), name, self._before)
        store.remove_graph(self._graph, name)
        self._trig[_quote(name)] = None

    def _read(self, key: str) -> bytes:
        """Read the TriG of a document's graph as it was written."""
        return unpack_piece(self._corpus.manifest.read_rendition(key)).trig

    def _replace(self, name: str, trig: bytes) -> None:
        """Change a document's graph: mostly little in it is another, such as what somebody is called elsewhere too."""
        before = set(store.read_graph(self._graph, name))
        after = set(store.read_trig((self._terms.declare(), trig)))
        store.change_graph(self._graph, name, before - after, after - before)
        self._before |= before - after
        self._after |= after - before
        self._trig[_quote(name)] = trig

    def _add(self, pieces: Mapping[str, bytes]) -> None:
        """Add documents' graphs, the TriG of each by its name."""
        store.load_trig(self._graph, (self._terms.declare(), *pieces.values()))
        for name, trig in pieces.items():
            self._note(store.read_trig((self._terms.declare(), trig)), name, self._after)
            self._trig[_quote(name)] = trig

    def _note(self, lines: Iterable[bytes], name: str, triples: set[bytes]) -> None:
        """Note what is said in a document's graph."""
        own = tuple(_quote(name)[:-1] + mark for mark in (b"/", b"#"))
        for line in lines:
            if line.startswith(own):
                self._own.add(line[: line.index(b" ")])
            else:
                triples.add(line)

    def _change(self, name: str, before: Mapping[str, str], graph: Common) -> None:
        """Change a graph that belongs to no document."""
        after = graph.versions
        lost = [subject for subject in before if after.get(subject) != before[subject]]
        found = [subject for subject in after if before.get(subject) != after[subject]]
        if not (lost or found):
            return
        triples = set(store.read_subjects(self._graph, map(_quote, lost), name))
        wanted = {line for text in graph.write(set(found)) for line in text.splitlines(keepends=True)}
        if after:
            store.change_graph(self._graph, name, triples - wanted, wanted - triples)
        else:
            store.remove_graph(self._graph, name)  # its name too
        self._before |= triples
        self._after |= wanted
        if before and after:
            self._trig[_quote(name)] = self._describe({_quote(s) for s in (*lost, *found)}, name, b"\t")
        else:
            self._trig[_quote(name)] = (
                make_piece(name, b"".join(graph.write(None)), self._terms).trig if after else None
            )

    def _describe(self, subjects: set[bytes], graph: str | None, indent: bytes = b"") -> Subjects:
        """Write anew what is said of subjects, in one graph or in all."""
        lines = store.read_subjects(self._graph, subjects, graph)
        return {**dict.fromkeys(subjects), **describe_lines(lines, self._terms, indent)}


def _list_subjects(lines: Iterable[bytes]) -> set[bytes]:
    return {line[: line.index(b" ")] for line in lines}


def _quote(name: str) -> bytes:
    return b"<%b>" % name.encode()

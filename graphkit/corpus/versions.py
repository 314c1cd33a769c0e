"""Keep earlier versions of articles: the text and the graph of each as they were, and what was edited in it.

A version is written by itself, as if its article were the only one: so its graph is the same bytes whatever else there
was, and whenever it is written. Texts are put aside before the manifest forgets them, so that a build that is killed
loses none.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.analysis import changes
from graphkit.corpus.rendering import write_lines
from graphkit.corpus.succession import Standing
from graphkit.files import articles, durable, faults, replacement
from graphkit.files.history import TextRecord, edits_file, graph_file
from graphkit.identity import resolution
from graphkit.model.versions import EarlierVersion, Edit, Place
from graphkit.model.vocabulary import Addresses
from graphkit.rdf import mapping, versions
from graphkit.reader import apply_answers

if TYPE_CHECKING:
    from pyoxigraph import Store

    from graphkit.analysis.changes import ArticleChanges, Version
    from graphkit.corpus.planning import Corpus
    from graphkit.corpus.records import Entry
    from graphkit.reader import Answers

__all__ = ["Versions"]

_FACTS = ".json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A text as it is kept, with the graph of it alone.

    Args:
        standing: What is to be known of it.
        identifier: What the document is called.
        sha256: The SHA-256 of the text.
        base: The base IRI of the graph.
        lines: The graph, as N-Triples.
        text: The text.
    """

    standing: Standing
    identifier: str
    sha256: str
    base: str
    lines: bytes
    text: str

    def move(self, base: str) -> _Kept:
        """Return it with its things below another base."""
        if base == self.base:
            return self
        lines = self.lines.replace(b"<%b" % self.base.encode(), b"<%b" % base.encode())
        return replace(self, base=base, lines=lines)

    def open(self) -> Store:
        """Open its graph."""
        from pyoxigraph import NamedNode, RdfFormat, Store

        graph = Store()
        name = NamedNode(Addresses(self.base).document(self.standing.document))
        graph.bulk_load(self.lines, RdfFormat.N_TRIPLES, to_graph=name)
        return graph

    def list_files(self) -> Iterator[tuple[str, bytes]]:
        """List its files."""
        key = self.standing.document
        facts = {**asdict(self.standing), "signature": self.standing.signature.hex()}
        facts |= {"identifier": self.identifier, "sha256": self.sha256, "base": self.base}
        yield f"{key}{_FACTS}", json.dumps(facts, ensure_ascii=False, indent=1).encode("utf-8", "surrogateescape")
        yield graph_file(key, Path()).name, self.lines
        yield f"{key}.txt", self.text.encode()


class Versions:
    """Earlier versions in an output, and those that are put aside until the next one is written.

    Args:
        corpus: Where what was read stands.
        answers: What persons said of documents.
        kept: The folder in the output.
        aside: The folder of those that are put aside.
        sound: Checks whether a file of the first folder is as it was written, by its name.
    """

    def __init__(
        self, corpus: Corpus, answers: Answers, *, kept: Path, aside: Path, sound: Callable[[str], bool]
    ) -> None:
        self._corpus = corpus
        self._answers = answers
        self._kept = kept
        self._aside = aside
        self._sound = sound

    def put_aside(self, entry: Entry, version: str | None = None) -> None:
        """Keep a text that is about to go; when this returns it is on the disk.

        Args:
            entry: The document.
            version: What it was read with.

        Raises:
            StoreError: What was read in it is damaged or gone.
            OutputError: It cannot be written.
        """
        if self._find(entry.key) is None:
            replacement.make_folders(self._aside)
            for name, data in self._read(entry, version).list_files():
                replacement.write_file(self._aside / name, data)
            try:
                durable.sync_folder(self._aside.parent)
            except OSError as error:
                raise faults.explain(self._aside, error, kept="what was done before is kept") from error

    def find(self, key: str) -> Standing | None:
        """Find what is to be known of a text that is kept, or put aside; None where there is none that is whole."""
        found = self._find(key)
        return found.standing if found else None

    def compare(self, text: TextRecord, successor: Entry | None) -> bytes | None:
        """Describe an earlier version and what was edited in it, as N-Triples.

        Args:
            text: The version.
            successor: The document that took its place; None where that is an earlier version itself.

        Returns:
            The lines; None where one of the two is not there as it was written.

        Raises:
            StoreError: What was read in the document is damaged or gone.
        """
        before = self._find(text.document)
        after = self._read(successor) if successor else self._find(text.replaced_by or "")
        if before is None or after is None:
            return None
        addresses = Addresses(self._corpus.base)
        old, new = (addresses.document(kept.standing.document) for kept in (before, after))
        found = changes.compare(before.open(), {old: before.text}, after.open(), {new: after.text})
        own = before.standing
        version = EarlierVersion(
            document=own.document,
            identifier=before.identifier,
            sha256=before.sha256,
            replaced_by=after.standing.document,
            replaced_in=text.until or 0,
            known_by=text.known_by or "",
            title=own.title,
            issued=own.issued,
            modified=own.modified,
            publisher=own.publisher,
            source=own.source,
        )
        edits = (edit for article in found.articles for edit in _list_edits(article))
        return _sort(write_lines(versions.to_quads(version, edits, addresses=addresses)))

    def read_edits(self, text: TextRecord) -> bytes | None:
        """Read what an earlier build found edited in a version; None where that is not there as it was written."""
        path = edits_file(text, self._kept)
        return path.read_bytes() if self._sound(path.name) else None

    def has(self, key: str) -> bool:
        """Check whether a text is kept or put aside, as it was written."""
        return self._is_kept(key) or self._find(key) is not None

    def write(self, text: TextRecord, new: Path, *, moved: bool) -> None:
        """Write the files of an earlier version, which is kept or put aside, to a new folder.

        Args:
            text: The version.
            new: The folder.
            moved: Whether its things live elsewhere than in the output that is there.
        """
        if self._is_kept(text.document) and not moved:
            for file in _list_files(text.document, self._kept):
                if not (new / file.name).exists() and not _link(file, new / file.name):
                    shutil.copyfile(file, new / file.name)
            return
        found = self._find(text.document)
        assert found is not None
        for name, data in found.list_files():
            (new / name).write_bytes(data)

    def _is_kept(self, key: str) -> bool:
        return all(self._sound(file.name) for file in _list_files(key, self._kept))

    def _read(self, entry: Entry, version: str | None = None) -> _Kept:
        """Write the graph of a document by itself."""
        corpus, addresses = self._corpus, Addresses(self._corpus.base)
        try:
            run = corpus.manifest.read_run(version or corpus.settings.version)
        except TypeError:  # what read it is no longer known
            run = corpus.manifest.read_run(corpus.settings.version)
        found = apply_answers(corpus.read(entry), corpus.settings.known, self._answers)
        document = found.extraction.document
        entities = resolution.resolve((found.extraction,), self._answers.decisions).list_entities(found.extraction)
        quads = mapping.to_quads(found.extraction, entities, addresses=addresses, run=run, marks=found.marks)
        [standing] = corpus.manifest.list_standing([entry])
        return _Kept(
            standing=standing,
            identifier=document.identifier,
            sha256=document.sha256,
            base=corpus.base,
            lines=_sort(write_lines(quads)),
            text=document.text,
        )

    def _find(self, key: str) -> _Kept | None:
        for folder in (self._kept, self._aside):
            files = _list_files(key, folder)
            if folder == self._kept and not self._is_kept(key):
                continue
            with suppress(OSError, ValueError, KeyError, TypeError):
                facts = json.loads(files[0].read_bytes())
                own = {name: facts.pop(name) for name in ("identifier", "sha256", "base")}
                standing = Standing(**{**facts, "signature": bytes.fromhex(facts["signature"])})
                text = files[2].read_bytes().decode()
                if articles.is_whole(files[2]):
                    kept = _Kept(standing=standing, lines=files[1].read_bytes(), text=text, **own)
                    return kept.move(self._corpus.base)
        return None


def _list_edits(article: ArticleChanges) -> Iterator[Edit]:
    if article.is_retitled:
        before, after = (Place(start=0, end=0, text=title) for title in (article.old_title, article.new_title))
        yield Edit(kinds=("retitled",), before=before if before.text else None, after=after if after.text else None)
    for change in article.changes:
        yield Edit(
            kinds=change.kinds,
            claim_before=(change.old.claim or None) if change.old else None,
            claim_after=(change.new.claim or None) if change.new else None,
            before=_place(change.old),
            after=_place(change.new),
        )


def _place(version: Version | None) -> Place | None:
    if version is None:
        return None
    sentence = version.found.sentence
    return Place(start=sentence.start, end=sentence.end, text=sentence.text)


def _sort(lines: bytes) -> bytes:
    return b"".join(sorted(lines.splitlines(keepends=True)))


def _list_files(key: str, folder: Path) -> tuple[Path, Path, Path]:
    """List the files of a text: what is to be known of it, its graph and the text itself."""
    return folder / f"{key}{_FACTS}", graph_file(key, folder), folder / f"{key}.txt"


def _link(old: Path, new: Path) -> bool:
    """Give a file a second name, and return whether that succeeded."""
    try:
        new.hardlink_to(old)
    except OSError:
        return False
    return True

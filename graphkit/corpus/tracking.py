"""Follow articles from build to build: what goes is put aside, and what took its place is found."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.corpus.revising import Revised, open_history, revise
from graphkit.corpus.succession import find_successors, find_superseded
from graphkit.corpus.versions import Versions
from graphkit.documents import near_duplicates
from graphkit.errors import DamageError
from graphkit.files import layout

if TYPE_CHECKING:
    from graphkit.corpus.planning import Corpus
    from graphkit.corpus.records import Entry
    from graphkit.corpus.values import Options
    from graphkit.documents.near_duplicates import NearDuplicate
    from graphkit.files.checksums import Inspection

__all__ = ["Tracker"]


class Tracker:
    """Follows articles from the output that is there to the one that takes its place.

    Args:
        corpus: Where what was read stands.
        options: How it is built.
        folder: The output.
        inspected: What was found of its files.

    Attributes:
        damaged: That something of the history was damaged.
    """

    def __init__(self, corpus: Corpus, options: Options, folder: Path, inspected: Inspection | None) -> None:
        self._corpus = corpus
        self._options = options
        sound = inspected.sound if inspected else {}
        damaged = inspected.damaged if inspected else {}
        self._history, self.damaged = open_history(
            folder, options.base, damaged=[name for name in damaged if name.startswith(f"{layout.VERSIONS}/")]
        )
        self._versions = Versions(
            corpus,
            options.answers,
            kept=folder / layout.VERSIONS,
            aside=folder / layout.REPLACED,
            sound=lambda name: f"{layout.VERSIONS}/{name}" in sound,
        )

    def put_aside(self, going: Iterable[tuple[Entry, str | None]]) -> None:
        """Keep the texts that stood in the output and are about to go, where another takes their place.

        Args:
            going: Their documents, and what each was read with. One that cannot be read is told of when it is missed.

        Raises:
            OutputError: They cannot be written.
        """
        manifest, standing = self._corpus.manifest, self._history.standing
        leaving = {entry.key: (entry, version) for entry, version in going if entry.key in standing}
        if not leaving:
            return
        new = (entry for entry in manifest.list_documents()[0] if entry.key not in standing)
        gone = manifest.list_standing(entry for entry, _ in leaving.values())
        for key in find_successors(gone, tuple(manifest.list_standing(new))):
            with suppress(DamageError):
                self._versions.put_aside(*leaving[key])

    def revise(
        self, entries: list[Entry], repeated: tuple[NearDuplicate, ...]
    ) -> tuple[list[Entry], tuple[NearDuplicate, ...], Revised]:
        """Tell which documents are earlier versions of others, and carry on the history.

        Args:
            entries: The documents, by key.
            repeated: Which of them are near duplicates.

        Returns:
            The documents that stand, which of them are near duplicates, and the history.
        """
        manifest, history = self._corpus.manifest, self._history
        standing = {text.document: text for text in manifest.list_standing(entries)}
        since = dict.fromkeys(standing, history.last + 1)
        since |= {text.document: text.since for text in history.texts if text.document in standing}
        superseded = find_superseded(tuple(standing.values()), repeated, since)
        by_key = {entry.key: entry for entry in entries}
        if superseded:
            for key in superseded:
                del standing[key]
                with suppress(DamageError):
                    self._versions.put_aside(by_key[key])
            manifest.drop_renditions(superseded)
            entries = [entry for entry in entries if entry.key in standing]
            repeated = near_duplicates.find(manifest.list_signed(entries))
        revised = revise(
            history,
            standing,
            superseded,
            by_key,
            self._versions,
            base=self._options.base,
            day=self._options.day,
            most=self._options.most_versions,
        )
        return entries, repeated, revised

"""Make a manifest that is damaged anew of the shards: nothing is lost that is no longer among the inputs."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from graphkit.corpus.manifest import Manifest
from graphkit.corpus.records import DocumentRecord, Outcome
from graphkit.corpus.shards import Shelf
from graphkit.errors import DamageError, Problem, StoreError
from graphkit.files import layout
from graphkit.files.layout import MANIFEST
from graphkit.reader import order

__all__ = ["open_manifest"]

_UNKNOWN = ""
"""What documents were read with of which that is no longer known: they are read again."""
_NOTHING = zlib.compress(b"[]")


def open_manifest(folder: Path) -> tuple[Manifest, tuple[Problem, ...]]:
    """Open the manifest of an output, whose lock is held; make it anew where it is damaged.

    Args:
        folder: The output.

    Returns:
        The manifest, and that it was damaged.

    Raises:
        StoreError: It is of another version of graphkit.
        OutputError: It cannot be written.
    """
    path = folder / MANIFEST
    try:
        return Manifest(path), ()
    except DamageError as error:
        why = str(error).removeprefix(f"{path}: ").partition(";")[0]
    for part in (path, folder / layout.SEAL, *(path.with_name(f"{path.name}-{end}") for end in ("wal", "shm"))):
        part.unlink(missing_ok=True)
    manifest = Manifest(path)
    _note_documents(manifest, Shelf(folder / layout.SHARDS))
    kept = "those that are not among the inputs from what was kept of them"
    what = f"{why}, and is made anew: all articles are read again, {kept}"
    return manifest, (Problem(where=str(path), what=what),)


def _note_documents(manifest: Manifest, shelf: Shelf) -> None:
    """Note the documents in all shards, as of items that an earlier run has found.

    The next run replaces those that it finds among its inputs, and reads the others again from the shards.
    """
    with manifest.change():
        run = manifest.begin_run()
    for name in shelf.list_names():
        for outcome, identifier in _list_outcomes(shelf, name):
            with manifest.change():
                manifest.note_item(outcome.digest, identifier, identifier, run=run)
            manifest.note_outcomes([outcome], version=_UNKNOWN, shard=name)


def _list_outcomes(shelf: Shelf, name: str) -> Iterator[tuple[Outcome, str]]:
    file = shelf.open(name)
    try:
        documents = [file.extraction(line).document for line in range(file.count())]
    except StoreError:
        return  # the shard is damaged too
    for line, document in enumerate(documents):
        record = DocumentRecord(
            key=document.key,
            rank="\x01".join(order(document)),
            line=line,
            claims=0,
            words=0,
            issued=document.issued,
            signature=b"",
            publisher=document.publisher,
            source=document.source,
            title=document.title,
            modified=document.modified,
            profiles=_NOTHING,
            compared=_NOTHING,
        )
        yield Outcome(digest=f"{name}-{line}", readings=(record,)), document.identifier

"""Check that an output is as it was written: every file of it, and what the next build goes on from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from graphkit.corpus import manifest, notes, previous
from graphkit.corpus.shards import Shelf
from graphkit.errors import StoreError
from graphkit.files import articles, checksums, layout, lock, replacement
from graphkit.files.checksums import Inspection
from graphkit.files.layout import ARTICLES, CHECKSUMS, MANIFEST, SHARDS, WORK

__all__ = ["CheckReport", "Finding", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A file of an output that is not as it was written.

    Args:
        file: Its path below the output, or that of a folder.
        what: What is wrong with it.
    """

    file: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What came of checking an output.

    Args:
        files: How many files were read.
        size: How many bytes were read.
        articles: How many of the files are texts of articles.
        findings: What is wrong, in the order of the files.
        command: The command that makes anew what is damaged.
    """

    files: int
    size: int
    articles: int
    findings: tuple[Finding, ...]
    command: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def to_dict(self) -> dict[str, object]:
        """Return it as JSON can hold it."""
        return {
            "whole": self.is_whole,
            "files": self.files,
            "bytes": self.size,
            "articles": self.articles,
            "findings": [{"file": finding.file, "what": finding.what} for finding in self.findings],
            "command": None if self.is_whole else self.command,
        }


def check(folder: Path, tell: Callable[[int, int], None] = lambda done, total: None) -> CheckReport:
    """Check an output; nothing is changed.

    Args:
        folder: The output.
        tell: Called with how many bytes are read and how many there are.

    Raises:
        StoreError: It is no output of graphkit, or has no checksums: an older graphkit wrote it.
        OutputError: A build is writing it.
    """
    if not (folder / CHECKSUMS).is_file():
        replacement.read_marker(folder)
    # Where nobody may write, nobody is writing.
    with lock.hold(folder) if os.access(folder.resolve().parent, os.W_OK) else nullcontext():
        found = checksums.inspect(folder, tell=tell)
        if found is None:
            raise StoreError(f"{folder}: has no checksums, for an older graphkit wrote it; the next build adds them")
        texts = sorted((folder / ARTICLES).glob("*.txt"))
        inside = sorted(path for path in (folder / WORK).rglob("*") if path.is_file())
        findings = [
            *(Finding(file=name, what=what) for name, what in found.damaged.items()),
            *_check_articles(folder, texts, found),
            *_check_work(folder, found),
        ]
    return CheckReport(
        files=len(found.sound) + len(texts) + len(inside),
        size=sum(checksum.size for checksum in found.sound.values()) + sum(p.stat().st_size for p in (*texts, *inside)),
        articles=len(texts),
        findings=tuple(sorted(findings, key=lambda finding: finding.file)),
        command=checksums.name_command(folder),
    )


def _check_articles(folder: Path, texts: list[Path], found: Inspection) -> Iterator[Finding]:
    for path in texts:
        try:
            what = "" if articles.is_whole(path) else "it is not as it was written"
        except OSError as error:
            what = f"it cannot be read ({(error.strerror or str(error)).lower()})"
        if what:
            yield Finding(file=f"{ARTICLES}/{path.name}", what=what)
    if found.is_sound(previous.GRAPHS):
        keys = notes.read(folder / previous.GRAPHS).keys() - {layout.PICTURE}
        for key in sorted(keys - {path.stem for path in texts}):
            yield Finding(file=f"{ARTICLES}/{key}.txt", what="it is gone")


def _check_work(folder: Path, found: Inspection) -> Iterator[Finding]:
    if not (folder / WORK).is_dir():
        return
    why = manifest.find_damage(folder / MANIFEST) if (folder / MANIFEST).is_file() else "it is gone"
    if why is not None:
        yield Finding(file=MANIFEST, what=why)
        return
    for name in sorted(Shelf(folder / SHARDS).find_lost(manifest.list_shards(folder / MANIFEST))):
        yield Finding(file=f"{SHARDS}/{name[:2]}/{name[2:]}", what="it is gone, or not as it was written")
    if (folder / layout.SEAL).is_file() and CHECKSUMS not in found.damaged and previous.is_damaged(folder):
        yield Finding(file=layout.COMMON, what="it is not as it was written")

"""Keep what earlier builds of an output held: which text of each article stood in it, from when to when.

`versions/history.jsonl` has a line for each build that brought, took or replaced articles, and one for each text.
Beside it stand the texts that were replaced, each with its graph: `KEY.txt`, `KEY.nt`, and `KEY.json` with what is
known of it; and for each of them what was edited, `KEY-KEY.nt`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from graphkit.errors import StoreError
from graphkit.files.layout import HISTORY, VERSIONS

__all__ = [
    "BuildRecord",
    "History",
    "TextRecord",
    "edits_file",
    "graph_file",
    "list_graphs",
    "read_history",
    "write_history",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRecord:
    """A build that brought, took or replaced articles.

    Args:
        number: Its number, from 1.
        day: The day it is said to be of: the one it was given, or the newest that any of its articles carries; None
            where none does.
        articles: How many articles the graph then had.
    """

    number: int
    day: str | None
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRecord:
    """A text of an article, and in which builds it stood.

    Args:
        document: Its key.
        name: What its item is called: its id, or its path below the input.
        number: Its place in that item, from 0.
        since: The first build that had it.
        until: The build in which another took its place; None where it stands.
        replaced_by: The key of the text that did.
        known_by: By what it is known to be the same article: 'identifier', 'address' or 'text'.
    """

    document: str
    name: str
    number: int
    since: int
    until: int | None = None
    replaced_by: str | None = None
    known_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class History:
    """The builds of an output, and the texts that stood in it.

    Args:
        base: The base IRI of what stands beside it.
        builds: The builds, by number.
        texts: The texts, by their first build and their key.
    """

    base: str
    builds: tuple[BuildRecord, ...] = ()
    texts: tuple[TextRecord, ...] = ()

    @property
    def last(self) -> int:
        """The number of the last build; 0 where there was none."""
        return self.builds[-1].number if self.builds else 0

    @cached_property
    def standing(self) -> Mapping[str, TextRecord]:
        """The texts that stand, by key."""
        return {text.document: text for text in self.texts if text.until is None}

    @cached_property
    def replaced(self) -> tuple[TextRecord, ...]:
        """The texts that were replaced."""
        return tuple(text for text in self.texts if text.until is not None)

    def list_at(self, build: int) -> Mapping[str, TextRecord]:
        """List the texts that stood after a build, by key."""
        return {
            text.document: text
            for text in self.texts
            if text.since <= build and (text.until is None or text.until > build)
        }

    def find_successor(self, key: str, keys: Mapping[str, TextRecord]) -> str | None:
        """Find which of some texts a text became, by however many versions; None where it became none of them."""
        seen: set[str] = set()
        found: str | None = key
        while found is not None and found not in seen:
            if found in keys:
                return found
            seen.add(found)
            found = self._after.get(found)
        return None

    @cached_property
    def _after(self) -> Mapping[str, str | None]:
        """The text that each became at last."""
        return {text.document: text.replaced_by for text in sorted(self.replaced, key=lambda text: text.until or 0)}


def graph_file(key: str, folder: Path) -> Path:
    """Return where the graph of an earlier version stands in a folder of versions, as N-Triples."""
    return folder / f"{key}.nt"


def edits_file(text: TextRecord, folder: Path) -> Path:
    """Return where it stands what was edited in a text that was replaced, as N-Triples."""
    return folder / f"{text.document}-{text.replaced_by}.nt"


def list_graphs(folder: Path) -> tuple[list[Path], list[Path]]:
    """List the graphs in a folder of versions.

    Returns:
        The files of earlier versions, by key, and those of what was edited in them.
    """
    files = sorted(folder.glob("*.nt"))
    return [file for file in files if "-" not in file.stem], [file for file in files if "-" in file.stem]


def read_history(output: Path) -> History | None:
    """Read the history of an output.

    Returns:
        It; None where the output has none: an older graphkit wrote it, or none did.

    Raises:
        StoreError: It cannot be read.
    """
    path = output / HISTORY
    try:
        head, *rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        builds = tuple(BuildRecord(**row["build"]) for row in rows if "build" in row)
        texts = tuple(TextRecord(**row["text"]) for row in rows if "text" in row)
        return History(base=str(head["base"]), builds=builds, texts=texts)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); the next build begins a new one") from error


def write_history(output: Path, history: History) -> None:
    """Write the history of an output that is being made."""
    lines = (json.dumps(row, ensure_ascii=False) for row in _list_rows(history))
    (output / VERSIONS).mkdir(exist_ok=True)
    (output / HISTORY).write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape"))


def _list_rows(history: History) -> Iterator[dict[str, object]]:
    yield {"base": history.base}
    for build in history.builds:
        yield {"build": asdict(build)}
    for text in sorted(history.texts, key=lambda text: (text.since, text.document, text.until or 0)):
        yield {"text": {name: value for name, value in asdict(text).items() if value is not None}}
